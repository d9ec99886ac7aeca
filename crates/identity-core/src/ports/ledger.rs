//! Where changes become true.

use async_trait::async_trait;
use thiserror::Error;

use crate::change::StampedChange;

/// The store could not answer. Opaque: there is nothing a use case can do about it.
#[derive(Debug, Error)]
#[error("the store does not answer")]
pub struct StoreFailure(#[source] Box<dyn std::error::Error + Send + Sync>);

impl StoreFailure {
    /// A failure with its cause.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

/// How a commit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Landing {
    /// All of it is true.
    Landed,
    /// None of it is: something that it replaces, spends or relies on has moved since it was read.
    Overtaken,
}

/// Where changes become true.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// Makes all of `change` true, or none of it: writes, audit events and letters in one transaction,
    /// durable when this returns.
    async fn commit(&self, change: StampedChange) -> Result<Landing, StoreFailure>;
}
