//! argon2id with nothing around it, on as many threads as asked.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use argon2::{Argon2, Block};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use tokio::process::Command;

use crate::process::processor_seconds;

/// Where a hash's memory comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Memory {
    /// Allocated for each hash, as the library does by itself.
    Fresh,
    /// One buffer for each thread.
    Kept,
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Arguments {
    #[arg(long)]
    threads: u32,
    #[arg(long)]
    hashes: u32,
    #[arg(long)]
    memory: Memory,
}

/// What so many hashes took.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct BareHashing {
    hashes: u32,
    wall_seconds: f64,
    processor_seconds: f64,
}

impl BareHashing {
    pub(crate) fn per_second(&self) -> f64 {
        f64::from(self.hashes) / self.wall_seconds
    }

    pub(crate) fn processor_milliseconds(&self) -> f64 {
        self.processor_seconds * 1000.0 / f64::from(self.hashes)
    }
}

/// Hashes in a process of its own, under the parameters that the web app has by default.
pub(crate) async fn bare_hashing(threads: usize, hashes: usize, memory: Memory) -> Result<BareHashing> {
    let memory = memory.to_possible_value().context("a memory without a name")?;
    let output = Command::new(std::env::current_exe()?)
        .args(["bare-hashes", "--memory", memory.get_name()])
        .args(["--threads", &threads.to_string(), "--hashes", &hashes.to_string()])
        .kill_on_drop(true)
        .output()
        .await?;
    ensure!(output.status.success(), "bare hashing failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The process.
pub(super) fn hash(arguments: Arguments) -> Result<()> {
    let Arguments { threads, hashes, memory } = arguments;
    let next = AtomicU32::new(0);
    let me = std::process::id();
    let (begun, used) = (Instant::now(), processor_seconds(me)?);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(&next, hashes, memory))).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread panicked"))))
    })?;
    let done = BareHashing {
        hashes,
        wall_seconds: begun.elapsed().as_secs_f64(),
        processor_seconds: processor_seconds(me)? - used,
    };
    println!("{}", serde_json::to_string(&done)?);
    Ok(())
}

fn work(next: &AtomicU32, hashes: u32, memory: Memory) -> Result<()> {
    let argon2id = Argon2::default();
    let mut kept = match memory {
        Memory::Fresh => Vec::new(),
        Memory::Kept => vec![Block::new(); argon2id.params().block_count()],
    };
    let mut tag = [0; 32];
    loop {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        if turn >= hashes {
            return Ok(());
        }
        let salt = u128::from(turn).to_be_bytes();
        match memory {
            Memory::Fresh => argon2id.hash_password_into(crate::house::PASSWORD.as_bytes(), &salt, &mut tag)?,
            Memory::Kept => argon2id.hash_password_into_with_memory(
                crate::house::PASSWORD.as_bytes(),
                &salt,
                &mut tag,
                &mut kept,
            )?,
        }
        std::hint::black_box(&tag);
    }
}
