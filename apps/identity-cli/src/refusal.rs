//! Everything that can go wrong, as values: what is wrong in one sentence, what to do in another. The exit code
//! of each is in [`crate::exit`].

use std::{io, path::PathBuf};

use identity_core::{
    application::{
        account::{EditError, RegisterError, StandingError},
        organization::OpenError,
        unavailable::Unavailable,
    },
    domain::{
        help::Unfit,
        kernel::{EmailAddressError, LanguageError, LoginNameError, TextError},
        lockout::LockoutPolicyError,
        password::Weakness,
    },
    ports::HashingFailure,
};
use identity_csv::{Column, FileFault};
use identity_settings::{CompositionError, HouseKeyError, SettingsError, StoreOpenError};

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
    /// No letter with this id has failed.
    NoFailedLetter(String),
    /// The handle is taken.
    HandleTaken(String),
    /// The login name is taken.
    LoginTaken(String),
    /// Somebody else was quicker.
    ChangedMeanwhile(String),
    /// There is no link to a first password to send.
    NothingToSend(String),
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
    /// Not now.
    Unavailable(Unavailable),
    /// What was to be read could not be.
    Input(io::Error),
    /// What was to be written could not be.
    Written(io::Error),
}

/// Why a value cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It is no name to sign in with.
    Name(LoginNameError),
    /// It is the login name of an owner, not of a member.
    NoMember,
    /// It is no text for people.
    Text(TextError),
    /// It is no mail address.
    Address(EmailAddressError),
    /// It is no language.
    Language(LanguageError),
    /// It is no length of time.
    Span,
    /// No policy may have it.
    Policy(LockoutPolicyError),
    /// It is no id.
    Id,
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
            Self::NoFailedLetter(id) => say!("no-failed-letter").with("id", id),
            Self::HandleTaken(handle) => say!("handle-taken").with("handle", handle),
            Self::LoginTaken(login) => say!("login-taken").with("login", login),
            Self::ChangedMeanwhile(login) => say!("changed-meanwhile").with("login", login),
            Self::NothingToSend(login) => say!("nothing-to-send").with("login", login),
            Self::Unfit(login, unfit) => unfitness(*unfit, login).0,
            Self::NotNow(login) => say!("not-now").with("login", login),
            Self::List(fault) => list_fault(fault).0,
            Self::ListUnread(path, reason) => {
                say!("list-unread").with("path", path.display().to_string()).with("reason", reason)
            }
            Self::NotAllowed => say!("not-allowed"),
            Self::NotConfirmed(_) => say!("not-confirmed"),
            Self::NeedsYes => say!("nobody-to-confirm"),
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
            Self::NoFailedLetter(_) => say!("no-failed-letter-remedy"),
            Self::HandleTaken(_) => say!("handle-taken-remedy"),
            Self::LoginTaken(_) => say!("login-taken-remedy"),
            Self::ChangedMeanwhile(login) => say!("changed-meanwhile-remedy").with("login", login),
            Self::NothingToSend(login) => say!("nothing-to-send-remedy").with("login", login),
            Self::Unfit(login, unfit) => unfitness(*unfit, login).1,
            Self::List(fault) => list_fault(fault).1,
            Self::ListUnread(..) => say!("list-unread-remedy"),
            Self::NotAllowed => say!("not-allowed-remedy"),
            Self::NotConfirmed(word) => say!("not-confirmed-remedy").with("word", word.clone()),
            Self::NeedsYes => say!("nobody-to-confirm-remedy"),
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
            Self::Unavailable(unavailable) => causes(unavailable),
            _ => Vec::new(),
        }
    }
}

