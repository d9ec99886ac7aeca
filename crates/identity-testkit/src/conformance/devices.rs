//! Known devices.

use identity_core::{
    change::DeviceWrite,
    domain::{
        device::{DEVICES_PER_ACCOUNT, KnownDevice},
        kernel::ShortText,
    },
};

use super::{
    Store,
    stage::{Answered, change, land, overtaken, studio},
};
use crate::samples::{self, digest, later};

async fn remember(store: &Store, device: &KnownDevice) {
    land(store, change(DeviceWrite::Remember(device.clone()))).await;
}

fn label(device: &KnownDevice) -> &str {
    device.label.as_ref().map_or("", ShortText::as_str)
}

/// A device is found by any of the digests that are offered, and for its own account only.
pub async fn a_device_is_known_to_its_own_account_only(store: Store) {
    let studio = studio(&store).await;
    let device = samples::device(&studio.anna, "here");
    remember(&store, &device).await;
    let offered = [digest("some"), device.token, digest("other")];
    assert_eq!(store.known_device(studio.anna.id, &offered).await.answered(), Some(device));
    assert_eq!(store.known_device(studio.bruno.id, &offered).await.answered(), None);
    assert_eq!(store.known_device(studio.anna.id, &[digest("some")]).await.answered(), None);
    assert_eq!(store.known_device(studio.anna.id, &[]).await.answered(), None);
}

/// A device that signs in again is the same device with what it brings; its older token is not known.
pub async fn a_device_that_comes_back_takes_its_own_place(store: Store) {
    let anna = studio(&store).await.anna;
    let before = samples::device(&anna, "here");
    remember(&store, &before).await;
    let now = KnownDevice { token: digest("rotated"), signed_in_at: later(60), ..before.clone() };
    remember(&store, &now).await;
    assert_eq!(store.devices_of(anna.id).await.answered(), std::slice::from_ref(&now));
    assert_eq!(store.known_device(anna.id, &[before.token]).await.answered(), None);
    assert_eq!(store.known_device(anna.id, &[now.token]).await.answered(), Some(now));
}

/// Beyond the bound the device that was not used for longest makes room, in its own account only; devices
/// are listed the latest used first.
pub async fn the_device_longest_unused_makes_room(store: Store) {
    let studio = studio(&store).await;
    let others = KnownDevice { signed_in_at: later(1), ..samples::device(&studio.bruno, "other") };
    remember(&store, &others).await;
    let bound = u32::try_from(DEVICES_PER_ACCOUNT).unwrap_or(u32::MAX);
    for n in 0..bound {
        // Made in another order than used.
        let used = later(100 + (n * 7) % bound);
        remember(
            &store,
            &KnownDevice {
                signed_in_at: used,
                ..samples::device(&studio.anna, &format!("used {:02}", (n * 7) % bound))
            },
        )
        .await;
    }
    assert_eq!(store.devices_of(studio.anna.id).await.answered().len(), DEVICES_PER_ACCOUNT);
    remember(&store, &KnownDevice { signed_in_at: later(1_000), ..samples::device(&studio.anna, "new") }).await;
    let devices = store.devices_of(studio.anna.id).await.answered();
    let labels: Vec<&str> = devices.iter().map(label).collect();
    assert_eq!(
        (labels.len(), labels[0], labels[1], labels[DEVICES_PER_ACCOUNT - 1]),
        (DEVICES_PER_ACCOUNT, "new", "used 19", "used 01")
    );
    assert_eq!(store.devices_of(studio.bruno.id).await.answered(), [others]);
}

/// A device is forgotten for its own account only; forgetting all leaves other accounts' devices.
pub async fn a_device_is_forgotten_for_its_own_account_only(store: Store) {
    let studio = studio(&store).await;
    let [here, there] = ["here", "there"].map(|label| samples::device(&studio.anna, label));
    let others = samples::device(&studio.bruno, "other");
    for device in [&here, &there, &others] {
        remember(&store, device).await;
    }
    overtaken(&store, change(DeviceWrite::Forget(studio.bruno.id, here.id))).await;
    land(&store, change(DeviceWrite::Forget(studio.anna.id, here.id))).await;
    overtaken(&store, change(DeviceWrite::Forget(studio.anna.id, here.id))).await;
    assert_eq!(store.devices_of(studio.anna.id).await.answered(), [there]);
    for _ in 0..2 {
        land(&store, change(DeviceWrite::ForgetAll(studio.anna.id))).await;
    }
    assert_eq!(store.devices_of(studio.anna.id).await.answered(), []);
    assert_eq!(store.devices_of(studio.bruno.id).await.answered(), [others]);
}
