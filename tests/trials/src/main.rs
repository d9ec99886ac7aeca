//! `cargo run -p trials -- r1 --accounts 200 --guesses 1000`: the long forms of the trials, by hand.
//!
//! Build the programs first: `cargo build --workspace`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use trials::checker::ANSWERED_WITHIN;
use trials::house::Database;
use trials::{r1, r2, r11, r12, timing};

/// What the house promises, tried on the running programs.
#[derive(Parser)]
struct Arguments {
    /// Where the histories go.
    #[arg(long, global = true, value_name = "DIRECTORY", default_value = "trials-history")]
    history: PathBuf,
    #[command(subcommand)]
    trial: Trial,
}

#[derive(Subcommand)]
enum Trial {
    /// The guess limit under fire.
    R1 {
        /// Accounts that come under fire, one after the other.
        #[arg(long, default_value_t = 200)]
        accounts: usize,
        /// Guesses at each, all at once.
        #[arg(long, default_value_t = 1000)]
        guesses: usize,
        /// Where everything is kept.
        #[arg(long, value_enum, default_value_t = Database::Postgres)]
        database: Database,
        /// How many nodes; one with SQLite.
        #[arg(long, default_value_t = 3)]
        nodes: usize,
    },
    /// Once means once.
    R2 {
        /// Of each kind so many.
        #[arg(long, default_value_t = 500)]
        secrets: usize,
        /// How often each arrives at the same moment.
        #[arg(long, default_value_t = 100)]
        redemptions: usize,
        /// Where everything is kept.
        #[arg(long, value_enum, default_value_t = Database::Postgres)]
        database: Database,
        /// How many nodes; one with SQLite.
        #[arg(long, default_value_t = 3)]
        nodes: usize,
    },
    /// Migrations that are killed, and nodes that start at once.
    R11 {
        /// How often a node is killed while it migrates.
        #[arg(long, default_value_t = 100)]
        kills: usize,
        /// Where everything is kept.
        #[arg(long, value_enum, default_value_t = Database::Postgres)]
        database: Database,
        /// How many nodes; one with SQLite.
        #[arg(long, default_value_t = 3)]
        nodes: usize,
    },
    /// Backup under load, and what a restore must not bring back.
    R12 {
        /// Accounts beside those that the trial is about.
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
        /// Where everything is kept.
        #[arg(long, value_enum, default_value_t = Database::Sqlite)]
        database: Database,
    },
    /// What a stop-watch tells about a name.
    Timing {
        /// Of each kind of name so many.
        #[arg(long, default_value_t = 2000)]
        samples: usize,
        /// Where everything is kept.
        #[arg(long, value_enum, default_value_t = Database::Sqlite)]
        database: Database,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok((line, true)) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Ok((line, false)) => {
            println!("{line}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

/// The line, and whether the trial has passed.
async fn run(Arguments { history, trial }: Arguments) -> Result<(String, bool)> {
    Ok(match trial {
        Trial::R1 { accounts, guesses, database, nodes } => {
            let plan = r1::Plan { accounts, guesses, database, nodes, within: ANSWERED_WITHIN };
            let report = r1::run(plan, &history).await?;
            (serde_json::to_string(&report)?, report.violations.is_empty())
        }
        Trial::R2 { secrets, redemptions, database, nodes } => {
            let plan = r2::Plan { secrets, redemptions, database, nodes };
            let report = r2::run(plan, &history).await?;
            (serde_json::to_string(&report)?, report.violations.is_empty())
        }
        Trial::R11 { kills, database, nodes } => {
            let report = r11::run(r11::Plan { kills, nodes, database }).await?;
            (serde_json::to_string(&report)?, report.violations.is_empty())
        }
        Trial::R12 { accounts, database } => {
            let report = r12::run(r12::Plan { accounts, database }).await?;
            (serde_json::to_string(&report)?, report.violations.is_empty())
        }
        Trial::Timing { samples, database } => {
            let report = timing::run(samples, database).await?;
            (serde_json::to_string(&report)?, report.auc_at_most.max(report.follow_ups_auc_at_most) <= 0.55)
        }
    })
}
