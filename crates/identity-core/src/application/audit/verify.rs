//! Proving that the log is whole: every line under its mark, every batch under its seal, every seal after the
//! one before.

use std::collections::VecDeque;

use super::{super::unavailable::Unavailable, Audit};
use crate::{
    change::{Finding, Preceding, StoredLine, examine},
    domain::seal::{Head, KeptSeal},
};

/// How many findings a verification names; more are counted.
pub const FINDINGS_NAMED: usize = 1_000;

/// How many lines and seals are read at once.
const PAGE: u32 = 2_000;

/// What a verification came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many lines a seal covers.
    pub lines: u64,
    /// How many of them are from before the log was chained; this number never grows.
    pub adopted: u64,
    /// How many seals there are.
    pub seals: u64,
    /// How many lines were taken out when their time was over.
    pub pruned: u64,
    /// How many lines wait for a seal.
    pub unsealed: u64,
    /// For how long the earliest of them has waited, in seconds.
    pub waiting_seconds: u64,
    /// The end of the chain, to be noted elsewhere.
    pub head: Option<Head>,
    /// What is wrong, by number, at most [`FINDINGS_NAMED`].
    pub findings: Vec<Finding>,
    /// How much more is wrong.
    pub unnamed: u64,
}

impl Verification {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    fn found(&mut self, finding: Finding) {
        if self.findings.contains(&finding) {
            return;
        }
        if self.findings.len() < FINDINGS_NAMED {
            self.findings.push(finding);
        } else {
            self.unnamed += 1;
        }
    }
}

/// Sealed lines in the order of seals, read a page ahead.
struct Lines<'a> {
    audit: Audit<'a>,
    ahead: VecDeque<StoredLine>,
    after: (u64, u64),
    is_over: bool,
}

impl Lines<'_> {
    async fn peek(&mut self) -> Result<Option<&StoredLine>, Unavailable> {
        if self.ahead.is_empty() && !self.is_over {
            let page = self.audit.0.ports.store.sealed_lines(self.after, PAGE).await?;
            self.is_over = page.len() < PAGE as usize;
            if let Some(line) = page.last() {
                self.after = (line.seal.unwrap_or(0), line.number);
            }
            self.ahead = page.into();
        }
        Ok(self.ahead.front())
    }

    /// The next line, if it says that a seal up to `seal` covers it.
    async fn next_up_to(&mut self, seal: u64) -> Result<Option<StoredLine>, Unavailable> {
        match self.peek().await? {
            Some(line) if line.seal.is_none_or(|of| of <= seal) => Ok(self.ahead.pop_front()),
            _ => Ok(None),
        }
    }
}

