//! What the outbox counts, lists and lets go.

use identity_core::{
    change::{Change, Letter, LetterKind, OutboxWrite, Recipient},
    domain::{kernel::Id, outbox::LetterState},
    ports::{LetterPage, LetterPlace, LetterQuery, LettersFrom},
};

use super::{
    Store,
    outbox::{claim, queued, settle},
    stage::{Answered, change, land, recorded, studio, studio_called},
};
use crate::samples::{self, digest, later};

/// The cap counts the letters that went, or are going, to a mailbox: of the kind, in the time, other than
/// the one in hand. What never went does not count.
pub async fn letters_to_counts_by_mailbox_kind_and_time(store: Store) {
    let anna = studio(&store).await.anna;
    let [kind, other] = [LetterKind::UnlockInstructions, LetterKind::ResetInstructions];
    let [sent, queued] = [LetterState::Sent, LetterState::Queued].map(Some);
    let [withheld, refused, given_up] = [LetterState::Withheld, LetterState::Refused, LetterState::GivenUp].map(Some);
    let cases = [
        ("sent", kind, "anna's", 1_000, sent),
        ("sending", kind, "anna's", 1_000, None),
        ("tried later", kind, "anna's", 1_000, queued),
        ("long ago", kind, "anna's", 0, sent),
        ("of another kind", other, "anna's", 1_000, sent),
        ("to another", kind, "bruno's", 1_000, sent),
        ("withheld", kind, "anna's", 1_000, withheld),
        ("refused", kind, "anna's", 1_000, refused),
        ("given up", kind, "anna's", 1_000, given_up),
    ];
    for (label, kind, mailbox, asked, state) in cases {
        let letter = Letter {
            asked_at: later(asked),
            deadline: later(asked + 600),
            ..samples::letter(Recipient::Account(anna.id), kind, label)
        };
        land(&store, recorded().letter(letter.clone())).await;
        let claimed = store.claim_letters(later(asked + 1), later(asked + 61), digest(label), 1).await.answered();
        assert_eq!(claimed[0].letter.id, letter.id, "{label}");
        land(
            &store,
            change(OutboxWrite::Address { id: letter.id, claim: digest(label), mailbox: digest(mailbox), cap: None }),
        )
        .await;
        if let Some(state) = state {
            // What is queued again is out of the way of the next claim.
            let at = later(if state == LetterState::Queued { asked + 500 } else { asked + 2 });
            land(&store, settle(letter.id, digest(label), state, at)).await;
        }
    }
    let id = |label: &str| samples::letter(Recipient::Nobody, LetterKind::Barred, label).id;
    let count = async |mailbox, kind, since, except| {
        store.letters_to(&digest(mailbox), kind, later(since), id(except)).await.answered()
    };
    assert_eq!(count("anna's", LetterKind::UnlockInstructions, 900, "none").await, 3);
    assert_eq!(count("anna's", LetterKind::UnlockInstructions, 900, "sending").await, 2);
    assert_eq!(count("anna's", LetterKind::ResetInstructions, 900, "none").await, 1);
    assert_eq!(count("bruno's", LetterKind::UnlockInstructions, 900, "none").await, 1);
    assert_eq!(count("nobody's", LetterKind::UnlockInstructions, 900, "none").await, 0);
}

/// Letters are listed the latest first, up to the limit, by state where one is asked for.
pub async fn letters_are_listed_the_latest_first(store: Store) {
    let anna = studio(&store).await.anna;
    let at = |label: &str, seconds| Letter {
        asked_at: later(seconds),
        ..samples::letter(Recipient::Account(anna.id), LetterKind::Welcome, label)
    };
    let letters = [at("second", 20), at("third", 10), at("first", 30)];
    land(&store, letters.iter().cloned().fold(recorded(), Change::letter)).await;
    let listed = async |state, limit| {
        let query = LetterQuery { organization: None, state, from: LettersFrom::Latest, limit };
        ids(&store.letters_page(&query).await.answered())
    };
    assert_eq!(listed(None, 10).await, [letters[2].id, letters[0].id, letters[1].id]);
    assert_eq!(listed(None, 2).await, [letters[2].id, letters[0].id]);
    assert_eq!(store.claim_letters(later(15), later(75), digest("one"), 10).await.answered().len(), 1);
    assert_eq!(listed(Some(LetterState::Sending), 10).await, [letters[1].id]);
    assert_eq!(listed(Some(LetterState::Queued), 10).await, [letters[2].id, letters[0].id]);
    assert_eq!(listed(Some(LetterState::Refused), 10).await, []);
}