impl Why {
    /// What would do instead.
    pub(crate) fn remedy(self) -> Sentence {
        match self {
            Self::Name(LoginNameError::Empty) | Self::Text(TextError::Empty) => {
                say!("write-something")
            }
            Self::Name(LoginNameError::TooLong) => say!("name-at-most").with("limit", 64_u32),
            Self::Name(LoginNameError::UnusableCharacter) => say!("name-characters"),
            Self::Name(LoginNameError::Invisible) | Self::Text(TextError::Invisible) => {
                say!("no-invisible")
            }
            Self::Name(LoginNameError::Host) | Self::Address(EmailAddressError::Host) => {
                say!("host-wrong")
            }
            Self::NoMember => say!("member-wanted"),
            Self::Text(TextError::TooLong { limit }) => say!("name-at-most").with("limit", limit),
            Self::Text(TextError::LooksLikeALink) => say!("no-link"),
            Self::Text(TextError::NotANumber) => say!("telephone-characters"),
            Self::Address(EmailAddressError::NotAnAddress) => say!("address-form"),
            Self::Address(EmailAddressError::UnusableCharacter) => say!("address-one"),
            Self::Address(EmailAddressError::TooLong) => say!("address-length"),
            Self::Language(LanguageError) => say!("language-form"),
            Self::Span => say!("span-form"),
            Self::Policy(LockoutPolicyError::Limit) => say!("policy-limit"),
            Self::Policy(LockoutPolicyError::Window) => say!("policy-window"),
            Self::Policy(LockoutPolicyError::Bar) => say!("policy-bar"),
            Self::Policy(LockoutPolicyError::Delays) => say!("policy-delays"),
            Self::Id => say!("id-form"),
        }
    }
}

/// How an account is, that something cannot be done for it, and what to do instead.
fn unfitness(unfit: Unfit, login: &str) -> (Sentence, Sentence) {
    match unfit {
        Unfit::Suspended => {
            (say!("unfit-suspended").with("login", login), say!("unfit-suspended-remedy").with("login", login))
        }
        Unfit::NoAddress => {
            (say!("unfit-no-address").with("login", login), say!("unfit-no-address-remedy").with("login", login))
        }
        Unfit::NoPassword => {
            (say!("unfit-no-password").with("login", login), say!("unfit-no-password-remedy").with("login", login))
        }
        Unfit::HasPassword => {
            (say!("unfit-has-password").with("login", login), say!("unfit-has-password-remedy").with("login", login))
        }
    }
}

/// What is wrong with a list of people, and what to do.
fn list_fault(fault: &FileFault) -> (Sentence, Sentence) {
    match fault {
        FileFault::Empty => (say!("list-empty"), say!("list-save-again")),
        FileFault::TooLarge { limit } => (say!("list-too-large").with("limit", *limit >> 20), say!("list-split")),
        FileFault::TooManyRows { limit } => (say!("list-too-many").with("limit", *limit), say!("list-split")),
        FileFault::NotText => (say!("list-no-text"), say!("list-save-as-utf8")),
        FileFault::Utf16 => (say!("list-utf16"), say!("list-save-as-utf8")),
        FileFault::Encoding { line, character } => {
            (say!("list-encoding").with("line", *line).with("character", *character), say!("list-save-as-utf8"))
        }
        FileFault::Nul { line, character } => {
            (say!("list-nul").with("line", *line).with("character", *character), say!("list-save-again"))
        }
        FileFault::UnknownColumn { column, name } => (
            say!("list-unknown-column").with("column", *column).with("name", name),
            say!("list-unknown-column-remedy").with("known", Column::ALL.map(Column::name).join(", ")),
        ),
        FileFault::ColumnTwice { column, name } => (
            say!("list-column-twice").with("column", *column).with("name", name.name()),
            say!("list-column-twice-remedy"),
        ),
        FileFault::NoLogin => (say!("list-no-login"), say!("list-no-login-remedy")),
    }
}

fn weakness(weakness: &Weakness) -> Sentence {
    match weakness {
        Weakness::TooShort { minimum } => say!("password-short").with("minimum", *minimum),
        Weakness::Common => say!("password-common"),
        Weakness::OwnName => say!("password-own-name"),
    }
}

/// What is wrong with the installation, and what to do.
pub(crate) fn composition(error: &CompositionError) -> (Sentence, Sentence) {
    match error {
        CompositionError::HouseKey(error) => house_key(error),
        CompositionError::Store(error) => store(error),
        CompositionError::NoDatabase(path) => {
            (say!("no-database").with("path", path.display().to_string()), say!("start-web"))
        }
        CompositionError::OlderSchema => (say!("schema-older"), say!("start-web")),
        CompositionError::Clock(_) => (say!("store-silent"), say!("run-doctor")),
        CompositionError::Hashing(_) => (say!("hashing-broken"), say!("free-memory")),
        CompositionError::HashingCost(_)
        | CompositionError::Lockout(_)
        | CompositionError::Letters(_)
        | CompositionError::Relay(_) => (say!("settings-unusable"), say!("settings-remedy")),
    }
}

