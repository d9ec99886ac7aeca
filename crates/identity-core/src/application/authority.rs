//! On whose word something is done about somebody else: asked at the time of doing, never remembered.

use super::{account::Reader, session::Present};
use crate::{
    change::Actor,
    domain::{
        account::{Account, Rank},
        kernel::{Id, ShortText},
        organization::Organization,
        session::FreshlyProven,
    },
};

/// On whose word.
#[derive(Clone, Debug)]
pub enum Authority<'a> {
    /// The operator at the server's shell, by the name that the system knows. May do everything.
    Operator(ShortText),
    /// A signed-in person who has proved a short while ago to be there.
    Administrator(&'a Present, FreshlyProven),
}

/// Why it may not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    /// As far as this authority goes, there is no such account.
    NotFound,
    /// The account is stronger, or the rank that is to be given is.
    NotAllowed,
    /// One's own account is not edited from the console.
    OwnAccount,
}

impl Authority<'_> {
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Operator(name) => Actor::Operator(name.clone()),
            Self::Administrator(present, _) => present.actor(),
        }
    }

    /// The same word, for reading.
    pub(crate) fn reader(&self) -> Reader<'_> {
        match self {
            Self::Operator(_) => Reader::Operator,
            Self::Administrator(present, _) => Reader::Person(present),
        }
    }

    /// Whether `target` may be acted on.
    pub(crate) fn over(&self, target: &Account) -> Result<(), Denial> {
        match self {
            Self::Operator(_) => Ok(()),
            Self::Administrator(present, proof) => {
                let actor = present.account();
                if actor.organization != target.organization || proof.account() != actor.id {
                    Err(Denial::NotFound)
                } else if actor.id == target.id {
                    Err(Denial::OwnAccount)
                } else if actor.rank.may_manage(target.rank) {
                    Ok(())
                } else {
                    Err(Denial::NotAllowed)
                }
            }
        }
    }

    /// Whether accounts of `rank` may be made in `organization`.
    pub(crate) fn to_appoint(&self, organization: Id<Organization>, rank: Rank) -> Result<(), Denial> {
        if rank == Rank::Owner {
            return Err(Denial::NotAllowed);
        }
        match self {
            Self::Operator(_) => Ok(()),
            Self::Administrator(present, proof)
                if present.account().organization == organization && proof.account() == present.account().id =>
            {
                if present.account().rank.may_manage(rank) {
                    Ok(())
                } else {
                    Err(Denial::NotAllowed)
                }
            }
            Self::Administrator(..) => Err(Denial::NotFound),
        }
    }
}
