//! `identity-web`: the web app as a program.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};
use identity_web::{demo, key, serve::Running};

/// Portineria: sign-in that people can get back into.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The configuration file; `identity.toml` when there is one, else the defaults.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Subcommand)]
enum Act {
    /// Serve the pages (what happens without a command, too).
    Serve,
    /// Fill an empty house with people to try, then serve.
    Demo,
    /// Make the key of the installation, which is kept apart from the database.
    Key,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    let config = arguments.config.or_else(|| Some(PathBuf::from("identity.toml")).filter(|path| path.exists()));
    match arguments.act.unwrap_or(Act::Serve) {
        Act::Serve => Running::prepare(config.as_deref()).await?.serve(greet).await,
        Act::Demo => {
            let running = Running::prepare_with(config.as_deref(), Some(demo::product()?)).await?;
            let people = demo::move_in(&running).await?;
            running
                .serve(async move |running, address| {
                    greet(running, address).await?;
                    demo::introduce(&people);
                    Ok(())
                })
                .await
        }
        Act::Key => key::make(config.as_deref()),
    }
}

async fn greet(running: &Running, address: SocketAddr) -> Result<()> {
    identity_web::greeting::print(running, address).await
}
