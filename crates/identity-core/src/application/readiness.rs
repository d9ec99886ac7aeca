//! Who could not get back in, and why.

use std::collections::BTreeMap;

use super::{account::Reader, unavailable::Unavailable};
use crate::{
    domain::{
        account::Account,
        kernel::{Id, LoginName, Timestamp},
        lockout::HARD_CAP,
        organization::Organization,
        outbox::LetterState,
        permission::OwnPermission,
        readiness::{Administrators, Facts, Severity, Unready, assess, has_way_in, worst},
    },
    identity::Identity,
    ports::{ReadinessCounts, ReadinessQuery, ReadinessRow},
};

/// Who could not get back in, and why.
#[derive(Clone, Copy)]
pub struct Readiness<'a>(pub(crate) &'a Identity);

/// Somebody who could not get back in, or is one accident away from it.
#[derive(Clone, Debug)]
pub struct UnreadyAccount {
    /// Who.
    pub account: Account,
    /// Why, the worst first; never empty.
    pub reasons: Vec<Unready>,
}

/// A page of them, by login name.
#[derive(Clone, Debug, Default)]
pub struct UnreadyPage {
    /// Those in this danger.
    pub rows: Vec<UnreadyAccount>,
    /// From where to read on, if there may be more. A page may be short, even empty, and still go on: looking at
    /// accounts has an end for each page.
    pub next: Option<String>,
}

/// The most accounts on a page.
pub const UNREADY_LISTED: u32 = 200;

/// How many stretches of accounts are looked at for a page before it is given out, however little is on it.
const STRETCHES: usize = 4;

impl Readiness<'_> {
    /// A page of those whose worst trouble is of this severity, at most [`UNREADY_LISTED`]; empty where
    /// readiness may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
        severity: Severity,
        after: Option<String>,
        limit: u32,
    ) -> Result<UnreadyPage, Unavailable> {
        if !reader.may(OwnPermission::ReadinessRead, organization) {
            return Ok(UnreadyPage::default());
        }
        self.look(organization, severity, after, limit).await
    }

    /// Who administers an organization now, the owner first, then by login name, at most [`UNREADY_LISTED`]; none
    /// where readiness may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn administrators(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
    ) -> Result<Vec<Account>, Unavailable> {
        if !reader.may(OwnPermission::ReadinessRead, organization) {
            return Ok(Vec::new());
        }
        self.0.administrators(organization, |_| true, UNREADY_LISTED as usize).await
    }

    /// How many accounts are how, each counted up to `at_most`; nothing where readiness may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn counts(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
        at_most: u32,
    ) -> Result<ReadinessCounts, Unavailable> {
        if !reader.may(OwnPermission::ReadinessRead, organization) {
            return Ok(ReadinessCounts::default());
        }
        Ok(self.0.ports.store.readiness_counts(organization, self.0.now(), at_most).await?)
    }

    /// How many people of the whole house have each reason ([`Unready::WORDS`]), for a gauge. Goes through all
    /// that might: call it now and then, not for an answer.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn tally(&self) -> Result<BTreeMap<&'static str, u64>, Unavailable> {
        const PAGE: u32 = 200;
        let mut tally: BTreeMap<&'static str, u64> = Unready::WORDS.into_iter().map(|word| (word, 0)).collect();
        let mut last = None;
        loop {
            let organizations = self.0.ports.store.organizations(last.as_ref(), PAGE).await?;
            for organization in &organizations {
                for severity in [Severity::CannotRecover, Severity::AtRisk] {
                    let mut after = None;
                    loop {
                        let page = self.look(organization.id, severity, after, PAGE).await?;
                        for reason in page.rows.iter().flat_map(|row| &row.reasons) {
                            *tally.entry(reason.as_str()).or_default() += 1;
                        }
                        after = page.next;
                        if after.is_none() {
                            break;
                        }
                    }
                }
            }
            last = organizations.into_iter().last().map(|organization| organization.handle);
            if last.is_none() {
                return Ok(tally);
            }
        }
    }

    async fn look(
        &self,
        organization: Id<Organization>,
        severity: Severity,
        after: Option<String>,
        limit: u32,
    ) -> Result<UnreadyPage, Unavailable> {
        let now = self.0.now();
        let limit = limit.clamp(1, UNREADY_LISTED);
        let full = usize::try_from(limit).unwrap_or(usize::MAX);
        let could = self.0.administrators(organization, has_way_in, 2).await?;
        let administrators = match could.as_slice() {
            [] => Administrators::Nobody,
            [only] => Administrators::Sole(only.id),
            _ => Administrators::Several,
        };
        let also = match severity {
            Severity::CannotRecover => self.owner(organization).await?,
            Severity::AtRisk => could.first().map(|only| only.id).filter(|_| could.len() == 1),
        };
        let mut found = UnreadyPage { rows: Vec::new(), next: after };
        for _ in 0..STRETCHES {
            let query = ReadinessQuery { organization, severity, also, after: found.next.take(), limit };
            let page = self.0.ports.store.readiness_page(&query).await?;
            let more = page.more;
            let mut rows = page.rows.into_iter().peekable();
            while let Some(row) = rows.next() {
                let login = row.account.login.to_string();
                let reasons = self.reasons(&row, administrators, now);
                if worst(&reasons) == Some(severity) {
                    found.rows.push(UnreadyAccount { account: row.account, reasons });
                }
                let is_last = rows.peek().is_none();
                if is_last || found.rows.len() >= full {
                    found.next = (!is_last || more).then_some(login);
                    break;
                }
            }
            if found.next.is_none() || found.rows.len() >= full {
                break;
            }
        }
        Ok(found)
    }

    async fn owner(&self, organization: Id<Organization>) -> Result<Option<Id<Account>>, Unavailable> {
        let store = &self.0.ports.store;
        let Some(organization) = store.organization(organization).await? else {
            return Ok(None);
        };
        let owner = LoginName::owner(organization.value.handle);
        Ok(store.account_by_login(&owner).await?.account.map(|read| read.value.id))
    }

    fn reasons(self, row: &ReadinessRow, administrators: Administrators, now: Timestamp) -> Vec<Unready> {
        let account = &row.account;
        let contact = account.contact.as_ref();
        // What came back from an older address says nothing about this one.
        let counted_as = contact.map(|contact| {
            let address = &contact.address;
            [self.0.mailbox_digest(address), self.0.mailbox_of_account_digest(address, account.id)]
        });
        let bounced = row.last_mail.as_ref().filter(|mail| {
            mail.state != LetterState::Sent
                && mail.mailbox.is_some_and(|mailbox| counted_as.is_some_and(|those| those.contains(&mailbox)))
        });
        let facts = Facts {
            account,
            bouncing_since: bounced.map(|mail| mail.at),
            is_exhausted: row.failures_in_a_row >= HARD_CAP,
            welcome_until: row.welcome_until,
            administrators,
        };
        assess(&facts, now)
    }
}
