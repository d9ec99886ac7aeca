//! `identity audit`.

mod filter;
mod findings;

use std::io::{self, IsTerminal as _, Write as _};

use identity_audit_export::Format;
use identity_core::{
    application::{
        account::Reader,
        audit::{NamedPage, PruneError, Verification},
    },
    change::{Actor, AuditRecord},
    domain::seal::Head,
    ports::{AuditFrom, AuditQuery},
};
use identity_settings::{read_lifetime, written_lifetime};
use serde::Serialize;
use serde_json::{Value as Json, json};

use self::findings::{document_of, finding};
use super::{
    Desk,
    account::{detail, happening},
    unacceptable,
};
use crate::{
    arguments::{AuditFilter, AuditVerb, ExportFormat},
    asking::confirm,
    exit::Exit,
    output::{Answer, Cell, moment},
    progress,
    refusal::{Refusal, Why},
    words::{Words, is_harmful, say},
};

/// How many lines of an export are read at once.
const PAGE: u32 = 500;

/// A line of the log, for machines.
#[derive(Serialize)]
struct LineDocument<'a> {
    number: u64,
    id: Option<String>,
    at: Json,
    what: &'a str,
    detail: Option<&'a str>,
    actor: &'static str,
    actor_id: Option<String>,
    actor_name: Option<String>,
    acts_for: Option<&'a str>,
    from: Option<String>,
    organization: Option<&'a str>,
    subject_id: Option<String>,
    subject: Option<String>,
    seal: Option<u64>,
}

pub(super) async fn run(desk: &Desk, words: &Words, verb: AuditVerb) -> Result<Answer, Refusal> {
    match verb {
        AuditVerb::List { filter, before, limit } => list(desk, &filter, before, limit).await,
        AuditVerb::Export { format, filter } => export(desk, format, &filter).await,
        AuditVerb::Verify { head } => verify(desk, words, head.as_deref()).await,
        AuditVerb::Seal => seal(desk).await,
        AuditVerb::Prune { older_than, dry_run, yes } => prune(desk, words, older_than.as_deref(), dry_run, yes).await,
    }
}

async fn list(desk: &Desk, typed: &AuditFilter, before: Option<u64>, limit: u32) -> Result<Answer, Refusal> {
    let from = before.map_or(AuditFrom::Latest, AuditFrom::Before);
    let query = AuditQuery { from, limit, ..filter::query(desk, typed).await? };
    let named = desk.identity().audit().page(Reader::Operator, &query).await?;
    let lines: Vec<_> = named.page.lines.iter().map(|line| document(line, &named)).collect();
    let next = named.page.lines.last().filter(|_| named.page.more_earlier).map(|line| line.number);
    let head = vec![
        say!("column-number"),
        say!("column-when"),
        say!("column-what"),
        say!("column-detail"),
        say!("column-who"),
        say!("column-for-whom"),
        say!("column-about"),
        say!("column-from"),
    ];
    let rows = named.page.lines.iter().map(|line| {
        let said = |word: &String| happening(word).map_or_else(|| Cell::Text(word.clone()), Cell::Said);
        let particulars = |word| detail(&line.what, word).map_or_else(|| Cell::text(Some(word)), Cell::Said);
        let handle = |id| named.handle_of(id).map_or_else(|| id.to_string(), |handle| handle.as_str().to_owned());
        vec![
            Cell::Text(line.number.to_string()),
            Cell::At(line.at),
            said(&line.what),
            line.particulars().map_or(Cell::Nothing, particulars),
            actor(line, &named),
            Cell::text(line.acts_for.map(handle)),
            Cell::text(line.subject.map(|id| login_of(id, &named))),
            Cell::text(line.from.address.map(|address| address.to_string())),
        ]
    });
    let document = json!({ "lines": lines, "next_before": next });
    let answer = Answer::new(document, desk.zone).table(head, rows.collect(), say!("no-lines"));
    Ok(match next {
        Some(next) => answer.line(say!("more-lines").with("number", next)),
        None => answer,
    })
}

