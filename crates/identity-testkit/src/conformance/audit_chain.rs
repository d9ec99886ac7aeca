//! The chain of the audit log.

use identity_core::{
    change::{AuditContent, AuditEvent, AuditKind, AuditWrite, Change, StoredLine, Tally},
    domain::{
        account::Account,
        kernel::{Digest, Lifetime, Timestamp},
        seal::{KeptSeal, Pruning, Seal},
        sign_in::PrivateReason,
    },
};

use super::{
    Store,
    stage::{Answered, land, landed_at_once, overtaken, recorded, studio, studio_called},
};
use crate::samples::{self, NOON};

/// Leaves a line of each kind, and says what stands in the log then that no seal covers.
async fn leave(store: &Store, about: &Account, kinds: &[AuditKind]) -> Vec<StoredLine> {
    for kind in kinds {
        land(store, Change::recorded_as(samples::event_about(about, kind.clone()))).await;
    }
    store.unsealed_lines(true, 0, 100).await.answered()
}

/// Any three lines.
fn three() -> [AuditKind; 3] {
    [AuditKind::SignedIn, AuditKind::SignedOut, AuditKind::SignInFailed(PrivateReason::WrongPassword)]
}

fn marks(lines: &[StoredLine]) -> Vec<(u64, Digest)> {
    lines.iter().filter_map(|line| Some((line.number, line.stamp.as_ref()?.mark))).collect()
}

async fn last(store: &Store) -> Option<Seal> {
    store.last_seal().await.answered().map(|kept| kept.seal)
}

/// The seal over these lines after the last one.
async fn next_seal(store: &Store, lines: &[StoredLine], at: Timestamp) -> Seal {
    Seal::after(last(store).await.as_ref(), &marks(lines), false, at, &samples::house_key())
}

fn sealing(seal: &Seal, lines: &[StoredLine]) -> Change {
    Change::sealing(seal.clone(), Tally::of(lines.iter().filter_map(|line| line.content.as_ref())))
}

async fn seal(store: &Store, lines: &[StoredLine], at: Timestamp) -> Seal {
    let seal = next_seal(store, lines, at).await;
    land(store, sealing(&seal, lines)).await;
    seal
}

fn prune(seal: &Seal, lines: u64) -> Change {
    let pruning = Pruning::of(seal, samples::later(60), &samples::house_key());
    recorded().write(AuditWrite::Prune { seal: seal.number, lines, pruning })
}

fn numbers(lines: &[StoredLine]) -> Vec<u64> {
    lines.iter().map(|line| line.number).collect()
}

/// A change may be recorded by many events, as an import is: all of them, in their order, or none.
pub async fn every_event_of_a_change_is_recorded(store: Store) {
    let studio = studio(&store).await;
    let whole = samples::event_about(&studio.owner, AuditKind::OrganizationChanged);
    let many = (0..2_500)
        .map(|n| AuditEvent { at: samples::later(n), ..samples::event_about(&studio.anna, AuditKind::AccountEdited) });
    land(&store, many.fold(Change::recorded_as(whole), Change::also_recorded_as)).await;
    let lines = store.audit_of_organization(Some(studio.organization.id), 3_000).await.answered();
    assert_eq!(lines.len(), 2_501);
    assert_eq!(lines[2_500].what, "organization-changed");
    assert!((0..2_500).zip(lines.iter().rev().skip(1)).all(|(n, line)| line.at == samples::later(n)));
}

/// A line reads back for the chain as it was written, to the letter: its mark proves it.
pub async fn a_line_bears_its_mark(store: Store) {
    let studio = studio(&store).await;
    let event = AuditEvent {
        at: samples::later(1).plus(Lifetime::seconds(0)),
        acts_for: Some(studio.organization.id),
        ..samples::event_about(&studio.anna, AuditKind::LockedOut(PrivateReason::WrongPassword))
    };
    land(&store, Change::recorded_as(event.clone())).await;
    let lines = store.unsealed_lines(true, 0, 100).await.answered();
    let line = lines.last().cloned().answered();
    assert_eq!(line.content, Some(AuditContent::from(&event)));
    assert!(lines.iter().all(|line| line.bears_its_mark(&samples::house_key()) && line.seal.is_none()));
    assert_eq!(store.unsealed_lines(false, 0, 100).await.answered(), []);
    assert_eq!(store.unsealed_lines(true, line.number, 100).await.answered(), []);
}

