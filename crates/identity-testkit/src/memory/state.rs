//! All that the store holds, and how a change is applied to it.

use identity_core::{
    change::{AuditEvent, Change, Letter, Reliance, Version, Versioned, Write},
    domain::{
        account::Account, device::KnownDevice, installation::Epoch, kernel::Id, organization::Organization,
        permission::Profile, session::Session, token::Token,
    },
    ports::Landing,
};

use super::{accounts, guards, outbox, table::Table};

/// Something that the change replaces, spends or relies on is not as it was read.
#[derive(Debug)]
pub(crate) struct Moved;

#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) organizations: Table<Id<Organization>, Versioned<Organization>>,
    pub(crate) profiles: Table<Id<Profile>, Versioned<Profile>>,
    pub(crate) accounts: Table<Id<Account>, accounts::Entry>,
    pub(crate) guards: Table<guards::Place, guards::Entry>,
    pub(crate) tokens: Table<Id<Token>, Token>,
    pub(crate) sessions: Table<Id<Session>, Session>,
    pub(crate) devices: Table<Id<KnownDevice>, KnownDevice>,
    pub(crate) letters: Table<Id<Letter>, outbox::Entry>,
    pub(crate) audit: Vec<AuditEvent>,
    pub(crate) epoch: Epoch,
    /// What it was before the change that is under way.
    pub(super) epoch_before: Option<Epoch>,
    pub(crate) landed: usize,
    pub(crate) unplugged: bool,
    pub(crate) before_the_next: Option<Change>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            organizations: Table::default(),
            profiles: Table::default(),
            accounts: Table::default(),
            guards: Table::default(),
            tokens: Table::default(),
            sessions: Table::default(),
            devices: Table::default(),
            letters: Table::default(),
            audit: Vec::new(),
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
    /// line comes last, when nothing can fail any more.
    pub(crate) fn apply(&mut self, change: &Change) -> Result<(), Moved> {
        for Reliance::Account { id, seen } in change.reliances() {
            self.account_at(*id, *seen)?;
        }
        for write in change.writes() {
            match write {
                Write::Organization(write) => self.write_organization(write),
                Write::Profile(write) => self.write_profile(write),
                Write::Account(write) => self.write_account(write),
                Write::Guard(write) => self.write_guard(write),
                Write::Token(write) => self.write_token(write),
                Write::Session(write) => self.write_session(write),
                Write::Device(write) => self.write_device(write),
                Write::Outbox(write) => self.write_outbox(write),
                Write::Installation(write) => self.write_installation(write),
            }?;
        }
        for letter in change.letters() {
            self.queue(letter)?;
        }
        self.audit.extend(change.events().iter().cloned());
        Ok(())
    }

    /// Applies a change as a whole or not at all.
    pub(crate) fn landing(&mut self, change: &Change) -> Landing {
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
        self.guards.keep();
        self.tokens.keep();
        self.sessions.keep();
        self.devices.keep();
        self.letters.keep();
        self.epoch_before = None;
    }

    pub(crate) fn roll_back(&mut self) {
        self.organizations.roll_back();
        self.profiles.roll_back();
        self.accounts.roll_back();
        self.guards.roll_back();
        self.tokens.roll_back();
        self.sessions.roll_back();
        self.devices.roll_back();
        self.letters.roll_back();
        self.epoch = self.epoch_before.take().unwrap_or(self.epoch);
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
