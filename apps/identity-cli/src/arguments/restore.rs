//! What can be typed about bringing a database back.

use std::path::PathBuf;

use clap::Args;

/// A backup to bring back.
#[derive(Debug, Args)]
pub(crate) struct RestoreBackup {
    /// The backup; it stays as it is
    pub(crate) file: PathBuf,
    /// Do not carry suspensions and lockouts over from the database that is replaced
    #[arg(long)]
    pub(crate) as_it_was: bool,
    #[command(flatten)]
    pub(crate) begin: BeginEpoch,
}

/// How what lived before ends.
#[derive(Debug, Args)]
pub(crate) struct BeginEpoch {
    /// End every password too: everybody chooses a new one by the mail of "forgot password"
    #[arg(long)]
    pub(crate) end_passwords: bool,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask for the typed confirmation
    #[arg(long)]
    pub(crate) yes: bool,
}
