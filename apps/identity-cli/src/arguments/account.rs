//! What can be typed about accounts.

use std::path::PathBuf;

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
    Unlock(SeveralAccounts),
    /// Suspend one or several accounts: their sessions, codes, links and known devices end
    Suspend {
        #[command(flatten)]
        whom: SeveralAccounts,
        /// Do not ask for the typed confirmation
        #[arg(long)]
        yes: bool,
    },
    /// Reinstate one or several suspended accounts
    Reinstate(SeveralAccounts),
    /// Remove one or several accounts for good, with all that hangs on them; an owner is never removed
    ///
    /// What they gave to others counts for nothing any more, invitations that they made open nothing, and their login
    /// names are free. What the audit log says of them stays.
    Remove {
        #[command(flatten)]
        whom: SeveralAccounts,
        /// Do not ask for the typed confirmation
        #[arg(long)]
        yes: bool,
    },
    /// Send one or several people the link to another password; the present one works until then
    Reset(SeveralAccounts),
    /// Send the link to the first password again; the older link dies
    Welcome {
        /// Login name, such as marco/studio-rossi
        login: String,
    },
    /// Import a list of people from a CSV file: all of it or nothing
    ///
    /// The first line names the columns: `login`, `display_name`, `language`, `contact`, `state`. Accounts are found by
    /// login name; the same list a second time changes nothing. An empty cell says nothing, and a hyphen alone
    /// takes a contact address away. At most 20,000 rows and 4 MiB.
    Import(ImportAccounts),
    /// Export everybody as a CSV file that can be imported again
    Export(ExportAccounts),
}

/// Whom something is done for.
#[derive(Debug, Args)]
pub(crate) struct SeveralAccounts {
    /// Login names, such as marco/studio-rossi
    #[arg(required_unless_present = "stdin", value_name = "LOGIN")]
    pub(crate) logins: Vec<String>,
    /// Read login names from standard input too, one a line
    #[arg(long)]
    pub(crate) stdin: bool,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// A list that comes in.
#[derive(Debug, Args)]
pub(crate) struct ImportAccounts {
    /// The file; - for standard input
    pub(crate) file: PathBuf,
    /// Into this organization
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: String,
    /// Only say what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Send no links to a first password now; identity account welcome sends them later
    #[arg(long)]
    pub(crate) no_welcome: bool,
}

/// A list that goes out.
#[derive(Debug, Args)]
pub(crate) struct ExportAccounts {
    /// Of this organization
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: String,
    /// Into this file, in place of what is there; to standard output where left out
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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
    /// A profile of the organization that it holds; may be repeated
    #[arg(long = "profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
    /// A permission that it holds, such as mail.send; may be repeated
    #[arg(long = "permission", value_name = "NAME")]
    pub(crate) permissions: Vec<String>,
    /// Its last day (2026-12-31), or the moment (2026-12-31T18:00:00+01:00) at which it ends
    #[arg(long, value_name = "DATE")]
    pub(crate) ends: Option<String>,
    /// Read a first password from standard input, for somebody without an address; on a terminal it is asked for
    #[arg(long)]
    pub(crate) password_stdin: bool,
}

/// What changes about an account; what it holds is given and taken by `permission`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").args(["name", "address", "no_address", "language", "ends", "no_end"]).multiple(true).required(true))]
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
    /// Its last day (2026-12-31), or the moment (2026-12-31T18:00:00+01:00) at which it ends
    #[arg(long, value_name = "DATE", conflicts_with = "no_end")]
    pub(crate) ends: Option<String>,
    /// Let it not end by itself
    #[arg(long)]
    pub(crate) no_end: bool,
}

/// Which accounts to list.
#[derive(Debug, Args)]
pub(crate) struct ListAccounts {
    /// Of this organization only
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: Option<String>,
    /// Only those whose login name, display name or contact address holds this text
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Only those in this state
    #[arg(long, default_value = "any")]
    pub(crate) state: AccountState,
    /// In which order, within each organization
    #[arg(long, default_value = "login")]
    pub(crate) sort: AccountSort,
    /// From the last to the first
    #[arg(long)]
    pub(crate) reverse: bool,
}

/// What a list goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountSort {
    /// The login name
    Login,
    /// The display name, without case and accents
    Name,
    /// The last sign-in; who never signed in comes first
    SignedIn,
    /// When the account was made
    Created,
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
    /// Without a password: the first one was never chosen
    NoPassword,
    /// Never signed in
    NeverSignedIn,
    /// Without a contact address
    NoAddress,
    /// With a contact address that never confirmed
    Unconfirmed,
}
