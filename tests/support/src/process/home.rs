//! A directory that an installation lives in.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::Configuration;
use crate::{ports, unique_suffix};

/// A directory with a configuration file, a house key and, with `SQLite`, the database. It is removed with the last of
/// the values that use it.
#[derive(Debug, Clone)]
pub struct Home {
    directory: Arc<TempDir>,
    node: usize,
    configuration: Configuration,
    port: u16,
    operations_port: u16,
}

impl Home {
    /// Makes the directory and writes what belongs into it.
    ///
    /// # Errors
    /// No port is free, or the directory cannot be written.
    pub fn prepare(configuration: Configuration) -> Result<Self> {
        let directory = Arc::new(tempfile::Builder::new().prefix("portineria-home.").tempdir()?);
        let key = directory.path().join("identity.key");
        let digits: String = (0..4).map(|_| unique_suffix()).collect();
        std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&key)?
            .write_all(format!("{digits}\n").as_bytes())?;
        let configuration = configuration
            .set_if_missing("secrets.house_key_file", "identity.key")
            .set_if_missing("store.url", "sqlite://identity.db");
        Self::node_in(directory, 1, configuration)
    }

    /// One more node of the same installation: the same database, house key and base URL, ports of its own.
    ///
    /// # Errors
    /// No port is free, or the directory cannot be written.
    pub fn another_node(&self, number: usize) -> Result<Self> {
        ensure!(number > 1, "the first node is there already");
        Self::node_in(Arc::clone(&self.directory), number, self.configuration.clone())
    }

    /// The directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The configuration file of this node.
    #[must_use]
    pub fn configuration_file(&self) -> PathBuf {
        self.file("toml")
    }

    /// Where this node serves its pages: `http://localhost:PORT`, without a slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Where it serves `/healthz`, `/readyz` and `/metrics`.
    #[must_use]
    pub fn operations_address(&self) -> String {
        format!("http://127.0.0.1:{}", self.operations_port)
    }

    /// The configured base URL: what links in mails start with.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.configuration.text("web.base_url").unwrap_or_default()
    }

    /// Runs the CLI on this configuration, with this on its standard input.
    ///
    /// # Errors
    /// It is not built, or cannot be started; what it answers is the answer's matter.
    pub fn identity(&self, arguments: &[&str], input: &str) -> Result<Answer> {
        let mut child = self
            .command("identity")?
            .arg("--config")
            .arg(self.configuration_file())
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        // One that reads no input may be gone before it is written.
        child.stdin.take().context("no input to write")?.write_all(input.as_bytes()).ok();
        let output = child.wait_with_output()?;
        Ok(Answer {
            status: output.status,
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// A program of this workspace, to be started in the directory, and with nothing of the test's own configuration in
    /// its environment.
    pub(super) fn command(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(program(name)?);
        command.current_dir(self.directory());
        for (variable, _) in std::env::vars_os() {
            if variable.to_string_lossy().starts_with("IDENTITY_") {
                command.env_remove(variable);
            }
        }
        Ok(command)
    }

    /// A file of this node: `node-1.toml`, `node-1.out`.
    pub(super) fn file(&self, extension: &str) -> PathBuf {
        self.directory().join(format!("node-{}.{extension}", self.node))
    }

    fn node_in(directory: Arc<TempDir>, node: usize, configuration: Configuration) -> Result<Self> {
        let (port, operations_port) = (ports::free()?, ports::free()?);
        let configuration = configuration
            .set("web.listen", format!("127.0.0.1:{port}"))
            .set("web.operations_listen", format!("127.0.0.1:{operations_port}"))
            .set_if_missing("web.base_url", format!("http://localhost:{port}"));
        let home = Self { directory, node, configuration, port, operations_port };
        home.configuration.write(&home.configuration_file())?;
        Ok(home)
    }
}

/// What a program answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Answer {
    /// Its standard output, if it succeeded.
    ///
    /// # Errors
    /// It failed; the error quotes what it said.
    pub fn succeeds(self) -> Result<String> {
        ensure!(self.status.success(), "it ended with {}: {}{}", self.status, self.err, self.out);
        Ok(self.out)
    }
}

/// A program of this workspace, built in the same profile as the test.
///
/// # Errors
/// It has not been built.
pub fn program(name: &str) -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    test.ancestors()
        .skip(1)
        .take(3)
        .map(|directory| directory.join(name))
        .find(|file| file.is_file())
        .with_context(|| format!("{name} is not built: cargo build --workspace"))
}
