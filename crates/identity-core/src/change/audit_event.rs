//! Who did what to whom, from where.

use super::AuditKind;
use crate::domain::{
    account::Account,
    kernel::{Id, ShortText, Timestamp},
    organization::Organization,
    session::Source,
};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who is not signed in.
    Stranger,
    /// An account, signed in or proven by a mailed link.
    Account(Id<Account>),
    /// The operator at the server's shell, by the name that the system knows.
    Operator(ShortText),
    /// Portineria itself.
    House,
}

impl Actor {
    /// The stable word that stores and exports use.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Account(_) => "account",
            Self::Operator(_) => "operator",
            Self::House => "house",
        }
    }
}

/// One line of the audit log, as it is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// In whose name an account acts; none for anybody else.
    pub acts_for: Option<Id<Organization>>,
    /// From where.
    pub from: Source,
    /// In whose log it shows.
    pub organization: Option<Id<Organization>>,
    /// To whom.
    pub subject: Option<Id<Account>>,
    /// What.
    pub what: AuditKind,
}

/// How a lockout ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockedBy {
    /// The mailed code.
    Code,
    /// The mailed link.
    Link,
    /// An administrator.
    Administrator,
    /// The operator.
    Operator,
}

/// What was given to an account, and what was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsChange {
    /// The names of permissions, and those of profiles in quotation marks.
    pub given: Vec<String>,
    /// The same.
    pub taken: Vec<String>,
}

impl RightsChange {
    /// The longest that is told, in characters.
    const LIMIT: usize = 500;

    pub(super) fn told(&self) -> String {
        let given = self.given.iter().map(|name| format!("+{name}"));
        let taken = self.taken.iter().map(|name| format!("-{name}"));
        let all = given.chain(taken).collect::<Vec<_>>().join(" ");
        match all.char_indices().nth(Self::LIMIT) {
            Some((end, _)) => format!("{}\u{2026}", &all[..end]),
            None => all,
        }
    }
}
