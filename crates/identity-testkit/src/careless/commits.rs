//! Careless commits: what is asked for is twisted before it is applied, or the state after.

use async_trait::async_trait;
use identity_core::{
    change::{
        AccountWrite, AuditEvent, Change, DeviceWrite, GuardWrite, OrganizationWrite, OutboxWrite,
        SessionWrite, TokenWrite, Version, Versioned, Write,
    },
    domain::{kernel::Timestamp, lockout::GuardKey, outbox::LetterState},
    ports::{Landing, Ledger, StoreFailure},
};

use super::{CarelessStore, Fault};
use crate::{memory::State, samples};

#[async_trait]
impl Ledger for CarelessStore {
    async fn commit(&self, change: Change) -> Result<Landing, StoreFailure> {
        let mut state = self.memory.state();
        let before = state.clone();
        let twisted = self.twisted(&change, &state);
        let mut landing = Landing::Landed;
        let balks = self.crosses(&change)
            || change
                .writes()
                .iter()
                .any(|write| self.balks_at(write, &before));
        if state.apply(&twisted).is_err() || balks {
            landing = Landing::Overtaken;
            if !self.is(Fault::CommitsHalf) {
                state.roll_back();
            }
        }
        for write in change.writes() {
            landing = self.spoilt(write, landing, &before, &mut state);
        }
        if self.is(Fault::CutsToMilliseconds) {
            cut(&mut state);
        }
        let closed = before
            .sessions
            .values()
            .filter(|session| state.sessions.get(session.id).is_none())
            .cloned();
        self.closed.lock().unwrap().extend(closed);
        state.keep();
        Ok(landing)
    }
}

impl CarelessStore {
    /// The change as this store understands it.
    fn twisted(&self, change: &Change, state: &State) -> Change {
        let Some(event) = change.event() else {
            let [Write::Guard(write)] = change.writes() else {
                unreachable!("only an attempt is counted unrecorded")
            };
            let Some(Write::Guard(write)) = self.misread(write.clone().into(), state) else {
                unreachable!("a guard stays a guard")
            };
            return Change::counting(write);
        };
        let mut writes: Vec<Write> = change
            .writes()
            .iter()
            .filter_map(|write| self.misread(write.clone(), state))
            .collect();
        if self.is(Fault::WritesBackwards) {
            writes.reverse();
        }
        let mut twisted = writes
            .into_iter()
            .fold(Change::recorded_as(event.clone()), Change::write);
        if self.is(Fault::KillsEverybody)
            && change
                .writes()
                .iter()
                .any(|write| matches!(write, Write::Token(TokenWrite::KillAll(_))))
        {
            twisted = state.accounts.iter().fold(twisted, |twisted, (id, _)| {
                twisted.write(TokenWrite::KillAll(id))
            });
        }
        if !self.is(Fault::ForgetsReliances) {
            twisted = change
                .reliances()
                .iter()
                .cloned()
                .fold(twisted, Change::relying_on);
        }
        if self.is(Fault::LosesLetters) {
            twisted
        } else {
            change
                .letters()
                .iter()
                .cloned()
                .fold(twisted, Change::letter)
        }
    }

