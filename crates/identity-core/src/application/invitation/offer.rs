//! Offering, sending again, taking back.

use thiserror::Error;

use super::{Invitations, event_about_invitation};
use crate::{
    application::{
        authority::{Allowed, Authority, Denial},
        permission::GrantError,
        unavailable::Unavailable,
        unlock::TRIES,
    },
    change::{AuditKind, InvitationWrite, Letter, LetterKind, Recipient, Versioned},
    domain::{
        invitation::{INVITATIONS_PER_WINDOW, INVITATIONS_WINDOW, Invitation, InvitationState, MAX_OPEN_INVITATIONS},
        kernel::{DisplayName, EmailAddress, Id, Language, LoginName, MemberName, Timestamp},
        organization::Organization,
        permission::{OwnPermission, RightsWish},
        session::Source,
    },
    ports::{InvitationPlace, InvitationQuery, Landing},
};

/// What there is to say about somebody who is to be invited.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// The part of the login name before the `/`.
    pub name: MemberName,
    /// What people call the person.
    pub display_name: DisplayName,
    /// What the person reads.
    pub language: Language,
    /// The mailbox that it goes to.
    pub address: EmailAddress,
    /// What the account is to hold.
    pub rights: RightsWish,
    /// When the account is to end by itself.
    pub ends_at: Option<Timestamp>,
}

