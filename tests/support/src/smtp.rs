//! An SMTP server inside the test: it keeps what it is told, and misbehaves on request.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use test_support::smtp::{Fault, Sink, Stage};
//!
//! let sink = Sink::start().await?;
//! // ... a client that trusts sink.certificate_file() writes to sink.host(), sink.port() ...
//! let mail = sink.wait_for(|mail| mail.recipients().contains(&"nora@rossi.example".to_owned())).await?;
//! assert!(mail.text().contains("https://"));
//!
//! sink.misbehave_once(Fault::try_later(Stage::Data));
//! # Ok(())
//! # }
//! ```

mod book;
mod certificate;
mod conversation;
mod fault;
mod mail;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

pub use self::book::Command;
pub use self::certificate::Certificate;
pub use self::fault::{Fault, Stage};
pub use self::mail::Mail;

use self::book::Book;

/// How long a test waits for something to arrive before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// When the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encryption {
    /// After the client asks for it.
    #[default]
    StartTls,
    /// From the first byte.
    Tls,
}

/// On what terms a sink speaks with its clients.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// When the connection is encrypted.
    pub encryption: Encryption,
    /// What it shows as its certificate.
    pub certificate: Certificate,
    /// A name and a password without which it takes no mail; if none, whatever is shown will do.
    pub credentials: Option<(String, String)>,
}

/// A running server. It stops when the value is dropped.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    book: Arc<Book>,
    certificate_file: PathBuf,
    listening: JoinHandle<()>,
    _home: TempDir,
}

impl Sink {
    /// Starts one that wants STARTTLS and shows a good certificate.
    ///
    /// # Errors
    /// No port or certificate can be had.
    pub async fn start() -> Result<Self> {
        Self::start_on(Terms::default()).await
    }

    /// Starts one on these terms.
    ///
    /// # Errors
    /// No port or certificate can be had.
    pub async fn start_on(terms: Terms) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let issued = terms.certificate.issue().context("no certificate can be made")?;
        let certificate_file = home.path().join("authority.pem");
        std::fs::write(&certificate_file, issued.authority_pem)?;

        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let book = Arc::new(Book::default());
        let acceptor = TlsAcceptor::from(Arc::new(issued.server));
        let listening = tokio::spawn(listen(listener, acceptor, terms, Arc::clone(&book)));
        Ok(Self { address, book, certificate_file, listening, _home: home })
    }

    /// The name that a good certificate is for.
    #[must_use]
    pub fn host(&self) -> &'static str {
        "localhost"
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The authority to trust, as a PEM file that exists as long as the sink.
    #[must_use]
    pub fn certificate_file(&self) -> &Path {
        &self.certificate_file
    }

    /// The mails that it has taken on, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.book.read(|page| page.mails.iter().filter(|mail| mail.accepted).cloned().collect())
    }

    /// Every message whose text has arrived, also those that were then not taken on.
    #[must_use]
    pub fn attempts(&self) -> Vec<Mail> {
        self.book.read(|page| page.mails.clone())
    }

    /// Every line that clients have sent outside of messages, oldest first.
    #[must_use]
    pub fn commands(&self) -> Vec<Command> {
        self.book.read(|page| page.commands.clone())
    }

    /// How many connections there have been.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.book.read(|page| page.connections)
    }

    /// Forgets what has happened so far, but not the fault.
    pub fn forget(&self) {
        self.book.write(|page| {
            page.mails.clear();
            page.commands.clear();
        });
    }

    /// From now on does this wrong, each time.
    pub fn misbehave(&self, fault: Fault) {
        self.book.write(|page| page.fault = Some((fault, None)));
    }

    /// Does this wrong the next time that it can, and then behaves again.
    pub fn misbehave_once(&self, fault: Fault) {
        self.misbehave_times(1, fault);
    }

    /// Does this wrong so many times, and then behaves again.
    pub fn misbehave_times(&self, times: u32, fault: Fault) {
        self.book.write(|page| page.fault = Some((fault, Some(times))));
    }

    /// From now on does everything right.
    pub fn behave(&self) {
        self.book.write(|page| page.fault = None);
    }

    /// The first mail of this kind that was taken on, waiting for it if need be.
    ///
    /// # Errors
    /// None has come after a good while.
    pub async fn wait_for(&self, wanted: impl Fn(&Mail) -> bool) -> Result<Mail> {
        self.wait_for_after(0, wanted).await
    }

    /// The same, leaving out the first `seen` mails: `sink.mails().len()` before the act that causes a new one.
    ///
    /// # Errors
    /// None has come after a good while.
    pub async fn wait_for_after(&self, seen: usize, wanted: impl Fn(&Mail) -> bool) -> Result<Mail> {
        self.book
            .wait(PATIENCE, |page| {
                let mut taken = page.mails.iter().filter(|mail| mail.accepted).skip(seen);
                taken.find(|mail| wanted(mail)).cloned()
            })
            .await
            .context("the mail did not come")
    }

    /// Waits until so many mails have been taken on, and answers them all.
    ///
    /// # Errors
    /// There are fewer after a good while.
    pub async fn wait_for_count(&self, count: usize) -> Result<Vec<Mail>> {
        self.book
            .wait(PATIENCE, |page| {
                let taken: Vec<Mail> = page.mails.iter().filter(|mail| mail.accepted).cloned().collect();
                (taken.len() >= count).then_some(taken)
            })
            .await
            .with_context(|| format!("{count} mails did not come"))
    }

    /// Waits until this many messages have arrived, taken on or not.
    ///
    /// # Errors
    /// There are fewer after a good while.
    pub async fn wait_for_attempts(&self, count: usize) -> Result<Vec<Mail>> {
        self.book
            .wait(PATIENCE, |page| (page.mails.len() >= count).then(|| page.mails.clone()))
            .await
            .with_context(|| format!("{count} messages did not arrive"))
    }

    /// Waits for a line of a client: `|command| command.line.starts_with("RCPT")`.
    ///
    /// # Errors
    /// None has come after a good while.
    pub async fn wait_for_command(&self, wanted: impl Fn(&Command) -> bool) -> Result<Command> {
        self.book
            .wait(PATIENCE, |page| page.commands.iter().find(|command| wanted(command)).cloned())
            .await
            .context("the command did not come")
    }

    /// Waits until there have been this many connections.
    ///
    /// # Errors
    /// There are fewer after a good while.
    pub async fn wait_for_connections(&self, count: usize) -> Result<()> {
        self.book
            .wait(PATIENCE, |page| (page.connections >= count).then_some(()))
            .await
            .with_context(|| format!("{count} connections were not made"))
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Dropped together with its conversations, which end then.
async fn listen(listener: TcpListener, acceptor: TlsAcceptor, terms: Terms, book: Arc<Book>) {
    let mut conversations = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = book.write(|page| {
            page.connections += 1;
            page.connections
        });
        // A client that goes away in the middle is what many tests are about: its error is nobody's.
        conversations.spawn(conversation::hold(stream, number, acceptor.clone(), terms.clone(), Arc::clone(&book)));
        while conversations.try_join_next().is_some() {}
    }
}
