//! What to tell whom. An intent: it never holds a secret, since secrets are minted at delivery.

use crate::domain::{
    account::Account,
    invitation::Invitation,
    kernel::{EmailAddress, Id, Timestamp},
    outbox::{ALARMS_PER_ACCOUNT, ANSWERS_PER_ACCOUNT, CAP_PER_MAILBOX, NOTICES_PER_ACCOUNT, WELCOMES_PER_MAILBOX},
    token::TokenPurpose,
};

/// A letter that is to be written and delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: Id<Letter>,
    /// What it says.
    pub kind: LetterKind,
    /// To whom.
    pub to: Recipient,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// After this it is of no use and is given up.
    pub deadline: Timestamp,
}

/// To whom a letter goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// An account, at the contact address it has when the letter is written.
    Account(Id<Account>),
    /// An account, at this address and no other.
    At(Id<Account>, EmailAddress),
    /// The one who is invited, at the address that the invitation is for.
    Invited(Id<Invitation>),
    /// An account, about an invitation that it made.
    Inviter(Id<Account>, Id<Invitation>),
    /// Whoever reads this mailbox.
    Mailbox(EmailAddress),
    /// Nobody: the request named nobody, and the work is done all the same so that time tells nothing.
    Nobody,
}

/// What a letter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterKind {
    /// Your sign-in is barred, and what to do.
    Barred,
    /// The unlock code and link.
    UnlockInstructions,
    /// The reset link.
    ResetInstructions,
    /// An account was made for you; the link to choose the first password.
    Welcome,
    /// The login names that use your address.
    LoginNames,
    /// Your password was changed.
    PasswordChanged,
    /// The link by which the new address confirms.
    ConfirmNewAddress,
    /// The link by which the old address agrees.
    AgreeFromOldAddress,
    /// Your contact address was changed; to the old one.
    AddressChanged,
    /// Somebody at the server gave an account back, or is about to.
    BreakGlass,
    /// A test that asks for nothing.
    Drill,
    /// Somebody invites you to act for them; the link to answer.
    Invitation,
    /// Your invitation was accepted.
    InvitationAccepted,
    /// Your invitation was declined, by the person or by itself.
    InvitationDeclined,
    /// Your account is ready.
    Activated,
}

impl LetterKind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Barred,
        Self::UnlockInstructions,
        Self::ResetInstructions,
        Self::Welcome,
        Self::LoginNames,
        Self::PasswordChanged,
        Self::ConfirmNewAddress,
        Self::AgreeFromOldAddress,
        Self::AddressChanged,
        Self::BreakGlass,
        Self::Drill,
        Self::Invitation,
        Self::InvitationAccepted,
        Self::InvitationDeclined,
        Self::Activated,
    ];

    /// The stable word that stores, exports and catalogues use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Barred => "barred",
            Self::UnlockInstructions => "unlock",
            Self::ResetInstructions => "reset",
            Self::Welcome => "welcome",
            Self::LoginNames => "login-names",
            Self::PasswordChanged => "password-changed",
            Self::ConfirmNewAddress => "confirm-address",
            Self::AgreeFromOldAddress => "agree-address",
            Self::AddressChanged => "address-changed",
            Self::BreakGlass => "break-glass",
            Self::Drill => "drill",
            Self::Invitation => "invitation",
            Self::InvitationAccepted => "invitation-accepted",
            Self::InvitationDeclined => "invitation-declined",
            Self::Activated => "activated",
        }
    }

    /// The kind of a word that a store keeps.
    #[must_use]
    pub fn as_stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The purpose of the token it carries, if it carries one; the link of an invitation is the invitation's own.
    #[must_use]
    pub const fn purpose(self) -> Option<TokenPurpose> {
        match self {
            Self::UnlockInstructions => Some(TokenPurpose::Unlock),
            Self::ResetInstructions => Some(TokenPurpose::Reset),
            Self::Welcome => Some(TokenPurpose::Welcome),
            Self::ConfirmNewAddress => Some(TokenPurpose::ConfirmNewAddress),
            Self::AgreeFromOldAddress => Some(TokenPurpose::AgreeFromOldAddress),
            Self::Barred
            | Self::LoginNames
            | Self::PasswordChanged
            | Self::AddressChanged
            | Self::BreakGlass
            | Self::Drill
            | Self::Invitation
            | Self::InvitationAccepted
            | Self::InvitationDeclined
            | Self::Activated => None,
        }
    }

    /// How many letters of this kind go out within [`crate::domain::outbox::CAP_WINDOW`], and counted by
    /// what. None is without end: whatever can be caused once can be caused again and again.
    #[must_use]
    pub const fn cap(self) -> LetterCap {
        match self {
            Self::Barred
            | Self::UnlockInstructions
            | Self::ResetInstructions
            | Self::LoginNames
            | Self::ConfirmNewAddress
            | Self::AgreeFromOldAddress => LetterCap::PerMailbox(CAP_PER_MAILBOX),
            Self::Welcome | Self::Invitation => LetterCap::PerMailbox(WELCOMES_PER_MAILBOX),
            Self::InvitationAccepted | Self::InvitationDeclined => LetterCap::PerAccount(ANSWERS_PER_ACCOUNT),
            Self::PasswordChanged | Self::AddressChanged | Self::Drill | Self::Activated => {
                LetterCap::PerAccount(NOTICES_PER_ACCOUNT)
            }
            Self::BreakGlass => LetterCap::PerAccount(ALARMS_PER_ACCOUNT),
        }
    }
}

/// How many letters of a kind go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterCap {
    /// So many to one mailbox, whatever they are about.
    PerMailbox(u32),
    /// So many about one account to one mailbox.
    PerAccount(u32),
}
