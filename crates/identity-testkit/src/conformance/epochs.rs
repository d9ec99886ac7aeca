//! A restore begins an epoch: what lived before it has ended.

use identity_core::{
    change::{
        AuditEvent, AuditKind, Change, DeviceWrite, InstallationWrite, LetterKind, Recipient, SessionWrite, TokenWrite,
    },
    domain::{
        account::{Account, Rank},
        installation::{Epoch, LogLine},
        outbox::LetterState,
        token::TokenPurpose,
    },
};

use super::{
    Store,
    outbox::claim,
    stage::{Answered, change, edit, land, landed_at_once, overtaken, recorded, stored_account, studio},
};
use crate::samples::{self, NOON, later};

fn begins(seconds: u32, seen: Epoch, ends_passwords: bool) -> Change {
    let epoch = Epoch::as_stored(later(seconds).as_micros());
    change(InstallationWrite::BeginEpoch { epoch, seen, at: later(seconds), ends_passwords })
}

/// No token, session or known device of before is found any more, and no letter of before goes out.
pub async fn an_epoch_ends_what_lived_before_it(store: Store) {
    let anna = studio(&store).await.anna;
    let (session, device) = (samples::session(&anna, "x"), samples::device(&anna, "x"));
    let mut before = recorded().write(SessionWrite::Open(session.clone())).write(DeviceWrite::Remember(device.clone()));
    for purpose in TokenPurpose::ALL {
        before = before.write(TokenWrite::Mint(samples::token(&anna, purpose, "x")));
    }
    land(&store, before).await;
    let letters = ["in hand", "waiting"]
        .map(|label| samples::letter(Recipient::Account(anna.id), LetterKind::UnlockInstructions, label));
    land(&store, letters.iter().cloned().fold(recorded(), Change::letter)).await;
    assert_eq!(claim(&store, "somebody", later(1), 1).await.len(), 1);
    land(&store, begins(2, Epoch::FIRST, false)).await;
    for purpose in TokenPurpose::ALL {
        assert_eq!(store.token_of(anna.id, purpose).await.answered(), None, "{purpose:?}");
    }
    assert!(store.session(&session.token).await.answered().is_none());
    assert_eq!(store.sessions_of(anna.id).await.answered(), []);
    assert_eq!(store.devices_of(anna.id).await.answered(), []);
    for letter in &letters {
        let row = store.outbox_row(letter.id).await.answered().answered();
        assert_eq!((row.state, row.at), (LetterState::GivenUp, later(2)), "{:?}", row.letter.id);
    }
    assert!(claim(&store, "somebody else", later(600), 10).await.is_empty());
    let new = samples::session(&anna, "y");
    land(&store, change(SessionWrite::Open(new.clone()))).await;
    assert!(store.session(&new.token).await.answered().is_some(), "what comes after it lives");
}

/// Of those that saw the same epoch, one begins the next.
pub async fn an_epoch_begins_once_even_in_a_race(store: Store) {
    studio(&store).await;
    assert_eq!(store.reached().await.answered().epoch, Epoch::FIRST);
    assert_eq!(landed_at_once(&store, (1..=6).map(|n| begins(n, Epoch::FIRST, false)).collect()).await, 1);
    let second = store.reached().await.answered().epoch;
    assert!(second.restored_at().is_some_and(|at| at > NOON), "{second:?}");
    overtaken(&store, begins(7, Epoch::FIRST, false)).await;
    assert_eq!(store.reached().await.answered().epoch, second);
    land(&store, begins(8, second, false)).await;
    assert_eq!(store.reached().await.answered().epoch.restored_at(), Some(later(8)));
}

/// Whoever was granted something is told, changes of address are dropped; grants and, unless told otherwise, passwords
/// stay.
pub async fn an_epoch_withdraws_what_was_given(store: Store) {
    let studio = studio(&store).await;
    let anna = Account { rights: samples::administration(), ..studio.anna };
    edit(&store, anna.clone()).await;
    let seen = edit(&store, studio.bruno.clone().asking_for_address(samples::address("new@mail.example"), NOON)).await;
    assert_eq!(store.appointed(10).await.answered(), [stored_account(&store, &anna).await.value]);
    land(&store, begins(1, Epoch::FIRST, false)).await;
    assert_eq!(store.epoch().await.answered().restored_at(), Some(later(1)));
    assert_eq!(stored_account(&store, &anna).await.value, anna);
    let now = stored_account(&store, &studio.bruno).await;
    assert_eq!((now.value.address_change, now.value.password.is_some()), (None, true));
    assert_ne!(now.version, seen, "whoever read it before is overtaken");
    assert_eq!(stored_account(&store, &studio.owner).await.value.rank, Rank::Owner);
    assert_eq!(store.appointed(10).await.answered().len(), 1);
    land(&store, begins(2, Epoch::as_stored(later(1).as_micros()), true)).await;
    for account in [&studio.owner, &anna, &studio.bruno] {
        assert_eq!(stored_account(&store, account).await.value.password, None, "{}", account.login);
    }
}

/// The newest line is told with its number, and is found under it again; where there is none, that is told.
pub async fn the_newest_line_is_told_and_found_again(store: Store) {
    assert_eq!(store.reached().await.answered().line, None);
    assert_eq!(store.line_place(1).await.answered().oldest, None);
    let anna = studio(&store).await.anna;
    let line = AuditEvent { at: later(7), ..samples::event_about(&anna, AuditKind::SignedIn) };
    land(&store, Change::recorded_as(line)).await;
    let LogLine { number, at } = store.reached().await.answered().line.answered();
    assert_eq!(at, later(7));
    let place = store.line_place(number).await.answered();
    assert_eq!(place.at, Some(later(7)));
    assert!(place.oldest.is_some_and(|oldest| oldest < number), "{place:?}");
    assert_eq!(store.line_place(number + 1).await.answered().at, None);
}
