//! Getting somebody back in when nothing else helps: on the word of the operator at the server's shell, for a
//! reason, and told to everybody else who administers the organization.

mod rehearsal;
mod telling;

use thiserror::Error;

pub use rehearsal::Rehearsal;
pub use telling::{ANNOUNCED_AT_MOST, BreakGlassNotice, TOLD_FOR};

use super::{
    account::Accounts,
    authority::{Allowed, Authority, Denial},
    recovery::{NewPasswordError, password_rules},
    unavailable::Unavailable,
    unlock::TRIES,
};
use crate::{
    change::{
        AccountWrite, Actor, AuditKind, Change, DeviceWrite, GuardWrite, LetterKind, Recipient, Reliance, SessionWrite,
        TokenWrite, Versioned,
    },
    domain::{
        account::{Account, Password},
        kernel::{EmailAddress, Id, Lifetime, LoginName, SecretToken, ShortText, Timestamp},
        lockout::{Clearing, GuardKind},
        organization::Organization,
        password::{PasswordHash, PasswordRules, TypedPassword, Weakness},
        permission::OwnPermission,
        session::{Source, Visit},
        token::{Token, TokenPurpose},
    },
    identity::{Identity, event_about},
    ports::Landing,
};

/// Getting somebody back in when nothing else helps.
#[derive(Clone, Copy)]
pub struct BreakGlass<'a>(pub(crate) &'a Identity);

/// Why the glass was not broken.
#[derive(Debug, Error)]
pub enum BreakGlassError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// Only the operator may.
    #[error("not allowed")]
    NotAllowed,
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

impl From<Denial> for BreakGlassError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed | Denial::OwnAccount => Self::NotAllowed,
        }
    }
}

/// What breaking the glass for an account would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// For whom.
    pub login: LoginName,
    /// Whether it would end a suspension.
    pub reinstates: bool,
    /// Until when an earlier link is good; a new one takes its place.
    pub open_until: Option<Timestamp>,
    /// How long the link would be good.
    pub lifetime: Lifetime,
    /// Who would be told by mail, the account itself included where it has an address.
    pub told: Vec<LoginName>,
}

/// The link that gives an account back. Shown once; only its digest is kept.
#[derive(Debug)]
pub struct Opened {
    /// Whose account.
    pub login: LoginName,
    /// The secret of the link.
    pub link: SecretToken,
    /// When it dies.
    pub expires_at: Timestamp,
    /// Whether using it will end a suspension.
    pub reinstates: bool,
    /// Who is told by mail.
    pub told: Vec<LoginName>,
}

/// What the page behind the link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakGlassView {
    /// Whose account.
    pub login: LoginName,
    /// The rules for the new password.
    pub rules: PasswordRules,
    /// Whether the account is suspended, and will not be any more.
    pub is_suspended: bool,
}

/// An account that was given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenBack {
    /// Whose.
    pub login: LoginName,
    /// Whether a suspension ended.
    pub reinstated: bool,
    /// Whether a mail is on its way that asks the new contact address to confirm.
    pub asks_address: bool,
}

