//! One decision, made true as a whole or not at all.

use super::{AuditEvent, GuardWrite, Letter, OutboxWrite, Write};
use crate::domain::{account::Account, kernel::Id};

/// How often an aggregate has been written; what a write names to say which one it saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u64);

impl Version {
    /// Of something that is not in the store yet.
    pub const NONE: Self = Self(0);

    /// The version that a store holds.
    #[must_use]
    pub const fn as_stored(version: u64) -> Self {
        Self(version)
    }

    /// The number, for stores and forms.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// An aggregate and the version that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// What was read.
    pub value: T,
    /// Its version.
    pub version: Version,
}

/// Something that must still be as it was read, though the change does not write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reliance {
    /// The account has this version (nobody suspended it or changed its password meanwhile).
    Account {
        /// Which.
        id: Id<Account>,
        /// The version that was read.
        seen: Version,
    },
}

/// What a decision becomes.
#[must_use = "a change is only a wish until it is committed"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    events: Vec<AuditEvent>,
    writes: Vec<Write>,
    relies_on: Vec<Reliance>,
    letters: Vec<Letter>,
}

impl Change {
    /// A change that `event` records: nothing happens unrecorded.
    pub fn recorded_as(event: AuditEvent) -> Self {
        Self { events: vec![event], writes: Vec::new(), relies_on: Vec::new(), letters: Vec::new() }
    }

    /// One exception: counting an attempt, which its settlement records.
    pub fn counting(write: GuardWrite) -> Self {
        Self { events: Vec::new(), writes: vec![Write::Guard(write)], relies_on: Vec::new(), letters: Vec::new() }
    }

    /// With one more audit event, for a change that is several things at once.
    pub fn also_recorded_as(mut self, event: AuditEvent) -> Self {
        self.events.push(event);
        self
    }

    /// The other: what is done about a letter that goes to nobody, of which there is nothing to tell, and of
    /// which strangers can cause as many as they like.
    pub fn about_nobody(write: OutboxWrite) -> Self {
        Self { events: Vec::new(), writes: vec![Write::Outbox(write)], relies_on: Vec::new(), letters: Vec::new() }
    }

    /// With one more write.
    pub fn write(mut self, write: impl Into<Write>) -> Self {
        self.writes.push(write.into());
        self
    }

    /// Only if this still holds.
    pub fn relying_on(mut self, reliance: Reliance) -> Self {
        self.relies_on.push(reliance);
        self
    }

    /// With a letter that follows.
    pub fn letter(mut self, letter: Letter) -> Self {
        self.letters.push(letter);
        self
    }

    /// The audit events, in the order in which they were added; none only for the counting of an
    /// attempt, and about a letter to nobody.
    #[must_use]
    pub fn events(&self) -> &[AuditEvent] {
        &self.events
    }

    /// The first of them.
    #[must_use]
    pub fn event(&self) -> Option<&AuditEvent> {
        self.events.first()
    }

    /// The writes, in the order they were added.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// What must still hold.
    #[must_use]
    pub fn reliances(&self) -> &[Reliance] {
        &self.relies_on
    }

    /// The letters that follow.
    #[must_use]
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }
}
