//! A change is made true as a whole or not at all.

use identity_core::{
    change::{
        AccountWrite, AuditEvent, AuditKind, Change, DeviceWrite, GuardWrite, LetterKind, OrganizationWrite, Recipient,
        Reliance, SessionWrite, TokenWrite, Version,
    },
    domain::{
        account::{Account, Standing},
        lockout::{GuardKey, GuardKind},
        token::TokenPurpose,
    },
    ports::{AccountQuery, LetterQuery, LettersFrom},
};

use super::{
    Store,
    stage::{
        Answered, change, edit, land, landed_at_once, overtaken, put_guard, recorded, register, stored_account, studio,
    },
};
use crate::samples::{self, NOON};

/// A change with writes of every kind, a letter and a line: all of it is true once it has landed.
pub async fn a_change_lands_whole(store: Store) {
    let organization = samples::organization("studio-rossi");
    let anna = samples::member(&organization, "anna");
    let key = GuardKey::shared(samples::name_key(&anna), GuardKind::Password);
    let session = samples::session(&anna, "here");
    let device = samples::device(&anna, "here");
    let token = samples::token(&anna, TokenPurpose::Welcome, "first");
    let letter = samples::letter(Recipient::Account(anna.id), LetterKind::Welcome, "first");
    let everything = Change::recorded_as(samples::event_about(&anna, AuditKind::AccountRegistered))
        .write(OrganizationWrite::Found(organization.clone()))
        .write(register(&anna))
        .write(GuardWrite::Put { guard: samples::failed(key, 1, NOON), seen: Version::NONE, known: true })
        .write(TokenWrite::Mint(token.clone()))
        .write(SessionWrite::Open(session.clone()))
        .write(DeviceWrite::Remember(device.clone()))
        .letter(letter.clone());
    land(&store, everything).await;
    assert!(store.organization(organization.id).await.answered().is_some());
    assert!(store.account(anna.id).await.answered().is_some());
    assert_eq!(store.guard(&key).await.answered().value.counted, 1);
    assert_eq!(store.token_of(anna.id, TokenPurpose::Welcome).await.answered(), Some(token));
    assert_eq!(store.sessions_of(anna.id).await.answered(), [session]);
    assert_eq!(store.devices_of(anna.id).await.answered(), [device]);
    assert!(store.outbox_row(letter.id).await.answered().is_some());
    let lines = store.audit_of_account(anna.id, 10).await.answered();
    assert_eq!(lines.iter().map(|line| line.what.as_str()).collect::<Vec<_>>(), ["account-registered"]);
}

/// When the last of many writes is overtaken, none of the others has happened, nor the letter, nor the line.
pub async fn an_overtaken_change_leaves_no_trace(store: Store) {
    let studio = studio(&store).await;
    let anna = &studio.anna;
    let lines = store.audit_of_organization(None, 100).await.answered();
    let key = GuardKey::shared(samples::name_key(anna), GuardKind::Password);
    let token = samples::token(anna, TokenPurpose::Reset, "kept");
    land(&store, change(TokenWrite::Mint(token.clone()))).await;
    let before = stored_account(&store, anna).await;
    let carla = samples::member(&studio.organization, "carla");
    let letter = samples::letter(Recipient::Account(anna.id), LetterKind::PasswordChanged, "untold");
    let too_late = Change::recorded_as(samples::event_about(anna, AuditKind::PasswordReset))
        .write(OrganizationWrite::Open(samples::organization("studio-verdi")))
        .write(register(&carla))
        .write(AccountWrite::Replace { account: Account { password: None, ..anna.clone() }, seen: before.version })
        .write(GuardWrite::Put { guard: samples::failed(key, 1, NOON), seen: Version::NONE, known: true })
        .write(TokenWrite::KillAll(anna.id))
        .write(SessionWrite::Open(samples::session(anna, "unopened")))
        .write(DeviceWrite::Remember(samples::device(anna, "unknown")))
        .letter(letter.clone())
        .write(TokenWrite::Spend(samples::id("never minted")));
    overtaken(&store, too_late).await;
    assert_eq!(store.organization(samples::organization("studio-verdi").id).await.answered(), None);
    assert_eq!(store.account(carla.id).await.answered(), None);
    assert_eq!(stored_account(&store, anna).await, before);
    assert_eq!(store.guard(&key).await.answered().version, Version::NONE);
    assert_eq!(store.token_of(anna.id, TokenPurpose::Reset).await.answered(), Some(token));
    assert_eq!(store.sessions_of(anna.id).await.answered(), []);
    assert_eq!(store.devices_of(anna.id).await.answered(), []);
    assert!(store.outbox_row(letter.id).await.answered().is_none());
    let told = store.audit_of_account(anna.id, 100).await.answered();
    assert!(told.iter().all(|line| line.what != "password-reset"), "{told:?}");
    assert_eq!(store.audit_of_organization(None, 100).await.answered().len(), lines.len() + 1);
}

