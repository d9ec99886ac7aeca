//! Reading authorization profiles, and who holds what.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::Id,
        organization::Organization,
        permission::{Granted, Profile},
    },
};

/// Reading authorization profiles, and who holds what.
#[async_trait]
pub trait Profiles: Send + Sync {
    /// The profile with this id.
    async fn profile(&self, id: Id<Profile>) -> Result<Option<Versioned<Profile>>, StoreFailure>;

    /// The profiles with these ids, those that there are, in the order of ids.
    async fn profiles(&self, ids: &[Id<Profile>]) -> Result<Vec<Profile>, StoreFailure>;

    /// The profiles of an organization, by name ([`Profile::name_key`]).
    async fn profiles_of(&self, organization: Id<Organization>) -> Result<Vec<Versioned<Profile>>, StoreFailure>;

    /// The accounts of an organization to which one of `what` was granted, whether it counts just now or not, in the order of login names, at most
    /// `limit` after a login name. An account shows once.
    async fn grantees(
        &self,
        organization: Id<Organization>,
        what: &[Granted],
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Account>, StoreFailure>;
}
