//! May somebody do something now, and why.

use std::collections::BTreeMap;

use super::{
    super::{
        account::{Account, Rank, Standing},
        kernel::{Id, Timestamp},
    },
    Catalogue, Grant, Granted, GrantedBy, OwnPermission, PermissionName, Profile,
};

/// Whom a question is about, with all that the answer depends on.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The account, as it is now.
    pub account: &'a Account,
    /// The profiles that are granted to it, as they are now.
    pub profiles: &'a [Profile],
    /// What those who gave to it, or put something into its profiles, hold themselves now.
    pub givers: &'a BTreeMap<Id<Account>, Powers>,
    /// Grants given before this do not count until they are confirmed: the database was restored then, and what
    /// was taken after the backup would be back.
    pub grants_since: Option<Timestamp>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allowed(Through),
    /// No.
    Refused(WhyNot),
}

impl Decision {
    /// Whether it is a yes.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// Through what it is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Through {
    /// The organization is theirs.
    Ownership,
    /// The permission itself was granted.
    Permission(Grant),
    /// A profile was granted that holds it.
    Profile(Grant, Profile),
}

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// There is no such permission (any more).
    Unknown,
    /// The account is suspended.
    Suspended {
        /// Since when.
        since: Timestamp,
    },
    /// The account has ended.
    AccountEnded {
        /// When.
        at: Timestamp,
    },
    /// It stays with the owner, whatever is granted.
    OwnerOnly,
    /// The grant has ended by itself.
    Ended {
        /// When.
        at: Timestamp,
    },
    /// Whoever gave it does not hold it (any more).
    GiverLostIt {
        /// Who gave it.
        giver: Id<Account>,
    },
    /// It was given before the database was restored, and nobody has confirmed it since.
    Unconfirmed {
        /// When the database was restored.
        since: Timestamp,
    },
    /// Nobody granted it.
    NotGranted,
}

/// May the subject do this at `now`? The strongest reason for a yes, or the reason that comes nearest to one.
#[must_use]
pub fn authorize(
    subject: &Subject<'_>,
    catalogue: &Catalogue,
    permission: &PermissionName,
    now: Timestamp,
) -> Decision {
    let Some(declared) = catalogue.get(permission) else {
        return Decision::Refused(WhyNot::Unknown);
    };
    let account = subject.account;
    if let Standing::Suspended { since } = account.standing {
        return Decision::Refused(WhyNot::Suspended { since });
    }
    if let Some(at) = account.ends_at.filter(|at| *at <= now) {
        return Decision::Refused(WhyNot::AccountEnded { at });
    }
    if account.rank == Rank::Owner {
        return Decision::Allowed(Through::Ownership);
    }
    if declared.owner_only {
        return Decision::Refused(WhyNot::OwnerOnly);
    }
    let mut nearest = WhyNot::NotGranted;
    for grant in account.rights.grants() {
        let Some((through, put_in_by)) = reaching(grant, subject.profiles, permission) else {
            continue;
        };
        match obstacle(grant, put_in_by, subject, permission, now) {
            None => return Decision::Allowed(through),
            Some(obstacle) => nearest = obstacle,
        }
    }
    Decision::Refused(nearest)
}

/// What a grant would allow this through, and who put it into the profile that is granted.
fn reaching(grant: &Grant, profiles: &[Profile], permission: &PermissionName) -> Option<(Through, Option<GrantedBy>)> {
    match &grant.what {
        Granted::Permission(held) => (held.name() == permission).then(|| (Through::Permission(grant.clone()), None)),
        Granted::Profile(id) => {
            let profile = profiles.iter().find(|profile| profile.id == *id)?;
            let (_, by) = profile.permissions.iter().find(|(held, _)| held.name() == permission)?;
            Some((Through::Profile(grant.clone(), profile.clone()), Some(*by)))
        }
    }
}

/// Why a grant does not count.
fn obstacle(
    grant: &Grant,
    put_in_by: Option<GrantedBy>,
    subject: &Subject<'_>,
    permission: &PermissionName,
    now: Timestamp,
) -> Option<WhyNot> {
    if let Some(at) = grant.until.filter(|until| *until <= now) {
        return Some(WhyNot::Ended { at });
    }
    if let Some(since) = subject.grants_since.filter(|since| grant.at < *since) {
        return Some(WhyNot::Unconfirmed { since });
    }
    let lost = |by| match by {
        GrantedBy::Operator | GrantedBy::Owner(_) => None,
        GrantedBy::Account(giver) => {
            let holds = subject.givers.get(&giver).is_some_and(|powers| powers.hold(permission));
            (!holds).then_some(WhyNot::GiverLostIt { giver })
        }
    };
    lost(grant.by).or_else(|| put_in_by.and_then(lost))
}

/// All that an account may do at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Powers {
    held: BTreeMap<PermissionName, Option<Timestamp>>,
    owns: bool,
}

impl Powers {
    /// Whether the permission is among them.
    #[must_use]
    pub fn hold(&self, permission: &PermissionName) -> bool {
        self.held.contains_key(permission)
    }

    /// When one of them ends by itself.
    #[must_use]
    pub fn until(&self, permission: &PermissionName) -> Option<Timestamp> {
        self.held.get(permission).copied().flatten()
    }

    /// Whether one of Portineria's own is among them.
    #[must_use]
    pub fn hold_own(&self, permission: OwnPermission) -> bool {
        self.hold(&permission.name())
    }

    /// Whether the console has anything for them.
    #[must_use]
    pub fn administer(&self) -> bool {
        OwnPermission::ALL.into_iter().any(|own| self.hold_own(own))
    }

    /// Whether they are those of the owner.
    #[must_use]
    pub const fn own(&self) -> bool {
        self.owns
    }

    /// Whether nothing in `others` is beyond these: nobody acts on a stronger account.
    #[must_use]
    pub fn cover(&self, others: &Self) -> bool {
        self.owns || !others.owns && others.held.keys().all(|permission| self.held.contains_key(permission))
    }

    /// The permissions, each with the moment at which it ends by itself.
    pub fn iter(&self) -> impl Iterator<Item = (&PermissionName, Option<Timestamp>)> {
        self.held.iter().map(|(name, until)| (name, *until))
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }
}

/// All that the subject may do at `now`: what [`authorize`] allows, of everything there is.
#[must_use]
pub fn powers(subject: &Subject<'_>, catalogue: &Catalogue, now: Timestamp) -> Powers {
    let held = catalogue
        .permissions()
        .iter()
        .filter_map(|permission| match authorize(subject, catalogue, &permission.name, now) {
            Decision::Allowed(Through::Ownership) => Some((permission.name.clone(), None)),
            Decision::Allowed(Through::Permission(grant) | Through::Profile(grant, _)) => {
                Some((permission.name.clone(), grant.until))
            }
            Decision::Refused(_) => None,
        })
        .collect();
    let account = subject.account;
    Powers { held, owns: account.rank == Rank::Owner && account.is_active_at(now) }
}

#[cfg(test)]
mod tests;
