//! Everything that can go wrong, as values: what is wrong in one sentence, what to do in another. The exit code
//! of each is in [`crate::exit`].

mod from_core;
mod house;
mod people;
mod why;

use std::{io, path::PathBuf};

use identity_core::{
    application::unavailable::Unavailable,
    domain::{
        help::Unfit,
        invitation::{INVITATIONS_PER_WINDOW, InvitationState, MAX_OPEN_INVITATIONS},
        organization::OutOfBounds,
        password::Weakness,
        permission::{MAX_GRANTS, MAX_PROFILES},
    },
    ports::HashingFailure,
};
use identity_csv::FileFault;
use identity_settings::{BackupError, CompositionError, SettingsError};

use self::{
    house::backup,
    people::{list_fault, over, unfitness},
};
pub(crate) use self::{
    house::{composition, house_key, mark},
    why::Why,
};
use crate::words::{Sentence, say};

/// Why a command was not carried out.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The configuration file that was named is not there.
    NoSuchFile(PathBuf),
    /// The configuration is wrong.
    Settings(SettingsError),
    /// The house cannot be put together.
    Composition(CompositionError),
    /// A value cannot be used.
    Unacceptable {
        /// What it was given for.
        option: &'static str,
        /// What was given.
        given: String,
        /// Why not.
        why: Why,
    },
    /// The rules do not accept the password.
    WeakPassword(Vec<Weakness>),
    /// The password is too long.
    PasswordTooLong,
    /// An owner with neither password nor address.
    NoWayIn,
    /// No organization has this handle.
    NoSuchOrganization(String),
    /// No account has this login name.
    NoSuchAccount(String),
    /// No invitation has this id, and none to this login name is open.
    NoSuchInvitation(String),
    /// No permission has this name.
    NoSuchPermission(String),
    /// No profile has this name.
    NoSuchProfile {
        /// The name.
        profile: String,
        /// In which organization.
        handle: String,
    },
    /// The profile does not grant this.
    NotInProfile {
        /// The permission.
        permission: String,
        /// The profile.
        profile: String,
    },
    /// The permission stays with the owner.
    OwnerOnly(String),
    /// The profile holds something that cannot be given (any more).
    NotGivable {
        /// The permission, where it is known.
        permission: String,
        /// The profile.
        profile: String,
    },
    /// There is nothing to give to an owner.
    OwnerHoldsAll(String),
    /// An owner's account does not end.
    OwnerDoesNotEnd(String),
    /// An owner's account is never removed.
    OwnerStays(String),
    /// An invitation is answered, over or taken back.
    InvitationOver {
        /// The login name that it offered.
        login: String,
        /// What became of it.
        state: InvitationState,
    },
    /// The organization has, or made, too many invitations.
    TooManyInvitations(String),
    /// A profile of that name is there already.
    ProfileTaken(String),
    /// Somebody else was quicker with a profile.
    ProfileChangedMeanwhile {
        /// The profile.
        profile: String,
        /// In which organization.
        handle: String,
    },
    /// What was to be given is not there any more.
    RightsGone(String),
    /// The account would hold too many grants.
    TooManyGrants(String),
    /// The organization would have too many profiles.
    TooManyProfiles(String),
    /// No letter with this id has failed.
    NoFailedLetter(String),
    /// The handle is taken.
    HandleTaken(String),
    /// The login name is taken.
    LoginTaken(String),
    /// Somebody else was quicker.
    ChangedMeanwhile(String),
    /// Somebody else was quicker with an organization.
    OrganizationChangedMeanwhile(String),
    /// There is no link to a first password to send.
    NothingToSend(String),
    /// The audit log is not whole.
    LogNotWhole,
    /// It is not said how old a line of the audit log may get.
    NoKeeping,
    /// The policy goes further than the configuration lets organizations go.
    OutOfBounds(Vec<OutOfBounds>),
    /// It cannot be done for an account that is like this.
    Unfit(String, Unfit),
    /// It could not be done for this account just now.
    NotNow(String),
    /// A list of people cannot be read.
    List(FileFault),
    /// The file with a list of people cannot be read.
    ListUnread(PathBuf, String),
    /// Not on the operator's word.
    NotAllowed,
    /// The typed confirmation was another word; holds the right one.
    NotConfirmed(Sentence),
    /// Nobody is there to confirm.
    NeedsYes,
    /// No backup is made, or none can be brought back.
    Backup(BackupError),
    /// Not now.
    Unavailable(Unavailable),
    /// What was to be read could not be.
    Input(io::Error),
    /// What was to be written could not be.
    Written(io::Error),
}

