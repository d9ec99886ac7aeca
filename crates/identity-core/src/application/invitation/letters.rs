//! What the letters about invitations say.

use super::{Invitations, Offered};
use crate::{
    application::unavailable::Unavailable,
    change::{InvitationWrite, LetterKind, Versioned},
    domain::{
        invitation::{INVITATION_LINK, Invitation, InvitationState},
        kernel::{Id, SecretToken, Timestamp},
        organization::Organization,
    },
    ports::{LetterContent, PermissionOffered},
};

/// An invitation that is about to be mailed.
pub(crate) struct InvitedDraft {
    pub(crate) invitation: Versioned<Invitation>,
    pub(crate) organization: Organization,
    offered: Offered,
}

impl InvitedDraft {
    /// The write that makes `link` the one that opens the invitation.
    pub(crate) fn opened_by(&self, link: &SecretToken) -> InvitationWrite {
        let invitation = Invitation { link: Some(link.digest(INVITATION_LINK)), ..self.invitation.value.clone() };
        InvitationWrite::Replace { invitation, seen: self.invitation.version }
    }

    /// What the mail says.
    pub(crate) fn content(self, categories: Vec<(String, Vec<PermissionOffered>)>, link: SecretToken) -> LetterContent {
        let invitation = self.invitation.value;
        LetterContent::Invitation {
            login: invitation.login,
            inviter: self.offered.inviter.map(|read| read.value.name),
            permissions: categories,
            ends_at: invitation.ends_at,
            link,
            expires_at: invitation.expires_at,
        }
    }
}

impl Invitations<'_> {
    /// An invitation that can be mailed; `None` when it is over, or whoever invited is gone.
    pub(crate) async fn draft(&self, id: Id<Invitation>) -> Result<Option<InvitedDraft>, Unavailable> {
        let store = &self.0.ports.store;
        let found = store.invitation(id).await?;
        let Some(invitation) = found.filter(|found| found.value.is_open_at(self.0.now())) else {
            return Ok(None);
        };
        let Some(organization) = store.organization(invitation.value.organization).await? else {
            return Ok(None);
        };
        let offered = self.0.offered(&invitation.value).await?;
        Ok(offered.map(|offered| InvitedDraft { invitation, organization: organization.value, offered }))
    }

    /// What an invitation offers, in its reader's language: each category with its permissions.
    pub(crate) fn offer_in_words(self, draft: &InvitedDraft) -> Vec<(String, Vec<PermissionOffered>)> {
        let language = draft.invitation.value.language;
        let offered = |category: &str| -> Vec<PermissionOffered> {
            let its = draft.offered.permissions.iter().filter(|(permission, _)| permission.category == category);
            its.map(|(permission, until)| PermissionOffered {
                label: permission.labels.text(language).to_owned(),
                until: *until,
            })
            .collect()
        };
        self.0
            .catalogue
            .by_category()
            .map(|(category, _)| (category.labels.text(language).to_owned(), offered(&category.name)))
            .filter(|(_, permissions)| !permissions.is_empty())
            .collect()
    }

    /// How an invitation was answered, for whoever invited; `None` when it is open, or was taken back.
    pub(crate) fn answer_in_words(kind: LetterKind, invitation: Invitation, now: Timestamp) -> Option<LetterContent> {
        let state = invitation.state_at(now);
        let (login, name) = (invitation.login, invitation.name);
        match (kind, state) {
            (LetterKind::InvitationAccepted, InvitationState::Accepted { at, .. }) => {
                Some(LetterContent::InvitationAccepted { login, name, at })
            }
            (LetterKind::InvitationDeclined, InvitationState::Declined { at } | InvitationState::Lapsed { at }) => {
                let by_itself = matches!(state, InvitationState::Lapsed { .. });
                Some(LetterContent::InvitationDeclined { login, name, at, by_itself })
            }
            _ => None,
        }
    }
}
