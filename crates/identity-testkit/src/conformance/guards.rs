//! Guards: the count is exact.

use identity_core::{
    change::{Change, GuardWrite, Version},
    domain::{
        account::Account,
        lockout::{Clearing, GuardKey, GuardKind, LockoutPolicy, Reservation, SignInGuard, reserve},
    },
    ports::Landing,
};

use super::{
    Arc, Store,
    stage::{Answered, at_once, change, land, landed_at_once, landing, overtaken, put_guard, studio},
};
use crate::samples::{self, NOON};

fn password_of(account: &Account) -> GuardKey {
    GuardKey::shared(samples::name_key(account), GuardKind::Password)
}

/// A guard that nobody has touched reads as such, and of no version; reading leaves nothing behind.
pub async fn an_untouched_guard_reads_as_untouched(store: Store) {
    let key = GuardKey::shared(samples::stranger("x"), GuardKind::UnlockCode);
    for _ in 0..2 {
        let read = store.guard(&key).await.answered();
        assert_eq!((read.value, read.version), (SignInGuard::untouched(key), Version::NONE));
    }
}

/// Of many puts of one guard that all saw the same version, one lands: the first put, and each later one.
pub async fn two_puts_of_one_version_land_once(store: Store) {
    let key = password_of(&studio(&store).await.anna);
    let mut seen = Version::NONE;
    for round in 1..=3 {
        let put = |_| Change::counting(GuardWrite::Put { guard: samples::failed(key, round, NOON), seen, known: true });
        assert_eq!(landed_at_once(&store, (0..16).map(put).collect()).await, 1, "round {round}");
        let read = store.guard(&key).await.answered();
        assert_eq!(read.value.counted, round);
        assert!(read.version > seen);
        seen = read.version;
    }
    overtaken(
        &store,
        Change::counting(GuardWrite::Put { guard: samples::failed(key, 1, NOON), seen: Version::NONE, known: true }),
    )
    .await;
    assert_eq!(store.guard(&key).await.answered().value.counted, 3);
}

/// E1: of 200 attempts at the same moment, exactly as many are granted as the policy allows.
pub async fn a_bounded_burst_of_reservations_never_exceeds_the_limit(store: Store) {
    let policy = LockoutPolicy::standard();
    let key = password_of(&studio(&store).await.anna);
    let together = Arc::new(tokio::sync::Barrier::new(200));
    let attempts = (0..200).map(|_| {
        let (store, together) = (Store::clone(&store), Arc::clone(&together));
        async move {
            let mut seen = store.guard(&key).await.answered();
            together.wait().await;
            // Each time that an attempt is overtaken another one has landed, and no more than the limit can.
            for _ in 0..1_000 {
                let Reservation::Granted { guard, .. } = reserve(&seen.value, &policy, NOON) else {
                    return false;
                };
                let counting = Change::counting(GuardWrite::Put { guard, seen: seen.version, known: true });
                if landing(&store, counting).await == Landing::Landed {
                    return true;
                }
                seen = store.guard(&key).await.answered();
            }
            false
        }
    });
    let granted = at_once(attempts).await.into_iter().filter(|granted| *granted).count();
    assert_eq!(granted, policy.limit() as usize);
    let left = store.guard(&key).await.answered().value;
    assert_eq!((left.counted, left.in_a_row), (policy.limit(), policy.limit()));
    assert!(left.bar.is_some());
}

/// Names, kinds of secret and devices are counted apart.
pub async fn guards_of_names_kinds_and_devices_are_apart(store: Store) {
    let studio = studio(&store).await;
    let anna = samples::name_key(&studio.anna);
    let [here, there] = ["here", "there"].map(|device| Some(samples::digest(device)));
    let keys = [
        GuardKey::shared(anna, GuardKind::Password),
        GuardKey::shared(anna, GuardKind::UnlockCode),
        GuardKey { device: here, ..GuardKey::shared(anna, GuardKind::Password) },
        GuardKey { device: there, ..GuardKey::shared(anna, GuardKind::Password) },
        GuardKey { device: here, ..GuardKey::shared(anna, GuardKind::UnlockCode) },
        password_of(&studio.bruno),
    ];
    for (counted, key) in (1..).zip(keys) {
        put_guard(&store, &samples::failed(key, counted, NOON), true).await;
    }
    for (counted, key) in (1..).zip(keys) {
        let read = store.guard(&key).await.answered().value;
        assert_eq!(read, samples::failed(key, counted, NOON));
    }
}

