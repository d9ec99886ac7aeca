//! All that the store holds, and how a change is applied to it.

use identity_core::{
    change::{Letter, Reliance, StampedChange, Tally, Version, Versioned, Write},
    domain::{
        account::Account, device::KnownDevice, installation::Epoch, invitation::Invitation, kernel::Id,
        organization::Organization, permission::Profile, seal::KeptSeal, session::Session, token::Token,
    },
    ports::Landing,
};

use super::{accounts, audit, guards, outbox, table::Table};

/// Something that the change replaces, spends or relies on is not as it was read.
#[derive(Debug)]
pub(crate) struct Moved;

#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) organizations: Table<Id<Organization>, Versioned<Organization>>,
    pub(crate) profiles: Table<Id<Profile>, Versioned<Profile>>,
    pub(crate) accounts: Table<Id<Account>, accounts::Entry>,
    pub(crate) invitations: Table<Id<Invitation>, Versioned<Invitation>>,
    pub(crate) guards: Table<guards::Place, guards::Entry>,
    pub(crate) tokens: Table<Id<Token>, Token>,
    pub(crate) sessions: Table<Id<Session>, Session>,
    pub(crate) devices: Table<Id<KnownDevice>, KnownDevice>,
    pub(crate) letters: Table<Id<Letter>, outbox::Entry>,
    pub(crate) epoch: Epoch,
    /// What it was before the change that is under way.
    pub(super) epoch_before: Option<Epoch>,
    pub(crate) landed: usize,
    pub(crate) audit: Table<u64, audit::Line>,
    pub(crate) last_line: u64,
    pub(crate) seals: Table<u64, KeptSeal>,
    /// What each seal added.
    pub(crate) tallies: Table<u64, Vec<Tally>>,
    pub(crate) unplugged: bool,
    pub(crate) before_the_next: Option<StampedChange>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            organizations: Table::default(),
            profiles: Table::default(),
            accounts: Table::default(),
            invitations: Table::default(),
            guards: Table::default(),
            tokens: Table::default(),
            sessions: Table::default(),
            devices: Table::default(),
            letters: Table::default(),
            audit: Table::default(),
            last_line: 0,
            seals: Table::default(),
            tallies: Table::default(),
            epoch: Epoch::FIRST,
            epoch_before: None,
            landed: 0,
            before_the_next: None,
            unplugged: false,
        }
    }
}

impl State {
    /// Applies a change; after `Moved` some of it may be applied, and [`Self::roll_back`] is due. The audit
    /// lines come last, when nothing can fail any more.
    pub(crate) fn apply(&mut self, change: &StampedChange) -> Result<(), Moved> {
        for Reliance::Account { id, seen } in change.reliances() {
            self.account_at(*id, *seen)?;
        }
        for write in change.writes() {
            match write {
                Write::Organization(write) => self.write_organization(write),
                Write::Profile(write) => self.write_profile(write),
                Write::Account(write) => self.write_account(write),
                Write::Invitation(write) => self.write_invitation(write),
                Write::Guard(write) => self.write_guard(write),
                Write::Token(write) => self.write_token(write),
                Write::Session(write) => self.write_session(write),
                Write::Device(write) => self.write_device(write),
                Write::Outbox(write) => self.write_outbox(write),
                Write::Installation(write) => self.write_installation(write),
                Write::Audit(write) => self.write_audit(write),
            }?;
        }
        for letter in change.letters() {
            self.queue(letter)?;
        }
        for (event, stamp) in change.lines() {
            self.record(event, stamp);
        }
        Ok(())
    }

    /// Applies a change as a whole or not at all.
    pub(crate) fn landing(&mut self, change: &StampedChange) -> Landing {
        let applied = self.apply(change);
        if applied.is_err() {
            self.roll_back();
        } else {
            self.landed += 1;
        }
        applied.map_or(Landing::Overtaken, |()| Landing::Landed)
    }

    pub(crate) fn keep(&mut self) {
        self.organizations.keep();
        self.profiles.keep();
        self.accounts.keep();
        self.invitations.keep();
        self.guards.keep();
        self.tokens.keep();
        self.sessions.keep();
        self.devices.keep();
        self.letters.keep();
        self.epoch_before = None;
        self.audit.keep();
        self.seals.keep();
        self.tallies.keep();
    }

    pub(crate) fn roll_back(&mut self) {
        self.organizations.roll_back();
        self.profiles.roll_back();
        self.accounts.roll_back();
        self.invitations.roll_back();
        self.guards.roll_back();
        self.tokens.roll_back();
        self.sessions.roll_back();
        self.devices.roll_back();
        self.letters.roll_back();
        self.epoch = self.epoch_before.take().unwrap_or(self.epoch);
        self.audit.roll_back();
        self.seals.roll_back();
        self.tallies.roll_back();
    }
}

/// The version after `seen`.
pub(crate) const fn after(seen: Version) -> Version {
    Version::as_stored(seen.get() + 1)
}

/// Goes on only if `holds`.
pub(crate) const fn only_if(holds: bool) -> Result<(), Moved> {
    if holds { Ok(()) } else { Err(Moved) }
}
