//! What can be in the way of a mail, and which of it is final.

use std::error::Error;
use std::fmt;
use std::io;

use thiserror::Error;

/// Why a mail was not handed over. Names neither the recipient nor anything that the relay said in words, since
/// relays like to repeat addresses.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SmtpTrouble {
    /// Not done in time.
    #[error("the relay did not answer in time")]
    Silent,
    /// No connection.
    #[error("the relay cannot be reached")]
    Unreachable,
    /// It would have to be said in the clear.
    #[error("the relay offers no STARTTLS, and nothing is sent unencrypted")]
    NoStartTls,
    /// Whoever answers has not shown to be the relay.
    #[error("the relay's TLS certificate could not be verified")]
    Unverified,
    /// User name or password are not accepted, or are missing.
    #[error("the relay does not accept the credentials ({0})")]
    Credentials(RelayAnswer),
    /// It offers no way of authenticating that is known here.
    #[error("the relay offers no known way of authenticating")]
    NoMechanism,
    /// It speaks with nobody, or not with this client.
    #[error("the relay turns the connection away ({0})")]
    TurnedAway(RelayAnswer),
    /// It will never take this mail.
    #[error("refused for good ({0})")]
    Refused(RelayAnswer),
    /// It may take this mail another time.
    #[error("put off by the relay ({0})")]
    PutOff(RelayAnswer),
    /// It left in the middle, or said what cannot be understood.
    #[error("the conversation with the relay broke off")]
    BrokenOff,
}

/// A relay's answer as numbers: `550 5.1.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayAnswer {
    code: u16,
    detail: Option<String>,
}

impl fmt::Display for RelayAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        self.detail.as_ref().map_or(Ok(()), |detail| write!(f, " {detail}"))
    }
}

impl SmtpTrouble {
    /// True when trying again is of no use.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// True when no mail at all gets out until an operator does something.
    #[must_use]
    pub const fn concerns_every_mail(&self) -> bool {
        matches!(self, Self::NoStartTls | Self::Unverified | Self::Credentials(_) | Self::NoMechanism)
    }

    /// Before any mail was spoken of: nothing here says that a mail is unwanted.
    pub(super) fn on_the_way(error: &SmtpError) -> Self {
        match RelayAnswer::of(error) {
            Some(answer) => Self::TurnedAway(answer),
            None if failed_in_tls(error) => Self::Unverified,
            None => Self::BrokenOff,
        }
    }

    /// While authenticating.
    pub(super) fn at_the_door(error: &SmtpError) -> Self {
        match RelayAnswer::of(error) {
            Some(answer) if answer.code >= 500 => Self::Credentials(answer),
            Some(answer) => Self::TurnedAway(answer),
            None if error.is_client() => Self::NoMechanism,
            None => Self::BrokenOff,
        }
    }

    /// While handing over a mail.
    pub(super) fn with_a_mail(error: &SmtpError) -> Self {
        match RelayAnswer::of(error) {
            // What is missing is a sign-in (RFC 4954 section 6), not the recipient.
            Some(answer) if matches!(answer.code, 530 | 534 | 535 | 538) => Self::Credentials(answer),
            Some(answer) if answer.code >= 500 => Self::Refused(answer),
            Some(answer) => Self::PutOff(answer),
            None => Self::BrokenOff,
        }
    }
}

type SmtpError = lettre::transport::smtp::Error;

impl RelayAnswer {
    /// The numbers in an error that is an answer, with the enhanced code (RFC 3463) if it begins with one.
    fn of(error: &SmtpError) -> Option<Self> {
        let code = error.status()?.into();
        let said = error.source().map(ToString::to_string).unwrap_or_default();
        let first = said.split_whitespace().next().unwrap_or_default();
        let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_enhanced = first.split('.').count() == 3 && first.split('.').all(is_number);
        Some(Self { code, detail: is_enhanced.then(|| first.to_owned()) })
    }
}

/// The TLS library reports through an I/O error of this one kind; a network never does.
fn failed_in_tls(error: &SmtpError) -> bool {
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        source = inner.source();
    }
    error.is_tls()
}
