//! `identity outbox`.

use identity_core::{
    application::{
        account::Reader,
        outbox::{OutboxPage, RetryError},
    },
    change::LetterKind,
    domain::{
        kernel::{Id, ShortText},
        outbox::LetterState,
    },
    ports::{LetterQuery, LettersFrom, OutboxRow},
};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Desk, unacceptable};
use crate::{
    arguments::{LetterPhase, OutboxVerb},
    exit::Exit,
    output::{Answer, Cell, moment},
    refusal::{Refusal, Why},
    words::{Sentence, say},
};

/// A letter for machines. Holds no address and nothing of what it carries.
#[derive(Serialize)]
struct LetterDocument<'a> {
    id: String,
    kind: &'static str,
    login: Option<String>,
    state: &'static str,
    tries: u32,
    asked_at: Json,
    deadline: Json,
    at: Json,
    remark: Option<&'a str>,
}

pub(super) async fn run(desk: &Desk, verb: OutboxVerb) -> Result<Answer, Refusal> {
    match verb {
        OutboxVerb::List { organization, state, limit } => list(desk, organization.as_deref(), state, limit).await,
        OutboxVerb::Retry { ids } => retry(desk, &ids).await,
    }
}

async fn list(desk: &Desk, handle: Option<&str>, phase: Option<LetterPhase>, limit: u32) -> Result<Answer, Refusal> {
    let organization = match handle {
        Some(handle) => Some(desk.organization(handle).await?.value.id),
        None => None,
    };
    let query = LetterQuery { organization, state: phase.map(asked), from: LettersFrom::Latest, limit };
    let page = desk.identity().outbox().page(Reader::Operator, &query).await?;
    let letters = &page.letters.rows;
    let documents: Vec<_> = letters.iter().map(|row| document(row, &page)).collect();
    let head = vec![
        say!("column-id"),
        say!("column-letter"),
        say!("column-to"),
        say!("column-state"),
        say!("column-tries"),
        say!("column-when"),
        say!("column-remark"),
    ];
    let rows = letters.iter().map(|row| {
        vec![
            Cell::Text(row.letter.id.to_string()),
            Cell::Said(kind(row.letter.kind)),
            Cell::text(login_of(row, &page)),
            Cell::Said(state(row.state).1),
            Cell::Text(row.tries.to_string()),
            Cell::At(row.at),
            Cell::text(row.remark.as_ref().map(ShortText::as_str)),
        ]
    });
    Ok(Answer::new(json!({ "letters": documents }), desk.zone).table(head, rows.collect(), say!("no-letters")))
}

async fn retry(desk: &Desk, typed: &[String]) -> Result<Answer, Refusal> {
    let mut ids = Vec::with_capacity(typed.len());
    for id in typed {
        ids.push(Id::parse(id).ok_or_else(|| unacceptable("ID", id, Why::Id))?);
    }
    let (mut queued, mut not_failed) = (Vec::new(), Vec::new());
    for (id, shown) in ids.into_iter().zip(typed) {
        match desk.identity().outbox().retry(&desk.authority, id, &desk.from).await {
            Ok(()) => queued.push(shown),
            Err(RetryError::NotFailed) => not_failed.push(shown),
            Err(RetryError::Unavailable(unavailable)) => return Err(unavailable.into()),
        }
    }
    if let (true, Some(first)) = (queued.is_empty(), not_failed.first()) {
        return Err(Refusal::NoFailedLetter((*first).clone()));
    }
    let exit = if not_failed.is_empty() { Exit::Done } else { Exit::NotFound };
    let mut answer = Answer::new(json!({ "retried": queued, "not_failed": not_failed }), desk.zone).ending(exit);
    for id in queued {
        answer = answer.line(say!("letter-retried").with("id", id));
    }
    for id in not_failed {
        answer = answer.line(say!("no-failed-letter").with("id", id));
    }
    Ok(answer)
}

fn login_of(row: &OutboxRow, page: &OutboxPage) -> Option<String> {
    page.person(row).map(|(_, login)| login.to_string())
}

fn document<'a>(row: &'a OutboxRow, page: &OutboxPage) -> LetterDocument<'a> {
    LetterDocument {
        id: row.letter.id.to_string(),
        kind: row.letter.kind.as_str(),
        login: login_of(row, page),
        state: state(row.state).0,
        tries: row.tries,
        asked_at: moment(row.letter.asked_at),
        deadline: moment(row.letter.deadline),
        at: moment(row.at),
        remark: row.remark.as_ref().map(ShortText::as_str),
    }
}

const fn asked(phase: LetterPhase) -> LetterState {
    match phase {
        LetterPhase::Queued => LetterState::Queued,
        LetterPhase::Sending => LetterState::Sending,
        LetterPhase::Sent => LetterState::Sent,
        LetterPhase::Refused => LetterState::Refused,
        LetterPhase::GivenUp => LetterState::GivenUp,
        LetterPhase::Withheld => LetterState::Withheld,
    }
}

/// The words are those that `--state` takes.
fn state(state: LetterState) -> (&'static str, Sentence) {
    match state {
        LetterState::Queued => ("queued", say!("letter-queued")),
        LetterState::Sending => ("sending", say!("letter-sending")),
        LetterState::Sent => ("sent", say!("letter-sent")),
        LetterState::Refused => ("refused", say!("letter-refused")),
        LetterState::GivenUp => ("given-up", say!("letter-given-up")),
        LetterState::Withheld => ("withheld", say!("letter-withheld")),
    }
}

pub(super) fn kind(kind: LetterKind) -> Sentence {
    match kind {
        LetterKind::Barred => say!("kind-barred"),
        LetterKind::UnlockInstructions => say!("kind-unlock"),
        LetterKind::ResetInstructions => say!("kind-reset"),
        LetterKind::Welcome => say!("kind-welcome"),
        LetterKind::LoginNames => say!("kind-login-names"),
        LetterKind::PasswordChanged => say!("kind-password-changed"),
        LetterKind::ConfirmNewAddress => say!("kind-confirm-address"),
        LetterKind::AgreeFromOldAddress => say!("kind-agree-address"),
        LetterKind::AddressChanged => say!("kind-address-changed"),
        LetterKind::BreakGlass => say!("kind-break-glass"),
        LetterKind::Drill => say!("kind-drill"),
        LetterKind::Invitation => say!("kind-invitation"),
        LetterKind::InvitationAccepted => say!("kind-invitation-accepted"),
        LetterKind::InvitationDeclined => say!("kind-invitation-declined"),
        LetterKind::Activated => say!("kind-activated"),
    }
}
