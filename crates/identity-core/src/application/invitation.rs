//! Inviting people to act for an organization, and what becomes of it.

mod answer;
mod lapse;
mod letters;
mod offer;
mod offered;

pub use answer::{AcceptError, InvitationView};
pub(crate) use letters::InvitedDraft;
pub use offer::{InviteError, NewInvitation, WithdrawError};
pub(crate) use offered::Offered;

use super::{account::Reader, unavailable::Unavailable};
use crate::{
    change::{Actor, AuditEvent, AuditKind, Versioned},
    domain::{
        account::Account,
        invitation::Invitation,
        kernel::{DisplayName, Id, LoginName, Timestamp},
        permission::{GrantedBy, OwnPermission, Permission},
        session::Source,
    },
    identity::Identity,
    ports::{InvitationPage, InvitationQuery},
};

/// Inviting people, and what becomes of it.
#[derive(Clone, Copy)]
pub struct Invitations<'a>(pub(crate) &'a Identity);

/// An invitation with what a page about it tells.
#[derive(Clone, Debug)]
pub struct InvitationFile {
    /// The invitation.
    pub invitation: Versioned<Invitation>,
    /// What it offers just now, each permission with its end; empty once whoever invited is gone.
    pub permissions: Vec<(Permission, Option<Timestamp>)>,
    /// What whoever invited is called; `None` for the operator, and for somebody who is gone.
    pub inviter: Option<DisplayName>,
    /// Whether whoever invited still may: without them the invitation opens nothing.
    pub stands: bool,
}

impl Invitations<'_> {
    /// A stretch of an organization's invitations, the latest first; empty where they may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(&self, reader: Reader<'_>, query: &InvitationQuery) -> Result<InvitationPage, Unavailable> {
        if !reader.may(OwnPermission::InvitationsManage, query.organization) {
            return Ok(InvitationPage::default());
        }
        Ok(self.0.ports.store.invitations_page(query).await?)
    }

    /// The invitation to this login name that nobody has written the end of, whether its time is over or not; `None`
    /// where there is none, or it may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn pending(
        &self,
        reader: Reader<'_>,
        login: &LoginName,
    ) -> Result<Option<Versioned<Invitation>>, Unavailable> {
        let found = self.0.ports.store.pending_invitation(login).await?;
        Ok(found.filter(|read| readable(reader, read)))
    }

    /// One invitation; `None` where there is none, or it may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn file(&self, reader: Reader<'_>, id: Id<Invitation>) -> Result<Option<InvitationFile>, Unavailable> {
        let found = self.0.ports.store.invitation(id).await?;
        let Some(invitation) = found.filter(|read| readable(reader, read)) else {
            return Ok(None);
        };
        let offered = self.0.offered(&invitation.value).await?;
        let inviter = match inviter_of(&invitation.value) {
            Some(id) => self.0.ports.store.account(id).await?.map(|read| read.value.name),
            None => None,
        };
        let stands = offered.is_some();
        let permissions = offered.map(|offered| offered.permissions).unwrap_or_default();
        Ok(Some(InvitationFile { invitation, permissions, inviter, stands }))
    }
}

fn readable(reader: Reader<'_>, invitation: &Versioned<Invitation>) -> bool {
    reader.may(OwnPermission::InvitationsManage, invitation.value.organization)
}

/// The account that invited, where it was one.
const fn inviter_of(invitation: &Invitation) -> Option<Id<Account>> {
    match invitation.by {
        GrantedBy::Operator => None,
        GrantedBy::Owner(id) | GrantedBy::Account(id) => Some(id),
    }
}

/// An event about an invitation, which is about no account yet.
fn event_about_invitation(
    invitation: &Invitation,
    actor: Actor,
    from: &Source,
    at: Timestamp,
    what: AuditKind,
) -> AuditEvent {
    AuditEvent {
        at,
        acts_for: matches!(actor, Actor::Account(_)).then_some(invitation.organization),
        actor,
        from: from.clone(),
        organization: Some(invitation.organization),
        subject: None,
        what,
    }
}
