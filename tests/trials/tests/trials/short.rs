//! The trials in their short form.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use test_support::process::Configuration;
use trials::careless::{CarelessSignIn, house_key};
use trials::checker::check;
use trials::history::read;
use trials::house::{Database, House};
use trials::{r1, r2, r11, r12, timing};

use crate::ROOM;

/// Thrice the goal, which the long form holds: tests share their machine with others.
const WITHIN: Duration = Duration::from_secs(15);

#[expect(clippy::print_stdout, reason = "a trial reports its figures")]
fn tell(report: &impl serde::Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(report)?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn r1_guesses_at_three_nodes_are_held_to_the_limit() -> Result<()> {
    let _alone = ROOM.write().await;
    let directory = tempfile::tempdir()?;
    let plan = r1::Plan { accounts: 20, guesses: 100, database: Database::Postgres, nodes: 3, within: WITHIN };
    let report = r1::run(plan, directory.path()).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the built programs: run tests/run"]
async fn r1_guesses_at_one_node_on_sqlite_are_held_to_the_limit() -> Result<()> {
    let _alone = ROOM.write().await;
    let directory = tempfile::tempdir()?;
    let plan = r1::Plan { accounts: 20, guesses: 100, database: Database::Sqlite, nodes: 1, within: WITHIN };
    let report = r1::run(plan, directory.path()).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the built programs: run tests/run"]
async fn r1_finds_a_sign_in_that_verifies_first_and_counts_afterwards_on_sqlite() -> Result<()> {
    let _alone = ROOM.write().await;
    the_careless_one_is_found(Database::Sqlite).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn r1_finds_a_sign_in_that_verifies_first_and_counts_afterwards_on_postgres() -> Result<()> {
    let _alone = ROOM.write().await;
    the_careless_one_is_found(Database::Postgres).await
}

async fn the_careless_one_is_found(database: Database) -> Result<()> {
    let house = House::open(database, 1, Configuration::new()).await?;
    let organization = house.organization("control", None).await?;
    let rights = identity_core::domain::permission::RightsWish::default();
    house.person(organization, "nora", None, rights).await?;
    let directory = house.home()?.directory();
    let url = house.database().map_or_else(
        || format!("sqlite://{}", directory.join("identity.db").display()),
        |database| database.url().to_owned(),
    );
    let key = house_key(&directory.join("identity.key"))?;
    let careless = CarelessSignIn::on(&url, key).await?;
    let history = careless.burst("nora/control", 100).await?;

    let kept = tempfile::tempdir()?;
    let found = violations(&history, kept.path())?;
    let too_many =
        found.iter().any(|line| line.starts_with("nora/control: ") && line.ends_with("secrets evaluated, not 5"));
    assert!(too_many, "{found:#?}");
    Ok(())
}

fn violations(history: &trials::history::History, directory: &Path) -> Result<Vec<String>> {
    Ok(check(&read(&history.write(directory, "control")?)?, WITHIN))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn r2_what_is_good_once_is_accepted_once_over_three_nodes() -> Result<()> {
    let _alone = ROOM.write().await;
    let directory = tempfile::tempdir()?;
    let plan = r2::Plan { secrets: 50, redemptions: 50, database: Database::Postgres, nodes: 3 };
    let report = r2::run(plan, directory.path()).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the built programs: run tests/run"]
async fn r2_what_is_good_once_is_accepted_once_on_sqlite() -> Result<()> {
    let _alone = ROOM.write().await;
    let directory = tempfile::tempdir()?;
    let plan = r2::Plan { secrets: 5, redemptions: 50, database: Database::Sqlite, nodes: 1 };
    let report = r2::run(plan, directory.path()).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the built programs: run tests/run"]
async fn r11_a_killed_migration_is_finished_by_the_next_start_on_sqlite() -> Result<()> {
    let _alone = ROOM.write().await;
    let report = r11::run(r11::Plan { kills: 10, nodes: 1, database: Database::Sqlite }).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn r11_three_nodes_that_start_at_once_migrate_once_on_postgres() -> Result<()> {
    let _alone = ROOM.write().await;
    let report = r11::run(r11::Plan { kills: 10, nodes: 3, database: Database::Postgres }).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the built programs: run tests/run"]
async fn r12_a_restore_brings_nothing_back_to_life_on_sqlite() -> Result<()> {
    let _alone = ROOM.write().await;
    let report = r12::run(r12::Plan { accounts: 2_000, database: Database::Sqlite }).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn r12_a_restore_brings_nothing_back_to_life_on_postgres() -> Result<()> {
    let _alone = ROOM.write().await;
    let report = r12::run(r12::Plan { accounts: 500, database: Database::Postgres }).await?;
    tell(&report)?;
    assert_eq!(report.violations, Vec::<String>::new());
    Ok(())
}

/// The figure is for people to read: on a busy machine it means little, and the long form is run by hand.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the built programs: run tests/run"]
async fn e01_every_name_gets_its_answer_while_the_time_is_taken() -> Result<()> {
    let _alone = ROOM.write().await;
    let report = timing::run(300, Database::Sqlite).await?;
    tell(&report)?;
    assert_eq!(report.pairs.len(), 21);
    assert!(report.pairs.iter().all(|pair| (0.5..=1.0).contains(&pair.auc)));
    assert_eq!(report.follow_ups.len(), 2);
    Ok(())
}
