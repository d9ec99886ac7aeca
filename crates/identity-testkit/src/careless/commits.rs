//! Careless commits: what is asked for is twisted before it is applied, or the state after.

use async_trait::async_trait;
use identity_core::{
    change::{
        AccountWrite, AuditWrite, Change, DeviceWrite, GuardWrite, InstallationWrite, InvitationWrite,
        OrganizationWrite, OutboxWrite, ProfileWrite, Recipient, SessionWrite, StampedChange, TokenWrite, Version,
        Versioned, Write,
    },
    domain::lockout::GuardKey,
    ports::{Landing, Ledger, StoreFailure},
};

use super::{CarelessStore, Fault, aftermath::cut};
use crate::{memory::State, samples};

#[async_trait]
impl Ledger for CarelessStore {
    async fn commit(&self, change: StampedChange) -> Result<Landing, StoreFailure> {
        let mut state = self.memory.state();
        let before = state.clone();
        let twisted = self.twisted(&change, &state);
        let mut landing = Landing::Landed;
        let balks = self.crosses(&change) || change.writes().iter().any(|write| self.balks_at(write, &before));
        if state.apply(&stamped_as(&change, twisted)).is_err() || balks {
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
        let closed = before.sessions.values().filter(|session| state.sessions.get(session.id).is_none()).cloned();
        self.closed.lock().unwrap().extend(closed);
        state.keep();
        Ok(landing)
    }
}

/// The twisted change with the ids that the events had.
fn stamped_as(change: &StampedChange, twisted: Change) -> StampedChange {
    let mut ids = change.lines().map(|(_, stamp)| stamp.id);
    match twisted.stamped(&samples::house_key(), |_| ids.next().ok_or(())) {
        Ok(stamped) => stamped,
        Err(()) => unreachable!("a twisted change has no more events"),
    }
}

impl CarelessStore {
    /// The change as this store understands it.
    fn twisted(&self, change: &Change, state: &State) -> Change {
        let Some(event) = change.event() else {
            return match change.writes() {
                [write @ Write::Guard(_)] => match self.misread(write.clone(), state) {
                    Some(Write::Guard(write)) => Change::counting(write),
                    _ => unreachable!("a guard stays a guard"),
                },
                [Write::Audit(AuditWrite::Seal { seal, tallies })] => {
                    let tallies = if self.is(Fault::ForgetsTallies) { Vec::new() } else { tallies.clone() };
                    Change::sealing(seal.clone(), tallies)
                }
                _ => unreachable!("only an attempt is counted unrecorded, and the log is sealed"),
            };
        };
        let mut writes: Vec<Write> =
            change.writes().iter().filter_map(|write| self.misread(write.clone(), state)).collect();
        if self.is(Fault::WritesBackwards) {
            writes.reverse();
        }
        let mut twisted = writes.into_iter().fold(Change::recorded_as(event.clone()), Change::write);
        if !self.is(Fault::RecordsOnceOnly) {
            twisted = change.events()[1..].iter().cloned().fold(twisted, Change::also_recorded_as);
        }
        if self.is(Fault::KillsEverybody)
            && change.writes().iter().any(|write| matches!(write, Write::Token(TokenWrite::KillAll(_))))
        {
            twisted = state.accounts.iter().fold(twisted, |twisted, (id, _)| twisted.write(TokenWrite::KillAll(id)));
        }
        if !self.is(Fault::ForgetsReliances) {
            twisted = change.reliances().iter().cloned().fold(twisted, Change::relying_on);
        }
        if self.is(Fault::LosesTheInvited) {
            let kept = change.letters().iter().filter(|letter| !matches!(letter.to, Recipient::Invited(_)));
            kept.cloned().fold(twisted, Change::letter)
        } else if self.is(Fault::LosesLetters) {
            twisted
        } else {
            change.letters().iter().cloned().fold(twisted, Change::letter)
        }
    }

