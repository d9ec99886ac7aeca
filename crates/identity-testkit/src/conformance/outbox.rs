//! Letters are claimed, each by one at a time.

use std::collections::BTreeMap;

use identity_core::{
    change::{Change, Letter, LetterKind, MailCap, OutboxWrite, Recipient},
    domain::{
        kernel::{Digest, Id, Timestamp},
        outbox::LetterState,
    },
    ports::{ClaimedLetter, OutboxRow},
};

use super::{
    Store,
    stage::{Answered, at_once, change, land, landed_at_once, overtaken, recorded, studio},
};
use crate::samples::{self, NOON, digest, later};

/// Queues letters to an account; those of one list have the same kind and moment.
pub(super) async fn queued(store: &Store, labels: &[&str]) -> Vec<Letter> {
    let anna = studio(store).await.anna;
    let letters: Vec<Letter> = labels
        .iter()
        .map(|label| samples::letter(Recipient::Account(anna.id), LetterKind::UnlockInstructions, label))
        .collect();
    land(store, letters.iter().cloned().fold(recorded(), Change::letter)).await;
    letters
}

/// Claims as `who`, with a lease of a minute.
pub(super) async fn claim(store: &Store, who: &str, now: Timestamp, limit: u32) -> Vec<ClaimedLetter> {
    let lease_ends = Timestamp::from_micros(now.as_micros() + 60_000_000);
    store.claim_letters(now, lease_ends, digest(who), limit).await.answered()
}

/// The settlement of a claimed letter.
pub(super) fn settle(id: Id<Letter>, claim: Digest, state: LetterState, at: Timestamp) -> Change {
    change(OutboxWrite::Settle { id, claim, state, at, remark: None })
}

async fn row(store: &Store, id: Id<Letter>) -> OutboxRow {
    store.outbox_row(id).await.answered().answered()
}

fn ids(claimed: &[ClaimedLetter]) -> Vec<Id<Letter>> {
    claimed.iter().map(|claimed| claimed.letter.id).collect()
}

