//! Reserve, evaluate, settle: the only way to a right password, wherever it is asked for. Every page, route
//! and command that takes a password comes through here, shares the guard with all others, and is refused
//! while the guard refuses.

use super::{
    sign_in::{Disclosure, SignInError},
    unavailable::Unavailable,
};
use crate::{
    change::{
        AccountWrite, Actor, AuditEvent, AuditKind, Change, GuardWrite, LetterKind, Recipient, Reliance, Versioned,
    },
    domain::{
        account::{Account, Password},
        device::{DEVICE_PURPOSE, KnownDevice},
        kernel::{Digest, Id, LoginName, NameKey, SecretToken, Timestamp},
        lockout::{
            self, GuardKey, GuardKind, LockoutPolicy, Refusal, Reservation, ReservedAttempt, Settlement, SignInGuard,
            Verdict,
        },
        organization::Organization,
        password::{PasswordHash, TypedPassword},
        recovery::{WayBack, way_back},
        session::Visit,
        sign_in::{PrivateReason, Proven, judge},
    },
    identity::{Identity, event_about_name},
    ports::{Landing, LoginRead},
};

/// Tries at a guard that others write at the same time. Each lost try means that an attempt of somebody
/// else was counted, so [`lockout::HARD_CAP`] of them end in a refusal.
pub(crate) const TRIES: u32 = lockout::HARD_CAP + 28;

/// A password attempt that was counted and evaluated, and waits for its settlement.
pub(crate) struct Evaluation {
    attempt: ReservedAttempt,
    judged: Result<Proven, PrivateReason>,
    rehashed: Option<PasswordHash>,
    policy: LockoutPolicy,
    organization: Option<Organization>,
    account: Option<Versioned<Account>>,
    device: Option<KnownDevice>,
    replaces_account: bool,
    session: Option<Digest>,
}

impl Evaluation {
    /// For an act of a session: when the session is gone, the attempt is settled all the same, and that is
    /// the answer.
    pub(crate) const fn within_session(mut self, token: Digest) -> Self {
        self.session = Some(token);
        self
    }

    /// For an act that writes the account itself: the opening then neither relies on it nor rehashes.
    pub(crate) const fn replacing_account(mut self) -> Self {
        self.replaces_account = true;
        self
    }

    fn disclosure(&self) -> Disclosure {
        let account = self.account.as_ref().map(|account| &account.value);
        Disclosure::of(self.organization.as_ref(), account, self.device.is_some())
    }

    /// With the account as it was read: relied on, or replaced by one with the new hash; left alone where
    /// the act writes it itself.
    fn with_the_account(&self, change: Change, account: &Versioned<Account>) -> Change {
        if self.replaces_account {
            return change;
        }
        match (&self.rehashed, &account.value.password) {
            (Some(hash), Some(old)) => {
                let password = Some(Password { hash: hash.clone(), set_at: old.set_at });
                let account_with_hash = Account { password, ..account.value.clone() };
                change.write(AccountWrite::Replace { account: account_with_hash, seen: account.version })
            }
            _ => change.relying_on(Reliance::Account { id: account.value.id, seen: account.version }),
        }
    }

    /// The digest of the token by which the device was known.
    pub(crate) fn known_device(&self) -> Option<Digest> {
        self.device.as_ref().map(|device| device.token)
    }
}

/// A password that was right, with the change that says so, to be completed and committed.
pub(crate) struct Opening {
    /// Clears the guard and relies on the account as it was read.
    pub(crate) change: Change,
    /// That it is the person.
    pub(crate) proven: Proven,
    /// The account.
    pub(crate) account: Versioned<Account>,
    /// The device, if it was known.
    pub(crate) device: Option<KnownDevice>,
    /// When.
    pub(crate) now: Timestamp,
}

