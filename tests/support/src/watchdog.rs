//! Processes that must not outlive this one.
//!
//! Each reads from a pipe that only this process holds open, so that it learns of its end however that comes about. It is
//! in a group of its own, out of reach of the signals that a terminal sends to this process.

use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};

/// A script that cleans up and ends when its standard input does. Dropping it waits for that.
#[derive(Debug)]
pub(crate) struct Companion(Child);

impl Companion {
    /// Starts it and gives what it prints.
    pub(crate) fn start(command: &mut Command) -> Result<(Self, ChildStdout)> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| format!("{} cannot be started", command.get_program().display()))?;
        let output = child.stdout.take().context("no output to read")?;
        Ok((Self(child), output))
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().ok();
    }
}

/// Kills a process when this one is gone. Dropping it calls it off.
#[derive(Debug)]
pub(crate) struct Watchdog(Child);

impl Watchdog {
    pub(crate) fn over(pid: u32) -> Result<Self> {
        let script = r#"while read -r _; do :; done; kill -KILL "$1""#;
        Command::new("sh")
            .args(["-c", script, "watchdog", &pid.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map(Self)
            .context("no watchdog can be started")
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        // Before its pipe closes, or it would kill whoever has that number by now.
        if self.0.kill().is_ok() {
            self.0.wait().ok();
        }
    }
}
