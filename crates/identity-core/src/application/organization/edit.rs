//! Changing what an organization is called and whom to turn to in it. Its rules are not touched here.

use thiserror::Error;

use super::{
    super::{
        authority::{Authority, Denial},
        unavailable::Unavailable,
    },
    Organizations,
};
use crate::{
    change::Version,
    domain::{
        kernel::{DisplayName, Id, Language},
        organization::{ContactPerson, Organization},
        permission::OwnPermission,
        session::Source,
    },
};

/// What an organization is to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationEdit {
    /// What people call it.
    pub name: DisplayName,
    /// Whom to turn to.
    pub contact: Option<ContactPerson>,
    /// The language of people whose own is not known.
    pub language: Language,
}

/// Why the organization was not edited.
#[derive(Debug, Error)]
pub enum OrganizationEditError {
    /// As far as this authority goes, there is no such organization.
    #[error("there is no such organization")]
    NotFound,
    /// Only its owner and the operator may.
    #[error("not allowed")]
    NotAllowed,
    /// Somebody else changed it since it was read.
    #[error("somebody else changed the organization in between")]
    ChangedMeanwhile,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for OrganizationEditError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed | Denial::OwnAccount => Self::NotAllowed,
        }
    }
}

impl Organizations<'_> {
    /// Edits an organization as it was read at `seen`.
    ///
    /// # Errors
    /// The answers of [`OrganizationEditError`].
    pub async fn edit(
        &self,
        authority: &Authority<'_>,
        id: Id<Organization>,
        seen: Version,
        edit: OrganizationEdit,
        from: &Source,
    ) -> Result<(), OrganizationEditError> {
        let allowed = authority.to(OwnPermission::OrganizationManage, id)?;
        let read = self.0.ports.store.organization(id).await.map_err(Unavailable::from)?;
        let read = read.ok_or(OrganizationEditError::NotFound)?;
        // As for an account: a version named ahead of time would undo what comes between.
        if read.version != seen {
            return Err(OrganizationEditError::ChangedMeanwhile);
        }
        let OrganizationEdit { name, contact, language } = edit;
        let next = Organization { name, contact, language, ..read.value };
        if self.put(&allowed, next, seen, from).await? { Ok(()) } else { Err(OrganizationEditError::ChangedMeanwhile) }
    }
}