fn login_of(
    id: identity_core::domain::kernel::Id<identity_core::domain::account::Account>,
    page: &NamedPage,
) -> String {
    page.called(id).map_or_else(|| id.to_string(), |account| account.login.to_string())
}

fn actor(line: &AuditRecord, page: &NamedPage) -> Cell {
    match &line.actor {
        Actor::Stranger => Cell::Said(say!("actor-stranger")),
        Actor::Account(id) => Cell::Text(login_of(*id, page)),
        Actor::Operator(name) => Cell::Said(say!("actor-operator").with("name", name.as_str())),
        Actor::House => Cell::Said(say!("actor-house")),
    }
}

fn document<'a>(line: &'a AuditRecord, page: &'a NamedPage) -> LineDocument<'a> {
    let handle = |id| page.handle_of(id).map(identity_core::domain::kernel::Handle::as_str);
    let (actor_id, actor_name) = match &line.actor {
        Actor::Account(id) => (Some(id.to_string()), page.called(*id).map(|account| account.login.to_string())),
        Actor::Operator(name) => (None, Some(name.as_str().to_owned())),
        Actor::Stranger | Actor::House => (None, None),
    };
    LineDocument {
        number: line.number,
        id: line.id.map(|id| id.to_string()),
        at: moment(line.at),
        what: &line.what,
        detail: line.detail.as_deref(),
        actor: line.actor.word(),
        actor_id,
        actor_name,
        acts_for: line.acts_for.and_then(handle),
        from: line.from.address.map(|address| address.to_string()),
        organization: line.organization.and_then(handle),
        subject_id: line.subject.map(|id| id.to_string()),
        subject: line.subject.and_then(|id| page.called(id)).map(|account| account.login.to_string()),
        seal: line.seal,
    }
}

/// Page by page to standard output, so that a long log needs no more memory than a short one.
async fn export(desk: &Desk, format: ExportFormat, typed: &AuditFilter) -> Result<Answer, Refusal> {
    let format = match format {
        ExportFormat::Jsonl => Format::JsonLines,
        ExportFormat::Csv => Format::Csv,
    };
    let query = AuditQuery { limit: PAGE, ..filter::query(desk, typed).await? };
    let mut after = 0;
    let mut goes_on = write_out(&format.head().map_err(Refusal::Written)?)?;
    while goes_on {
        let page = desk.identity().audit().next(Reader::Operator, &query, after).await?;
        let Some(last) = page.page.lines.last() else { break };
        after = last.number;
        goes_on = write_out(&format.lines(&page).map_err(Refusal::Written)?)?;
    }
    Ok(Answer::verbatim(String::new()))
}

/// False when whoever reads has seen enough.
fn write_out(bytes: &[u8]) -> Result<bool, Refusal> {
    let mut out = io::stdout().lock();
    let written = if out.is_terminal() {
        // A name must not do anything to the terminal; a file gets what there is.
        let text = String::from_utf8_lossy(bytes);
        let shown: String = text.chars().map(|c| if is_harmful(c) && c != '\n' { '\u{fffd}' } else { c }).collect();
        out.write_all(shown.as_bytes())
    } else {
        out.write_all(bytes)
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Refusal::Written(error)),
    }
}

