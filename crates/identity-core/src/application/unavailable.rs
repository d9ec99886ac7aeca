//! That a use case could not be carried out, through nobody's fault and with nothing changed.

use thiserror::Error;

use crate::ports::{EntropyFailure, HashingFailure, StoreFailure};

/// Why nothing could be done just now. The caller may try again.
#[derive(Debug, Error)]
pub enum Unavailable {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreFailure),
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyFailure),
    /// No place in the hashing queue.
    #[error(transparent)]
    Hashing(#[from] HashingFailure),
    /// Too many changes to the same thing at once.
    #[error("too many changes to the same thing at once")]
    Contended,
}

impl Unavailable {
    /// How long to wait before trying again, in seconds.
    #[must_use]
    pub const fn retry_after_seconds(&self) -> u32 {
        match self {
            Self::Hashing(HashingFailure::Busy { retry_after_seconds }) => *retry_after_seconds,
            Self::Contended => 1,
            _ => 5,
        }
    }
}