impl Refusal {
    /// What is wrong.
    pub(crate) fn what(&self) -> Sentence {
        match self {
            Self::NoSuchFile(path) => say!("no-such-file").with("path", path.display().to_string()),
            Self::Settings(error) => say!("settings-wrong").with("count", error.faults().len()),
            Self::Composition(error) => composition(error).0,
            Self::Unacceptable { option, given, .. } => {
                say!("unacceptable").with("option", *option).with("given", shortened(given))
            }
            Self::WeakPassword(_) => say!("password-weak"),
            Self::PasswordTooLong => say!("password-too-long"),
            Self::NoWayIn => say!("no-way-in"),
            Self::NoSuchOrganization(handle) => say!("no-such-organization").with("handle", shortened(handle)),
            Self::NoSuchAccount(login) => say!("no-such-account").with("login", shortened(login)),
            Self::NoSuchInvitation(given) => say!("no-such-invitation").with("given", shortened(given)),
            Self::NoSuchPermission(name) => say!("no-such-permission").with("permission", shortened(name)),
            Self::NoSuchProfile { profile, handle } => {
                say!("no-such-profile").with("profile", shortened(profile)).with("handle", handle)
            }
            Self::NotInProfile { permission, profile } => {
                say!("not-in-profile").with("permission", shortened(permission)).with("profile", profile)
            }
            Self::OwnerOnly(permission) => say!("owner-only").with("permission", permission),
            Self::NotGivable { permission, profile } => {
                say!("not-givable").with("permission", permission).with("profile", profile)
            }
            Self::OwnerHoldsAll(login) => say!("owner-holds-all").with("login", login),
            Self::OwnerDoesNotEnd(login) => say!("owner-does-not-end").with("login", login),
            Self::OwnerStays(login) => say!("owner-stays").with("login", login),
            Self::InvitationOver { login, state } => over(login, state).0,
            Self::TooManyInvitations(handle) => say!("too-many-invitations")
                .with("handle", handle)
                .with("open", MAX_OPEN_INVITATIONS)
                .with("made", INVITATIONS_PER_WINDOW),
            Self::ProfileTaken(profile) => say!("profile-taken").with("profile", profile),
            Self::ProfileChangedMeanwhile { profile, .. } => say!("profile-changed-meanwhile").with("profile", profile),
            Self::RightsGone(_) => say!("rights-gone"),
            Self::TooManyGrants(login) => say!("too-many-grants").with("login", login).with("limit", MAX_GRANTS),
            Self::TooManyProfiles(handle) => {
                say!("too-many-profiles").with("handle", handle).with("limit", MAX_PROFILES)
            }
            Self::NoFailedLetter(id) => say!("no-failed-letter").with("id", id),
            Self::HandleTaken(handle) => say!("handle-taken").with("handle", handle),
            Self::LoginTaken(login) => say!("login-taken").with("login", login),
            Self::ChangedMeanwhile(login) => say!("changed-meanwhile").with("login", login),
            Self::OrganizationChangedMeanwhile(handle) => say!("changed-meanwhile").with("login", handle),
            Self::NothingToSend(login) => say!("nothing-to-send").with("login", login),
            Self::LogNotWhole => say!("prune-not-whole"),
            Self::NoKeeping => say!("no-keeping"),
            Self::OutOfBounds(_) => say!("policy-out-of-bounds"),
            Self::Unfit(login, unfit) => unfitness(*unfit, login).0,
            Self::NotNow(login) => say!("not-now").with("login", login),
            Self::List(fault) => list_fault(fault).0,
            Self::ListUnread(path, reason) => {
                say!("list-unread").with("path", path.display().to_string()).with("reason", reason)
            }
            Self::NotAllowed => say!("not-allowed"),
            Self::NotConfirmed(_) => say!("not-confirmed"),
            Self::NeedsYes => say!("nobody-to-confirm"),
            Self::Backup(error) => backup(error).0,
            Self::Unavailable(Unavailable::Store(_)) => say!("store-silent"),
            Self::Unavailable(Unavailable::Entropy(_)) => say!("no-randomness"),
            Self::Unavailable(Unavailable::Hashing(HashingFailure::Broken)) => {
                say!("hashing-broken")
            }
            Self::Unavailable(Unavailable::Hashing(HashingFailure::Busy { .. }) | Unavailable::Contended) => {
                say!("busy")
            }
            Self::Input(error) => say!("not-read").with("reason", error.to_string()),
            Self::Written(error) => say!("not-written").with("reason", error.to_string()),
        }
    }