    fn misread(&self, write: Write, state: &State) -> Option<Write> {
        let Some(fault) = self.fault else {
            return Some(write);
        };
        Some(match (fault, write) {
            (Fault::IgnoresVersions, Write::Guard(GuardWrite::Put { guard, known, .. })) => {
                let seen = state.guard(&guard.key).version;
                GuardWrite::Put { guard, seen, known }.into()
            }
            (Fault::IgnoresVersions, Write::Account(AccountWrite::Replace { account, seen })) => {
                let seen = state
                    .accounts
                    .get(account.id)
                    .map_or(seen, |entry| entry.stored.version);
                AccountWrite::Replace { account, seen }.into()
            }
            (
                Fault::IgnoresVersions,
                Write::Organization(OrganizationWrite::Replace { organization, seen }),
            ) => {
                let seen = state
                    .organizations
                    .get(organization.id)
                    .map_or(seen, |stored| stored.version);
                OrganizationWrite::Replace { organization, seen }.into()
            }
            (Fault::FoundsTwice, Write::Organization(OrganizationWrite::Found(organization))) => {
                OrganizationWrite::Open(organization).into()
            }
            (
                Fault::MixesDevices,
                Write::Guard(GuardWrite::Put {
                    mut guard, known, ..
                }),
            ) => {
                guard.key.device = None;
                let seen = state.guard(&guard.key).version;
                GuardWrite::Put { guard, seen, known }.into()
            }
            (Fault::RefusalsMakeGuards, Write::Guard(GuardWrite::Refused { key, at }))
                if state.guard(&key).version == Version::NONE =>
            {
                GuardWrite::Put {
                    guard: samples::failed(key, 1, at),
                    seen: Version::NONE,
                    known: false,
                }
                .into()
            }
            (Fault::ForgetsRefusals, Write::Guard(GuardWrite::Refused { .. })) => return None,
            (
                Fault::ClearsSharedGuardsOnly,
                Write::Guard(GuardWrite::ClearAll {
                    name,
                    kind,
                    clearing,
                }),
            ) => {
                let Versioned { value, version } = state.guard(&GuardKey::shared(name, kind));
                GuardWrite::Put {
                    guard: value.cleared(clearing),
                    seen: version,
                    known: true,
                }
                .into()
            }
            (Fault::SpendsTwice, Write::Token(TokenWrite::Spend(id)))
                if state.tokens.get(id).is_none() =>
            {
                return None;
            }
            (Fault::KillsEveryPurpose, Write::Token(TokenWrite::Kill(account, _))) => {
                TokenWrite::KillAll(account).into()
            }
            (Fault::ClosesForAnybody, Write::Session(SessionWrite::Close(_, id))) => {
                SessionWrite::Close(state.sessions.get(id)?.account, id).into()
            }
            (Fault::ClosesForAnybody, Write::Device(DeviceWrite::Forget(_, id))) => {
                DeviceWrite::Forget(state.devices.get(id)?.account, id).into()
            }
            (Fault::ClosesTheOneThatStays, Write::Session(SessionWrite::CloseAll(account, _))) => {
                SessionWrite::CloseAll(account, None).into()
            }
            (
                Fault::AcceptsLostClaims,
                Write::Outbox(OutboxWrite::Settle {
                    id,
                    claim,
                    state: to,
                    at,
                    remark,
                }),
            ) => {
                let claim = state
                    .letters
                    .get(id)
                    .and_then(|entry| entry.claim)
                    .unwrap_or(claim);
                OutboxWrite::Settle {
                    id,
                    claim,
                    state: to,
                    at,
                    remark,
                }
                .into()
            }
            (_, write) => write,
        })
    }

    /// True when this store would wait for itself in a circle.
    fn crosses(&self, change: &Change) -> bool {
        let marked = change.writes().iter().filter_map(|write| match write {
            Write::Account(AccountWrite::SignedIn { id, .. }) => Some(*id),
            _ => None,
        });
        self.is(Fault::BalksAtCrossing) && !marked.is_sorted()
    }

    /// True for what this store does not do, though it should.
    fn balks_at(&self, write: &Write, before: &State) -> bool {
        match write {
            Write::Guard(GuardWrite::ClearAll { name, .. }) => {
                self.is(Fault::ClearsSomethingOnly)
                    && before.guards.iter().all(|(place, _)| place.0 != *name)
            }
            Write::Outbox(OutboxWrite::Settle { id, at, .. }) => {
                self.is(Fault::RefusesLateSettles)
                    && before.letters.get(*id).is_some_and(|entry| entry.at < *at)
            }
            _ => false,
        }
    }

