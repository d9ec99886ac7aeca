//! The audit log.

use async_trait::async_trait;
use identity_core::{
    change::{Actor, AuditEvent, AuditRecord},
    domain::{account::Account, kernel::Id, organization::Organization},
    ports::{AuditLog, StoreFailure},
};

use super::{MemoryStore, State};

impl State {
    /// The latest lines that `shows`, the latest first; numbered from one.
    fn lines(&self, limit: u32, shows: impl Fn(&AuditEvent) -> bool) -> Vec<AuditRecord> {
        let numbered = (1..).zip(&self.audit).collect::<Vec<(u64, &AuditEvent)>>();
        numbered
            .into_iter()
            .rev()
            .filter(|(_, event)| shows(event))
            .take(limit as usize)
            .map(|(number, event)| record(number, event))
            .collect()
    }
}

fn record(number: u64, event: &AuditEvent) -> AuditRecord {
    AuditRecord {
        number,
        at: event.at,
        actor: event.actor.clone(),
        from: event.from.clone(),
        subject: event.subject,
        what: event.what.word().to_owned(),
        detail: event.what.detail().map(Into::into),
    }
}

#[async_trait]
impl AuditLog for MemoryStore {
    async fn audit_of_account(&self, account: Id<Account>, limit: u32) -> Result<Vec<AuditRecord>, StoreFailure> {
        self.with(|state| {
            state.lines(limit, |event| event.subject == Some(account) || event.actor == Actor::Account(account))
        })
    }

    async fn audit_of_organization(
        &self,
        organization: Option<Id<Organization>>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        self.with(|state| {
            state.lines(limit, |event| organization.is_none_or(|organization| event.organization == Some(organization)))
        })
    }
}
