//! The audit log.

use std::collections::BTreeMap;

use async_trait::async_trait;
use identity_core::{
    change::{Actor, AuditContent, AuditEvent, AuditRecord, AuditWrite, BREAK_GLASS_WORDS, Stamp, StoredLine, Tally},
    domain::{
        account::Account,
        kernel::{Id, Timestamp},
        organization::Organization,
        seal::KeptSeal,
    },
    ports::{ActorFilter, AuditChain, AuditFrom, AuditLog, AuditPage, AuditQuery, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, only_if},
};

/// A line with its number, and the seal that covers it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) number: u64,
    pub(crate) event: AuditEvent,
    pub(crate) stamp: Stamp,
    pub(crate) seal: Option<u64>,
}

impl Line {
    fn record(&self) -> AuditRecord {
        let Self { number, event, stamp, seal } = self;
        AuditRecord {
            number: *number,
            id: Some(stamp.id),
            at: event.at,
            actor: event.actor.clone(),
            acts_for: event.acts_for,
            from: event.from.clone(),
            organization: event.organization,
            subject: event.subject,
            what: event.what.word().to_owned(),
            detail: event.what.detail().map(Into::into),
            seal: *seal,
        }
    }

    fn stored(&self) -> StoredLine {
        StoredLine {
            number: self.number,
            seal: self.seal,
            stamp: Some(self.stamp),
            content: Some(AuditContent::from(&self.event)),
        }
    }

    fn is_asked_for(&self, query: &AuditQuery) -> bool {
        let event = &self.event;
        let by = |actor| match actor {
            ActorFilter::Account(account) => event.actor == Actor::Account(account),
            ActorFilter::Operator => matches!(event.actor, Actor::Operator(_)),
            ActorFilter::House => event.actor == Actor::House,
            ActorFilter::Stranger => event.actor == Actor::Stranger,
        };
        query.organization.is_none_or(|organization| event.organization == Some(organization))
            && query.since.is_none_or(|since| event.at >= since)
            && query.until.is_none_or(|until| event.at < until)
            && query.subject.is_none_or(|subject| event.subject == Some(subject))
            && query.actor.is_none_or(by)
            && query.what.as_ref().is_none_or(|what| event.what.word() == what)
            && query.network.is_none_or(|network| event.from.address.is_some_and(|address| network.holds(address)))
    }
}

impl State {
    pub(super) fn write_audit(&mut self, write: &AuditWrite) -> Result<(), Moved> {
        match write {
            AuditWrite::Seal { seal, tallies } => {
                let last = self.seals.values().map(|kept| kept.seal.number).max().unwrap_or(0);
                only_if(seal.number == last + 1)?;
                let mut numbers = seal.covers.stretches().iter().flat_map(|(first, last)| *first..=*last);
                let is_free = |number| self.audit.get(number).is_some_and(|line: &Line| line.seal.is_none());
                only_if(numbers.clone().all(is_free))?;
                numbers.all(|number| self.audit.amend(number, |line| line.seal = Some(seal.number)));
                self.tallies.put(seal.number, tallies.clone());
                self.seals.put(seal.number, KeptSeal { seal: seal.clone(), pruned: None });
                Ok(())
            }
            AuditWrite::Prune { seal, lines, pruning } => {
                only_if(self.seals.get(*seal).is_some_and(|kept| kept.pruned.is_none()))?;
                only_if(self.audit.take_where(|line| line.seal == Some(*seal)) == *lines)?;
                only_if(self.seals.amend(*seal, |kept| kept.pruned = Some(*pruning)))
            }
        }
    }

    pub(super) fn record(&mut self, event: &AuditEvent, stamp: &Stamp) {
        self.last_line += 1;
        let number = self.last_line;
        self.audit.put(number, Line { number, event: event.clone(), stamp: *stamp, seal: None });
    }

    /// The latest lines that `shows`, the latest first; numbered from one.
    fn lines(&self, limit: u32, shows: impl Fn(&AuditEvent) -> bool) -> Vec<AuditRecord> {
        let mut lines: Vec<&Line> = self.audit.values().filter(|line| shows(&line.event)).collect();
        lines.reverse();
        lines.into_iter().take(limit as usize).map(Line::record).collect()
    }

    fn log_page(&self, query: &AuditQuery) -> AuditPage {
        let mut all: Vec<&Line> = self.audit.values().filter(|line| line.is_asked_for(query)).collect();
        all.reverse();
        let limit = query.limit as usize;
        let first = match query.from {
            AuditFrom::Latest => 0,
            AuditFrom::Before(number) => all.iter().filter(|line| line.number >= number).count(),
            AuditFrom::After(number) => all.iter().filter(|line| line.number > number).count().saturating_sub(limit),
        };
        let end = match query.from {
            AuditFrom::After(number) => all.iter().filter(|line| line.number > number).count(),
            AuditFrom::Latest | AuditFrom::Before(_) => all.len().min(first + limit),
        };
        AuditPage {
            lines: all[first..end].iter().map(|line| line.record()).collect(),
            more_later: first > 0,
            more_earlier: end < all.len(),
        }
    }

