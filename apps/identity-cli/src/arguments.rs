//! What can be typed; a file for each noun.

mod account;
mod audit;
mod break_glass;
#[cfg(test)]
mod complete;
mod invitation;
mod lockout;
mod organization;
mod outbox;
mod permission;
mod policy;
mod profile;
mod restore;

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use self::{
    account::{
        AccountSort, AccountState, AccountVerb, AddAccount, EditAccount, ExportAccounts, ImportAccounts, ListAccounts,
        SeveralAccounts,
    },
    audit::{ActorKind, AuditFilter, AuditVerb, ExportFormat},
    break_glass::BreakGlass,
    invitation::{InvitationVerb, ListInvitations, SendInvitation},
    lockout::LockoutVerb,
    organization::{EditOrganization, OpenOrganization, OrganizationVerb},
    outbox::{LetterPhase, OutboxVerb},
    permission::{GrantRights, PermissionVerb, TakeRights},
    policy::{LockoutOptions, PolicyVerb, Switch},
    profile::{EditProfile, NamedProfile, ProfileVerb},
    restore::{BeginEpoch, RestoreBackup},
};
use crate::exit;

/// The argument that names the language of messages; not `language`, which some verbs have as a person's.
const SPOKEN: &str = "spoken";

/// Above the options that every command has.
const EVERYWHERE: &str = "Options of every command";

/// Administer Portineria: organizations, accounts, invitations, permissions, lockouts and letters.
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
#[expect(clippy::doc_markdown, reason = "help shows these lines as they are")]
#[derive(Debug, Subcommand)]
pub(crate) enum Noun {
    /// Open organizations, and look at them
    #[command(subcommand, arg_required_else_help = true)]
    Organization(OrganizationVerb),
    /// Define people, and help them in
    #[command(subcommand, arg_required_else_help = true)]
    Account(AccountVerb),
    /// Invite people to act for an organization, and take invitations back
    #[command(subcommand, arg_required_else_help = true)]
    Invitation(InvitationVerb),
    /// See who may do what and why; give permissions, and take them
    #[command(subcommand, arg_required_else_help = true)]
    Permission(PermissionVerb),
    /// Define authorization profiles: named sets of permissions
    #[command(subcommand, arg_required_else_help = true)]
    Profile(ProfileVerb),
    /// See who is locked, and end it
    #[command(subcommand, arg_required_else_help = true)]
    Lockout(LockoutVerb),
    /// Look at policies, change them, and try others on what has happened
    #[command(subcommand, arg_required_else_help = true)]
    Policy(PolicyVerb),
    /// Look after letters on their way
    #[command(subcommand, arg_required_else_help = true)]
    Outbox(OutboxVerb),
    /// Get somebody back in when nothing else helps: prints a link, good once and for minutes only
    ///
    /// Whoever opens it chooses another password; a suspension ends. It is kept in the audit log with its reason, and
    /// everybody else who administers the organization is told.
    BreakGlass(BreakGlass),
    /// Say who could not get back in today, why, and what to do; exit code 9 when somebody could not
    Readiness {
        /// Of this organization only
        #[arg(long, value_name = "HANDLE")]
        organization: Option<String>,
        /// Exit code 9 also when somebody is one accident away from it
        #[arg(long)]
        strict: bool,
    },
    /// Rehearse recovery without harming anybody: test mails, a link that is taken back, every administrator's way in
    Drill {
        /// Of this organization only
        #[arg(long, value_name = "HANDLE")]
        organization: Option<String>,
        /// Send one test mail to this address, instead of one to each administrator
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
    },
    /// Write a whole copy of the database while it is in use (SQLite)
    ///
    /// The house key is not in it: without the key a backup opens nothing, and with both together it opens what a
    /// restore leaves alive. Keep them apart. For PostgreSQL use pg_dump.
    Backup {
        /// A new file; nothing is overwritten
        file: PathBuf,
    },
    /// Put a backup in the place of the database (SQLite)
    ///
    /// Stop identity-web first. Whoever was signed in signs in again, every code and link is dead, what people
    /// were granted counts for nothing until it is confirmed. The database that is replaced is kept. For PostgreSQL use pg_restore and then
    /// `identity restored`.
    Restore(RestoreBackup),
    /// Say that the database was restored by other means, before anything is served from it
    ///
    /// Ends every session, code, link and known device, and what people were granted until it is confirmed. For PostgreSQL after
    /// pg_restore, and for any database file that was put in place by hand.
    Restored(BeginEpoch),
    /// Read, export, prove and prune the audit log
    #[command(subcommand, arg_required_else_help = true)]
    Audit(AuditVerb),
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
            .help("The language of messages; what LANG says where left out. `open`, `add`, `edit` and `send` take the person's here: put this one before the noun"),
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
            found.extend(
                command
                    .get_arguments()
                    .filter(|a| a.get_action().takes_values())
                    .filter_map(|a| a.get_long().map(str::to_owned)),
            );
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
