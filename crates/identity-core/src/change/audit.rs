//! What happened, by word and particulars. Holds no secret and no address; the private reason of a failure is
//! here and nowhere else.

use std::borrow::Cow;

use super::{LetterKind, RightsChange, UnlockedBy, audit_record::ON_DEVICE};
use crate::domain::{
    device::KnownDevice,
    kernel::{DisplayName, Id, LoginName, ShortText},
    lockout::GuardKind,
    organization::OrganizationPolicy,
    outbox::LetterState,
    sign_in::PrivateReason,
};

/// What happened. Exhaustive on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditKind {
    /// Signed in.
    SignedIn,
    /// Failed to.
    SignInFailed(PrivateReason),
    /// Failed, and began a lockout.
    LockedOut(PrivateReason),
    /// Gave the right password too late: the lockout had landed.
    SignInTooLate,
    /// Proved again to be there.
    ProvedAgain,
    /// Signed out.
    SignedOut,
    /// Asked for the unlock mail.
    UnlockRequested,
    /// Typed a wrong code.
    CodeFailed(GuardKind),
    /// Ended a lockout.
    Unlocked(UnlockedBy),
    /// Asked for the reset mail.
    ResetRequested,
    /// Chose another password by a mailed link.
    PasswordReset,
    /// Chose the first password.
    PasswordChosen,
    /// Changed the password while signed in.
    PasswordChanged,
    /// Asked which login names belong to an address.
    LoginNamesRequested,
    /// Opened an organization.
    OrganizationOpened,
    /// Changed an organization.
    OrganizationChanged,
    /// Changed an organization's policy.
    PolicyChanged {
        /// As it was.
        before: OrganizationPolicy,
        /// As it is to be.
        after: OrganizationPolicy,
    },
    /// Defined an account.
    AccountRegistered,
    /// Edited an account.
    AccountEdited,
    /// Edited an account's contact address, among others.
    AccountReaddressed,
    /// Suspended an account.
    AccountSuspended,
    /// Reinstated an account.
    AccountReinstated,
    /// Sent the link to the first password again.
    WelcomeSent,
    /// Sent somebody the reset link, without being asked by them.
    ResetSent,
    /// Imported a list of people; an event for each account that it changed follows.
    AccountsImported,
    /// Exported the list of people.
    AccountsExported,
    /// Gave an account permissions or profiles, or took them.
    RightsChanged(RightsChange),
    /// Defined an authorization profile, by its name.
    ProfileDefined(DisplayName),
    /// Changed an authorization profile, by its name.
    ProfileChanged(DisplayName),
    /// Removed an authorization profile, by its name.
    ProfileRemoved(DisplayName),
    /// Removed an account, of this login name.
    AccountRemoved(LoginName),
    /// Invited somebody, under this login name.
    InvitationOffered(LoginName),
    /// Sent an invitation again; the older link is dead.
    InvitationResent(LoginName),
    /// Took an invitation back.
    InvitationRevoked(LoginName),
    /// An invitation made room for a newer one to the same name.
    InvitationSuperseded(LoginName),
    /// Accepted an invitation, and chose a password.
    InvitationAccepted(LoginName),
    /// Declined an invitation.
    InvitationDeclined(LoginName),
    /// An invitation that nobody answered counts as declined.
    InvitationLapsed(LoginName),
    /// Chose another language.
    LanguageChanged,
    /// Asked for another contact address.
    AddressChangeAsked,
    /// Confirmed it from one of the two mailboxes.
    AddressConfirmed,
    /// Took another contact address.
    AddressChanged,
    /// Dropped the wish for another contact address.
    AddressChangeDropped,
    /// Signed one device out.
    SessionRevoked,
    /// Signed all other devices out.
    SessionsRevoked,
    /// Named a session.
    SessionNamed,
    /// Forgot a known device.
    DeviceForgotten,
    /// A letter was readied: its secret, if any, was minted.
    LetterReadied(LetterKind),
    /// A letter came to rest, or waits for another try.
    LetterSettled(LetterKind, LetterState),
    /// Asked for a letter to be tried again.
    LetterRetried(LetterKind),
    /// The operator printed a link that gives the account back, for this reason.
    BreakGlassOpened(ShortText),
    /// Somebody set a password with that link.
    BreakGlassUsed {
        /// Whether the account was suspended until then.
        reinstated: bool,
    },
    /// The operator set a password at the server, for this reason.
    BreakGlassPasswordSet(ShortText),
    /// The operator tried the way out: a link was made, found, and taken back unseen.
    BreakGlassRehearsed,
    /// Brought the store back from a backup: what lived before has ended.
    InstallationRestored,
    /// Kept a lockout that the backup did not know of.
    LockoutCarriedOver,
    /// Took lines of the audit log out, whose time was over.
    AuditPruned,
    /// The same, counted under the guard of a known device.
    OnDevice(Id<KnownDevice>, Box<Self>),
}

