//! What can be typed about break-glass.

use clap::Args;

/// For whom, and why.
#[derive(Debug, Args)]
pub(crate) struct BreakGlass {
    /// Login name, such as marco/studio-rossi; an owner's is the handle
    pub(crate) login: String,
    /// Why: kept in the audit log, and told to the other administrators; 120 characters, no secrets
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Set a password here instead of printing a link: asked for on a terminal, or the first line of standard input
    #[arg(long)]
    pub(crate) set_password: bool,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask for the typed confirmation
    #[arg(long)]
    pub(crate) yes: bool,
}
