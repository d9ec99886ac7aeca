//! `identity account show`: the account, its lockout, and what happened lately.

use identity_core::{
    application::account::{AccountFile, Reader},
    change::{Actor, AuditRecord, LetterKind},
    domain::{
        account::{Account, Rank},
        kernel::{Id, Timestamp},
        lockout::Bar,
        session::Source,
    },
};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{
    super::{Desk, outbox, rank, rights::RightsNames, state, yes_or_no},
    document::{AccountDocument, LockoutDocument},
};
use crate::{
    output::{Answer, Cell, moment},
    refusal::Refusal,
    words::{Sentence, say},
};

/// A line of the audit log, for machines.
#[derive(Serialize)]
struct EventDocument<'a> {
    number: u64,
    at: Json,
    actor: &'static str,
    actor_id: Option<String>,
    from: Option<String>,
    what: &'a str,
    detail: Option<&'a str>,
    /// The known device under whose own guard an attempt was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
}

pub(super) async fn show(desk: &Desk, login: &str) -> Result<Answer, Refusal> {
    let id = desk.account(login).await?.value.id;
    let file = desk.identity().accounts().file(Reader::Operator, id).await?;
    let file = file.ok_or_else(|| Refusal::NoSuchAccount(login.to_owned()))?;
    let bar = file.guard.bar_at(desk.identity().now());
    let now = desk.identity().now();
    let names = desk.names_of(&file.account.value).await?;
    let answer =
        Answer::new(document(&file, bar.as_ref(), &names, now), desk.zone).record(facts(&file, bar.as_ref(), now));
    let answer = with_rights(answer, &file.account.value, &names);
    let head =
        vec![say!("column-when"), say!("column-what"), say!("column-detail"), say!("column-who"), say!("column-from")];
    let events = file.events.iter().map(|event| {
        vec![
            Cell::At(event.at),
            happening(&event.what).map_or_else(|| Cell::Text(event.what.clone()), Cell::Said),
            event.particulars().map_or(Cell::Nothing, |text| {
                detail(&event.what, text).map_or_else(|| Cell::Text(text.to_owned()), Cell::Said)
            }),
            actor(&event.actor, id),
            source(&event.from),
        ]
    });
    Ok(answer.heading(say!("heading-events")).table(head, events.collect(), say!("no-events")))
}

/// What was given to an account, by whom and until when.
fn with_rights(answer: Answer, account: &Account, names: &RightsNames) -> Answer {
    let answer = answer.heading(say!("heading-rights"));
    if account.rank == Rank::Owner {
        return answer.line(say!("all-rights"));
    }
    let head = vec![say!("column-what"), say!("column-given-by"), say!("column-given"), say!("column-until")];
    answer.table(head, names.rows(account), say!("no-rights"))
}

fn facts(file: &AccountFile, bar: Option<&Bar>, now: Timestamp) -> Vec<(Sentence, Cell)> {
    let account = &file.account.value;
    let mut facts = vec![
        (say!("column-login"), Cell::Text(account.login.to_string())),
        (say!("column-name"), Cell::Text(account.name.as_str().to_owned())),
        (say!("column-rank"), Cell::Said(rank(account.rank).1)),
        (say!("column-state"), Cell::Said(state(account, bar.is_some(), now).1)),
        (say!("column-language"), Cell::Text(account.language.as_str().to_owned())),
        (say!("column-address"), Cell::text(account.contact.as_ref().map(|contact| contact.address.as_str()))),
        (say!("fact-confirmed"), Cell::at(account.contact.as_ref().and_then(|contact| contact.confirmed_at))),
        (say!("fact-has-password"), Cell::Said(yes_or_no(account.password.is_some()))),
        (say!("fact-created"), Cell::At(account.created_at)),
        (say!("column-ends"), Cell::at(account.ends_at)),
        (say!("column-signed-in"), Cell::at(account.signed_in_at)),
        (say!("fact-sessions"), Cell::Text(file.sessions.to_string())),
        (say!("fact-devices"), Cell::Text(file.devices.to_string())),
    ];
    if let Some(bar) = bar {
        facts.push((say!("fact-locked-since"), Cell::At(bar.since)));
        facts.push((
            say!("fact-locked-until"),
            bar.until.map_or_else(|| Cell::Said(say!("bar-until-unlocked")), Cell::At),
        ));
    }
    if let Some(failure) = &file.guard.last_failure {
        facts.push((say!("fact-last-failure"), Cell::At(failure.at)));
        facts.push((say!("fact-failed-from"), source(&failure.from)));
    }
    facts
}

fn document(file: &AccountFile, bar: Option<&Bar>, names: &RightsNames, now: Timestamp) -> Json {
    let account = &file.account.value;
    let failure = file.guard.last_failure.as_ref();
    json!({
        "account": AccountDocument::of(account, names),
        "state": state(account, bar.is_some(), now).0,
        "lockout": bar.map(|bar| LockoutDocument::of(bar, failure)),
        "last_failure_at": failure.map(|failure| moment(failure.at)),
        "last_failure_from": failure.and_then(|failure| failure.from.address).map(|address| address.to_string()),
        "sessions": file.sessions,
        "devices": file.devices,
        "events": file.events.iter().map(event).collect::<Vec<_>>(),
    })
}

fn event(record: &AuditRecord) -> EventDocument<'_> {
    let (actor, actor_id) = match &record.actor {
        Actor::Stranger => ("stranger", None),
        Actor::Account(id) => ("account", Some(id.to_string())),
        Actor::Operator(name) => ("operator", Some(name.as_str().to_owned())),
        Actor::House => ("house", None),
    };
    EventDocument {
        number: record.number,
        at: moment(record.at),
        actor,
        actor_id,
        from: record.from.address.map(|address| address.to_string()),
        what: &record.what,
        detail: record.particulars(),
        device: record.device().map(|device| device.to_string()),
    }
}

