//! What can be typed about organizations.

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

/// About organizations.
#[derive(Debug, Subcommand)]
pub(crate) enum OrganizationVerb {
    /// Open an organization with its owner
    ///
    /// The owner signs in with the handle. With an address, a link to choose a password is mailed there; without
    /// one, a first password is asked for.
    Open(Box<OpenOrganization>),
    /// Change what an organization is called, whom people turn to, or its language
    ///
    /// What is left out stays as it is; an empty value takes it away.
    Edit(EditOrganization),
    /// List organizations
    List,
    /// Show one organization and its rules
    Show {
        /// Its handle
        handle: String,
    },
}

/// A new organization.
#[derive(Debug, Args)]
pub(crate) struct OpenOrganization {
    /// Its unique name: letters and digits (studio-rossi), or an address (info@pec.example)
    #[arg(long)]
    pub(crate) handle: String,
    /// What people call it
    #[arg(long)]
    pub(crate) name: String,
    /// What people call its owner
    #[arg(long, value_name = "NAME")]
    pub(crate) owner_name: String,
    /// Where the owner's codes and links go
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) owner_address: Option<String>,
    /// What the owner reads, and people whose language is not known; the default language of the installation
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Whom people turn to
    #[arg(long, value_name = "NAME")]
    pub(crate) contact_name: Option<String>,
    /// Their telephone number
    #[arg(long, value_name = "NUMBER", requires = "contact_name")]
    pub(crate) contact_phone: Option<String>,
    /// Their mail address
    #[arg(long, value_name = "ADDRESS", requires = "contact_name")]
    pub(crate) contact_email: Option<String>,
    /// When they can be reached
    #[arg(long, value_name = "TEXT", requires = "contact_name")]
    pub(crate) contact_hours: Option<String>,
    /// Show the masked contact address to whoever types a login name; tells which names exist
    #[arg(long)]
    pub(crate) show_masked_address: bool,
    /// Show the contact person to whoever types a login name; tells which names exist
    #[arg(long)]
    pub(crate) show_contact: bool,
    /// Read the owner's first password from standard input; on a terminal it is asked for
    #[arg(long)]
    pub(crate) password_stdin: bool,
    #[command(flatten)]
    pub(crate) lockout: LockoutOptions,
}

/// What changes about an organization.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").args([
    "name", "language", "contact_name", "contact_phone", "contact_email", "contact_hours", "no_contact",
]).multiple(true).required(true))]
pub(crate) struct EditOrganization {
    /// Its handle
    pub(crate) handle: String,
    /// What people call it
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What people read whose language is not known
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Whom people turn to
    #[arg(long, value_name = "NAME")]
    pub(crate) contact_name: Option<String>,
    /// Their telephone number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) contact_phone: Option<String>,
    /// Their mail address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) contact_email: Option<String>,
    /// When they can be reached
    #[arg(long, value_name = "TEXT")]
    pub(crate) contact_hours: Option<String>,
    /// Name nobody to turn to
    #[arg(long, conflicts_with_all = ["contact_name", "contact_phone", "contact_email", "contact_hours"])]
    pub(crate) no_contact: bool,
}

/// What differs from the lockout policy of the installation.
#[derive(Debug, Args)]
#[command(next_help_heading = "Lockout, where it differs from the installation's")]
pub(crate) struct LockoutOptions {
    /// Consecutive failures that bar a login name, 1 to 100; where it differs from the installation's, it tells
    /// which names exist
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<u32>,
    /// After how long without another one failures no longer count, such as 30m; or none, for until a success or
    /// an unlock
    #[arg(long, value_name = "SPAN")]
    pub(crate) window: Option<String>,
    /// How long a barred login name stays so, such as 15m; or until-unlocked
    #[arg(long, value_name = "SPAN")]
    pub(crate) bar: Option<String>,
    /// Whether each failure makes the next attempt wait longer
    #[arg(long, value_name = "SWITCH")]
    pub(crate) delays: Option<Switch>,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}
