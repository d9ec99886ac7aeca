//! What is read is what was written, to the microsecond, with and without all that may be missing.

use std::net::IpAddr;

use identity_core::{
    change::{
        Actor, AuditEvent, AuditKind, Change, DeviceWrite, Letter, LetterKind, OutboxWrite, Recipient, SessionWrite,
        TokenWrite, UnlockedBy,
    },
    domain::{
        device::KnownDevice,
        kernel::{NameKey, Timestamp},
        lockout::{Bar, GuardKey, GuardKind, LastFailure, SignInGuard},
        outbox::LetterState,
        session::{Session, Source},
        sign_in::PrivateReason,
        token::{Token, TokenPurpose},
    },
};

use super::{
    Store,
    stage::{Answered, change, land, put_guard, recorded, studio},
};
use crate::samples::{self, NOON, digest, later};

/// Moments that are easily lost: of one microsecond more and less, before 1970 and far ahead.
pub(super) fn moments() -> [Timestamp; 4] {
    [
        NOON,
        Timestamp::from_micros(NOON.as_micros() + 1),
        Timestamp::from_micros(-1),
        Timestamp::from_micros(4_102_444_799_999_999),
    ]
}

fn sources() -> [Source; 4] {
    let network = |text: &str| Source { address: text.parse::<IpAddr>().ok() };
    [Source::local(), network("192.0.2.7"), network("2001:db8:1:2:3:4:5:6"), network("::1")]
}

/// Guards, shared and of a device, with every kind of lockout.
pub async fn guards_read_back_as_written(store: Store) {
    let name = NameKey::as_stored([0xff; 32]);
    let device = Some(digest("here"));
    for kind in [GuardKind::Password, GuardKind::UnlockCode] {
        for key in [GuardKey::shared(name, kind), GuardKey { name, kind, device }] {
            for (from, at) in sources().into_iter().zip(moments()) {
                for (until, landed) in [(None, true), (Some(moments()[1]), false)] {
                    let guard = SignInGuard {
                        key,
                        counted: 5,
                        counted_at: Some(at),
                        in_a_row: 100,
                        epoch: u32::MAX,
                        bar: Some(Bar { since: at, until, landed }),
                        not_before: Some(at),
                        last_failure: Some(LastFailure { at, from: from.clone() }),
                    };
                    put_guard(&store, &guard, false).await;
                    assert_eq!(store.guard(&key).await.answered().value, guard);
                }
            }
            let untouched = SignInGuard::untouched(key);
            put_guard(&store, &untouched, false).await;
            assert_eq!(store.guard(&key).await.answered().value, untouched);
        }
    }
}

/// Tokens of every purpose, with and without a code, mailed or not.
pub async fn tokens_read_back_as_written(store: Store) {
    let anna = studio(&store).await.anna;
    for (purpose, at) in TokenPurpose::ALL.into_iter().zip(moments().into_iter().cycle()) {
        for (code, sent_to) in [(None, None), (Some(digest("code")), Some(samples::address("Old+x@mail.example")))] {
            let written =
                Token { code, minted_at: at, expires_at: moments()[1], sent_to, ..samples::token(&anna, purpose, "x") };
            land(&store, change(TokenWrite::Mint(written.clone()))).await;
            assert_eq!(store.token_of(anna.id, purpose).await.answered(), Some(written.clone()));
            assert_eq!(store.token_by_link(purpose, &written.link).await.answered(), Some(written));
        }
    }
}

/// Sessions from anywhere, named or not, as opened and as rotated.
pub async fn sessions_read_back_as_written(store: Store) {
    let anna = studio(&store).await.anna;
    for ((from, at), n) in sources().into_iter().zip(moments()).zip(0..) {
        let label = (n % 2 == 0).then(|| samples::text("Il mio \u{1f4f1} \"nuovo\""));
        let written = Session {
            label,
            from,
            opened_at: at,
            seen_at: moments()[1],
            proven_at: moments()[3],
            ..samples::session(&anna, &n.to_string())
        };
        land(&store, change(SessionWrite::Open(written.clone()))).await;
        assert_eq!(store.session(&written.token).await.answered().map(|found| found.session), Some(written.clone()));
        let rotated = Session { token: digest(&format!("rotated {n}")), proven_at: moments()[1], ..written.clone() };
        land(&store, change(SessionWrite::Rotate { session: rotated.clone(), token: written.token })).await;
        assert_eq!(store.session(&rotated.token).await.answered().map(|found| found.session), Some(rotated));
    }
}

