//! Why a value cannot be used, and what would do instead.

use identity_core::domain::{
    kernel::{EmailAddressError, LanguageError, LoginNameError, TextError},
    lockout::LockoutPolicyError,
};

use crate::words::{Sentence, say};

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
    /// It ends before it begins.
    Backwards,
    /// It is about a contact person, and there is none.
    AboutNobody,
    /// It is neither a day nor a moment.
    Date,
    /// It lies in the past.
    Past,
    /// It is no network.
    Network,
    /// Nothing of that word happens.
    Happening,
    /// It is no head of the audit log's chain.
    Head,
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
            Self::Backwards => say!("dates-backwards"),
            Self::AboutNobody => say!("contact-person-first"),
            Self::Date => say!("date-form"),
            Self::Past => say!("date-past"),
            Self::Network => say!("network-form"),
            Self::Happening => say!("happening-form"),
            Self::Head => say!("head-form"),
        }
    }
}
