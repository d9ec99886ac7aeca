//! Letters on their way: delivering them, and looking after those that did not go.

mod deliver;

use thiserror::Error;

use super::{authority::Authority, unavailable::Unavailable};
use crate::{
    change::{AuditEvent, AuditKind, Change, Letter, OutboxWrite},
    domain::{kernel::Id, organization::Organization, outbox::LetterState, session::Source},
    identity::Identity,
    ports::{Landing, OutboxRow},
};

/// Letters on their way.
#[derive(Clone, Copy)]
pub struct Outbox<'a>(pub(crate) &'a Identity);

/// Why a letter is not tried again.
#[derive(Debug, Error)]
pub enum RetryError {
    /// There is none, or it has not failed.
    #[error("there is no such letter, or it has not failed")]
    NotFailed,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Outbox<'_> {
    /// The latest letters to accounts of an organization (to anybody, when `None`), at most `limit`.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn list(
        &self,
        organization: Option<Id<Organization>>,
        state: Option<LetterState>,
        limit: u32,
    ) -> Result<Vec<OutboxRow>, Unavailable> {
        Ok(self.0.ports.store.outbox_rows(organization, state, limit).await?)
    }

    /// Tries a refused or given-up letter again; what it carries is minted anew.
    ///
    /// # Errors
    /// [`RetryError::NotFailed`] for any other letter.
    pub async fn retry(&self, authority: &Authority<'_>, id: Id<Letter>, from: &Source) -> Result<(), RetryError> {
        let identity = self.0;
        let row = identity.ports.store.outbox_row(id).await.map_err(Unavailable::from)?.ok_or(RetryError::NotFailed)?;
        let now = identity.now();
        let kind = row.letter.kind;
        let event = AuditEvent {
            at: now,
            actor: authority.actor(),
            acts_for: authority.acts_for(),
            from: from.clone(),
            organization: None,
            subject: None,
            what: AuditKind::LetterRetried(kind),
        };
        let retry = OutboxWrite::Retry { id, kind, at: now, deadline: now.plus(identity.worth(kind)) };
        match identity.commit(Change::recorded_as(event).write(retry)).await? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(RetryError::NotFailed),
        }
    }
}