/// However many claim at the same moment, each letter goes to one of them, once.
pub async fn a_letter_goes_to_one_claimant_in_a_race(store: Store) {
    let labels: Vec<String> = (0..40).map(|n| n.to_string()).collect();
    let letters = queued(&store, &labels.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let claimants = (0..8).map(|n| {
        let store = Store::clone(&store);
        async move {
            let mut got = Vec::new();
            // Each round takes letters or ends: forty rounds are more than there can be.
            for _ in 0..40 {
                let claimed = claim(&store, &format!("claimant {n}"), later(1), 3).await;
                assert!(
                    claimed.len() <= 3
                        && claimed
                            .iter()
                            .all(|letter| letter.tries == 1 && letter.claim == digest(&format!("claimant {n}")))
                );
                if claimed.is_empty() {
                    break;
                }
                got.extend(ids(&claimed));
            }
            got
        }
    });
    let mut times: BTreeMap<Id<Letter>, u32> = BTreeMap::new();
    for id in at_once(claimants).await.into_iter().flatten() {
        *times.entry(id).or_default() += 1;
    }
    assert!(times.values().all(|times| *times == 1), "{times:?}");
    // A claimant that found nothing at the very moment in which others held all may have gone too early.
    assert_eq!(times.len() + claim(&store, "the last", later(1), 100).await.len(), letters.len());
}

/// Letters with the nearest deadline are claimed first, and no more than asked for.
pub async fn the_nearest_deadline_is_claimed_first(store: Store) {
    let anna = studio(&store).await.anna;
    let due = |label: &str, seconds| Letter {
        deadline: later(seconds),
        ..samples::letter(Recipient::Account(anna.id), LetterKind::Welcome, label)
    };
    let letters = [due("c", 3_000), due("a", 1_000), due("d", 4_000), due("b", 2_000)];
    land(&store, letters.iter().cloned().fold(recorded(), Change::letter)).await;
    assert_eq!(ids(&claim(&store, "one", later(1), 2).await), [letters[1].id, letters[3].id]);
    assert_eq!(ids(&claim(&store, "two", later(1), 2).await), [letters[0].id, letters[2].id]);
    assert!(claim(&store, "three", later(1), 2).await.is_empty());
}

/// A letter whose next try lies ahead is left alone until then; one that came to rest is left alone for ever.
pub async fn a_letter_is_claimed_when_it_is_due_only(store: Store) {
    let letters = queued(&store, &["later", "sent", "refused", "given up", "withheld"]).await;
    assert_eq!(claim(&store, "one", later(1), 10).await.len(), 5);
    let states =
        [LetterState::Queued, LetterState::Sent, LetterState::Refused, LetterState::GivenUp, LetterState::Withheld];
    for (letter, state) in letters.iter().zip(states) {
        land(&store, settle(letter.id, digest("one"), state, later(500))).await;
        let row = row(&store, letter.id).await;
        assert_eq!((row.state, row.at, row.tries), (state, later(500), 1));
    }
    assert_eq!(ids(&claim(&store, "two", later(499), 10).await), []);
    assert_eq!(ids(&claim(&store, "two", later(501), 10).await), [letters[0].id]);
    assert_eq!(ids(&claim(&store, "three", later(100_000), 10).await), [letters[0].id]);
}

/// What its claimant never settled is claimed by another once the lease is over, and not before; that is
/// another try.
pub async fn a_lapsed_claim_is_claimed_again(store: Store) {
    let letter = queued(&store, &["x"]).await.remove(0);
    assert_eq!(claim(&store, "first", later(1), 10).await.len(), 1);
    assert_eq!(row(&store, letter.id).await.state, LetterState::Sending);
    assert!(claim(&store, "second", later(60), 10).await.is_empty());
    let again = claim(&store, "second", later(62), 10).await;
    assert_eq!((ids(&again), again[0].tries, again[0].claim), (vec![letter.id], 2, digest("second")));
    assert_eq!(again[0].letter, letter);
}

/// A claimant whose lease is over may still settle while nobody else has claimed.
pub async fn a_late_settle_lands_while_nobody_else_has_claimed(store: Store) {
    let letter = queued(&store, &["x"]).await.remove(0);
    claim(&store, "first", later(1), 10).await;
    land(&store, settle(letter.id, digest("first"), LetterState::Sent, later(600))).await;
    assert_eq!(row(&store, letter.id).await.state, LetterState::Sent);
    assert!(claim(&store, "second", later(700), 10).await.is_empty());
}

/// However many letters are addressed to a mailbox at once, no more go than its cap says.
pub async fn a_mailbox_is_capped_exactly_even_in_a_race(store: Store) {
    const LETTERS: usize = 12;
    let labels: Vec<String> = (0..LETTERS).map(|n| n.to_string()).collect();
    queued(&store, &labels.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let claimed = claim(&store, "all", later(1), 100).await;
    assert_eq!(claimed.len(), LETTERS);
    let cap = Some(MailCap { kind: LetterKind::UnlockInstructions, since: later(0), limit: 3 });
    let address = |letter: ClaimedLetter| {
        let (id, claim) = (letter.letter.id, letter.claim);
        change(OutboxWrite::Address { id, claim, mailbox: digest("mailbox"), cap })
    };
    assert_eq!(landed_at_once(&store, claimed.into_iter().map(address).collect()).await, 3);
}

/// Whoever lost the claim can write nothing about the letter any more; nor can whoever never had it.
pub async fn a_settle_with_a_lost_claim_is_overtaken(store: Store) {
    let letter = queued(&store, &["x"]).await.remove(0);
    overtaken(&store, settle(letter.id, digest("first"), LetterState::Sent, later(1))).await;
    claim(&store, "first", later(1), 10).await;
    claim(&store, "second", later(62), 10).await;
    let lost = digest("first");
    overtaken(&store, settle(letter.id, lost, LetterState::Sent, later(63))).await;
    overtaken(
        &store,
        change(OutboxWrite::Address { id: letter.id, claim: lost, mailbox: digest("mailbox"), cap: None }),
    )
    .await;
    overtaken(&store, change(OutboxWrite::Drop { id: letter.id, claim: lost })).await;
    assert_eq!(row(&store, letter.id).await.state, LetterState::Sending);
    land(
        &store,
        change(OutboxWrite::Address { id: letter.id, claim: digest("second"), mailbox: digest("mailbox"), cap: None }),
    )
    .await;
    land(&store, settle(letter.id, digest("second"), LetterState::Sent, later(63))).await;
}

/// A claim is over once its letter is settled: a second word about it is overtaken.
pub async fn a_claim_settles_once(store: Store) {
    let letter = queued(&store, &["x"]).await.remove(0);
    claim(&store, "first", later(1), 10).await;
    land(&store, settle(letter.id, digest("first"), LetterState::Sent, later(2))).await;
    overtaken(&store, settle(letter.id, digest("first"), LetterState::Queued, later(3))).await;
    overtaken(&store, change(OutboxWrite::Drop { id: letter.id, claim: digest("first") })).await;
    assert_eq!(row(&store, letter.id).await.state, LetterState::Sent);
}

/// A letter that was for nobody is taken out, once.
pub async fn a_dropped_letter_is_gone(store: Store) {
    let letter = samples::letter(Recipient::Nobody, LetterKind::ResetInstructions, "x");
    land(&store, recorded().letter(letter.clone())).await;
    let claimed = claim(&store, "one", later(1), 10).await;
    assert_eq!(claimed[0].letter, letter);
    land(&store, change(OutboxWrite::Drop { id: letter.id, claim: digest("one") })).await;
    assert!(store.outbox_row(letter.id).await.answered().is_none());
    assert!(claim(&store, "two", later(100), 10).await.is_empty());
    overtaken(&store, change(OutboxWrite::Drop { id: letter.id, claim: digest("one") })).await;
}

/// Only what was refused or given up is queued again, from the given moment on, with the new deadline.
pub async fn only_a_refused_or_given_up_letter_is_retried(store: Store) {
    let retry = |id| {
        change(OutboxWrite::Retry { id, kind: LetterKind::UnlockInstructions, at: later(900), deadline: later(9_000) })
    };
    let letters = queued(&store, &["queued", "sending", "sent", "withheld", "refused", "given up"]).await;
    overtaken(&store, retry(letters[0].id)).await;
    claim(&store, "one", later(1), 10).await;
    let states = [
        LetterState::Queued,
        LetterState::Sending,
        LetterState::Sent,
        LetterState::Withheld,
        LetterState::Refused,
        LetterState::GivenUp,
    ];
    for (letter, state) in letters.iter().zip(states) {
        if state != LetterState::Sending {
            land(&store, settle(letter.id, digest("one"), state, later(2))).await;
        }
    }
    for letter in &letters[..4] {
        overtaken(&store, retry(letter.id)).await;
    }
    for letter in &letters[4..] {
        land(&store, retry(letter.id)).await;
        overtaken(&store, retry(letter.id)).await;
        let row = row(&store, letter.id).await;
        assert_eq!((row.state, row.at, row.letter.deadline), (LetterState::Queued, later(900), later(9_000)));
    }
    overtaken(&store, retry(samples::id("no letter"))).await;
    let due = ids(&claim(&store, "two", later(901), 10).await);
    assert!(letters[4..].iter().all(|letter| due.contains(&letter.id)), "{due:?}");
    assert!(NOON < later(900));
}
