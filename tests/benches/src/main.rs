//! What Portineria costs, measured from outside on its own programs, beside the bare thing in the same run.
//!
//! `cargo run --release -p benches -- all` builds the programs, runs every part and writes the table of
//! `docs/benchmarks.md`. Parts can be named instead (`sign-ins sessions`); `--short` is for trying the benches
//! themselves. What is measured, and how, is said in that document.

mod bare;
mod figure;
mod house;
mod http;
mod load;
mod machine;
mod parts;
mod process;
mod report;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

use crate::{parts::Part, report::Report};

/// Measures the programs of this workspace.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    /// What to measure; `all` in the long form writes the table of docs/benchmarks.md.
    #[arg(required = true)]
    parts: Vec<Part>,
    /// A tenth of the work, and no table: for trying the benches themselves.
    #[arg(long)]
    short: bool,
    /// Where the measurements go, a JSON object per line; beside the programs when it is not given.
    #[arg(long, value_name = "DIRECTORY")]
    results: Option<PathBuf>,
    /// Writes the table into this file whatever was measured, between its markers.
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    #[command(subcommand)]
    bare: Option<bare::Bare>,
}

/// How much is measured.
#[derive(Clone, Copy, Debug)]
struct Extent {
    short: bool,
}

impl Extent {
    /// One of two numbers: for the long form, and for the short one.
    fn of<T>(self, long: T, short: T) -> T {
        if self.short { short } else { long }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(bare) = arguments.bare {
        return bare.run().await;
    }
    let extent = Extent { short: arguments.short };
    let is_all = arguments.parts.contains(&Part::All);
    process::build_programs()?;
    let mut report = Report::begin(arguments.results)?;
    for part in Part::EACH {
        if is_all || arguments.parts.contains(&part) {
            report.section(part)?;
            part.measure(extent, &mut report).await?;
        }
    }
    let table = report.finish()?;
    println!("\n{table}");
    let is_for_the_document = is_all && !extent.short && !cfg!(debug_assertions);
    let document = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/benchmarks.md"));
    if let Some(file) = arguments.table.or_else(|| is_for_the_document.then(document)) {
        report::write_table(&file, &table)?;
    }
    Ok(())
}
