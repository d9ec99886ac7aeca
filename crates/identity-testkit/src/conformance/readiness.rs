//! Finding who might not get back in, and when the glass was broken.

use identity_core::{
    change::{AuditEvent, AuditKind, Change, LetterKind, OutboxWrite, Recipient, TokenWrite},
    domain::{
        account::{Account, ContactAddress, Standing},
        kernel::{Id, Timestamp},
        lockout::{GuardKey, GuardKind},
        organization::Organization,
        outbox::LetterState,
        readiness::Severity,
        token::TokenPurpose,
    },
    ports::{LastMail, ReadinessCounts, ReadinessPage, ReadinessQuery},
};

use super::{
    Store,
    stage::{Answered, Studio, change, edit, land, put_guard, recorded, register, studio, studio_called},
};
use crate::samples::{self, NOON, digest, later};

fn all_of(organization: Id<Organization>, severity: Severity) -> ReadinessQuery {
    ReadinessQuery { organization, severity, also: None, after: None, limit: 200 }
}

async fn page(store: &Store, query: ReadinessQuery) -> ReadinessPage {
    store.readiness_page(&query).await.answered()
}

fn logins(page: &ReadinessPage) -> Vec<String> {
    page.rows.iter().map(|row| row.account.login.to_string()).collect()
}

fn unconfirmed(account: &Account) -> Account {
    let mut account = account.clone();
    account.contact.iter_mut().for_each(|contact| contact.confirmed_at = None);
    account
}

/// Delivers a letter to this account, which ends like this.
async fn settled(store: &Store, to: Recipient, label: &str, state: LetterState, at: Timestamp) {
    let letter = samples::letter(to, LetterKind::ResetInstructions, label);
    land(store, recorded().letter(letter.clone())).await;
    let claim = digest(label);
    store.claim_letters(later(1), later(61), claim, 10).await.answered();
    let address = OutboxWrite::Address { id: letter.id, claim, mailbox: digest("mailbox"), cap: None };
    let settle = OutboxWrite::Settle { id: letter.id, claim, state, at, remark: None };
    land(store, change(address).write(settle)).await;
}

/// A crowd with every kind of trouble, beside another studio with the same.
async fn crowd(store: &Store) -> Studio {
    let verdi = studio_called(store, "studio-verdi").await;
    edit(store, Account { contact: None, ..verdi.anna.clone() }).await;
    edit(store, unconfirmed(&verdi.bruno)).await;
    let rossi = studio(store).await;
    let new = |name: &str| samples::member(&rossi.organization, name);
    let (nowhere, gone) = (new("nowhere"), new("gone"));
    for account in [
        Account { contact: None, ..nowhere },
        Account { contact: None, standing: Standing::Suspended { since: NOON }, ..gone },
        unconfirmed(&new("unconfirmed")),
        Account { password: None, ..new("awaited") },
        Account { contact: None, password: None, ..new("empty") },
        Account { contact: None, ends_at: Some(later(60)), ..new("temporary") },
        Account { standing: Standing::Suspended { since: NOON }, ..new("ugo") },
        new("sara"),
    ] {
        land(store, change(register(&account))).await;
    }
    settled(store, Recipient::Account(rossi.anna.id), "came back", LetterState::Refused, later(5)).await;
    let address = samples::address("old@mail.example");
    settled(store, Recipient::At(rossi.bruno.id, address), "elsewhere", LetterState::Refused, later(5)).await;
    rossi
}

/// Those that it may be about are found, in the order of login names, and nobody else.
pub async fn whoever_might_not_get_back_in_is_found(store: Store) {
    let rossi = crowd(&store).await;
    let rossi_of = |names: &[&str]| names.iter().map(|name| format!("{name}/studio-rossi")).collect::<Vec<_>>();
    let sara = samples::member(&rossi.organization, "sara").id;
    let (cannot, may_not) = (["anna", "empty", "nowhere", "temporary"], ["awaited", "unconfirmed"]);
    for (severity, those) in [(Severity::CannotRecover, &cannot[..]), (Severity::AtRisk, &may_not)] {
        let query = all_of(rossi.organization.id, severity);
        let found = page(&store, query.clone()).await;
        assert_eq!((logins(&found), found.more), (rossi_of(those), false));
        let mut with_sara = those.to_vec();
        with_sara.push("sara");
        with_sara.sort_unstable();
        let found = page(&store, ReadinessQuery { also: Some(sara), ..query }).await;
        assert_eq!(logins(&found), rossi_of(&with_sara));
    }
}

/// Pages show everybody once, whatever their length, and tell truly whether there are more.
pub async fn pages_of_those_who_might_not_follow_each_other(store: Store) {
    let rossi = crowd(&store).await;
    for severity in [Severity::CannotRecover, Severity::AtRisk] {
        let sara = Some(samples::member(&rossi.organization, "sara").id);
        let query = ReadinessQuery { also: sara, ..all_of(rossi.organization.id, severity) };
        let all = logins(&page(&store, query.clone()).await);
        assert!(all.iter().any(|login| login == "sara/studio-rossi"), "{all:?}");
        for limit in 1..=7 {
            let mut seen: Vec<String> = Vec::new();
            for _ in 0..=all.len() {
                let query = ReadinessQuery { after: seen.last().cloned(), limit, ..query.clone() };
                let page = page(&store, query).await;
                assert!(page.rows.len() <= limit as usize);
                seen.extend(logins(&page));
                assert_eq!(page.more, seen.len() < all.len(), "{severity:?} by {limit}");
                if !page.more {
                    break;
                }
            }
            assert_eq!(seen, all, "{severity:?} by {limit}");
        }
    }
}

