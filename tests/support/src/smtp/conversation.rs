//! The server's side of one connection.

use std::future::pending;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use data_encoding::BASE64;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::{MissedTickBehavior, interval};
use tokio_rustls::TlsAcceptor;

use super::book::Book;
use super::{Command, Encryption, Fault, Mail, Stage, Terms};

/// Longer lines are not a client's of ours.
const LONGEST_LINE: usize = 64 * 1024;

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Speaks with a client until it leaves or a fault ends it.
pub(super) async fn hold(
    stream: TcpStream,
    number: usize,
    acceptor: TlsAcceptor,
    terms: Terms,
    book: Arc<Book>,
) -> Result<()> {
    stream.set_nodelay(true)?;
    let from_the_start = terms.encryption == Encryption::Tls;
    let wire: Box<dyn Wire> = if from_the_start { Box::new(acceptor.accept(stream).await?) } else { Box::new(stream) };
    let mut conversation = Conversation {
        wire: BufReader::new(wire),
        number,
        terms,
        book,
        encrypted: from_the_start,
        authenticated_as: None,
        sender: None,
        recipients: Vec::new(),
    };
    conversation.answer(Stage::Greeting, "220 localhost ESMTP").await?;
    loop {
        let Some(line) = conversation.command().await? else {
            return Ok(());
        };
        match line.to_ascii_uppercase().as_str() {
            "QUIT" => return conversation.say("221 2.0.0 bye", None).await,
            "STARTTLS" if !conversation.encrypted => {
                if conversation.grants_encryption().await? {
                    conversation = conversation.encrypt(&acceptor).await?;
                }
            }
            _ => conversation.follow(&line).await?,
        }
    }
}

struct Conversation {
    wire: BufReader<Box<dyn Wire>>,
    number: usize,
    terms: Terms,
    book: Arc<Book>,
    encrypted: bool,
    authenticated_as: Option<String>,
    sender: Option<String>,
    recipients: Vec<String>,
}