/// What is wrong with the house key, and what to do.
pub(crate) fn house_key(error: &HouseKeyError) -> (Sentence, Sentence) {
    match error {
        HouseKeyError::Missing(path) => {
            (say!("key-missing").with("path", path.display().to_string()), say!("key-missing-remedy"))
        }
        HouseKeyError::Unreadable { path, reason } => (
            say!("key-unreadable").with("path", path.display().to_string()).with("reason", reason),
            say!("key-unreadable-remedy"),
        ),
        HouseKeyError::Malformed(path) => {
            (say!("key-malformed").with("path", path.display().to_string()), say!("key-malformed-remedy"))
        }
        HouseKeyError::AlreadyThere(path) => {
            (say!("key-there").with("path", path.display().to_string()), say!("key-there-remedy"))
        }
        HouseKeyError::NotMade { path, reason } => (
            say!("key-not-made").with("path", path.display().to_string()).with("reason", reason),
            say!("key-not-made-remedy"),
        ),
    }
}

fn store(error: &StoreOpenError) -> (Sentence, Sentence) {
    match error {
        StoreOpenError::Address(_) => (say!("store-address"), say!("store-address-remedy")),
        StoreOpenError::File { path, source } => (
            say!("store-file").with("path", path.display().to_string()).with("reason", source.to_string()),
            say!("store-file-remedy"),
        ),
        StoreOpenError::Unreachable { place, .. } => {
            (say!("store-unreachable").with("place", place), say!("store-unreachable-remedy"))
        }
        StoreOpenError::SqliteTooOld { found } => (say!("sqlite-old").with("found", found), say!("sqlite-old-remedy")),
        StoreOpenError::PostgresTooOld { found } => {
            (say!("postgres-old").with("found", *found), say!("postgres-old-remedy"))
        }
        StoreOpenError::NewerSchema { found, newest } => {
            (say!("schema-newer").with("found", found).with("newest", *newest), say!("schema-newer-remedy"))
        }
        StoreOpenError::Migration(_) => (say!("not-migrated"), say!("run-doctor")),
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

impl From<CompositionError> for Refusal {
    fn from(error: CompositionError) -> Self {
        Self::Composition(error)
    }
}

impl From<Unavailable> for Refusal {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

impl Refusal {
    /// Why no organization was opened under `handle`.
    pub(crate) fn of_opening(error: OpenError, handle: &str) -> Self {
        match error {
            OpenError::Taken => Self::HandleTaken(handle.to_owned()),
            OpenError::Closed => Self::NotAllowed,
            OpenError::NoWayIn => Self::NoWayIn,
            OpenError::Weak(found) => Self::WeakPassword(found),
            OpenError::TooLong => Self::PasswordTooLong,
            OpenError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why no account was made under `login` in the organization `handle`.
    pub(crate) fn of_registering(error: RegisterError, login: &str, handle: &str) -> Self {
        match error {
            RegisterError::Taken => Self::LoginTaken(login.to_owned()),
            RegisterError::NotFound => Self::NoSuchOrganization(handle.to_owned()),
            RegisterError::NotAllowed => Self::NotAllowed,
            RegisterError::Weak(found) => Self::WeakPassword(found),
            RegisterError::TooLong => Self::PasswordTooLong,
            RegisterError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the account `login` was not edited or unlocked.
    pub(crate) fn of_editing(error: EditError, login: &str) -> Self {
        match error {
            EditError::NotFound => Self::NoSuchAccount(login.to_owned()),
            EditError::NotAllowed | EditError::OwnAccount => Self::NotAllowed,
            EditError::ChangedMeanwhile => Self::ChangedMeanwhile(login.to_owned()),
            EditError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the standing of the account `login` is as it was.
    pub(crate) fn of_standing(error: StandingError, login: &str) -> Self {
        match error {
            StandingError::NotFound => Self::NoSuchAccount(login.to_owned()),
            StandingError::NotAllowed | StandingError::OwnAccount => Self::NotAllowed,
            StandingError::NothingToSend => Self::NothingToSend(login.to_owned()),
            StandingError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}
