//! What a sink can do wrong.

use std::time::Duration;

/// A moment of the conversation: just before the server's answer to this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The connection itself.
    Greeting,
    /// `EHLO`.
    Hello,
    /// `STARTTLS`.
    StartTls,
    /// `AUTH`.
    Authentication,
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`.
    Data,
    /// The whole message: the answer that takes it on.
    Acceptance,
}

/// Something done wrong on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Answers this line instead of its own.
    Answer(Stage, String),
    /// Says nothing any more, and keeps the connection.
    Silence(Stage),
    /// Closes the connection without an answer.
    Close(Stage),
    /// Neither offers STARTTLS nor grants it, as with somebody in between who wants to read along.
    NoStartTls,
    /// Lets this time pass before each byte of an answer.
    Trickle(Duration),
}

impl Fault {
    /// The recipient's mailbox does not exist: never try again.
    #[must_use]
    pub fn unknown_recipient() -> Self {
        Self::Answer(Stage::Recipient, "550 5.1.1 no such mailbox here".into())
    }

    /// Not now: try again later.
    #[must_use]
    pub fn try_later(stage: Stage) -> Self {
        Self::Answer(stage, "451 4.3.0 try again later".into())
    }

    /// Never: the message is refused for good.
    #[must_use]
    pub fn refused(stage: Stage) -> Self {
        Self::Answer(stage, "554 5.7.1 refused".into())
    }

    /// One byte a second.
    #[must_use]
    pub fn one_byte_a_second() -> Self {
        Self::Trickle(Duration::from_secs(1))
    }

    pub(super) fn happens_at(&self, stage: Stage) -> bool {
        match self {
            Self::Answer(at, _) | Self::Silence(at) | Self::Close(at) => *at == stage,
            Self::NoStartTls => matches!(stage, Stage::Hello | Stage::StartTls),
            Self::Trickle(_) => true,
        }
    }
}
