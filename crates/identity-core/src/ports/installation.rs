//! Reading what concerns the installation as a whole.

use async_trait::async_trait;

use super::StoreFailure;
use crate::domain::{
    account::Account,
    installation::{Epoch, LinePlace, Reached},
};

/// Reading what concerns the installation as a whole.
#[async_trait]
pub trait Installation: Send + Sync {
    /// How far the store has come: its epoch, and the newest line of its audit log.
    async fn reached(&self) -> Result<Reached, StoreFailure>;

    /// What the audit log has under a number.
    async fn line_place(&self, number: u64) -> Result<LinePlace, StoreFailure>;

    /// The epoch that the store is in.
    async fn epoch(&self) -> Result<Epoch, StoreFailure>;

    /// The accounts to which something was granted, in the order of their login names; at most `limit`.
    async fn appointed(&self, limit: u32) -> Result<Vec<Account>, StoreFailure>;
}
