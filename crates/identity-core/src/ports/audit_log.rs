//! Reading the audit log.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::{AuditRecord, Tally},
    domain::{
        account::Account,
        kernel::{Id, Timestamp},
        network::Network,
        organization::Organization,
    },
};

/// Which lines of the log to list; every filter that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// In the log of this organization.
    pub organization: Option<Id<Organization>>,
    /// At this moment or later.
    pub since: Option<Timestamp>,
    /// Before this moment. Bounds of time assume that a line is committed within an hour of the moment that
    /// it bears.
    pub until: Option<Timestamp>,
    /// About this account.
    pub subject: Option<Id<Account>>,
    /// By whom.
    pub actor: Option<ActorFilter>,
    /// The word of [`crate::change::AuditKind::word`].
    pub what: Option<String>,
    /// From this network.
    pub network: Option<Network>,
    /// From where.
    pub from: AuditFrom,
    /// How many at most: 1 to 1,000.
    pub limit: u32,
}

/// By whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorFilter {
    /// By this account.
    Account(Id<Account>),
    /// By an operator.
    Operator,
    /// By Portineria itself.
    House,
    /// By somebody who was not signed in.
    Stranger,
}

/// Where a page begins, by line number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuditFrom {
    /// With the latest line.
    #[default]
    Latest,
    /// With the latest line before this number.
    Before(u64),
    /// So that it ends with the earliest line after this number.
    After(u64),
}

/// A page of the log, the latest line first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditPage {
    /// The lines.
    pub lines: Vec<AuditRecord>,
    /// Whether there are later ones before the first.
    pub more_later: bool,
    /// Whether there are earlier ones after the last.
    pub more_earlier: bool,
}

/// Reading the audit log.
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// The latest lines about an account or by it, the latest first, at most `limit`.
    async fn audit_of_account(&self, account: Id<Account>, limit: u32) -> Result<Vec<AuditRecord>, StoreFailure>;

    /// The latest lines of an organization (of all, when `None`), the latest first, at most `limit`.
    async fn audit_of_organization(
        &self,
        organization: Option<Id<Organization>>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure>;

    /// The lines of an organization with one of [`crate::change::BREAK_GLASS_WORDS`] at or after `since`, the
    /// latest first, at most `limit`.
    async fn break_glass_since(
        &self,
        organization: Id<Organization>,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure>;

    /// A page of the log.
    async fn audit_page(&self, query: &AuditQuery) -> Result<AuditPage, StoreFailure>;

    /// How often each of `kinds` happened in an organization, hour by hour, from `since` (in whole hours
    /// since 1970) on: the sealed lines by their tallies, which outlive them, the others as they are. Hours
    /// without any are left out.
    async fn audit_tallies(
        &self,
        organization: Id<Organization>,
        kinds: &[&str],
        since: i64,
    ) -> Result<Vec<Tally>, StoreFailure>;

    /// The lines of an organization after the one with this number that have one of these words, the oldest first,
    /// at most `limit`: for whoever goes through the whole log, a page at a time.
    async fn audit_lines_after(
        &self,
        organization: Id<Organization>,
        words: &[&'static str],
        after: u64,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure>;
}
