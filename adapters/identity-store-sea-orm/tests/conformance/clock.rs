//! The database's clock.

use std::sync::Arc;

use identity_core::ports::Clock;
use identity_store_sea_orm::SeaOrmStore;

crate::on_both! {
    the_clock_goes_forward_and_follows_its_shift
    the_clock_tells_the_databases_time
}

async fn the_clock_goes_forward_and_follows_its_shift(store: Arc<SeaOrmStore>) {
    let clock = store.clock(0).await.unwrap();
    let first = clock.now();
    let ahead = store.clock(86_400).await.unwrap();
    assert!(clock.now() >= first);
    let shift = first.seconds_until(ahead.now());
    assert!((86_400..86_405).contains(&shift), "{shift}");
    let behind = store.clock(-600).await.unwrap();
    assert_eq!(clock.now().seconds_until(behind.now()), 0);
}

/// Both databases run on this machine, so that its own clock is the judge.
#[expect(clippy::disallowed_methods, reason = "the judge is the system's clock")]
async fn the_clock_tells_the_databases_time(store: Arc<SeaOrmStore>) {
    let clock = store.clock(0).await.unwrap();
    clock.refresh().await.unwrap();
    let system = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let system = i64::try_from(system.as_micros()).unwrap();
    let off = clock.now().as_micros() - system;
    assert!((-50_000..1_000_000).contains(&off), "{off} microseconds");
}
