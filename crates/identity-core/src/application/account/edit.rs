//! An administrator edits an account: everything about the person but the credential.

use thiserror::Error;

use super::{
    super::{
        authority::{Authority, Denial},
        permission::GrantError,
        unavailable::Unavailable,
    },
    Accounts,
};
use crate::{
    change::{AccountWrite, AuditKind, LetterKind, Recipient, TokenWrite, Version},
    domain::{
        account::{Account, ContactAddress, Rank},
        kernel::{DisplayName, EmailAddress, Id, Language, Timestamp},
        permission::{OwnPermission, RightsWish},
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
    /// What the account is to hold; nothing may be given to an owner.
    pub rights: RightsWish,
    /// When the account ends by itself. An owner's does not.
    pub ends_at: Option<Timestamp>,
}

/// Why the account was not edited.
#[derive(Debug, Error)]
pub enum EditError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The permission is not held, the account is stronger, or what was to be given is not held.
    #[error("not allowed")]
    NotAllowed,
    /// A permission or profile that was to be given is not there, or may not be given at all.
    #[error("there is no such permission or profile")]
    NoSuchRight,
    /// The end of the account or of a grant lies in the past.
    #[error("the end lies in the past")]
    Past,
    /// The owner's account neither ends nor is granted anything.
    #[error("the owner's account neither ends nor is granted anything")]
    Owner,
    /// Above [`crate::domain::permission::MAX_GRANTS`].
    #[error("an account holds at most 200 grants")]
    TooManyGrants,
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

impl From<GrantError> for EditError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::NotFound => Self::NoSuchRight,
            GrantError::NotAllowed => Self::NotAllowed,
            GrantError::OwnAccount => Self::OwnAccount,
            GrantError::Owner => Self::Owner,
            GrantError::Past => Self::Past,
            GrantError::TooMany => Self::TooManyGrants,
            GrantError::Unavailable(unavailable) => Self::Unavailable(unavailable),
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
        let (allowed, read) = self.target(authority, OwnPermission::AccountsManage, id).await??;
        // What the form did not show must not be undone by it.
        if read.version != seen {
            return Err(EditError::ChangedMeanwhile);
        }
        let account = read.value;
        let now = identity.now();
        if edit.ends_at != account.ends_at {
            if account.rank == Rank::Owner {
                return Err(EditError::Owner);
            }
            if edit.ends_at.is_some_and(|end| end <= now) {
                return Err(EditError::Past);
            }
        }
        let changed = identity.rights_as_wished(authority, &allowed, &account, &edit.rights).await?;
        let rights = changed.as_ref().map_or_else(|| account.rights.clone(), |changed| changed.rights.clone());
        let old = account.contact.clone();
        let is_moved = old.as_ref().map(|contact| &contact.address) != edit.contact.as_ref();
        let contact = if is_moved {
            edit.contact.map(|address| ContactAddress { address, confirmed_at: None })
        } else {
            old.clone()
        };
        let address_change = if is_moved { None } else { account.address_change.clone() };
        let next = Account {
            name: edit.display_name,
            language: edit.language,
            contact,
            address_change,
            rights,
            ends_at: edit.ends_at,
            ..account
        };
        let what = if is_moved { AuditKind::AccountReaddressed } else { AuditKind::AccountEdited };
        let mut change = allowed.change(event_about(&next, authority.actor(), from, now, what));
        if let Some(changed) = changed {
            change = changed.also(change, &next, &allowed, from, now);
        }
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
