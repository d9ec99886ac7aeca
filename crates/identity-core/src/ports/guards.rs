//! Reading guards.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::{Id, NameKey, Timestamp},
        lockout::{Bar, GuardKey, GuardKind, LastFailure, SignInGuard},
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

    /// All guards of a name and kind of secret: the one that strangers share, and those of devices.
    async fn guards_of(&self, name: NameKey, kind: GuardKind) -> Result<Vec<SignInGuard>, StoreFailure>;

    /// The accounts of an organization (of all, when `None`) with a password guard that is barred at `now`,
    /// the shared one or that of a known device, the latest first, at most `limit`. Each account is told
    /// once, by the guard that was barred latest ([`SignInGuard::telling`]).
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