/// Many nodes seal at once: a seal is set once, whoever sets it.
pub async fn a_seal_is_set_once_even_in_a_race(store: Store) {
    let anna = studio(&store).await.anna;
    let lines = leave(&store, &anna, &three()).await;
    let seals: Vec<Seal> = {
        let mut seals = Vec::new();
        for n in 0..8 {
            seals.push(next_seal(&store, &lines, samples::later(n)).await);
        }
        seals
    };
    let landed = landed_at_once(&store, seals.iter().map(|seal| sealing(seal, &lines)).collect()).await;
    assert_eq!(landed, 1);
    let kept = store.last_seal().await.answered().answered();
    assert!(seals.contains(&kept.seal) && kept.pruned.is_none());
    assert_eq!(store.seals(0, 10).await.answered(), [kept]);
    assert_eq!(store.unsealed_lines(true, 0, 100).await.answered(), []);
}

/// A seal over a line that is sealed or not there, or that does not follow the last one, is overtaken, and
/// seals nothing.
pub async fn a_seal_over_what_is_sealed_is_overtaken(store: Store) {
    let anna = studio(&store).await.anna;
    let lines = leave(&store, &anna, &three()).await;
    let (first, rest) = lines.split_at(1);
    seal(&store, first, NOON).await;
    let over_all = next_seal(&store, &lines, NOON).await;
    overtaken(&store, sealing(&over_all, &lines)).await;
    let nowhere = StoredLine { number: 1_000_000, ..rest[0].clone() };
    let over_nothing = next_seal(&store, std::slice::from_ref(&nowhere), NOON).await;
    overtaken(&store, sealing(&over_nothing, &[])).await;
    let out_of_turn = Seal { number: 3, ..next_seal(&store, rest, NOON).await };
    overtaken(&store, sealing(&out_of_turn, rest)).await;
    assert_eq!(numbers(&store.unsealed_lines(true, 0, 100).await.answered()), numbers(rest));
    assert_eq!(store.seals(0, 10).await.answered().len(), 1);
}

/// Lines are read in the order of the seals that cover them: one that came late is in a later seal.
pub async fn a_late_line_is_read_with_its_own_seal(store: Store) {
    let anna = studio(&store).await.anna;
    let lines = leave(&store, &anna, &three()).await;
    let late = lines[1].clone();
    let in_time: Vec<StoredLine> = lines.iter().filter(|line| **line != late).cloned().collect();
    let first = seal(&store, &in_time, NOON).await;
    assert_eq!(numbers(&store.unsealed_lines(true, 0, 100).await.answered()), [late.number]);
    let second = seal(&store, std::slice::from_ref(&late), samples::later(2)).await;
    let read = store.sealed_lines((0, 0), 100).await.answered();
    let expected: Vec<u64> = numbers(&in_time).into_iter().chain([late.number]).collect();
    assert_eq!(numbers(&read), expected);
    assert_eq!(read.last().and_then(|line| line.seal), Some(2));
    let after_first = store.sealed_lines((1, u64::MAX), 100).await.answered();
    assert_eq!(numbers(&after_first), [late.number]);
    assert_eq!(store.sealed_lines((1, expected[0]), 1).await.answered()[0].number, expected[1]);
    assert!(first.is_over(&marks(&read[..read.len() - 1]), &samples::house_key()));
    assert!(second.is_over(&marks(&after_first), &samples::house_key()));
    let kept = |seal: Seal| KeptSeal { seal, pruned: None };
    assert_eq!(store.seals(0, 10).await.answered(), [kept(first), kept(second.clone())]);
    assert_eq!(store.seals(1, 10).await.answered(), [kept(second)]);
}