impl Identity {
    /// Counts an attempt at the password of `login` and evaluates it. The same work is done for a name
    /// that nobody has, and for one that is barred.
    pub(crate) async fn evaluate_password(
        &self,
        login: &LoginName,
        password: &str,
        devices: &[SecretToken],
    ) -> Result<Evaluation, SignInError> {
        let password = TypedPassword::read(password).map_err(|_| SignInError::PasswordTooLong)?;
        let ticket = self.ports.hasher.admit().map_err(Unavailable::from)?;
        let LoginRead { organization, account } =
            self.ports.store.account_by_login(login).await.map_err(Unavailable::from)?;
        let device = self.known_device(account.as_ref().map(|a| &a.value), devices).await?;
        let key = GuardKey {
            name: NameKey::of(login, &self.house),
            kind: GuardKind::Password,
            device: device.as_ref().map(|d| self.house.digest("device-guard", &[d.id.uuid().as_bytes()])),
        };
        let policy = organization.as_ref().map_or(self.rules.lockout, |o| o.policy.lockout);
        match self.reserve(key, &policy, account.is_some()).await? {
            Ok(attempt) => {
                let hash = account.as_ref().and_then(|a| a.value.password.as_ref()).map(|p| &p.hash);
                let verdict =
                    self.ports.hasher.verify(ticket, &attempt, password, hash).await.map_err(Unavailable::from)?;
                let judged = judge(account.as_ref().map(|a| &a.value), verdict.verdict, self.now());
                Ok(Evaluation {
                    attempt,
                    judged,
                    rehashed: verdict.rehashed,
                    policy,
                    organization,
                    account,
                    device,
                    replaces_account: false,
                    session: None,
                })
            }
            Err(refusal) => {
                let known = device.is_some();
                self.ports.hasher.decoy(ticket, password).await.map_err(Unavailable::from)?;
                // What a settlement reads and writes, so that the time is the same.
                let _as_a_settlement_would = self.ports.store.guard(&key).await.map_err(Unavailable::from)?;
                self.mark_refused(key).await?;
                let account = account.as_ref().map(|account| &account.value);
                let disclosure = Disclosure::of(organization.as_ref(), account, known);
                Err(refused(refusal, Box::new(disclosure)))
            }
        }
    }

    /// Settles an evaluation. `complete` adds what a right password leads to; the whole is committed at once.
    pub(crate) async fn settle_password<F>(
        &self,
        mut evaluation: Evaluation,
        visit: &Visit,
        what: AuditKind,
        complete: F,
    ) -> Result<Versioned<Account>, SignInError>
    where
        F: Fn(Opening) -> Result<Change, Unavailable> + Send + Sync,
    {
        for _ in 0..TRIES {
            let read = self.ports.store.guard(evaluation.attempt.key()).await;
            let guard = read.map_err(Unavailable::from)?;
            let (change, answer) = self.settled(&evaluation, &guard, visit, &what, &complete)?;
            let landing = self.ports.store.commit(change).await;
            match landing.map_err(Unavailable::from)? {
                Landing::Landed => return answer,
                Landing::Overtaken => {
                    if let Some(token) = evaluation.session
                        && self.ports.store.session(&token).await.map_err(Unavailable::from)?.is_none()
                    {
                        return self.settle_without_session(&evaluation, visit, what).await;
                    }
                    if let Some(seen) = evaluation.account.take() {
                        let judged = &mut evaluation.judged;
                        evaluation.account = self.still_the_same(seen, judged).await?;
                    }
                }
            }
        }
        Err(SignInError::Unavailable(Unavailable::Contended))
    }

    /// Clears the guard of a right password whose session has ended meanwhile.
    async fn settle_without_session(
        &self,
        evaluation: &Evaluation,
        visit: &Visit,
        what: AuditKind,
    ) -> Result<Versioned<Account>, SignInError> {
        for _ in 0..TRIES {
            let read = self.ports.store.guard(evaluation.attempt.key()).await;
            let guard = read.map_err(Unavailable::from)?;
            let alone = |opening: Opening| Ok(opening.change);
            let (change, answer) = self.settled(evaluation, &guard, visit, &what, &alone)?;
            if self.ports.store.commit(change).await.map_err(Unavailable::from)? == Landing::Landed {
                return answer.and(Err(SignInError::SessionEnded));
            }
        }
        Err(SignInError::Unavailable(Unavailable::Contended))
    }

    /// What an evaluation comes to against the guard as it is now: the change, and the answer once it is
    /// committed.
    fn settled<F>(
        &self,
        evaluation: &Evaluation,
        guard: &Versioned<SignInGuard>,
        visit: &Visit,
        what: &AuditKind,
        complete: &F,
    ) -> Result<(Change, Result<Versioned<Account>, SignInError>), SignInError>
    where
        F: Fn(Opening) -> Result<Change, Unavailable> + Send + Sync,
    {
        let now = self.now();
        let Evaluation { attempt, judged, policy, organization, account, .. } = evaluation;
        let subject = account.as_ref().map(|account| &account.value);
        let verdict = if judged.is_ok() { Verdict::Right } else { Verdict::Wrong };
        let event = |what| event_about_name(organization.as_ref(), subject, &visit.from, now, what);
        let put = |next| GuardWrite::Put { guard: next, seen: guard.version, known: subject.is_some() };
        let barred = |until| SignInError::Barred { until, disclosure: Box::new(evaluation.disclosure()) };
        Ok(match lockout::settle(&guard.value, policy, attempt, verdict, &visit.from, now) {
            Settlement::Opens { guard } => {
                let account = account.clone().ok_or(Unavailable::Contended)?;
                let proven = judge(Some(&account.value), Verdict::Right, now).map_err(|_| SignInError::NotRight)?;
                let event = AuditEvent { actor: Actor::Account(proven.account()), ..event(what.clone()) };
                let change = Change::recorded_as(event).write(put(guard));
                let change = evaluation.with_the_account(change, &account);
                let device = evaluation.device.clone();
                (complete(Opening { change, proven, account: account.clone(), device, now })?, Ok(account))
            }
            Settlement::Fails { guard, .. } => {
                let event = event(AuditKind::SignInFailed(reason_of(judged)));
                (Change::recorded_as(event).write(put(guard)), Err(SignInError::NotRight))
            }
            Settlement::LocksNow { guard, until } => {
                let letter = self.letter(LetterKind::Barred, recipient(subject, now), now)?;
                let event = event(AuditKind::LockedOut(reason_of(judged)));
                (Change::recorded_as(event).write(put(guard)).letter(letter), Err(barred(until)))
            }
            Settlement::TooLate { until, .. } => {
                (Change::recorded_as(event(AuditKind::SignInTooLate)), Err(barred(until)))
            }
        })
    }

