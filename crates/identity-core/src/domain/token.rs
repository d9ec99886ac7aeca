//! Codes and links: kept as digests bound to their purpose, good once. All but the operator's own link are minted
//! when the mail that carries them is delivered.

use super::{
    account::{Account, Mailbox},
    kernel::{Digest, EmailAddress, Id, Lifetime, Timestamp},
};

/// What a token is for. A token of one purpose is not even found when another is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenPurpose {
    /// End a lockout.
    Unlock,
    /// Choose another password.
    Reset,
    /// Choose the first password.
    Welcome,
    /// Show that the new contact address is read by the person.
    ConfirmNewAddress,
    /// Agree to the change from the old contact address.
    AgreeFromOldAddress,
    /// Get back in by the operator's word, when nothing else helps.
    BreakGlass,
}

impl TokenPurpose {
    /// Every purpose.
    pub const ALL: [Self; 6] = [
        Self::Unlock,
        Self::Reset,
        Self::Welcome,
        Self::ConfirmNewAddress,
        Self::AgreeFromOldAddress,
        Self::BreakGlass,
    ];

    /// The word that digests are bound to and stores keep.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::Reset => "reset",
            Self::Welcome => "welcome",
            Self::ConfirmNewAddress => "confirm-new-address",
            Self::AgreeFromOldAddress => "agree-from-old-address",
            Self::BreakGlass => "break-glass",
        }
    }

    /// The purpose of a word that a store keeps.
    #[must_use]
    pub fn as_stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }

    /// The purpose by which `mailbox` confirms a change of address.
    #[must_use]
    pub const fn confirming(mailbox: Mailbox) -> Self {
        match mailbox {
            Mailbox::Old => Self::AgreeFromOldAddress,
            Mailbox::New => Self::ConfirmNewAddress,
        }
    }
}

/// How long each kind of token lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLifetimes {
    /// Unlock codes and links.
    pub unlock: Lifetime,
    /// Reset links (NIST SP 800-63B-4 4.2.1.2: at most 24 hours).
    pub reset: Lifetime,
    /// Links to the first password.
    pub welcome: Lifetime,
    /// Confirmations of an address.
    pub address: Lifetime,
    /// Links that the operator prints.
    pub break_glass: Lifetime,
    /// Invitations, from when they are made.
    pub invitation: Lifetime,
}

impl TokenLifetimes {
    /// 30 minutes, one hour, seven days, 24 hours, 15 minutes, seven days.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            unlock: Lifetime::minutes(30),
            reset: Lifetime::hours(1),
            welcome: Lifetime::days(7),
            address: Lifetime::hours(24),
            break_glass: Lifetime::minutes(15),
            invitation: Lifetime::days(7),
        }
    }

    /// The lifetime of a token for `purpose`.
    #[must_use]
    pub const fn of(&self, purpose: TokenPurpose) -> Lifetime {
        match purpose {
            TokenPurpose::Unlock => self.unlock,
            TokenPurpose::Reset => self.reset,
            TokenPurpose::Welcome => self.welcome,
            TokenPurpose::ConfirmNewAddress | TokenPurpose::AgreeFromOldAddress => self.address,
            TokenPurpose::BreakGlass => self.break_glass,
        }
    }
}

/// A token as it is kept. An account has at most one for each purpose; a newer one takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: Id<Token>,
    /// Whose it is. The account is taken from here and from nowhere else.
    pub account: Id<Account>,
    /// What it is for.
    pub purpose: TokenPurpose,
    /// The digest of the link's secret.
    pub link: Digest,
    /// The digest of the typed code, where there is one.
    pub code: Option<Digest>,
    /// The address it was mailed to; `None` when it was handed to the operator instead.
    pub sent_to: Option<EmailAddress>,
    /// When it was minted.
    pub minted_at: Timestamp,
    /// When it dies.
    pub expires_at: Timestamp,
}

impl Token {
    /// True while the token may be redeemed: up to, not including, `expires_at`.
    #[must_use]
    pub fn is_alive(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}
