//! Another policy, tried on what has happened lately.

use identity_core::{
    application::policy::{LINES_ON_A_PAGE, SimulateError, SimulationReport},
    domain::{
        kernel::{Lifetime, Timestamp},
        lockout::{
            LockoutPolicy,
            simulation::{End, SimulatedLockout},
        },
    },
};

use super::super::console::Administrator;
use crate::{
    request::moment,
    views::{Trial, TrialEnd, TrialRow},
};

/// What another policy is tried on.
const TRIED_ON: Lifetime = Lifetime::days(30);

pub(super) async fn simulated(administrator: &Administrator, policy: LockoutPolicy) -> Result<Trial, SimulateError> {
    let identity = administrator.0.caller.identity();
    let now = identity.now();
    let span = (now.minus(TRIED_ON), now);
    let organization = administrator.present().account().organization;
    let policies = identity.policies();
    let report = policies.simulate(administrator.reader(), organization, policy, span, LINES_ON_A_PAGE).await?;
    Ok(told(&report, span.0))
}

fn told(report: &SimulationReport, since: Timestamp) -> Trial {
    let outcome = &report.outcome;
    let row = |account, device: bool, since, end, happened| {
        let (_, name, login) = report.people.iter().find(|(id, ..)| *id == account)?;
        let (display_name, login) = (name.as_str().to_owned(), login.to_string());
        Some(TrialRow { id: account.to_string(), display_name, login, on_device: device, since, end, happened })
    };
    let would = outcome.first_lockouts.iter().filter_map(|lockout| {
        row(lockout.account, lockout.device.is_some(), moment(lockout.since), end(lockout), lockout.happened)
    });
    let spared = outcome.first_spared.iter().filter_map(|spared| {
        row(spared.account, spared.device.is_some(), moment(spared.since), TrialEnd::Spared, true)
    });
    let mut rows: Vec<TrialRow> = would.chain(spared).collect();
    rows.sort_by_key(|row| row.since);
    Trial {
        since: moment(since),
        attempts: outcome.attempts,
        happened: outcome.happened,
        lockouts: outcome.lockouts,
        people: outcome.people,
        spared: outcome.spared,
        refused: outcome.refused,
        kept_out: outcome.kept_out,
        too_soon: outcome.too_soon,
        strangers: report.strangers,
        rows,
    }
}

fn end(lockout: &SimulatedLockout) -> TrialEnd {
    match lockout.ended {
        None => TrialEnd::Open,
        Some((at, End::Unlocked)) => TrialEnd::Unlocked(moment(at)),
        Some((at, End::Reset)) => TrialEnd::Reset(moment(at)),
        Some((at, End::RanOut)) => TrialEnd::RanOut(moment(at)),
        Some((at, End::CameBack)) => TrialEnd::CameBack(moment(at)),
    }
}
