//! Reading sessions.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::{Digest, Id, Timestamp},
        organization::Organization,
        session::Session,
    },
};

/// A session with the account and the organization as they are now.
#[derive(Clone, Debug)]
pub struct SignedInSession {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub account: Versioned<Account>,
    /// Where.
    pub organization: Organization,
}

/// Reading sessions.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// The session whose token has this digest, in one read.
    async fn session(&self, token: &Digest) -> Result<Option<SignedInSession>, StoreFailure>;

    /// The sessions of an account, the latest used first.
    async fn sessions_of(&self, account: Id<Account>) -> Result<Vec<Session>, StoreFailure>;

    /// Marks a session as used. A measurement, not a decision: it is not recorded.
    async fn mark_session_seen(&self, session: Id<Session>, at: Timestamp) -> Result<(), StoreFailure>;

    /// Takes out sessions last used before `idle_since` or opened before `opened_before`.
    async fn sweep_sessions(&self, idle_since: Timestamp, opened_before: Timestamp) -> Result<u64, StoreFailure>;
}
