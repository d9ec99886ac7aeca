//! Writing down that the time of invitations is over, and telling who invited. Nothing depends on when this is done.

use super::{Invitations, event_about_invitation, inviter_of};
use crate::{
    application::unavailable::Unavailable,
    change::{Actor, AuditKind, Change, InvitationWrite, LetterKind, Recipient, Versioned},
    domain::{invitation::InvitationState, session::Source},
    ports::Landing,
};

/// How many are written down at once.
const AT_ONCE: u32 = 100;

impl Invitations<'_> {
    /// Writes down that the time of invitations is over, and tells who invited. Run it now and then on any node;
    /// returns how many it wrote down.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn lapse(&self) -> Result<u64, Unavailable> {
        let identity = self.0;
        let now = identity.now();
        let mut lapsed = 0;
        loop {
            let overdue = identity.ports.store.overdue_invitations(now, AT_ONCE).await?;
            let found = overdue.len();
            for Versioned { value: invitation, version } in overdue {
                let what = AuditKind::InvitationLapsed(invitation.login.clone());
                let event = event_about_invitation(&invitation, Actor::House, &Source::local(), now, what);
                let mut change = Change::recorded_as(event);
                if let Some(inviter) = inviter_of(&invitation) {
                    let to = Recipient::Inviter(inviter, invitation.id);
                    change = change.letter(identity.letter(LetterKind::InvitationDeclined, to, now)?);
                }
                let at = invitation.expires_at;
                let invitation = invitation.ended(InvitationState::Lapsed { at });
                let change = change.write(InvitationWrite::Replace { invitation, seen: version });
                // Overtaken: another node was faster.
                if identity.commit(change).await? == Landing::Landed {
                    lapsed += 1;
                }
            }
            if found < AT_ONCE as usize {
                return Ok(lapsed);
            }
        }
    }
}
