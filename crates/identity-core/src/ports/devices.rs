//! Reading known devices.

use async_trait::async_trait;

use super::StoreFailure;
use crate::domain::{
    account::Account,
    device::KnownDevice,
    kernel::{Digest, Id},
};

/// Reading known devices.
#[async_trait]
pub trait Devices: Send + Sync {
    /// The device of an account whose token has one of these digests.
    async fn known_device(&self, account: Id<Account>, tokens: &[Digest]) -> Result<Option<KnownDevice>, StoreFailure>;

    /// The devices of an account, the latest used first.
    async fn devices_of(&self, account: Id<Account>) -> Result<Vec<KnownDevice>, StoreFailure>;
}