/// Asked for by name, the shared guard and those of devices come, and none of another name or kind.
pub async fn a_name_has_its_guards_of_one_kind_and_no_others(store: Store) {
    let studio = studio(&store).await;
    let key = password_of(&studio.anna);
    assert_eq!(store.guards_of(key.name, key.kind).await.answered(), []);
    let here = GuardKey { device: Some(samples::digest("here")), ..key };
    let codes = GuardKey { kind: GuardKind::UnlockCode, ..key };
    for (counted, key) in (1..).zip([key, here, codes, password_of(&studio.bruno)]) {
        put_guard(&store, &samples::failed(key, counted, NOON), true).await;
    }
    let mut guards = store.guards_of(key.name, GuardKind::Password).await.answered();
    guards.sort_by_key(|guard| guard.counted);
    assert_eq!(guards, [samples::failed(key, 1, NOON), samples::failed(here, 2, NOON)]);
    let guards = store.guards_of(key.name, GuardKind::UnlockCode).await.answered();
    assert_eq!(guards, [samples::failed(codes, 3, NOON)]);
}

/// A refusal is taken note of without overtaking the attempt that is out, and without changing the guard.
pub async fn a_refusal_is_marked_without_moving_the_version(store: Store) {
    let key = password_of(&studio(&store).await.anna);
    put_guard(&store, &samples::barred(key, NOON, None), true).await;
    let before = store.guard(&key).await.answered();
    land(&store, change(GuardWrite::Refused { key, at: samples::later(5) })).await;
    assert_eq!(store.guard(&key).await.answered(), before);
    let settled = GuardWrite::Put { guard: samples::failed(key, 1, NOON), seen: before.version, known: true };
    land(&store, change(settled)).await;
}

/// Refusing where there is no guard makes none: a stranger fills no disk.
pub async fn a_refusal_grows_nothing(store: Store) {
    let key = GuardKey::shared(samples::stranger("x"), GuardKind::Password);
    land(&store, change(GuardWrite::Refused { key, at: NOON })).await;
    assert_eq!(store.guard(&key).await.answered().version, Version::NONE);
    assert_eq!(store.sweep_strangers(samples::later(60), 0).await.answered(), 0);
}

/// Clearing all guards of a name and kind reaches those of devices, and no other name or kind.
pub async fn clear_all_reaches_device_guards(store: Store) {
    for clearing in [Clearing::Lockout, Clearing::Everything] {
        let studio = super::stage::studio_called(&store, &format!("{clearing:?}").to_lowercase()).await;
        let name = samples::name_key(&studio.anna);
        let shared = GuardKey::shared(name, GuardKind::Password);
        let device = GuardKey { device: Some(samples::digest("here")), ..shared };
        let others = [GuardKey::shared(name, GuardKind::UnlockCode), password_of(&studio.bruno)];
        for key in [shared, device].into_iter().chain(others) {
            put_guard(&store, &samples::barred(key, NOON, Some(samples::later(60))), true).await;
        }
        land(&store, change(GuardWrite::ClearAll { name, kind: GuardKind::Password, clearing })).await;
        for key in [shared, device] {
            let expected = samples::barred(key, NOON, Some(samples::later(60))).cleared(clearing);
            assert_eq!(store.guard(&key).await.answered().value, expected, "{clearing:?}");
        }
        for key in others {
            assert!(store.guard(&key).await.answered().value.bar.is_some(), "{clearing:?}");
        }
    }
}

/// A settlement that was on its way when its guard was cleared is overtaken: it must read again.
pub async fn a_clearing_overtakes_the_attempt_that_is_out(store: Store) {
    let key = password_of(&studio(&store).await.anna);
    put_guard(&store, &samples::failed(key, 4, NOON), true).await;
    let seen = store.guard(&key).await.answered().version;
    land(&store, change(GuardWrite::ClearAll { name: key.name, kind: key.kind, clearing: Clearing::Lockout })).await;
    overtaken(&store, change(GuardWrite::Put { guard: samples::barred(key, NOON, None), seen, known: true })).await;
    let read = store.guard(&key).await.answered();
    assert_eq!((read.value.counted, read.value.bar), (0, None));
}

/// Clearing a name that has no guard does nothing, and is no failure.
pub async fn clearing_nothing_lands(store: Store) {
    let name = samples::stranger("x");
    land(&store, change(GuardWrite::ClearAll { name, kind: GuardKind::Password, clearing: Clearing::Everything }))
        .await;
    assert_eq!(store.guard(&GuardKey::shared(name, GuardKind::Password)).await.answered().version, Version::NONE);
}
