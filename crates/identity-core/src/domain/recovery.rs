//! Who can get back in by themselves, and where the mail for it goes.

use super::{
    account::Account,
    kernel::{EmailAddress, Timestamp},
};

/// What a request for a code or a link leads to. The person who asks sees none of this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayBack<'a> {
    /// A mail to the address on file.
    Mail(&'a EmailAddress),
    /// Nothing that the account can do by itself: its administrator must help (A7).
    AskAdministrator,
    /// Nothing: the account is suspended or has ended, or there is none.
    None,
}

/// How far break-glass has come, for whoever is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakGlassStep {
    /// The operator printed a link.
    Opened,
    /// Somebody set a password with it.
    Used,
    /// The operator set a password at the server.
    PasswordSet,
}

/// The way back into an account by mail at `now`.
#[must_use]
pub fn way_back(account: Option<&Account>, now: Timestamp) -> WayBack<'_> {
    match account {
        None => WayBack::None,
        Some(account) if !account.is_active_at(now) => WayBack::None,
        Some(account) => {
            account.contact.as_ref().map_or(WayBack::AskAdministrator, |contact| WayBack::Mail(&contact.address))
        }
    }
}
