//! Careless about invitations.

use async_trait::async_trait;
use identity_core::{
    change::Versioned,
    domain::{
        invitation::Invitation,
        kernel::{Digest, Id, LoginName, Timestamp},
        organization::Organization,
    },
    ports::{InvitationPage, InvitationQuery, Invitations, StoreFailure},
};

use super::{CarelessStore, Fault};

#[async_trait]
impl Invitations for CarelessStore {
    async fn invitation(&self, id: Id<Invitation>) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        let mut found = self.memory.invitation(id).await?;
        if self.is(Fault::ForgetsOffers)
            && let Some(read) = &mut found
        {
            read.value.rights.held.iter_mut().for_each(|(_, until)| *until = None);
        }
        Ok(found)
    }

    async fn invitation_by_link(&self, link: &Digest) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        self.memory.invitation_by_link(link).await
    }

    async fn pending_invitation(&self, login: &LoginName) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        self.memory.pending_invitation(login).await
    }

    async fn invitations_page(&self, query: &InvitationQuery) -> Result<InvitationPage, StoreFailure> {
        let mut query = *query;
        if self.is(Fault::ListsLapsedInvitations) {
            query.open_at = query.open_at.map(|_| Timestamp::from_micros(0));
        }
        if self.is(Fault::RepeatsInvitations) {
            query.after = None;
        }
        self.memory.invitations_page(&query).await
    }

    async fn invitations_since(&self, organization: Id<Organization>, since: Timestamp) -> Result<u32, StoreFailure> {
        let since = if self.is(Fault::CountsEveryInvitation) { Timestamp::from_micros(0) } else { since };
        self.memory.invitations_since(organization, since).await
    }

    async fn overdue_invitations(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<Invitation>>, StoreFailure> {
        let mut found = self.memory.overdue_invitations(now, limit).await?;
        if self.is(Fault::FindsTheLatestOverdue) {
            found.reverse();
        }
        Ok(found)
    }
}
