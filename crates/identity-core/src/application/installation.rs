//! The installation as a whole: what has to happen when its store came back from a backup.

use thiserror::Error;

use super::{authority::Authority, unavailable::Unavailable, unlock::TRIES};
use crate::{
    change::{AccountWrite, AuditEvent, AuditKind, Change, GuardWrite, InstallationWrite, Versioned},
    domain::{
        account::{Account, Standing},
        installation::{Epoch, Reached},
        kernel::{Handle, Id, NameKey},
        lockout::{GuardKey, GuardKind},
        organization::Organization,
        session::Source,
    },
    identity::{Identity, event_about},
    ports::{AccountQuery, AccountRow, IdentityStore, Landing, PageFrom, StateFilter},
};

/// The installation as a whole.
#[derive(Clone, Copy)]
pub struct Installation<'a>(pub(crate) &'a Identity);

/// How a restored store begins its epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restoration {
    /// The latest epoch that is known from elsewhere: from the store that was replaced, or from a mark beside the key.
    pub seen: Option<Epoch>,
    /// Whether every password ends: an old one that was changed after the backup would work again.
    pub ends_passwords: bool,
}

/// What was carried over from the store that was replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CarriedOver {
    /// Accounts that were suspended or removed there and not in the backup.
    pub suspended: u32,
    /// Accounts whose lockout there was not in the backup.
    pub barred: u32,
}

