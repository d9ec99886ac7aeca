//! Sample values: whole and valid, the same in every run. Their fields are public, so a test changes what
//! it is about: `Account { contact: None, ..samples::member(&studio, "anna") }`.
//!
//! # Panics
//! A text that cannot be what it is asked to be panics here: it is a mistake in the test.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a sample that cannot be made is a mistake in the test that asks for it"
)]

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr},
    sync::atomic::{AtomicU64, Ordering},
};

use identity_core::{
    change::{Actor, AuditEvent, AuditKind, Change, Letter, LetterKind, Recipient, StampedChange},
    domain::{
        account::{Account, ContactAddress, Password, Rank, Standing},
        device::KnownDevice,
        invitation::{Invitation, InvitationState},
        kernel::{
            Digest, DisplayName, EmailAddress, Handle, HouseKey, Id, Language, Lifetime, LoginName, MemberName,
            NameKey, PhoneNumber, ShortText, Timestamp,
        },
        lockout::{
            Bar, GuardKey, GuardKind, LastFailure, LockoutPolicy, Reservation, ReservedAttempt, SignInGuard, reserve,
        },
        organization::{ContactPerson, Organization, OrganizationPolicy},
        password::{AcceptedPassword, PasswordRules, SecondStep, TypedPassword},
        permission::{
            Catalogue, DelegablePermission, Grant, Granted, GrantedBy, OwnPermission, Profile, Rights, RightsWish,
        },
        session::{Session, Source},
        token::{Token, TokenPurpose},
    },
};

use crate::fakes::PlainHasher;

/// The moment around which samples are made; not on a whole second, nor on a whole millisecond.
pub const NOON: Timestamp = Timestamp::from_micros(1_794_312_000_123_457);

/// The password that sample accounts have, as [`PlainHasher`] keeps it.
pub const PASSWORD: &str = "correct horse battery staple";

/// The id that `of` always gives.
#[must_use]
pub fn id<T>(of: &str) -> Id<T> {
    let mut drawn = [0; 10];
    drawn.copy_from_slice(&digest(of).as_bytes()[..10]);
    Id::new(NOON, drawn)
}

/// The digest that `of` always gives.
#[must_use]
pub fn digest(of: &str) -> Digest {
    house_key().digest("sample", &[of.as_bytes()])
}

/// The key of the sample installation.
#[must_use]
pub fn house_key() -> HouseKey {
    HouseKey::new([7; 32])
}

/// A moment some seconds after [`NOON`].
#[must_use]
pub fn later(seconds: u32) -> Timestamp {
    NOON.plus(Lifetime::seconds(seconds))
}

/// An address.
#[must_use]
pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an address")
}

/// A name that people read.
#[must_use]
pub fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).expect("a name")
}

/// A label or remark.
#[must_use]
pub fn text(text: &str) -> ShortText {
    ShortText::parse(text).expect("a short text")
}

