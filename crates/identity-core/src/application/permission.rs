//! Who may do what: asking, giving and taking, and the profiles that bundle it.

mod explain;
mod grant;
mod profile;

use std::collections::BTreeMap;

pub use explain::{Explanation, Holder, Question};
pub use grant::GrantError;
pub use profile::{ProfileError, ProfileView};

use super::{session::Present, unavailable::Unavailable};
use crate::{
    domain::{
        account::Account,
        kernel::Id,
        permission::{Catalogue, GrantedBy, OwnPermission, Powers, Profile, Subject, powers},
    },
    identity::Identity,
};

/// How far a chain of giving is followed; what was given beyond counts for nothing.
const LONGEST_CHAIN: usize = 8;

/// Who may do what.
#[derive(Clone, Copy)]
pub struct Permissions<'a>(pub(crate) &'a Identity);

/// A signed-in person with what they may do now. Only [`Permissions::of`] makes it.
#[derive(Clone, Debug)]
pub struct Empowered {
    present: Present,
    powers: Powers,
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
        let powers = self.0.powers_of(present.account()).await?;
        Ok(Empowered { present: present.clone(), powers })
    }
}

/// What a [`Subject`] borrows.
pub(crate) struct Circumstances {
    profiles: Vec<Profile>,
    givers: BTreeMap<Id<Account>, Powers>,
}

impl Circumstances {
    pub(crate) fn about<'a>(&'a self, account: &'a Account) -> Subject<'a> {
        Subject { account, profiles: &self.profiles, givers: &self.givers, grants_since: None }
    }
}

impl Identity {
    /// All that an account may do now.
    pub(crate) async fn powers_of(&self, account: &Account) -> Result<Powers, Unavailable> {
        let circumstances = self.circumstances_of(account).await?;
        Ok(powers(&circumstances.about(account), &self.catalogue, self.now()))
    }

    /// What the answer about an account depends on.
    pub(crate) async fn circumstances_of(&self, account: &Account) -> Result<Circumstances, Unavailable> {
        self.circumstances_within(account, &mut vec![account.id]).await
    }

    /// `chain` is who was asked about on the way here; somebody who is in it gave to themselves, which counts for
    /// nothing.
    async fn circumstances_within(
        &self,
        account: &Account,
        chain: &mut Vec<Id<Account>>,
    ) -> Result<Circumstances, Unavailable> {
        let ids: Vec<_> = account.rights.profiles().collect();
        let profiles = if ids.is_empty() { Vec::new() } else { self.ports.store.profiles(&ids).await? };
        let put_in = profiles.iter().flat_map(|profile| profile.permissions.values());
        let given = account.rights.grants().iter().map(|grant| &grant.by);
        let mut givers = BTreeMap::new();
        for by in given.chain(put_in) {
            let GrantedBy::Account(giver) = by else { continue };
            if givers.contains_key(giver) || chain.contains(giver) || chain.len() >= LONGEST_CHAIN {
                continue;
            }
            let Some(found) = self.ports.store.account(*giver).await? else { continue };
            chain.push(*giver);
            let circumstances = Box::pin(self.circumstances_within(&found.value, chain)).await?;
            chain.pop();
            givers.insert(*giver, powers(&circumstances.about(&found.value), &self.catalogue, self.now()));
        }
        Ok(Circumstances { profiles, givers })
    }
}
