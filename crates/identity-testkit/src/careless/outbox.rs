//! Careless dealing with letters.

use async_trait::async_trait;
use identity_core::{
    change::{Letter, LetterKind},
    domain::{
        kernel::{Digest, Id, Lifetime, Timestamp},
        outbox::LetterState,
    },
    ports::{ClaimedLetter, LetterPage, LetterQuery, LettersFrom, OutboxQueue, OutboxRow, StoreFailure},
};

use super::{CarelessStore, Fault};

#[async_trait]
impl OutboxQueue for CarelessStore {
    async fn claim_letters(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        claim: Digest,
        limit: u32,
    ) -> Result<Vec<ClaimedLetter>, StoreFailure> {
        let now = if self.is(Fault::ClaimsTooSoon) { now.plus(Lifetime::days(1)) } else { now };
        if ![Fault::ClaimsTwice, Fault::ClaimsTheFarthestFirst, Fault::NeverClaimsAgain]
            .into_iter()
            .any(|fault| self.is(fault))
        {
            return self.memory.claim_letters(now, lease_ends, claim, limit).await;
        }
        let before = self.memory.state().letters.clone();
        let asked = if self.is(Fault::ClaimsTheFarthestFirst) { u32::MAX } else { limit };
        let mut claimed = self.memory.claim_letters(now, lease_ends, claim, asked).await?;
        if self.is(Fault::ClaimsTheFarthestFirst) {
            claimed.reverse();
            claimed.truncate(limit as usize);
        }
        if self.is(Fault::NeverClaimsAgain) {
            claimed.retain(|claimed| claimed.tries == 1);
        }
        let mut state = self.memory.state();
        for old in before.values() {
            if self.is(Fault::ClaimsTwice) || claimed.iter().all(|claimed| claimed.letter.id != old.letter.id) {
                state.letters.put(old.letter.id, old.clone());
            }
        }
        state.keep();
        Ok(claimed)
    }

    async fn letters_to(
        &self,
        mailbox: &Digest,
        kind: LetterKind,
        since: Timestamp,
        except: Id<Letter>,
    ) -> Result<u32, StoreFailure> {
        let count = self.memory.letters_to(mailbox, kind, since, except).await?;
        let state = self.memory.state();
        let never_went = state.letters.values().filter(|entry| {
            matches!(entry.state, LetterState::Withheld | LetterState::Refused) && entry.mailbox == Some(*mailbox)
        });
        Ok(if self.is(Fault::CountsWhatNeverWent) { count + u32::try_from(never_went.count()).unwrap() } else { count })
    }

    async fn outbox_row(&self, id: Id<Letter>) -> Result<Option<OutboxRow>, StoreFailure> {
        self.memory.outbox_row(id).await
    }

    async fn letters_page(&self, query: &LetterQuery) -> Result<LetterPage, StoreFailure> {
        let query = LetterQuery { organization: self.asked(query.organization), ..*query };
        let mut page = self.memory.letters_page(&query).await?;
        if let LettersFrom::OlderThan(place) = query.from {
            page.rows.retain(|row| !self.is(Fault::SkipsLettersOfOneMoment) || row.letter.asked_at < place.asked_at);
        }
        page.rows = self.listed(page.rows);
        Ok(page)
    }

    async fn sweep_letters(&self, before: Timestamp) -> Result<u64, StoreFailure> {
        if self.is(Fault::SweepsTheQueue) {
            return Ok(self.memory.state().letters.take_where(|entry| entry.at < before));
        }
        self.memory.sweep_letters(before).await
    }
}
