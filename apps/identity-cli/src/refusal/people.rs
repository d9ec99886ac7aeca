//! What is wrong with a list of people, with an account that was to be helped, or with an invitation.

use identity_core::domain::{help::Unfit, invitation::InvitationState};
use identity_csv::{Column, FileFault};

use crate::words::{Sentence, say};

/// How an account is, that something cannot be done for it, and what to do instead.
pub(super) fn unfitness(unfit: Unfit, login: &str) -> (Sentence, Sentence) {
    match unfit {
        Unfit::Suspended => {
            (say!("unfit-suspended").with("login", login), say!("unfit-suspended-remedy").with("login", login))
        }
        Unfit::Ended => (say!("unfit-ended").with("login", login), say!("unfit-ended-remedy").with("login", login)),
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
pub(super) fn list_fault(fault: &FileFault) -> (Sentence, Sentence) {
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

/// What became of an invitation that is not open any more, and what to do instead.
pub(super) fn over(login: &str, state: &InvitationState) -> (Sentence, Sentence) {
    let what = say!("invitation-over").with("login", login).with("state", crate::commands::invitation_state(state));
    let remedy = if let InvitationState::Accepted { .. } = state {
        say!("invitation-accepted-remedy").with("login", login)
    } else {
        say!("invitation-over-remedy").with("login", login)
    };
    (what, remedy)
}
