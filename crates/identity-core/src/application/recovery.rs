//! Forgotten passwords and forgotten login names.

use thiserror::Error;

use super::{
    unavailable::Unavailable,
    unlock::{LinkError, MailAsked, TRIES},
};
use crate::{
    change::{
        AccountWrite, Actor, AuditEvent, AuditKind, Change, DeviceWrite, GuardWrite, LetterKind, Recipient,
        SessionWrite, TokenWrite, Versioned,
    },
    domain::{
        account::{Account, Password},
        kernel::{EmailAddress, LoginName, NameKey, SecretToken, Timestamp},
        lockout::{Clearing, GuardKind},
        organization::Organization,
        password::{AcceptedPassword, PasswordHash, PasswordRules, TypedPassword, Weakness},
        session::Visit,
        token::{Token, TokenPurpose},
    },
    identity::{Identity, event_about, event_about_name},
    ports::Landing,
};

/// Forgotten passwords and login names.
#[derive(Clone, Copy)]
pub struct Recovery<'a>(pub(crate) &'a Identity);

/// The two links that lead to a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordLink {
    /// To another password.
    Reset,
    /// To the first one.
    Welcome,
}

impl PasswordLink {
    const fn purpose(self) -> TokenPurpose {
        match self {
            Self::Reset => TokenPurpose::Reset,
            Self::Welcome => TokenPurpose::Welcome,
        }
    }
}

/// What the page behind a link to a new password shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLinkView {
    /// Whose password.
    pub login: LoginName,
    /// The rules for it.
    pub rules: PasswordRules,
}

/// Why no new password was set. The link is still good unless it is `Dead`.
#[derive(Debug, Error)]
pub enum NewPasswordError {
    /// It was used, its time is over, a newer one took its place, or there never was such a link.
    #[error("the link opens nothing any more")]
    Dead,
    /// The rules do not accept the password.
    #[error("the password is not acceptable")]
    Weak(Vec<Weakness>),
    /// Above [`crate::domain::password::MAX_PASSWORD_BYTES`].
    #[error("a password has at most 1,024 bytes")]
    TooLong,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<LinkError> for NewPasswordError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Dead => Self::Dead,
            LinkError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

impl Recovery<'_> {
    /// Asks for the reset mail. Does the same for every name; changes nothing about the account.
    ///
    /// # Errors
    /// When nothing could be done just now.
    pub async fn request_reset(&self, login: &str, visit: &Visit) -> Result<MailAsked, Unavailable> {
        self.0.ask_for_mail(login, LetterKind::ResetInstructions, AuditKind::ResetRequested, visit).await
    }

