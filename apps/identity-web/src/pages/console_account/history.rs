//! What happened to an account, as its page tells it.

use identity_core::{
    application::account::AccountFile,
    change::{self, AuditRecord},
    domain::{account::Account, kernel::Id, recovery::BreakGlassStep},
};

use crate::{
    request::moment,
    views::{Actor, Happening, HistoryLine},
};

/// A line of what happened to the account.
pub(super) fn line(record: &AuditRecord, file: &AccountFile) -> HistoryLine {
    let called =
        |id: &Id<Account>| file.actors.iter().find(|(actor, _)| actor == id).map(|(_, name)| name.as_str().to_owned());
    HistoryLine {
        at: moment(record.at),
        happening: happening(&record.what, record.particulars()),
        detail: detail(record),
        actor: match &record.actor {
            change::Actor::Stranger => Actor::Unknown,
            change::Actor::House => Actor::System,
            change::Actor::Operator(_) => Actor::Operator,
            change::Actor::Account(id) if *id == file.account.value.id => Actor::Themselves,
            change::Actor::Account(id) => called(id).map_or(Actor::Unknown, Actor::Person),
        },
        from: record.from.address.map(|address| address.to_string()),
    }
}

/// What was given and taken, and the operator's reason in the operator's words; the particulars of other lines are
/// in the words for them.
fn detail(record: &AuditRecord) -> Option<String> {
    let is_reason = matches!(record.break_glass_step(), Some(BreakGlassStep::Opened | BreakGlassStep::PasswordSet));
    record.detail.clone().filter(|_| is_reason || record.what == "rights-changed")
}

/// That a mail went out is told by what readied it.
pub(super) fn is_told(record: &AuditRecord) -> bool {
    record.what != "letter-settled" || matches!(record.particulars(), Some("refused" | "given-up"))
}

fn happening(what: &str, detail: Option<&str>) -> Happening {
    match (what, detail) {
        ("policy-changed", _) => Happening::PolicyChanged,
        ("account-registered" | "organization-opened", _) => Happening::Created,
        ("account-edited" | "account-readdressed", _) => Happening::Edited,
        ("language-changed", _) => Happening::LanguageChosen,
        ("welcome-sent", _) | ("letter-readied", Some("welcome")) => Happening::WelcomeSent,
        ("reset-sent", _) => Happening::ResetOrdered,
        ("password-chosen", _) => Happening::Activated,
        ("signed-in", _) => Happening::SignedIn,
        ("sign-in-failed" | "sign-in-too-late", _) => Happening::SignInFailed,
        ("signed-out", _) => Happening::SignedOut,
        ("proved-again", _) => Happening::SteppedUp,
        ("locked-out", _) => Happening::Barred,
        ("unlock-requested", _) => Happening::UnlockRequested,
        ("letter-readied", Some("unlock")) => Happening::UnlockSent,
        ("code-failed", _) => Happening::UnlockFailed,
        ("unlocked", Some("by-administrator" | "by-operator")) => Happening::UnlockedByAdministrator,
        ("unlocked", _) => Happening::Unlocked,
        ("reset-requested", _) => Happening::ResetRequested,
        ("letter-readied", Some("reset")) => Happening::ResetSent,
        ("letter-readied", Some("barred")) => Happening::BarredTold,
        ("letter-readied", Some("password-changed")) => Happening::PasswordChangeTold,
        ("letter-readied", Some("confirm-address" | "agree-address")) => Happening::AddressAsked,
        ("letter-readied", Some("address-changed")) => Happening::AddressChangeTold,
        ("letter-retried", _) => Happening::MailRetried,
        ("session-named", _) => Happening::SessionNamed,
        ("letter-readied", Some("login-names")) => Happening::LoginNamesSent,
        ("password-reset", _) => Happening::PasswordReset,
        ("password-changed", _) => Happening::PasswordChanged,
        ("address-change-asked", _) => Happening::AddressChangeRequested,
        ("address-confirmed", _) => Happening::AddressConfirmed,
        ("address-changed", _) => Happening::AddressChanged,
        ("address-change-dropped", _) => Happening::AddressChangeCancelled,
        ("session-revoked", _) => Happening::SessionEnded,
        ("sessions-revoked", _) => Happening::SessionsEnded,
        ("device-forgotten", _) => Happening::DeviceForgotten,
        ("account-suspended", _) => Happening::Suspended,
        ("account-reinstated", _) => Happening::Reinstated,
        ("rights-changed", _) => Happening::RightsChanged,
        ("letter-settled", Some("refused" | "given-up")) => Happening::MailFailed,
        ("letter-readied", Some("break-glass")) => Happening::BreakGlassTold,
        ("invitation-accepted", _) => Happening::InvitationAccepted,
        ("letter-readied", Some("activated")) => Happening::ActivationTold,
        ("letter-readied", Some("invitation-accepted" | "invitation-declined")) => Happening::InvitationAnswerTold,
        ("break-glass-opened", _) => Happening::BreakGlassOpened,
        ("break-glass-used", _) => Happening::BreakGlassUsed,
        ("break-glass-password-set", _) => Happening::BreakGlassPasswordSet,
        ("break-glass-rehearsed", _) => Happening::BreakGlassRehearsed,
        (other, _) => Happening::Other(other.to_owned()),
    }
}
