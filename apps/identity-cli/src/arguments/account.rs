//! What can be typed about accounts.

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

/// About accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum AccountVerb {
    /// Define an account
    ///
    /// With an address, a link to choose a password is mailed there.
    Add(AddAccount),
    /// Change what there is to say about a person; never the password
    Edit(EditAccount),
    /// List accounts
    List(ListAccounts),
    /// Show one account, its lockout and what happened lately
    Show {
        /// Login name, such as marco/studio-rossi
        login: String,
    },
    /// End the lockout of one or several accounts; the right password is still needed
    Unlock {
        /// Login names
        #[arg(required = true, value_name = "LOGIN")]
        logins: Vec<String>,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
    /// Suspend an account: its sessions, codes, links and known devices end
    Suspend {
        /// Login name, such as marco/studio-rossi
        login: String,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
        /// Do not ask for the typed confirmation
        #[arg(long)]
        yes: bool,
    },
    /// Reinstate a suspended account
    Reinstate {
        /// Login name, such as marco/studio-rossi
        login: String,
    },
    /// Send the link to the first password again; the older link dies
    Welcome {
        /// Login name, such as marco/studio-rossi
        login: String,
    },
}

/// A new account.
#[derive(Debug, Args)]
pub(crate) struct AddAccount {
    /// Login name, such as marco/studio-rossi
    pub(crate) login: String,
    /// What people call the person
    #[arg(long)]
    pub(crate) name: String,
    /// Where codes and links go
    #[arg(long)]
    pub(crate) address: Option<String>,
    /// What the person reads; the organization's language where left out
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// What the account may do about others
    #[arg(long, default_value = "member")]
    pub(crate) rank: Appointment,
    /// Read a first password from standard input, for somebody without an address; on a terminal it is asked for
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// What changes about an account.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").args(["name", "address", "no_address", "language", "rank"]).multiple(true).required(true))]
pub(crate) struct EditAccount {
    /// Login name, such as marco/studio-rossi
    pub(crate) login: String,
    /// What people call the person
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Where codes and links go; those sent to the old address die, and it is told
    #[arg(long, conflicts_with = "no_address")]
    pub(crate) address: Option<String>,
    /// Take the contact address away; the person can then not get back in alone
    #[arg(long)]
    pub(crate) no_address: bool,
    /// What the person reads
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// What the account may do about others
    #[arg(long)]
    pub(crate) rank: Option<Appointment>,
}

/// The ranks that can be given; an owner comes with the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Appointment {
    /// Nothing about others
    Member,
    /// Define members and administrators, and help them in
    Administrator,
}

/// Which accounts to list.
#[derive(Debug, Args)]
pub(crate) struct ListAccounts {
    /// Of this organization only
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: Option<String>,
    /// Only those whose login name or display name holds this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Only those in this state
    #[arg(long, default_value = "any")]
    pub(crate) state: AccountState,
}

/// Accounts in which state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountState {
    /// Any
    Any,
    /// Neither locked nor suspended
    Active,
    /// Locked
    Locked,
    /// Suspended
    Suspended,
}
