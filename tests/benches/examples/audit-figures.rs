//! What sealing and verifying the audit log cost, and what a commit costs beside a sealer that never rests:
//! `cargo run --release -p benches --example audit-figures -- URL LINES`.
#![expect(clippy::unwrap_used, reason = "a program that measures, and says what it measured")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use identity_core::{
    HouseRules, Identity, Ports,
    application::account::Reader,
    change::{AuditEvent, AuditKind, Change, Tally},
    domain::{kernel::Id, organization::Organization},
    ports::{AuditQuery, Landing, Ledger},
};
use identity_store_sea_orm::SeaOrmStore;
use identity_testkit::{
    fakes::{CountedEntropy, ListBlocklist, PlainHasher, SteppingClock},
    samples,
};

/// How many lines one commit of the filling writes.
const AT_ONCE: u32 = 1_000;

/// How many commits are timed.
const COMMITS: usize = 300;

fn organization() -> Id<Organization> {
    samples::id("studio-rossi")
}

fn event(second: u32) -> AuditEvent {
    let (at, from) = (samples::later(second), samples::source(u8::try_from(second % 250).unwrap_or(0)));
    let kind = if second.is_multiple_of(5) { AuditKind::SignedOut } else { AuditKind::SignedIn };
    AuditEvent { at, from, organization: Some(organization()), ..samples::event(kind) }
}

/// The median and the slowest in a hundred, in milliseconds.
fn told(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1_000.0;
    format!("half within {:.2} ms, 99 % within {:.2} ms", at(50), at(99))
}

async fn commits(store: &SeaOrmStore) -> String {
    let mut times = Vec::new();
    for _ in 0..COMMITS {
        let change = samples::stamped(Change::recorded_as(event(1)));
        let begun = Instant::now();
        assert_eq!(store.commit(change).await.unwrap(), Landing::Landed);
        times.push(begun.elapsed());
    }
    told(times)
}

async fn timed<T>(work: impl Future<Output = T>) -> String {
    let begun = Instant::now();
    work.await;
    format!("{:.1} ms", begun.elapsed().as_secs_f64() * 1_000.0)
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let lines: u32 = arguments[2].parse().unwrap();
    let store = Arc::new(SeaOrmStore::open(&arguments[1], 8).await.unwrap());
    store.migrate().await.unwrap();
    let clock = SteppingClock::at(samples::later(lines));
    let ports = Ports {
        store: store.clone(),
        hasher: Arc::new(PlainHasher::new()),
        blocklist: Arc::new(ListBlocklist::new([""; 0])),
        clock: Arc::new(clock),
        entropy: Arc::new(CountedEntropy::new()),
    };
    let identity = Arc::new(Identity::new(ports, samples::house_key(), HouseRules::standard()));

    println!("a commit of one line, no sealer: {}", commits(&store).await);
    let begun = Instant::now();
    for first in (0..lines).step_by(AT_ONCE as usize) {
        let many = (first + 1..first + AT_ONCE).map(event);
        let change = many.fold(Change::recorded_as(event(first)), Change::also_recorded_as);
        assert_eq!(store.commit(samples::stamped(change)).await.unwrap(), Landing::Landed);
    }
    println!("{lines} lines in commits of {AT_ONCE}: {:.1} s", begun.elapsed().as_secs_f64());

    let stop = Arc::new(AtomicBool::new(false));
    let (beside, stopped) = (Arc::clone(&identity), Arc::clone(&stop));
    let begun = Instant::now();
    let sealing = tokio::spawn(async move {
        let mut sealed = 0;
        while !stopped.load(Ordering::SeqCst) {
            match beside.audit().seal().await.unwrap() {
                0 => tokio::time::sleep(Duration::from_millis(1)).await,
                lines => sealed += lines,
            }
        }
        sealed
    });
    println!("a commit of one line, a sealer at full speed beside it: {}", commits(&store).await);
    stop.store(true, Ordering::SeqCst);
    let (lines_beside, took) = (sealing.await.unwrap(), begun.elapsed());
    println!("sealed beside them: {:.0} lines/s", f64::from(u32::try_from(lines_beside).unwrap()) / took.as_secs_f64());

    let begun = Instant::now();
    let mut sealed = 0;
    loop {
        match identity.audit().seal().await.unwrap() {
            0 => break,
            lines => sealed += u32::try_from(lines).unwrap(),
        }
    }
    println!("sealed alone: {sealed} lines, {:.0} lines/s", f64::from(sealed) / begun.elapsed().as_secs_f64());

    let begun = Instant::now();
    let verification = identity.audit().verify(None, &|_| {}).await.unwrap();
    assert!(verification.is_whole(), "{verification:?}");
    let rate = f64::from(u32::try_from(verification.lines).unwrap()) / begun.elapsed().as_secs_f64();
    println!("verified: {} lines, {} seals, {rate:.0} lines/s", verification.lines, verification.seals);

    let audit = identity.audit();
    let query = AuditQuery { organization: Some(organization()), limit: 50, ..AuditQuery::default() };
    let old = AuditQuery { until: Some(samples::later(lines / 10)), ..query.clone() };
    let of_one_kind =
        AuditQuery { what: Some("signed-out".to_owned()), since: Some(samples::later(lines / 2)), ..query.clone() };
    println!("the latest page: {}", timed(audit.page(Reader::Operator, &query)).await);
    println!("a page of long ago: {}", timed(audit.page(Reader::Operator, &old)).await);
    println!("a page of one kind since a day: {}", timed(audit.page(Reader::Operator, &of_one_kind)).await);
    let since = Tally::hour_of(samples::later(lines)) - 30 * 24;
    let kinds = ["signed-in", "sign-in-failed", "locked-out", "sign-in-too-late"];
    println!("the overview's figures: {}", timed(audit.tallies(Reader::Operator, organization(), &kinds, since)).await);
}
