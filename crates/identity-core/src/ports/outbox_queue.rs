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

/// The place of a letter in the list: the latest asked for come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LetterPlace {
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Its id.
    pub id: Id<Letter>,
}

impl LetterPlace {
    /// The place of this letter.
    #[must_use]
    pub const fn of(letter: &Letter) -> Self {
        Self { asked_at: letter.asked_at, id: letter.id }
    }
}

/// Where a stretch of the list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LettersFrom {
    /// With the latest.
    Latest,
    /// After this place, with older ones.
    OlderThan(LetterPlace),
    /// Before this place, with newer ones.
    NewerThan(LetterPlace),
}

/// Which letters are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetterQuery {
    /// To accounts of this organization; to anybody when `None`.
    pub organization: Option<Id<Organization>>,
    /// In this state; in any when `None`.
    pub state: Option<LetterState>,
    /// Where to begin.
    pub from: LettersFrom,
    /// How many at most.
    pub limit: u32,
}

/// A stretch of letters, the latest first.
#[derive(Clone, Debug, Default)]
pub struct LetterPage {
    /// The letters.
    pub rows: Vec<OutboxRow>,
    /// Whether there are newer ones.
    pub more_newer: bool,
    /// Whether there are older ones.
    pub more_older: bool,
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

    /// A stretch of letters, the latest first.
    async fn letters_page(&self, query: &LetterQuery) -> Result<LetterPage, StoreFailure>;

    /// Takes out letters that came to rest before `before`.
    async fn sweep_letters(&self, before: Timestamp) -> Result<u64, StoreFailure>;
}
