//! What hashing leaves behind in the process. Alone in its binary, since it measures the whole of it.

#![expect(clippy::disallowed_methods, reason = "a test waits at most so long")]
#![cfg(target_os = "linux")]

use std::{
    fs,
    num::NonZeroU32,
    thread,
    time::{Duration, Instant},
};

use identity_core::{domain::password::TypedPassword, ports::PasswordHasher};
use identity_crypto::{Argon2Pool, HashingParameters, PoolSize};

fn resident_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn an_idle_pool_costs_no_memory_however_often_it_was_busy() {
    let size = PoolSize { threads: NonZeroU32::new(2).unwrap(), queue: 8, idle_after: Duration::from_millis(1) };
    let pool = Argon2Pool::start(HashingParameters::default(), size).unwrap();
    let before = resident_kib().unwrap();
    for _ in 0..4 {
        let busy = || async {
            pool.decoy(pool.admit().unwrap(), TypedPassword::read("whatever").unwrap()).await.unwrap();
        };
        tokio::join!(busy(), busy(), busy(), busy());
        let begun = Instant::now();
        while pool.held_bytes() > 0 {
            assert!(begun.elapsed() < Duration::from_secs(20), "the memory is never given back");
            thread::yield_now();
        }
    }
    // The count reaches zero just before the memory itself is wiped and unmapped.
    let begun = Instant::now();
    while resident_kib().unwrap() > before + 8 * 1_024 {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{before} KiB before, {} KiB after",
            resident_kib().unwrap()
        );
        thread::yield_now();
    }
}