impl AuditKind {
    /// Every word of [`Self::word`], in its order: what a log can be searched for.
    pub const WORDS: [&'static str; 57] = [
        "signed-in",
        "sign-in-failed",
        "locked-out",
        "sign-in-too-late",
        "proved-again",
        "signed-out",
        "unlock-requested",
        "code-failed",
        "unlocked",
        "reset-requested",
        "password-reset",
        "password-chosen",
        "password-changed",
        "login-names-requested",
        "organization-opened",
        "organization-changed",
        "policy-changed",
        "account-registered",
        "account-edited",
        "account-readdressed",
        "account-suspended",
        "account-reinstated",
        "welcome-sent",
        "reset-sent",
        "accounts-imported",
        "accounts-exported",
        "rights-changed",
        "profile-defined",
        "profile-changed",
        "profile-removed",
        "account-removed",
        "invitation-offered",
        "invitation-resent",
        "invitation-revoked",
        "invitation-superseded",
        "invitation-accepted",
        "invitation-declined",
        "invitation-lapsed",
        "language-changed",
        "address-change-asked",
        "address-confirmed",
        "address-changed",
        "address-change-dropped",
        "session-revoked",
        "sessions-revoked",
        "session-named",
        "device-forgotten",
        "letter-readied",
        "letter-settled",
        "letter-retried",
        "break-glass-opened",
        "break-glass-used",
        "break-glass-password-set",
        "break-glass-rehearsed",
        "installation-restored",
        "lockout-carried-over",
        "audit-pruned",
    ];

