//! What a decision becomes: writes, the audit event that records them, the letters that follow. Values,
//! to be compared in tests and committed by a [`crate::ports::Ledger`].

mod audit;
mod audit_event;
mod audit_line;
mod audit_record;
#[expect(clippy::module_inception, reason = "the word is the same on each floor")]
mod change;
mod letter;
mod write;

pub use audit::AuditKind;
pub use audit_event::{Actor, AuditEvent, RightsChange, UnlockedBy};
pub use audit_line::{AuditContent, Finding, Preceding, Stamp, StoredLine, Tally, examine};
pub use audit_record::{AuditRecord, BREAK_GLASS_WORDS};
pub use change::{Change, Reliance, StampedChange, Version, Versioned};
pub use letter::{Letter, LetterCap, LetterKind, Recipient};
pub use write::{
    AccountWrite, AuditWrite, DeviceWrite, GuardWrite, InstallationWrite, InvitationWrite, MailCap, OrganizationWrite,
    OutboxWrite, ProfileWrite, SessionWrite, TokenWrite, Write,
};
