//! The outbox.

use std::cmp::Reverse;

use async_trait::async_trait;
use identity_core::{
    change::{Letter, LetterKind, OutboxWrite, Recipient},
    domain::{
        account::Account,
        invitation::Invitation,
        kernel::{Digest, Id, ShortText, Timestamp},
        organization::Organization,
        outbox::LetterState,
    },
    ports::{ClaimedLetter, LetterPage, LetterPlace, LetterQuery, LettersFrom, OutboxQueue, OutboxRow, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, only_if},
};

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) letter: Letter,
    pub(crate) state: LetterState,
    pub(crate) tries: u32,
    /// While it is queued or in somebody's hands: from when on it can be claimed.
    pub(crate) at: Timestamp,
    pub(crate) remark: Option<ShortText>,
    pub(crate) claim: Option<Digest>,
    pub(crate) mailbox: Option<Digest>,
}

impl Entry {
    pub(crate) fn row(&self) -> OutboxRow {
        OutboxRow {
            letter: self.letter.clone(),
            state: self.state,
            tries: self.tries,
            at: self.at,
            remark: self.remark.clone(),
        }
    }

    pub(super) const fn is_under_way(&self) -> bool {
        matches!(self.state, LetterState::Queued | LetterState::Sending)
    }

    /// Whether it is for this account.
    pub(crate) fn is_for(&self, account: Id<Account>) -> bool {
        match &self.letter.to {
            Recipient::Account(id) | Recipient::At(id, _) | Recipient::Inviter(id, _) => *id == account,
            Recipient::Invited(_) | Recipient::Mailbox(_) | Recipient::Nobody => false,
        }
    }
}

impl State {
    pub(super) fn queue(&mut self, letter: &Letter) -> Result<(), Moved> {
        only_if(self.letters.get(letter.id).is_none())?;
        let entry = Entry {
            letter: letter.clone(),
            state: LetterState::Queued,
            tries: 0,
            at: letter.asked_at,
            remark: None,
            claim: None,
            mailbox: None,
        };
        self.letters.put(letter.id, entry);
        Ok(())
    }

    /// How many letters of a kind went, or are going, to a mailbox since then, other than one.
    fn went_to(&self, mailbox: &Digest, kind: LetterKind, since: Timestamp, except: Id<Letter>) -> u32 {
        let went = |entry: &&Entry| entry.is_under_way() || entry.state == LetterState::Sent;
        let counts = |entry: &&Entry| {
            entry.mailbox.as_ref() == Some(mailbox)
                && entry.letter.kind == kind
                && entry.at >= since
                && entry.letter.id != except
        };
        u32::try_from(self.letters.values().filter(went).filter(counts).count()).unwrap_or(u32::MAX)
    }

    pub(super) fn write_outbox(&mut self, write: &OutboxWrite) -> Result<(), Moved> {
        match write {
            OutboxWrite::Address { id, claim, mailbox, cap } => {
                self.letter_claimed(*id, claim)?;
                if cap.is_some_and(|cap| self.went_to(mailbox, cap.kind, cap.since, *id) >= cap.limit) {
                    return Err(Moved);
                }
                only_if(self.letters.amend(*id, |entry| entry.mailbox = Some(*mailbox)))
            }
            OutboxWrite::Settle { id, claim, state, at, remark } => {
                self.letter_claimed(*id, claim)?;
                only_if(self.letters.amend(*id, |entry| {
                    *entry = Entry { state: *state, at: *at, remark: remark.clone(), claim: None, ..entry.clone() };
                }))
            }
            OutboxWrite::Drop { id, claim } => {
                self.letter_claimed(*id, claim)?;
                only_if(self.letters.take(*id))
            }
            OutboxWrite::Retry { id, kind: _, at, deadline } => {
                let failed = |entry: &Entry| matches!(entry.state, LetterState::Refused | LetterState::GivenUp);
                only_if(self.letters.get(*id).is_some_and(failed))?;
                only_if(self.letters.amend(*id, |entry| {
                    entry.letter.deadline = *deadline;
                    *entry = Entry { state: LetterState::Queued, at: *at, remark: None, ..entry.clone() };
                }))
            }
        }
    }

