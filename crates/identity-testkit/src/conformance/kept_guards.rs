//! Which guards are told of, and which are kept.

use identity_core::{
    change::{Change, GuardWrite, Version},
    domain::{
        account::Account,
        lockout::{Bar, GuardKey, GuardKind},
    },
    ports::{AccountQuery, StateFilter},
};

use super::{
    Store,
    pages::{all_of, page},
    stage::{Answered, change, land, overtaken, put_guard, register, studio},
};
use crate::samples::{self, NOON, later};

fn password_of(account: &Account) -> GuardKey {
    GuardKey::shared(samples::name_key(account), GuardKind::Password)
}

fn stranger(called: &str) -> GuardKey {
    GuardKey::shared(samples::stranger(called), GuardKind::Password)
}

async fn is_kept(store: &Store, key: GuardKey) -> bool {
    store.guard(&key).await.answered().version != Version::NONE
}

/// A locked account is told of from the moment it is locked until the lockout is over, the latest first;
/// strangers and other kinds of secret are not.
pub async fn barred_accounts_are_told_while_barred_only(store: Store) {
    let studio = studio(&store).await;
    let for_a_time = samples::barred(password_of(&studio.anna), NOON, Some(later(60)));
    let for_good = samples::barred(password_of(&studio.owner), later(5), None);
    put_guard(&store, &for_a_time, true).await;
    put_guard(&store, &for_good, true).await;
    put_guard(&store, &samples::barred(stranger("x"), NOON, None), false).await;
    put_guard(
        &store,
        &samples::barred(GuardKey::shared(samples::name_key(&studio.bruno), GuardKind::UnlockCode), NOON, None),
        true,
    )
    .await;
    let told = async |now, limit| {
        let barred = store.barred_accounts(Some(studio.organization.id), now, limit).await.answered();
        barred.into_iter().map(|barred| barred.account.id).collect::<Vec<_>>()
    };
    assert_eq!(told(later(59), 10).await, [studio.owner.id, studio.anna.id]);
    assert_eq!(told(later(59), 1).await, [studio.owner.id]);
    assert_eq!(told(later(60), 10).await, [studio.owner.id]);
    let whole = store.barred_accounts(None, later(59), 10).await.answered();
    assert_eq!(
        whole.iter().map(|barred| (Some(barred.bar), &barred.last_failure)).collect::<Vec<_>>(),
        [(for_good.bar, &for_good.last_failure), (for_a_time.bar, &for_a_time.last_failure)]
    );
    assert_eq!(
        whole.into_iter().map(|barred| barred.account).collect::<Vec<_>>(),
        [studio.owner.clone(), studio.anna.clone()]
    );
    put_guard(&store, &samples::failed(password_of(&studio.owner), 1, NOON), true).await;
    assert_eq!(told(later(60), 10).await, []);
}

/// Whoever is locked out on a device of their own is told of like anybody; with several guards barred, once,
/// and by the one that was barred latest of those that still are.
pub async fn a_lockout_on_a_known_device_is_told_once_by_the_latest(store: Store) {
    let studio = studio(&store).await;
    let key =
        |account: &Account, device: &str| GuardKey { device: Some(samples::digest(device)), ..password_of(account) };
    let at_home = samples::barred(key(&studio.anna, "home"), later(10), None);
    let by_strangers = samples::barred(password_of(&studio.anna), later(5), None);
    let over = samples::barred(key(&studio.anna, "work"), later(20), Some(later(30)));
    let of_bruno = samples::barred(key(&studio.bruno, "bruno's"), later(7), None);
    for guard in [&at_home, &by_strangers, &over, &of_bruno] {
        put_guard(&store, guard, true).await;
    }
    put_guard(&store, &samples::failed(password_of(&studio.bruno), 1, later(8)), true).await;
    for (now, of_anna) in [(later(29), &over), (later(30), &at_home)] {
        let told = store.barred_accounts(None, now, 10).await.answered();
        let told: Vec<_> = told.iter().map(|told| (told.account.id, Some(told.bar), told.counted)).collect();
        assert_eq!(told, [(studio.anna.id, of_anna.bar, 5), (studio.bruno.id, of_bruno.bar, 5)]);
        let one = store.barred_accounts(Some(studio.organization.id), now, 1).await.answered();
        assert_eq!(one.len(), 1);
        let query = AccountQuery { state: StateFilter::Locked, now, ..all_of(studio.organization.id) };
        let rows: Vec<_> = page(&store, query).await.rows.into_iter().map(|row| (row.account.id, row.bar)).collect();
        assert_eq!(rows, [(studio.anna.id, of_anna.bar), (studio.bruno.id, of_bruno.bar)]);
    }
}