impl Conversation {
    async fn follow(&mut self, line: &str) -> Result<()> {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => self.hello().await,
            "HELO" => self.answer(Stage::Hello, "250 localhost").await.map(drop),
            "AUTH" => self.authenticate(line).await,
            "MAIL" => self.begin(line).await,
            "RCPT" => self.address(line).await,
            "DATA" => self.receive().await,
            "RSET" => {
                self.start_over();
                self.say("250 2.0.0 forgotten", None).await
            }
            "NOOP" => self.say("250 2.0.0 still here", None).await,
            _ => self.say("500 5.5.2 not understood", None).await,
        }
    }

    async fn hello(&mut self) -> Result<()> {
        let stripped = self.book.read(|page| matches!(&page.fault, Some((fault, _)) if *fault == Fault::NoStartTls));
        let offer = if self.encrypted {
            "250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN"
        } else if stripped {
            "250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8"
        } else {
            "250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 STARTTLS"
        };
        self.answer(Stage::Hello, offer).await.map(drop)
    }

    async fn grants_encryption(&mut self) -> Result<bool> {
        let granted = self.answer(Stage::StartTls, "220 2.0.0 go ahead").await?;
        self.start_over();
        Ok(granted)
    }

    /// What the client sent in the clear after asking is dropped with the old reader, as it must be.
    async fn encrypt(self, acceptor: &TlsAcceptor) -> Result<Self> {
        let wire: Box<dyn Wire> = Box::new(acceptor.accept(self.wire.into_inner()).await?);
        Ok(Self { wire: BufReader::new(wire), encrypted: true, ..self })
    }

    async fn authenticate(&mut self, line: &str) -> Result<()> {
        if !self.encrypted {
            return self.say("538 5.7.11 encrypt first", None).await;
        }
        let mut words = line.split_whitespace().skip(1);
        let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
        let shown = match (mechanism.as_str(), words.next()) {
            ("PLAIN", Some(initial)) => plain(initial)?,
            ("PLAIN", None) => plain(&self.ask("").await?)?,
            ("LOGIN", initial) => {
                let name = match initial {
                    Some(name) => name.to_owned(),
                    None => self.ask("Username:").await?,
                };
                let password = self.ask("Password:").await?;
                (decoded(&name)?, decoded(&password)?)
            }
            _ => return self.say("504 5.5.4 PLAIN or LOGIN", None).await,
        };
        let wanted = self.terms.credentials.as_ref();
        if wanted.is_some_and(|wanted| *wanted != shown) {
            return self.say("535 5.7.8 not known here", None).await;
        }
        if self.answer(Stage::Authentication, "235 2.7.0 welcome").await? {
            self.authenticated_as = Some(shown.0);
        }
        Ok(())
    }

    async fn ask(&mut self, prompt: &str) -> Result<String> {
        self.say(&format!("334 {}", BASE64.encode(prompt.as_bytes())), None).await?;
        self.command().await?.context("the client left while it was asked")
    }

    async fn begin(&mut self, line: &str) -> Result<()> {
        if self.terms.credentials.is_some() && self.authenticated_as.is_none() {
            return self.say("530 5.7.0 authenticate first", None).await;
        }
        if self.answer(Stage::Sender, "250 2.1.0 noted").await? {
            self.start_over();
            self.sender = Some(path(line));
        }
        Ok(())
    }

    async fn address(&mut self, line: &str) -> Result<()> {
        if self.sender.is_none() {
            return self.say("503 5.5.1 who writes?", None).await;
        }
        if self.answer(Stage::Recipient, "250 2.1.5 noted").await? {
            self.recipients.push(path(line));
        }
        Ok(())
    }

    async fn receive(&mut self) -> Result<()> {
        if self.recipients.is_empty() {
            return self.say("503 5.5.1 for whom?", None).await;
        }
        if !self.answer(Stage::Data, "354 end with a dot").await? {
            self.start_over();
            return Ok(());
        }
        let raw = self.message().await?;
        let mail = Mail {
            connection: self.number,
            sender: self.sender.take().unwrap_or_default(),
            recipients: std::mem::take(&mut self.recipients),
            raw,
            encrypted: self.encrypted,
            authenticated_as: self.authenticated_as.clone(),
            accepted: false,
        };
        let place = self.book.write(|page| {
            page.mails.push(mail);
            page.mails.len() - 1
        });
        // Taken on before the answer: a client that has read it finds the mail there.
        let fault = self.book.fault_at(Stage::Acceptance);
        if matches!(fault, None | Some(Fault::Trickle(_))) {
            self.book.write(|page| {
                if let Some(mail) = page.mails.get_mut(place) {
                    mail.accepted = true;
                }
            });
        }
        self.act(fault, "250 2.0.0 taken").await.map(drop)
    }

    async fn message(&mut self) -> Result<Vec<u8>> {
        let mut raw = Vec::new();
        loop {
            let start = raw.len();
            let read = self.wire.read_until(b'\n', &mut raw).await?;
            ensure!(read > 0, "the client left in the middle of a message");
            if &raw[start..] == b".\r\n" {
                raw.truncate(start);
                return Ok(raw);
            }
        }
    }

    async fn command(&mut self) -> Result<Option<String>> {
        let mut bytes = Vec::new();
        if self.wire.read_until(b'\n', &mut bytes).await? == 0 {
            return Ok(None);
        }
        ensure!(bytes.len() <= LONGEST_LINE, "a line without an end");
        let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned();
        let (connection, encrypted) = (self.number, self.encrypted);
        self.book.write(|page| {
            page.commands.push(Command { connection, line: line.clone(), encrypted });
        });
        Ok(Some(line))
    }

    /// Answers as it should, or as the fault of this stage says; whether it was as it should.
    async fn answer(&mut self, stage: Stage, line: &str) -> Result<bool> {
        let fault = self.book.fault_at(stage);
        self.act(fault, line).await
    }

    async fn act(&mut self, fault: Option<Fault>, line: &str) -> Result<bool> {
        match fault {
            None => self.say(line, None).await?,
            Some(Fault::Trickle(pause)) => self.say(line, Some(pause)).await?,
            Some(Fault::NoStartTls) if line.starts_with("250") => self.say(line, None).await?,
            Some(Fault::NoStartTls) => {
                self.say("502 5.5.1 not understood", None).await?;
                return Ok(false);
            }
            Some(Fault::Answer(_, other)) => {
                self.say(&other, None).await?;
                return Ok(false);
            }
            Some(Fault::Close(_)) => {
                self.wire.get_mut().shutdown().await?;
                bail!("closed on purpose");
            }
            Some(Fault::Silence(_)) => pending().await,
        }
        Ok(true)
    }

    async fn say(&mut self, line: &str, pause: Option<std::time::Duration>) -> Result<()> {
        let wire = self.wire.get_mut();
        let bytes = format!("{line}\r\n").into_bytes();
        if let Some(pause) = pause {
            let mut clock = interval(pause);
            clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
            clock.tick().await;
            for byte in bytes {
                clock.tick().await;
                wire.write_all(&[byte]).await?;
                wire.flush().await?;
            }
        } else {
            wire.write_all(&bytes).await?;
            wire.flush().await?;
        }
        Ok(())
    }

    fn start_over(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }
}

/// `MAIL FROM:<nora@rossi.example> SMTPUTF8` -> `nora@rossi.example`.
fn path(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or_else(String::new, |(address, _)| address.to_owned())
}

/// `authorization NUL name NUL password`.
fn plain(response: &str) -> Result<(String, String)> {
    let text = decoded(response)?;
    let mut parts = text.split('\0').skip(1);
    match (parts.next(), parts.next()) {
        (Some(name), Some(password)) => Ok((name.to_owned(), password.to_owned())),
        _ => bail!("AUTH PLAIN without a name and a password"),
    }
}

fn decoded(response: &str) -> Result<String> {
    Ok(String::from_utf8(BASE64.decode(response.as_bytes())?)?)
}
