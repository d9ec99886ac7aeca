//! What a careless store makes of the state once it has committed.

use identity_core::{
    change::{
        AccountWrite, AuditWrite, Change, DeviceWrite, GuardWrite, InvitationWrite, OrganizationWrite, OutboxWrite,
        ProfileWrite, SessionWrite, TokenWrite, Version, Versioned, Write,
    },
    domain::{
        account::Account,
        invitation::{Invitation, InvitationState},
        kernel::{Id, Timestamp},
        outbox::LetterState,
        permission::{Grant, GrantedBy, Profile, Rights},
    },
    ports::Landing,
};

use super::{CarelessStore, Fault};
use crate::{memory::State, samples};

impl CarelessStore {
    /// What this store makes of the state after a write, and how it says that the write ended.
    pub(super) fn spoilt(&self, write: &Write, landing: Landing, before: &State, state: &mut State) -> Landing {
        let Some(fault) = self.fault else {
            return landing;
        };
        let anew = Version::as_stored(1);
        match (fault, write) {
            (Fault::SharesHandles, Write::Organization(OrganizationWrite::Open(organization))) => {
                state.organizations.put(organization.id, Versioned { value: organization.clone(), version: anew });
                return Landing::Landed;
            }
            (Fault::ForgetsContactPersons, Write::Organization(OrganizationWrite::Open(organization))) => {
                state.organizations.amend(organization.id, |stored| stored.value.contact = None);
            }
            (Fault::SharesProfileNames | Fault::DefinesWithoutEnd, Write::Profile(ProfileWrite::Define(profile))) => {
                let namesakes = fault == Fault::SharesProfileNames;
                let is_namesake = |other: &Versioned<_>| name_key(other) == profile.name_key();
                if namesakes == before.profiles.values().any(is_namesake) {
                    state.profiles.put(profile.id, Versioned { value: profile.clone(), version: anew });
                    return Landing::Landed;
                }
            }
            (_, Write::Account(AccountWrite::Remove { id, .. })) => left_behind(fault, *id, before, state),
            (Fault::MovesProfiles, Write::Profile(ProfileWrite::Replace { profile, .. })) => {
                state.profiles.amend(profile.id, |stored| stored.value.organization = profile.organization);
            }
            (
                Fault::ForgetsGivers,
                Write::Profile(ProfileWrite::Define(profile) | ProfileWrite::Replace { profile, .. }),
            ) => {
                state.profiles.amend(profile.id, |stored| {
                    for by in stored.value.permissions.values_mut() {
                        *by = GrantedBy::Operator;
                    }
                });
            }
            (
                Fault::ForgetsGivers | Fault::ForgetsEnds,
                Write::Account(AccountWrite::Register { account, .. } | AccountWrite::Replace { account, .. }),
            ) => {
                let spoil = |grant: &Grant| match fault {
                    Fault::ForgetsGivers => Grant { by: GrantedBy::Operator, ..grant.clone() },
                    _ => Grant { until: None, ..grant.clone() },
                };
                let rights = Rights::as_stored(account.rights.grants().iter().map(spoil).collect());
                state.accounts.amend(account.id, |entry| entry.stored.value.rights = rights);
            }
            (Fault::SharesLoginNames, Write::Account(AccountWrite::Register { .. }))
            | (Fault::SealsAnything, Write::Audit(AuditWrite::Seal { .. }))
            | (Fault::PrunesAnything, Write::Audit(AuditWrite::Prune { .. })) => {
                return Landing::Landed;
            }
            (Fault::RenamesAccounts, Write::Account(AccountWrite::Replace { account, .. })) => {
                state.accounts.amend(account.id, |entry| {
                    entry.stored.value.login = account.login.clone();
                });
            }
            (Fault::MovesVersions, Write::Account(AccountWrite::SignedIn { id, .. })) => {
                state.accounts.amend(*id, |entry| {
                    entry.stored.version = Version::as_stored(entry.stored.version.get() + 1);
                });
            }
            (Fault::MovesVersions, Write::Guard(GuardWrite::Refused { key, .. })) => {
                let Versioned { value, version } = state.guard(key);
                let put = Change::counting(GuardWrite::Put { guard: value, seen: version, known: true });
                assert!(state.apply(&samples::stamped(put)).is_ok());
            }
            (Fault::ClearsWithoutMoving, Write::Guard(GuardWrite::ClearAll { .. })) => {
                let old: Vec<_> = before.guards.iter().map(|(place, entry)| (place, entry.stored.version)).collect();
                for (place, version) in old {
                    state.guards.amend(place, |entry| entry.stored.version = version);
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
            (Fault::PrunesSealsToo, Write::Audit(AuditWrite::Prune { seal, .. })) => {
                state.seals.take(*seal);
            }
            (_, Write::Invitation(write)) => return spoilt_invitation(fault, write, landing, before, state),
            (_, Write::Installation(_)) => revived(fault, before, state),
            (_, Write::Session(_) | Write::Device(_) | Write::Outbox(_)) => {
                return spoilt_belongings(fault, write, landing, before, state);
            }
            _ => {}
        }
        landing
    }
}

/// What this store makes of the state after a write on an invitation, and how it says that the write ended.
fn spoilt_invitation(
    fault: Fault,
    write: &InvitationWrite,
    landing: Landing,
    before: &State,
    state: &mut State,
) -> Landing {
    match (fault, write) {
        (Fault::InvitesTwice | Fault::InvitesWithoutEnd, InvitationWrite::Offer(invitation)) => {
            let twice = fault == Fault::InvitesTwice;
            let is_same = |other: &Versioned<Invitation>| {
                other.value.login == invitation.login && other.value.state == InvitationState::Pending
            };
            if twice == before.invitations.values().any(is_same) && landing == Landing::Overtaken {
                state
                    .invitations
                    .put(invitation.id, Versioned { value: invitation.clone(), version: Version::as_stored(1) });
                return Landing::Landed;
            }
        }
        (Fault::RewritesInvitations, InvitationWrite::Replace { invitation, .. }) => {
            state.invitations.amend(invitation.id, |stored| stored.value = invitation.clone());
        }
        (Fault::KeepsOldLinks, InvitationWrite::Replace { invitation, .. }) if invitation.link.is_some() => {
            let old = before.invitations.get(invitation.id).and_then(|stored| stored.value.link);
            state.invitations.amend(invitation.id, |stored| stored.value.link = old);
        }
        _ => {}
    }
    landing
}

/// What the removal of an account leaves behind, or takes beyond what is its own to take.
fn left_behind(fault: Fault, removed: Id<Account>, before: &State, state: &mut State) {
    match fault {
        Fault::KeepsSessionsOfTheRemoved => {
            for session in before.sessions.values().filter(|session| session.account == removed) {
                state.sessions.put(session.id, session.clone());
            }
        }
        Fault::KeepsLettersToTheRemoved => {
            for (id, entry) in before.letters.iter() {
                state.letters.put(id, entry.clone());
            }
        }
        Fault::TakesWhatRests => {
            state.letters.take_where(|entry| entry.is_for(removed));
        }
        _ => {}
    }
}

/// What of before a new epoch leaves as it was.
fn revived(fault: Fault, before: &State, state: &mut State) {
    match fault {
        Fault::RevivesTheDead => {
            for (id, token) in before.tokens.iter() {
                state.tokens.put(id, token.clone());
            }
            for (id, session) in before.sessions.iter() {
                state.sessions.put(id, session.clone());
            }
        }
        Fault::KeepsInvitationsOpen => {
            for (id, stored) in before.invitations.iter() {
                state.invitations.put(id, stored.clone());
            }
        }
        Fault::KeepsWhatWasGiven => {
            for (id, entry) in before.accounts.iter() {
                state.accounts.put(id, entry.clone());
            }
        }
        _ => {}
    }
}

fn name_key(stored: &Versioned<Profile>) -> String {
    stored.value.name_key()
}

/// The same for what belongs to accounts.
fn spoilt_belongings(fault: Fault, write: &Write, landing: Landing, before: &State, state: &mut State) -> Landing {
    match (fault, write) {
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
            state.letters.amend(*id, |entry| entry.state = LetterState::Queued);
            return Landing::Landed;
        }
        _ => {}
    }
    landing
}

/// What a store that keeps milliseconds makes of moments.
pub(super) fn cut(state: &mut State) {
    let ms = |at: &mut Timestamp| *at = Timestamp::from_micros(at.as_micros() / 1_000 * 1_000);
    for id in state.accounts.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.accounts.amend(id, |entry| ms(&mut entry.stored.value.created_at));
    }
    for place in state.guards.iter().map(|(place, _)| place).collect::<Vec<_>>() {
        state.guards.amend(place, |entry| {
            entry.stored.value.counted_at.iter_mut().for_each(ms);
        });
    }
    for id in state.tokens.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.tokens.amend(id, |token| ms(&mut token.minted_at));
    }
    for id in state.sessions.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.sessions.amend(id, |session| ms(&mut session.opened_at));
    }
    for id in state.devices.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.devices.amend(id, |device| ms(&mut device.known_since));
    }
    for id in state.letters.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.letters.amend(id, |entry| ms(&mut entry.letter.asked_at));
    }
    for id in state.invitations.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        state.invitations.amend(id, |stored| ms(&mut stored.value.offered_at));
    }
    for number in state.audit.iter().map(|(number, _)| number).collect::<Vec<_>>() {
        state.audit.amend(number, |line| ms(&mut line.event.at));
    }
}