    /// Reads the account again after a change was overtaken. A password set meanwhile makes the evaluated
    /// one wrong, whatever it was; so does a suspension.
    async fn still_the_same(
        &self,
        seen: Versioned<Account>,
        judged: &mut Result<Proven, PrivateReason>,
    ) -> Result<Option<Versioned<Account>>, Unavailable> {
        let Some(current) = self.ports.store.account(seen.value.id).await? else {
            *judged = Err(PrivateReason::UnknownName);
            return Ok(None);
        };
        let set_at = |account: &Account| account.password.as_ref().map(|p| p.set_at);
        if judged.is_ok() && set_at(&current.value) != set_at(&seen.value) {
            *judged = Err(PrivateReason::WrongPassword);
        } else if judged.is_ok() && !current.value.is_active_at(self.now()) {
            *judged = Err(PrivateReason::Suspended);
        }
        Ok(Some(current))
    }

    /// Counts an attempt under `key`, or says why none may be made.
    pub(crate) async fn reserve(
        &self,
        key: GuardKey,
        policy: &LockoutPolicy,
        known: bool,
    ) -> Result<Result<ReservedAttempt, Refusal>, Unavailable> {
        for _ in 0..TRIES {
            let read = self.ports.store.guard(&key).await?;
            match lockout::reserve(&read.value, policy, self.now()) {
                Reservation::Refused(refusal) => {
                    self.mark_refused(key).await?;
                    return Ok(Err(refusal));
                }
                Reservation::Granted { guard, attempt } => {
                    let change = Change::counting(GuardWrite::Put { guard, seen: read.version, known });
                    if self.ports.store.commit(change).await? == Landing::Landed {
                        return Ok(Ok(attempt));
                    }
                }
            }
        }
        Err(Unavailable::Contended)
    }

    /// Makes a refusal cost the store what an attempt costs.
    pub(crate) async fn mark_refused(&self, key: GuardKey) -> Result<(), Unavailable> {
        let change = Change::counting(GuardWrite::Refused { key, at: self.now() });
        match self.ports.store.commit(change).await? {
            Landing::Landed | Landing::Overtaken => Ok(()),
        }
    }

    /// The device that a request comes from, if the account has signed in from it. Asked for a name that
    /// nobody has, too.
    async fn known_device(
        &self,
        account: Option<&Account>,
        tokens: &[SecretToken],
    ) -> Result<Option<KnownDevice>, Unavailable> {
        if tokens.is_empty() {
            return Ok(None);
        }
        let digests: Vec<_> = tokens.iter().map(|token| token.digest(DEVICE_PURPOSE)).collect();
        let id = account.map_or_else(|| Id::new(Timestamp::from_micros(0), [0; 10]), |account| account.id);
        let device = self.ports.store.known_device(id, &digests).await?;
        Ok(device.filter(|device| account.is_some() && device.is_remembered(self.now())))
    }
}

fn reason_of(judged: &Result<Proven, PrivateReason>) -> PrivateReason {
    judged.as_ref().err().copied().unwrap_or(PrivateReason::WrongPassword)
}

/// To the account at its contact address, or to nobody; in either case a letter is committed.
pub(crate) fn recipient(account: Option<&Account>, now: Timestamp) -> Recipient {
    match (way_back(account, now), account) {
        (WayBack::Mail(_), Some(account)) => Recipient::Account(account.id),
        _ => Recipient::Nobody,
    }
}

fn refused(refusal: Refusal, disclosure: Box<Disclosure>) -> SignInError {
    match refusal {
        Refusal::Barred { until, .. } => SignInError::Barred { until, disclosure },
        Refusal::Exhausted => SignInError::Barred { until: None, disclosure },
        Refusal::TooSoon { until } => SignInError::TooSoon { until },
    }
}
