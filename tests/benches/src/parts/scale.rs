//! The same work in a house of a thousand and in one of a million.

use std::time::Duration;

use anyhow::{Context, Result};
use identity_core::ports::Accounts as _;
use identity_settings::{Settings, attach};
use tokio::time::{Instant, sleep};

use super::PEOPLE;
use crate::{
    Extent,
    figure::{Goal, number, quantile, ratios},
    house::{House, megabytes, megabytes_of},
    load::{Until, crowd},
    process::processor_seconds,
    report::Report,
};

const GOAL: f64 = 1.5;
const CLIENTS: usize = 8;

/// What one piece of work costs, in milliseconds: as clients see it, and of the server's processor time.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    processor: f64,
}

/// The costs in one house, a repetition after the other.
#[derive(Default)]
struct Costs {
    lookups: Vec<Cost>,
    checks: Vec<Cost>,
    unlocks: Vec<Cost>,
    sign_ins: Vec<Cost>,
}

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let many = extent.of(1_000_000, 10_000);
    let begun = Instant::now();
    let mut houses = [House::of(PEOPLE).await?, House::of(many).await?];
    let filled = begun.elapsed();
    let mut costs = [Costs::default(), Costs::default()];
    for repetition in 0..=extent.of(5, 1) {
        for (house, costs) in houses.iter().zip(&mut costs) {
            let (lookups, checks) = (lookups(house, extent).await?, checks(house, extent).await?);
            let (unlocks, sign_ins) =
                (unlocks(house, repetition, extent).await?, sign_ins(house, repetition, extent).await?);
            // The first time fills caches.
            if repetition > 0 {
                costs.lookups.push(lookups);
                costs.checks.push(checks);
                costs.unlocks.push(unlocks);
                costs.sign_ins.push(sign_ins);
            }
        }
    }
    let [few, many_costs] = &costs;
    let rest = "processor time";
    tell(report, "Sign-in lookup", rest, &few.lookups, &many_costs.lookups)?;
    tell(report, "Session check (`/account/language`)", rest, &few.checks, &many_costs.checks)?;
    tell(report, "Token use (`/unlock/link`)", rest, &few.unlocks, &many_costs.unlocks)?;
    tell(report, "Sign-in", "processor time beside hashing", &few.sign_ins, &many_costs.sign_ins)?;
    let mut idle = Vec::new();
    for house in &mut houses {
        let begun = Instant::now();
        house.web.restart().await?;
        idle.push((begun.elapsed().as_secs_f64() * 1000.0, house));
    }
    sleep(Duration::from_secs(3)).await;
    for ((took, house), people) in idle.into_iter().zip([PEOPLE, many]) {
        report.figure(format!("{people} accounts: well after a restart within"), "ms", &[took])?;
        report.figure(format!("{people} accounts: idle memory"), "MB", &[megabytes(house.web.memory()?)])?;
        report.figure(
            format!("{people} accounts: database, with a session and a token for each"),
            "MB",
            &[megabytes_of(&house.database())?],
        )?;
    }
    report.note(format!(
        "{PEOPLE} accounts against {many}, in organizations of 100; people from all over the house, in turn. Making both houses took {:.0} s. The lookup is \
         the read that a sign-in begins with, called in the process of the benches, one after the other; the others go through HTTP with {CLIENTS} clients \
         (the unlocks with one, since each waits for the disk).",
        filled.as_secs_f64()
    ))?;
    for house in houses {
        house.end().await?;
    }
    Ok(())
}

fn tell(report: &mut Report, what: &str, processor: &str, few: &[Cost], many: &[Cost]) -> Result<()> {
    let kinds = [("half of them within", (|cost| cost.wall) as fn(&Cost) -> f64), (processor, |cost| cost.processor)];
    for (kind, of) in kinds {
        let few: Vec<f64> = few.iter().map(of).collect();
        let many: Vec<f64> = many.iter().map(of).collect();
        report.figure(format!("{what}: {kind}, few accounts"), "ms", &few)?;
        report.figure(format!("{what}: {kind}, many accounts"), "ms", &many)?;
        let ratio = ratios(&many, &few);
        report.figure_with_goal(format!("{what}: {kind}, many to few"), "", &ratio, Goal::AtMost(GOAL))?;
    }
    Ok(())
}

async fn lookups(house: &House, extent: Extent) -> Result<Cost> {
    let settings = Settings::load(Some(&house.configuration_file()), std::iter::empty())?;
    let store = attach(&settings).await?.store;
    let logins = house.logins(PEOPLE);
    let me = std::process::id();
    let rounds = extent.of(10, 1);
    let (mut took, used) = (Vec::new(), processor_seconds(me)?);
    for login in std::iter::repeat_n(&logins, rounds).flatten() {
        let begun = Instant::now();
        let read = store.account_by_login(login).await?;
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
        read.account.with_context(|| format!("{login} is not there"))?;
    }
    let processor = (processor_seconds(me)? - used) * 1000.0 / number(took.len());
    Ok(Cost { wall: quantile(took, 0.5), processor })
}

async fn checks(house: &House, extent: Extent) -> Result<Cost> {
    let span = Duration::from_millis(extent.of(3000, 300));
    let before = house.used()?;
    let load =
        crowd(house.port, CLIENTS, house.pages("/account/language", PEOPLE), Until::Over(span)).await?.all(200)?;
    let used = house.used()?.all - before.all;
    Ok(Cost { wall: load.milliseconds(0.5), processor: used * 1000.0 / number(load.answers.len()) })
}

async fn unlocks(house: &House, repetition: usize, extent: Extent) -> Result<Cost> {
    let count = extent.of(150, 20);
    let before = house.used()?;
    let load =
        crowd(house.port, 1, house.unlocks(repetition * count, count), Until::Requests(count)).await?.all(200)?;
    let used = house.used()?.all - before.all;
    Ok(Cost { wall: load.milliseconds(0.5), processor: used * 1000.0 / number(count) })
}

async fn sign_ins(house: &House, repetition: usize, extent: Extent) -> Result<Cost> {
    let count = extent.of(160, 16);
    let before = house.used()?;
    let requests = house.sign_ins(repetition * count, count);
    let load = crowd(house.port, CLIENTS, requests, Until::Requests(count)).await?.all(303)?;
    let after = house.used()?;
    let beside = (after.all - before.all) - (after.hashing - before.hashing);
    Ok(Cost { wall: load.milliseconds(0.5), processor: beside * 1000.0 / number(count) })
}