    fn letter_claimed(&self, id: Id<Letter>, claim: &Digest) -> Result<(), Moved> {
        only_if(self.letters.get(id).is_some_and(|entry| entry.claim.as_ref() == Some(claim)))
    }

    fn claim(&mut self, now: Timestamp, lease_ends: Timestamp, claim: Digest, limit: u32) -> Vec<ClaimedLetter> {
        let mut due: Vec<(Timestamp, Id<Letter>)> = self
            .letters
            .values()
            .filter(|entry| entry.is_under_way() && entry.at <= now)
            .map(|entry| (entry.letter.deadline, entry.letter.id))
            .collect();
        due.sort_unstable();
        due.truncate(limit as usize);
        let mut claimed = Vec::new();
        for (_, id) in due {
            self.letters.amend(id, |entry| {
                *entry = Entry {
                    state: LetterState::Sending,
                    tries: entry.tries + 1,
                    at: lease_ends,
                    claim: Some(claim),
                    ..entry.clone()
                };
                claimed.push(ClaimedLetter { letter: entry.letter.clone(), tries: entry.tries, claim });
            });
        }
        claimed
    }

    fn goes_to(&self, letter: &Letter, organization: Id<Organization>) -> bool {
        match &letter.to {
            Recipient::Account(id) | Recipient::At(id, _) => self.is_member(*id, organization),
            Recipient::Invited(id) => self.is_invited(*id, organization),
            Recipient::Inviter(id, invitation) => {
                self.is_member(*id, organization) || self.is_invited(*invitation, organization)
            }
            Recipient::Mailbox(_) | Recipient::Nobody => false,
        }
    }

    fn is_member(&self, id: Id<Account>, of: Id<Organization>) -> bool {
        self.accounts.get(id).is_some_and(|entry| entry.stored.value.organization == of)
    }

    fn is_invited(&self, id: Id<Invitation>, by: Id<Organization>) -> bool {
        self.invitations.get(id).is_some_and(|stored| stored.value.organization == by)
    }
}

#[async_trait]
impl OutboxQueue for MemoryStore {
    async fn claim_letters(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        claim: Digest,
        limit: u32,
    ) -> Result<Vec<ClaimedLetter>, StoreFailure> {
        self.with(|state| state.claim(now, lease_ends, claim, limit))
    }

    async fn letters_to(
        &self,
        mailbox: &Digest,
        kind: LetterKind,
        since: Timestamp,
        except: Id<Letter>,
    ) -> Result<u32, StoreFailure> {
        self.with(|state| state.went_to(mailbox, kind, since, except))
    }

    async fn outbox_row(&self, id: Id<Letter>) -> Result<Option<OutboxRow>, StoreFailure> {
        self.with(|state| state.letters.get(id).map(Entry::row))
    }

    async fn letters_page(&self, query: &LetterQuery) -> Result<LetterPage, StoreFailure> {
        self.with(|stored| {
            let asked_for = |entry: &&Entry| {
                query.state.is_none_or(|state| entry.state == state)
                    && query.organization.is_none_or(|organization| stored.goes_to(&entry.letter, organization))
            };
            let mut rows: Vec<OutboxRow> = stored.letters.values().filter(asked_for).map(Entry::row).collect();
            rows.sort_by_key(|row| Reverse(LetterPlace::of(&row.letter)));
            let limit = query.limit as usize;
            let (start, end) = match query.from {
                LettersFrom::Latest => (0, limit),
                LettersFrom::OlderThan(place) => {
                    let start = rows.partition_point(|row| LetterPlace::of(&row.letter) >= place);
                    (start, start + limit)
                }
                LettersFrom::NewerThan(place) => {
                    let end = rows.partition_point(|row| LetterPlace::of(&row.letter) > place);
                    (end.saturating_sub(limit), end)
                }
            };
            let (more_newer, more_older) = (start > 0, end < rows.len());
            let rows = rows.into_iter().take(end).skip(start).collect();
            LetterPage { rows, more_newer, more_older }
        })
    }

    async fn sweep_letters(&self, before: Timestamp) -> Result<u64, StoreFailure> {
        self.with(|state| state.letters.take_where(|entry| !entry.is_under_way() && entry.at < before))
    }
}
