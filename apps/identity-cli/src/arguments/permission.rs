//! What can be typed about permissions.

use clap::{ArgGroup, Args, Subcommand};

/// About permissions.
#[derive(Debug, Subcommand)]
pub(crate) enum PermissionVerb {
    /// List which permissions there are, by category
    List,
    /// Say whether an account may do something now, and why
    Explain {
        /// Login name, such as marco/studio-rossi
        login: String,
        /// One permission, such as mail.send; all that there are where left out
        permission: Option<String>,
    },
    /// List who may do something now, and through what
    Who {
        /// The permission, such as mail.send
        permission: String,
        /// In this organization
        #[arg(long, value_name = "HANDLE")]
        organization: String,
    },
    /// Give permissions and profiles to an account; in place of older grants of the same
    Grant(GrantRights),
    /// Confirm all that an account was granted, after the database came back from a backup
    Confirm {
        /// Login name, such as marco/studio-rossi
        login: String,
    },
    /// Take permissions and profiles from an account; live sessions lose them at once
    Take(TakeRights),
}

/// What is given, to whom, and until when.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["permissions", "profiles"]).multiple(true).required(true))]
pub(crate) struct GrantRights {
    /// Login name, such as marco/studio-rossi
    pub(crate) login: String,
    /// A permission, such as mail.send; may be repeated
    #[arg(long = "permission", value_name = "NAME")]
    pub(crate) permissions: Vec<String>,
    /// A profile of the account's organization; may be repeated
    #[arg(long = "profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
    /// The last day (2026-12-31), or the moment (2026-12-31T18:00:00+01:00) at which it ends; until taken where left out
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
}

/// What is taken, from whom.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["permissions", "profiles"]).multiple(true).required(true))]
pub(crate) struct TakeRights {
    /// Login name, such as marco/studio-rossi
    pub(crate) login: String,
    /// A permission, such as mail.send; may be repeated
    #[arg(long = "permission", value_name = "NAME")]
    pub(crate) permissions: Vec<String>,
    /// A profile of the account's organization; may be repeated
    #[arg(long = "profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}
