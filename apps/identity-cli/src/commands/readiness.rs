//! `identity readiness`: who could not get back in.

use identity_core::{
    application::{
        account::Reader,
        readiness::{UNREADY_LISTED, UnreadyAccount},
    },
    domain::{
        kernel::Id,
        organization::Organization,
        readiness::{Remedy, Severity, Unready, worst},
    },
};
use serde_json::{Value as Json, json};

use super::Desk;
use crate::{
    exit::Exit,
    output::{Answer, Cell, moment},
    refusal::Refusal,
    words::{Sentence, say},
};

pub(super) async fn run(desk: &Desk, handle: Option<&str>, strict: bool) -> Result<Answer, Refusal> {
    let mut unready = Vec::new();
    for organization in desk.organizations(handle).await? {
        unready.extend(of(desk, organization.id).await?);
    }
    let count = |severity| unready.iter().filter(|row| worst(&row.reasons) == Some(severity)).count();
    let (lost, at_risk) = (count(Severity::CannotRecover), count(Severity::AtRisk));
    let document = json!({
        "ready": lost == 0,
        "cannot_recover": lost,
        "at_risk": at_risk,
        "accounts": unready.iter().map(document).collect::<Vec<_>>(),
    });
    let mut rows = Vec::new();
    for row in &unready {
        let login = row.account.login.to_string();
        for why in &row.reasons {
            rows.push(vec![
                Cell::Said(severity(why.severity())),
                Cell::Text(login.clone()),
                Cell::Said(reason(*why)),
                Cell::Said(remedy(*why, &login)),
            ]);
        }
    }
    let head = vec![say!("column-how-bad"), say!("column-login"), say!("column-why"), say!("column-remedy")];
    let is_empty = rows.is_empty();
    let answer = Answer::new(document, desk.zone).table(head, rows, say!("everybody-ready"));
    let answer =
        if is_empty { answer } else { answer.line(say!("unready-in-all").with("lost", lost).with("risk", at_risk)) };
    let is_wrong = lost > 0 || (strict && at_risk > 0);
    Ok(if is_wrong { answer.ending(Exit::NotReady) } else { answer })
}

/// Everybody of an organization who is not ready, the worst first.
pub(super) async fn of(desk: &Desk, organization: Id<Organization>) -> Result<Vec<UnreadyAccount>, Refusal> {
    let mut all = Vec::new();
    for severity in [Severity::CannotRecover, Severity::AtRisk] {
        let mut after = None;
        loop {
            let readiness = desk.identity().readiness();
            let page = readiness.page(Reader::Operator, organization, severity, after, UNREADY_LISTED).await?;
            all.extend(page.rows);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(all)
}

fn document(row: &UnreadyAccount) -> Json {
    let reasons: Vec<_> = row
        .reasons
        .iter()
        .map(|reason| {
            let since = match reason {
                Unready::Bouncing { since } => Some(moment(*since)),
                _ => None,
            };
            json!({ "reason": reason.as_str(), "severity": reason.severity().as_str(), "since": since })
        })
        .collect();
    json!({
        "id": row.account.id.to_string(),
        "login": row.account.login.to_string(),
        "name": row.account.name.as_str(),
        "rank": super::rank(row.account.rank).0,
        "severity": worst(&row.reasons).map(Severity::as_str),
        "reasons": reasons,
    })
}

fn severity(severity: Severity) -> Sentence {
    match severity {
        Severity::CannotRecover => say!("cannot-recover"),
        Severity::AtRisk => say!("at-risk"),
    }
}

/// Why somebody could not get back in.
pub(super) fn reason(reason: Unready) -> Sentence {
    match reason {
        Unready::NoAddress => say!("unready-no-address"),
        Unready::Bouncing { .. } => say!("unready-bouncing"),
        Unready::Exhausted => say!("unready-exhausted"),
        Unready::SuspendedOwner => say!("unready-suspended-owner"),
        Unready::NobodyAdministers => say!("unready-nobody-administers"),
        Unready::NeverConfirmed => say!("unready-never-confirmed"),
        Unready::NeverCameIn => say!("unready-never-came-in"),
        Unready::SoleAdministrator => say!("unready-sole-administrator"),
    }
}

/// What to type about it.
pub(super) fn remedy(reason: Unready, login: &str) -> Sentence {
    match reason.remedy() {
        Remedy::AddAddress | Remedy::CorrectAddress => say!("remedy-address").with("login", login),
        Remedy::ConfirmAddress => say!("remedy-confirm"),
        Remedy::SendWelcome => say!("remedy-welcome").with("login", login),
        Remedy::AppointAnother => say!("remedy-appoint"),
        Remedy::Reinstate => say!("remedy-reinstate").with("login", login),
        Remedy::BreakGlass => say!("remedy-break-glass").with("login", login),
    }
}
