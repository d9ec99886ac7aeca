//! What can be typed.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::exit;

/// The argument that names the language of messages; not `language`, which some verbs have as a person's.
const SPOKEN: &str = "spoken";

/// Above the options that every command has.
const EVERYWHERE: &str = "Options of every command";

/// Administer Portineria: organizations, accounts, lockouts and letters.
///
/// Works on the same configuration and the same database as `identity-web`, through the same rules, and leaves
/// the same audit trail under the name of the system's user.
#[derive(Debug, Parser)]
#[command(name = "identity", version, arg_required_else_help = true, subcommand_required = true, after_help = exit::HELP)]
pub(crate) struct Cli {
    /// The configuration file; identity.toml in this directory if there is one, or else the defaults
    #[arg(long, global = true, value_name = "FILE", help_heading = EVERYWHERE)]
    pub(crate) config: Option<PathBuf>,

    /// Answer with one JSON document instead of text for people
    #[arg(long, global = true, help_heading = EVERYWHERE)]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) noun: Noun,
}

/// What it is about.
#[derive(Debug, Subcommand)]
pub(crate) enum Noun {
    /// Open organizations, and look at them
    #[command(subcommand, arg_required_else_help = true)]
    Organization(OrganizationVerb),
    /// Define people, and help them in
    #[command(subcommand, arg_required_else_help = true)]
    Account(AccountVerb),
    /// See who is locked, and end it
    #[command(subcommand, arg_required_else_help = true)]
    Lockout(LockoutVerb),
    /// Look after letters on their way
    #[command(subcommand, arg_required_else_help = true)]
    Outbox(OutboxVerb),
    /// Check the installation, and say what to do about each finding
    Doctor,
    /// Print what a shell needs to complete this command
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the manual page, or write one page per command
    Man {
        /// Write every page into this directory instead
        #[arg(long, value_name = "DIR")]
        directory: Option<PathBuf>,
    },
}

/// About organizations.
#[derive(Debug, Subcommand)]
pub(crate) enum OrganizationVerb {
    /// Open an organization with its owner
    ///
    /// The owner signs in with the handle. With an address, a link to choose a password is mailed there; without
    /// one, a first password is asked for.
    Open(Box<OpenOrganization>),
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

/// What differs from the lockout policy of the installation.
#[derive(Debug, Args)]
#[command(next_help_heading = "Lockout, where it differs from the installation's")]
pub(crate) struct LockoutOptions {
    /// Consecutive failures that bar a login name, 1 to 100
    #[arg(long, value_name = "NUMBER")]
    pub(crate) limit: Option<u32>,
    /// How long a failure counts, such as 30m; or none, for until a success or an unlock
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

/// About letters.
#[derive(Debug, Subcommand)]
pub(crate) enum OutboxVerb {
    /// List the latest letters
    List {
        /// To accounts of this organization only
        #[arg(long, value_name = "HANDLE")]
        organization: Option<String>,
        /// Only those in this state
        #[arg(long)]
        state: Option<LetterPhase>,
        /// How many at most
        #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Send refused or given-up letters again; what they carry is made anew
    Retry {
        /// Ids of letters, as `outbox list` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
}

/// How a letter fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LetterPhase {
    /// Waiting for its time
    Queued,
    /// In a node's hands
    Sending,
    /// Taken by the other side
    Sent,
    /// The other side will never take it
    Refused,
    /// Tried until it was worth nothing any more
    GivenUp,
    /// Too many of its kind went to that mailbox
    Withheld,
}

/// What was typed, and the language that messages were asked for in.
///
/// # Errors
/// Help and version too are answers of this kind; each knows its exit code.
pub(crate) fn read() -> Result<(Cli, Option<String>), clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok((cli, spoken(&matches)))
}

/// The whole command, for help, completions and the manual.
pub(crate) fn command() -> Command {
    with_spoken_language(Cli::command())
}

/// Gives every command `--language`, but those where it is a person's. A global argument of clap would clash
/// with theirs.
fn with_spoken_language(command: Command) -> Command {
    let is_taken = command.get_arguments().any(|argument| argument.get_long() == Some("language"));
    let command = command.mut_subcommands(with_spoken_language);
    if is_taken {
        return command;
    }
    let languages = crate::words::languages();
    command.arg(
        Arg::new(SPOKEN)
            .long("language")
            .value_name("LANGUAGE")
            .value_parser(clap::builder::PossibleValuesParser::new(languages))
            .action(ArgAction::Set)
            .help_heading(EVERYWHERE)
            .help("The language of messages; what LANG says where left out. `open`, `add` and `edit` take the person's here: put this one before the noun"),
    )
}

/// The innermost one counts.
fn spoken(matches: &ArgMatches) -> Option<String> {
    let inner = matches.subcommand().and_then(|(_, matches)| spoken(matches));
    inner.or_else(|| matches.try_get_one::<String>(SPOKEN).ok().flatten().cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken_by(line: &str) -> Option<String> {
        spoken(&command().try_get_matches_from(line.split(' ')).unwrap())
    }

    #[test]
    fn the_arguments_fit_together() {
        command().debug_assert();
    }

    #[test]
    fn the_language_of_messages_is_not_that_of_the_person() {
        assert_eq!(spoken_by("identity account list --language it").as_deref(), Some("it"));
        assert_eq!(spoken_by("identity --language it doctor").as_deref(), Some("it"));
        assert_eq!(spoken_by("identity --language it account edit a/b --language en").as_deref(), Some("it"));
        assert_eq!(spoken_by("identity account edit a/b --language en"), None);
    }

    #[test]
    fn no_option_takes_a_secret() {
        fn options(command: &Command, found: &mut Vec<String>) {
            found.extend(command.get_arguments().filter(|a| a.get_action().takes_values()).filter_map(|a| a.get_long().map(str::to_owned)));
            command.get_subcommands().for_each(|inner| options(inner, found));
        }
        let mut found = Vec::new();
        options(&command(), &mut found);
        assert!(found.iter().any(|name| name == "handle"));
        for name in found {
            assert!(!["password", "secret", "code", "key", "token"].iter().any(|word| name.contains(word)), "--{name}");
        }
    }
}