impl Audit<'_> {
    /// Examines the whole log, a page at a time, and says through `progress` how many lines it has read.
    /// `noted` is a head that was noted elsewhere; only with it does it show that the end was cut off. What
    /// is sealed or pruned meanwhile does no harm.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn verify(
        &self,
        noted: Option<&Head>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Verification, Unavailable> {
        let mut verification = Verification::default();
        self.verify_sealed(&mut verification, noted, progress).await?;
        self.verify_unsealed(&mut verification, progress).await?;
        let copies = self.0.ports.store.copied_lines(PAGE).await?;
        for number in copies {
            verification.found(Finding::Copied(number));
        }
        Ok(verification)
    }

    async fn verify_sealed(
        &self,
        verification: &mut Verification,
        noted: Option<&Head>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<(), Unavailable> {
        let store = &self.0.ports.store;
        let end = store.last_seal().await?.map_or(0, |kept| kept.seal.number);
        let mut lines = Lines { audit: *self, ahead: VecDeque::new(), after: (0, 0), is_over: false };
        let mut previous: Option<Head> = None;
        let mut noted_is_there = false;
        loop {
            let after = previous.map_or(0, |head| head.number);
            let seals = store.seals(after, PAGE).await?;
            let Some(last) = seals.last().map(|kept| kept.seal.number.min(end)) else { break };
            for kept in seals.iter().filter(|kept| kept.seal.number <= end) {
                let seal = &kept.seal;
                let expected = previous.map_or(1, |head| head.number.saturating_add(1));
                for gone in (expected..seal.number).take(FINDINGS_NAMED) {
                    verification.found(Finding::SealRemoved(gone));
                }
                self.pass_strays(&mut lines, seal.number - 1, verification).await?;
                let mut batch = Vec::new();
                while let Some(line) = lines.next_up_to(seal.number).await? {
                    batch.push(line);
                }
                let before = match &previous {
                    _ if expected != seal.number => Preceding::Unknown,
                    Some(head) => Preceding::Seal(&head.digest),
                    None => Preceding::Nothing,
                };
                self.examine_batch(kept, before, &batch, verification).await?;
                noted_is_there |= noted.is_some_and(|noted| *noted == seal.head());
                previous = Some(seal.head());
                progress(verification.lines);
            }
            if last >= end {
                break;
            }
        }
        verification.head = previous;
        self.find_seals_cut_off(end, verification).await?;
        if let Some(noted) = noted.filter(|_| !noted_is_there) {
            verification.found(Finding::HeadDiffers(noted.number));
        }
        Ok(())
    }

    /// Lines that say a seal covers them which is not there.
    async fn pass_strays(
        &self,
        lines: &mut Lines<'_>,
        up_to: u64,
        verification: &mut Verification,
    ) -> Result<(), Unavailable> {
        while let Some(line) = lines.next_up_to(up_to).await? {
            verification.lines += 1;
            if line.seal == Some(0) || !line.bears_its_mark(&self.0.house) {
                verification.found(Finding::Inserted(line.number));
            }
        }
        Ok(())
    }

    async fn examine_batch(
        &self,
        kept: &KeptSeal,
        preceding: Preceding<'_>,
        batch: &[StoredLine],
        verification: &mut Verification,
    ) -> Result<(), Unavailable> {
        let house = &self.0.house;
        let findings = examine(kept, preceding, batch, house, FINDINGS_NAMED);
        verification.seals += 1;
        verification.lines += batch.len() as u64;
        if kept.seal.adopts {
            verification.adopted += batch.len() as u64;
        }
        if kept.pruned.is_some() {
            verification.pruned += kept.seal.covers.count();
        }
        if !findings.is_empty() && !self.was_pruned_meanwhile(kept).await? {
            for finding in findings {
                verification.found(finding);
            }
        }
        Ok(())
    }

    async fn was_pruned_meanwhile(&self, kept: &KeptSeal) -> Result<bool, Unavailable> {
        let now = self.0.ports.store.seals(kept.seal.number - 1, 1).await?;
        let pruned = now.first().filter(|now| now.seal == kept.seal).and_then(|now| now.pruned);
        Ok(kept.pruned.is_none() && pruned.is_some_and(|pruning| pruning.is_of(&kept.seal, &self.0.house)))
    }

    /// Lines that say a seal beyond the end covers them.
    async fn find_seals_cut_off(&self, end: u64, verification: &mut Verification) -> Result<(), Unavailable> {
        let store = &self.0.ports.store;
        let mut after = (end, u64::MAX);
        loop {
            // In this order: what was sealed in between is not beyond the end that is read after it.
            let page = store.sealed_lines(after, PAGE).await?;
            let end = store.last_seal().await?.map_or(0, |kept| kept.seal.number);
            for line in page.iter().filter(|line| line.seal.is_some_and(|seal| seal > end)) {
                verification.lines += 1;
                let is_ours = line.bears_its_mark(&self.0.house);
                let seal = line.seal.unwrap_or(0);
                verification.found(if is_ours { Finding::SealRemoved(seal) } else { Finding::Inserted(line.number) });
            }
            match page.last() {
                Some(line) if page.len() == PAGE as usize => after = (line.seal.unwrap_or(0), line.number),
                _ => return Ok(()),
            }
        }
    }

    async fn verify_unsealed(
        &self,
        verification: &mut Verification,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<(), Unavailable> {
        let store = &self.0.ports.store;
        let chained = store.last_seal().await?.is_some_and(|kept| !kept.seal.adopts);
        let now = self.0.now();
        for marked in [true, false] {
            let mut after = 0;
            loop {
                let page = store.unsealed_lines(marked, after, PAGE).await?;
                for line in &page {
                    // Before the chain begins, lines without a mark are only not taken over yet.
                    if marked && !line.bears_its_mark(&self.0.house) {
                        verification.found(Finding::Changed(line.number));
                    } else if !marked && chained {
                        verification.found(Finding::Inserted(line.number));
                    }
                    let since = line.content.as_ref().map_or(now, |content| content.at);
                    verification.waiting_seconds = verification.waiting_seconds.max(since.seconds_until(now));
                }
                verification.unsealed += page.len() as u64;
                progress(verification.lines + verification.unsealed);
                match page.last() {
                    Some(line) if page.len() == PAGE as usize => after = line.number,
                    _ => break,
                }
            }
        }
        Ok(())
    }
}