/// Beside each account stands what its assessment needs: the latest letter to its own address that came to rest,
/// the failures on its shared password guard, and its welcome token.
pub async fn what_an_assessment_needs_stands_beside_the_account(store: Store) {
    let rossi = studio(&store).await;
    let anna = Account { contact: rossi.anna.contact.clone(), password: None, ..unconfirmed(&rossi.anna) };
    edit(&store, anna.clone()).await;
    let query = all_of(rossi.organization.id, Severity::AtRisk);
    let row = async |store: &Store| {
        let found = page(store, query.clone()).await;
        found.rows.into_iter().find(|row| row.account.id == rossi.anna.id).answered()
    };
    let bare = row(&store).await;
    assert_eq!((bare.failures_in_a_row, &bare.last_mail, bare.welcome_until), (0, &None, None));
    assert_eq!(bare.account, anna);

    let to = || Recipient::Account(rossi.anna.id);
    settled(&store, to(), "first", LetterState::Refused, later(10)).await;
    settled(&store, to(), "second", LetterState::Sent, later(20)).await;
    settled(&store, to(), "third", LetterState::Withheld, later(30)).await;
    settled(
        &store,
        Recipient::At(rossi.anna.id, samples::address("x@mail.example")),
        "other",
        LetterState::Refused,
        later(40),
    )
    .await;
    land(&store, recorded().letter(samples::letter(to(), LetterKind::Welcome, "queued"))).await;
    let mail = |state, at| Some(LastMail { state, at, mailbox: Some(digest("mailbox")) });
    assert_eq!(row(&store).await.last_mail, mail(LetterState::Sent, later(20)));
    settled(&store, to(), "fourth", LetterState::GivenUp, later(50)).await;
    assert_eq!(row(&store).await.last_mail, mail(LetterState::GivenUp, later(50)));

    let key = |kind, device| GuardKey { name: samples::name_key(&rossi.anna), kind, device };
    put_guard(&store, &samples::failed(key(GuardKind::Password, None), 100, NOON), true).await;
    put_guard(&store, &samples::failed(key(GuardKind::UnlockCode, None), 7, NOON), true).await;
    put_guard(&store, &samples::failed(key(GuardKind::Password, Some(digest("here"))), 9, NOON), true).await;
    for purpose in [TokenPurpose::Welcome, TokenPurpose::Reset] {
        let mut token = samples::token(&rossi.anna, purpose, "x");
        token.expires_at = if purpose == TokenPurpose::Welcome { later(77) } else { later(88) };
        land(&store, change(TokenWrite::Mint(token))).await;
    }
    let full = row(&store).await;
    assert_eq!((full.failures_in_a_row, full.welcome_until), (100, Some(later(77))));
}

/// Counting ends where it was told to, and knows of no other organization.
pub async fn counts_go_as_far_as_they_are_asked_to(store: Store) {
    let rossi = crowd(&store).await;
    let counts = async |now, at_most| store.readiness_counts(rossi.organization.id, now, at_most).await.answered();
    assert_eq!(counts(NOON, 100).await, ReadinessCounts { active: 9, without_address: 3, unconfirmed: 1 });
    assert_eq!(counts(later(60), 100).await, ReadinessCounts { active: 8, without_address: 2, unconfirmed: 1 });
    assert_eq!(counts(NOON, 2).await, ReadinessCounts { active: 2, without_address: 2, unconfirmed: 1 });
    let contact = ContactAddress { address: samples::address("a@mail.example"), confirmed_at: None };
    edit(&store, Account { contact: Some(contact), ..rossi.anna.clone() }).await;
    assert_eq!(counts(NOON, 100).await.unconfirmed, 2);
}

/// Lines of break-glass are found by when they were written, the latest first, for their own organization, and
/// whatever else is written in between.
pub async fn lines_of_break_glass_are_found_among_all_others(store: Store) {
    let (rossi, verdi) = (studio(&store).await, studio_called(&store, "studio-verdi").await);
    let opened = |why: &str| AuditKind::BreakGlassOpened(samples::text(why));
    let lines = [
        (&rossi.owner, NOON, opened("too early")),
        (&rossi.owner, later(1), opened("first")),
        (&verdi.owner, later(2), opened("another house")),
        (&rossi.owner, later(3), AuditKind::BreakGlassRehearsed),
        (&rossi.anna, later(4), AuditKind::BreakGlassUsed { reinstated: true }),
        (&rossi.anna, later(5), AuditKind::PasswordReset),
        (&rossi.anna, later(6), AuditKind::BreakGlassPasswordSet(samples::text("last"))),
    ];
    for (account, at, what) in lines {
        land(&store, Change::recorded_as(AuditEvent { at, ..samples::event_about(account, what) })).await;
    }
    let found = async |limit| {
        let lines = store.break_glass_since(rossi.organization.id, later(1), limit).await.answered();
        lines.into_iter().map(|line| line.detail.unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(found(10).await, ["last", "reinstated", "first"]);
    assert_eq!(found(2).await, ["last", "reinstated"]);
}
