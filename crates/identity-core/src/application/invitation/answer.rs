//! Accepting and declining, by the link in the mail and nothing else.

use thiserror::Error;

use super::{Invitations, Offered, event_about_invitation, inviter_of};
use crate::{
    application::{
        recovery::{NewPasswordError, password_rules},
        unavailable::Unavailable,
        unlock::{LinkError, TRIES},
    },
    change::{
        AccountWrite, Actor, AuditKind, Change, GuardWrite, InvitationWrite, LetterKind, Recipient, RightsChange,
        Versioned,
    },
    domain::{
        account::{Account, Password},
        invitation::{INVITATION_LINK, Invitation, InvitationState},
        kernel::{DisplayName, LoginName, NameKey, SecretToken, Timestamp},
        lockout::{Clearing, GuardKind},
        organization::Organization,
        password::{PasswordRules, TypedPassword},
        permission::Permission,
        session::Visit,
    },
    identity::event_about,
    ports::Landing,
};

/// What the page behind an invitation's link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationView {
    /// The login name that is offered.
    pub login: LoginName,
    /// What the person is called.
    pub name: DisplayName,
    /// For whom one would act.
    pub organization: DisplayName,
    /// Who invites; `None` for the operator.
    pub inviter: Option<DisplayName>,
    /// The mailbox that it is for, masked.
    pub address: String,
    /// What one would be allowed, in the order of the catalogue, each with its end.
    pub permissions: Vec<(Permission, Option<Timestamp>)>,
    /// When the account would end by itself.
    pub ends_at: Option<Timestamp>,
    /// When the invitation ends.
    pub expires_at: Timestamp,
    /// The rules for the password.
    pub rules: PasswordRules,
}

/// Why an invitation was not accepted. The link is still good unless it is `Dead`.
#[derive(Debug, Error)]
pub enum AcceptError {
    /// The password is not acceptable, or the link opens nothing any more.
    #[error(transparent)]
    Password(#[from] NewPasswordError),
    /// Meanwhile somebody else got the login name: whoever invited has to offer another one.
    #[error("the login name is taken")]
    Taken,
}

impl From<Unavailable> for AcceptError {
    fn from(unavailable: Unavailable) -> Self {
        Self::Password(unavailable.into())
    }
}

/// An invitation that can be answered.
struct Open {
    invitation: Versioned<Invitation>,
    organization: Organization,
    offered: Offered,
}

impl Open {
    /// The account that it would become.
    fn prospect(&self, id: crate::domain::kernel::Id<Account>, password: Option<Password>, now: Timestamp) -> Account {
        self.invitation.value.becoming(id, &self.offered.rights, password, now)
    }
}

impl Invitations<'_> {
    /// What an invitation offers, without answering it; `None` when its link opens nothing (any more).
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look(&self, link: &SecretToken) -> Result<Option<InvitationView>, Unavailable> {
        let Some(open) = self.open(link).await? else {
            return Ok(None);
        };
        let now = self.0.now();
        let prospect = open.prospect(self.0.new_id(now)?, None, now);
        let invitation = open.invitation.value;
        Ok(Some(InvitationView {
            rules: password_rules(&prospect, &open.organization),
            login: invitation.login,
            name: invitation.name,
            organization: open.organization.name,
            inviter: open.offered.inviter.map(|read| read.value.name),
            address: invitation.address.masked(),
            permissions: open.offered.permissions,
            ends_at: invitation.ends_at,
            expires_at: invitation.expires_at,
        }))
    }

