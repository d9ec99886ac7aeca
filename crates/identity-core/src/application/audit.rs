//! The audit log: reading it, sealing what was committed, proving that it is whole, taking out what is old.

mod prune;
mod seal;
mod verify;

pub use prune::{Prunable, PruneError};
pub use seal::BATCH;
pub use verify::{FINDINGS_NAMED, Verification};

use std::collections::BTreeSet;

use super::{account::Reader, unavailable::Unavailable};
use crate::{
    change::{Actor, Tally},
    domain::{
        account::Account,
        kernel::{DisplayName, Handle, Id, LoginName},
        organization::Organization,
        permission::OwnPermission,
        seal::Head,
    },
    identity::Identity,
    ports::{AuditFrom, AuditPage, AuditQuery},
};

/// The audit log.
#[derive(Clone, Copy)]
pub struct Audit<'a>(pub(crate) &'a Identity);

/// How an account that a page speaks of is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAccount {
    /// Which.
    pub id: Id<Account>,
    /// What it signs in as.
    pub login: LoginName,
    /// What people call it.
    pub name: DisplayName,
}

/// A page of the log, with the names of the accounts and organizations in it that are still there and may be read.
#[derive(Clone, Debug, Default)]
pub struct NamedPage {
    /// The page.
    pub page: AuditPage,
    /// The accounts.
    pub accounts: Vec<NamedAccount>,
    /// The organizations, by handle.
    pub organizations: Vec<(Id<Organization>, Handle)>,
}

impl NamedPage {
    /// How an account is called.
    #[must_use]
    pub fn called(&self, id: Id<Account>) -> Option<&NamedAccount> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The handle of an organization.
    #[must_use]
    pub fn handle_of(&self, id: Id<Organization>) -> Option<&Handle> {
        self.organizations.iter().find(|(known, _)| *known == id).map(|(_, handle)| handle)
    }
}

impl Reader<'_> {
    /// Whether the log of `organization` may be read; only the operator reads that of all.
    fn may_read_log(self, organization: Option<Id<Organization>>) -> bool {
        match organization {
            Some(organization) => self.may(OwnPermission::AuditRead, organization),
            None => matches!(self, Self::Operator),
        }
    }
}

impl Audit<'_> {
    /// A page of the log; empty where it may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(&self, reader: Reader<'_>, query: &AuditQuery) -> Result<NamedPage, Unavailable> {
        if !reader.may_read_log(query.organization) {
            return Ok(NamedPage::default());
        }
        let page = self.0.ports.store.audit_page(query).await?;
        let (mut people, mut tenants) = (BTreeSet::new(), BTreeSet::new());
        for line in &page.lines {
            people.extend(line.subject);
            people.extend(if let Actor::Account(account) = line.actor { Some(account) } else { None });
            tenants.extend(line.organization);
            tenants.extend(line.acts_for);
        }
        let mut accounts = Vec::new();
        for id in people {
            if let Some(account) = self.0.ports.store.account(id).await?
                && reader.may(OwnPermission::AuditRead, account.value.organization)
            {
                accounts.push(NamedAccount { id, login: account.value.login, name: account.value.name });
            }
        }
        let mut organizations = Vec::new();
        for id in tenants {
            if reader.may(OwnPermission::AuditRead, id)
                && let Some(organization) = self.0.ports.store.organization(id).await?
            {
                organizations.push((id, organization.value.handle));
            }
        }
        Ok(NamedPage { page, accounts, organizations })
    }

    /// The next lines in the order in which they were written, for an export: those after line `after`.
    /// Empty at the end, or where the log may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn next(&self, reader: Reader<'_>, query: &AuditQuery, after: u64) -> Result<NamedPage, Unavailable> {
        let query = AuditQuery { from: AuditFrom::After(after), ..query.clone() };
        let mut page = self.page(reader, &query).await?;
        page.page.lines.reverse();
        Ok(page)
    }

    /// How often each of `kinds` happened in an organization, by the hour from `since` on (whole hours since
    /// 1970); nothing where its log may not be read. Costs the same however long the log is.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn tallies(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
        kinds: &[&str],
        since: i64,
    ) -> Result<Vec<Tally>, Unavailable> {
        if !reader.may(OwnPermission::AuditRead, organization) {
            return Ok(Vec::new());
        }
        Ok(self.0.ports.store.audit_tallies(organization, kinds, since).await?)
    }

    /// The end of the chain, to be noted elsewhere; none before the first seal.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn head(&self) -> Result<Option<Head>, Unavailable> {
        Ok(self.0.ports.store.last_seal().await?.map(|kept| kept.seal.head()))
    }
}
