//! One decision, made true as a whole or not at all.

use std::ops::Deref;

use super::{AuditContent, AuditEvent, AuditWrite, GuardWrite, Letter, OutboxWrite, Stamp, Tally, Write};
use crate::domain::{
    account::Account,
    kernel::{HouseKey, Id},
    seal::Seal,
};

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

    /// An exception: counting an attempt, which its settlement records.
    pub fn counting(write: GuardWrite) -> Self {
        Self::unrecorded(write.into())
    }

    /// The other exception: sealing the log itself, or what it says of the sealing would need another seal.
    pub fn sealing(seal: Seal, tallies: Vec<Tally>) -> Self {
        Self::unrecorded(AuditWrite::Seal { seal, tallies }.into())
    }

    fn unrecorded(write: Write) -> Self {
        Self { events: Vec::new(), writes: vec![write], relies_on: Vec::new(), letters: Vec::new() }
    }

    /// With one more event: one for each of many, where the first is of the whole.
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

/// A change whose events bear their marks: the only kind that a store takes.
#[must_use = "a change is only a wish until it is committed"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampedChange {
    change: Change,
    stamps: Vec<Stamp>,
}

impl Change {
    /// Gives each event an id of its own, by `new_id`, and its mark under the key of the installation.
    ///
    /// # Errors
    /// What `new_id` answers.
    pub fn stamped<E>(
        self,
        house: &HouseKey,
        mut new_id: impl FnMut(&AuditEvent) -> Result<Id<AuditEvent>, E>,
    ) -> Result<StampedChange, E> {
        let stamp = |event: &AuditEvent| new_id(event).map(|id| AuditContent::from(event).stamp(id, house));
        let stamps = self.events.iter().map(stamp).collect::<Result<_, E>>()?;
        Ok(StampedChange { change: self, stamps })
    }
}

impl StampedChange {
    /// The events, each with its stamp.
    pub fn lines(&self) -> impl Iterator<Item = (&AuditEvent, &Stamp)> {
        self.change.events.iter().zip(&self.stamps)
    }
}

impl Deref for StampedChange {
    type Target = Change;

    fn deref(&self) -> &Change {
        &self.change
    }
}
