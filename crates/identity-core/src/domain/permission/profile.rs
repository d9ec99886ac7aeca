//! Named sets of permissions that can be granted.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        kernel::{DisplayName, Id},
        organization::Organization,
    },
    DelegablePermission, GrantedBy,
};

/// The most profiles of an organization.
pub const MAX_PROFILES: usize = 100;

/// An authorization profile of an organization. Whoever holds it may do what it says *now*: changing the profile
/// changes what they may do at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub id: Id<Profile>,
    /// Whose it is.
    pub organization: Id<Organization>,
    /// What people call it; unique in the organization, whatever its case.
    pub name: DisplayName,
    /// What it grants, each with whoever put it in: it counts while they hold it themselves, so that nobody
    /// keeps by a profile, or leaves behind in one, what was taken from them.
    pub permissions: BTreeMap<DelegablePermission, GrantedBy>,
}

impl Profile {
    /// The profile with these permissions: those that stay keep whoever put them in, new ones are put in by `by`.
    #[must_use]
    pub fn holding(mut self, permissions: &BTreeSet<DelegablePermission>, by: GrantedBy) -> Self {
        self.permissions =
            permissions.iter().map(|held| (held.clone(), self.permissions.get(held).copied().unwrap_or(by))).collect();
        self
    }

    /// What two profiles of an organization may not share.
    #[must_use]
    pub fn name_key(&self) -> String {
        self.name.as_str().to_lowercase()
    }
}
