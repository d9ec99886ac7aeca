//! Reading invitations.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        invitation::Invitation,
        kernel::{Digest, Id, LoginName, Timestamp},
        organization::Organization,
    },
};

/// Which invitations are wanted: the latest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvitationQuery {
    /// Of this organization.
    pub organization: Id<Organization>,
    /// Only those that are open at this moment; all when `None`.
    pub open_at: Option<Timestamp>,
    /// Only those that come after this one.
    pub after: Option<InvitationPlace>,
    /// How many at most: 1 to 200.
    pub limit: u32,
}

/// The place of an invitation in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InvitationPlace {
    /// When it was made.
    pub offered_at: Timestamp,
    /// Its id.
    pub id: Id<Invitation>,
}

impl InvitationPlace {
    /// The place of this invitation.
    #[must_use]
    pub const fn of(invitation: &Invitation) -> Self {
        Self { offered_at: invitation.offered_at, id: invitation.id }
    }
}

/// A stretch of invitations, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvitationPage {
    /// The invitations.
    pub rows: Vec<Versioned<Invitation>>,
    /// Whether there are more after the last.
    pub more: bool,
}

/// Reading invitations.
#[async_trait]
pub trait Invitations: Send + Sync {
    /// The invitation with this id.
    async fn invitation(&self, id: Id<Invitation>) -> Result<Option<Versioned<Invitation>>, StoreFailure>;

    /// The one whose link has this digest.
    async fn invitation_by_link(&self, link: &Digest) -> Result<Option<Versioned<Invitation>>, StoreFailure>;

    /// The one for this login name that nobody has written the end of, whether its time is over or not.
    async fn pending_invitation(&self, login: &LoginName) -> Result<Option<Versioned<Invitation>>, StoreFailure>;

    /// A stretch of invitations, the latest first.
    async fn invitations_page(&self, query: &InvitationQuery) -> Result<InvitationPage, StoreFailure>;

    /// How many invitations an organization has made since `since`.
    async fn invitations_since(&self, organization: Id<Organization>, since: Timestamp) -> Result<u32, StoreFailure>;

    /// Those whose time is over at `now` while nobody has written so, the oldest first, at most `limit`.
    async fn overdue_invitations(&self, now: Timestamp, limit: u32)
    -> Result<Vec<Versioned<Invitation>>, StoreFailure>;
}
