//! Sessions.

use identity_core::{
    change::{OrganizationWrite, SessionWrite},
    domain::{
        account::{Account, Standing},
        kernel::Id,
        organization::Organization,
        session::Session,
    },
};

use super::{
    Store,
    stage::{Answered, change, edit, land, landed_at_once, overtaken, stored_account, studio},
};
use crate::samples::{self, NOON, digest, later};

async fn open(store: &Store, session: &Session) {
    land(store, change(SessionWrite::Open(session.clone()))).await;
}

async fn labels(store: &Store, account: Id<Account>) -> Vec<String> {
    let sessions = store.sessions_of(account).await.answered();
    sessions.into_iter().filter_map(|session| session.label).map(|label| label.as_str().to_owned()).collect()
}

/// Of many rotations of one token at the same moment, one happens; the old token opens nothing any more.
pub async fn rotation_of_a_session_happens_once(store: Store) {
    let anna = studio(&store).await.anna;
    let session = samples::session(&anna, "here");
    let other = samples::session(&anna, "elsewhere");
    open(&store, &session).await;
    open(&store, &other).await;
    let rotated = |n: u32| Session { token: digest(&format!("rotated {n}")), proven_at: later(5), ..session.clone() };
    let rotation = |n| change(SessionWrite::Rotate { session: rotated(n), token: session.token });
    assert_eq!(landed_at_once(&store, (0..10).map(rotation).collect()).await, 1);
    assert!(store.session(&session.token).await.answered().is_none());
    let mut alive = Vec::new();
    for n in 0..10 {
        alive.extend(store.session(&rotated(n).token).await.answered().map(|found| found.session == rotated(n)));
    }
    assert_eq!(alive, [true]);
    assert_eq!(store.sessions_of(anna.id).await.answered().len(), 2);
    assert!(store.session(&other.token).await.answered().is_some());
    overtaken(&store, rotation(11)).await;
}

/// A session is closed and named for its own account only.
pub async fn a_session_closes_for_its_own_account_only(store: Store) {
    let studio = studio(&store).await;
    let session = samples::session(&studio.anna, "here");
    open(&store, &session).await;
    overtaken(&store, change(SessionWrite::Close(studio.bruno.id, session.id))).await;
    overtaken(&store, change(SessionWrite::Name(studio.bruno.id, session.id, samples::text("mine")))).await;
    assert_eq!(labels(&store, studio.anna.id).await, ["here"]);
    land(&store, change(SessionWrite::Name(studio.anna.id, session.id, samples::text("at home")))).await;
    assert_eq!(labels(&store, studio.anna.id).await, ["at home"]);
    land(&store, change(SessionWrite::Close(studio.anna.id, session.id))).await;
    assert!(store.session(&session.token).await.answered().is_none());
    overtaken(&store, change(SessionWrite::Close(studio.anna.id, session.id))).await;
    overtaken(&store, change(SessionWrite::Name(studio.anna.id, session.id, samples::text("gone")))).await;
}

/// Closing all sessions of an account leaves the one that is to stay, and every other account's.
pub async fn closing_all_sessions_leaves_the_one_that_stays(store: Store) {
    let studio = studio(&store).await;
    let stays = samples::session(&studio.anna, "stays");
    for session in [
        &stays,
        &samples::session(&studio.anna, "one"),
        &samples::session(&studio.anna, "two"),
        &samples::session(&studio.bruno, "other"),
    ] {
        open(&store, session).await;
    }
    land(&store, change(SessionWrite::CloseAll(studio.anna.id, Some(stays.id)))).await;
    assert_eq!(labels(&store, studio.anna.id).await, ["stays"]);
    for _ in 0..2 {
        land(&store, change(SessionWrite::CloseAll(studio.anna.id, None))).await;
    }
    assert!(store.session(&stays.token).await.answered().is_none());
    assert_eq!(labels(&store, studio.bruno.id).await, ["other"]);
}

/// A session is read with the account and the organization of this moment, not of when it was opened.
pub async fn session_reads_account_and_organization_as_they_are_now(store: Store) {
    let studio = studio(&store).await;
    let session = samples::session(&studio.anna, "here");
    open(&store, &session).await;
    let read = store.session(&session.token).await.answered().answered();
    assert_eq!(
        (&read.session, &read.account, &read.organization),
        (&session, &stored_account(&store, &studio.anna).await, &studio.organization)
    );
    edit(&store, Account { standing: Standing::Suspended { since: NOON }, ..studio.anna.clone() }).await;
    let stored = store.organization(studio.organization.id).await.answered().answered();
    let organization = Organization { name: samples::name("Studio Bianchi"), ..stored.value };
    land(&store, change(OrganizationWrite::Replace { organization: organization.clone(), seen: stored.version })).await;
    let read = store.session(&session.token).await.answered().answered();
    assert_eq!(read.account, stored_account(&store, &studio.anna).await);
    assert!(!read.account.value.is_active_at(NOON));
    assert_eq!(read.organization, organization);
    assert!(store.session(&digest("nobody's")).await.answered().is_none());
}

/// Sessions are listed the latest used first, and a mark of use moves one up.
pub async fn sessions_are_listed_the_latest_used_first(store: Store) {
    let anna = studio(&store).await.anna;
    for (label, seconds) in [("second", 20), ("third", 10), ("first", 30)] {
        open(&store, &Session { seen_at: later(seconds), ..samples::session(&anna, label) }).await;
    }
    assert_eq!(labels(&store, anna.id).await, ["first", "second", "third"]);
    let third = samples::session(&anna, "third");
    store.mark_session_seen(third.id, later(40)).await.answered();
    assert_eq!(labels(&store, anna.id).await, ["third", "first", "second"]);
    let read = store.session(&third.token).await.answered().answered().session;
    assert_eq!(read, Session { seen_at: later(40), ..third });
}

/// Marking a session that is gone does nothing, and brings nothing back.
pub async fn a_closed_session_is_not_brought_back_by_a_mark(store: Store) {
    let anna = studio(&store).await.anna;
    let session = samples::session(&anna, "here");
    open(&store, &session).await;
    land(&store, change(SessionWrite::Close(anna.id, session.id))).await;
    store.mark_session_seen(session.id, later(5)).await.answered();
    assert_eq!(store.sessions_of(anna.id).await.answered(), []);
    assert!(store.session(&session.token).await.answered().is_none());
}

/// Sessions that were not used for too long go, and those opened too long ago; the others stay.
pub async fn old_sessions_are_swept(store: Store) {
    let anna = studio(&store).await.anna;
    for (label, opened, seen) in
        [("idle", 50, 60), ("old", 5, 200), ("both", 5, 6), ("alive", 50, 200), ("edge", 10, 100)]
    {
        open(&store, &Session { opened_at: later(opened), seen_at: later(seen), ..samples::session(&anna, label) })
            .await;
    }
    assert_eq!(store.sweep_sessions(later(100), later(10)).await.answered(), 3);
    assert_eq!(labels(&store, anna.id).await, ["alive", "edge"]);
    assert_eq!(store.sweep_sessions(later(100), later(10)).await.answered(), 0);
}
