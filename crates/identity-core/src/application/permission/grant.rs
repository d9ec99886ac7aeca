//! Giving and taking, within what one holds oneself.

use thiserror::Error;

use super::{
    super::{
        authority::{Allowed, Authority, Denial},
        unavailable::Unavailable,
        unlock::TRIES,
    },
    Permissions,
};
use crate::{
    change::{AccountWrite, AuditEvent, AuditKind, Change, RightsChange, Versioned},
    domain::{
        account::{Account, Rank},
        kernel::{Id, Timestamp},
        organization::Organization,
        permission::{DelegablePermission, Granted, MAX_GRANTS, OwnPermission, Rights, RightsWish},
        session::Source,
    },
    identity::{Identity, event_about},
    ports::Landing,
};

/// Why nothing was given or taken.
#[derive(Debug, Error)]
pub enum GrantError {
    /// There is no such account, permission or profile.
    #[error("there is no such account, permission or profile")]
    NotFound,
    /// The permission to give is not held, the account is stronger, or what is to be given is not held.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody gives to themselves.
    #[error("this is your own account")]
    OwnAccount,
    /// The organization is theirs: there is nothing to give to its owner.
    #[error("the owner holds everything already")]
    Owner,
    /// The end lies in the past.
    #[error("the end lies in the past")]
    Past,
    /// Above [`MAX_GRANTS`].
    #[error("an account holds at most 200 grants")]
    TooMany,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for GrantError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed => Self::NotAllowed,
            Denial::OwnAccount => Self::OwnAccount,
        }
    }
}

impl Permissions<'_> {
    /// Gives a permission or a profile to an account, until a moment or until it is taken; in place of an older
    /// grant of the same, so that it comes from whoever gives it now.
    ///
    /// # Errors
    /// The answers of [`GrantError`].
    pub async fn grant(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        what: Granted,
        until: Option<Timestamp>,
        from: &Source,
    ) -> Result<(), GrantError> {
        let add = |rights: &Rights| {
            let mut wish = rights.as_wish();
            wish.held.retain(|(held, _)| *held != what);
            wish.held.push((what.clone(), until));
            wish
        };
        self.change_rights(authority, id, add, Some(&what), from).await
    }

    /// Takes a permission or a profile from an account; from one that does not have it, nothing.
    ///
    /// # Errors
    /// The answers of [`GrantError`].
    pub async fn take(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        what: &Granted,
        from: &Source,
    ) -> Result<(), GrantError> {
        let drop = |rights: &Rights| {
            let mut wish = rights.as_wish();
            wish.held.retain(|(held, _)| held != what);
            wish
        };
        self.change_rights(authority, id, drop, None, from).await
    }

    /// Confirms all that an account was granted: what waits for it since the database was restored counts again.
    ///
    /// # Errors
    /// The answers of [`GrantError`]. What is over is taken away with it.
    pub async fn confirm(&self, authority: &Authority<'_>, id: Id<Account>, from: &Source) -> Result<(), GrantError> {
        let now = self.0.now();
        let confirmed = |rights: &Rights| {
            let mut wish = rights.as_wish();
            wish.held.retain(|(_, until)| until.is_none_or(|until| now < until));
            wish
        };
        self.change_rights(authority, id, confirmed, None, from).await
    }

    async fn change_rights(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        wish: impl Fn(&Rights) -> RightsWish + Send + Sync,
        anew: Option<&Granted>,
        from: &Source,
    ) -> Result<(), GrantError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let read =
                identity.ports.store.account(id).await.map_err(Unavailable::from)?.ok_or(GrantError::NotFound)?;
            let Versioned { value: account, version } = read;
            let allowed = identity.over(authority, OwnPermission::PermissionsGrant, &account).await??;
            let wish = wish(&account.rights);
            // What somebody else gave is given anew: it counts no longer by their grace.
            let by_another =
                |what: &&Granted| account.rights.grant_of(what).is_some_and(|held| held.by != allowed.granted_by());
            let asked = match anew.filter(by_another) {
                Some(what) => Account { rights: account.rights.clone().without(what), ..account.clone() },
                None => account.clone(),
            };
            let Some(changed) = identity.rights_as_wished(authority, &allowed, &asked, &wish).await? else {
                return Ok(());
            };
            let event = changed.event(&account, &allowed, from, identity.now());
            let next = Account { rights: changed.rights, ..account };
            let change = allowed.change(event).write(AccountWrite::Replace { account: next, seen: version });
            if identity.commit(change).await? == Landing::Landed {
                return Ok(());
            }
        }
        Err(Unavailable::Contended.into())
    }
}