    /// The stable word that stores, exports and catalogues use.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignInFailed(_) => "sign-in-failed",
            Self::LockedOut(_) => "locked-out",
            Self::SignInTooLate => "sign-in-too-late",
            Self::ProvedAgain => "proved-again",
            Self::SignedOut => "signed-out",
            Self::UnlockRequested => "unlock-requested",
            Self::CodeFailed(_) => "code-failed",
            Self::Unlocked(_) => "unlocked",
            Self::ResetRequested => "reset-requested",
            Self::PasswordReset => "password-reset",
            Self::PasswordChosen => "password-chosen",
            Self::PasswordChanged => "password-changed",
            Self::LoginNamesRequested => "login-names-requested",
            Self::OrganizationOpened => "organization-opened",
            Self::OrganizationChanged => "organization-changed",
            Self::PolicyChanged { .. } => "policy-changed",
            Self::AccountRegistered => "account-registered",
            Self::AccountEdited => "account-edited",
            Self::AccountReaddressed => "account-readdressed",
            Self::AccountSuspended => "account-suspended",
            Self::AccountReinstated => "account-reinstated",
            Self::WelcomeSent => "welcome-sent",
            Self::ResetSent => "reset-sent",
            Self::AccountsImported => "accounts-imported",
            Self::AccountsExported => "accounts-exported",
            Self::RightsChanged(_) => "rights-changed",
            Self::ProfileDefined(_) => "profile-defined",
            Self::ProfileChanged(_) => "profile-changed",
            Self::ProfileRemoved(_) => "profile-removed",
            Self::AccountRemoved(_) => "account-removed",
            Self::InvitationOffered(_) => "invitation-offered",
            Self::InvitationResent(_) => "invitation-resent",
            Self::InvitationRevoked(_) => "invitation-revoked",
            Self::InvitationSuperseded(_) => "invitation-superseded",
            Self::InvitationAccepted(_) => "invitation-accepted",
            Self::InvitationDeclined(_) => "invitation-declined",
            Self::InvitationLapsed(_) => "invitation-lapsed",
            Self::LanguageChanged => "language-changed",
            Self::AddressChangeAsked => "address-change-asked",
            Self::AddressConfirmed => "address-confirmed",
            Self::AddressChanged => "address-changed",
            Self::AddressChangeDropped => "address-change-dropped",
            Self::SessionRevoked => "session-revoked",
            Self::SessionsRevoked => "sessions-revoked",
            Self::SessionNamed => "session-named",
            Self::DeviceForgotten => "device-forgotten",
            Self::LetterReadied(_) => "letter-readied",
            Self::LetterSettled(..) => "letter-settled",
            Self::LetterRetried(_) => "letter-retried",
            Self::BreakGlassOpened(_) => "break-glass-opened",
            Self::BreakGlassUsed { .. } => "break-glass-used",
            Self::BreakGlassPasswordSet(_) => "break-glass-password-set",
            Self::BreakGlassRehearsed => "break-glass-rehearsed",
            Self::InstallationRestored => "installation-restored",
            Self::LockoutCarriedOver => "lockout-carried-over",
            Self::AuditPruned => "audit-pruned",
            Self::OnDevice(_, what) => what.word(),
        }
    }

    /// The particulars: a stable word, or what it was about; for break-glass the operator's reason as it was typed.
    #[must_use]
    pub fn detail(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::OnDevice(device, what) => {
                let marked = format!("{ON_DEVICE}{device}");
                Some(what.detail().map_or(marked.clone(), |words| format!("{words} {marked}")).into())
            }
            Self::PolicyChanged { before, after } => {
                let words: Vec<_> = before.differences(after).iter().map(ToString::to_string).collect();
                Some(words.join(" ").into())
            }
            Self::RightsChanged(change) => Some(change.told().into()),
            Self::ProfileDefined(name) | Self::ProfileChanged(name) | Self::ProfileRemoved(name) => {
                Some(name.as_str().to_owned().into())
            }
            Self::AccountRemoved(login)
            | Self::InvitationOffered(login)
            | Self::InvitationResent(login)
            | Self::InvitationRevoked(login)
            | Self::InvitationSuperseded(login)
            | Self::InvitationAccepted(login)
            | Self::InvitationDeclined(login)
            | Self::InvitationLapsed(login) => Some(login.to_string().into()),
            Self::BreakGlassOpened(reason) | Self::BreakGlassPasswordSet(reason) => {
                Some(reason.as_str().to_owned().into())
            }
            _ => self.detail_word().map(Cow::Borrowed),
        }
    }

    /// The stable word of the particulars, where they have one: never a name, an id or what somebody typed.
    #[must_use]
    pub fn detail_word(&self) -> Option<&'static str> {
        match self {
            Self::OnDevice(_, what) => what.detail_word(),
            Self::SignInFailed(reason) | Self::LockedOut(reason) => Some(match reason {
                PrivateReason::UnknownName => "unknown-name",
                PrivateReason::NoPassword => "no-password",
                PrivateReason::WrongPassword => "wrong-password",
                PrivateReason::Suspended => "suspended",
            }),
            Self::CodeFailed(kind) => Some(match kind {
                GuardKind::Password => "password",
                GuardKind::UnlockCode => "unlock-code",
            }),
            Self::Unlocked(by) => Some(match by {
                UnlockedBy::Code => "by-code",
                UnlockedBy::Link => "by-link",
                UnlockedBy::Administrator => "by-administrator",
                UnlockedBy::Operator => "by-operator",
            }),
            Self::LetterReadied(kind) | Self::LetterRetried(kind) => Some(kind.as_str()),
            Self::LetterSettled(_, state) => Some(state.as_str()),
            Self::BreakGlassUsed { reinstated: true } => Some("reinstated"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kind that is left out of the list could not be searched for.
    #[test]
    fn every_word_is_in_the_list() {
        let source = include_str!("audit.rs");
        let words = source.split("pub fn word(&self)").nth(1).unwrap().split("pub fn detail").next().unwrap();
        let written: Vec<&str> = words.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(AuditKind::WORDS.to_vec(), written);
    }
}
