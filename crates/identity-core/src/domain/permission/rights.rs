//! What has been granted to an account.

use std::collections::BTreeSet;

use super::{
    super::{
        account::Account,
        kernel::{Id, Timestamp},
    },
    Catalogue, DelegablePermission, OwnPermission, Profile,
};

/// The most grants that an account holds.
pub const MAX_GRANTS: usize = 200;

/// What a grant gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granted {
    /// All that a profile says, as it is when it is asked.
    Profile(Id<Profile>),
    /// One permission.
    Permission(DelegablePermission),
}

/// Who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantedBy {
    /// The operator at the server's shell.
    Operator,
    /// The owner of the organization.
    Owner(Id<Account>),
    /// Another account. The grant counts while that account holds the same itself.
    Account(Id<Account>),
}

/// Something that was given to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What.
    pub what: Granted,
    /// By whom.
    pub by: GrantedBy,
    /// When it was given, or last confirmed.
    pub at: Timestamp,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
}

impl Grant {
    /// True while it has not ended by itself: up to, not including, `until`.
    #[must_use]
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// All that was granted to an account: at most one grant of each thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    grants: Vec<Grant>,
}

/// What an account is to hold: grants are made and taken until it is so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RightsWish {
    /// What, and until when.
    pub held: Vec<(Granted, Option<Timestamp>)>,
}

impl RightsWish {
    /// To hold all of Portineria's own permissions that may be given.
    #[must_use]
    pub fn administration() -> Self {
        let own = Catalogue::own();
        let all = OwnPermission::ALL.into_iter().filter_map(|permission| own.delegable(&permission.name()));
        Self { held: all.map(|permission| (Granted::Permission(permission), None)).collect() }
    }
}

impl Rights {
    /// The grants that a store holds.
    #[must_use]
    pub const fn as_stored(grants: Vec<Grant>) -> Self {
        Self { grants }
    }

    /// The grants, those that have ended among them, in the order in which they were given.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// True when nothing was granted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.grants.is_empty()
    }

    /// The grant of this, if there is one.
    #[must_use]
    pub fn grant_of(&self, what: &Granted) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.what == *what)
    }

    /// The profiles that were granted.
    pub fn profiles(&self) -> impl Iterator<Item = Id<Profile>> {
        self.grants.iter().filter_map(|grant| match &grant.what {
            Granted::Profile(id) => Some(*id),
            Granted::Permission(_) => None,
        })
    }

    /// The wish that changes nothing.
    #[must_use]
    pub fn as_wish(&self) -> RightsWish {
        RightsWish { held: self.grants.iter().map(|grant| (grant.what.clone(), grant.until)).collect() }
    }

    /// With one more grant, in place of an older one of the same thing.
    #[must_use]
    pub fn with(mut self, grant: Grant) -> Self {
        self.grants.retain(|held| held.what != grant.what);
        self.grants.push(grant);
        self
    }

    /// Without the grant of this.
    #[must_use]
    pub fn without(mut self, what: &Granted) -> Self {
        self.grants.retain(|held| held.what != *what);
        self
    }

    /// As it was wished, with what is new or has another end given by `by` at `now`, and so is what was given before
    /// `since` and waits to be confirmed; and beside it what changed: first what was given, then what was taken.
    #[must_use]
    pub fn as_wished(
        &self,
        wish: &RightsWish,
        by: GrantedBy,
        now: Timestamp,
        since: Option<Timestamp>,
    ) -> (Self, BTreeSet<Granted>, BTreeSet<Granted>) {
        let mut next = Self::default();
        let mut given = BTreeSet::new();
        for (what, until) in &wish.held {
            match self.grant_of(what) {
                Some(held) if held.until == *until && since.is_none_or(|since| since <= held.at) => {
                    next = next.with(held.clone());
                }
                _ => {
                    given.insert(what.clone());
                    next = next.with(Grant { what: what.clone(), by, at: now, until: *until });
                }
            }
        }
        let taken =
            self.grants.iter().map(|held| held.what.clone()).filter(|what| next.grant_of(what).is_none()).collect();
        (next, given, taken)
    }
}
