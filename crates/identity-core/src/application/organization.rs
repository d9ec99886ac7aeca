//! Organizations: the first one at set-up, and those an operator opens.

mod edit;

pub use edit::{OrganizationEdit, OrganizationEditError};

use thiserror::Error;

use super::{
    account::RegisterError,
    authority::{Allowed, Authority},
    unavailable::Unavailable,
};
use crate::{
    change::{AccountWrite, Actor, AuditKind, Change, LetterKind, OrganizationWrite, Recipient, Version, Versioned},
    domain::{
        account::{Account, ContactAddress, Rank, Standing},
        kernel::{DisplayName, EmailAddress, Handle, Id, Language, LoginName, NameKey, SecretToken, Timestamp},
        organization::{ContactPerson, Organization, OrganizationPolicy},
        password::Weakness,
        permission::{OwnPermission, Rights},
        session::{Source, Visit},
    },
    identity::{Identity, event_about},
    ports::Landing,
};

/// Organizations.
#[derive(Clone, Copy)]
pub struct Organizations<'a>(pub(crate) &'a Identity);

/// What there is to say about a new organization and its owner.
#[derive(Clone, Debug)]
pub struct NewOrganization<'a> {
    /// Its unique name; the owner signs in with it.
    pub handle: Handle,
    /// What people call it.
    pub name: DisplayName,
    /// Whom to turn to.
    pub contact: Option<ContactPerson>,
    /// The language of the owner, and of people whose own is not known.
    pub language: Language,
    /// What people call the owner.
    pub owner_name: DisplayName,
    /// Where the owner's codes and links go.
    pub owner_address: Option<EmailAddress>,
    /// The owner's first password; without one, a link to choose it goes to the address.
    pub password: Option<&'a str>,
    /// Its rules; the standard of the house when `None`.
    pub policy: Option<OrganizationPolicy>,
}

/// Why no organization was opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The handle is taken.
    #[error("the handle is taken")]
    Taken,
    /// The set-up link is not the right one, or set-up has been done: it never opens again.
    #[error("set-up is closed")]
    Closed,
    /// Neither a password nor an address to send the link to.
    #[error("the owner needs a password or a contact address")]
    NoWayIn,
    /// The rules do not accept the password.
    #[error("the password is not acceptable")]
    Weak(Vec<Weakness>),
    /// The password is too long.
    #[error("a password has at most 1,024 bytes")]
    TooLong,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<RegisterError> for OpenError {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Weak(found) => Self::Weak(found),
            RegisterError::TooLong => Self::TooLong,
            RegisterError::Unavailable(unavailable) => Self::Unavailable(unavailable),
            RegisterError::Taken => Self::Taken,
            RegisterError::NotFound
            | RegisterError::NotAllowed
            | RegisterError::NoSuchRight
            | RegisterError::Past
            | RegisterError::TooManyGrants => Self::Closed,
        }
    }
}