/// Rights that are to be, and how they differ from those that are.
pub(crate) struct ChangedRights {
    pub(crate) rights: Rights,
    told: RightsChange,
}

impl ChangedRights {
    /// The line that records it.
    pub(crate) fn event(&self, account: &Account, allowed: &Allowed, from: &Source, now: Timestamp) -> AuditEvent {
        event_about(account, allowed.actor().clone(), from, now, AuditKind::RightsChanged(self.told.clone()))
    }

    /// The same as one more line of a change.
    pub(crate) fn also(
        self,
        change: Change,
        account: &Account,
        allowed: &Allowed,
        from: &Source,
        now: Timestamp,
    ) -> Change {
        change.also_recorded_as(self.event(account, allowed, from, now))
    }
}

impl Identity {
    /// What an account's rights become by a wish; `None` when they stay as they are.
    ///
    /// # Errors
    /// When `authority` may not give what is new, or take what goes.
    pub(crate) async fn rights_as_wished(
        &self,
        authority: &Authority<'_>,
        allowed: &Allowed,
        account: &Account,
        wish: &RightsWish,
    ) -> Result<Option<ChangedRights>, GrantError> {
        let now = self.now();
        let (rights, given, taken) =
            account.rights.as_wished(wish, allowed.granted_by(), now, self.grants_since().await?);
        if given.is_empty() && taken.is_empty() {
            return Ok(None);
        }
        if account.rank == Rank::Owner {
            return Err(GrantError::Owner);
        }
        authority.to(OwnPermission::PermissionsGrant, account.organization)?;
        if rights.grants().len() > MAX_GRANTS {
            return Err(GrantError::TooMany);
        }
        let mut told = RightsChange { given: Vec::new(), taken: Vec::new() };
        for what in &given {
            if rights.grant_of(what).is_some_and(|grant| !grant.is_running(now)) {
                return Err(GrantError::Past);
            }
            let name = self.may_give(authority, account.organization, what).await?.ok_or(GrantError::NotFound)?;
            told.given.push(name);
        }
        for what in &taken {
            told.taken.push(self.name_of(what).await?);
        }
        Ok(Some(ChangedRights { rights, told }))
    }

    /// What is to be given is there, may be given at all, and is held by whoever gives it. Its name, for the
    /// record; `None` when there is no such thing.
    async fn may_give(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        what: &Granted,
    ) -> Result<Option<String>, GrantError> {
        match what {
            Granted::Permission(permission) => {
                if self.catalogue.delegable(permission.name()).is_none() {
                    return Ok(None);
                }
                self.held_by(authority, [permission])?;
            }
            Granted::Profile(id) => {
                let profile = self.ports.store.profile(*id).await.map_err(Unavailable::from)?;
                let Some(profile) = profile.filter(|profile| profile.value.organization == organization) else {
                    return Ok(None);
                };
                self.held_by(authority, profile.value.permissions.keys())?;
            }
        }
        Ok(Some(self.name_of(what).await?))
    }

    /// Whether whoever gives holds all of it. Names that the catalogue does not have (any more) give nothing and
    /// are passed over.
    pub(crate) fn held_by<'a>(
        &self,
        authority: &Authority<'_>,
        permissions: impl IntoIterator<Item = &'a DelegablePermission>,
    ) -> Result<(), Denial> {
        let Some(powers) = authority.powers() else {
            return Ok(());
        };
        let counts = |held: &&DelegablePermission| self.catalogue.delegable(held.name()).is_some();
        let all = permissions.into_iter().filter(counts).all(|held| powers.hold(held.name()));
        if all { Ok(()) } else { Err(Denial::NotAllowed) }
    }

    async fn name_of(&self, what: &Granted) -> Result<String, Unavailable> {
        Ok(match what {
            Granted::Permission(permission) => permission.name().to_string(),
            Granted::Profile(id) => match self.ports.store.profile(*id).await? {
                Some(profile) => format!("\u{ab}{}\u{bb}", profile.value.name.as_str()),
                None => id.to_string(),
            },
        })
    }
}
