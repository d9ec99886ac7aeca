//! Authorization profiles, and who holds what.

use async_trait::async_trait;
use identity_core::{
    change::{ProfileWrite, Version, Versioned},
    domain::{
        account::Account,
        kernel::Id,
        organization::Organization,
        permission::{Granted, MAX_PROFILES, Profile},
    },
    ports::{Profiles, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, after, only_if},
};

impl State {
    pub(super) fn write_profile(&mut self, write: &ProfileWrite) -> Result<(), Moved> {
        match write {
            ProfileWrite::Define(profile) => {
                only_if(self.organizations.get(profile.organization).is_some())?;
                only_if(self.profiles.get(profile.id).is_none())?;
                only_if(self.profiles_in(profile.organization).len() < MAX_PROFILES)?;
                only_if(!self.has_namesake(profile))?;
                let stored = Versioned { value: profile.clone(), version: after(Version::NONE) };
                self.profiles.put(profile.id, stored);
                Ok(())
            }
            ProfileWrite::Replace { profile, seen } => {
                let old = self.profiles.get(profile.id).filter(|stored| stored.version == *seen).ok_or(Moved)?;
                let profile = Profile { organization: old.value.organization, ..profile.clone() };
                only_if(!self.has_namesake(&profile))?;
                self.profiles.put(profile.id, Versioned { value: profile, version: after(*seen) });
                Ok(())
            }
            ProfileWrite::Remove { id, seen } => {
                only_if(self.profiles.get(*id).is_some_and(|stored| stored.version == *seen))?;
                only_if(self.profiles.take(*id))
            }
        }
    }

    fn has_namesake(&self, profile: &Profile) -> bool {
        self.profiles_in(profile.organization)
            .iter()
            .any(|other| other.value.id != profile.id && other.value.name_key() == profile.name_key())
    }

    fn profiles_in(&self, organization: Id<Organization>) -> Vec<Versioned<Profile>> {
        let mut found: Vec<_> =
            self.profiles.values().filter(|stored| stored.value.organization == organization).cloned().collect();
        found.sort_by_key(|stored| stored.value.name_key());
        found
    }
}

#[async_trait]
impl Profiles for MemoryStore {
    async fn profile(&self, id: Id<Profile>) -> Result<Option<Versioned<Profile>>, StoreFailure> {
        self.with(|state| state.profiles.get(id).cloned())
    }

    async fn profiles(&self, ids: &[Id<Profile>]) -> Result<Vec<Profile>, StoreFailure> {
        let wanted = |stored: &&Versioned<Profile>| ids.contains(&stored.value.id);
        self.with(|state| state.profiles.values().filter(wanted).map(|stored| stored.value.clone()).collect())
    }

    async fn profiles_of(&self, organization: Id<Organization>) -> Result<Vec<Versioned<Profile>>, StoreFailure> {
        self.with(|state| state.profiles_in(organization))
    }

    async fn grantees(
        &self,
        organization: Id<Organization>,
        what: &[Granted],
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Account>, StoreFailure> {
        self.with(|state| {
            let mut found: Vec<Account> = state
                .accounts
                .values()
                .map(|entry| &entry.stored.value)
                .filter(|account| account.organization == organization)
                .filter(|account| what.iter().any(|what| account.rights.grant_of(what).is_some()))
                .filter(|account| after.is_none_or(|after| account.login.to_string().as_str() > after))
                .cloned()
                .collect();
            found.sort_by_key(|account| account.login.to_string());
            found.truncate(limit as usize);
            found
        })
    }
}