impl Organizations<'_> {
    /// The secret of the set-up link: derived from the installation's key, so that nothing is stored. It
    /// opens set-up only while there is no organization.
    #[must_use]
    pub fn set_up_secret(&self) -> SecretToken {
        let digest = self.0.house.digest("set-up", &[]);
        SecretToken::new(&crate::domain::kernel::SecretBytes::drawn(digest.into_bytes()))
    }

    /// True while there is no organization.
    ///
    /// # Errors
    /// When the store does not answer; which is not the same as there being none.
    pub async fn is_set_up_open(&self) -> Result<bool, Unavailable> {
        Ok(self.0.ports.store.organizations(None, 1).await?.is_empty())
    }

    /// True when `link` opens set-up now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn opens_set_up(&self, link: &SecretToken) -> Result<bool, Unavailable> {
        Ok(self.is_set_up_open().await? && link.digest("set-up") == self.set_up_secret().digest("set-up"))
    }

    /// Opens the first organization, with the link that was printed at start. Once.
    ///
    /// # Errors
    /// The answers of [`OpenError`].
    pub async fn set_up(
        &self,
        link: &SecretToken,
        new: NewOrganization<'_>,
        visit: &Visit,
    ) -> Result<Id<Organization>, OpenError> {
        if !self.opens_set_up(link).await? {
            return Err(OpenError::Closed);
        }
        let (organization, owner) = self.prepare(new).await?;
        self.commit(
            Actor::Account(owner.id),
            OrganizationWrite::Found(organization),
            owner,
            &visit.from,
            OpenError::Closed,
        )
        .await
    }

    /// Opens an organization, on the operator's word.
    ///
    /// # Errors
    /// The answers of [`OpenError`].
    pub async fn open(
        &self,
        authority: &Authority<'_>,
        new: NewOrganization<'_>,
        from: &Source,
    ) -> Result<Id<Organization>, OpenError> {
        let Authority::Operator(_) = authority else {
            return Err(OpenError::Closed);
        };
        if new.password.is_none() && new.owner_address.is_none() {
            return Err(OpenError::NoWayIn);
        }
        let (organization, owner) = self.prepare(new).await?;
        self.commit(authority.actor(), OrganizationWrite::Open(organization), owner, from, OpenError::Taken).await
    }

    /// At most `limit` organizations after a handle, in the order of handles.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn list(&self, after: Option<&Handle>, limit: u32) -> Result<Vec<Organization>, Unavailable> {
        Ok(self.0.ports.store.organizations(after, limit).await?)
    }

    /// The organization with this handle.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn by_handle(&self, handle: &Handle) -> Result<Option<Versioned<Organization>>, Unavailable> {
        Ok(self.0.ports.store.organization_by_handle(handle).await?)
    }

    /// Puts an organization in place of the one that was read at `seen`, on the operator's word. `false`
    /// when somebody else changed it in between.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn replace(
        &self,
        authority: &Authority<'_>,
        organization: Organization,
        seen: Version,
        from: &Source,
    ) -> Result<bool, Unavailable> {
        let Authority::Operator(_) = authority else {
            return Ok(false);
        };
        let Ok(allowed) = authority.to(OwnPermission::OrganizationManage, organization.id) else {
            return Ok(false);
        };
        self.put(&allowed, organization, seen, from).await
    }

    async fn put(
        &self,
        allowed: &Allowed,
        organization: Organization,
        seen: Version,
        from: &Source,
    ) -> Result<bool, Unavailable> {
        let event = crate::change::AuditEvent {
            at: self.0.now(),
            actor: allowed.actor().clone(),
            from: from.clone(),
            organization: Some(organization.id),
            subject: None,
            what: AuditKind::OrganizationChanged,
        };
        let change = allowed.change(event).write(OrganizationWrite::Replace { organization, seen });
        Ok(self.0.ports.store.commit(change).await? == Landing::Landed)
    }

    async fn prepare(&self, new: NewOrganization<'_>) -> Result<(Organization, Account), OpenError> {
        let identity = self.0;
        let now: Timestamp = identity.now();
        let organization = Organization {
            id: identity.new_id(now)?,
            handle: new.handle.clone(),
            name: new.name,
            contact: new.contact,
            language: new.language,
            policy: new.policy.unwrap_or(OrganizationPolicy::standard(identity.rules.lockout)),
        };
        let mut owner = Account {
            id: identity.new_id(now)?,
            organization: organization.id,
            login: LoginName::owner(new.handle),
            name: new.owner_name,
            language: new.language,
            contact: new.owner_address.map(|address| ContactAddress { address, confirmed_at: None }),
            address_change: None,
            rank: Rank::Owner,
            rights: Rights::default(),
            standing: Standing::Active,
            ends_at: None,
            password: None,
            created_at: now,
            signed_in_at: None,
        };
        if let Some(password) = new.password {
            owner.password = Some(identity.first_password(password, &owner, &organization).await?);
        }
        Ok((organization, owner))
    }

    async fn commit(
        &self,
        actor: Actor,
        write: OrganizationWrite,
        owner: Account,
        from: &Source,
        overtaken: OpenError,
    ) -> Result<Id<Organization>, OpenError> {
        let identity = self.0;
        let organization = owner.organization;
        let now = identity.now();
        let mut change = Change::recorded_as(event_about(&owner, actor, from, now, AuditKind::OrganizationOpened));
        if owner.password.is_none() {
            change = change.letter(identity.letter(LetterKind::Welcome, Recipient::Account(owner.id), now)?);
        }
        let key = NameKey::of(&owner.login, &identity.house);
        let change = change.write(write).write(AccountWrite::Register { account: owner, key });
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(organization),
            Landing::Overtaken => Err(overtaken),
        }
    }
}