fn actor(actor: &Actor, subject: Id<Account>) -> Cell {
    Cell::Said(match actor {
        Actor::Stranger => say!("actor-stranger"),
        Actor::Account(id) if *id == subject => say!("actor-self"),
        Actor::Account(id) => say!("actor-account").with("id", id.to_string()),
        Actor::Operator(name) => say!("actor-operator").with("name", name.as_str()),
        Actor::House => say!("actor-house"),
    })
}

fn source(from: &Source) -> Cell {
    Cell::text(from.address.map(|address| address.to_string()))
}

/// What the stable word beside it means; `None` for the names of what was given or changed.
pub(in crate::commands) fn detail(what: &str, word: &str) -> Option<Sentence> {
    if matches!(
        what,
        "rights-changed"
            | "profile-defined"
            | "profile-changed"
            | "profile-removed"
            | "account-removed"
            | "invitation-offered"
            | "invitation-resent"
            | "invitation-revoked"
            | "invitation-superseded"
            | "invitation-accepted"
            | "invitation-declined"
            | "invitation-lapsed"
            | "break-glass-opened"
            | "break-glass-password-set"
    ) {
        return None;
    }
    Some(match word {
        "unknown-name" => say!("detail-unknown-name"),
        "no-password" => say!("detail-no-password"),
        "wrong-password" => say!("detail-wrong-password"),
        "suspended" => say!("detail-suspended"),
        "password" => say!("detail-password"),
        "unlock-code" => say!("detail-unlock-code"),
        "by-code" => say!("detail-by-code"),
        "by-link" => say!("detail-by-link"),
        "by-administrator" => say!("detail-by-administrator"),
        "by-operator" => say!("detail-by-operator"),
        "reinstated" => say!("detail-reinstated"),
        letter => return LetterKind::as_stored(letter).map(outbox::kind),
    })
}

/// What the audit log's stable word means; `None` for one that a newer version wrote.
pub(in crate::commands) fn happening(word: &str) -> Option<Sentence> {
    Some(match word {
        "signed-in" => say!("event-signed-in"),
        "sign-in-failed" => say!("event-sign-in-failed"),
        "locked-out" => say!("event-locked-out"),
        "sign-in-too-late" => say!("event-sign-in-too-late"),
        "proved-again" => say!("event-proved-again"),
        "signed-out" => say!("event-signed-out"),
        "unlock-requested" => say!("event-unlock-requested"),
        "code-failed" => say!("event-code-failed"),
        "unlocked" => say!("event-unlocked"),
        "reset-requested" => say!("event-reset-requested"),
        "password-reset" => say!("event-password-reset"),
        "password-chosen" => say!("event-password-chosen"),
        "password-changed" => say!("event-password-changed"),
        "login-names-requested" => say!("event-login-names-requested"),
        "organization-opened" => say!("event-organization-opened"),
        "organization-changed" => say!("event-organization-changed"),
        "policy-changed" => say!("event-policy-changed"),
        "account-registered" => say!("event-account-registered"),
        "account-edited" => say!("event-account-edited"),
        "account-readdressed" => say!("event-account-readdressed"),
        "account-suspended" => say!("event-account-suspended"),
        "account-reinstated" => say!("event-account-reinstated"),
        "welcome-sent" => say!("event-welcome-sent"),
        "reset-sent" => say!("event-reset-sent"),
        "accounts-imported" => say!("event-accounts-imported"),
        "accounts-exported" => say!("event-accounts-exported"),
        "rights-changed" => say!("event-rights-changed"),
        "profile-defined" => say!("event-profile-defined"),
        "profile-changed" => say!("event-profile-changed"),
        "profile-removed" => say!("event-profile-removed"),
        "account-removed" => say!("event-account-removed"),
        "invitation-offered" => say!("event-invitation-offered"),
        "invitation-resent" => say!("event-invitation-resent"),
        "invitation-revoked" => say!("event-invitation-revoked"),
        "invitation-superseded" => say!("event-invitation-superseded"),
        "invitation-accepted" => say!("event-invitation-accepted"),
        "invitation-declined" => say!("event-invitation-declined"),
        "invitation-lapsed" => say!("event-invitation-lapsed"),
        "language-changed" => say!("event-language-changed"),
        "address-change-asked" => say!("event-address-change-asked"),
        "address-confirmed" => say!("event-address-confirmed"),
        "address-changed" => say!("event-address-changed"),
        "address-change-dropped" => say!("event-address-change-dropped"),
        "session-revoked" => say!("event-session-revoked"),
        "sessions-revoked" => say!("event-sessions-revoked"),
        "session-named" => say!("event-session-named"),
        "device-forgotten" => say!("event-device-forgotten"),
        "letter-readied" => say!("event-letter-readied"),
        "letter-settled" => say!("event-letter-settled"),
        "letter-retried" => say!("event-letter-retried"),
        "break-glass-opened" => say!("event-break-glass-opened"),
        "break-glass-used" => say!("event-break-glass-used"),
        "break-glass-password-set" => say!("event-break-glass-password-set"),
        "break-glass-rehearsed" => say!("event-break-glass-rehearsed"),
        "installation-restored" => say!("event-installation-restored"),
        "lockout-carried-over" => say!("event-lockout-carried-over"),
        "audit-pruned" => say!("event-audit-pruned"),
        _ => return None,
    })
}
