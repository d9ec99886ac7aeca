//! Defining and helping people. Nothing here reads or writes a password but the operator's initial one:
//! an edit cannot touch the credential, whatever a browser fills in.

mod edit;
mod export;
mod help;
mod import;
mod register;
mod remove;
mod standing;

pub use edit::{AccountEdit, EditError};
pub use export::Export;
pub use help::{HelpError, Helped};
pub use import::{ImportError, ImportPlan, ImportTerms};
pub use register::{NewAccount, RegisterError};
pub use standing::StandingError;

use super::{
    authority::{Allowed, Authority, Denial},
    permission::Empowered,
    unavailable::Unavailable,
};
use crate::{
    change::{Actor, AuditRecord, Versioned},
    domain::{
        account::Account,
        kernel::{DisplayName, Id, LoginName},
        lockout::SignInGuard,
        organization::Organization,
        permission::OwnPermission,
    },
    identity::Identity,
    ports::{AccountPage, AccountQuery},
};

/// Defining and helping people.
#[derive(Clone, Copy)]
pub struct Accounts<'a>(pub(crate) &'a Identity);

/// An account with what a page about it tells.
#[derive(Clone, Debug)]
pub struct AccountFile {
    /// The account.
    pub account: Versioned<Account>,
    /// The guard of its password that tells how it stands ([`SignInGuard::telling`]).
    pub guard: SignInGuard,
    /// How many sessions are live.
    pub sessions: u32,
    /// How many devices are known.
    pub devices: u32,
    /// What happened lately.
    pub events: Vec<AuditRecord>,
    /// What the others who acted in it are called.
    pub actors: Vec<(Id<Account>, DisplayName)>,
}

/// Who reads about an organization: the operator, or somebody who may, of that organization.
#[derive(Clone, Copy, Debug)]
pub enum Reader<'a> {
    /// The operator at the server's shell.
    Operator,
    /// A signed-in person, with what they may do now.
    Person(&'a Empowered),
}

impl Reader<'_> {
    /// True when what this permission is about may be read in `organization`.
    #[must_use]
    pub fn may(&self, permission: OwnPermission, organization: Id<Organization>) -> bool {
        match self {
            Self::Operator => true,
            Self::Person(empowered) => {
                empowered.present().account().organization == organization && empowered.may(permission)
            }
        }
    }
}

impl Accounts<'_> {
    /// A page of accounts; empty where they may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(&self, reader: Reader<'_>, query: &AccountQuery) -> Result<AccountPage, Unavailable> {
        if !reader.may(OwnPermission::AccountsRead, query.organization) {
            return Ok(AccountPage::default());
        }
        Ok(self.0.ports.store.accounts_page(query).await?)
    }

    /// How many accounts a query finds, counted up to `most`; none where they may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn count(&self, reader: Reader<'_>, query: &AccountQuery, most: u32) -> Result<u32, Unavailable> {
        if !reader.may(OwnPermission::AccountsRead, query.organization) {
            return Ok(0);
        }
        Ok(self.0.ports.store.count_accounts(query, most).await?)
    }

    /// One account with what happened to it; `None` where there is none, or it may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn file(&self, reader: Reader<'_>, id: Id<Account>) -> Result<Option<AccountFile>, Unavailable> {
        const EVENTS: u32 = 20;
        let store = &self.0.ports.store;
        let readable =
            |account: &Versioned<Account>| reader.may(OwnPermission::AccountsRead, account.value.organization);
        let Some(account) = store.account(id).await?.filter(readable) else {
            return Ok(None);
        };
        let now = self.0.now();
        let guard = self.0.telling_guard(self.0.name_key(&account.value), now).await?;
        let events = store.audit_of_account(id, EVENTS).await?;
        let live =
            store.sessions_of(id).await?.iter().filter(|session| session.is_alive(&self.0.rules.sessions, now)).count();
        let known = store.devices_of(id).await?.iter().filter(|device| device.is_remembered(now)).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut actors: Vec<(Id<Account>, DisplayName)> = Vec::new();
        for record in &events {
            if let Actor::Account(actor) = record.actor
                && actor != id
                && !actors.iter().any(|(known, _)| *known == actor)
                && let Some(account) = store.account(actor).await?
            {
                actors.push((actor, account.value.name));
            }
        }
        Ok(Some(AccountFile { account, guard, sessions: count(live), devices: count(known), events, actors }))
    }

    /// What an account is called, for whoever reads about its organization; `None` where there is none.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn name_of(&self, reader: Reader<'_>, id: Id<Account>) -> Result<Option<DisplayName>, Unavailable> {
        let account = self.0.ports.store.account(id).await?.map(|read| read.value);
        let readable = |account: &Account| reader.may(OwnPermission::AccountsRead, account.organization);
        Ok(account.filter(readable).map(|account| account.name))
    }

    /// The account with this login name, for the operator.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn by_login(&self, login: &LoginName) -> Result<Option<Versioned<Account>>, Unavailable> {
        Ok(self.0.ports.store.account_by_login(login).await?.account)
    }

    /// The account, where `authority` may do this about it.
    pub(crate) async fn target(
        &self,
        authority: &Authority<'_>,
        permission: OwnPermission,
        id: Id<Account>,
    ) -> Result<Result<(Allowed, Versioned<Account>), Denial>, Unavailable> {
        let Some(account) = self.0.ports.store.account(id).await? else {
            return Ok(Err(Denial::NotFound));
        };
        let allowed = self.0.over(authority, permission, &account.value).await?;
        Ok(allowed.map(|allowed| (allowed, account)))
    }
}
