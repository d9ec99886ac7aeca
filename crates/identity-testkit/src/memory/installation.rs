//! The installation as a whole.

use async_trait::async_trait;
use identity_core::{
    change::InstallationWrite,
    domain::{
        account::Account,
        installation::{Epoch, LinePlace, LogLine, Reached},
        outbox::LetterState,
    },
    ports::{Installation, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, after, only_if},
};

impl State {
    pub(super) fn write_installation(&mut self, write: &InstallationWrite) -> Result<(), Moved> {
        let InstallationWrite::BeginEpoch { epoch, seen, at, ends_passwords } = write;
        only_if(self.epoch == *seen)?;
        self.epoch_before = Some(self.epoch);
        self.epoch = *epoch;
        self.tokens.take_where(|_| true);
        self.sessions.take_where(|_| true);
        self.devices.take_where(|_| true);
        self.revoke_invitations(*at);
        let under_way = |state| matches!(state, LetterState::Queued | LetterState::Sending);
        let letters: Vec<_> =
            self.letters.iter().filter(|(_, entry)| under_way(entry.state)).map(|(id, _)| id).collect();
        for id in letters {
            self.letters.amend(id, |entry| {
                entry.state = LetterState::GivenUp;
                entry.at = *at;
                entry.claim = None;
            });
        }
        let touched =
            |account: &Account| account.address_change.is_some() || *ends_passwords && account.password.is_some();
        let accounts: Vec<_> =
            self.accounts.iter().filter(|(_, entry)| touched(&entry.stored.value)).map(|(id, _)| id).collect();
        for id in accounts {
            self.accounts.amend(id, |entry| {
                let account = &mut entry.stored.value;
                account.address_change = None;
                if *ends_passwords {
                    account.password = None;
                }
                entry.stored.version = after(entry.stored.version);
            });
        }
        Ok(())
    }
}

#[async_trait]
impl Installation for MemoryStore {
    async fn reached(&self) -> Result<Reached, StoreFailure> {
        self.with(|state| Reached {
            epoch: state.epoch,
            line: state.audit.values().last().map(|line| LogLine { number: line.number, at: line.event.at }),
        })
    }

    async fn epoch(&self) -> Result<Epoch, StoreFailure> {
        self.with(|state| state.epoch)
    }

    async fn line_place(&self, number: u64) -> Result<LinePlace, StoreFailure> {
        self.with(|state| LinePlace {
            at: state.audit.get(number).map(|line| line.event.at),
            oldest: state.audit.values().next().map(|line| line.number),
        })
    }

    async fn appointed(&self, limit: u32) -> Result<Vec<Account>, StoreFailure> {
        self.with(|state| {
            let mut found: Vec<_> = state
                .accounts
                .values()
                .map(|entry| &entry.stored.value)
                .filter(|account| !account.rights.is_empty())
                .cloned()
                .collect();
            found.sort_by_key(|account| account.login.to_string());
            found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            found
        })
    }
}
