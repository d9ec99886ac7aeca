//! Exit codes: stable, documented in `--help`, one for each kind of answer that a script can act on.

use identity_settings::{BackupError, CompositionError, StoreOpenError};

use crate::refusal::Refusal;

/// The codes, as `--help` and the manual show them.
pub(crate) const HELP: &str = "Exit codes:
  0  done
  1  something failed
  2  wrong usage, or not confirmed
  3  there is no such organization, account, invitation, permission, profile or failed letter
  4  taken, changed meanwhile, or not in a state for it
  5  not allowed
  6  a value, a password, a list or the configuration is not acceptable
  7  the database or the service is not available now: try again
  8  doctor, drill or audit verify found problems
  9  somebody could not get back in";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// As it should.
    Done,
    /// Something failed that trying again does not help.
    Failure,
    /// Wrong usage, or not confirmed. The parser of arguments uses the same code.
    Usage,
    /// There is no such thing.
    NotFound,
    /// Taken, changed meanwhile, or not in a state for it.
    Conflict,
    /// Not allowed.
    NotAllowed,
    /// Something that was given is not acceptable.
    Invalid,
    /// Not now.
    Unavailable,
    /// Doctor, a drill, or the verification of the audit log found problems.
    Unwell,
    /// Somebody could not get back in; with `--strict`, or is one accident away from it.
    NotReady,
}

impl Exit {
    /// The number for the shell.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failure => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Conflict => 4,
            Self::NotAllowed => 5,
            Self::Invalid => 6,
            Self::Unavailable => 7,
            Self::Unwell => 8,
            Self::NotReady => 9,
        }
    }

    /// The word for machines that read JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failure => "failure",
            Self::Usage => "usage",
            Self::NotFound => "not-found",
            Self::Conflict => "conflict",
            Self::NotAllowed => "not-allowed",
            Self::Invalid => "invalid",
            Self::Unavailable => "unavailable",
            Self::Unwell => "unwell",
            Self::NotReady => "not-ready",
        }
    }
}

impl From<&Refusal> for Exit {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::NotConfirmed(_) | Refusal::NeedsYes | Refusal::NoKeeping => Self::Usage,
            Refusal::NoSuchOrganization(_)
            | Refusal::NoSuchAccount(_)
            | Refusal::NoSuchInvitation(_)
            | Refusal::NoSuchPermission(_)
            | Refusal::NoSuchProfile { .. }
            | Refusal::NotInProfile { .. }
            | Refusal::NoFailedLetter(_) => Self::NotFound,
            Refusal::HandleTaken(_)
            | Refusal::LoginTaken(_)
            | Refusal::ChangedMeanwhile(_)
            | Refusal::ProfileTaken(_)
            | Refusal::ProfileChangedMeanwhile { .. }
            | Refusal::RightsGone(_)
            | Refusal::TooManyGrants(_)
            | Refusal::TooManyProfiles(_)
            | Refusal::TooManyInvitations(_)
            | Refusal::InvitationOver { .. }
            | Refusal::OrganizationChangedMeanwhile(_)
            | Refusal::NothingToSend(_)
            | Refusal::Unfit(..) => Self::Conflict,
            Refusal::LogNotWhole => Self::Unwell,
            Refusal::NotAllowed
            | Refusal::OwnerOnly(_)
            | Refusal::NotGivable { .. }
            | Refusal::OwnerHoldsAll(_)
            | Refusal::OwnerDoesNotEnd(_)
            | Refusal::OwnerStays(_) => Self::NotAllowed,
            Refusal::Backup(error) => of_backup(error),
            Refusal::Unacceptable { .. }
            | Refusal::OutOfBounds(_)
            | Refusal::WeakPassword(_)
            | Refusal::PasswordTooLong
            | Refusal::NoWayIn
            | Refusal::NoSuchFile(_)
            | Refusal::List(_)
            | Refusal::ListUnread(..)
            | Refusal::Settings(_) => Self::Invalid,
            Refusal::Unavailable(_) | Refusal::NotNow(_) => Self::Unavailable,
            Refusal::Composition(error) => of_composition(error),
            Refusal::Input(_) | Refusal::Written(_) => Self::Failure,
        }
    }
}

/// A file that is no backup is not acceptable; a place that is taken, or a database that is in use, is a state.
const fn of_backup(error: &BackupError) -> Exit {
    match error {
        BackupError::AlreadyThere(_) | BackupError::Open(StoreOpenError::InUse(_)) => Exit::Conflict,
        BackupError::NotSqlite
        | BackupError::NoDatabase(_)
        | BackupError::HalfCopied(_)
        | BackupError::Damaged { .. }
        | BackupError::NotOurs(_)
        | BackupError::Open(StoreOpenError::NewerSchema { .. }) => Exit::Invalid,
        BackupError::File { .. } | BackupError::Open(_) | BackupError::Failed(_) => Exit::Failure,
    }
}

/// What waiting may help is unavailable; what somebody must repair has failed.
const fn of_composition(error: &CompositionError) -> Exit {
    match error {
        CompositionError::Store(StoreOpenError::InUse(_)) => Exit::Conflict,
        CompositionError::Store(StoreOpenError::Unreachable { .. } | StoreOpenError::BeingRestored(_))
        | CompositionError::Clock(_)
        | CompositionError::Unavailable(_) => Exit::Unavailable,
        CompositionError::Store(_)
        | CompositionError::HouseKey(_)
        | CompositionError::NoDatabase(_)
        | CompositionError::OlderSchema
        | CompositionError::Mark(_)
        | CompositionError::WentBack(_)
        | CompositionError::Hashing(_) => Exit::Failure,
        CompositionError::HashingCost(_)
        | CompositionError::Lockout(_)
        | CompositionError::Catalogue(_)
        | CompositionError::Bounds(_)
        | CompositionError::Letters(_)
        | CompositionError::Relay(_) => Exit::Invalid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_in_the_help() {
        let all = [
            Exit::Done,
            Exit::Failure,
            Exit::Usage,
            Exit::NotFound,
            Exit::Conflict,
            Exit::NotAllowed,
            Exit::Invalid,
            Exit::Unavailable,
            Exit::Unwell,
            Exit::NotReady,
        ];
        for (number, exit) in all.into_iter().enumerate() {
            assert_eq!(usize::from(exit.code()), number);
            assert!(HELP.contains(&format!("\n  {number}  ")), "{number}");
        }
    }
}
