//! What can be typed about lockouts.

use clap::{ArgGroup, Subcommand};

/// About lockouts.
#[derive(Debug, Subcommand)]
pub(crate) enum LockoutVerb {
    /// List who is locked, since when and from where
    List {
        /// Of this organization only
        #[arg(long, value_name = "HANDLE")]
        organization: Option<String>,
    },
    /// End every lockout of an organization, or of all of them
    #[command(group = ArgGroup::new("reach").args(["organization", "all"]).required(true))]
    Clear {
        /// Of this organization
        #[arg(long, value_name = "HANDLE")]
        organization: Option<String>,
        /// Of every organization
        #[arg(long)]
        all: bool,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
}