    /// What this store makes of the state after a write, and how it says that the write ended.
    fn spoilt(
        &self,
        write: &Write,
        landing: Landing,
        before: &State,
        state: &mut State,
    ) -> Landing {
        let Some(fault) = self.fault else {
            return landing;
        };
        let anew = Version::as_stored(1);
        match (fault, write) {
            (Fault::SharesHandles, Write::Organization(OrganizationWrite::Open(organization))) => {
                state.organizations.put(
                    organization.id,
                    Versioned {
                        value: organization.clone(),
                        version: anew,
                    },
                );
                return Landing::Landed;
            }
            (
                Fault::ForgetsContactPersons,
                Write::Organization(OrganizationWrite::Open(organization)),
            ) => {
                state
                    .organizations
                    .amend(organization.id, |stored| stored.value.contact = None);
            }
            (Fault::SharesLoginNames, Write::Account(AccountWrite::Register { .. })) => {
                return Landing::Landed;
            }
            (Fault::RenamesAccounts, Write::Account(AccountWrite::Replace { account, .. })) => {
                state.accounts.amend(account.id, |entry| {
                    entry.stored.value.login = account.login.clone()
                });
            }
            (Fault::MovesVersions, Write::Account(AccountWrite::SignedIn { id, .. })) => {
                state.accounts.amend(*id, |entry| {
                    entry.stored.version = Version::as_stored(entry.stored.version.get() + 1)
                });
            }
            (Fault::MovesVersions, Write::Guard(GuardWrite::Refused { key, .. })) => {
                let Versioned { value, version } = state.guard(key);
                let put = Change::counting(GuardWrite::Put {
                    guard: value,
                    seen: version,
                    known: true,
                });
                assert!(state.apply(&put).is_ok());
            }
            (Fault::ClearsWithoutMoving, Write::Guard(GuardWrite::ClearAll { .. })) => {
                let old: Vec<_> = before
                    .guards
                    .iter()
                    .map(|(place, entry)| (place, entry.stored.version))
                    .collect();
                for (place, version) in old {
                    state
                        .guards
                        .amend(place, |entry| entry.stored.version = version);
                }
            }
            (Fault::KeepsOlderTokens, Write::Token(TokenWrite::Mint(_))) => {
                for token in before
                    .tokens
                    .values()
                    .filter(|token| state.tokens.get(token.id).is_none())
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    state.tokens.put(token.id, token);
                }
            }
            (Fault::RotatesTwice, Write::Session(SessionWrite::Rotate { session, .. })) => {
                state.sessions.put(session.id, session.clone());
                return Landing::Landed;
            }
            (Fault::AddsADeviceEachTime, Write::Device(DeviceWrite::Remember(device))) => {
                if let Some(old) = before.devices.get(device.id).cloned() {
                    state.devices.put(samples::id("the same device again"), old);
                }
            }
            (Fault::ForgetsTheDeviceBound, Write::Device(DeviceWrite::Remember(_))) => {
                for device in before
                    .devices
                    .values()
                    .filter(|device| state.devices.get(device.id).is_none())
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    state.devices.put(device.id, device);
                }
            }
            (Fault::SettlesTwice, Write::Outbox(OutboxWrite::Settle { id, claim, .. })) => {
                state.letters.amend(*id, |entry| entry.claim = Some(*claim));
            }
            (Fault::KeepsDroppedLetters, Write::Outbox(OutboxWrite::Drop { id, .. })) => {
                if let Some(entry) = before.letters.get(*id).cloned() {
                    state.letters.put(*id, entry);
                }
            }
            (Fault::RetriesAnything, Write::Outbox(OutboxWrite::Retry { id, .. })) => {
                state
                    .letters
                    .amend(*id, |entry| entry.state = LetterState::Queued);
                return Landing::Landed;
            }
            _ => {}
        }
        landing
    }
}

/// What a store that keeps milliseconds makes of moments.
fn cut(state: &mut State) {
    let ms = |at: &mut Timestamp| *at = Timestamp::from_micros(at.as_micros() / 1_000 * 1_000);
    for id in state.accounts.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state
            .accounts
            .amend(id, |entry| ms(&mut entry.stored.value.created_at));
    }
    for place in state
        .guards
        .iter()
        .map(|(place, _)| place)
        .collect::<Vec<_>>()
    {
        state.guards.amend(place, |entry| {
            entry.stored.value.counted_at.iter_mut().for_each(ms)
        });
    }
    for id in state.tokens.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.tokens.amend(id, |token| ms(&mut token.minted_at));
    }
    for id in state.sessions.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state
            .sessions
            .amend(id, |session| ms(&mut session.opened_at));
    }
    for id in state.devices.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state
            .devices
            .amend(id, |device| ms(&mut device.known_since));
    }
    for id in state.letters.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state
            .letters
            .amend(id, |entry| ms(&mut entry.letter.asked_at));
    }
    for AuditEvent { at, .. } in &mut state.audit {
        ms(at);
    }
}
