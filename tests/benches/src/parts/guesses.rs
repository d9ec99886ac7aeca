//! A thousand guesses at one account at once, and people who are signed in meanwhile.

use std::{collections::BTreeMap, time::Duration};

use anyhow::{Result, ensure};
use test_support::process::Configuration;
use tokio::{sync::oneshot, time::sleep};

use super::PEOPLE;
use crate::{
    Extent,
    figure::Goal,
    house::House,
    http::Request,
    load::{Load, Timed, Until, crowd, milliseconds, readers},
    report::Report,
};

const GUESSES: usize = 1_000;
const READERS: usize = 20;
const EVERY: Duration = Duration::from_millis(100);
const QUIET: Duration = Duration::from_secs(5);
const ANSWERED_WITHIN: f64 = 5.0;
const READ_WITHIN: f64 = 100.0;

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    // The queue for hashing is as it comes; only the throttle is out of the way, since all come from one network.
    let house = House::configured(PEOPLE, Configuration::new()).await?;
    let quiet = readers(house.port, house.pages("/home", READERS), EVERY, sleep(extent.of(QUIET, EVERY * 10))).await?;
    let (mut answered, mut read) = (Vec::new(), Vec::new());
    let (mut refused_half, mut refused_most) = (Vec::new(), Vec::new());
    let mut statuses = BTreeMap::new();
    for attack in 0..extent.of(5, 1) {
        let victim = house.sign_in(&format!("person-{}/office-0", attack + 1), "not the password");
        let (guesses, reads) = attacked(&house, victim).await?;
        answered.push(guesses.wall.as_secs_f64());
        read.push(reads);
        let refusals = refusals(&guesses);
        refused_half.push(milliseconds(&refusals, 0.5));
        refused_most.push(milliseconds(&refusals, 0.99));
        for (status, count) in guesses.statuses() {
            *statuses.entry(status).or_insert(0) += count;
        }
    }
    report.figure_with_goal(
        format!("{GUESSES} guesses at once: all answered within"),
        "s",
        &answered,
        Goal::AtMost(ANSWERED_WITHIN),
    )?;
    report.figure_with_goal(
        format!("{READERS} signed-in people meanwhile: 99 % of their pages within"),
        "ms",
        &read,
        Goal::AtMost(READ_WITHIN),
    )?;
    report.figure("The same before: 99 % of their pages within", "ms", &[milliseconds(&quiet, 0.99)])?;
    report.figure("Refusals (503): half within", "ms", &refused_half)?;
    report.figure("Refusals (503): 99 % within", "ms", &refused_most)?;
    let mix: Vec<String> = statuses.iter().map(|(status, count)| format!("{count} x {status}")).collect();
    report.note(format!(
        "Each of the {READERS} people asks for `/home` every {} ms. The guesses were answered, over {} attacks, {}: 401 is a wrong password, 403 a barred \
         name, 503 a full queue for hashing, with `Retry-After`.",
        EVERY.as_millis(),
        answered.len(),
        mix.join(", ")
    ))?;
    house.end().await
}

/// The guesses, and the time within which 99 % of the pages came that were asked for meanwhile.
async fn attacked(house: &House, guess: Request) -> Result<(Load, f64)> {
    let (over, guesses) = oneshot::channel();
    let attack = async {
        // Some pages go before, so that connections and caches are warm.
        sleep(EVERY * 5).await;
        over.send(crowd(house.port, GUESSES, vec![guess], Until::Requests(GUESSES)).await).ok();
    };
    let read = readers(house.port, house.pages("/home", READERS), EVERY, attack).await?;
    let guesses = guesses.await??;
    ensure!(read.iter().all(|answer| answer.status == 200), "somebody who is signed in was refused");
    let begun = guesses.answers.iter().map(|answer| answer.due).min();
    let meanwhile: Vec<_> = read.into_iter().filter(|answer| Some(answer.due) >= begun).collect();
    Ok((guesses, milliseconds(&meanwhile, 0.99)))
}

fn refusals(guesses: &Load) -> Vec<Timed> {
    guesses.answers.iter().copied().filter(|answer| answer.status == 503).collect()
}