async fn verify(desk: &Desk, words: &Words, head: Option<&str>) -> Result<Answer, Refusal> {
    let read = |given| Head::parse(given).ok_or_else(|| unacceptable("--head", given, Why::Head));
    let noted = head.map(read).transpose()?;
    let progress = progress::going_on(&words.tell(&say!("verifying")));
    let verification = desk.identity().audit().verify(noted.as_ref(), &|lines| progress.reached(lines)).await?;
    drop(progress);
    let Verification { lines, adopted, seals, pruned, unsealed, waiting_seconds, head, findings, unnamed } =
        &verification;
    let document = json!({
        "whole": verification.is_whole(),
        "lines": lines,
        "adopted": adopted,
        "seals": seals,
        "pruned": pruned,
        "unsealed": unsealed,
        "waiting_seconds": waiting_seconds,
        "head": head.map(|head| head.to_string()),
        "findings": findings.iter().map(document_of).collect::<Vec<_>>(),
        "unnamed": unnamed,
    });
    let mut answer = Answer::new(document, desk.zone);
    if verification.is_whole() {
        answer = answer.line(say!("log-whole"));
    } else {
        answer = answer.line(say!("log-not-whole")).ending(Exit::Unwell);
        for found in findings {
            answer = answer.line(finding(found));
        }
        if *unnamed > 0 {
            answer = answer.line(say!("findings-unnamed").with("count", *unnamed));
        }
        answer = answer.line(say!("log-not-whole-remedy"));
    }
    answer = answer.record(vec![
        (say!("fact-sealed-lines"), Cell::Text(lines.to_string())),
        (say!("fact-seals"), Cell::Text(seals.to_string())),
        (say!("fact-adopted-lines"), Cell::Text(adopted.to_string())),
        (say!("fact-pruned-lines"), Cell::Text(pruned.to_string())),
        (say!("fact-unsealed-lines"), Cell::Text(unsealed.to_string())),
        (say!("fact-waiting"), Cell::Said(say!("for-seconds").with("seconds", *waiting_seconds))),
        (say!("fact-head"), Cell::text(head.map(|head| head.to_string()))),
    ]);
    Ok(if noted.is_none() && head.is_some() { answer.line(say!("note-the-head")) } else { answer })
}

async fn seal(desk: &Desk) -> Result<Answer, Refusal> {
    let audit = desk.identity().audit();
    let mut sealed = 0;
    loop {
        match audit.seal().await? {
            0 => break,
            lines => sealed += lines,
        }
    }
    let head = audit.head().await?.map(|head| head.to_string());
    let answer = Answer::new(json!({ "sealed": sealed, "head": head }), desk.zone);
    let answer = answer.line(say!("lines-sealed").with("count", sealed));
    Ok(answer.record(vec![(say!("fact-head"), Cell::text(head))]))
}

async fn prune(
    desk: &Desk,
    words: &Words,
    older_than: Option<&str>,
    dry_run: bool,
    yes: bool,
) -> Result<Answer, Refusal> {
    let read = |given| read_lifetime(given).ok_or_else(|| unacceptable("--older-than", given, Why::Span));
    let span = older_than.map(read).transpose()?.or(desk.identity().rules().audit_kept_for);
    let span = span.ok_or(Refusal::NoKeeping)?;
    let before = desk.identity().now().minus(span);
    let prunable = desk.identity().audit().prunable(before).await?;
    let document = |gone: u64| {
        json!({
            "dry_run": dry_run,
            "older_than": written_lifetime(span),
            "before": moment(before),
            "seals": prunable.seals,
            "lines": prunable.lines,
            "last_number": prunable.last,
            "pruned": gone,
        })
    };
    let about = say!("about-to-prune").with("count", prunable.lines).with("span", written_lifetime(span));
    if dry_run || prunable.lines == 0 {
        let answer = Answer::new(document(0), desk.zone).line(about);
        return Ok(if dry_run { answer.line(say!("nothing-was-done")) } else { answer });
    }
    confirm(words, yes, &about)?;
    let progress = progress::going_on(&words.tell(&say!("pruning")));
    let pruned =
        desk.identity().audit().prune(&desk.authority, before, &desk.from, &|lines| progress.reached(lines)).await;
    drop(progress);
    match pruned {
        Ok(gone) => Ok(Answer::new(document(gone), desk.zone).line(say!("lines-pruned").with("count", gone))),
        Err(PruneError::NotAllowed) => Err(Refusal::NotAllowed),
        Err(PruneError::NotWhole(_)) => Err(Refusal::LogNotWhole),
        Err(PruneError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}