    /// Accepts an invitation and chooses the password, in one step: once, however many try at the same time. Rights are
    /// those that whoever invited holds at this moment. Both sides get a mail. The person still has to sign in: a
    /// mailed link never opens a session.
    ///
    /// # Errors
    /// The answers of [`AcceptError`]; a weak password leaves the link as it was.
    pub async fn accept(&self, link: &SecretToken, password: &str, visit: &Visit) -> Result<LoginName, AcceptError> {
        let identity = self.0;
        let typed = TypedPassword::read(password).map_err(|_| NewPasswordError::TooLong)?;
        let open = self.open(link).await?.ok_or(NewPasswordError::Dead)?;
        let id = identity.new_id(identity.now())?;
        let prospect = open.prospect(id, None, identity.now());
        let accepted = identity.accept(typed, &prospect, &open.organization).map_err(NewPasswordError::Weak)?;
        let hash = identity.hash(accepted).await?;
        for _ in 0..TRIES {
            let open = self.open(link).await?.ok_or(NewPasswordError::Dead)?;
            let now = identity.now();
            let account = open.prospect(id, Some(Password { hash: hash.clone(), set_at: now }), now);
            let there = identity.ports.store.account_by_login(&account.login).await.map_err(Unavailable::from)?;
            if there.account.is_some() {
                return Err(AcceptError::Taken);
            }
            let login = account.login.clone();
            if identity.commit(self.accepted(open, account, visit, now)?).await? == Landing::Landed {
                return Ok(login);
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Declines an invitation. Whoever invited is told.
    ///
    /// # Errors
    /// [`LinkError::Dead`] when its link opens nothing any more.
    pub async fn decline(&self, link: &SecretToken, visit: &Visit) -> Result<LoginName, LinkError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let Versioned { value: invitation, version } = self.open(link).await?.ok_or(LinkError::Dead)?.invitation;
            let now = identity.now();
            let login = invitation.login.clone();
            let what = AuditKind::InvitationDeclined(login.clone());
            let event = event_about_invitation(&invitation, Actor::Stranger, &visit.from, now, what);
            let mut change = Change::recorded_as(event);
            if let Some(inviter) = inviter_of(&invitation) {
                let to = Recipient::Inviter(inviter, invitation.id);
                change = change.letter(identity.letter(LetterKind::InvitationDeclined, to, now)?);
            }
            let invitation = invitation.ended(InvitationState::Declined { at: now });
            let change = change.write(InvitationWrite::Replace { invitation, seen: version });
            if identity.commit(change).await? == Landing::Landed {
                return Ok(login);
            }
        }
        Err(Unavailable::Contended.into())
    }

    fn accepted(self, open: Open, account: Account, visit: &Visit, now: Timestamp) -> Result<Change, Unavailable> {
        let identity = self.0;
        let id = account.id;
        let reliance = open.offered.reliance();
        let Versioned { value: invitation, version } = open.invitation;
        let what = AuditKind::InvitationAccepted(account.login.clone());
        let mut change = Change::recorded_as(event_about(&account, Actor::Account(id), &visit.from, now, what));
        let given: Vec<_> =
            open.offered.permissions.iter().map(|(permission, _)| permission.name.to_string()).collect();
        if !given.is_empty() {
            let told = AuditKind::RightsChanged(RightsChange { given, taken: Vec::new() });
            change = change.also_recorded_as(event_about(&account, Actor::House, &visit.from, now, told));
        }
        if let Some(reliance) = reliance {
            change = change.relying_on(reliance);
        }
        let name = NameKey::of(&account.login, &identity.house);
        // Whatever was guessed at the name before there was anybody is not held against them.
        for kind in [GuardKind::Password, GuardKind::UnlockCode] {
            change = change.write(GuardWrite::ClearAll { name, kind, clearing: Clearing::Everything });
        }
        if let Some(inviter) = inviter_of(&invitation) {
            let to = Recipient::Inviter(inviter, invitation.id);
            change = change.letter(identity.letter(LetterKind::InvitationAccepted, to, now)?);
        }
        let invitation = invitation.ended(InvitationState::Accepted { at: now, account: id });
        Ok(change
            .write(AccountWrite::Register { account, key: name })
            .write(InvitationWrite::Replace { invitation, seen: version })
            .letter(identity.letter(LetterKind::Activated, Recipient::Account(id), now)?))
    }

    /// The invitation behind a link, while it can be answered.
    async fn open(&self, link: &SecretToken) -> Result<Option<Open>, Unavailable> {
        let identity = self.0;
        let found = identity.ports.store.invitation_by_link(&link.digest(INVITATION_LINK)).await?;
        let Some(invitation) = found.filter(|found| found.value.is_open_at(identity.now())) else {
            return Ok(None);
        };
        let Some(organization) = identity.ports.store.organization(invitation.value.organization).await? else {
            return Ok(None);
        };
        let offered = identity.offered(&invitation.value).await?;
        Ok(offered.map(|offered| Open { invitation, organization: organization.value, offered }))
    }
}
