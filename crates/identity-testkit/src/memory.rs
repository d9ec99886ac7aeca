//! A store in memory.

mod accounts;
mod audit;
mod devices;
mod guards;
mod installation;
mod invitations;
mod organizations;
mod outbox;
mod profiles;
mod readiness;
mod sessions;
mod state;
mod table;
mod tokens;

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use identity_core::{
    change::{AuditEvent, StampedChange},
    domain::{session::Session, token::Token},
    ports::{Landing, Ledger, OutboxRow, StoreFailure},
};

pub(crate) use self::state::State;

/// Every storage port on one state behind one lock. For tests and trials: nothing outlives the value.
///
/// Beside the ports it lets a test look inside, and pull the plug.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: Mutex<State>,
}

/// Why a [`MemoryStore`] does not answer.
#[derive(Debug, thiserror::Error)]
#[error("unplugged by the test")]
struct Unplugged;

impl MemoryStore {
    /// A store with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The audit log as it was committed, the oldest line first.
    #[must_use]
    pub fn audit(&self) -> Vec<AuditEvent> {
        self.state().audit.values().map(|line| line.event.clone()).collect()
    }

    /// The letters in the outbox, in the order of their ids.
    #[must_use]
    pub fn letters(&self) -> Vec<OutboxRow> {
        self.state().letters.values().map(outbox::Entry::row).collect()
    }

    /// The tokens of all accounts, dead or alive.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        self.state().tokens.values().cloned().collect()
    }

    /// The sessions of all accounts, dead or alive.
    #[must_use]
    pub fn all_sessions(&self) -> Vec<Session> {
        self.state().sessions.values().cloned().collect()
    }

    /// From now on no port answers, or, with `false`, all do again. What is in the store stays.
    pub fn unplug(&self, unplugged: bool) {
        self.state().unplugged = unplugged;
    }

    /// How many changes have landed.
    #[must_use]
    pub fn landed(&self) -> usize {
        self.state().landed
    }

    /// Just before the next commit this one is made, as if by somebody else in between.
    pub fn commit_before_the_next(&self, change: StampedChange) {
        self.state().before_the_next = Some(change);
    }

    /// The state, whatever a test that failed did to the lock.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads or marks; what is marked stays.
    fn with<R>(&self, act: impl FnOnce(&mut State) -> R) -> Result<R, StoreFailure> {
        let mut state = self.state();
        if state.unplugged {
            return Err(StoreFailure::new(Unplugged));
        }
        let answer = act(&mut state);
        state.keep();
        Ok(answer)
    }
}

#[async_trait]
impl Ledger for MemoryStore {
    async fn commit(&self, change: StampedChange) -> Result<Landing, StoreFailure> {
        self.with(|state| {
            if let Some(before) = state.before_the_next.take() {
                let (Landing::Landed | Landing::Overtaken) = state.landing(&before);
                state.keep();
            }
            state.landing(&change)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use identity_core::{
        change::{AuditKind, Change, GuardWrite, OrganizationWrite, Version},
        domain::lockout::{GuardKey, GuardKind},
        ports::Organizations,
    };

    use super::*;
    use crate::samples;

    mod conformance {
        use super::*;

        crate::conformance!(Arc::new(MemoryStore::new()));
    }

    #[tokio::test]
    async fn an_unplugged_store_answers_nothing_and_forgets_nothing() {
        let store = MemoryStore::new();
        let studio = samples::organization("studio-rossi");
        let opening = || {
            samples::stamped(
                Change::recorded_as(samples::event(AuditKind::OrganizationOpened))
                    .write(OrganizationWrite::Open(studio.clone())),
            )
        };
        assert_eq!(store.commit(opening()).await.unwrap(), Landing::Landed);
        store.unplug(true);
        assert!(store.commit(opening()).await.is_err());
        assert!(store.organization(studio.id).await.is_err());
        store.unplug(false);
        assert!(store.organization(studio.id).await.unwrap().is_some());
        assert_eq!(store.audit(), [samples::event(AuditKind::OrganizationOpened)]);
    }

    #[tokio::test]
    async fn counting_an_attempt_writes_no_audit_line() {
        let store = MemoryStore::new();
        let key = GuardKey::shared(samples::stranger("x"), GuardKind::Password);
        let counting = Change::counting(GuardWrite::Put {
            guard: samples::failed(key, 1, samples::NOON),
            seen: Version::NONE,
            known: false,
        });
        assert_eq!(store.commit(samples::stamped(counting)).await.unwrap(), Landing::Landed);
        assert_eq!(store.audit(), []);
    }
}
