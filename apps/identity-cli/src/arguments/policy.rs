//! What can be typed about organizations' policies.

use clap::{Args, Subcommand, ValueEnum};

/// About policies.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyVerb {
    /// Show the policy of an organization, what it means, and how far organizations may go
    Show {
        /// Of this organization
        #[arg(long, value_name = "HANDLE")]
        organization: String,
    },
    /// Change the policy of an organization; what is left out stays as it is
    ///
    /// It counts from the next attempt on, on every node. A lockout that is under way ends as it would have. The
    /// bounds of the configuration hold here too: to go further, change its `policy_bounds` first.
    #[command(arg_required_else_help = true)]
    Set {
        /// Of this organization
        #[arg(long, value_name = "HANDLE")]
        organization: String,
        /// Whether the masked contact address is shown to whoever types a login name; tells which names exist
        #[arg(long, value_name = "SWITCH")]
        show_masked_address: Option<Switch>,
        /// Whether the contact person is shown to whoever types a login name; tells which names exist
        #[arg(long, value_name = "SWITCH")]
        show_contact: Option<Switch>,
        /// Only say what would be different, and what it would mean
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        lockout: LockoutOptions,
    },
    /// Replay the audit log under another policy: who would have been locked out, when, and for how long
    ///
    /// Changes nothing. What is left out is as in the policy in force.
    #[command(arg_required_else_help = true)]
    Simulate {
        /// Of this organization
        #[arg(long, value_name = "HANDLE")]
        organization: String,
        /// Tell of what happened from this day on, such as 2026-11-01; 30 days ago where left out
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// Tell of what happened until the end of this day; until now where left out
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        #[command(flatten)]
        lockout: LockoutOptions,
    },
}

/// What differs from a lockout policy: for a new organization from the installation's, for another one from its own.
#[derive(Debug, Args)]
#[command(next_help_heading = "Lockout, where it differs")]
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

impl Switch {
    /// Whether it is on.
    pub(crate) const fn is_on(self) -> bool {
        matches!(self, Self::On)
    }
}
