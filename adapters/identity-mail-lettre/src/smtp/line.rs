//! Connections to a relay.
//!
//! lettre's transport would put a connection back into its pool that a timeout has torn out of a conversation. So its
//! connections are used here one by one: whoever takes one owns it, and only a finished conversation gives it back.

use std::fmt;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::clear_text::ClearText;
use super::trouble::SmtpTrouble;
use super::{SmtpSecurity, SmtpSettings, SmtpSetupError};

/// How many idle connections are kept for the next mails.
const IDLE: usize = 4;

/// How long; relays close idle connections after minutes.
const IDLE_FOR: Duration = Duration::from_secs(15);

/// How long an idle connection may take to show that it still works.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// Makes connections to one relay, and keeps a few that were left in good order.
pub(super) struct Exchange {
    host: String,
    port: u16,
    security: SmtpSecurity,
    credentials: Option<Credentials>,
    tls: TlsParameters,
    hello: ClientId,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exchange({}:{})", self.host, self.port)
    }
}

impl Exchange {
    /// `own_host`: how this side introduces itself.
    pub(super) fn new(settings: SmtpSettings, own_host: &str) -> Result<Self, SmtpSetupError> {
        let mut tls = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = &settings.trusted_certificate {
            let has_one = pem.windows(27).any(|window| window == b"-----BEGIN CERTIFICATE-----");
            let certificate = Certificate::from_pem(pem).ok().filter(|_| has_one).ok_or(SmtpSetupError::Certificate)?;
            tls = tls.add_root_certificate(certificate);
        }
        Ok(Self {
            tls: tls.build_rustls().map_err(SmtpSetupError::Tls)?,
            credentials: settings.credentials.map(|own| Credentials::new(own.username, own.password)),
            hello: match own_host.parse() {
                Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
                Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
                Err(_) => ClientId::Domain(own_host.to_owned()),
            },
            host: settings.host,
            port: settings.port,
            security: settings.security,
            idle: Mutex::default(),
        })
    }

    /// Hands over one message.
    pub(super) async fn send(&self, message: &Message) -> Result<(), SmtpTrouble> {
        let mut connection = match self.idle_connection().await {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let sent = connection.send(message.envelope(), &message.formatted()).await;
        sent.map_err(|error| SmtpTrouble::with_a_mail(&error))?;
        let mut idle = self.idle();
        if idle.len() < IDLE {
            idle.push(Idle { connection, since: Instant::now() });
        }
        Ok(())
    }

    /// Connects up to where a mail could be handed over.
    pub(super) async fn greet(&self) -> Result<(), SmtpTrouble> {
        let mut connection = self.connect().await?;
        connection.quit().await.map(drop).map_err(|error| SmtpTrouble::on_the_way(&error))
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, SmtpTrouble> {
        let mut connection = match self.security {
            SmtpSecurity::StartTls => self.upgraded().await?,
            SmtpSecurity::Tls => self.encrypted().await?,
        };
        if let Some(credentials) = &self.credentials {
            let welcome = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            welcome.map_err(|error| SmtpTrouble::at_the_door(&error))?;
        }
        Ok(connection)
    }

    async fn upgraded(&self) -> Result<AsyncSmtpConnection, SmtpTrouble> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(|_| SmtpTrouble::Unreachable)?;
        // Commands are short and wait for answers: nothing is gained by collecting them.
        stream.set_nodelay(true).map_err(|_| SmtpTrouble::Unreachable)?;
        let stream = Box::new(ClearText::new(stream));
        let greeted = AsyncSmtpConnection::connect_with_transport(stream, &self.hello).await;
        let mut connection = greeted.map_err(|error| SmtpTrouble::on_the_way(&error))?;
        if !connection.can_starttls() {
            return Err(SmtpTrouble::NoStartTls);
        }
        let upgraded = connection.starttls(self.tls.clone(), &self.hello).await;
        upgraded.map_err(|error| SmtpTrouble::on_the_way(&error))?;
        if connection.is_encrypted() { Ok(connection) } else { Err(SmtpTrouble::NoStartTls) }
    }

    async fn encrypted(&self) -> Result<AsyncSmtpConnection, SmtpTrouble> {
        let server = (self.host.as_str(), self.port);
        let connected =
            AsyncSmtpConnection::connect_tokio1(server, None, &self.hello, Some(self.tls.clone()), None).await;
        connected.map_err(|error| match SmtpTrouble::on_the_way(&error) {
            // Connecting and the TLS handshake are one step here.
            SmtpTrouble::BrokenOff => SmtpTrouble::Unreachable,
            other => other,
        })
    }

    /// A connection that still works.
    async fn idle_connection(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let Idle { mut connection, since } = self.idle().pop()?;
            let is_young = since.elapsed() < IDLE_FOR;
            if is_young && timeout(SIGN_OF_LIFE, connection.test_connected()).await.unwrap_or(false) {
                return Some(connection);
            }
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