    fn tallied(&self, organization: Id<Organization>, kinds: &[&str], since: i64) -> Vec<Tally> {
        let unsealed: Vec<AuditContent> = self
            .audit
            .values()
            .filter(|line| line.seal.is_none())
            .map(|line| AuditContent::from(&line.event))
            .collect();
        let mut counts = BTreeMap::new();
        for tally in self.tallies.values().flatten().chain(&Tally::of(&unsealed)) {
            let asked_for = tally.organization == Some(organization) && kinds.contains(&tally.what.as_str());
            if asked_for && tally.hour >= since {
                *counts.entry((tally.what.clone(), tally.hour)).or_insert(0) += tally.count;
            }
        }
        let tally = |((what, hour), count)| Tally { organization: Some(organization), what, hour, count };
        counts.into_iter().map(tally).collect()
    }
}

#[async_trait]
impl AuditLog for MemoryStore {
    async fn audit_of_account(&self, account: Id<Account>, limit: u32) -> Result<Vec<AuditRecord>, StoreFailure> {
        self.with(|state| {
            state.lines(limit, |event| event.subject == Some(account) || event.actor == Actor::Account(account))
        })
    }

    async fn audit_of_organization(
        &self,
        organization: Option<Id<Organization>>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        self.with(|state| {
            state.lines(limit, |event| organization.is_none_or(|organization| event.organization == Some(organization)))
        })
    }

    async fn audit_page(&self, query: &AuditQuery) -> Result<AuditPage, StoreFailure> {
        self.with(|state| state.log_page(query))
    }

    async fn break_glass_since(
        &self,
        organization: Id<Organization>,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        self.with(|state| {
            state.lines(limit, |event| {
                event.organization == Some(organization)
                    && event.at >= since
                    && BREAK_GLASS_WORDS.contains(&event.what.word())
            })
        })
    }

    async fn audit_tallies(
        &self,
        organization: Id<Organization>,
        kinds: &[&str],
        since: i64,
    ) -> Result<Vec<Tally>, StoreFailure> {
        self.with(|state| state.tallied(organization, kinds, since))
    }

    async fn audit_lines_after(
        &self,
        organization: Id<Organization>,
        words: &[&'static str],
        after: u64,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        let asked_for = |line: &&Line| {
            let event = &line.event;
            line.number > after && event.organization == Some(organization) && words.contains(&event.what.word())
        };
        self.with(|state| state.audit.values().filter(asked_for).take(limit as usize).map(Line::record).collect())
    }
}

#[async_trait]
impl AuditChain for MemoryStore {
    async fn last_seal(&self) -> Result<Option<KeptSeal>, StoreFailure> {
        self.with(|state| state.seals.values().last().cloned())
    }

    async fn seals(&self, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure> {
        self.with(|state| {
            let later = state.seals.values().filter(|kept| kept.seal.number > after);
            later.take(limit as usize).cloned().collect()
        })
    }

    async fn prunable_seals(&self, before: Timestamp, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure> {
        self.with(|state| {
            let old = |kept: &&KeptSeal| kept.seal.number > after && kept.seal.at < before && kept.pruned.is_none();
            state.seals.values().filter(old).take(limit as usize).cloned().collect()
        })
    }

    async fn sealed_lines(&self, after: (u64, u64), limit: u32) -> Result<Vec<StoredLine>, StoreFailure> {
        self.with(|state| {
            let place = |line: &&Line| line.seal.map(|seal| (seal, line.number));
            let mut lines: Vec<&Line> =
                state.audit.values().filter(|line| place(line).is_some_and(|place| place > after)).collect();
            lines.sort_by_key(place);
            lines.into_iter().take(limit as usize).map(Line::stored).collect()
        })
    }

    async fn unsealed_lines(&self, marked: bool, after: u64, limit: u32) -> Result<Vec<StoredLine>, StoreFailure> {
        self.with(|state| {
            let waits = |line: &&Line| marked && line.seal.is_none() && line.number > after;
            state.audit.values().filter(waits).take(limit as usize).map(Line::stored).collect()
        })
    }

    async fn copied_lines(&self, _limit: u32) -> Result<Vec<u64>, StoreFailure> {
        // Nobody has a hand in this store but the ledger.
        self.with(|_| Vec::new())
    }
}
