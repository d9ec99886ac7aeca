//! Reading the chain of the audit log, as it stands in the store.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::StoredLine,
    domain::{kernel::Timestamp, seal::KeptSeal},
};

/// Reading the chain. What cannot be read as what it should be is told as such, not a failure: somebody may
/// have had a hand in it.
#[async_trait]
pub trait AuditChain: Send + Sync {
    /// The seal with the highest number.
    async fn last_seal(&self) -> Result<Option<KeptSeal>, StoreFailure>;

    /// At most `limit` seals after a number, in the order of numbers.
    async fn seals(&self, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure>;

    /// At most `limit` seals that were set before `before` and not pruned, after a number, in the order of
    /// numbers.
    async fn prunable_seals(&self, before: Timestamp, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure>;

    /// At most `limit` lines that say a seal covers them, after a seal and a number in it, in the order of
    /// seals and then of numbers.
    async fn sealed_lines(&self, after: (u64, u64), limit: u32) -> Result<Vec<StoredLine>, StoreFailure>;

    /// At most `limit` lines that no seal covers, after a number, in the order of numbers: those that bear a
    /// mark, or those that bear none.
    async fn unsealed_lines(&self, marked: bool, after: u64, limit: u32) -> Result<Vec<StoredLine>, StoreFailure>;

    /// At most `limit` numbers of lines whose id a line with a lower number has too.
    async fn copied_lines(&self, limit: u32) -> Result<Vec<u64>, StoreFailure>;
}