impl BreakGlass<'_> {
    /// What it would come to; changes nothing.
    ///
    /// # Errors
    /// [`BreakGlassError::NotFound`] and [`BreakGlassError::NotAllowed`].
    pub async fn prospect(&self, authority: &Authority<'_>, id: Id<Account>) -> Result<Prospect, BreakGlassError> {
        let identity = self.0;
        let account = self.target(authority, id).await?.1.value;
        let now = identity.now();
        let open = identity.ports.store.token_of(id, TokenPurpose::BreakGlass).await.map_err(Unavailable::from)?;
        Ok(Prospect {
            reinstates: !account.is_active_at(now),
            open_until: open.filter(|token| token.is_alive(now)).map(|token| token.expires_at),
            lifetime: identity.rules.tokens.break_glass,
            told: self.told_of(&account).await?.into_iter().map(|told| told.login).collect(),
            login: account.login,
        })
    }

    /// Makes the link that gives an account back, once, in place of an earlier one. Whoever else administers the
    /// organization is told, and the account itself; the account is as it was until the link is used.
    ///
    /// # Errors
    /// [`BreakGlassError::NotFound`] and [`BreakGlassError::NotAllowed`].
    pub async fn open(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        reason: ShortText,
        from: &Source,
    ) -> Result<Opened, BreakGlassError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let (allowed, Versioned { value: account, version }) = self.target(authority, id).await?;
            let now = identity.now();
            let (link, token) = self.mint(id, now, identity.rules.tokens.break_glass)?;
            let expires_at = token.expires_at;
            let told = self.told_of(&account).await?;
            let what = AuditKind::BreakGlassOpened(reason.clone());
            let change = allowed
                .change(event_about(&account, allowed.actor().clone(), from, now, what))
                .write(TokenWrite::Mint(token))
                .relying_on(Reliance::Account { id, seen: version });
            let change = self.announced(change, &told, now)?;
            if identity.commit(change).await? == Landing::Landed {
                let told = told.into_iter().map(|told| told.login).collect();
                let reinstates = !account.is_active_at(now);
                return Ok(Opened { login: account.login, link, expires_at, reinstates, told });
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Whose account a link gives back, without using it up.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look(&self, link: &SecretToken) -> Result<Option<BreakGlassView>, Unavailable> {
        Ok(self.live(link).await?.map(|(_, account, organization)| BreakGlassView {
            rules: password_rules(&account.value, &organization),
            is_suspended: !account.value.is_active_at(self.0.now()),
            login: account.value.login,
        }))
    }

    /// Gives an account back with a link: a new password, and what the old one opened ends, the lockout included.
    /// A suspension ends. `address` is asked to confirm that it is to be the contact address. The person still has
    /// to sign in: the link never opens a session.
    ///
    /// # Errors
    /// [`NewPasswordError::Dead`] and [`NewPasswordError::Weak`]; a weak password leaves the link as it was.
    pub async fn complete(
        &self,
        link: &SecretToken,
        password: &str,
        address: Option<EmailAddress>,
        visit: &Visit,
    ) -> Result<GivenBack, NewPasswordError> {
        let identity = self.0;
        let typed = TypedPassword::read(password).map_err(|_| NewPasswordError::TooLong)?;
        let (_, account, organization) = self.live(link).await?.ok_or(NewPasswordError::Dead)?;
        let accepted = identity.accept(typed, &account.value, &organization).map_err(NewPasswordError::Weak)?;
        let hash = identity.hash(accepted).await?;
        for _ in 0..TRIES {
            let (token, account, _) = self.live(link).await?.ok_or(NewPasswordError::Dead)?;
            let now = identity.now();
            let given = given_back(&account.value, address.as_ref(), now);
            let what = AuditKind::BreakGlassUsed { reinstated: given.reinstated };
            let event = event_about(&account.value, Actor::Account(account.value.id), &visit.from, now, what);
            let change = Change::recorded_as(event).write(TokenWrite::Spend(token.id));
            let change = self.giving_back(change, account, hash.clone(), address.clone(), now).await?;
            if identity.commit(change).await? == Landing::Landed {
                return Ok(given);
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Gives an account back at the server itself, where there is no browser or the pages are down: the same as
    /// [`Self::complete`], on the operator's word.
    ///
    /// # Errors
    /// The answers of [`BreakGlassError`].
    pub async fn set_password(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        reason: ShortText,
        password: &str,
        from: &Source,
    ) -> Result<GivenBack, BreakGlassError> {
        let identity = self.0;
        let typed = TypedPassword::read(password).map_err(|_| BreakGlassError::TooLong)?;
        let account = self.target(authority, id).await?.1.value;
        let organization = identity.ports.store.organization(account.organization).await.map_err(Unavailable::from)?;
        let organization = organization.ok_or(BreakGlassError::NotFound)?.value;
        let accepted = identity.accept(typed, &account, &organization).map_err(BreakGlassError::Weak)?;
        let hash = identity.hash(accepted).await?;
        for _ in 0..TRIES {
            let (allowed, account) = self.target(authority, id).await?;
            let now = identity.now();
            let given = given_back(&account.value, None, now);
            let what = AuditKind::BreakGlassPasswordSet(reason.clone());
            let change = allowed.change(event_about(&account.value, allowed.actor().clone(), from, now, what));
            let change = self.giving_back(change, account, hash.clone(), None, now).await?;
            if identity.commit(change).await? == Landing::Landed {
                return Ok(given);
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// The one place that says who may: the operator, for anybody.
    async fn target(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
    ) -> Result<(Allowed, Versioned<Account>), BreakGlassError> {
        let Authority::Operator(_) = authority else {
            return Err(BreakGlassError::NotAllowed);
        };
        Ok(Accounts(self.0).target(authority, OwnPermission::AccountsManage, id).await??)
    }

    fn mint(self, id: Id<Account>, now: Timestamp, lifetime: Lifetime) -> Result<(SecretToken, Token), Unavailable> {
        let purpose = TokenPurpose::BreakGlass;
        let link = self.0.new_token()?;
        let token = Token {
            id: self.0.new_id(now)?,
            account: id,
            purpose,
            link: link.digest(purpose.as_str()),
            code: None,
            sent_to: None,
            minted_at: now,
            expires_at: now.plus(lifetime),
        };
        Ok((link, token))
    }

    /// The live token behind a link, with its account, suspended or not.
    async fn live(&self, link: &SecretToken) -> Result<Option<(Token, Versioned<Account>, Organization)>, Unavailable> {
        let store = &self.0.ports.store;
        let purpose = TokenPurpose::BreakGlass;
        let token = store.token_by_link(purpose, &link.digest(purpose.as_str())).await?;
        let Some(token) = token.filter(|token| token.is_alive(self.0.now())) else {
            return Ok(None);
        };
        let Some(account) = store.account(token.account).await? else {
            return Ok(None);
        };
        let organization = store.organization(account.value.organization).await?;
        Ok(organization.map(|organization| (token, account, organization.value)))
    }

    /// A new password on the operator's word: it takes with it whatever the old one opened.
    async fn giving_back(
        &self,
        change: Change,
        account: Versioned<Account>,
        hash: PasswordHash,
        address: Option<EmailAddress>,
        now: Timestamp,
    ) -> Result<Change, Unavailable> {
        let identity = self.0;
        let told = self.told_of(&account.value).await?;
        let (id, name) = (account.value.id, identity.name_key(&account.value));
        let next = account.value.given_back(Password { hash, set_at: now }, address.clone(), now);
        let mut change = change
            .write(TokenWrite::KillAll(id))
            .write(AccountWrite::Replace { account: next, seen: account.version })
            .write(GuardWrite::ClearAll { name, kind: GuardKind::Password, clearing: Clearing::Everything })
            .write(SessionWrite::CloseAll(id, None))
            .write(DeviceWrite::ForgetAll(id));
        if let Some(address) = address {
            change = change.letter(identity.letter(LetterKind::ConfirmNewAddress, Recipient::At(id, address), now)?);
        }
        self.announced(change, &told, now)
    }
}

fn given_back(account: &Account, address: Option<&EmailAddress>, now: Timestamp) -> GivenBack {
    GivenBack { login: account.login.clone(), reinstated: !account.is_active_at(now), asks_address: address.is_some() }
}
