//! The letters of an organization in the console: how they fare, and sending again those that failed.

use axum::{extract::Query, http::StatusCode, response::Response};
use identity_core::{
    application::outbox::{OutboxPage, RetryError},
    change::{Letter, LetterKind, Recipient},
    domain::{
        kernel::{Id, ShortText, Timestamp},
        outbox::LetterState,
    },
    ports::{LetterPlace, LetterQuery, LettersFrom, OutboxRow},
};
use serde::Deserialize;

use super::console::Administrator;
use crate::{
    request::{Posted, go, moment, show},
    trouble::Trouble,
    views::{ConsoleOutbox, LetterFilter, Notice, OutboxLine, OutboxPerson, Tone},
};

const ROWS: u32 = 50;

/// The most letters that are sent again at once.
const BULK: usize = 200;

/// What the address of the list may say.
#[derive(Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    state: String,
    newer: Option<String>,
    older: Option<String>,
}

pub(crate) async fn list(administrator: Administrator, Query(find): Query<Find>) -> Result<Response, Trouble> {
    let from = match (find.older.as_deref().and_then(place), find.newer.as_deref().and_then(place)) {
        (Some(place), _) => LettersFrom::OlderThan(place),
        (None, Some(place)) => LettersFrom::NewerThan(place),
        (None, None) => LettersFrom::Latest,
    };
    respond(&administrator, LetterFilter::from_query(&find.state), from, None).await
}

pub(crate) async fn retry(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let one = posted.one("one")?;
    let ids = if one.is_empty() { chosen(posted.many("letter"))? } else { chosen(std::iter::once(one))? };
    let filter = LetterFilter::from_query(posted.one("state")?);
    let caller = &administrator.0.caller;
    let mut not_failed = 0_u32;
    // Each letter on its own: one that is on its way again already does not hold up the others.
    for id in ids {
        match caller.identity().outbox().retry(&authority, id, &caller.visit().from).await {
            Ok(()) => {}
            Err(RetryError::NotFailed) => not_failed += 1,
            Err(RetryError::Unavailable(unavailable)) => return Err(unavailable.into()),
        }
    }
    caller.letters_may_wait();
    if not_failed == 0 {
        return Ok(go(&format!("/console/outbox?state={}", filter.value())));
    }
    respond(&administrator, filter, LettersFrom::Latest, Some(not_failed)).await
}

async fn respond(
    administrator: &Administrator,
    filter: LetterFilter,
    from: LettersFrom,
    not_failed: Option<u32>,
) -> Result<Response, Trouble> {
    let query = LetterQuery {
        organization: Some(administrator.present().account().organization),
        state: state_of(filter),
        from,
        limit: ROWS,
    };
    let found = administrator.0.caller.identity().outbox().page(administrator.reader(), &query).await?;
    let mut page = administrator.0.page();
    page.notice = not_failed.map(|count| Notice {
        tone: Tone::Care,
        title: page.say("outbox-not-failed").count("count", count).to_string(),
        text: Some(page.t("outbox-not-failed-text")),
    });
    let cursor =
        |row: Option<&OutboxRow>| row.map(|row| format!("{}.{}", row.letter.asked_at.as_micros(), row.letter.id));
    let letters = &found.letters;
    let view = ConsoleOutbox {
        page,
        locked_count: administrator.locked_count().await?,
        filter,
        newer: cursor(letters.rows.first()).filter(|_| letters.more_newer),
        older: cursor(letters.rows.last()).filter(|_| letters.more_older),
        rows: letters.rows.iter().map(|row| line(&found, row)).collect(),
    };
    let status = if not_failed.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok(show(status, &view))
}

fn line(page: &OutboxPage, row: &OutboxRow) -> OutboxLine {
    let id = match &row.letter.to {
        Recipient::Account(id) | Recipient::At(id, _) | Recipient::Inviter(id, _) => Some(id.to_string()),
        Recipient::Invited(_) | Recipient::Mailbox(_) | Recipient::Nobody => None,
    };
    OutboxLine {
        id: row.letter.id.to_string(),
        kind: kind(row.letter.kind),
        person: id.zip(page.person(row)).map(|(id, (name, login))| OutboxPerson {
            id,
            display_name: name.as_str().to_owned(),
            login: login.to_string(),
        }),
        state: shown(row.state),
        tries: row.tries,
        asked_at: moment(row.letter.asked_at),
        at: moment(row.at),
        remark: row.remark.as_ref().map(ShortText::as_str).map(str::to_owned),
    }
}

/// The message that says what a letter is about.
const fn kind(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Barred => "letter-kind-barred",
        LetterKind::UnlockInstructions => "letter-kind-unlock",
        LetterKind::ResetInstructions => "letter-kind-reset",
        LetterKind::Welcome => "letter-kind-welcome",
        LetterKind::LoginNames => "letter-kind-login-names",
        LetterKind::PasswordChanged => "letter-kind-password-changed",
        LetterKind::ConfirmNewAddress => "letter-kind-confirm-address",
        LetterKind::AgreeFromOldAddress => "letter-kind-agree-address",
        LetterKind::AddressChanged => "letter-kind-address-changed",
        LetterKind::BreakGlass => "letter-kind-break-glass",
        LetterKind::Drill => "letter-kind-drill",
        LetterKind::Invitation => "letter-kind-invitation",
        LetterKind::InvitationAccepted => "letter-kind-invitation-accepted",
        LetterKind::InvitationDeclined => "letter-kind-invitation-declined",
        LetterKind::Activated => "letter-kind-activated",
    }
}

const fn state_of(filter: LetterFilter) -> Option<LetterState> {
    match filter {
        LetterFilter::Any => None,
        LetterFilter::Queued => Some(LetterState::Queued),
        LetterFilter::Sending => Some(LetterState::Sending),
        LetterFilter::Sent => Some(LetterState::Sent),
        LetterFilter::Refused => Some(LetterState::Refused),
        LetterFilter::GivenUp => Some(LetterState::GivenUp),
        LetterFilter::Withheld => Some(LetterState::Withheld),
    }
}

const fn shown(state: LetterState) -> LetterFilter {
    match state {
        LetterState::Queued => LetterFilter::Queued,
        LetterState::Sending => LetterFilter::Sending,
        LetterState::Sent => LetterFilter::Sent,
        LetterState::Refused => LetterFilter::Refused,
        LetterState::GivenUp => LetterFilter::GivenUp,
        LetterState::Withheld => LetterFilter::Withheld,
    }
}

/// A place in the list, as the address holds it; one that cannot be read shows the latest.
fn place(cursor: &str) -> Option<LetterPlace> {
    let (micros, id) = cursor.split_once('.')?;
    Some(LetterPlace { asked_at: Timestamp::from_micros(micros.parse().ok()?), id: Id::parse(id)? })
}

fn chosen<'a>(ids: impl Iterator<Item = &'a str>) -> Result<Vec<Id<Letter>>, Trouble> {
    let ids: Option<Vec<_>> = ids.take(BULK + 1).map(Id::parse).collect();
    ids.filter(|ids| ids.len() <= BULK).ok_or(Trouble::Unreadable)
}
