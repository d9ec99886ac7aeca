//! Letters on their way: delivering them, and looking after those that did not go.

mod deliver;

use thiserror::Error;

use super::{account::Reader, authority::Authority, unavailable::Unavailable};
use crate::{
    change::{AuditEvent, AuditKind, Change, Letter, OutboxWrite, Recipient},
    domain::{
        account::Account,
        kernel::{DisplayName, Id, LoginName},
        permission::OwnPermission,
        session::Source,
    },
    identity::Identity,
    ports::{Landing, LetterPage, LetterQuery, OutboxRow},
};

/// Letters on their way.
#[derive(Clone, Copy)]
pub struct Outbox<'a>(pub(crate) &'a Identity);

/// A stretch of letters, with what the people are called that they are for.
#[derive(Clone, Debug, Default)]
pub struct OutboxPage {
    /// The letters.
    pub letters: LetterPage,
    /// Who they are for, as far as they are for accounts that there are.
    pub people: Vec<(Id<Account>, DisplayName, LoginName)>,
}

impl OutboxPage {
    /// What the person is called whom a letter is for.
    #[must_use]
    pub fn person(&self, row: &OutboxRow) -> Option<(&DisplayName, &LoginName)> {
        let account = account_of(&row.letter)?;
        self.people.iter().find(|(id, ..)| *id == account).map(|(_, name, login)| (name, login))
    }
}

/// Why a letter is not tried again.
#[derive(Debug, Error)]
pub enum RetryError {
    /// As far as whoever asks goes, there is none; or it has not failed.
    #[error("there is no such letter, or it has not failed")]
    NotFailed,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Outbox<'_> {
    /// A stretch of letters; empty where they may not be read. Those of all organizations, and those to mailboxes
    /// that are nobody's, only for the operator.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn page(&self, reader: Reader<'_>, query: &LetterQuery) -> Result<OutboxPage, Unavailable> {
        let allowed = match query.organization {
            Some(organization) => reader.may(OwnPermission::OutboxManage, organization),
            None => matches!(reader, Reader::Operator),
        };
        if !allowed {
            return Ok(OutboxPage::default());
        }
        let letters = self.0.ports.store.letters_page(query).await?;
        let mut people: Vec<(Id<Account>, DisplayName, LoginName)> = Vec::new();
        for account in letters.rows.iter().filter_map(|row| account_of(&row.letter)) {
            if people.iter().all(|(known, ..)| *known != account)
                && let Some(found) = self.0.ports.store.account(account).await?
            {
                people.push((account, found.value.name, found.value.login));
            }
        }
        Ok(OutboxPage { letters, people })
    }

    /// Tries a refused or given-up letter again; what it carries is minted anew, and goes where the account's mail
    /// goes by then. A person does so for letters to accounts of their organization: whoever such a letter is for, it
    /// says to them what it was to say before.
    ///
    /// # Errors
    /// [`RetryError::NotFailed`] for any other letter.
    pub async fn retry(&self, authority: &Authority<'_>, id: Id<Letter>, from: &Source) -> Result<(), RetryError> {
        let identity = self.0;
        let row = identity.ports.store.outbox_row(id).await.map_err(Unavailable::from)?.ok_or(RetryError::NotFailed)?;
        let account = match account_of(&row.letter) {
            Some(account) => identity.ports.store.account(account).await.map_err(Unavailable::from)?,
            None => None,
        };
        let account = account.map(|account| account.value);
        let now = identity.now();
        let kind = row.letter.kind;
        let invited = match &row.letter.to {
            Recipient::Invited(id) => {
                let open = identity.invitations().draft(*id).await?;
                Some(open.ok_or(RetryError::NotFailed)?.invitation.value)
            }
            _ => None,
        };
        let organization = invited.as_ref().map(|invited| invited.organization);
        let organization = organization.or_else(|| account.as_ref().map(|account| account.organization));
        let event = AuditEvent {
            at: now,
            actor: authority.actor(),
            acts_for: authority.acts_for(),
            from: from.clone(),
            organization,
            subject: account.as_ref().map(|account| account.id),
            what: AuditKind::LetterRetried(kind),
        };
        let change = match organization {
            Some(organization) => {
                let allowed = authority.to(OwnPermission::OutboxManage, organization);
                allowed.map_err(|_| RetryError::NotFailed)?.change(event)
            }
            None if matches!(authority, Authority::Operator(_)) => Change::recorded_as(event),
            None => return Err(RetryError::NotFailed),
        };
        let deadline = invited.map_or(now.plus(identity.worth(kind)), |invited| invited.expires_at);
        let retry = OutboxWrite::Retry { id, kind, at: now, deadline };
        match identity.commit(change.write(retry)).await? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(RetryError::NotFailed),
        }
    }
}

/// The account that a letter is for.
const fn account_of(letter: &Letter) -> Option<Id<Account>> {
    match &letter.to {
        Recipient::Account(account) | Recipient::At(account, _) | Recipient::Inviter(account, _) => Some(*account),
        Recipient::Invited(_) | Recipient::Mailbox(_) | Recipient::Nobody => None,
    }
}
