//! The audit log.

use identity_core::{
    change::{Actor, AuditEvent, AuditKind, AuditRecord, Change},
    domain::sign_in::PrivateReason,
};

use super::{
    Store,
    stage::{Answered, land, studio, studio_called},
};
use crate::samples;

fn words(lines: &[AuditRecord]) -> Vec<&str> {
    lines.iter().map(|line| line.what.as_str()).collect()
}

/// The latest line comes first, whatever the moment it bears; numbers grow in the order of the commits.
pub async fn the_latest_audit_lines_come_first(store: Store) {
    let anna = studio(&store).await.anna;
    let kinds = [
        AuditKind::SignInFailed(PrivateReason::WrongPassword),
        AuditKind::UnlockRequested,
        AuditKind::SignedIn,
        AuditKind::SignedOut,
    ];
    for (kind, seconds) in kinds.into_iter().zip([10, 10, 40, 5]) {
        land(
            &store,
            Change::recorded_as(AuditEvent { at: samples::later(seconds), ..samples::event_about(&anna, kind) }),
        )
        .await;
    }
    let expected = ["signed-out", "signed-in", "unlock-requested", "sign-in-failed"];
    for lines in [
        store.audit_of_account(anna.id, 10).await.answered(),
        store.audit_of_organization(Some(anna.organization), 10).await.answered(),
        store.audit_of_organization(None, 4).await.answered(),
    ] {
        assert_eq!(words(&lines), expected);
        assert!(lines.windows(2).all(|pair| pair[0].number > pair[1].number), "{lines:?}");
    }
    assert_eq!(words(&store.audit_of_account(anna.id, 2).await.answered()), expected[..2]);
    assert_eq!(words(&store.audit_of_organization(Some(anna.organization), 3).await.answered()), expected[..3]);
}

/// An account's lines are those about it and those of its own doing.
pub async fn an_account_shows_lines_about_it_and_by_it(store: Store) {
    let studio = studio(&store).await;
    let by_anna_about_bruno = AuditEvent {
        actor: Actor::Account(studio.anna.id),
        ..samples::event_about(&studio.bruno, AuditKind::AccountSuspended)
    };
    let about_anna = samples::event_about(&studio.anna, AuditKind::UnlockRequested);
    let by_and_about_anna =
        AuditEvent { actor: Actor::Account(studio.anna.id), ..samples::event_about(&studio.anna, AuditKind::SignedIn) };
    for event in [by_anna_about_bruno, about_anna, by_and_about_anna] {
        land(&store, Change::recorded_as(event)).await;
    }
    assert_eq!(
        words(&store.audit_of_account(studio.anna.id, 10).await.answered()),
        ["signed-in", "unlock-requested", "account-suspended"]
    );
    assert_eq!(words(&store.audit_of_account(studio.bruno.id, 10).await.answered()), ["account-suspended"]);
    assert_eq!(words(&store.audit_of_account(studio.owner.id, 10).await.answered()), [""; 0]);
}

/// Whoever goes through a log finds its lines with the words asked for, the oldest first, after the line where the
/// last page ended; those of another organization never.
pub async fn a_log_is_gone_through_the_oldest_first_by_its_words(store: Store) {
    let anna = studio(&store).await.anna;
    let other = studio_called(&store, "studio-verdi").await.anna;
    for n in 0..4 {
        for (account, kind) in [
            (&anna, AuditKind::SignedIn),
            (&other, AuditKind::SignedIn),
            (&anna, AuditKind::SignedOut),
            (&anna, AuditKind::UnlockRequested),
        ] {
            // Whatever the moment it bears.
            let event = samples::event_about(account, kind);
            land(&store, Change::recorded_as(AuditEvent { at: samples::later(100 - n), ..event })).await;
        }
    }
    let asked = ["signed-in", "signed-out"];
    let mut walked: Vec<AuditRecord> = Vec::new();
    loop {
        let after = walked.last().map_or(0, |line| line.number);
        let page = store.audit_lines_after(anna.organization, &asked, after, 3).await.answered();
        assert!(page.len() <= 3);
        if page.is_empty() || walked.len() > 8 {
            break;
        }
        walked.extend(page);
    }
    assert_eq!(words(&walked), ["signed-in", "signed-out"].repeat(4));
    assert!(walked.windows(2).all(|pair| pair[0].number < pair[1].number), "{walked:?}");
    assert!(walked.iter().all(|line| line.subject == Some(anna.id)), "{walked:?}");
}