/// The lines of a pruned seal are gone; the seal stays and says so. Once, and all of them.
pub async fn a_pruned_seal_stays_without_its_lines(store: Store) {
    let anna = studio(&store).await.anna;
    let lines = leave(&store, &anna, &three()).await;
    let (old, young) = lines.split_at(2);
    let first = seal(&store, old, NOON).await;
    let second = seal(&store, young, samples::later(100)).await;
    overtaken(&store, prune(&first, 1)).await;
    land(&store, prune(&first, 2)).await;
    overtaken(&store, prune(&first, 2)).await;
    overtaken(&store, prune(&first, 0)).await;
    assert_eq!(numbers(&store.sealed_lines((0, 0), 100).await.answered()), numbers(young));
    let seals = store.seals(0, 10).await.answered();
    assert_eq!(seals.iter().map(|kept| kept.seal.clone()).collect::<Vec<_>>(), [first.clone(), second]);
    assert!(seals[0].pruned.is_some_and(|pruning| pruning.is_of(&first, &samples::house_key())));
    assert_eq!(seals[1].pruned, None);
}

/// What may be pruned are the seals of before a moment that were not.
pub async fn seals_of_before_can_be_pruned(store: Store) {
    let anna = studio(&store).await.anna;
    let lines = leave(&store, &anna, &three()).await;
    let mut seals = Vec::new();
    for (line, n) in lines.iter().zip(0..) {
        seals.push(seal(&store, std::slice::from_ref(line), samples::later(n)).await);
    }
    land(&store, prune(&seals[0], 1)).await;
    let before = |at, after| {
        let store = Store::clone(&store);
        async move {
            let kept = store.prunable_seals(at, after, 2).await.answered();
            kept.iter().map(|kept| kept.seal.number).collect::<Vec<_>>()
        }
    };
    assert_eq!(before(samples::later(2), 0).await, [2]);
    assert_eq!(before(samples::later(3), 0).await, [2, 3]);
    assert_eq!(before(samples::later(3), 2).await, [3]);
}

/// Tallies count each line once, sealed or not, and outlive their lines.
pub async fn tallies_outlive_their_lines(store: Store) {
    let anna = studio(&store).await.anna;
    let other = studio_called(&store, "studio-verdi").await.anna;
    let hour = Tally::hour_of(NOON);
    let failed = || AuditKind::SignInFailed(PrivateReason::WrongPassword);
    leave(&store, &other, &[failed()]).await;
    let lines = leave(&store, &anna, &[failed(), failed(), AuditKind::SignedOut]).await;
    let told = |since| {
        let (store, organization) = (Store::clone(&store), anna.organization);
        async move {
            let tallies = store.audit_tallies(organization, &["sign-in-failed", "signed-in"], since).await.answered();
            assert!(tallies.iter().all(|tally| tally.organization == Some(organization)));
            let mut told: Vec<_> =
                tallies.into_iter().map(|tally| (tally.what, tally.hour - hour, tally.count)).collect();
            told.sort();
            told
        }
    };
    let named = |what: &str, hour, count| (what.to_owned(), hour, count);
    assert_eq!(told(hour).await, [named("sign-in-failed", 0, 2)]);
    let first = seal(&store, &lines, NOON).await;
    assert_eq!(told(hour).await, [named("sign-in-failed", 0, 2)]);
    for _ in 0..2 {
        let at = NOON.plus(Lifetime::hours(2));
        land(&store, Change::recorded_as(AuditEvent { at, ..samples::event_about(&anna, AuditKind::SignedIn) })).await;
    }
    land(&store, Change::recorded_as(samples::event_about(&anna, failed()))).await;
    let expected = [named("sign-in-failed", 0, 3), named("signed-in", 2, 2)];
    assert_eq!(told(hour).await, expected);
    let rest = store.unsealed_lines(true, 0, 100).await.answered();
    seal(&store, &rest, NOON).await;
    land(&store, prune(&first, lines.len() as u64)).await;
    assert_eq!(told(hour).await, expected);
    assert_eq!(told(hour + 1).await, expected[1..]);
}
