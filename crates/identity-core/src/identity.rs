//! The one object that an embedder builds.

use std::sync::Arc;

use crate::{
    application::{
        account::Accounts, audit::Audit, break_glass::BreakGlass, installation::Installation, invitation::Invitations,
        lockout::Lockouts, organization::Organizations, outbox::Outbox, own_account::OwnAccount,
        permission::Permissions, policy::Policies, readiness::Readiness, recovery::Recovery, session::Sessions,
        sign_in::SignIn, unavailable::Unavailable, unlock::Unlock,
    },
    change::{Actor, AuditEvent, AuditKind, Change, Letter, LetterKind, Recipient},
    domain::{
        account::Account,
        kernel::{Digest, EmailAddress, HouseKey, Id, Lifetime, NameKey, SecretToken, Timestamp},
        lockout::LockoutPolicy,
        organization::{Organization, PolicyBounds},
        permission::Catalogue,
        session::{SessionLimits, Source},
        token::TokenLifetimes,
    },
    ports::{Blocklist, Clock, Entropy, IdentityStore, Landing, PasswordHasher},
};

/// How long notices without a secret are worth delivering.
const NOTICE_LIFETIME: Lifetime = Lifetime::hours(24);

/// The same of what must be told however long mail is down.
const ALARM_LIFETIME: Lifetime = Lifetime::days(7);

/// What the house needs from outside.
pub struct Ports {
    /// Where everything is kept.
    pub store: Arc<dyn IdentityStore>,
    /// Slow hashing.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Which passwords everybody tries first.
    pub blocklist: Arc<dyn Blocklist>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where secrets come from.
    pub entropy: Arc<dyn Entropy>,
}

/// The rules of the house; an organization may have its own for lockout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseRules {
    /// How long sessions live.
    pub sessions: SessionLimits,
    /// How long codes and links live.
    pub tokens: TokenLifetimes,
    /// The lockout policy of new organizations, and of names that belong to none.
    pub lockout: LockoutPolicy,
    /// After which time sealed lines of the audit log are taken out; never, when `None`.
    pub audit_kept_for: Option<Lifetime>,
    /// How far an organization may go with a policy of its own.
    pub bounds: PolicyBounds,
}

impl HouseRules {
    /// The standard of each.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            sessions: SessionLimits::standard(),
            tokens: TokenLifetimes::standard(),
            lockout: LockoutPolicy::standard(),
            audit_kept_for: None,
            bounds: PolicyBounds::standard(),
        }
    }
}

/// The identity system; lends out the use cases. Cheap to share: put it in an [`Arc`].
pub struct Identity {
    pub(crate) ports: Ports,
    pub(crate) house: HouseKey,
    pub(crate) rules: HouseRules,
    pub(crate) catalogue: Catalogue,
}

impl Identity {
    /// An identity system out of its ports. `house` is the key of the installation, the same on each of
    /// its nodes and kept apart from the store.
    #[must_use]
    pub fn new(ports: Ports, house: HouseKey, rules: HouseRules) -> Self {
        Self { ports, house, rules, catalogue: Catalogue::own() }
    }

