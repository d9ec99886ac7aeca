//! Slow hashing, and how much of it at once.

use std::any::Any;

use async_trait::async_trait;
use thiserror::Error;

use crate::domain::{
    lockout::{ReservedAttempt, Verdict},
    password::{AcceptedPassword, PasswordHash, TypedPassword},
};

/// A place in the hasher's short queue; given back when dropped. Taken before an attempt is counted, so
/// that a busy server never counts what it cannot evaluate.
#[must_use]
pub struct HashingTicket(Box<dyn Any + Send>);

impl HashingTicket {
    /// A ticket around whatever the hasher wants back.
    pub fn new(place: impl Any + Send) -> Self {
        Self(Box::new(place))
    }

    /// Whatever the hasher wanted back.
    #[must_use]
    pub fn into_inner(self) -> Box<dyn Any + Send> {
        self.0
    }
}

impl std::fmt::Debug for HashingTicket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashingTicket")
    }
}

/// The hasher could not hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HashingFailure {
    /// The queue is full: try again in so many seconds.
    #[error("too many sign-ins at once")]
    Busy {
        /// How long to wait.
        retry_after_seconds: u32,
    },
    /// The hashing threads are gone.
    #[error("passwords cannot be hashed")]
    Broken,
}

/// How a comparison ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordVerdict {
    /// Right or wrong.
    pub verdict: Verdict,
    /// A new hash of the right password, where the old one was made with weaker parameters than are in
    /// force now.
    pub rehashed: Option<PasswordHash>,
}

/// Slow hashing (argon2id).
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Takes a place in the queue.
    ///
    /// # Errors
    /// [`HashingFailure::Busy`] at once when it is full.
    fn admit(&self) -> Result<HashingTicket, HashingFailure>;

    /// Compares a password, for one counted attempt. Without a hash the same work is done on a decoy, and
    /// the answer is [`Verdict::Wrong`].
    async fn verify(
        &self,
        ticket: HashingTicket,
        attempt: &ReservedAttempt,
        password: TypedPassword,
        hash: Option<&PasswordHash>,
    ) -> Result<PasswordVerdict, HashingFailure>;

    /// Does the work of a comparison without comparing anything.
    async fn decoy(&self, ticket: HashingTicket, password: TypedPassword) -> Result<(), HashingFailure>;

    /// Hashes a new password.
    async fn hash(&self, ticket: HashingTicket, password: AcceptedPassword) -> Result<PasswordHash, HashingFailure>;
}
