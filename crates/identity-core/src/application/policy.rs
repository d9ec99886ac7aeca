//! An organization's policy: looking at it, changing it within the bounds of the house, and trying another one on
//! what has happened.

mod simulate;

pub use simulate::{LINES_ON_A_PAGE, SimulateError, SimulationReport};

use thiserror::Error;

use super::{
    account::Reader,
    authority::{Authority, Denial},
    unavailable::Unavailable,
};
use crate::{
    change::{AuditEvent, AuditKind, OrganizationWrite, Version, Versioned},
    domain::{
        kernel::Id,
        lockout::LockoutPolicy,
        organization::{Organization, OrganizationPolicy, OutOfBounds},
        permission::OwnPermission,
        session::Source,
    },
    identity::Identity,
    ports::Landing,
};

/// Organizations' policies.
#[derive(Clone, Copy)]
pub struct Policies<'a>(pub(crate) &'a Identity);

/// What can be changed of a policy. Whether a second step is asked of everyone is not among it while nothing asks
/// for one: it would only let passwords be shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyEdit {
    /// About failed attempts.
    pub lockout: LockoutPolicy,
    /// Whether the masked contact address is shown to whoever types a login name.
    pub shows_masked_address: bool,
    /// Whether the contact person is shown to whoever types a login name.
    pub shows_contact: bool,
}

impl PolicyEdit {
    /// What `policy` is as it stands.
    #[must_use]
    pub const fn of(policy: &OrganizationPolicy) -> Self {
        Self {
            lockout: policy.lockout,
            shows_masked_address: policy.shows_masked_address,
            shows_contact: policy.shows_contact,
        }
    }

    /// The policy that it makes of `policy`.
    #[must_use]
    pub const fn applied_to(&self, policy: &OrganizationPolicy) -> OrganizationPolicy {
        OrganizationPolicy {
            lockout: self.lockout,
            shows_masked_address: self.shows_masked_address,
            shows_contact: self.shows_contact,
            second_step: policy.second_step,
        }
    }
}

/// A policy with what there is to say about it.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    /// Whose it is, with the version that a change names.
    pub organization: Versioned<Organization>,
    /// In what it is out of the bounds that the house has by now. It holds all the same until it is changed.
    pub outside: Vec<OutOfBounds>,
}

/// Why a policy is as it was.
#[derive(Debug, Error)]
pub enum PolicyError {
    /// As far as whoever asks goes, there is no such organization.
    #[error("there is no such organization")]
    NotFound,
    /// Not with this account.
    #[error("not allowed")]
    NotAllowed,
    /// Somebody else changed the organization in between.
    #[error("somebody else changed the organization")]
    ChangedMeanwhile,
    /// It goes further than the house lets organizations go.
    #[error("the policy is out of bounds")]
    OutOfBounds(Vec<OutOfBounds>),
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for PolicyError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed | Denial::OwnAccount => Self::NotAllowed,
        }
    }
}

impl Policies<'_> {
    /// The policy of an organization; `None` where there is none, or it may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn show(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
    ) -> Result<Option<PolicyFile>, Unavailable> {
        if !reader.may(OwnPermission::PoliciesManage, organization) {
            return Ok(None);
        }
        let read = self.0.ports.store.organization(organization).await?;
        Ok(read.map(|organization| {
            let outside = self.0.rules.bounds.admit(&organization.value.policy).err().unwrap_or_default();
            PolicyFile { organization, outside }
        }))
    }

    /// Puts a policy in place of the one that was read at `seen`. It counts from the next attempt on, wherever that
    /// comes from; a lockout that is under way ends as it would have. The operator keeps to the bounds as well: they
    /// are changed in the configuration, where everybody finds them. `false` when nothing is different.
    ///
    /// # Errors
    /// The answers of [`PolicyError`].
    pub async fn change(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        seen: Version,
        edit: PolicyEdit,
        from: &Source,
    ) -> Result<bool, PolicyError> {
        let identity = self.0;
        let allowed = authority.to(OwnPermission::PoliciesManage, organization)?;
        let read = identity.ports.store.organization(organization).await.map_err(Unavailable::from)?;
        let Versioned { value: organization, version } = read.ok_or(PolicyError::NotFound)?;
        if version != seen {
            return Err(PolicyError::ChangedMeanwhile);
        }
        let before = organization.policy;
        let after = edit.applied_to(&before);
        if before == after {
            return Ok(false);
        }
        identity.rules.bounds.admit(&after).map_err(PolicyError::OutOfBounds)?;
        let event = AuditEvent {
            at: identity.now(),
            actor: allowed.actor().clone(),
            acts_for: authority.acts_for(),
            from: from.clone(),
            organization: Some(organization.id),
            subject: None,
            what: AuditKind::PolicyChanged { before, after },
        };
        let replaced = Organization { policy: after, ..organization };
        let change = allowed.change(event).write(OrganizationWrite::Replace { organization: replaced, seen });
        match identity.commit(change).await? {
            Landing::Landed => Ok(true),
            Landing::Overtaken => Err(PolicyError::ChangedMeanwhile),
        }
    }
}
