//! What administrators do for people, one or many at a time, and whom each of it is for.

use super::{
    account::{Account, Standing},
    kernel::Timestamp,
    permission::OwnPermission,
};

/// What is done for a person by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// End the lockout.
    Unlock,
    /// Suspend the account.
    Suspend,
    /// Reinstate it.
    Reinstate,
    /// Send the link to another password.
    SendReset,
    /// Send the link to the first password.
    SendWelcome,
}

impl Help {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Unlock, Self::Suspend, Self::Reinstate, Self::SendReset, Self::SendWelcome];

    /// What whoever does it must be allowed to do.
    #[must_use]
    pub const fn permission(self) -> OwnPermission {
        match self {
            Self::Unlock => OwnPermission::AccountsUnlock,
            Self::SendReset => OwnPermission::AccountsRecover,
            Self::Suspend | Self::Reinstate | Self::SendWelcome => OwnPermission::AccountsManage,
        }
    }

    /// The stable word that forms, exports and catalogues use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::Suspend => "suspend",
            Self::Reinstate => "reinstate",
            Self::SendReset => "reset",
            Self::SendWelcome => "welcome",
        }
    }

    /// The kind that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|help| help.as_str() == word)
    }
}

/// How an account is, that something cannot be done for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is suspended: no mail goes to it.
    Suspended,
    /// It has ended by itself: no mail goes to it.
    Ended,
    /// It has no contact address: there is nowhere to send anything.
    NoAddress,
    /// It has no password yet: there is none to reset, and the welcome link is what leads on.
    NoPassword,
    /// It has a password: the first one was chosen already.
    HasPassword,
}

/// Whether there is something to be done for an account. True when there is; false when it is so already.
///
/// # Errors
/// How the account is, that it cannot be done.
pub fn fits(help: Help, account: &Account, now: Timestamp) -> Result<bool, Unfit> {
    let is_suspended = account.standing != Standing::Active;
    match help {
        Help::Suspend => Ok(!is_suspended),
        Help::Reinstate => Ok(is_suspended),
        Help::SendReset | Help::SendWelcome if is_suspended => Err(Unfit::Suspended),
        Help::SendReset | Help::SendWelcome if !account.is_active_at(now) => Err(Unfit::Ended),
        Help::SendReset if account.password.is_none() => Err(Unfit::NoPassword),
        Help::SendWelcome if account.password.is_some() => Err(Unfit::HasPassword),
        Help::SendReset | Help::SendWelcome if account.contact.is_none() => Err(Unfit::NoAddress),
        Help::Unlock | Help::SendReset | Help::SendWelcome => Ok(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_word() {
        for help in Help::ALL {
            assert_eq!(Help::parse(help.as_str()), Some(help));
        }
        assert_eq!(Help::parse("erase"), None);
    }
}
