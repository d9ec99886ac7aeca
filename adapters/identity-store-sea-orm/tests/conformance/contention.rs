//! Commits that meet: nobody waits in a circle, and whoever goes away in the middle leaves nothing behind.

use std::sync::Arc;

use identity_core::{
    change::{
        AccountWrite, AuditKind, Change, DeviceWrite, GuardWrite, OrganizationWrite, Reliance, SessionWrite,
        TokenWrite, Version,
    },
    domain::{
        account::Account,
        lockout::{Clearing, GuardKey, GuardKind},
        token::TokenPurpose,
    },
    ports::{Accounts, AuditLog, Guards, Landing, Ledger, Sessions},
};
use identity_store_sea_orm::SeaOrmStore;
use identity_testkit::samples::{self, NOON};
use tokio::task::JoinSet;

const AT_ONCE: u32 = 24;

crate::on_both! {
    sign_ins_of_one_account_at_once_all_land
    changes_that_name_the_same_accounts_in_opposite_order_all_land
    a_commit_that_is_dropped_is_whole_or_nothing_and_blocks_nobody
}

fn line(kind: AuditKind) -> Change {
    Change::recorded_as(samples::event(kind))
}

async fn studio(store: &SeaOrmStore) -> [Account; 2] {
    let organization = samples::organization("studio-rossi");
    let people = ["anna", "bruno"].map(|name| samples::member(&organization, name));
    let mut opening = line(AuditKind::OrganizationOpened).write(OrganizationWrite::Open(organization));
    for account in &people {
        let key = GuardKey::shared(samples::name_key(account), GuardKind::Password);
        opening = opening
            .write(AccountWrite::Register { account: account.clone(), key: key.name })
            .write(GuardWrite::Put { guard: samples::barred(key, NOON, None), seen: Version::NONE, known: true });
    }
    assert_eq!(store.commit(samples::stamped(opening)).await.unwrap(), Landing::Landed);
    people
}

/// Commits all of these at once; each must land.
async fn all_land(store: &Arc<SeaOrmStore>, changes: Vec<Change>) {
    let mut commits = JoinSet::new();
    for change in changes {
        let store = Arc::clone(store);
        commits.spawn(async move { store.commit(samples::stamped(change)).await });
    }
    for landing in commits.join_all().await {
        assert_eq!(landing.unwrap(), Landing::Landed);
    }
}

/// A settled sign-in relies on the account, marks it, opens a session and remembers a device: all that
/// touches one row must not end in a deadlock.
async fn sign_ins_of_one_account_at_once_all_land(store: Arc<SeaOrmStore>) {
    let [anna, _] = studio(&store).await;
    let seen = store.account(anna.id).await.unwrap().unwrap().version;
    let sign_in = |n: u32| {
        line(AuditKind::SignedIn)
            .relying_on(Reliance::Account { id: anna.id, seen })
            .write(SessionWrite::Open(samples::session(&anna, &format!("session {n}"))))
            .write(DeviceWrite::Remember(samples::device(&anna, &format!("device {n}"))))
            .write(AccountWrite::SignedIn { id: anna.id, at: samples::later(n) })
    };
    all_land(&store, (0..AT_ONCE).map(sign_in).collect()).await;
    assert_eq!(store.sessions_of(anna.id).await.unwrap().len(), AT_ONCE as usize);
    let stored = store.account(anna.id).await.unwrap().unwrap();
    assert_eq!((stored.version, stored.value.signed_in_at), (seen, Some(samples::later(AT_ONCE - 1))));
}

async fn changes_that_name_the_same_accounts_in_opposite_order_all_land(store: Arc<SeaOrmStore>) {
    let [anna, bruno] = studio(&store).await;
    let change = |n: u32| {
        let mut change = line(AuditKind::AccountEdited);
        let order = if n.is_multiple_of(2) { [&anna, &bruno] } else { [&bruno, &anna] };
        for account in order {
            change = change
                .write(TokenWrite::Kill(account.id, TokenPurpose::Unlock))
                .write(GuardWrite::ClearAll {
                    name: samples::name_key(account),
                    kind: GuardKind::Password,
                    clearing: Clearing::Lockout,
                })
                .write(AccountWrite::SignedIn { id: account.id, at: NOON });
        }
        change
    };
    all_land(&store, (0..AT_ONCE).map(change).collect()).await;
    for account in [&anna, &bruno] {
        let key = GuardKey::shared(samples::name_key(account), GuardKind::Password);
        let guard = store.guard(&key).await.unwrap();
        assert_eq!((guard.value.epoch, guard.value.bar), (AT_ONCE, None));
    }
}

async fn a_commit_that_is_dropped_is_whole_or_nothing_and_blocks_nobody(store: Arc<SeaOrmStore>) {
    let [anna, _] = studio(&store).await;
    let before = store.audit_of_organization(None, 1_000).await.unwrap().len();
    for n in 0..40_u32 {
        let session = samples::session(&anna, &format!("dropped {n}"));
        let change = line(AuditKind::SignedIn)
            .write(SessionWrite::Open(session))
            .write(AccountWrite::SignedIn { id: anna.id, at: NOON });
        let commit = store.commit(samples::stamped(change));
        let given_up = tokio::time::timeout(std::time::Duration::from_micros(u64::from(n) * 50), commit);
        given_up.await.ok();
    }
    let kept = samples::session(&anna, "kept");
    all_land(&store, vec![line(AuditKind::SignedIn).write(SessionWrite::Open(kept))]).await;
    let sessions = store.sessions_of(anna.id).await.unwrap().len();
    let lines = store.audit_of_organization(None, 1_000).await.unwrap().len();
    assert_eq!(lines - before, sessions);
}