/// A change with very many accounts, letters and lines lands whole, its lines in their order; with one
/// account too many, nothing of it does.
pub async fn a_change_of_very_many_lands_whole_or_not_at_all(store: Store) {
    const MANY: usize = 1_100;
    let studio = studio(&store).await;
    let imported = Change::recorded_as(AuditEvent {
        organization: Some(studio.organization.id),
        ..samples::event(AuditKind::AccountsImported)
    });
    let crowd = |prefix: &str| {
        (0..MANY).fold(imported.clone(), |change, n| {
            let member = samples::member(&studio.organization, &format!("{prefix}{n:04}"));
            let letter = samples::letter(Recipient::Account(member.id), LetterKind::Welcome, &format!("{prefix} {n}"));
            let line = samples::event_about(&member, AuditKind::AccountRegistered);
            change.write(register(&member)).letter(letter).also_recorded_as(line)
        })
    };
    overtaken(&store, crowd("a").write(register(&studio.anna))).await;
    let lines = async || store.audit_of_organization(Some(studio.organization.id), 5_000).await.answered();
    assert_eq!(lines().await, []);
    land(&store, crowd("b")).await;
    let all = AccountQuery::all(studio.organization.id, 200, NOON);
    assert_eq!(store.count_accounts(&all, 5_000).await.answered(), u32::try_from(MANY + 3).unwrap_or_default());
    let organization = Some(studio.organization.id);
    let letters = LetterQuery { organization, state: None, from: LettersFrom::Latest, limit: 5_000 };
    assert_eq!(store.letters_page(&letters).await.answered().rows.len(), MANY);
    let told: Vec<_> = lines().await.into_iter().rev().map(|line| line.subject).collect();
    let ids = (0..MANY).map(|n| Some(samples::member(&studio.organization, &format!("b{n:04}")).id));
    assert_eq!(told, std::iter::once(None).chain(ids).collect::<Vec<_>>());
}

/// A change that relies on an account as it was read is overtaken once the account has moved, though it
/// does not write it.
pub async fn a_reliance_that_moved_overtakes(store: Store) {
    let anna = studio(&store).await.anna;
    let seen = stored_account(&store, &anna).await.version;
    let opening = |label| {
        change(SessionWrite::Open(samples::session(&anna, label))).relying_on(Reliance::Account { id: anna.id, seen })
    };
    land(&store, opening("in time")).await;
    edit(&store, Account { standing: Standing::Suspended { since: NOON }, ..anna.clone() }).await;
    overtaken(&store, opening("too late")).await;
    assert_eq!(store.sessions_of(anna.id).await.answered().len(), 1);
    let seen_now = stored_account(&store, &anna).await.version;
    let marked = |seen| {
        let mark = AccountWrite::SignedIn { id: anna.id, at: NOON };
        change(mark).relying_on(Reliance::Account { id: anna.id, seen })
    };
    overtaken(&store, marked(seen)).await;
    land(&store, marked(seen_now)).await;
    let unknown = Reliance::Account { id: samples::id("nobody"), seen };
    overtaken(&store, recorded().relying_on(unknown)).await;
}

