//! What happened to an account, in the reader's words.

use chrono::{DateTime, Utc};

use super::frame::Page;

/// One line of an account's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub happening: Happening,
    /// More about it, already in the reader's words.
    pub detail: Option<String>,
    /// Who did it.
    pub actor: Actor,
    /// From which network.
    pub from: Option<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person that the account belongs to.
    Themselves,
    /// Somebody else, by name.
    Person(String),
    /// An administrator of the organization who is not named.
    Administrator,
    /// The operator, at the server.
    Operator,
    /// The program by itself.
    System,
    /// Whoever was at the sign-in page.
    Unknown,
}

impl Actor {
    pub(super) fn said(&self, page: &Page) -> String {
        match self {
            Self::Themselves => page.t("actor-themselves"),
            Self::Person(name) => name.clone(),
            Self::Administrator => page.t("actor-administrator"),
            Self::Operator => page.t("actor-operator"),
            Self::System => page.product.clone(),
            Self::Unknown => page.t("actor-unknown"),
        }
    }
}

/// What happened to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// It was made.
    Created,
    /// Its name, address, language or end was edited.
    Edited,
    /// Its language was chosen.
    LanguageChosen,
    /// The welcome link went out.
    WelcomeSent,
    /// The first password was chosen.
    Activated,
    /// Somebody came in.
    SignedIn,
    /// A wrong password.
    SignInFailed,
    /// Somebody went out.
    SignedOut,
    /// The password was given once more before something that matters.
    SteppedUp,
    /// Too many wrong passwords.
    Barred,
    /// An unlock code was asked for.
    UnlockRequested,
    /// An unlock code went out.
    UnlockSent,
    /// A wrong unlock code.
    UnlockFailed,
    /// The lockout ended by code or link.
    Unlocked,
    /// An administrator ended the lockout.
    UnlockedByAdministrator,
    /// A reset link was asked for.
    ResetRequested,
    /// A reset link went out.
    ResetSent,
    /// An administrator had a reset link sent.
    ResetOrdered,
    /// A new password by link.
    PasswordReset,
    /// A new password from inside.
    PasswordChanged,
    /// The login names were asked for.
    LoginNamesSent,
    /// Another contact address was asked for.
    AddressChangeRequested,
    /// One of the two addresses agreed.
    AddressConfirmed,
    /// The contact address changed.
    AddressChanged,
    /// The change was called off.
    AddressChangeCancelled,
    /// A session was ended.
    SessionEnded,
    /// Every other session was ended.
    SessionsEnded,
    /// A known device was forgotten.
    DeviceForgotten,
    /// It was suspended.
    Suspended,
    /// It was reinstated.
    Reinstated,
    /// Permissions or profiles were given or taken.
    RightsChanged,
    /// The mail about the lockout went out.
    BarredTold,
    /// The mail about the changed password went out.
    PasswordChangeTold,
    /// The mail with the link that confirms an address, or agrees to another, went out.
    AddressAsked,
    /// The mail about the changed address went out.
    AddressChangeTold,
    /// A mail is tried again.
    MailRetried,
    /// A session was given a name.
    SessionNamed,
    /// A mail could not be delivered.
    MailFailed,
    /// The operator printed a link that gives the account back.
    BreakGlassOpened,
    /// A mail told the person of it.
    BreakGlassTold,
    /// It was used.
    BreakGlassUsed,
    /// The operator set a password at the server.
    BreakGlassPasswordSet,
    /// The operator rehearsed it.
    BreakGlassRehearsed,
    /// An invitation became this account.
    InvitationAccepted,
    /// A mail said that the account is ready.
    ActivationTold,
    /// A mail told of the answer to an invitation of theirs.
    InvitationAnswerTold,
    /// The policy of the organization was changed.
    PolicyChanged,
    /// Anything else, by its technical name.
    Other(String),
}

impl Happening {
    pub(super) fn said(&self, page: &Page) -> String {
        let key = match self {
            Self::Created => "happened-created",
            Self::Edited => "happened-edited",
            Self::LanguageChosen => "happened-language",
            Self::WelcomeSent => "happened-welcome-sent",
            Self::Activated => "happened-activated",
            Self::SignedIn => "happened-signed-in",
            Self::SignInFailed => "happened-sign-in-failed",
            Self::SignedOut => "happened-signed-out",
            Self::SteppedUp => "happened-stepped-up",
            Self::Barred => "happened-barred",
            Self::UnlockRequested => "happened-unlock-requested",
            Self::UnlockSent => "happened-unlock-sent",
            Self::UnlockFailed => "happened-unlock-failed",
            Self::Unlocked => "happened-unlocked",
            Self::UnlockedByAdministrator => "happened-unlocked-by-administrator",
            Self::ResetRequested => "happened-reset-requested",
            Self::ResetSent => "happened-reset-sent",
            Self::ResetOrdered => "happened-reset-ordered",
            Self::PasswordReset => "happened-password-reset",
            Self::PasswordChanged => "happened-password-changed",
            Self::LoginNamesSent => "happened-login-names-sent",
            Self::AddressChangeRequested => "happened-address-requested",
            Self::AddressConfirmed => "happened-address-confirmed",
            Self::AddressChanged => "happened-address-changed",
            Self::AddressChangeCancelled => "happened-address-cancelled",
            Self::SessionEnded => "happened-session-ended",
            Self::SessionsEnded => "happened-sessions-ended",
            Self::DeviceForgotten => "happened-device-forgotten",
            Self::Suspended => "happened-suspended",
            Self::Reinstated => "happened-reinstated",
            Self::RightsChanged => "happened-rights-changed",
            Self::BarredTold => "happened-barred-told",
            Self::PasswordChangeTold => "happened-password-told",
            Self::AddressAsked => "happened-address-asked",
            Self::AddressChangeTold => "happened-address-told",
            Self::MailRetried => "happened-mail-retried",
            Self::SessionNamed => "happened-session-named",
            Self::MailFailed => "happened-mail-failed",
            Self::BreakGlassOpened => "happened-break-glass-opened",
            Self::BreakGlassTold => "happened-break-glass-told",
            Self::BreakGlassUsed => "happened-break-glass-used",
            Self::BreakGlassPasswordSet => "happened-break-glass-password-set",
            Self::BreakGlassRehearsed => "happened-break-glass-rehearsed",
            Self::InvitationAccepted => "happened-invitation-accepted",
            Self::ActivationTold => "happened-activation-told",
            Self::InvitationAnswerTold => "happened-invitation-answer-told",
            Self::PolicyChanged => "happened-policy-changed",
            Self::Other(name) => return name.clone(),
        };
        page.t(key)
    }
}
