//! Who could not get back in today, and why. What one could do about it is told with each reason.

use super::{
    account::{Account, Rank},
    kernel::{Id, Timestamp},
};

/// Who could administer an organization today: of those who may, those with [a way in](has_way_in).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Administrators {
    /// Nobody.
    Nobody,
    /// One account alone.
    Sole(Id<Account>),
    /// Two at least.
    Several,
}

/// What is known about an account when it is asked whether the person could get back in.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The account.
    pub account: &'a Account,
    /// Since when mail to its contact address has come back: the latest letter there was refused, or given up.
    pub bouncing_since: Option<Timestamp>,
    /// Whether its shared password guard has counted [`super::lockout::HARD_CAP`] failures in a row.
    pub is_exhausted: bool,
    /// Until when the link to the first password is good, if one was sent.
    pub welcome_until: Option<Timestamp>,
    /// Who could administer the organization.
    pub administrators: Administrators,
}

/// Why a person could not get back in, or is one accident away from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unready {
    /// No contact address: no code and no link can reach the person.
    NoAddress,
    /// Mail to the contact address comes back.
    Bouncing {
        /// Since when.
        since: Timestamp,
    },
    /// So many failures that only a reset helps, and no address that a reset could go to.
    Exhausted,
    /// The owner is suspended, and nobody in the organization is stronger.
    SuspendedOwner,
    /// No account of the organization could administer it; told of its owner.
    NobodyAdministers,
    /// Nobody has ever shown that they read the mail of the contact address.
    NeverConfirmed,
    /// No password was ever chosen, and the link to the first one is dead. A reset link would still reach them.
    NeverCameIn,
    /// Nobody else could help: the only account that could administer the organization.
    SoleAdministrator,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The person could not get back in without somebody else.
    CannotRecover,
    /// One accident away from it.
    AtRisk,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Write a contact address.
    AddAddress,
    /// Correct the contact address.
    CorrectAddress,
    /// Have the person confirm the address.
    ConfirmAddress,
    /// Send the link to the first password again.
    SendWelcome,
    /// Appoint another administrator.
    AppointAnother,
    /// Reinstate the account: for an owner, the operator only.
    Reinstate,
    /// Have the operator break the glass: nobody else could.
    BreakGlass,
}

impl Unready {
    /// The stable words, the worst first: in JSON, metrics and catalogues.
    pub const WORDS: [&'static str; 8] = [
        "no-address",
        "bouncing",
        "exhausted",
        "suspended-owner",
        "nobody-administers",
        "never-confirmed",
        "never-came-in",
        "sole-administrator",
    ];

    /// The stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[match self {
            Self::NoAddress => 0,
            Self::Bouncing { .. } => 1,
            Self::Exhausted => 2,
            Self::SuspendedOwner => 3,
            Self::NobodyAdministers => 4,
            Self::NeverConfirmed => 5,
            Self::NeverCameIn => 6,
            Self::SoleAdministrator => 7,
        }]
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::NoAddress
            | Self::Bouncing { .. }
            | Self::Exhausted
            | Self::SuspendedOwner
            | Self::NobodyAdministers => Severity::CannotRecover,
            Self::NeverConfirmed | Self::NeverCameIn | Self::SoleAdministrator => Severity::AtRisk,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(self) -> Remedy {
        match self {
            Self::NoAddress | Self::Exhausted => Remedy::AddAddress,
            Self::Bouncing { .. } => Remedy::CorrectAddress,
            Self::SuspendedOwner => Remedy::Reinstate,
            Self::NobodyAdministers => Remedy::BreakGlass,
            Self::NeverConfirmed => Remedy::ConfirmAddress,
            Self::NeverCameIn => Remedy::SendWelcome,
            Self::SoleAdministrator => Remedy::AppointAnother,
        }
    }
}

impl Severity {
    /// The stable word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CannotRecover => "cannot-recover",
            Self::AtRisk => "at-risk",
        }
    }
}

/// Whether there is a way into the account: a password, or an address to which the link to one can go.
#[must_use]
pub const fn has_way_in(account: &Account) -> bool {
    account.password.is_some() || account.contact.is_some()
}

/// Every reason why this person could not get back in at `now`, the worst first. Nothing about whoever is kept out
/// on purpose, but for owners: nobody is stronger.
#[must_use]
pub fn assess(facts: &Facts<'_>, now: Timestamp) -> Vec<Unready> {
    let account = facts.account;
    let is_owner = account.rank == Rank::Owner;
    let mut reasons = Vec::new();
    let mut when = |holds: bool, reason| reasons.extend(holds.then_some(reason));
    if account.is_active_at(now) {
        let is_known = account.contact.is_some();
        when(!is_known, Unready::NoAddress);
        if let Some(since) = facts.bouncing_since {
            when(is_known, Unready::Bouncing { since });
        }
        when(!is_known && facts.is_exhausted, Unready::Exhausted);
        let is_confirmed = account.contact.as_ref().is_some_and(|contact| contact.confirmed_at.is_some());
        when(is_known && !is_confirmed, Unready::NeverConfirmed);
        let is_invited = facts.welcome_until.is_some_and(|until| now < until);
        when(is_known && account.password.is_none() && !is_invited, Unready::NeverCameIn);
        when(facts.administrators == Administrators::Sole(account.id), Unready::SoleAdministrator);
    } else {
        when(is_owner, Unready::SuspendedOwner);
    }
    when(is_owner && facts.administrators == Administrators::Nobody, Unready::NobodyAdministers);
    reasons.sort_unstable();
    reasons
}

/// How bad all of it is together; `None` when nothing is wrong.
#[must_use]
pub fn worst(reasons: &[Unready]) -> Option<Severity> {
    reasons.iter().map(|reason| reason.severity()).min()
}

#[cfg(test)]
mod tests;
