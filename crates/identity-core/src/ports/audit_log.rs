//! Reading the audit log.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::AuditRecord,
    domain::{account::Account, kernel::Id, organization::Organization},
};

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
