//! Taking letters from the outbox.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::{Letter, LetterKind},
    domain::{
        kernel::{Digest, Id, ShortText, Timestamp},
        organization::Organization,
        outbox::LetterState,
    },
};

/// A letter that is in the claimant's hands until its lease ends.
#[derive(Clone, Debug)]
pub struct ClaimedLetter {
    /// The letter.
    pub letter: Letter,
    /// How many tries there have been, this one included.
    pub tries: u32,
    /// The claim that every write about it names.
    pub claim: Digest,
}

/// A letter in the outbox, for people. Shows no address: who an account's mail goes to is on its page.
#[derive(Clone, Debug)]
pub struct OutboxRow {
    /// The letter.
    pub letter: Letter,
    /// Its state.
    pub state: LetterState,
    /// How many tries there have been.
    pub tries: u32,
    /// When it came to its state, or is tried next.
    pub at: Timestamp,
    /// Why it did not go.
    pub remark: Option<ShortText>,
}

/// Taking letters from the outbox.
#[async_trait]
pub trait OutboxQueue: Send + Sync {
    /// Claims at most `limit` letters that are due at `now` (queued, or claimed by somebody whose lease is
    /// over), those with the nearest deadline first, until `lease_ends`. Each letter goes to one claimant;
    /// `claim` names this one. A claim counts as a try.
    async fn claim_letters(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        claim: Digest,
        limit: u32,
    ) -> Result<Vec<ClaimedLetter>, StoreFailure>;

    /// How many letters of this kind went, or are going, to a mailbox since `since`, other than `except`.
    async fn letters_to(
        &self,
        mailbox: &Digest,
        kind: LetterKind,
        since: Timestamp,
        except: Id<Letter>,
    ) -> Result<u32, StoreFailure>;

    /// The letter with this id.
    async fn outbox_row(&self, id: Id<Letter>) -> Result<Option<OutboxRow>, StoreFailure>;

    /// The latest letters to accounts of an organization (to anybody, when `None`), at most `limit`.
    async fn outbox_rows(
        &self,
        organization: Option<Id<Organization>>,
        state: Option<LetterState>,
        limit: u32,
    ) -> Result<Vec<OutboxRow>, StoreFailure>;

    /// Takes out letters that came to rest before `before`.
    async fn sweep_letters(&self, before: Timestamp) -> Result<u64, StoreFailure>;
}
