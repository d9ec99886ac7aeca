//! An offer to act for an organization: to one mailbox, for a time, once.

use super::{
    account::{Account, ContactAddress, Password, Rank, Standing},
    kernel::{DisplayName, EmailAddress, Id, Language, Lifetime, LoginName, Timestamp},
    organization::Organization,
    permission::{Grant, GrantedBy, Rights, RightsWish},
};

/// The most invitations of an organization that are open at once.
pub const MAX_OPEN_INVITATIONS: usize = 500;

/// The most invitations that an organization makes in [`INVITATIONS_WINDOW`].
pub const INVITATIONS_PER_WINDOW: u32 = 1_000;

/// The window of [`INVITATIONS_PER_WINDOW`].
pub const INVITATIONS_WINDOW: Lifetime = Lifetime::hours(24);

/// What the secret of an invitation's link is bound to.
pub const INVITATION_LINK: &str = "invitation";

/// An invitation. There is no account until it is accepted: nothing can be reset, unlocked or told about one that
/// is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: Id<Invitation>,
    /// For whom one would act.
    pub organization: Id<Organization>,
    /// The login name that was chosen.
    pub login: LoginName,
    /// What people call the person.
    pub name: DisplayName,
    /// What the person reads.
    pub language: Language,
    /// The mailbox that it is for. Whoever accepts has read its mail; there is no other way to.
    pub address: EmailAddress,
    /// What the account is to hold.
    pub rights: RightsWish,
    /// When the account is to end by itself.
    pub ends_at: Option<Timestamp>,
    /// Who invites.
    pub by: GrantedBy,
    /// When it was made.
    pub offered_at: Timestamp,
    /// From when on it counts as declined. Sending it again does not change that.
    pub expires_at: Timestamp,
    /// The digest of the secret in the latest mail; none before that went, and none after the end.
    pub link: Option<super::kernel::Digest>,
    /// What became of it, as it was written down; [`Invitation::state_at`] is how it stands.
    pub state: InvitationState,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// It is open.
    Pending,
    /// The person accepted.
    Accepted {
        /// When.
        at: Timestamp,
        /// The account that it became.
        account: Id<Account>,
    },
    /// The person declined.
    Declined {
        /// When.
        at: Timestamp,
    },
    /// Nobody answered in time: it counts as declined.
    Lapsed {
        /// When it did.
        at: Timestamp,
    },
    /// Whoever may took it back.
    Revoked {
        /// When.
        at: Timestamp,
    },
    /// A newer one for the same name took its place.
    Superseded {
        /// When.
        at: Timestamp,
    },
}

impl InvitationState {
    /// Every [`Self::word`].
    pub const WORDS: [&'static str; 6] = ["pending", "accepted", "declined", "lapsed", "revoked", "superseded"];

    /// The stable word that stores and exports use.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted { .. } => "accepted",
            Self::Declined { .. } => "declined",
            Self::Lapsed { .. } => "lapsed",
            Self::Revoked { .. } => "revoked",
            Self::Superseded { .. } => "superseded",
        }
    }

    /// When it ended; `None` while it is open.
    #[must_use]
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Pending => None,
            Self::Accepted { at, .. }
            | Self::Declined { at }
            | Self::Lapsed { at }
            | Self::Revoked { at }
            | Self::Superseded { at } => Some(*at),
        }
    }
}

impl Invitation {
    /// How it stands at `now`: nobody has to have written down that its time is over.
    #[must_use]
    pub fn state_at(&self, now: Timestamp) -> InvitationState {
        match self.state {
            InvitationState::Pending if self.expires_at <= now => InvitationState::Lapsed { at: self.expires_at },
            state => state,
        }
    }

    /// True while it can be accepted: up to, not including, `expires_at`.
    #[must_use]
    pub fn is_open_at(&self, now: Timestamp) -> bool {
        self.state_at(now) == InvitationState::Pending
    }

    /// The invitation at its end. Its link opens nothing any more.
    #[must_use]
    pub fn ended(self, state: InvitationState) -> Self {
        Self { state, link: None, ..self }
    }

    /// The account that it becomes when it is accepted at `now`: with those of its rights that whoever invited
    /// holds by then, given by them, and with the mailbox that was proven by accepting.
    #[must_use]
    pub fn becoming(
        &self,
        id: Id<Account>,
        rights: &RightsWish,
        password: Option<Password>,
        now: Timestamp,
    ) -> Account {
        let grant = |(what, until): &(super::permission::Granted, Option<Timestamp>)| Grant {
            what: what.clone(),
            by: self.by,
            at: now,
            until: *until,
        };
        Account {
            id,
            organization: self.organization,
            login: self.login.clone(),
            name: self.name.clone(),
            language: self.language,
            contact: Some(ContactAddress { address: self.address.clone(), confirmed_at: Some(now) }),
            address_change: None,
            rank: Rank::Member,
            rights: Rights::as_stored(rights.held.iter().map(grant).collect()),
            standing: Standing::Active,
            ends_at: self.ends_at,
            password,
            created_at: now,
            signed_in_at: None,
        }
    }
}
