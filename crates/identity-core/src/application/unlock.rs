//! Ending a lockout by mail: a short code and a link for the same single-use token.

use thiserror::Error;

use super::{
    guarded::{self, recipient},
    sign_in::Disclosure,
    unavailable::Unavailable,
};
use crate::{
    change::{
        AccountWrite, Actor, AuditEvent, AuditKind, Change, GuardWrite, LetterKind, Reliance, TokenWrite, UnlockedBy,
        Versioned,
    },
    domain::{
        account::Account,
        kernel::{Id, LoginName, NameKey, SecretToken, Timestamp, TypedLogin, UnlockCode},
        lockout::{
            self, Clearing, GuardKey, GuardKind, LastFailure, LockoutPolicy, Refusal, ReservedAttempt, Settlement,
            SignInGuard, Verdict,
        },
        organization::Organization,
        session::{Source, Visit},
        token::{Token, TokenPurpose},
    },
    identity::{Identity, event_about, event_about_name},
    ports::{Landing, LoginRead},
};

/// How often a use case reads again after it was overtaken by an unrelated change.
pub(crate) const TRIES: u32 = 8;

/// Ending a lockout by mail.
#[derive(Clone, Copy)]
pub struct Unlock<'a>(pub(crate) &'a Identity);

/// What a request for the mail may tell, the same for every name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailAsked {
    /// When.
    pub asked_at: Timestamp,
    /// Until when what was sent, if anything was, can be used.
    pub expires_at: Timestamp,
    /// What the organization lets be seen.
    pub disclosure: Disclosure,
}

/// A lockout that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlocked {
    /// Whose.
    pub login: LoginName,
    /// When it ended.
    pub at: Timestamp,
    /// How many failures led to it.
    pub failures: u32,
    /// The last of them.
    pub last_failure: Option<LastFailure>,
}

/// Why a link ends no lockout.
#[derive(Debug, Error)]
pub enum LinkError {
    /// It was used, its time is over, a newer one took its place, or there never was such a link.
    #[error("the link opens nothing any more")]
    Dead,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Why a code ends no lockout.
#[derive(Debug, Error)]
pub enum CodeError {
    /// It is not the one in the latest mail.
    #[error("the code is not right")]
    NotRight {
        /// How many tries are left.
        left: u32,
    },
    /// Too many wrong codes; the link still works.
    #[error("too many wrong codes")]
    TooMany {
        /// From when on codes are accepted again.
        until: Option<Timestamp>,
    },
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Unlock<'_> {
    /// Asks for the unlock mail. Does the same for every name.
    ///
    /// # Errors
    /// When nothing could be done just now.
    pub async fn request(&self, login: &str, visit: &Visit) -> Result<MailAsked, Unavailable> {
        self.0.ask_for_mail(login, LetterKind::UnlockInstructions, AuditKind::UnlockRequested, visit).await
    }

    /// What may be seen about a login name, as on the page that a request for the mail leads to. Asks the same
    /// of the store for every name.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn disclosure(&self, login: &str) -> Result<Disclosure, Unavailable> {
        let LoginRead { organization, account } =
            self.0.ports.store.account_by_login(TypedLogin::read(login).login()).await?;
        Ok(Disclosure::of(organization.as_ref(), account.as_ref().map(|account| &account.value), false))
    }