    /// With the permissions of a host product beside Portineria's own.
    #[must_use]
    pub fn with_catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Who may do what.
    #[must_use]
    pub const fn permissions(&self) -> Permissions<'_> {
        Permissions(self)
    }

    /// Signing in.
    #[must_use]
    pub const fn sign_in(&self) -> SignIn<'_> {
        SignIn(self)
    }

    /// Signed-in devices.
    #[must_use]
    pub const fn sessions(&self) -> Sessions<'_> {
        Sessions(self)
    }

    /// Ending a lockout by mail.
    #[must_use]
    pub const fn unlock(&self) -> Unlock<'_> {
        Unlock(self)
    }

    /// Forgotten passwords and login names.
    #[must_use]
    pub const fn recovery(&self) -> Recovery<'_> {
        Recovery(self)
    }

    /// What a signed-in person does about their own account.
    #[must_use]
    pub const fn own_account(&self) -> OwnAccount<'_> {
        OwnAccount(self)
    }

    /// Defining and helping people.
    #[must_use]
    pub const fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }

    /// Who is locked, and ending it.
    #[must_use]
    pub const fn lockouts(&self) -> Lockouts<'_> {
        Lockouts(self)
    }

    /// Getting somebody back in when nothing else helps.
    #[must_use]
    pub const fn break_glass(&self) -> BreakGlass<'_> {
        BreakGlass(self)
    }

    /// Who could not get back in.
    #[must_use]
    pub const fn readiness(&self) -> Readiness<'_> {
        Readiness(self)
    }

    /// Inviting people, and what becomes of it.
    #[must_use]
    pub const fn invitations(&self) -> Invitations<'_> {
        Invitations(self)
    }

    /// Organizations.
    #[must_use]
    pub const fn organizations(&self) -> Organizations<'_> {
        Organizations(self)
    }

    /// Organizations' policies.
    #[must_use]
    pub const fn policies(&self) -> Policies<'_> {
        Policies(self)
    }

    /// Letters on their way.
    #[must_use]
    pub const fn outbox(&self) -> Outbox<'_> {
        Outbox(self)
    }

    /// The installation as a whole, and what a restore has to end.
    #[must_use]
    pub const fn installation(&self) -> Installation<'_> {
        Installation(self)
    }

    /// The audit log: reading it, sealing it, proving it.
    #[must_use]
    pub const fn audit(&self) -> Audit<'_> {
        Audit(self)
    }

    /// The rules of the house.
    #[must_use]
    pub const fn rules(&self) -> &HouseRules {
        &self.rules
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// A key for another part of the same installation (form tokens, for one), the same on each node and
    /// telling nothing of the installation's own.
    #[must_use]
    pub fn derived_key(&self, purpose: &str) -> HouseKey {
        HouseKey::new(self.house.digest("derived-key", &[purpose.as_bytes()]).into_bytes())
    }

    /// Keeps what is bounded within its bounds: guards of names that nobody has, dead sessions, letters
    /// that have long come to rest, invitations whose time is over. Run it now and then on any node. Returns how many rows went.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn sweep(&self) -> Result<u64, Unavailable> {
        const KEPT_FOR: Lifetime = Lifetime::days(30);
        const STRANGERS: u64 = 200_000;
        let now = self.now();
        let limits = &self.rules.sessions;
        let guards = self.ports.store.sweep_strangers(now.minus(KEPT_FOR), STRANGERS).await?;
        let sessions = self.ports.store.sweep_sessions(now.minus(limits.idle), now.minus(limits.absolute)).await?;
        let letters = self.ports.store.sweep_letters(now.minus(KEPT_FOR)).await?;
        let invitations = self.invitations().lapse().await?;
        Ok(guards + sessions + letters + invitations)
    }

    /// Makes all of a change true, or none of it, with the mark of each of its audit events. Every use case
    /// commits here: a store takes nothing that is not marked.
    pub(crate) async fn commit(&self, change: Change) -> Result<Landing, Unavailable> {
        let stamped = change.stamped(&self.house, |event| self.new_id(event.at))?;
        Ok(self.ports.store.commit(stamped).await?)
    }

    pub(crate) fn new_id<T>(&self, now: Timestamp) -> Result<Id<T>, Unavailable> {
        Ok(Id::new(now, self.ports.entropy.draw_for_id()?))
    }

    pub(crate) fn new_token(&self) -> Result<SecretToken, Unavailable> {
        Ok(SecretToken::new(&self.ports.entropy.draw()?))
    }

    pub(crate) fn name_key(&self, account: &Account) -> NameKey {
        NameKey::of(&account.login, &self.house)
    }

    /// What stands for a mailbox where addresses have no place.
    pub(crate) fn mailbox_digest(&self, address: &EmailAddress) -> Digest {
        self.house.digest("mailbox", &[address.mailbox().as_bytes()])
    }

    /// The same, of what goes there about one account.
    pub(crate) fn mailbox_of_account_digest(&self, address: &EmailAddress, account: Id<Account>) -> Digest {
        self.house.digest("mailbox-of-account", &[address.mailbox().as_bytes(), account.uuid().as_bytes()])
    }

    /// The same, of what goes there in the name of one organization.
    pub(crate) fn mailbox_of_organization_digest(
        &self,
        address: &EmailAddress,
        organization: Id<Organization>,
    ) -> Digest {
        self.house.digest("mailbox-of-organization", &[address.mailbox().as_bytes(), organization.uuid().as_bytes()])
    }

    /// A letter asked for at `now`; worth delivering while its secret would live.
    pub(crate) fn letter(&self, kind: LetterKind, to: Recipient, now: Timestamp) -> Result<Letter, Unavailable> {
        Ok(Letter { id: self.new_id(now)?, kind, to, asked_at: now, deadline: now.plus(self.worth(kind)) })
    }

    /// How long a letter is worth delivering.
    pub(crate) fn worth(&self, kind: LetterKind) -> Lifetime {
        let notice = if kind == LetterKind::BreakGlass { ALARM_LIFETIME } else { NOTICE_LIFETIME };
        kind.purpose().map_or(notice, |purpose| self.rules.tokens.of(purpose))
    }
}

/// An event about `subject`. An account acts in the name of the organization of `subject`; one that acts from
/// another says so in `acts_for`.
pub(crate) fn event_about(
    subject: &Account,
    actor: Actor,
    from: &Source,
    at: Timestamp,
    what: AuditKind,
) -> AuditEvent {
    AuditEvent {
        at,
        acts_for: matches!(actor, Actor::Account(_)).then_some(subject.organization),
        actor,
        from: from.clone(),
        organization: Some(subject.organization),
        subject: Some(subject.id),
        what,
    }
}

/// An event about a login name that may be nobody's.
pub(crate) fn event_about_name(
    organization: Option<&Organization>,
    subject: Option<&Account>,
    from: &Source,
    at: Timestamp,
    what: AuditKind,
) -> AuditEvent {
    AuditEvent {
        at,
        actor: Actor::Stranger,
        acts_for: None,
        from: from.clone(),
        organization: organization.map(|o| o.id),
        subject: subject.map(|a| a.id),
        what,
    }
}