    /// What to do about it.
    pub(crate) fn remedy(&self) -> Sentence {
        match self {
            Self::NoSuchFile(_) => say!("no-such-file-remedy"),
            Self::Settings(_) => say!("settings-remedy"),
            Self::Composition(error) => composition(error).1,
            Self::Unacceptable { why, .. } => why.remedy(),
            Self::WeakPassword(found) => found.first().map_or_else(|| say!("password-common"), weakness),
            Self::PasswordTooLong => say!("password-too-long-remedy"),
            Self::NoWayIn => say!("no-way-in-remedy"),
            Self::NoSuchOrganization(_) => say!("no-such-organization-remedy"),
            Self::NoSuchAccount(_) => say!("no-such-account-remedy"),
            Self::NoSuchInvitation(_) => say!("no-such-invitation-remedy"),
            Self::NoSuchPermission(_) => say!("no-such-permission-remedy"),
            Self::NoSuchProfile { handle, .. } | Self::RightsGone(handle) => {
                say!("no-such-profile-remedy").with("handle", handle)
            }
            Self::NotInProfile { .. } => say!("not-in-profile-remedy"),
            Self::OwnerOnly(_) => say!("owner-only-remedy"),
            Self::NotGivable { permission, .. } => say!("not-givable-remedy").with("permission", permission),
            Self::OwnerHoldsAll(_) => say!("owner-holds-all-remedy"),
            Self::OwnerDoesNotEnd(login) => say!("owner-does-not-end-remedy").with("login", login),
            Self::OwnerStays(login) => say!("owner-stays-remedy").with("login", login),
            Self::InvitationOver { login, state } => over(login, state).1,
            Self::TooManyInvitations(handle) => say!("too-many-invitations-remedy").with("handle", handle),
            Self::ProfileTaken(_) => say!("profile-taken-remedy"),
            Self::ProfileChangedMeanwhile { profile, handle } => {
                say!("profile-changed-meanwhile-remedy").with("profile", profile).with("handle", handle)
            }
            Self::TooManyGrants(login) => say!("too-many-grants-remedy").with("login", login),
            Self::TooManyProfiles(_) => say!("too-many-profiles-remedy"),
            Self::NoFailedLetter(_) => say!("no-failed-letter-remedy"),
            Self::HandleTaken(_) => say!("handle-taken-remedy"),
            Self::LoginTaken(_) => say!("login-taken-remedy"),
            Self::ChangedMeanwhile(login) => say!("changed-meanwhile-remedy").with("login", login),
            Self::OrganizationChangedMeanwhile(handle) => {
                say!("organization-changed-meanwhile-remedy").with("handle", handle)
            }
            Self::NothingToSend(login) => say!("nothing-to-send-remedy").with("login", login),
            Self::LogNotWhole => say!("prune-not-whole-remedy"),
            Self::NoKeeping => say!("no-keeping-remedy"),
            Self::OutOfBounds(found) => crate::commands::all_out_of_bounds(found),
            Self::Unfit(login, unfit) => unfitness(*unfit, login).1,
            Self::List(fault) => list_fault(fault).1,
            Self::ListUnread(..) => say!("list-unread-remedy"),
            Self::NotAllowed => say!("not-allowed-remedy"),
            Self::NotConfirmed(word) => say!("not-confirmed-remedy").with("word", word.clone()),
            Self::NeedsYes => say!("nobody-to-confirm-remedy"),
            Self::Backup(error) => backup(error).1,
            Self::NotNow(_) | Self::Unavailable(Unavailable::Store(_)) => say!("run-doctor"),
            Self::Unavailable(unavailable) => say!("try-again").with("seconds", unavailable.retry_after_seconds()),
            Self::Input(_) => say!("not-read-remedy"),
            Self::Written(_) => say!("not-written-remedy"),
        }
    }

    /// Lines between the two: what the configuration or the database itself says, in English as it stands in logs.
    pub(crate) fn details(&self) -> Vec<String> {
        match self {
            Self::Settings(error) => error.to_string().lines().map(str::to_owned).collect(),
            Self::Composition(error) => causes(error),
            Self::Backup(error) => causes(error),
            Self::Unavailable(unavailable) => causes(unavailable),
            _ => Vec::new(),
        }
    }
}

fn weakness(weakness: &Weakness) -> Sentence {
    match weakness {
        Weakness::TooShort { minimum } => say!("password-short").with("minimum", *minimum),
        Weakness::Common => say!("password-common"),
        Weakness::OwnName => say!("password-own-name"),
    }
}

/// The causes of an error, the nearest first.
fn causes(error: &dyn std::error::Error) -> Vec<String> {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    let mut told: Vec<String> = causes.map(ToString::to_string).collect();
    told.dedup();
    told
}

/// What was typed, for a sentence.
fn shortened(given: &str) -> String {
    const SHOWN: usize = 80;
    if given.chars().count() > SHOWN {
        given.chars().take(SHOWN).chain("...".chars()).collect()
    } else {
        given.to_owned()
    }
}