/// Devices, with and without a name.
pub async fn devices_read_back_as_written(store: Store) {
    let anna = studio(&store).await.anna;
    for (label, at) in [None, Some(samples::text("Firefox, Linux"))].into_iter().zip(moments()) {
        let written =
            KnownDevice { label, known_since: at, signed_in_at: moments()[1], ..samples::device(&anna, "here") };
        land(&store, change(DeviceWrite::Remember(written.clone()))).await;
        assert_eq!(store.devices_of(anna.id).await.answered(), [written]);
    }
}

/// Letters of every kind to every sort of recipient, and what became of them.
pub async fn letters_read_back_as_written(store: Store) {
    let anna = studio(&store).await.anna;
    let address = samples::address("Old+x@mail.example");
    let recipients = [
        Recipient::Account(anna.id),
        Recipient::At(anna.id, address.clone()),
        Recipient::Mailbox(address),
        Recipient::Nobody,
    ];
    for (kind, n) in LetterKind::ALL.into_iter().zip(0..) {
        let to = recipients[n % recipients.len()].clone();
        let written =
            Letter { asked_at: moments()[n % 2], deadline: moments()[3], ..samples::letter(to, kind, kind.as_str()) };
        land(&store, recorded().letter(written.clone())).await;
        let row = store.outbox_row(written.id).await.answered().answered();
        assert_eq!((row.letter, row.state, row.tries, row.remark), (written.clone(), LetterState::Queued, 0, None));
        let claimed = store.claim_letters(later(1), later(61), digest("one"), 10).await.answered();
        assert_eq!(claimed.iter().map(|claimed| &claimed.letter).collect::<Vec<_>>(), [&written]);
        let remark = (n % 2 == 0).then(|| samples::text("550 5.1.1 <x>: unknown, \u{e8}"));
        land(
            &store,
            change(OutboxWrite::Settle {
                id: written.id,
                claim: digest("one"),
                state: LetterState::Refused,
                at: moments()[1],
                remark: remark.clone(),
            }),
        )
        .await;
        let row = store.outbox_row(written.id).await.answered().answered();
        assert_eq!(
            (row.letter, row.state, row.at, row.tries, row.remark),
            (written, LetterState::Refused, moments()[1], 1, remark)
        );
    }
}

/// Audit lines by every kind of actor, from anywhere, about somebody or not.
pub async fn audit_lines_read_back_as_written(store: Store) {
    let anna = studio(&store).await.anna;
    let actors =
        [Actor::Stranger, Actor::Account(anna.id), Actor::Operator(samples::text("root \u{e8}")), Actor::House];
    let kinds = [
        AuditKind::LockedOut(PrivateReason::UnknownName),
        AuditKind::OnDevice(samples::id("device"), Box::new(AuditKind::Unlocked(UnlockedBy::Code))),
        AuditKind::LetterSettled(LetterKind::Barred, LetterState::GivenUp),
        AuditKind::BreakGlassOpened(samples::text("She cannot be \u{e8} reached; \"mailbox\" lost")),
    ];
    for (((actor, what), (from, at)), n) in
        actors.into_iter().zip(kinds).zip(sources().into_iter().zip(moments())).zip(0..)
    {
        let subject = (n % 2 == 0).then_some(anna.id);
        let acts_for = matches!(actor, Actor::Account(_)).then_some(anna.organization);
        let written = AuditEvent { at, actor, acts_for, from, organization: Some(anna.organization), subject, what };
        land(&store, Change::recorded_as(written.clone())).await;
        let read = store.audit_of_organization(Some(anna.organization), 1).await.answered().remove(0);
        assert_eq!(
            (read.at, read.actor, read.acts_for, read.from, read.organization, read.subject),
            (written.at, written.actor, acts_for, written.from, written.organization, written.subject)
        );
        assert_eq!(
            (read.what.as_str(), read.detail.as_deref()),
            (written.what.word(), written.what.detail().as_deref())
        );
    }
}
