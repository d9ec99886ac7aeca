//! A line of the audit log as stores keep it, the mark that it bears, and what an examination of lines and
//! seals finds. Everything a reader of the raw store could change is under the mark.

use super::{Actor, AuditEvent};
use crate::domain::{
    account::Account,
    kernel::{Digest, HouseKey, Id, Timestamp},
    organization::Organization,
    seal::KeptSeal,
};

/// What sets a line apart from any that was put in by hand: a drawn id, and a keyed mark over the id and the
/// whole content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The id; unique, so that a copied line is found.
    pub id: Id<AuditEvent>,
    /// The mark.
    pub mark: Digest,
}

/// What a line says, in the words that stores keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditContent {
    /// When.
    pub at: Timestamp,
    /// The word of [`Actor::word`].
    pub actor: String,
    /// The account that acts.
    pub actor_account: Option<Id<Account>>,
    /// The name of the operator that acts.
    pub actor_name: Option<String>,
    /// In whose name.
    pub acts_for: Option<Id<Organization>>,
    /// The network address, as text.
    pub from: Option<String>,
    /// In whose log.
    pub organization: Option<Id<Organization>>,
    /// To whom.
    pub subject: Option<Id<Account>>,
    /// The word of [`super::AuditKind::word`].
    pub what: String,
    /// The word of [`super::AuditKind::detail`].
    pub detail: Option<String>,
}

impl From<&AuditEvent> for AuditContent {
    fn from(event: &AuditEvent) -> Self {
        let (actor_account, actor_name) = match &event.actor {
            Actor::Account(account) => (Some(*account), None),
            Actor::Operator(name) => (None, Some(name.as_str().to_owned())),
            Actor::Stranger | Actor::House => (None, None),
        };
        Self {
            at: event.at,
            actor: event.actor.word().to_owned(),
            actor_account,
            actor_name,
            acts_for: event.acts_for,
            from: event.from.address.map(|address| address.to_string()),
            organization: event.organization,
            subject: event.subject,
            what: event.what.word().to_owned(),
            detail: event.what.detail().map(Into::into),
        }
    }
}

impl AuditContent {
    /// The stamp of a line with this content.
    #[must_use]
    pub fn stamp(&self, id: Id<AuditEvent>, house: &HouseKey) -> Stamp {
        Stamp { id, mark: self.keyed("audit-mark", id.uuid().as_bytes(), house) }
    }

    /// What stands for the mark of a line from before the chain, in the seal that takes it over.
    #[must_use]
    pub fn adopted(&self, number: u64, house: &HouseKey) -> Digest {
        self.keyed("audit-adopted", &number.to_be_bytes(), house)
    }

    fn keyed(&self, purpose: &str, which: &[u8], house: &HouseKey) -> Digest {
        let id = |id: Option<uuid::Uuid>| some(id.as_ref().map(|uuid| uuid.as_bytes().as_slice()));
        let text = |text: &Option<String>| some(text.as_deref().map(str::as_bytes));
        let parts = [
            which.to_vec(),
            self.at.as_micros().to_be_bytes().to_vec(),
            self.actor.as_bytes().to_vec(),
            id(self.actor_account.map(Id::uuid)),
            text(&self.actor_name),
            id(self.acts_for.map(Id::uuid)),
            text(&self.from),
            id(self.organization.map(Id::uuid)),
            id(self.subject.map(Id::uuid)),
            self.what.as_bytes().to_vec(),
            text(&self.detail),
        ];
        house.digest(purpose, &parts.each_ref().map(Vec::as_slice))
    }
}

/// Nothing and an empty text are not the same.
fn some(bytes: Option<&[u8]>) -> Vec<u8> {
    bytes.map_or_else(Vec::new, |bytes| [&[1], bytes].concat())
}

/// A line as it stands in the store, whatever somebody made of it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLine {
    /// Its number.
    pub number: u64,
    /// The seal that it says covers it.
    pub seal: Option<u64>,
    /// Its stamp; none for lines from before the chain.
    pub stamp: Option<Stamp>,
    /// What it says; none when it cannot be read.
    pub content: Option<AuditContent>,
}

impl StoredLine {
    /// Whether the mark is the one of this content.
    #[must_use]
    pub fn bears_its_mark(&self, house: &HouseKey) -> bool {
        match (&self.stamp, &self.content) {
            (Some(stamp), Some(content)) => content.stamp(stamp.id, house) == *stamp,
            _ => false,
        }
    }

    /// What a seal takes of it: the mark, or what stands for it where the seal adopts.
    #[must_use]
    pub fn sealed_as(&self, adopts: bool, house: &HouseKey) -> Option<Digest> {
        match (&self.stamp, &self.content) {
            (None, Some(content)) if adopts => Some(content.adopted(self.number, house)),
            (Some(stamp), _) if !adopts => Some(stamp.mark),
            _ => None,
        }
    }
}

