//! Organizations.

use async_trait::async_trait;
use identity_core::{
    change::{OrganizationWrite, Version, Versioned},
    domain::{
        kernel::{Handle, Id},
        organization::Organization,
    },
    ports::{Organizations, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, after, only_if},
};

impl State {
    pub(super) fn write_organization(&mut self, write: &OrganizationWrite) -> Result<(), Moved> {
        let (organization, seen) = match write {
            OrganizationWrite::Found(organization) => {
                only_if(self.organizations.is_empty())?;
                (organization, Version::NONE)
            }
            OrganizationWrite::Open(organization) => (organization, Version::NONE),
            OrganizationWrite::Replace { organization, seen } => (organization, *seen),
        };
        let stored = self.organizations.get(organization.id).map_or(Version::NONE, |stored| stored.version);
        only_if(stored == seen)?;
        let namesake =
            self.organization_called(&organization.handle).is_some_and(|other| other.value.id != organization.id);
        only_if(!namesake)?;
        self.organizations.put(organization.id, Versioned { value: organization.clone(), version: after(seen) });
        Ok(())
    }

    pub(super) fn organization_called(&self, handle: &Handle) -> Option<&Versioned<Organization>> {
        self.organizations.values().find(|stored| stored.value.handle == *handle)
    }
}

#[async_trait]
impl Organizations for MemoryStore {
    async fn organization(&self, id: Id<Organization>) -> Result<Option<Versioned<Organization>>, StoreFailure> {
        self.with(|state| state.organizations.get(id).cloned())
    }

    async fn organization_by_handle(&self, handle: &Handle) -> Result<Option<Versioned<Organization>>, StoreFailure> {
        self.with(|state| state.organization_called(handle).cloned())
    }

    async fn organizations(&self, after: Option<&Handle>, limit: u32) -> Result<Vec<Organization>, StoreFailure> {
        self.with(|state| {
            let mut found: Vec<Organization> = state
                .organizations
                .values()
                .map(|stored| stored.value.clone())
                .filter(|organization| after.is_none_or(|after| organization.handle > *after))
                .collect();
            found.sort_by(|a, b| a.handle.cmp(&b.handle));
            found.truncate(limit as usize);
            found
        })
    }
}
