//! Reading guards.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::{Id, Timestamp},
        lockout::{Bar, GuardKey, LastFailure, SignInGuard},
        organization::Organization,
    },
};

/// A locked account, since when and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarredAccount {
    /// The account.
    pub account: Account,
    /// Its lockout.
    pub bar: Bar,
    /// How many failures led to it.
    pub counted: u32,
    /// The last of them.
    pub last_failure: Option<LastFailure>,
}

/// Reading guards.
#[async_trait]
pub trait Guards: Send + Sync {
    /// The guard under this key; untouched, and of no version, when there is none.
    async fn guard(&self, key: &GuardKey) -> Result<Versioned<SignInGuard>, StoreFailure>;

    /// The accounts of an organization (of all, when `None`) whose shared password guard is barred at
    /// `now`, the latest first, at most `limit`.
    async fn barred_accounts(
        &self,
        organization: Option<Id<Organization>>,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<BarredAccount>, StoreFailure>;

    /// Takes out guards of names that nobody has: those not touched since `before`, and the oldest beyond
    /// `keep`. Returns how many went.
    async fn sweep_strangers(&self, before: Timestamp, keep: u64) -> Result<u64, StoreFailure>;
}
