//! Invitations.

use async_trait::async_trait;
use identity_core::{
    change::{InvitationWrite, Version, Versioned},
    domain::{
        invitation::{Invitation, InvitationState, MAX_OPEN_INVITATIONS},
        kernel::{Digest, Id, LoginName, Timestamp},
        organization::Organization,
    },
    ports::{InvitationPage, InvitationPlace, InvitationQuery, Invitations, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, after, only_if},
};

impl State {
    pub(super) fn write_invitation(&mut self, write: &InvitationWrite) -> Result<(), Moved> {
        match write {
            InvitationWrite::Offer(invitation) => {
                only_if(self.organizations.get(invitation.organization).is_some())?;
                only_if(self.invitations.get(invitation.id).is_none())?;
                only_if(self.pending(&invitation.login).is_none())?;
                only_if(!self.opens_another(invitation))?;
                let of_theirs = |stored: &&Versioned<Invitation>| {
                    stored.value.organization == invitation.organization
                        && stored.value.state == InvitationState::Pending
                };
                only_if(self.invitations.values().filter(of_theirs).count() < MAX_OPEN_INVITATIONS)?;
                let stored = Versioned { value: invitation.clone(), version: after(Version::NONE) };
                self.invitations.put(invitation.id, stored);
                Ok(())
            }
            InvitationWrite::Replace { invitation, seen } => {
                let Invitation { link, state, .. } = invitation;
                let old = self.invitations.get(invitation.id).filter(|stored| stored.version == *seen).ok_or(Moved)?;
                only_if(!self.opens_another(invitation))?;
                let value = Invitation { link: *link, state: *state, ..old.value.clone() };
                self.invitations.put(invitation.id, Versioned { value, version: after(*seen) });
                Ok(())
            }
        }
    }

    /// Takes every pending invitation back.
    pub(super) fn revoke_invitations(&mut self, at: Timestamp) {
        let pending: Vec<_> =
            self.invitations.iter().filter(|(_, stored)| is_pending(stored)).map(|(id, _)| id).collect();
        for id in pending {
            self.invitations.amend(id, |stored| {
                stored.value = stored.value.clone().ended(InvitationState::Revoked { at });
                stored.version = after(stored.version);
            });
        }
    }

    /// Whether its link is that of another one.
    fn opens_another(&self, invitation: &Invitation) -> bool {
        invitation.link.is_some_and(|link| {
            let is_another =
                |other: &Versioned<Invitation>| other.value.id != invitation.id && other.value.link == Some(link);
            self.invitations.values().any(is_another)
        })
    }

    fn pending(&self, login: &LoginName) -> Option<&Versioned<Invitation>> {
        self.invitations.values().find(|stored| is_pending(stored) && stored.value.login == *login)
    }
}

fn is_pending(stored: &Versioned<Invitation>) -> bool {
    stored.value.state == InvitationState::Pending
}

#[async_trait]
impl Invitations for MemoryStore {
    async fn invitation(&self, id: Id<Invitation>) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        self.with(|state| state.invitations.get(id).cloned())
    }

    async fn invitation_by_link(&self, link: &Digest) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        self.with(|state| state.invitations.values().find(|stored| stored.value.link.as_ref() == Some(link)).cloned())
    }

    async fn pending_invitation(&self, login: &LoginName) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        self.with(|state| state.pending(login).cloned())
    }

    async fn invitations_page(&self, query: &InvitationQuery) -> Result<InvitationPage, StoreFailure> {
        self.with(|state| {
            let wanted = |stored: &&Versioned<Invitation>| {
                stored.value.organization == query.organization
                    && query.open_at.is_none_or(|now| stored.value.is_open_at(now))
                    && query.after.is_none_or(|place| InvitationPlace::of(&stored.value) < place)
            };
            let mut rows: Vec<_> = state.invitations.values().filter(wanted).cloned().collect();
            rows.sort_by_key(|stored| std::cmp::Reverse(InvitationPlace::of(&stored.value)));
            let limit = query.limit.clamp(1, 200) as usize;
            let more = rows.len() > limit;
            rows.truncate(limit);
            InvitationPage { rows, more }
        })
    }

    async fn invitations_since(&self, organization: Id<Organization>, since: Timestamp) -> Result<u32, StoreFailure> {
        self.with(|state| {
            let made = state
                .invitations
                .values()
                .filter(|stored| stored.value.organization == organization && stored.value.offered_at >= since);
            u32::try_from(made.count()).unwrap_or(u32::MAX)
        })
    }

    async fn overdue_invitations(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<Invitation>>, StoreFailure> {
        self.with(|state| {
            let overdue = |stored: &&Versioned<Invitation>| is_pending(stored) && stored.value.expires_at <= now;
            let mut found: Vec<_> = state.invitations.values().filter(overdue).cloned().collect();
            found.sort_by_key(|stored| (stored.value.expires_at, stored.value.id));
            found.truncate(limit as usize);
            found
        })
    }
}
