//! Ten thousand people at once, and whoever signs in meanwhile.

use std::{fmt::Write as _, time::Duration};

use anyhow::{Result, ensure};
use tokio::{
    sync::oneshot,
    time::{Instant, sleep},
};

use super::PEOPLE;
use crate::{
    Extent,
    figure::Goal,
    house::House,
    load::{Timed, milliseconds, readers},
    report::Report,
};

const CLIENTS: usize = 4;
const EVERY: Duration = Duration::from_millis(500);
const QUIET: Duration = Duration::from_secs(5);

/// What an import may take, in seconds.
const WITHIN: f64 = 10.0;

/// What a sign-in may wait at most, in milliseconds.
const WAITED: f64 = 2_000.0;

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let people = extent.of(10_000, 1_000);
    let house = House::of(PEOPLE).await?;
    let sign_ins = || house.sign_ins(1, CLIENTS);
    let all_in = |answers: &[Timed]| answers.iter().all(|answer| answer.status == 303);
    let quiet = readers(house.port, sign_ins(), EVERY, sleep(extent.of(QUIET, EVERY * 4))).await?;
    let (mut made, mut again, mut exported, mut waited) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for repetition in 0..extent.of(3, 1) {
        let list = list(repetition, people)?;
        let (over, took) = oneshot::channel();
        let import = async {
            sleep(EVERY).await;
            over.send(timed(&house, &["account", "import", "-", "--organization", "office-0"], &list)).ok();
        };
        let meanwhile = readers(house.port, sign_ins(), EVERY, import).await?;
        ensure!(all_in(&quiet) && all_in(&meanwhile), "somebody could not sign in");
        made.push(took.await??);
        waited.push(milliseconds(&meanwhile, 1.0));
        again.push(timed(&house, &["account", "import", "-", "--organization", "office-0"], &list)?);
        exported.push(timed(&house, &["account", "export", "--organization", "office-0"], "")?);
    }
    report.figure_with_goal(format!("{people} rows: all made within"), "s", &made, Goal::AtMost(WITHIN))?;
    report.figure("The same list again, which changes nothing", "s", &again)?;
    report.figure("Everybody exported", "s", &exported)?;
    report.figure_with_goal("The longest that a sign-in took meanwhile", "ms", &waited, Goal::AtMost(WAITED))?;
    report.figure("The longest that one took before", "ms", &[milliseconds(&quiet, 1.0)])?;
    report.note(format!(
        "`identity account import` of {people} new people, each with an address, so with as many letters and lines of the audit log, in one change of an \
         SQLite database. {CLIENTS} people sign in every {} ms meanwhile; a sign-in commits twice, and waits where the import holds the database. The start \
         of the program is part of the time.",
        EVERY.as_millis()
    ))?;
    house.end().await
}

fn timed(house: &House, arguments: &[&str], input: &str) -> Result<f64> {
    let begun = Instant::now();
    house.cli(arguments, input)?;
    Ok(begun.elapsed().as_secs_f64())
}

fn list(repetition: usize, people: usize) -> Result<String> {
    let mut list = "login,display_name,language,contact\n".to_owned();
    for person in 0..people {
        writeln!(list, "new-{repetition}-{person},New Person {person},it,new.{repetition}.{person}@mail.example")?;
    }
    Ok(list)
}
