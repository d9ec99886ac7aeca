//! R11, migrations: a node that is killed in the middle of them leaves nothing that the next start cannot finish; of
//! nodes that start at once one migrates; an old database keeps everything; one that is newer is refused.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use identity_store_sea_orm::SeaOrmStore;
use sea_orm::{ConnectOptions, ConnectionTrait};
use serde::Serialize;
use test_support::postgres::{Cluster, TestDatabase};
use test_support::process::{Configuration, Home, WebProcess};
use tokio::time::sleep;

use crate::any_below;
use crate::house::{Database, of_url};
use crate::visitor::Visitor;

/// What the first version made of `identity-web demo`, and the key that goes with it.
const OLD_SQLITE: &str = include_str!("../fixtures/0001/sqlite.sql");
const OLD_POSTGRES: &str = include_str!("../fixtures/0001/postgres.sql");
const OLD_KEY: &str = include_str!("../fixtures/0001/identity.key");
const OLD_PEOPLE: usize = 10;
const OLD_PASSWORD: &str = "quattro gatti sul tetto";

/// How large a trial is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How often a node is killed while it migrates an old database.
    pub kills: usize,
    /// Nodes that start at once; one with `SQLite`.
    pub nodes: usize,
    /// Where everything is kept.
    pub database: Database,
}

/// What was seen.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    trial: &'static str,
    database: Database,
    nodes: usize,
    kills: usize,
    /// Of them, how many came before the last migration was done.
    killed_before_the_end: usize,
    /// How long a start takes that migrates.
    start_ms: u128,
    /// What was not as it should be.
    pub violations: Vec<String>,
}

/// Runs the trial.
///
/// # Errors
/// The rig fails; what the house does wrong is in the report.
pub async fn run(plan: Plan) -> Result<Report> {
    let mut violations = Vec::new();
    let ground = Ground::old(plan.database).await?;
    let begun = Instant::now();
    let mut node = ground.node()?;
    node.wait_until_well().await?;
    let start = begun.elapsed();
    node.terminate().await?;
    let mut killed_before_the_end = 0;
    for _ in 0..plan.kills {
        let ground = Ground::old(plan.database).await?;
        killed_before_the_end += usize::from(kill_somewhere(&ground, start, &mut violations).await?);
    }
    if plan.nodes > 1 {
        for ground in [Ground::empty(plan.database)?, Ground::old(plan.database).await?] {
            start_together(&ground, plan.nodes, &mut violations).await?;
        }
    }
    refuses_a_newer_one(plan.database, &mut violations).await?;
    Ok(Report {
        trial: "r11",
        database: plan.database,
        nodes: plan.nodes,
        kills: plan.kills,
        killed_before_the_end,
        start_ms: start.as_millis(),
        violations,
    })
}

/// Where nodes start: a home, and the server's database where there is one.
struct Ground {
    home: Home,
    database: Option<TestDatabase>,
}

impl Ground {
    fn empty(database: Database) -> Result<Self> {
        let database = match database {
            Database::Sqlite => None,
            Database::Postgres => Some(Cluster::shared()?.database()?),
        };
        let configuration = Configuration::new();
        let configuration = match &database {
            Some(database) => configuration.on(database),
            None => configuration,
        };
        Ok(Self { home: Home::prepare(configuration)?, database })
    }

    async fn old(database: Database) -> Result<Self> {
        let ground = Self::empty(database)?;
        std::fs::write(ground.home.directory().join("identity.key"), OLD_KEY)?;
        if let Some(database) = &ground.database {
            database.query(OLD_POSTGRES)?;
        } else {
            let mut options = ConnectOptions::new(format!("{}?mode=rwc", ground.url()));
            options.max_connections(1).sqlx_logging(false);
            let connection = sea_orm::Database::connect(options).await?;
            // The tables come in the order of their names.
            connection.execute_unprepared("PRAGMA foreign_keys = OFF").await?;
            connection.execute_unprepared(OLD_SQLITE).await?;
            connection.close().await?;
        }
        Ok(ground)
    }

    fn url(&self) -> String {
        let file = || format!("sqlite://{}", self.home.directory().join("identity.db").display());
        self.database.as_ref().map_or_else(file, |database| database.url().to_owned())
    }

    fn node(&self) -> Result<WebProcess> {
        WebProcess::spawn(&self.home)
    }

    async fn schema(&self) -> Result<Option<String>> {
        let store = SeaOrmStore::open(&self.url(), 1).await?;
        let schema = store.schema_version().await?;
        store.close().await?;
        Ok(schema)
    }