    /// Whose lockout a link would end, without ending it: a mail scanner may look as often as it likes.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look(&self, link: &SecretToken) -> Result<Option<LoginName>, Unavailable> {
        Ok(self.0.live_token(TokenPurpose::Unlock, link).await?.map(|(_, account)| account.value.login))
    }

    /// Ends a lockout with the link.
    ///
    /// # Errors
    /// [`LinkError::Dead`] for anything but a live, unspent link.
    pub async fn by_link(&self, link: &SecretToken, visit: &Visit) -> Result<Unlocked, LinkError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let Some((token, account)) = identity.live_token(TokenPurpose::Unlock, link).await? else {
                return Err(LinkError::Dead);
            };
            let name = identity.name_key(&account.value);
            let now = identity.now();
            let before = identity.telling_guard(name, now).await?;
            let change = unlocking(&account, &token, name, UnlockedBy::Link, &visit.from, now)
                .write(GuardWrite::ClearAll { name, kind: GuardKind::UnlockCode, clearing: Clearing::Everything });
            if identity.commit(change).await? == Landing::Landed {
                return Ok(unlocked(&account.value, &before, now));
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Ends a lockout with the typed code. Codes are counted like passwords, under a guard of their own,
    /// for names that exist and names that do not.
    ///
    /// # Errors
    /// [`CodeError::NotRight`] and [`CodeError::TooMany`].
    pub async fn by_code(&self, login: &str, code: &str, visit: &Visit) -> Result<Unlocked, CodeError> {
        let identity = self.0;
        let typed = TypedLogin::read(login);
        let name = typed.key(&identity.house);
        let LoginRead { organization, account } =
            identity.ports.store.account_by_login(typed.login()).await.map_err(Unavailable::from)?;
        let account = account.filter(|account| account.value.is_active_at(identity.now()));
        let policy = LockoutPolicy::typed_codes();
        let attempt =
            match identity.reserve(GuardKey::shared(name, GuardKind::UnlockCode), &policy, account.is_some()).await? {
                Ok(attempt) => attempt,
                Err(Refusal::Barred { until, .. }) => return Err(CodeError::TooMany { until }),
                Err(Refusal::TooSoon { until }) => {
                    return Err(CodeError::TooMany { until: Some(until) });
                }
                Err(Refusal::Exhausted) => return Err(CodeError::TooMany { until: None }),
            };
        for _ in 0..guarded::TRIES {
            let read = identity.ports.store.guard(attempt.key()).await.map_err(Unavailable::from)?;
            let matching = self.matching_token(account.as_ref(), code, &attempt).await?;
            let before = match &matching {
                Some(_) => Some(identity.telling_guard(name, identity.now()).await?),
                None => None,
            };
            let (change, answer) = {
                let try_ = CodeTry { name, organization: organization.as_ref(), account: account.as_ref(), visit };
                try_.settled(&attempt, &read, matching.as_ref().zip(before.as_ref()), identity.now())?
            };
            let landing = identity.commit(change).await;
            if landing? == Landing::Landed {
                return answer;
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// The live token that a typed code belongs to, for one counted attempt.
    async fn matching_token(
        &self,
        account: Option<&Versioned<Account>>,
        code: &str,
        _counted: &ReservedAttempt,
    ) -> Result<Option<Token>, Unavailable> {
        let identity = self.0;
        let id = account.map_or_else(|| Id::new(Timestamp::from_micros(0), [0; 10]), |account| account.value.id);
        let token = identity.ports.store.token_of(id, TokenPurpose::Unlock).await?;
        let typed = UnlockCode::read(code).map(|code| code.digest(&identity.house, id.uuid().as_bytes()));
        Ok(token.filter(|token| token.is_alive(identity.now()) && typed.is_some() && token.code == typed))
    }
}

impl Identity {
    /// Commits a request for a mail: to the account behind a login name, or to nobody at the same cost.
    pub(crate) async fn ask_for_mail(
        &self,
        login: &str,
        kind: LetterKind,
        what: AuditKind,
        visit: &Visit,
    ) -> Result<MailAsked, Unavailable> {
        let typed = TypedLogin::read(login);
        let LoginRead { organization, account } = self.ports.store.account_by_login(typed.login()).await?;
        let account = account.map(|account| account.value);
        let now = self.now();
        let letter = self.letter(kind, recipient(account.as_ref(), now), now)?;
        let expires_at = letter.deadline;
        let event = event_about_name(organization.as_ref(), account.as_ref(), &visit.from, now, what);
        match self.commit(Change::recorded_as(event).letter(letter)).await? {
            Landing::Landed => {}
            Landing::Overtaken => return Err(Unavailable::Contended),
        }
        Ok(MailAsked {
            asked_at: now,
            expires_at,
            disclosure: Disclosure::of(organization.as_ref(), account.as_ref(), false),
        })
    }

    /// The live token behind a link, with its account while that may be used.
    pub(crate) async fn live_token(
        &self,
        purpose: TokenPurpose,
        link: &SecretToken,
    ) -> Result<Option<(Token, Versioned<Account>)>, Unavailable> {
        let Some(token) = self.ports.store.token_by_link(purpose, &link.digest(purpose.as_str())).await? else {
            return Ok(None);
        };
        let now = self.now();
        if !token.is_alive(now) {
            return Ok(None);
        }
        let account = self.ports.store.account(token.account).await?;
        Ok(account.filter(|account| account.value.is_active_at(now)).map(|account| (token, account)))
    }
}

/// One counted try at a code.
struct CodeTry<'a> {
    name: NameKey,
    organization: Option<&'a Organization>,
    account: Option<&'a Versioned<Account>>,
    visit: &'a Visit,
}

impl CodeTry<'_> {
    /// What the try comes to: the change, and the answer once it is committed. A token that matches comes
    /// with the guard that it is to clear.
    fn settled(
        &self,
        attempt: &ReservedAttempt,
        guard: &Versioned<SignInGuard>,
        matching: Option<(&Token, &SignInGuard)>,
        now: Timestamp,
    ) -> Result<(Change, Result<Unlocked, CodeError>), Unavailable> {
        let from = &self.visit.from;
        let subject = self.account.map(|account| &account.value);
        let verdict = if matching.is_some() { Verdict::Right } else { Verdict::Wrong };
        let put = |next| GuardWrite::Put { guard: next, seen: guard.version, known: subject.is_some() };
        let failed = || {
            let what = AuditKind::CodeFailed(GuardKind::UnlockCode);
            Change::recorded_as(event_about_name(self.organization, subject, from, now, what))
        };
        let policy = LockoutPolicy::typed_codes();
        Ok(match lockout::settle(&guard.value, &policy, attempt, verdict, from, now) {
            Settlement::Opens { guard } => {
                let (account, (token, before)) = self.account.zip(matching).ok_or(Unavailable::Contended)?;
                let change = unlocking(account, token, self.name, UnlockedBy::Code, from, now).write(put(guard));
                (change, Ok(unlocked(&account.value, before, now)))
            }
            Settlement::Fails { guard, left } => (failed().write(put(guard)), Err(CodeError::NotRight { left })),
            Settlement::LocksNow { guard, until } => (failed().write(put(guard)), Err(CodeError::TooMany { until })),
            Settlement::TooLate { until, .. } => (failed(), Err(CodeError::TooMany { until })),
        })
    }
}

fn unlocked(account: &Account, before: &SignInGuard, now: Timestamp) -> Unlocked {
    Unlocked {
        login: account.login.clone(),
        at: now,
        failures: before.counted,
        last_failure: before.last_failure.clone(),
    }
}

/// An unlock takes away the lockout and the failures that led to it, and nothing else; the token is spent
/// with it. Following the mail confirms the address it went to.
fn unlocking(
    account: &Versioned<Account>,
    token: &Token,
    name: NameKey,
    by: UnlockedBy,
    from: &Source,
    now: Timestamp,
) -> Change {
    let event: AuditEvent =
        event_about(&account.value, Actor::Account(account.value.id), from, now, AuditKind::Unlocked(by));
    let change = Change::recorded_as(event).write(TokenWrite::Spend(token.id)).write(GuardWrite::ClearAll {
        name,
        kind: GuardKind::Password,
        clearing: Clearing::Lockout,
    });
    let confirmed = account.value.clone().having_read_mail_at(token.sent_to.as_ref(), now);
    if confirmed == account.value {
        change.relying_on(Reliance::Account { id: account.value.id, seen: account.version })
    } else {
        change.write(AccountWrite::Replace { account: confirmed, seen: account.version })
    }
}
