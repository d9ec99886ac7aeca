//! The bare things that Portineria is measured against, each in a process of its own.

mod app;
mod hashes;

use anyhow::Result;
use clap::Subcommand;

pub(crate) use self::{
    app::{BareApp, is_session, open},
    hashes::{Memory, bare_hashing},
};

/// A process that a bench starts for itself.
#[derive(Debug, Subcommand)]
pub(crate) enum Bare {
    #[command(hide = true)]
    BareApp(app::Arguments),
    #[command(hide = true)]
    BareHashes(hashes::Arguments),
}

impl Bare {
    pub(crate) async fn run(self) -> Result<()> {
        match self {
            Self::BareApp(arguments) => app::serve(arguments).await,
            Self::BareHashes(arguments) => hashes::hash(arguments),
        }
    }
}
