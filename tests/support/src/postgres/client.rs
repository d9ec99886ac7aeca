//! The programs that come with the server.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

pub(super) fn query(url: &str, sql: &str) -> Result<String> {
    let quiet = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"];
    run(Command::new(program("psql")).args(quiet).args(["-d", url, "-c", sql]))
}

pub(super) fn dump(url: &str) -> Result<String> {
    run(Command::new(program("pg_dump")).args(["--no-owner", "-d", url]))
}

pub(super) fn back_up(url: &str, file: &Path) -> Result<()> {
    run(Command::new(program("pg_dump")).args(["-Fc", "--no-owner", "-d", url, "-f"]).arg(file)).map(drop)
}

pub(super) fn restore(url: &str, file: &Path) -> Result<()> {
    let whole = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "-d", url];
    run(Command::new(program("pg_restore")).args(whole).arg(file)).map(drop)
}

fn run(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Beside the server where it is installed as Debian does, else wherever the path leads.
fn program(name: &str) -> PathBuf {
    let directory = std::env::var_os("IDENTITY_POSTGRES_BIN")
        .map_or_else(|| PathBuf::from("/usr/lib/postgresql/15/bin"), PathBuf::from);
    let beside_the_server = directory.join(name);
    if beside_the_server.is_file() { beside_the_server } else { Path::new(name).to_owned() }
}