/// What a change writes on the same things happens in the order in which it was said.
pub async fn writes_of_one_kind_happen_in_their_order(store: Store) {
    let anna = studio(&store).await.anna;
    let [old, new] = ["old", "new"].map(|label| samples::session(&anna, label));
    let [stale, live] = ["stale", "live"].map(|label| samples::token(&anna, TokenPurpose::Reset, label));
    land(&store, change(SessionWrite::Open(old)).write(TokenWrite::Mint(stale))).await;
    let afresh = change(SessionWrite::CloseAll(anna.id, None))
        .write(SessionWrite::Open(new.clone()))
        .write(TokenWrite::KillAll(anna.id))
        .write(TokenWrite::Mint(live.clone()));
    land(&store, afresh).await;
    assert_eq!(store.sessions_of(anna.id).await.answered(), [new]);
    assert_eq!(store.token_of(anna.id, TokenPurpose::Reset).await.answered(), Some(live));
}

/// Of many edits of one account or one organization that all saw the same version, one lands.
pub async fn two_edits_of_one_version_land_once(store: Store) {
    let studio = studio(&store).await;
    let seen = stored_account(&store, &studio.anna).await.version;
    let renamed = |n| {
        change(AccountWrite::Replace {
            account: Account { name: samples::name(&format!("Anna {n}")), ..studio.anna.clone() },
            seen,
        })
    };
    assert_eq!(landed_at_once(&store, (0..10).map(renamed).collect()).await, 1, "edits of an account");
    assert!(stored_account(&store, &studio.anna).await.version > seen);

    let read = store.organization(studio.organization.id).await.answered().answered();
    let renamed = |n| {
        let organization = identity_core::domain::organization::Organization {
            name: samples::name(&format!("Studio {n}")),
            ..read.value.clone()
        };
        change(OrganizationWrite::Replace { organization, seen: read.version })
    };
    assert_eq!(landed_at_once(&store, (0..10).map(renamed).collect()).await, 1, "edits of an organization");
    let now = store.organization(studio.organization.id).await.answered().answered();
    assert!(now.version > read.version && now.value != read.value);
}

/// An edit of what does not exist, or of a version that never was, is overtaken.
pub async fn an_edit_of_nothing_is_overtaken(store: Store) {
    let studio = studio(&store).await;
    let seen = stored_account(&store, &studio.anna).await.version;
    let carla = samples::member(&studio.organization, "carla");
    overtaken(&store, change(AccountWrite::Replace { account: carla.clone(), seen })).await;
    let ahead = Version::as_stored(seen.get() + 1);
    overtaken(&store, change(AccountWrite::Replace { account: studio.anna.clone(), seen: ahead })).await;
    overtaken(&store, change(OrganizationWrite::Replace { organization: samples::organization("studio-verdi"), seen }))
        .await;
    assert_eq!(store.account(carla.id).await.answered(), None);
    assert_eq!(stored_account(&store, &studio.anna).await.version, seen);
}

/// Changes that write the same things in opposite orders at the same moment all land: none waits for
/// another in a circle.
pub async fn changes_that_cross_all_land(store: Store) {
    let studio = studio(&store).await;
    let keys =
        [&studio.anna, &studio.bruno].map(|account| GuardKey::shared(samples::name_key(account), GuardKind::Password));
    for key in keys {
        put_guard(&store, &samples::failed(key, 1, NOON), true).await;
    }
    let forwards = [(studio.anna.id, keys[0]), (studio.bruno.id, keys[1])];
    let marked = |n: u32| {
        let mut order = forwards;
        if n % 2 == 1 {
            order.reverse();
        }
        let at = samples::later(n);
        order.into_iter().fold(recorded(), |change, (id, key)| {
            change.write(AccountWrite::SignedIn { id, at }).write(GuardWrite::Refused { key, at })
        })
    };
    assert_eq!(landed_at_once(&store, (0..20).map(marked).collect()).await, 20);
}
