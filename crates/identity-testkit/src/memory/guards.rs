//! Guards.

use std::cmp::Reverse;

use async_trait::async_trait;
use identity_core::{
    change::{GuardWrite, Version, Versioned},
    domain::{
        kernel::{Id, NameKey, Timestamp},
        lockout::{GuardKey, GuardKind, SignInGuard},
        organization::Organization,
    },
    ports::{BarredAccount, Guards, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, after, only_if},
};

/// A [`GuardKey`] that can be ordered.
pub(crate) type Place = (NameKey, GuardKind, Option<[u8; 32]>);

pub(crate) fn place(key: &GuardKey) -> Place {
    (key.name, key.kind, key.device.map(|device| *device.as_bytes()))
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) stored: Versioned<SignInGuard>,
    pub(crate) known: bool,
    pub(crate) touched_at: Timestamp,
}

impl State {
    pub(super) fn write_guard(&mut self, write: &GuardWrite) -> Result<(), Moved> {
        match write {
            GuardWrite::Put { guard, seen, known } => {
                only_if(self.guard(&guard.key).version == *seen)?;
                let before = self.guards.get(place(&guard.key)).map(|entry| entry.touched_at);
                let stored = Versioned { value: guard.clone(), version: after(*seen) };
                let touched_at = last_touch(guard).max(before).unwrap_or(Timestamp::from_micros(0));
                self.guards.put(place(&guard.key), Entry { stored, known: *known, touched_at });
            }
            GuardWrite::Refused { key, at } => {
                self.guards.amend(place(key), |entry| {
                    entry.touched_at = entry.touched_at.max(*at);
                });
            }
            GuardWrite::ClearAll { name, kind, clearing } => {
                let places: Vec<Place> =
                    self.guards.iter().map(|(place, _)| place).filter(|(n, k, _)| n == name && k == kind).collect();
                for place in places {
                    self.guards.amend(place, |entry| {
                        entry.stored = Versioned {
                            value: entry.stored.value.cleared(*clearing),
                            version: after(entry.stored.version),
                        };
                    });
                }
            }
        }
        Ok(())
    }

    pub(crate) fn guard(&self, key: &GuardKey) -> Versioned<SignInGuard> {
        let untouched = || Versioned { value: SignInGuard::untouched(*key), version: Version::NONE };
        self.guards.get(place(key)).map_or_else(untouched, |entry| entry.stored.clone())
    }

    pub(crate) fn guards_of(&self, name: NameKey, kind: GuardKind) -> Vec<SignInGuard> {
        let of_it = self.guards.iter().filter(|(place, _)| (place.0, place.1) == (name, kind));
        of_it.map(|(_, entry)| entry.stored.value.clone()).collect()
    }

    fn barred(&self, organization: Option<Id<Organization>>, now: Timestamp) -> Vec<BarredAccount> {
        let of_it = self
            .accounts
            .values()
            .filter(|entry| organization.is_none_or(|organization| entry.stored.value.organization == organization));
        let mut found: Vec<BarredAccount> = of_it
            .filter_map(|entry| {
                let guard = self.guard_of(entry, now);
                Some(BarredAccount {
                    account: entry.stored.value.clone(),
                    bar: guard.bar_at(now)?,
                    counted: guard.counted,
                    last_failure: guard.last_failure,
                })
            })
            .collect();
        found.sort_by_key(|barred| Reverse(barred.bar.since));
        found
    }

    /// The guards of names that nobody has, the latest touched first. A name that an account was given
    /// since is not one of them, whatever its guard was put as.
    fn strangers(&self) -> Vec<(Place, Timestamp)> {
        let is_somebody = |name: NameKey| self.accounts.values().any(|entry| entry.key == name);
        let mut found: Vec<(Place, Timestamp)> = self
            .guards
            .iter()
            .filter(|(place, entry)| !entry.known && !is_somebody(place.0))
            .map(|(place, entry)| (place, entry.touched_at))
            .collect();
        found.sort_by_key(|(_, touched_at)| Reverse(*touched_at));
        found
    }
}

fn last_touch(guard: &SignInGuard) -> Option<Timestamp> {
    let failed_at = guard.last_failure.as_ref().map(|failure| failure.at);
    guard.counted_at.max(failed_at).max(guard.bar.map(|bar| bar.since))
}

#[async_trait]
impl Guards for MemoryStore {
    async fn guard(&self, key: &GuardKey) -> Result<Versioned<SignInGuard>, StoreFailure> {
        self.with(|state| state.guard(key))
    }

    async fn guards_of(&self, name: NameKey, kind: GuardKind) -> Result<Vec<SignInGuard>, StoreFailure> {
        self.with(|state| state.guards_of(name, kind))
    }

    async fn barred_accounts(
        &self,
        organization: Option<Id<Organization>>,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<BarredAccount>, StoreFailure> {
        self.with(|state| {
            let mut found = state.barred(organization, now);
            found.truncate(limit as usize);
            found
        })
    }

    async fn sweep_strangers(&self, before: Timestamp, keep: u64) -> Result<u64, StoreFailure> {
        self.with(|state| {
            let keep = usize::try_from(keep).unwrap_or(usize::MAX);
            let strangers = state.strangers().into_iter().enumerate();
            let goes = strangers.filter(|(place, (_, touched_at))| *place >= keep || *touched_at < before);
            goes.map(|(_, (place, _))| u64::from(state.guards.take(place))).sum()
        })
    }
}
