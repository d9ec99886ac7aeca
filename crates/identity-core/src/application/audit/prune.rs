//! Taking out lines whose time is over, whole batches at a time. The seals stay, and say so.

use thiserror::Error;

use super::{
    super::{authority::Authority, unavailable::Unavailable},
    Audit,
};
use crate::{
    change::{Actor, AuditEvent, AuditKind, AuditWrite, Change, Finding, Preceding, StoredLine, examine},
    domain::{
        kernel::{Lifetime, Timestamp},
        seal::{KeptSeal, Pruning},
        session::Source,
    },
    ports::Landing,
};

/// The most lines that one commit takes out, and the most seals that it marks.
const LINES: u64 = 4_000;
const SEALS: u32 = 500;

/// How much older than it may be the oldest batch gets before the house prunes by itself: each pruning leaves
/// a line of its own, so it happens about once a day.
const SLACK: Lifetime = Lifetime::days(1);

/// What would be taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prunable {
    /// How many seals would lose their lines.
    pub seals: u64,
    /// How many lines.
    pub lines: u64,
    /// The highest number among them.
    pub last: Option<u64>,
}

/// Why nothing more was taken out.
#[derive(Debug, Error)]
pub enum PruneError {
    /// Only the operator takes lines out.
    #[error("not allowed")]
    NotAllowed,
    /// The next batch is not as it was sealed: pruning it would take the evidence out too.
    #[error("the log is not whole")]
    NotWhole(Vec<Finding>),
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Audit<'_> {
    /// What pruning would take out: the lines of seals that were set before `before`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn prunable(&self, before: Timestamp) -> Result<Prunable, Unavailable> {
        let mut prunable = Prunable::default();
        let mut after = 0;
        loop {
            let seals = self.0.ports.store.prunable_seals(before, after, SEALS).await?;
            for KeptSeal { seal, .. } in &seals {
                prunable.seals += 1;
                prunable.lines += seal.covers.count();
                prunable.last = prunable.last.max(seal.covers.last());
            }
            match seals.last() {
                Some(kept) => after = kept.seal.number,
                None => return Ok(prunable),
            }
        }
    }

    /// Takes out the lines of seals that were set before `before`, on the operator's word, and says through
    /// `progress` how many have gone. Every batch is examined first. Returns how many lines went.
    ///
    /// # Errors
    /// The answers of [`PruneError`]; what had gone before stays out.
    pub async fn prune(
        &self,
        authority: &Authority<'_>,
        before: Timestamp,
        from: &Source,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<u64, PruneError> {
        match authority {
            Authority::Operator(_) => self.take_out(authority.actor(), before, from, progress).await,
            Authority::Administrator(..) => Err(PruneError::NotAllowed),
        }
    }

    /// Takes out by the rule of the house ([`crate::HouseRules::audit_kept_for`]) what is due, about once a
    /// day; nothing where there is no rule. Run it now and then on any node. Returns how many lines went.
    ///
    /// # Errors
    /// The answers of [`PruneError`]; what had gone before stays out.
    pub async fn prune_what_is_due(&self) -> Result<u64, PruneError> {
        let Some(kept_for) = self.0.rules.audit_kept_for else { return Ok(0) };
        let before = self.0.now().minus(kept_for);
        let store = &self.0.ports.store;
        if store.prunable_seals(before.minus(SLACK), 0, 1).await.map_err(Unavailable::from)?.is_empty() {
            return Ok(0);
        }
        self.take_out(Actor::House, before, &Source::local(), &|_| {}).await
    }

    async fn take_out(
        &self,
        actor: Actor,
        before: Timestamp,
        from: &Source,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<u64, PruneError> {
        let identity = self.0;
        let mut gone = 0;
        loop {
            let now = identity.now();
            let event = AuditEvent {
                at: now,
                actor: actor.clone(),
                acts_for: None,
                from: from.clone(),
                organization: None,
                subject: None,
                what: AuditKind::AuditPruned,
            };
            let mut change = Change::recorded_as(event);
            let mut lines = 0;
            let seals = identity.ports.store.prunable_seals(before, 0, SEALS).await.map_err(Unavailable::from)?;
            for kept in &seals {
                let count = kept.seal.covers.count();
                if lines > 0 && lines + count > LINES {
                    break;
                }
                self.examine_before_it_goes(kept).await?;
                let pruning = Pruning::of(&kept.seal, now, &identity.house);
                change = change.write(AuditWrite::Prune { seal: kept.seal.number, lines: count, pruning });
                lines += count;
            }
            if lines == 0 {
                return Ok(gone);
            }
            match identity.commit(change).await? {
                Landing::Landed => gone += lines,
                // Somebody else prunes too.
                Landing::Overtaken => return Ok(gone),
            }
            progress(gone);
        }
    }

    /// Looks at the batch and at its own seal; that the seals follow each other stays to be seen afterwards.
    async fn examine_before_it_goes(&self, kept: &KeptSeal) -> Result<(), PruneError> {
        let seal = kept.seal.number;
        let most = u32::try_from(kept.seal.covers.count()).unwrap_or(u32::MAX).saturating_add(1);
        let after = (seal.saturating_sub(1), u64::MAX);
        let read = self.0.ports.store.sealed_lines(after, most).await.map_err(Unavailable::from)?;
        let batch: Vec<StoredLine> = read.into_iter().filter(|line| line.seal == Some(seal)).collect();
        let findings = examine(kept, Preceding::Unknown, &batch, &self.0.house, super::FINDINGS_NAMED);
        if findings.is_empty() { Ok(()) } else { Err(PruneError::NotWhole(findings)) }
    }
}
