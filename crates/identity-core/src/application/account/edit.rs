//! An administrator edits an account: everything about the person but the credential.

use thiserror::Error;

use super::{
    super::{
        authority::{Authority, Denial},
        unavailable::Unavailable,
    },
    Accounts,
};
use crate::{
    change::{AccountWrite, AuditKind, Change, LetterKind, Recipient, TokenWrite, Version, Versioned},
    domain::{
        account::{Account, ContactAddress, Rank},
        kernel::{DisplayName, EmailAddress, Id, Language},
        session::Source,
    },
    identity::event_about,
    ports::Landing,
};

/// What an account is to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountEdit {
    /// What people call the person.
    pub display_name: DisplayName,
    /// What the person reads.
    pub language: Language,
    /// Where codes and links go.
    pub contact: Option<EmailAddress>,
    /// What the account may do about others; an owner stays one.
    pub rank: Rank,
}

/// Why the account was not edited.
#[derive(Debug, Error)]
pub enum EditError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The account is stronger, or the rank that was to be given is.
    #[error("not allowed")]
    NotAllowed,
    /// One's own account is not edited from the console: the contact address would change without the two
    /// mailboxes agreeing.
    #[error("this is your own account")]
    OwnAccount,
    /// Somebody else changed it since it was read.
    #[error("somebody else changed the account in between")]
    ChangedMeanwhile,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for EditError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed => Self::NotAllowed,
            Denial::OwnAccount => Self::OwnAccount,
        }
    }
}

impl Accounts<'_> {
    /// Edits an account as it was read at `seen`. Another contact address kills the codes and links that
    /// went to the old one, which is told of it; a person without a password gets the link to choose one.
    ///
    /// # Errors
    /// The answers of [`EditError`].
    pub async fn edit(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        seen: Version,
        edit: AccountEdit,
        from: &Source,
    ) -> Result<(), EditError> {
        let identity = self.0;
        let Versioned { value: account, version } = self.target(authority, id).await??;
        // Not for the store alone to find out: a version named ahead of time would be there by then, and
        // what was read here, the credential with it, would take the place of what came between.
        if version != seen {
            return Err(EditError::ChangedMeanwhile);
        }
        let rank = if account.rank == Rank::Owner { Rank::Owner } else { edit.rank };
        if rank != account.rank {
            authority.to_appoint(account.organization, rank)?;
        }
        let now = identity.now();
        let old = account.contact.clone();
        let is_moved = old.as_ref().map(|contact| &contact.address) != edit.contact.as_ref();
        let contact = if is_moved {
            edit.contact.map(|address| ContactAddress { address, confirmed_at: None })
        } else {
            old.clone()
        };
        let address_change = if is_moved { None } else { account.address_change.clone() };
        let next =
            Account { name: edit.display_name, language: edit.language, contact, address_change, rank, ..account };
        let what = if is_moved { AuditKind::AccountReaddressed } else { AuditKind::AccountEdited };
        let mut change = Change::recorded_as(event_about(&next, authority.actor(), from, now, what));
        if is_moved {
            change = change.write(TokenWrite::KillAll(id));
            if let Some(old) = old {
                change =
                    change.letter(identity.letter(LetterKind::AddressChanged, Recipient::At(id, old.address), now)?);
            }
            if next.contact.is_some() && next.password.is_none() {
                change = change.letter(identity.letter(LetterKind::Welcome, Recipient::Account(id), now)?);
            }
        }
        match identity
            .ports
            .store
            .commit(change.write(AccountWrite::Replace { account: next, seen }))
            .await
            .map_err(Unavailable::from)?
        {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(EditError::ChangedMeanwhile),
        }
    }
}