    fn misread(&self, write: Write, state: &State) -> Option<Write> {
        let Some(fault) = self.fault else {
            return Some(write);
        };
        Some(match (fault, write) {
            (Fault::IgnoresVersions, Write::Account(AccountWrite::Replace { account, seen })) => {
                let seen = state.accounts.get(account.id).map_or(seen, |entry| entry.stored.version);
                AccountWrite::Replace { account, seen }.into()
            }
            (Fault::IgnoresVersions, Write::Organization(OrganizationWrite::Replace { organization, seen })) => {
                let seen = state.organizations.get(organization.id).map_or(seen, |stored| stored.version);
                OrganizationWrite::Replace { organization, seen }.into()
            }
            (Fault::ForgetsProfileVersions, Write::Profile(ProfileWrite::Replace { profile, seen })) => {
                let seen = state.profiles.get(profile.id).map_or(seen, |stored| stored.version);
                ProfileWrite::Replace { profile, seen }.into()
            }
            (Fault::ForgetsInvitationVersions, Write::Invitation(InvitationWrite::Replace { invitation, seen })) => {
                let seen = state.invitations.get(invitation.id).map_or(seen, |stored| stored.version);
                InvitationWrite::Replace { invitation, seen }.into()
            }
            (Fault::KeepsRemovedProfiles, Write::Profile(ProfileWrite::Remove { .. })) => return None,
            (Fault::FoundsTwice, Write::Organization(OrganizationWrite::Found(organization))) => {
                OrganizationWrite::Open(organization).into()
            }
            (_, Write::Guard(write)) => {
                return misread_guard(fault, write, state).map(Write::Guard);
            }
            (Fault::SpendsTwice, Write::Token(TokenWrite::Spend(id))) if state.tokens.get(id).is_none() => {
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
            (Fault::AcceptsLostClaims, Write::Outbox(OutboxWrite::Settle { id, claim, state: to, at, remark })) => {
                let claim = state.letters.get(id).and_then(|entry| entry.claim).unwrap_or(claim);
                OutboxWrite::Settle { id, claim, state: to, at, remark }.into()
            }
            (
                Fault::BeginsEpochsTwice,
                Write::Installation(InstallationWrite::BeginEpoch { epoch, at, ends_passwords, .. }),
            ) => InstallationWrite::BeginEpoch { epoch, seen: state.epoch, at, ends_passwords }.into(),
            (Fault::AddressesBeyondTheCap, Write::Outbox(OutboxWrite::Address { id, claim, mailbox, .. })) => {
                OutboxWrite::Address { id, claim, mailbox, cap: None }.into()
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
                self.is(Fault::ClearsSomethingOnly) && before.guards.iter().all(|(place, _)| place.0 != *name)
            }
            Write::Outbox(OutboxWrite::Settle { id, at, .. }) => {
                self.is(Fault::RefusesLateSettles) && before.letters.get(*id).is_some_and(|entry| entry.at < *at)
            }
            _ => false,
        }
    }
}

/// A write on a guard as a store with this fault understands it.
fn misread_guard(fault: Fault, write: GuardWrite, state: &State) -> Option<GuardWrite> {
    Some(match (fault, write) {
        (Fault::IgnoresVersions, GuardWrite::Put { guard, known, .. }) => {
            let seen = state.guard(&guard.key).version;
            GuardWrite::Put { guard, seen, known }
        }
        (Fault::MixesDevices, GuardWrite::Put { mut guard, known, .. }) => {
            guard.key.device = None;
            let seen = state.guard(&guard.key).version;
            GuardWrite::Put { guard, seen, known }
        }
        (Fault::RefusalsMakeGuards, GuardWrite::Refused { key, at }) if state.guard(&key).version == Version::NONE => {
            GuardWrite::Put { guard: samples::failed(key, 1, at), seen: Version::NONE, known: false }
        }
        (Fault::ForgetsRefusals, GuardWrite::Refused { .. }) => return None,
        (Fault::ClearsSharedGuardsOnly, GuardWrite::ClearAll { name, kind, clearing }) => {
            let Versioned { value, version } = state.guard(&GuardKey::shared(name, kind));
            GuardWrite::Put { guard: value.cleared(clearing), seen: version, known: true }
        }
        (_, write) => write,
    })
}
