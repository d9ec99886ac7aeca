//! What was measured on.

use std::{fs, io::Write as _, process::Command, thread, time::Instant};

use anyhow::Result;
use serde::Serialize;

use crate::figure::quantile;

/// The machine, and the state of the sources.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Machine {
    cores: usize,
    processor: String,
    memory: String,
    kernel: String,
    commit: String,
    profile: &'static str,
    date: String,
    synced_write_milliseconds: f64,
    load_at_start: String,
}

impl Machine {
    pub(crate) fn this() -> Result<Self> {
        Ok(Self {
            cores: cores(),
            processor: line_of("/proc/cpuinfo", "model name"),
            memory: memory(),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned(),
            commit: commit(),
            profile: if cfg!(debug_assertions) { "dev" } else { "release" },
            date: chrono::Utc::now().format("%Y-%m-%d %H:%M UTC").to_string(),
            synced_write_milliseconds: synced_write()?,
            load_at_start: load(),
        })
    }

    /// In a sentence.
    pub(crate) fn described(&self) -> String {
        format!(
            "Measured on {} with {} cores ({}), {} of memory, Linux {}; commit {}, {} profile. A synced write of 4 KiB took {:.1} ms (median of 50). Load average (1, 5, 15 minutes) at the start {}, at the end {}.",
            self.date,
            self.cores,
            self.processor,
            self.memory,
            self.kernel,
            self.commit,
            self.profile,
            self.synced_write_milliseconds,
            self.load_at_start,
            load()
        )
    }
}

/// How many hashes the server computes at once, and the machine in all.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What each commit waits for, in milliseconds.
fn synced_write() -> Result<f64> {
    let mut file = tempfile::tempfile()?;
    let mut took = Vec::new();
    for _ in 0..50 {
        let begun = Instant::now();
        file.write_all(&[0; 4096])?;
        file.sync_data()?;
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(quantile(took, 0.5))
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

fn memory() -> String {
    let kib = line_of("/proc/meminfo", "MemTotal");
    let gib = kib.split(' ').next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default().div_ceil(1 << 20);
    format!("{gib} GiB")
}

fn line_of(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.trim() == name);
    line.map_or_else(|| "unknown".to_owned(), |(_, value)| value.trim().to_owned())
}

fn commit() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(commit) = git(&["rev-parse", "--short", "HEAD"]) else { return "unknown".to_owned() };
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Some(changes) if changes.is_empty() => commit,
        _ => format!("{commit} with changes"),
    }
}
