//! Sealing what was committed: after the commit, in batches, so that nobody who signs in waits for the chain.

use super::{super::unavailable::Unavailable, Audit};
use crate::{
    change::{Change, StoredLine, Tally},
    domain::seal::Seal,
    ports::Landing,
};

/// The most lines that one seal covers.
pub const BATCH: u32 = 2_000;

/// How often a seal may be set by somebody else first, before this one leaves it to them.
const TRIES: u32 = 8;

impl Audit<'_> {
    /// Sets the next seal, over at most [`BATCH`] lines; how many they are, 0 when none waits. Run it every
    /// few seconds, on any number of nodes at once.
    ///
    /// Lines from before the log was chained bear no mark: the first seals of all take them over, and no
    /// later one does.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn seal(&self) -> Result<u64, Unavailable> {
        let identity = self.0;
        for _ in 0..TRIES {
            let last = identity.ports.store.last_seal().await?.map(|kept| kept.seal);
            let adopting = last.as_ref().is_none_or(|seal| seal.adopts);
            let mut adopts = adopting;
            let mut lines = self.waiting(adopts).await?;
            if adopts && lines.is_empty() {
                adopts = false;
                lines = self.waiting(adopts).await?;
            }
            if lines.is_empty() {
                return Ok(0);
            }
            let sealed = |line: &StoredLine| Some((line.number, line.sealed_as(adopts, &identity.house)?));
            let marks: Vec<_> = lines.iter().filter_map(sealed).collect();
            let seal = Seal::after(last.as_ref(), &marks, adopts, identity.now(), &identity.house);
            let tallies = Tally::of(lines.iter().filter_map(|line| line.content.as_ref()));
            if identity.commit(Change::sealing(seal, tallies)).await? == Landing::Landed {
                return Ok(marks.len() as u64);
            }
        }
        Ok(0)
    }

    /// Lines that can be sealed: those from before the chain, or those with a mark.
    async fn waiting(&self, adopts: bool) -> Result<Vec<StoredLine>, Unavailable> {
        let mut lines = self.0.ports.store.unsealed_lines(!adopts, 0, BATCH).await?;
        lines.retain(|line| line.sealed_as(adopts, &self.0.house).is_some());
        Ok(lines)
    }
}
