//! Authorization profiles: named, changed and removed, within what one holds oneself.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{
    super::{
        account::Reader,
        authority::{Allowed, Authority, Denial},
        unavailable::Unavailable,
    },
    Permissions,
};
use crate::{
    change::{AuditEvent, AuditKind, ProfileWrite, Version, Versioned},
    domain::{
        account::Account,
        kernel::{DisplayName, Id},
        organization::Organization,
        permission::{DelegablePermission, Granted, OwnPermission, Profile},
        session::Source,
    },
    ports::Landing,
};

/// Why no profile was defined, changed or removed.
#[derive(Debug, Error)]
pub enum ProfileError {
    /// There is no such profile or organization.
    #[error("there is no such profile")]
    NotFound,
    /// The permission to define profiles is not held, or the profile holds what its editor does not.
    #[error("not allowed")]
    NotAllowed,
    /// A permission that there is not, or that stays with the owner.
    #[error("the profile cannot hold one of these permissions")]
    NotDelegable,
    /// The organization has a profile of that name, or as many as it may have.
    #[error("the name is taken, or there are 100 profiles already")]
    Taken,
    /// Somebody else changed it since it was read.
    #[error("somebody else changed the profile in between")]
    ChangedMeanwhile,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for ProfileError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed | Denial::OwnAccount => Self::NotAllowed,
        }
    }
}

/// A profile with who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileView {
    /// The profile.
    pub profile: Versioned<Profile>,
    /// Some of those to whom it was granted, by login name.
    pub holders: Vec<Account>,
}

/// The most holders that a page about a profile names.
const HOLDERS_NAMED: u32 = 50;

impl Permissions<'_> {
    /// The profiles of an organization, by name; none where they may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn profiles(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
    ) -> Result<Vec<Versioned<Profile>>, Unavailable> {
        let may = [OwnPermission::ProfilesManage, OwnPermission::PermissionsGrant, OwnPermission::AccountsRead]
            .into_iter()
            .any(|permission| reader.may(permission, organization));
        if !may {
            return Ok(Vec::new());
        }
        Ok(self.0.ports.store.profiles_of(organization).await?)
    }

    /// One profile with some of its holders; `None` where there is none or it may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn profile(&self, reader: Reader<'_>, id: Id<Profile>) -> Result<Option<ProfileView>, Unavailable> {
        let store = &self.0.ports.store;
        let readable =
            |profile: &Versioned<Profile>| reader.may(OwnPermission::ProfilesManage, profile.value.organization);
        let Some(profile) = store.profile(id).await?.filter(readable) else {
            return Ok(None);
        };
        let organization = profile.value.organization;
        let holders = store.grantees(organization, &[Granted::Profile(id)], None, HOLDERS_NAMED).await?;
        Ok(Some(ProfileView { profile, holders }))
    }

    /// Defines a profile.
    ///
    /// # Errors
    /// The answers of [`ProfileError`].
    pub async fn define(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        name: DisplayName,
        permissions: &BTreeSet<DelegablePermission>,
        from: &Source,
    ) -> Result<Id<Profile>, ProfileError> {
        let identity = self.0;
        let allowed = authority.to(OwnPermission::ProfilesManage, organization)?;
        self.may_hold(authority, permissions)?;
        if identity.ports.store.organization(organization).await.map_err(Unavailable::from)?.is_none() {
            return Err(ProfileError::NotFound);
        }
        let now = identity.now();
        let id = identity.new_id(now)?;
        let profile = Profile { id, organization, name: name.clone(), permissions: [].into() }
            .holding(permissions, allowed.granted_by());
        let event = self.event(authority, organization, from, AuditKind::ProfileDefined(name));
        let change = allowed.change(event).write(ProfileWrite::Define(profile));
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(id),
            Landing::Overtaken => Err(ProfileError::Taken),
        }
    }

    /// Changes a profile as it was read at `seen`. What its holders may do changes with it, at once.
    ///
    /// # Errors
    /// The answers of [`ProfileError`].
    pub async fn edit(
        &self,
        authority: &Authority<'_>,
        id: Id<Profile>,
        seen: Version,
        name: DisplayName,
        permissions: &BTreeSet<DelegablePermission>,
        from: &Source,
    ) -> Result<(), ProfileError> {
        let identity = self.0;
        let (profile, allowed) = self.target(authority, id, seen).await?;
        self.may_hold(authority, permissions)?;
        let organization = profile.organization;
        let others = identity.ports.store.profiles_of(organization).await.map_err(Unavailable::from)?;
        let next = Profile { name: name.clone(), ..profile }.holding(permissions, allowed.granted_by());
        if others.iter().any(|other| other.value.id != id && other.value.name_key() == next.name_key()) {
            return Err(ProfileError::Taken);
        }
        let event = self.event(authority, organization, from, AuditKind::ProfileChanged(name));
        let change = allowed.change(event).write(ProfileWrite::Replace { profile: next, seen });
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(ProfileError::ChangedMeanwhile),
        }
    }

    /// Removes a profile as it was read at `seen`. Its holders lose what it gave them, at once.
    ///
    /// # Errors
    /// The answers of [`ProfileError`].
    pub async fn remove(
        &self,
        authority: &Authority<'_>,
        id: Id<Profile>,
        seen: Version,
        from: &Source,
    ) -> Result<(), ProfileError> {
        let identity = self.0;
        let (profile, allowed) = self.target(authority, id, seen).await?;
        let event = self.event(authority, profile.organization, from, AuditKind::ProfileRemoved(profile.name));
        let change = allowed.change(event).write(ProfileWrite::Remove { id, seen });
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(ProfileError::ChangedMeanwhile),
        }
    }

    /// The profile as it was read at `seen`, where `authority` may change it.
    async fn target(
        &self,
        authority: &Authority<'_>,
        id: Id<Profile>,
        seen: Version,
    ) -> Result<(Profile, Allowed), ProfileError> {
        let found = self.0.ports.store.profile(id).await.map_err(Unavailable::from)?;
        let Versioned { value: profile, version } = found.ok_or(ProfileError::NotFound)?;
        let allowed = authority.to(OwnPermission::ProfilesManage, profile.organization)?;
        self.0.held_by(authority, profile.permissions.keys())?;
        if version != seen {
            return Err(ProfileError::ChangedMeanwhile);
        }
        Ok((profile, allowed))
    }

    fn may_hold(
        self,
        authority: &Authority<'_>,
        permissions: &BTreeSet<DelegablePermission>,
    ) -> Result<(), ProfileError> {
        if permissions.iter().any(|held| self.0.catalogue.delegable(held.name()).is_none()) {
            return Err(ProfileError::NotDelegable);
        }
        Ok(self.0.held_by(authority, permissions)?)
    }

    fn event(
        self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        from: &Source,
        what: AuditKind,
    ) -> AuditEvent {
        AuditEvent {
            at: self.0.now(),
            actor: authority.actor(),
            from: from.clone(),
            organization: Some(organization),
            subject: None,
            what,
        }
    }
}
