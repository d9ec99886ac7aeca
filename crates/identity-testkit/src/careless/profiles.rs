//! Careless about profiles, and about who holds what.

use async_trait::async_trait;
use identity_core::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::Id,
        organization::Organization,
        permission::{Granted, Profile},
    },
    ports::{Profiles, StoreFailure},
};

use super::{CarelessStore, Fault};

#[async_trait]
impl Profiles for CarelessStore {
    async fn profile(&self, id: Id<Profile>) -> Result<Option<Versioned<Profile>>, StoreFailure> {
        self.memory.profile(id).await
    }

    async fn profiles(&self, ids: &[Id<Profile>]) -> Result<Vec<Profile>, StoreFailure> {
        self.memory.profiles(ids).await
    }

    async fn profiles_of(&self, organization: Id<Organization>) -> Result<Vec<Versioned<Profile>>, StoreFailure> {
        if self.is(Fault::ShowsProfilesOfOthers) {
            let state = self.memory.state();
            return Ok(state.profiles.values().cloned().collect());
        }
        self.memory.profiles_of(organization).await
    }

    async fn grantees(
        &self,
        organization: Id<Organization>,
        what: &[Granted],
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Account>, StoreFailure> {
        let what = if self.is(Fault::FindsGranteesOnce) { &what[..what.len().min(1)] } else { what };
        let found = self.memory.grantees(organization, what, after, limit).await?;
        if self.is(Fault::RepeatsGrantees) {
            let twice = found.iter().flat_map(|account| [account.clone(), account.clone()]);
            return Ok(twice.take(limit as usize).collect());
        }
        Ok(found)
    }
}