    /// What the old database held is what this one holds.
    async fn holds_everything(&self, node: &WebProcess) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        let listed = self.home.identity(&["account", "list", "--json"], "")?.succeeds()?;
        let listed: serde_json::Value = serde_json::from_str(&listed)?;
        let accounts = listed["accounts"].as_array().context("no list")?;
        if accounts.len() != OLD_PEOPLE {
            wrong.push(format!("{} accounts", accounts.len()));
        }
        for (login, status) in [("marco/studio-rossi", 303), ("bruno/studio-rossi", 403), ("luca/studio-rossi", 401)] {
            let mut visitor = Visitor::new(of_url(&node.home().address())?);
            let answer = visitor.sign_in(login, OLD_PASSWORD).await?.status;
            if answer != status {
                wrong.push(format!("{login}: {answer}"));
            }
        }
        let shown = self.home.identity(&["account", "show", "bruno/studio-rossi", "--json"], "")?.succeeds()?;
        if !shown.contains("locked-out") {
            wrong.push("what happened is forgotten".to_owned());
        }
        Ok(wrong)
    }
}

/// Kills a node somewhere between its start and its being well; the next start finishes. True when the kill came
/// before the last migration was done.
async fn kill_somewhere(ground: &Ground, start: Duration, violations: &mut Vec<String>) -> Result<bool> {
    let mut node = ground.node()?;
    let micros = usize::try_from(start.as_micros())?;
    sleep(Duration::from_micros(u64::try_from(any_below(micros))?)).await;
    node.kill().await?;
    let came_early = ground.schema().await?.as_deref() != Some(SeaOrmStore::SCHEMA);
    let mut node = ground.node()?;
    if let Err(error) = node.wait_until_well().await {
        violations.push(format!("a node that starts after a kill: {error:#}"));
        return Ok(came_early);
    }
    violations.extend(ground.holds_everything(&node).await?);
    if ground.schema().await?.as_deref() != Some(SeaOrmStore::SCHEMA) {
        violations.push("the start after a kill left migrations out".to_owned());
    }
    node.terminate().await?;
    Ok(came_early)
}

/// Starts nodes at the same moment: all become well, and each migration was made once.
async fn start_together(ground: &Ground, nodes: usize, violations: &mut Vec<String>) -> Result<()> {
    let is_old = ground.schema().await?.is_some();
    let mut running = vec![ground.node()?];
    for number in 2..=nodes {
        running.push(WebProcess::spawn(&ground.home.another_node(number)?)?);
    }
    for node in &mut running {
        if let Err(error) = node.wait_until_well().await {
            violations.push(format!("one of {nodes} nodes: {error:#}"));
            return Ok(());
        }
    }
    let database = ground.database.as_ref().context("several nodes need a server")?;
    let twice = database.query("SELECT version FROM seaql_migrations GROUP BY version HAVING count(*) > 1")?;
    if !twice.is_empty() {
        violations.push(format!("made more than once: {twice}"));
    }
    if ground.schema().await?.as_deref() != Some(SeaOrmStore::SCHEMA) {
        violations.push("nodes that start together left migrations out".to_owned());
    }
    if is_old {
        violations.extend(ground.holds_everything(&running[0]).await?);
    }
    for node in &mut running {
        ensure!(node.terminate().await?.success(), "a node does not end well");
    }
    Ok(())
}

/// A database that a newer version has migrated is left alone, with a message that says what to do.
async fn refuses_a_newer_one(database: Database, violations: &mut Vec<String>) -> Result<()> {
    let ground = Ground::old(database).await?;
    let mut node = ground.node()?;
    node.wait_until_well().await?;
    node.terminate().await?;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('9999_from_the_future', 0)";
    let connection = sea_orm::Database::connect(ground.url()).await?;
    connection.execute_unprepared(newer).await?;
    connection.close().await?;
    let mut node = ground.node()?;
    let ended = node.wait_for_end().await?;
    let told = node.stderr()?;
    if ended.success() || !(told.contains("9999_from_the_future") && told.contains("start the newer program")) {
        violations.push(format!("a newer database: {ended} {told}"));
    }
    let answer = ground.home.identity(&["account", "list"], "")?;
    if answer.status.success() || !answer.err.contains("9999_from_the_future") {
        violations.push(format!("a command on a newer database: {} {}", answer.status, answer.err));
    }
    Ok(())
}