/// How often something happened within an hour.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// In whose log.
    pub organization: Option<Id<Organization>>,
    /// The word of [`super::AuditKind::word`].
    pub what: String,
    /// Whole hours since 1970-01-01T00:00:00Z.
    pub hour: i64,
    /// How often.
    pub count: u64,
}

impl Tally {
    /// The hour of a moment.
    #[must_use]
    pub const fn hour_of(at: Timestamp) -> i64 {
        at.as_micros().div_euclid(3_600_000_000)
    }

    /// What these lines come to.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a AuditContent>) -> Vec<Self> {
        let mut counts = std::collections::BTreeMap::new();
        for line in lines {
            *counts.entry((line.organization, line.what.as_str(), Self::hour_of(line.at))).or_insert(0) += 1;
        }
        let tally = |((organization, what, hour), count): ((_, &str, _), _)| Self {
            organization,
            what: what.to_owned(),
            hour,
            count,
        };
        counts.into_iter().map(tally).collect()
    }
}

/// What is wrong with the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The line with this number is not as it was written.
    Changed(u64),
    /// The line with this number is gone.
    Removed(u64),
    /// The line with this number was put in by hand.
    Inserted(u64),
    /// The line with this number has the id of another.
    Copied(u64),
    /// Each line from the first to the last bears its mark, but they are not those that were sealed: some
    /// were exchanged, or, where they are from before the chain, changed.
    Exchanged {
        /// The seal.
        seal: u64,
        /// The lowest number that it covers.
        first: u64,
        /// The highest.
        last: u64,
    },
    /// The seal with this number is not as it was set, or does not follow the one before.
    SealChanged(u64),
    /// The seal with this number is gone.
    SealRemoved(u64),
    /// The chain does not hold the head that was noted elsewhere: the seal of that number is gone or another.
    HeadDiffers(u64),
}

/// What there is before a seal.
#[derive(Clone, Copy, Debug)]
pub enum Preceding<'a> {
    /// Nothing: it is the first.
    Nothing,
    /// The seal with this digest.
    Seal(&'a Digest),
    /// Nobody knows: it is gone, or was not read.
    Unknown,
}

impl Preceding<'_> {
    fn is_before(self, kept: &KeptSeal) -> bool {
        match self {
            Self::Nothing => kept.seal.follows(None),
            Self::Seal(digest) => kept.seal.follows(Some(digest)),
            Self::Unknown => true,
        }
    }
}

/// Examines a seal, that it follows what precedes it, and the lines that say it covers them, in the order of
/// their numbers. `limit` bounds the removed lines that are named.
#[must_use]
pub fn examine(
    kept: &KeptSeal,
    preceding: Preceding<'_>,
    lines: &[StoredLine],
    house: &HouseKey,
    limit: usize,
) -> Vec<Finding> {
    let KeptSeal { seal, pruned } = kept;
    if !seal.is_whole(house) || !preceding.is_before(kept) {
        // What it says of its lines is worth nothing; their own marks are.
        let may_be_right = |line: &&StoredLine| line.bears_its_mark(house) || seal.adopts && line.stamp.is_none();
        let wrong = lines.iter().filter(|line| !may_be_right(line)).map(|line| Finding::Changed(line.number));
        return std::iter::once(Finding::SealChanged(seal.number)).chain(wrong).collect();
    }
    match pruned {
        Some(pruning) if !pruning.is_of(seal, house) => return vec![Finding::SealChanged(seal.number)],
        Some(_) => return lines.iter().map(|line| Finding::Inserted(line.number)).collect(),
        None => {}
    }
    let mut findings = Vec::new();
    let mut covered = Vec::with_capacity(lines.len());
    for line in lines {
        if !seal.covers.holds(line.number) {
            findings.push(Finding::Inserted(line.number));
            continue;
        }
        let as_written = if seal.adopts { line.stamp.is_none() } else { line.bears_its_mark(house) };
        match line.sealed_as(seal.adopts, house).filter(|_| as_written) {
            Some(mark) => covered.push((line.number, mark)),
            None => findings.push(Finding::Changed(line.number)),
        }
    }
    let numbers: Vec<u64> = lines.iter().map(|line| line.number).collect();
    findings.extend(seal.covers.missing_from(&numbers, limit).into_iter().map(Finding::Removed));
    let all_there = u64::try_from(covered.len()).is_ok_and(|count| count == seal.covers.count());
    if all_there && !seal.is_over(&covered, house) {
        let (first, last) = (seal.covers.first().unwrap_or(0), seal.covers.last().unwrap_or(0));
        findings.push(Finding::Exchanged { seal: seal.number, first, last });
    }
    findings
}
