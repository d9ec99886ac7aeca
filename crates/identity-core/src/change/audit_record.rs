//! A line of the audit log as it is read.

use super::{Actor, AuditEvent};
use crate::domain::{
    account::Account,
    device::KnownDevice,
    kernel::{Id, Timestamp},
    organization::Organization,
    recovery::BreakGlassStep,
    session::Source,
};

/// One line of the audit log, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its place in the log.
    pub number: u64,
    /// Its id; none for lines from before the log was chained.
    pub id: Option<Id<AuditEvent>>,
    /// When.
    pub at: Timestamp,
    /// Who: the kind of actor, and the account where it is one.
    pub actor: Actor,
    /// In whose name.
    pub acts_for: Option<Id<Organization>>,
    /// From where.
    pub from: Source,
    /// In whose log.
    pub organization: Option<Id<Organization>>,
    /// To whom.
    pub subject: Option<Id<Account>>,
    /// The word of [`super::AuditKind::word`].
    pub what: String,
    /// The words of [`super::AuditKind::detail`].
    pub detail: Option<String>,
    /// The seal that covers it, once one does.
    pub seal: Option<u64>,
}

/// What stands before the id of a known device, as the last word of a detail.
pub(super) const ON_DEVICE: &str = "on-device:";

/// The words of attempts at a password, which a known device may have counted.
const ATTEMPTS: [&str; 6] =
    ["signed-in", "proved-again", "password-changed", "sign-in-failed", "locked-out", "sign-in-too-late"];

/// The words of what the other administrators are told of, in the order of [`BreakGlassStep`].
pub const BREAK_GLASS_WORDS: [&str; 3] = ["break-glass-opened", "break-glass-used", "break-glass-password-set"];

impl AuditRecord {
    /// The step of break-glass that this line records, if it records one.
    #[must_use]
    pub fn break_glass_step(&self) -> Option<BreakGlassStep> {
        let place = BREAK_GLASS_WORDS.iter().position(|word| *word == self.what)?;
        Some([BreakGlassStep::Opened, BreakGlassStep::Used, BreakGlassStep::PasswordSet][place])
    }

    /// The particulars without the mark of a known device.
    #[must_use]
    pub fn particulars(&self) -> Option<&str> {
        self.marked().0
    }

    /// The known device under whose own guard an attempt was counted.
    #[must_use]
    pub fn device(&self) -> Option<Id<KnownDevice>> {
        self.marked().1
    }

    fn marked(&self) -> (Option<&str>, Option<Id<KnownDevice>>) {
        let Some(detail) = self.detail.as_deref() else {
            return (None, None);
        };
        // Elsewhere the particulars may be what somebody typed.
        if !ATTEMPTS.contains(&self.what.as_str()) {
            return (Some(detail), None);
        }
        let (words, last) = detail.rsplit_once(' ').map_or((None, detail), |(words, last)| (Some(words), last));
        match last.strip_prefix(ON_DEVICE).and_then(Id::parse) {
            Some(device) => (words, Some(device)),
            None => (Some(detail), None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::{change::AuditKind, domain::sign_in::PrivateReason};

    fn read(what: &AuditKind) -> AuditRecord {
        AuditRecord {
            number: 1,
            at: Timestamp::from_seconds(0),
            actor: Actor::Stranger,
            acts_for: None,
            from: Source::local(),
            organization: None,
            subject: None,
            what: what.word().to_owned(),
            detail: what.detail().map(Cow::into_owned),
            id: None,
            seal: None,
        }
    }

    #[test]
    fn the_guard_of_a_known_device_can_be_read_back_beside_the_particulars() {
        let device = Id::new(Timestamp::from_seconds(9), [3; 10]);
        let failed = AuditKind::SignInFailed(PrivateReason::WrongPassword);
        let cases = [
            (failed.clone(), Some("wrong-password"), None),
            (AuditKind::SignedIn, None, None),
            (AuditKind::OnDevice(device, Box::new(failed.clone())), Some("wrong-password"), Some(device)),
            (AuditKind::OnDevice(device, Box::new(AuditKind::SignedIn)), None, Some(device)),
        ];
        for (what, particulars, device) in cases {
            let record = read(&what);
            assert_eq!((record.particulars(), record.device()), (particulars, device), "{what:?}");
        }
        assert_eq!(AuditKind::OnDevice(device, Box::new(failed)).word(), "sign-in-failed");
        let typed = format!("Cashier {ON_DEVICE}{device}");
        let elsewhere = AuditRecord {
            what: "profile-defined".to_owned(),
            detail: Some(typed.clone()),
            ..read(&AuditKind::SignedIn)
        };
        assert_eq!((elsewhere.particulars(), elsewhere.device()), (Some(typed.as_str()), None));
    }
}