    /// Asks for a mail with the login names that use an address. Does the same for every address.
    ///
    /// # Errors
    /// When nothing could be done just now.
    pub async fn request_login_names(&self, address: EmailAddress, visit: &Visit) -> Result<(), Unavailable> {
        let identity = self.0;
        let now = identity.now();
        let letter = identity.letter(LetterKind::LoginNames, Recipient::Mailbox(address), now)?;
        let event = event_about_name(None, None, &visit.from, now, AuditKind::LoginNamesRequested);
        match identity.commit(Change::recorded_as(event).letter(letter)).await? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(Unavailable::Contended),
        }
    }

    /// Whose password a link leads to, without using it up.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look(&self, kind: PasswordLink, link: &SecretToken) -> Result<Option<PasswordLinkView>, Unavailable> {
        let Some((_, account, organization)) = self.live(kind, link).await? else {
            return Ok(None);
        };
        let rules = password_rules(&account.value, &organization);
        Ok(Some(PasswordLinkView { login: account.value.login, rules }))
    }

    /// Sets a new password with a link. All sessions, other links and known devices of the account end with
    /// it, and the failures of the password guard are cleared; those of other guards are not. The person
    /// still has to sign in: a mailed link never opens a session.
    ///
    /// # Errors
    /// [`NewPasswordError::Dead`] and [`NewPasswordError::Weak`]; a weak password leaves the link as it was.
    pub async fn complete(
        &self,
        kind: PasswordLink,
        link: &SecretToken,
        password: &str,
        visit: &Visit,
    ) -> Result<LoginName, NewPasswordError> {
        let identity = self.0;
        let typed = TypedPassword::read(password).map_err(|_| NewPasswordError::TooLong)?;
        let (_, account, organization) = self.live(kind, link).await?.ok_or(NewPasswordError::Dead)?;
        let accepted = identity.accept(typed, &account.value, &organization).map_err(NewPasswordError::Weak)?;
        let hash = identity.hash(accepted).await?;
        for _ in 0..TRIES {
            let (token, account, _) = self.live(kind, link).await?.ok_or(NewPasswordError::Dead)?;
            let now = identity.now();
            let letter = identity.letter(LetterKind::PasswordChanged, Recipient::Account(account.value.id), now)?;
            let what = match kind {
                PasswordLink::Reset => AuditKind::PasswordReset,
                PasswordLink::Welcome => AuditKind::PasswordChosen,
            };
            let event = event_about(&account.value, Actor::Account(account.value.id), &visit.from, now, what);
            let mut change =
                setting_password(event, &token, &account, identity.name_key(&account.value), hash.clone(), now);
            if kind == PasswordLink::Reset {
                change = change.letter(letter);
            }
            if identity.commit(change).await? == Landing::Landed {
                return Ok(account.value.login);
            }
        }
        Err(Unavailable::Contended.into())
    }

    async fn live(
        &self,
        kind: PasswordLink,
        link: &SecretToken,
    ) -> Result<Option<(Token, Versioned<Account>, Organization)>, Unavailable> {
        let identity = self.0;
        let Some((token, account)) = identity.live_token(kind.purpose(), link).await? else {
            return Ok(None);
        };
        let organization = identity.ports.store.organization(account.value.organization).await?;
        Ok(organization.map(|organization| (token, account, organization.value)))
    }
}

impl Identity {
    /// Accepts a new password by the rules and the blocklist, or says what is wrong with it.
    pub(crate) fn accept(
        &self,
        typed: TypedPassword,
        account: &Account,
        organization: &Organization,
    ) -> Result<AcceptedPassword, Vec<Weakness>> {
        let is_common = self.ports.blocklist.is_common(typed.reveal());
        password_rules(account, organization).accept(typed, is_common)
    }

    /// Hashes a new password, in the hasher's own queue.
    pub(crate) async fn hash(&self, accepted: AcceptedPassword) -> Result<PasswordHash, Unavailable> {
        let ticket = self.ports.hasher.admit()?;
        Ok(self.ports.hasher.hash(ticket, accepted).await?)
    }
}

/// The rules for the password of one person: nothing made of their names, their login name, or what the
/// organization is called.
#[must_use]
pub fn password_rules(account: &Account, organization: &Organization) -> PasswordRules {
    let login = account.login.to_string();
    let names = account
        .name
        .words()
        .chain(organization.name.words())
        .chain(login.split(['/', '@']).map(str::to_owned).collect::<Vec<_>>())
        .chain(account.contact.iter().map(|contact| contact.address.local().to_owned()));
    PasswordRules::new(organization.policy.second_step, names)
}

/// A new password by a mailed link: it takes with it whatever the old one opened.
fn setting_password(
    event: AuditEvent,
    token: &Token,
    account: &Versioned<Account>,
    name: NameKey,
    hash: PasswordHash,
    now: Timestamp,
) -> Change {
    let mut next = account.value.clone().having_read_mail_at(token.sent_to.as_ref(), now);
    next.password = Some(Password { hash, set_at: now });
    let id = next.id;
    Change::recorded_as(event)
        .write(TokenWrite::Spend(token.id))
        .write(TokenWrite::KillAll(id))
        .write(AccountWrite::Replace { account: next, seen: account.version })
        .write(GuardWrite::ClearAll { name, kind: GuardKind::Password, clearing: Clearing::Everything })
        .write(SessionWrite::CloseAll(id, None))
        .write(DeviceWrite::ForgetAll(id))
}
