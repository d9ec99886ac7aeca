//! Who may do what: asking, giving and taking, and the profiles that bundle it.

mod explain;
mod grant;
mod profile;

use std::collections::{BTreeMap, BTreeSet};

pub use explain::{Explanation, Holder, Question};
pub use grant::GrantError;
pub use profile::{ProfileError, ProfileView};

use super::{session::Present, unavailable::Unavailable};
use crate::{
    domain::{
        account::{Account, Rank},
        kernel::{DisplayName, Id, Timestamp},
        permission::{Catalogue, Grant, Granted, GrantedBy, OwnPermission, Powers, Profile, Subject, powers},
    },
    identity::Identity,
};

/// How many accounts are asked from whom something came in the end; what came from others counts for nothing.
const MOST_GIVERS: usize = 64;

/// Who may do what.
#[derive(Clone, Copy)]
pub struct Permissions<'a>(pub(crate) &'a Identity);

/// A signed-in person with what they may do now. Only [`Permissions::of`] makes it.
#[derive(Clone, Debug)]
pub struct Empowered {
    present: Present,
    powers: Powers,
    acting: Option<Vec<(DisplayName, Option<Timestamp>)>>,
}

impl Empowered {
    /// Who is signed in.
    #[must_use]
    pub const fn present(&self) -> &Present {
        &self.present
    }

    /// What they may do.
    #[must_use]
    pub const fn powers(&self) -> &Powers {
        &self.powers
    }

    /// With which profiles somebody acts for the organization that is not theirs, each with its end; `None` for its
    /// owner, and for somebody to whom nothing was granted.
    #[must_use]
    pub fn acting(&self) -> Option<&[(DisplayName, Option<Timestamp>)]> {
        self.acting.as_deref()
    }

    /// Whether they may do this, one of Portineria's own.
    #[must_use]
    pub fn may(&self, permission: OwnPermission) -> bool {
        self.powers.hold_own(permission)
    }
}

impl Permissions<'_> {
    /// Which permissions there are.
    #[must_use]
    pub const fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    /// What somebody who is signed in may do now. Ask at the time of doing, not once for a session.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn of(&self, present: &Present) -> Result<Empowered, Unavailable> {
        let (identity, account) = (self.0, present.account());
        let circumstances = identity.circumstances_of(account).await?;
        let now = identity.now();
        let powers = powers(&circumstances.about(account), &identity.catalogue, now);
        let running = account.rights.grants().iter().filter(|grant| grant.is_running(now));
        let profile = |grant: &Grant| match &grant.what {
            Granted::Profile(id) => {
                let profile = circumstances.profiles.iter().find(|profile| profile.id == *id)?;
                Some((profile.name.clone(), grant.until))
            }
            Granted::Permission(_) => None,
        };
        let acts = account.rank == Rank::Member && !account.rights.is_empty();
        let acting = acts.then(|| running.filter_map(profile).collect());
        Ok(Empowered { present: present.clone(), powers, acting })
    }
}

/// What a [`Subject`] borrows.
pub(crate) struct Circumstances {
    profiles: Vec<Profile>,
    givers: BTreeMap<Id<Account>, Powers>,
    grants_since: Option<Timestamp>,
}

impl Circumstances {
    pub(crate) fn about<'a>(&'a self, account: &'a Account) -> Subject<'a> {
        Subject { account, profiles: &self.profiles, givers: &self.givers, grants_since: self.grants_since }
    }
}

impl Identity {
    /// All that an account may do now.
    pub(crate) async fn powers_of(&self, account: &Account) -> Result<Powers, Unavailable> {
        let circumstances = self.circumstances_of(account).await?;
        Ok(powers(&circumstances.about(account), &self.catalogue, self.now()))
    }

    /// What the answer about an account depends on: its profiles, and what all those hold from whom it comes in the end.
    /// Nobody holds anything by having given it to themselves, by however many detours: what they hold grows from
    /// nothing until it grows no more.
    pub(crate) async fn circumstances_of(&self, account: &Account) -> Result<Circumstances, Unavailable> {
        let grants_since = if account.rights.is_empty() { None } else { self.grants_since().await? };
        let mut people: BTreeMap<Id<Account>, (Account, Vec<Profile>)> = BTreeMap::new();
        let mut next = vec![account.clone()];
        while let Some(account) = next.pop() {
            let ids: Vec<_> = account.rights.profiles().collect();
            let profiles = if ids.is_empty() { Vec::new() } else { self.ports.store.profiles(&ids).await? };
            let givers = givers(&account, &profiles);
            people.insert(account.id, (account, profiles));
            for giver in givers {
                let is_known = people.contains_key(&giver) || next.iter().any(|account| account.id == giver);
                if is_known || people.len() + next.len() >= MOST_GIVERS {
                    continue;
                }
                next.extend(self.ports.store.account(giver).await?.map(|read| read.value));
            }
        }
        let now = self.now();
        let mut givers: BTreeMap<Id<Account>, Powers> = BTreeMap::new();
        if people.len() > 1 {
            loop {
                let held = |(account, profiles): &(Account, Vec<Profile>)| {
                    let subject = Subject { account, profiles, givers: &givers, grants_since };
                    powers(&subject, &self.catalogue, now)
                };
                let grown: BTreeMap<_, _> = people.iter().map(|(id, person)| (*id, held(person))).collect();
                if grown == givers {
                    break;
                }
                givers = grown;
            }
        }
        let profiles = people.remove(&account.id).map(|(_, profiles)| profiles).unwrap_or_default();
        Ok(Circumstances { profiles, givers, grants_since })
    }

    /// Since when grants count: since the store was last restored.
    pub(crate) async fn grants_since(&self) -> Result<Option<Timestamp>, Unavailable> {
        Ok(self.ports.store.epoch().await?.restored_at())
    }
}

/// Who gave something to the account, or put something into its profiles.
fn givers(account: &Account, profiles: &[Profile]) -> BTreeSet<Id<Account>> {
    let granted = account.rights.grants().iter().map(|grant| grant.by);
    let put_in = profiles.iter().flat_map(|profile| profile.permissions.values().copied());
    let by_account = |by| match by {
        GrantedBy::Account(giver) => Some(giver),
        GrantedBy::Operator | GrantedBy::Owner(_) => None,
    };
    granted.chain(put_in).filter_map(by_account).collect()
}
