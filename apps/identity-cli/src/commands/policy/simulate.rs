//! `identity policy simulate`: the audit log under another policy.

use identity_core::{
    application::{
        account::Reader,
        policy::{SimulateError, SimulationReport},
    },
    domain::{
        account::Account,
        kernel::{Id, Lifetime, Timestamp},
        lockout::{
            LockoutPolicy,
            simulation::{End, SimulatedLockout, SparedLockout},
        },
    },
};
use serde_json::{Value as Json, json};

use super::{
    super::{Desk, date},
    LockoutDocument, lockout_policy, unacceptable,
};
use crate::{
    arguments::LockoutOptions,
    output::{Answer, Cell, moment},
    refusal::{Refusal, Why},
    words::{Sentence, say},
};

/// How far back the telling begins where no day is named.
const TOLD: Lifetime = Lifetime::days(30);

pub(super) async fn run(
    desk: &Desk,
    handle: &str,
    typed: &LockoutOptions,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Answer, Refusal> {
    let organization = desk.organization(handle).await?.value;
    let policy = lockout_policy(organization.policy.lockout, typed)?;
    let now = desk.identity().now();
    let until = match to {
        Some(day) => date::end(desk.zone, "--to", day)?.min(now),
        None => now,
    };
    let since = match from {
        Some(day) => date::begin(desk.zone, "--from", day)?,
        None => until.minus(TOLD),
    };
    if since >= until {
        return Err(unacceptable("--from", from.unwrap_or_default(), Why::Backwards));
    }
    let policies = desk.identity().policies();
    let report = policies.simulate(Reader::Operator, organization.id, policy, (since, until), u64::MAX).await;
    let report = report.map_err(|error| match error {
        SimulateError::NotFound | SimulateError::TooLong => Refusal::NoSuchOrganization(handle.to_owned()),
        SimulateError::Unavailable(unavailable) => Refusal::Unavailable(unavailable),
    })?;
    Ok(answer(desk, handle, &policy, &report, (since, until)))
}

fn answer(
    desk: &Desk,
    handle: &str,
    policy: &LockoutPolicy,
    report: &SimulationReport,
    (since, until): (Timestamp, Timestamp),
) -> Answer {
    let outcome = &report.outcome;
    let login = |account: Id<Account>| {
        report.people.iter().find(|(id, ..)| *id == account).map(|(_, _, login)| login.to_string())
    };
    let lockouts: Vec<_> =
        outcome.first_lockouts.iter().map(|lockout| lockout_json(lockout, login(lockout.account).as_deref())).collect();
    let spared: Vec<_> =
        outcome.first_spared.iter().map(|spared| spared_json(spared, login(spared.account).as_deref())).collect();
    let document = json!({
        "organization": handle,
        "policy": LockoutDocument::of(policy),
        "from": moment(since),
        "to": moment(until),
        "attempts": outcome.attempts,
        "refused": outcome.refused,
        "kept_out": outcome.kept_out,
        "too_soon": outcome.too_soon,
        "lockouts": outcome.lockouts,
        "people": outcome.people,
        "happened": outcome.happened,
        "spared": outcome.spared,
        "attempts_at_names_that_nobody_has": report.strangers,
        "first_lockouts": lockouts,
        "first_spared": spared,
    });
    let number = |number: u64| Cell::Text(number.to_string());
    let facts = vec![
        (say!("simulated-from"), Cell::At(since)),
        (say!("simulated-to"), Cell::At(until)),
        (say!("simulated-lockouts"), number(outcome.lockouts)),
        (say!("simulated-people"), number(outcome.people)),
        (say!("simulated-happened"), number(outcome.happened)),
        (say!("simulated-spared"), number(outcome.spared)),
        (say!("simulated-attempts"), number(outcome.attempts)),
        (say!("simulated-refused"), number(outcome.refused)),
        (say!("simulated-kept-out"), number(outcome.kept_out)),
        (say!("simulated-too-soon"), number(outcome.too_soon)),
        (say!("simulated-strangers"), number(report.strangers)),
    ];
    let would = outcome.first_lockouts.iter().map(|lockout| {
        let (end, at) = match lockout.ended {
            None => (say!("end-open"), None),
            Some((at, end)) => (ended(end).1, Some(at)),
        };
        let truth = if lockout.happened { say!("truth-happened") } else { say!("truth-new") };
        (lockout.since, row(login(lockout.account), lockout.since, at, end, truth))
    });
    let not = outcome.first_spared.iter().map(|spared| {
        (spared.since, row(login(spared.account), spared.since, None, say!("end-spared"), say!("truth-happened")))
    });
    let mut rows: Vec<_> = would.chain(not).collect();
    rows.sort_by_key(|(since, _)| *since);
    let head = vec![
        say!("column-login"),
        say!("column-since"),
        say!("column-until"),
        say!("column-end"),
        say!("column-truth"),
    ];
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    let answer = Answer::new(document, desk.zone).record(facts).table(head, rows, say!("simulated-nobody"));
    answer.line(say!("simulated-unknown"))
}

fn row(login: Option<String>, since: Timestamp, until: Option<Timestamp>, end: Sentence, truth: Sentence) -> Vec<Cell> {
    vec![Cell::text(login), Cell::At(since), Cell::at(until), Cell::Said(end), Cell::Said(truth)]
}

fn lockout_json(lockout: &SimulatedLockout, login: Option<&str>) -> Json {
    json!({
        "login": login,
        "device": lockout.device.map(|device| device.to_string()),
        "since": moment(lockout.since),
        "until": lockout.ended.map(|(at, _)| moment(at)),
        "ended": lockout.ended.map(|(_, end)| ended(end).0),
        "refused": lockout.refused,
        "happened": lockout.happened,
    })
}

fn spared_json(spared: &SparedLockout, login: Option<&str>) -> Json {
    json!({ "login": login, "device": spared.device.map(|device| device.to_string()), "since": moment(spared.since) })
}

/// The word for machines, and the one for people.
fn ended(end: End) -> (&'static str, Sentence) {
    match end {
        End::Unlocked => ("unlocked", say!("end-unlocked")),
        End::Reset => ("reset", say!("end-reset")),
        End::RanOut => ("ran-out", say!("end-ran-out")),
        End::CameBack => ("came-back", say!("end-came-back")),
    }
}
