//! On whose word something is done about somebody else: asked at the time of doing, never remembered.

use super::{permission::Empowered, unavailable::Unavailable};
use crate::{
    change::{Actor, AuditEvent, Change, Reliance},
    domain::{
        account::{Account, Rank, Standing},
        kernel::{Id, ShortText},
        organization::Organization,
        permission::{GrantedBy, OwnPermission, Powers},
        session::FreshlyProven,
    },
    identity::Identity,
};

/// On whose word.
#[derive(Clone, Debug)]
pub enum Authority<'a> {
    /// The operator at the server's shell, by the name that the system knows. May do everything.
    Operator(ShortText),
    /// A signed-in person, with what they may do now, who has proved a short while ago to be there.
    Administrator(&'a Empowered, FreshlyProven),
}

/// Why it may not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// As far as this authority goes, there is no such account.
    NotFound,
    /// The permission is not held, the account is stronger, or what is to be given is not held.
    NotAllowed,
    /// One's own account is not edited from the console.
    OwnAccount,
}

/// That something is allowed. A change begins here, so that it names who made it, and stands only while whoever
/// made it is as they were when they were asked.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    actor: Actor,
    by: GrantedBy,
    reliance: Option<Reliance>,
}

impl Allowed {
    /// Who acts.
    pub(crate) const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Who gives, where something is given.
    pub(crate) const fn granted_by(&self) -> GrantedBy {
        self.by
    }

    /// A change on this word.
    pub(crate) fn change(&self, event: AuditEvent) -> Change {
        let change = Change::recorded_as(event);
        match &self.reliance {
            Some(reliance) => change.relying_on(reliance.clone()),
            None => change,
        }
    }
}

impl Authority<'_> {
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Operator(name) => Actor::Operator(name.clone()),
            Self::Administrator(empowered, _) => empowered.present().actor(),
        }
    }

    /// What the person may do; `None` for the operator, who may do everything.
    pub(crate) fn powers(&self) -> Option<&Powers> {
        match self {
            Self::Operator(_) => None,
            Self::Administrator(empowered, _) => Some(empowered.powers()),
        }
    }

    /// Whether this may be done in `organization`.
    pub(crate) fn to(&self, permission: OwnPermission, organization: Id<Organization>) -> Result<Allowed, Denial> {
        match self {
            Self::Operator(_) => Ok(Allowed { actor: self.actor(), by: GrantedBy::Operator, reliance: None }),
            Self::Administrator(empowered, proof) => {
                let actor = empowered.present().account();
                if actor.organization != organization || proof.account() != actor.id {
                    return Err(Denial::NotFound);
                }
                if !empowered.powers().hold_own(permission) {
                    return Err(Denial::NotAllowed);
                }
                let by = match actor.rank {
                    Rank::Owner => GrantedBy::Owner(actor.id),
                    Rank::Member => GrantedBy::Account(actor.id),
                };
                let seen = empowered.present().account_version();
                Ok(Allowed { actor: self.actor(), by, reliance: Some(Reliance::Account { id: actor.id, seen }) })
            }
        }
    }
}

impl Identity {
    /// Whether this may be done about `target`: in its organization, on another account than one's own, and never
    /// on a stronger one.
    pub(crate) async fn over(
        &self,
        authority: &Authority<'_>,
        permission: OwnPermission,
        target: &Account,
    ) -> Result<Result<Allowed, Denial>, Unavailable> {
        let allowed = match authority.to(permission, target.organization) {
            Ok(allowed) => allowed,
            Err(denial) => return Ok(Err(denial)),
        };
        let Authority::Administrator(empowered, _) = authority else {
            return Ok(Ok(allowed));
        };
        if empowered.present().account().id == target.id {
            return Ok(Err(Denial::OwnAccount));
        }
        // What it could do if it were reinstated counts.
        let usable = Account { standing: Standing::Active, ends_at: None, ..target.clone() };
        let strength = self.powers_of(&usable).await?;
        Ok(if empowered.powers().cover(&strength) { Ok(allowed) } else { Err(Denial::NotAllowed) })
    }
}
