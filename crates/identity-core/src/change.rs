//! What a decision becomes: writes, the audit event that records them, the letters that follow. Values,
//! to be compared in tests and committed by a [`crate::ports::Ledger`].

mod audit;
#[expect(clippy::module_inception, reason = "the word is the same on each floor")]
mod change;
mod letter;
mod write;

pub use audit::{Actor, AuditEvent, AuditKind, AuditRecord, RightsChange, UnlockedBy};
pub use change::{Change, Reliance, Version, Versioned};
pub use letter::{Letter, LetterCap, LetterKind, Recipient};
pub use write::{
    AccountWrite, DeviceWrite, GuardWrite, InstallationWrite, MailCap, OrganizationWrite, OutboxWrite, ProfileWrite,
    SessionWrite, TokenWrite, Write,
};
