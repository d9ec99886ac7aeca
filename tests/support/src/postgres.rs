//! A throw-away `PostgreSQL` 15 with a fresh database for each test.

mod client;

use std::io::{BufRead, BufReader};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, ensure};

use crate::unique_suffix;
use crate::watchdog::Companion;

/// Names a running server whose superuser may be used, instead of starting one: `postgres://postgres@127.0.0.1:5432`.
pub const SERVER_VARIABLE: &str = "IDENTITY_TEST_POSTGRES";

/// A `PostgreSQL` server that holds nothing worth keeping. It neither flushes to disk nor asks for passwords.
#[derive(Debug)]
pub struct Cluster {
    /// Without the name of a database.
    address: String,
    companion: Option<Companion>,
}

impl Cluster {
    /// The server that everything in this process shares: the one that the environment names, or else one that is
    /// started at the first call and ends with the process.
    ///
    /// # Errors
    /// `PostgreSQL` is not installed or does not start.
    pub fn shared() -> Result<&'static Self> {
        static SHARED: OnceLock<Result<Cluster, String>> = OnceLock::new();
        SHARED
            .get_or_init(|| match given_server() {
                Some(url) => Ok(Self::at(&url)),
                None => Self::start().map_err(|error| format!("{error:#}")),
            })
            .as_ref()
            .map_err(|reason| anyhow!("{reason}"))
    }

    /// Starts a server of one's own, which a test may stop. It takes some three seconds.
    ///
    /// # Errors
    /// `PostgreSQL` is not installed or does not start.
    pub fn start() -> Result<Self> {
        let script = include_str!("../cluster.sh");
        let (companion, output) = Companion::start(Command::new("sh").args(["-c", script, "cluster.sh"]))?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        ensure!(!line.trim().is_empty(), "PostgreSQL does not start; its reason is on standard error");
        Ok(Self { address: line.trim().to_owned(), companion: Some(companion) })
    }

    /// Makes an empty database, which is dropped with the value.
    ///
    /// # Errors
    /// The server refuses.
    pub fn database(&self) -> Result<TestDatabase> {
        self.create("template0")
    }

    /// Makes a copy of a database that nobody is connected to: quicker than migrating each one anew.
    ///
    /// # Errors
    /// Somebody is connected to the template, or the server refuses.
    pub fn database_from(&self, template: &TestDatabase) -> Result<TestDatabase> {
        self.create(&template.name)
    }

    /// Stops the server in the middle of whatever it does, as a power cut would, and removes it.
    ///
    /// # Errors
    /// It is a server that others use too.
    pub fn stop(self) -> Result<()> {
        ensure!(self.companion.is_some(), "this server was not started here, and is not stopped here");
        drop(self);
        Ok(())
    }

    fn at(url: &str) -> Self {
        Self { address: url.trim_end_matches('/').to_owned(), companion: None }
    }

    fn create(&self, template: &str) -> Result<TestDatabase> {
        let name = format!("test_{}", unique_suffix());
        let maintenance = format!("{}/postgres", self.address);
        client::query(&maintenance, &format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#))
            .context("no database can be made")?;
        Ok(TestDatabase { url: format!("{}/{name}", self.address), name, maintenance })
    }
}

/// A database of one test. Dropping the value drops it, whoever is still connected.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    url: String,
    maintenance: String,
}

impl TestDatabase {
    /// `postgres://postgres@127.0.0.1:PORT/NAME`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs SQL and answers its rows: one line each, columns separated by `|`.
    ///
    /// # Errors
    /// The server refuses the statement.
    pub fn query(&self, sql: &str) -> Result<String> {
        client::query(&self.url, sql)
    }

    /// Everything in the database as `pg_dump` writes it: what somebody with a backup would read.
    ///
    /// # Errors
    /// `pg_dump` fails.
    pub fn dump(&self) -> Result<String> {
        client::dump(&self.url)
    }

    /// Writes a backup as `pg_dump` makes it for `pg_restore`.
    ///
    /// # Errors
    /// `pg_dump` fails.
    pub fn back_up(&self, file: &std::path::Path) -> Result<()> {
        client::back_up(&self.url, file)
    }

    /// Puts a backup in the place of what is there.
    ///
    /// # Errors
    /// `pg_restore` fails.
    pub fn restore(&self, file: &std::path::Path) -> Result<()> {
        client::restore(&self.url, file)
    }

    /// Ends every connection to the database, as a restart of the server would.
    ///
    /// # Errors
    /// The server refuses.
    pub fn disconnect_everyone(&self) -> Result<()> {
        let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'", self.name);
        client::query(&self.maintenance, &sql).map(drop)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // Where the server is gone, so is the database.
        let sql = format!(r#"DROP DATABASE IF EXISTS "{}" WITH (FORCE)"#, self.name);
        client::query(&self.maintenance, &sql).ok();
    }
}

fn given_server() -> Option<String> {
    std::env::var(SERVER_VARIABLE).ok().filter(|url| !url.is_empty())
}
