//! The list of people leaves the house, and that it did is recorded.

use super::{
    super::{authority::Authority, unavailable::Unavailable},
    Accounts,
};
use crate::{
    change::{AuditEvent, AuditKind},
    domain::{account::Account, kernel::Id, organization::Organization, permission::OwnPermission, session::Source},
    ports::{AccountQuery, Landing, PageFrom},
};

/// How many accounts are read at once; the most that a page holds.
const PAGE: u32 = 200;

/// An export under way: page after page, by login name.
#[derive(Clone, Debug)]
pub struct Export {
    next: Option<AccountQuery>,
}

impl Accounts<'_> {
    /// Begins an export of all accounts of an organization, which is recorded; `None` where `authority` may
    /// not read them.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn begin_export(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        from: &Source,
    ) -> Result<Option<Export>, Unavailable> {
        let Ok(allowed) = authority.to(OwnPermission::AccountsRead, organization) else {
            return Ok(None);
        };
        let now = self.0.now();
        let event = AuditEvent {
            at: now,
            actor: authority.actor(),
            acts_for: authority.acts_for(),
            from: from.clone(),
            organization: Some(organization),
            subject: None,
            what: AuditKind::AccountsExported,
        };
        match self.0.commit(allowed.change(event)).await? {
            Landing::Landed => Ok(Some(Export { next: Some(AccountQuery::all(organization, PAGE, now)) })),
            Landing::Overtaken => Err(Unavailable::Contended),
        }
    }

    /// The next accounts of an export; none at its end.
    ///
    /// # Errors
    /// When the store does not answer. The same call goes on from the same place.
    pub async fn next_exported(&self, export: &mut Export) -> Result<Vec<Account>, Unavailable> {
        let Some(query) = &mut export.next else {
            return Ok(Vec::new());
        };
        let page = self.0.ports.store.accounts_page(query).await?;
        let accounts: Vec<Account> = page.rows.into_iter().map(|row| row.account).collect();
        match accounts.last().filter(|_| page.more_after) {
            Some(last) => query.from = PageFrom::After(query.order.place(last)),
            None => export.next = None,
        }
        Ok(accounts)
    }
}