/// Why no epoch was begun.
#[derive(Debug, Error)]
pub enum RestoreError {
    /// Only the operator says that a store was restored.
    #[error("not allowed")]
    NotAllowed,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// How many accounts are read at once.
const PAGE: u32 = 200;

impl Installation<'_> {
    /// How far the store has come.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn reached(&self) -> Result<Reached, Unavailable> {
        Ok(self.0.ports.store.reached().await?)
    }

    /// True when the store has lost what it once had `seen`: an older copy is in its place, and nobody has said so by
    /// [`Self::begin_epoch`]. Nothing may be served from it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn has_lost(&self, seen: &Reached) -> Result<bool, Unavailable> {
        let store = &self.0.ports.store;
        let place = store.line_place(seen.line.map_or(0, |line| line.number)).await?;
        Ok(seen.is_lost_in(&store.reached().await?, place))
    }

    /// Whose rights would have to be confirmed after a restore, at most `limit`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn appointed(&self, limit: u32) -> Result<Vec<Account>, Unavailable> {
        Ok(self.0.ports.store.appointed(limit).await?)
    }

    /// Begins an epoch in a store that came back from a backup, before anything is served from it: every session,
    /// code, link and known device ends, letters that were under way come to rest, rights that were granted count for
    /// nothing until they are confirmed, and a change of address that was under way is dropped.
    ///
    /// # Errors
    /// The answers of [`RestoreError`].
    pub async fn begin_epoch(
        &self,
        authority: &Authority<'_>,
        restoration: Restoration,
        from: &Source,
    ) -> Result<Epoch, RestoreError> {
        let Authority::Operator(_) = authority else {
            return Err(RestoreError::NotAllowed);
        };
        let identity = self.0;
        for _ in 0..TRIES {
            let seen = identity.ports.store.reached().await.map_err(Unavailable::from)?.epoch;
            let now = identity.now();
            let epoch = seen.followed(restoration.seen, now);
            let event = AuditEvent {
                at: now,
                actor: authority.actor(),
                acts_for: authority.acts_for(),
                from: from.clone(),
                organization: None,
                subject: None,
                what: AuditKind::InstallationRestored,
            };
            let begins =
                InstallationWrite::BeginEpoch { epoch, seen, at: now, ends_passwords: restoration.ends_passwords };
            let change = Change::recorded_as(event).write(begins);
            if identity.commit(change).await? == Landing::Landed {
                return Ok(epoch);
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Suspends and bars here whoever is suspended or barred in the store that was `replaced`: what was done against
    /// an account after the backup stays done. Accounts that were removed after the backup
    /// are suspended; those that were made after it are not there any more.
    ///
    /// # Errors
    /// The answers of [`RestoreError`]; what was carried over until then stays.
    pub async fn carry_over(
        &self,
        authority: &Authority<'_>,
        replaced: &dyn IdentityStore,
        from: &Source,
    ) -> Result<CarriedOver, RestoreError> {
        let Authority::Operator(_) = authority else {
            return Err(RestoreError::NotAllowed);
        };
        let mut carried = CarriedOver::default();
        let mut after: Option<Handle> = None;
        loop {
            let organizations = replaced.organizations(after.as_ref(), PAGE).await.map_err(Unavailable::from)?;
            let Some(last) = organizations.last() else {
                return Ok(carried);
            };
            after = Some(last.handle.clone());
            for organization in &organizations {
                carried.suspended += self.suspend_removed(authority, replaced, organization.id, from).await?;
                for state in [StateFilter::Suspended, StateFilter::Locked] {
                    let mut place = PageFrom::Start;
                    loop {
                        let now = self.0.now();
                        let all = AccountQuery::all(organization.id, PAGE, now);
                        let query = AccountQuery { state, from: place, ..all };
                        let page = replaced.accounts_page(&query).await.map_err(Unavailable::from)?;
                        for row in &page.rows {
                            carried.suspended += u32::from(self.suspend_too(authority, &row.account, from).await?);
                            carried.barred += u32::from(self.bar_too(authority, replaced, &row.account, from).await?);
                        }
                        match page.rows.last() {
                            Some(last) if page.more_after => {
                                place = PageFrom::After(query.order.place(&last.account));
                            }
                            _ => break,
                        }
                    }
                }
            }
        }
    }

    /// Suspends those of the organization whom the replaced store does not have: they were removed after the backup.
    async fn suspend_removed(
        &self,
        authority: &Authority<'_>,
        replaced: &dyn IdentityStore,
        organization: Id<Organization>,
        from: &Source,
    ) -> Result<u32, Unavailable> {
        let store = &self.0.ports.store;
        let mut query = AccountQuery::all(organization, PAGE, self.0.now());
        let mut suspended = 0;
        loop {
            let page = store.accounts_page(&query).await?;
            let logins: Vec<_> = page.rows.iter().map(|row| row.account.login.clone()).collect();
            let there = replaced.accounts_called(&logins).await?;
            for AccountRow { account, .. } in &page.rows {
                if there.iter().all(|read| read.value.id != account.id) {
                    let gone = Account { standing: Standing::Suspended { since: self.0.now() }, ..account.clone() };
                    suspended += u32::from(self.suspend_too(authority, &gone, from).await?);
                }
            }
            match page.rows.last() {
                Some(last) if page.more_after => query.from = PageFrom::After(query.order.place(&last.account)),
                _ => return Ok(suspended),
            }
        }
    }

    async fn suspend_too(
        &self,
        authority: &Authority<'_>,
        there: &Account,
        from: &Source,
    ) -> Result<bool, Unavailable> {
        let store = &self.0.ports.store;
        let Some(Versioned { value: here, version }) = store.account(there.id).await? else {
            return Ok(false);
        };
        let Standing::Suspended { .. } = there.standing else {
            return Ok(false);
        };
        if here.standing != Standing::Active {
            return Ok(false);
        }
        let event = event_about(&here, authority.actor(), from, self.0.now(), AuditKind::AccountSuspended);
        let account = Account { standing: there.standing, ..here };
        let change = Change::recorded_as(event).write(AccountWrite::Replace { account, seen: version });
        Ok(self.0.commit(change).await? == Landing::Landed)
    }

    /// The guard of the password as it is there, with its failures in a row.
    async fn bar_too(
        &self,
        authority: &Authority<'_>,
        replaced: &dyn IdentityStore,
        there: &Account,
        from: &Source,
    ) -> Result<bool, Unavailable> {
        let store = &self.0.ports.store;
        let Some(here) = store.account(there.id).await? else {
            return Ok(false);
        };
        let key = GuardKey::shared(NameKey::of(&here.value.login, &self.0.house), GuardKind::Password);
        let (old, new) = (store.guard(&key).await?, replaced.guard(&key).await?.value);
        if new.bar.is_none() || old.value.bar == new.bar {
            return Ok(false);
        }
        let event = event_about(&here.value, authority.actor(), from, self.0.now(), AuditKind::LockoutCarriedOver);
        let put = GuardWrite::Put { guard: new, seen: old.version, known: true };
        Ok(self.0.commit(Change::recorded_as(event).write(put)).await? == Landing::Landed)
    }
}
