//! What can be typed about authorization profiles.

use clap::{ArgGroup, Args, Subcommand};

/// About authorization profiles.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileVerb {
    /// List the profiles of an organization
    List {
        /// Of this organization
        #[arg(long, value_name = "HANDLE")]
        organization: String,
    },
    /// Show one profile, what it grants and who holds it
    Show(NamedProfile),
    /// Define a profile
    Define {
        #[command(flatten)]
        profile: NamedProfile,
        /// A permission that it grants, such as mail.send; may be repeated
        #[arg(long = "permission", value_name = "NAME", required = true)]
        permissions: Vec<String>,
    },
    /// Change a profile; what its holders may do changes at once
    Edit(EditProfile),
    /// Remove a profile; its holders lose what it gave them, at once
    Remove {
        #[command(flatten)]
        profile: NamedProfile,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
        /// Do not ask for the typed confirmation
        #[arg(long)]
        yes: bool,
    },
}

/// A profile by its name.
#[derive(Debug, Args)]
pub(crate) struct NamedProfile {
    /// Its name, in any case
    pub(crate) name: String,
    /// Of this organization
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: String,
}

/// What changes about a profile.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").args(["rename", "add", "remove"]).multiple(true).required(true))]
pub(crate) struct EditProfile {
    #[command(flatten)]
    pub(crate) profile: NamedProfile,
    /// Another name
    #[arg(long, value_name = "NAME")]
    pub(crate) rename: Option<String>,
    /// One more permission, such as mail.send; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) add: Vec<String>,
    /// A permission that it grants no more; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) remove: Vec<String>,
}