/// A list of letters goes on where the last stretch ended, in both directions, also between letters of one moment,
/// and tells what lies beyond each of its ends.
pub async fn stretches_of_letters_follow_each_other_without_gaps(store: Store) {
    let studio = studio(&store).await;
    let verdi = studio_called(&store, "studio-verdi").await;
    let mut change = recorded();
    for n in 0..9_u32 {
        let asked_at = later(n / 3);
        let to = if n % 2 == 0 { studio.anna.id } else { studio.bruno.id };
        let letter = samples::letter(Recipient::Account(to), LetterKind::Welcome, &format!("letter {n}"));
        change = change.letter(Letter { asked_at, ..letter });
        let other = samples::letter(Recipient::Account(verdi.anna.id), LetterKind::Welcome, &format!("other {n}"));
        change = change.letter(Letter { asked_at, ..other });
    }
    land(&store, change).await;
    let page = async |from, limit| {
        let query = LetterQuery { organization: Some(studio.organization.id), state: None, from, limit };
        store.letters_page(&query).await.answered()
    };
    let all = page(LettersFrom::Latest, 100).await;
    assert_eq!((all.rows.len(), all.more_newer, all.more_older), (9, false, false));
    let places: Vec<LetterPlace> = all.rows.iter().map(|row| LetterPlace::of(&row.letter)).collect();
    assert!(places.windows(2).all(|pair| pair[0] > pair[1]), "{places:?}");
    let (mut from, mut walked, mut back) = (LettersFrom::Latest, Vec::new(), Vec::new());
    for turn in 0..5 {
        let stretch = page(from, 2).await;
        assert_eq!((stretch.more_newer, stretch.more_older), (turn > 0, turn < 4), "onwards {turn}");
        walked.extend(ids(&stretch));
        from = LettersFrom::OlderThan(places[(walked.len() - 1).min(8)]);
    }
    assert_eq!(walked, ids(&all));
    let end = page(LettersFrom::OlderThan(places[8]), 2).await;
    assert_eq!((end.rows.len(), end.more_newer, end.more_older), (0, true, false));
    let mut at = 8;
    for turn in 0..4 {
        let stretch = page(LettersFrom::NewerThan(places[at]), 2).await;
        assert_eq!((stretch.more_newer, stretch.more_older), (turn < 3, true), "back {turn}");
        back.splice(0..0, ids(&stretch));
        at -= 2;
    }
    assert_eq!(back, ids(&all)[..8]);
    let start = page(LettersFrom::NewerThan(places[0]), 2).await;
    assert_eq!((start.rows.len(), start.more_newer, start.more_older), (0, false, true));
}

fn ids(page: &LetterPage) -> Vec<Id<Letter>> {
    page.rows.iter().map(|row| row.letter.id).collect()
}

/// Letters that came to rest before a moment go; what is queued, being sent or newer stays.
pub async fn letters_at_rest_are_swept(store: Store) {
    let labels = ["sent", "refused", "given up", "withheld", "newer", "queued", "sending"];
    let letters = queued(&store, &labels).await;
    assert_eq!(claim(&store, "one", later(1), 10).await.len(), labels.len());
    let states = [
        (LetterState::Sent, 10),
        (LetterState::Refused, 10),
        (LetterState::GivenUp, 10),
        (LetterState::Withheld, 10),
        (LetterState::Sent, 1_000),
        (LetterState::Queued, 10),
    ];
    for (letter, (state, seconds)) in letters.iter().zip(states) {
        land(&store, settle(letter.id, digest("one"), state, later(seconds))).await;
    }
    assert_eq!(store.sweep_letters(later(500)).await.answered(), 4);
    for (letter, label) in letters.iter().zip(labels) {
        let kept = store.outbox_row(letter.id).await.answered().is_some();
        assert_eq!(kept, ["newer", "queued", "sending"].contains(&label), "{label}");
    }
    assert_eq!(store.sweep_letters(later(500)).await.answered(), 0);
}
