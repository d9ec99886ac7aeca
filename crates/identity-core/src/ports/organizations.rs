//! Reading organizations.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        kernel::{Handle, Id},
        organization::Organization,
    },
};

/// Reading organizations.
#[async_trait]
pub trait Organizations: Send + Sync {
    /// The organization with this id.
    async fn organization(&self, id: Id<Organization>) -> Result<Option<Versioned<Organization>>, StoreFailure>;

    /// The organization with this handle.
    async fn organization_by_handle(&self, handle: &Handle) -> Result<Option<Versioned<Organization>>, StoreFailure>;

    /// At most `limit` organizations whose handle comes after `after`, in the order of handles.
    async fn organizations(&self, after: Option<&Handle>, limit: u32) -> Result<Vec<Organization>, StoreFailure>;
}