/// A lockout shows as soon as it begins, while its last attempt is still being evaluated.
pub async fn a_lockout_that_has_not_landed_is_told_too(store: Store) {
    let anna = studio(&store).await.anna;
    let mut guard = samples::barred(password_of(&anna), NOON, None);
    guard.bar = Some(Bar { since: NOON, until: None, landed: false });
    put_guard(&store, &guard, true).await;
    let barred = store.barred_accounts(None, NOON, 10).await.answered();
    assert_eq!(barred.iter().map(|barred| Some(barred.bar)).collect::<Vec<_>>(), [guard.bar]);
}

/// Guards of names that nobody has go when they are old, and the oldest when they are too many; those of
/// accounts stay.
pub async fn strangers_guards_are_swept_to_their_bound_and_known_ones_stay(store: Store) {
    let studio = studio(&store).await;
    let known = [password_of(&studio.anna), password_of(&studio.bruno)];
    for key in known {
        put_guard(&store, &samples::failed(key, 1, NOON), true).await;
    }
    for n in 0..10_u32 {
        put_guard(&store, &samples::failed(stranger(&n.to_string()), 1, later(n)), false).await;
    }
    assert_eq!(store.sweep_strangers(NOON, 100).await.answered(), 0);
    assert_eq!(store.sweep_strangers(later(3), 100).await.answered(), 3);
    assert_eq!(store.sweep_strangers(NOON, 4).await.answered(), 3);
    for n in 0..10_u32 {
        assert_eq!(is_kept(&store, stranger(&n.to_string())).await, n >= 6, "stranger {n}");
    }
    assert_eq!(store.sweep_strangers(later(1_000), 0).await.answered(), 4);
    for key in known {
        assert!(is_kept(&store, key).await);
    }
}

/// A refusal is a touch: the guard that refuses is not swept for its age while it is being tried.
pub async fn a_refused_guard_counts_as_touched(store: Store) {
    let [tried, left_alone] = ["tried", "left alone"].map(stranger);
    for key in [tried, left_alone] {
        put_guard(&store, &samples::barred(key, NOON, None), false).await;
    }
    land(&store, change(GuardWrite::Refused { key: tried, at: later(60) })).await;
    assert_eq!(store.sweep_strangers(later(30), 100).await.answered(), 1);
    assert!(is_kept(&store, tried).await && !is_kept(&store, left_alone).await);
}

/// A name that somebody is given is no stranger's any more, though its guard was made before.
pub async fn a_name_that_is_given_keeps_its_guard(store: Store) {
    let studio = studio(&store).await;
    let carla = samples::member(&studio.organization, "carla");
    put_guard(&store, &samples::barred(password_of(&carla), NOON, None), false).await;
    land(&store, change(register(&carla))).await;
    assert_eq!(store.sweep_strangers(later(60), 0).await.answered(), 0);
    assert!(is_kept(&store, password_of(&carla)).await);
}

/// A settlement whose guard was swept meanwhile is overtaken.
pub async fn a_swept_guard_overtakes_the_attempt_that_is_out(store: Store) {
    let key = stranger("x");
    put_guard(&store, &samples::failed(key, 1, NOON), false).await;
    let seen = store.guard(&key).await.answered().version;
    assert_eq!(store.sweep_strangers(later(60), 0).await.answered(), 1);
    overtaken(&store, Change::counting(GuardWrite::Put { guard: samples::failed(key, 2, NOON), seen, known: false }))
        .await;
    assert!(!is_kept(&store, key).await);
}