/// A request from 192.0.2.`last`.
#[must_use]
pub fn source(last: u8) -> Source {
    Source::network(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
}

/// An organization with a contact person and the standard policy.
#[must_use]
pub fn organization(handle: &str) -> Organization {
    Organization {
        id: id(handle),
        handle: Handle::parse(handle).expect("a handle"),
        name: name("Studio Rossi"),
        contact: Some(contact_person()),
        language: Language::ITALIAN,
        policy: OrganizationPolicy::standard(LockoutPolicy::standard()),
    }
}

/// A person to turn to, with all that can be known of one.
#[must_use]
pub fn contact_person() -> ContactPerson {
    ContactPerson {
        name: name("Giulia Rossi"),
        phone: Some(PhoneNumber::parse("+39 06 555 0100").expect("a number")),
        email: Some(address("giulia@studio.example")),
        hours: Some(text("9:00 - 13:00")),
    }
}

/// The owner of an organization.
#[must_use]
pub fn owner(of: &Organization) -> Account {
    account(of, LoginName::owner(of.handle.clone()), "owner", Rank::Owner)
}

/// A member of an organization: active, with a confirmed contact address and [`PASSWORD`].
#[must_use]
pub fn member(of: &Organization, called: &str) -> Account {
    let login = LoginName::member(MemberName::parse(called).expect("a name"), of.handle.clone());
    account(of, login, called, Rank::Member)
}

fn account(of: &Organization, login: LoginName, local: &str, rank: Rank) -> Account {
    Account {
        id: id(&login.to_string()),
        organization: of.id,
        name: name(&format!("{local} Bianchi")),
        language: Language::ITALIAN,
        contact: EmailAddress::parse(&format!("{local}@mail.example"))
            .ok()
            .map(|address| ContactAddress { address, confirmed_at: Some(NOON) }),
        address_change: None,
        rank,
        rights: Rights::default(),
        standing: Standing::Active,
        ends_at: None,
        password: Some(Password { hash: PlainHasher::hash_of(PASSWORD), set_at: NOON }),
        created_at: NOON,
        signed_in_at: None,
        login,
    }
}

/// One of Portineria's own permissions, as something to give.
#[must_use]
pub fn delegable(permission: OwnPermission) -> DelegablePermission {
    Catalogue::own().delegable(&permission.name()).expect("a permission that may be given")
}

/// A grant of one of Portineria's own permissions by the operator, without an end.
#[must_use]
pub fn grant(permission: OwnPermission) -> Grant {
    Grant { what: Granted::Permission(delegable(permission)), by: GrantedBy::Operator, at: NOON, until: None }
}

/// The rights of somebody who administers: all of Portineria's own permissions that may be given.
#[must_use]
pub fn administration() -> Rights {
    let all = OwnPermission::ALL.into_iter().filter(|permission| !permission.is_owner_only());
    Rights::as_stored(all.map(grant).collect())
}

/// A profile of an organization, with these permissions put in by the operator.
#[must_use]
pub fn profile(of: &Organization, called: &str, permissions: &[OwnPermission]) -> Profile {
    Profile {
        id: id(&format!("{} profile {called}", of.handle)),
        organization: of.id,
        name: name(called),
        permissions: permissions.iter().map(|held| (delegable(*held), GrantedBy::Operator)).collect(),
    }
}

/// An invitation by the operator, made at [`NOON`] and good for seven days, without rights.
#[must_use]
pub fn invitation(of: &Organization, called: &str) -> Invitation {
    let name = MemberName::parse(called).expect("a name");
    Invitation {
        id: id(&format!("{} invitation {called}", of.handle)),
        organization: of.id,
        login: LoginName::member(name, of.handle.clone()),
        name: self::name(called),
        language: Language::ITALIAN,
        address: address(&format!("{called}@mail.example")),
        rights: RightsWish::default(),
        ends_at: None,
        by: GrantedBy::Operator,
        offered_at: NOON,
        expires_at: later(7 * 24 * 3_600),
        link: None,
        state: InvitationState::Pending,
    }
}

/// These permissions, given by the operator at [`NOON`].
#[must_use]
pub fn rights_to(permissions: &[OwnPermission]) -> Rights {
    let grant = |held: &OwnPermission| Grant {
        what: Granted::Permission(delegable(*held)),
        by: GrantedBy::Operator,
        at: NOON,
        until: None,
    };
    Rights::as_stored(permissions.iter().map(grant).collect())
}

/// The key that an account's guards are kept under, with the sample [`house_key`].
#[must_use]
pub fn name_key(of: &Account) -> NameKey {
    NameKey::of(&of.login, &house_key())
}

/// The key of some name that nobody has.
#[must_use]
pub fn stranger(called: &str) -> NameKey {
    NameKey::as_stored(digest(&format!("stranger {called}")).into_bytes())
}

/// A guard with `counted` failures, the last one at `at`.
#[must_use]
pub fn failed(key: GuardKey, counted: u32, at: Timestamp) -> SignInGuard {
    SignInGuard {
        counted,
        counted_at: Some(at),
        in_a_row: counted,
        last_failure: Some(LastFailure { at, from: source(66) }),
        ..SignInGuard::untouched(key)
    }
}

/// A guard whose lockout began at `since`.
#[must_use]
pub fn barred(key: GuardKey, since: Timestamp, until: Option<Timestamp>) -> SignInGuard {
    SignInGuard { bar: Some(Bar { since, until, landed: true }), ..failed(key, 5, since) }
}

/// Leave to evaluate one password, counted on a guard of its own.
#[must_use]
pub fn attempt() -> ReservedAttempt {
    let guard = SignInGuard::untouched(GuardKey::shared(stranger("attempt"), GuardKind::Password));
    match reserve(&guard, &LockoutPolicy::standard(), NOON) {
        Reservation::Granted { attempt, .. } => Some(attempt),
        Reservation::Refused(_) | Reservation::Bars { .. } => None,
    }
    .expect("an untouched guard grants")
}

/// A password as somebody types it.
#[must_use]
pub fn typed(password: &str) -> TypedPassword {
    TypedPassword::read(password).expect("a password of bearable length")
}

/// A password that the rules accept, where a second step is asked of everyone.
#[must_use]
pub fn accepted(password: &str) -> AcceptedPassword {
    PasswordRules::new(SecondStep::Required, []).accept(typed(password), false).expect("an acceptable password")
}

/// A token of an account; `label` tells tokens of one purpose apart. Carries a code where mails do.
#[must_use]
pub fn token(of: &Account, purpose: TokenPurpose, label: &str) -> Token {
    let unique = format!("{} {} {label}", of.login, purpose.as_str());
    Token {
        id: id(&unique),
        account: of.id,
        purpose,
        link: digest(&format!("link {unique}")),
        code: (purpose == TokenPurpose::Unlock).then(|| digest(&format!("code {unique}"))),
        sent_to: (purpose != TokenPurpose::BreakGlass).then(|| address("anna@mail.example")),
        minted_at: NOON,
        expires_at: later(1_800),
    }
}

/// A session of an account; `label` tells its sessions apart.
#[must_use]
pub fn session(of: &Account, label: &str) -> Session {
    let unique = format!("{} {label}", of.login);
    Session {
        id: id(&unique),
        account: of.id,
        token: digest(&format!("session {unique}")),
        label: Some(text(label)),
        device: Some(text("Firefox, Linux")),
        from: source(1),
        opened_at: NOON,
        seen_at: NOON,
        proven_at: NOON,
    }
}

/// A device that an account is known by; `label` tells its devices apart.
#[must_use]
pub fn device(of: &Account, label: &str) -> KnownDevice {
    let unique = format!("{} {label}", of.login);
    KnownDevice {
        id: id(&unique),
        account: of.id,
        token: digest(&format!("device {unique}")),
        label: Some(text(label)),
        known_since: NOON,
        signed_in_at: NOON,
    }
}

/// A letter that was asked for at [`NOON`] and is of use for half an hour; `label` tells letters apart.
#[must_use]
pub fn letter(to: Recipient, kind: LetterKind, label: &str) -> Letter {
    Letter { id: id(&format!("letter {label}")), kind, to, asked_at: NOON, deadline: later(1_800) }
}

/// A line of the audit log, of the house's own doing.
#[must_use]
pub fn event(what: AuditKind) -> AuditEvent {
    AuditEvent {
        at: NOON,
        actor: Actor::House,
        acts_for: None,
        from: Source::local(),
        organization: None,
        subject: None,
        what,
    }
}

/// A line of the audit log about an account, in its organization's log.
#[must_use]
pub fn event_about(account: &Account, what: AuditKind) -> AuditEvent {
    AuditEvent { from: source(1), organization: Some(account.organization), subject: Some(account.id), ..event(what) }
}

/// The change as a store takes it: each event with an id that no other has, and its mark under
/// [`house_key`].
pub fn stamped(change: Change) -> StampedChange {
    static STAMPED: AtomicU64 = AtomicU64::new(0);
    let new_id = |event: &AuditEvent| {
        let mut drawn = [0; 10];
        drawn[2..].copy_from_slice(&STAMPED.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        Ok::<_, Infallible>(Id::new(event.at, drawn))
    };
    let Ok(stamped) = change.stamped(&house_key(), new_id);
    stamped
}