/// Why nobody was invited.
#[derive(Debug, Error)]
pub enum InviteError {
    /// An account has the login name.
    #[error("the login name is taken")]
    Taken,
    /// There is no such organization.
    #[error("there is no such organization")]
    NotFound,
    /// The permission is not held, or what was to be given is not.
    #[error("not allowed")]
    NotAllowed,
    /// A permission or profile that was to be given is not there, or may not be given at all.
    #[error("there is no such permission or profile")]
    NoSuchRight,
    /// The end of the account or of a grant lies in the past.
    #[error("the end lies in the past")]
    Past,
    /// Above [`crate::domain::permission::MAX_GRANTS`].
    #[error("an account holds at most 200 grants")]
    TooManyGrants,
    /// Above [`crate::domain::invitation::MAX_OPEN_INVITATIONS`] or [`INVITATIONS_PER_WINDOW`].
    #[error("too many invitations are open, or were made in the last 24 hours")]
    TooMany,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<GrantError> for InviteError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::NotFound => Self::NoSuchRight,
            GrantError::NotAllowed | GrantError::OwnAccount | GrantError::Owner => Self::NotAllowed,
            GrantError::Past => Self::Past,
            GrantError::TooMany => Self::TooManyGrants,
            GrantError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

/// Why an invitation was not sent again or taken back.
#[derive(Debug, Error)]
pub enum WithdrawError {
    /// There is no such invitation.
    #[error("there is no such invitation")]
    NotFound,
    /// The permission is not held.
    #[error("not allowed")]
    NotAllowed,
    /// It is answered, over or taken back.
    #[error("the invitation is not open any more")]
    Over,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Invitations<'_> {
    /// Invites somebody: a mail with a link goes to the address. An older invitation to the same name makes room, and
    /// its link is dead.
    ///
    /// # Errors
    /// The answers of [`InviteError`].
    pub async fn offer(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        new: NewInvitation,
        from: &Source,
    ) -> Result<Id<Invitation>, InviteError> {
        let identity = self.0;
        let store = &identity.ports.store;
        let allowed = match authority.to(OwnPermission::InvitationsManage, organization) {
            Ok(allowed) => allowed,
            Err(Denial::NotFound) => return Err(InviteError::NotFound),
            Err(Denial::NotAllowed | Denial::OwnAccount) => return Err(InviteError::NotAllowed),
        };
        let organization = store.organization(organization).await.map_err(Unavailable::from)?;
        let organization = organization.ok_or(InviteError::NotFound)?.value;
        let login = LoginName::member(new.name, organization.handle.clone());
        for _ in 0..TRIES {
            let now = identity.now();
            if new.ends_at.is_some_and(|end| end <= now) {
                return Err(InviteError::Past);
            }
            if store.account_by_login(&login).await.map_err(Unavailable::from)?.account.is_some() {
                return Err(InviteError::Taken);
            }
            let lately = now.minus(INVITATIONS_WINDOW);
            let made = store.invitations_since(organization.id, lately).await.map_err(Unavailable::from)?;
            if made >= INVITATIONS_PER_WINDOW {
                return Err(InviteError::TooMany);
            }
            let invitation = Invitation {
                id: identity.new_id(now)?,
                organization: organization.id,
                login: login.clone(),
                name: new.display_name.clone(),
                language: new.language,
                address: new.address.clone(),
                rights: new.rights.clone(),
                ends_at: new.ends_at,
                by: allowed.granted_by(),
                offered_at: now,
                expires_at: now.plus(identity.rules.tokens.invitation),
                link: None,
                state: InvitationState::Pending,
            };
            let nobody = invitation.becoming(identity.new_id(now)?, &RightsWish::default(), None, now);
            // What may be given is checked as if it were given at once.
            drop(identity.rights_as_wished(authority, &allowed, &nobody, &invitation.rights).await?);
            let what = AuditKind::InvitationOffered(login.clone());
            let event = event_about_invitation(&invitation, authority.actor(), from, now, what);
            let mut change = allowed.change(event);
            let older = store.pending_invitation(&login).await.map_err(Unavailable::from)?;
            let makes_room = older.is_some();
            if let Some(Versioned { value: older, version }) = older {
                if !self.covers(authority, &older).await? {
                    return Err(InviteError::NotAllowed);
                }
                let what = AuditKind::InvitationSuperseded(login.clone());
                let event = event_about_invitation(&older, authority.actor(), from, now, what);
                let ended = older.ended(InvitationState::Superseded { at: now });
                change =
                    change.also_recorded_as(event).write(InvitationWrite::Replace { invitation: ended, seen: version });
            }
            let id = invitation.id;
            let letter = self.letter(&invitation, now)?;
            let change = change.write(InvitationWrite::Offer(invitation)).letter(letter);
            if identity.commit(change).await? == Landing::Landed {
                return Ok(id);
            }
            // One that makes room for another was overtaken by something else, such as its own mail.
            if !makes_room && self.count_pending(organization.id).await? >= MAX_OPEN_INVITATIONS {
                return Err(InviteError::TooMany);
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Sends an invitation again: the older link is dead, and it ends when it was to end.
    ///
    /// # Errors
    /// The answers of [`WithdrawError`].
    pub async fn resend(
        &self,
        authority: &Authority<'_>,
        id: Id<Invitation>,
        from: &Source,
    ) -> Result<(), WithdrawError> {
        self.amend(authority, id, from, |invitation, now| {
            let what = AuditKind::InvitationResent(invitation.login.clone());
            let letter = self.letter(&invitation, now)?;
            Ok((Invitation { link: None, ..invitation }, what, Some(letter)))
        })
        .await
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// The answers of [`WithdrawError`].
    pub async fn revoke(
        &self,
        authority: &Authority<'_>,
        id: Id<Invitation>,
        from: &Source,
    ) -> Result<(), WithdrawError> {
        self.amend(authority, id, from, |invitation, now| {
            let what = AuditKind::InvitationRevoked(invitation.login.clone());
            Ok((invitation.ended(InvitationState::Revoked { at: now }), what, None))
        })
        .await
    }

    async fn amend(
        &self,
        authority: &Authority<'_>,
        id: Id<Invitation>,
        from: &Source,
        how: impl Fn(Invitation, Timestamp) -> Result<(Invitation, AuditKind, Option<Letter>), Unavailable> + Send + Sync,
    ) -> Result<(), WithdrawError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let (allowed, read) = self.target(authority, id).await?;
            let now = identity.now();
            if !read.value.is_open_at(now) {
                return Err(WithdrawError::Over);
            }
            let (invitation, what, letter) = how(read.value, now)?;
            let event = event_about_invitation(&invitation, authority.actor(), from, now, what);
            let mut change = allowed.change(event).write(InvitationWrite::Replace { invitation, seen: read.version });
            if let Some(letter) = letter {
                change = change.letter(letter);
            }
            if identity.commit(change).await? == Landing::Landed {
                return Ok(());
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// The one place that says who may do something about an invitation.
    async fn target(
        &self,
        authority: &Authority<'_>,
        id: Id<Invitation>,
    ) -> Result<(Allowed, Versioned<Invitation>), WithdrawError> {
        let read = self.0.ports.store.invitation(id).await.map_err(Unavailable::from)?;
        let read = read.ok_or(WithdrawError::NotFound)?;
        match authority.to(OwnPermission::InvitationsManage, read.value.organization) {
            Ok(allowed) if self.covers(authority, &read.value).await? => Ok((allowed, read)),
            Err(Denial::NotFound) => Err(WithdrawError::NotFound),
            Ok(_) | Err(Denial::NotAllowed | Denial::OwnAccount) => Err(WithdrawError::NotAllowed),
        }
    }

    /// Whether whoever acts could give all that an invitation offers: nobody touches what somebody stronger offers.
    async fn covers(&self, authority: &Authority<'_>, invitation: &Invitation) -> Result<bool, Unavailable> {
        let Some(powers) = authority.powers() else {
            return Ok(true);
        };
        let offered = self.0.offered(invitation).await?;
        Ok(offered
            .is_none_or(|offered| offered.permissions.iter().all(|(permission, _)| powers.hold(&permission.name))))
    }

    /// How many invitations nobody has written the end of.
    async fn count_pending(&self, organization: Id<Organization>) -> Result<usize, Unavailable> {
        let mut count = 0;
        let mut after = None;
        loop {
            let open_at = Some(Timestamp::from_micros(i64::MIN));
            let query = InvitationQuery { organization, open_at, after, limit: 200 };
            let page = self.0.ports.store.invitations_page(&query).await?;
            count += page.rows.len();
            after = page.rows.last().map(|read| InvitationPlace::of(&read.value));
            if !page.more {
                return Ok(count);
            }
        }
    }

    /// The mail that carries the link; of no use once the invitation is over.
    fn letter(self, invitation: &Invitation, now: Timestamp) -> Result<Letter, Unavailable> {
        Ok(Letter {
            id: self.0.new_id(now)?,
            kind: LetterKind::Invitation,
            to: Recipient::Invited(invitation.id),
            asked_at: now,
            deadline: invitation.expires_at,
        })
    }
}
