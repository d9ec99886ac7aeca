//! Reading who might not get back in. What that means is decided in [`crate::domain::readiness`]; a store finds
//! those that it may be about without going through everybody.

use async_trait::async_trait;

use super::StoreFailure;
use crate::domain::{
    account::Account,
    kernel::{Digest, Id, Timestamp},
    organization::Organization,
    outbox::LetterState,
    readiness::Severity,
};

/// Whom to look at: by login name, a page at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadinessQuery {
    /// Of which organization.
    pub organization: Id<Organization>,
    /// In which danger.
    ///
    /// Of [`Severity::CannotRecover`]: accounts without a contact address; accounts with one, some letter to which
    /// ([`crate::change::Recipient::Account`]) was refused or given up. Of [`Severity::AtRisk`]: accounts with an
    /// address that is not confirmed, or without a password. None that is suspended; those that have ended by
    /// themselves are for the reader to leave out.
    pub severity: Severity,
    /// And this one, whatever is known about it.
    pub also: Option<Id<Account>>,
    /// Only those after this login name.
    pub after: Option<String>,
    /// How many at most: 1 to 200.
    pub limit: u32,
}

/// The latest letter to the contact address that an account had, once it came to rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastMail {
    /// Sent, refused or given up.
    pub state: LetterState,
    /// Since when.
    pub at: Timestamp,
    /// The keyed digest of the mailbox that it went to; `None` when it never got so far.
    pub mailbox: Option<Digest>,
}

/// An account with what its assessment needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadinessRow {
    /// The account.
    pub account: Account,
    /// Failures in a row on its shared password guard.
    pub failures_in_a_row: u32,
    /// Its latest letter that is at rest and was not withheld.
    pub last_mail: Option<LastMail>,
    /// When its welcome token dies, or died.
    pub welcome_until: Option<Timestamp>,
}

/// A page of accounts in the order of login names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadinessPage {
    /// The accounts.
    pub rows: Vec<ReadinessRow>,
    /// Whether there are more after the last.
    pub more: bool,
}

/// How many accounts of an organization are how; none is counted beyond what was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadinessCounts {
    /// Active.
    pub active: u32,
    /// Active and without a contact address.
    pub without_address: u32,
    /// Active, and with an address that was never confirmed.
    pub unconfirmed: u32,
}

/// Reading who might not get back in.
#[async_trait]
pub trait Readiness: Send + Sync {
    /// A page of those who might not, at a cost that does not grow with the number of accounts.
    async fn readiness_page(&self, query: &ReadinessQuery) -> Result<ReadinessPage, StoreFailure>;

    /// How many there are at `now`, each counted up to `at_most`, so that counting has an end.
    async fn readiness_counts(
        &self,
        organization: Id<Organization>,
        now: Timestamp,
        at_most: u32,
    ) -> Result<ReadinessCounts, StoreFailure>;
}
