//! Delivery through a relay: over verified TLS or not at all, within a bounded time.

mod clear_text;
mod line;
mod trouble;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use identity_core::{
    domain::kernel::ShortText,
    ports::{Courier, Delivery, ReadyLetter},
};
use lettre::Message;
use thiserror::Error;
use tokio::time::timeout;

use self::line::Exchange;
pub use self::trouble::{RelayAnswer, SmtpTrouble};
use crate::message::Typesetter;
use crate::renderer::Renderer;

/// How to reach a relay.
#[derive(Debug)]
pub struct SmtpSettings {
    /// Its host, which its certificate must be for.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// When the connection is encrypted.
    pub security: SmtpSecurity,
    /// Whom to authenticate as, if at all.
    pub credentials: Option<SmtpCredentials>,
    /// The time for one delivery in all; 30 seconds is a good one.
    pub timeout: Duration,
    /// Roots in PEM to trust beside the public ones, for a private relay.
    pub trusted_certificate: Option<Vec<u8>>,
}

/// When the connection is encrypted; verified either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// After STARTTLS, which must succeed before anything else is said.
    StartTls,
    /// From the first byte.
    Tls,
}

/// Whom to authenticate as.
pub struct SmtpCredentials {
    /// The user's name.
    pub username: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for SmtpCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpCredentials")
    }
}

/// What is wrong with the settings of a relay.
#[derive(Debug, Error)]
pub enum SmtpSetupError {
    /// The certificate to trust is none.
    #[error("the trusted certificate is no PEM file with a certificate in it")]
    Certificate,
    /// TLS cannot be set up with it.
    #[error("TLS cannot be set up with the trusted certificate")]
    Tls(#[source] lettre::transport::smtp::Error),
}

/// Renders letters and hands them to a relay.
#[derive(Debug)]
pub struct SmtpCourier {
    renderer: Renderer,
    typesetter: Typesetter,
    exchange: Exchange,
    timeout: Duration,
}

impl SmtpCourier {
    /// A courier for a relay. Connects to nothing yet.
    ///
    /// # Errors
    /// When the certificate to trust is of no use.
    pub fn new(renderer: Renderer, settings: SmtpSettings) -> Result<Self, SmtpSetupError> {
        let host = renderer.links().host();
        let typesetter = Typesetter::new(renderer.from().clone(), host);
        let timeout = settings.timeout;
        let exchange = Exchange::new(settings, host)?;
        Ok(Self { renderer, typesetter, exchange, timeout })
    }

    /// Connects, encrypts, authenticates, and takes leave again.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn test_connection(&self) -> Result<(), SmtpTrouble> {
        timeout(self.timeout, self.exchange.greet()).await.map_err(|_| SmtpTrouble::Silent)?
    }

    /// Whatever is not done in time is dropped, connection and all: lettre's own timeout ends with the connect.
    async fn send(&self, message: &Message) -> Result<(), SmtpTrouble> {
        timeout(self.timeout, self.exchange.send(message)).await.map_err(|_| SmtpTrouble::Silent)?
    }
}

#[async_trait]
impl Courier for SmtpCourier {
    async fn deliver(&self, letter: &ReadyLetter) -> Delivery {
        let mail = match self.renderer.render(letter) {
            Ok(mail) => mail,
            Err(failure) => return Delivery::Later(remark(failure)),
        };
        let message = match self.typesetter.message(&mail) {
            Ok(message) => message,
            Err(reason) => return Delivery::Refused(remark(reason)),
        };
        match self.send(&message).await {
            Ok(()) => Delivery::Sent,
            Err(trouble) => {
                if trouble.concerns_every_mail() {
                    tracing::warn!(%trouble, "no mail can be sent");
                }
                if trouble.is_final() { Delivery::Refused(remark(trouble)) } else { Delivery::Later(remark(trouble)) }
            }
        }
    }
}

/// What the console shows of it: never an address or anything out of the mail.
fn remark(what: impl fmt::Display) -> ShortText {
    let text = what.to_string();
    ShortText::cut(&text).unwrap_or_else(|| ShortText::as_stored("failed".to_owned()))
}
