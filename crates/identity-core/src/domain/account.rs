//! One sign-in identity inside one organization.

use super::{
    kernel::{DisplayName, EmailAddress, Id, Language, LoginName, Timestamp},
    organization::Organization,
    password::PasswordHash,
    permission::Rights,
};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: Id<Account>,
    /// The organization it belongs to.
    pub organization: Id<Organization>,
    /// What is typed to sign in.
    pub login: LoginName,
    /// What people call the person.
    pub name: DisplayName,
    /// What the person reads.
    pub language: Language,
    /// Where codes and links go.
    pub contact: Option<ContactAddress>,
    /// A change of the contact address that is not confirmed yet.
    pub address_change: Option<AddressChange>,
    /// Whether the organization is theirs.
    pub rank: Rank,
    /// What was granted to it.
    pub rights: Rights,
    /// Whether it may be used.
    pub standing: Standing,
    /// When it ends by itself: from then on it can be used no more.
    pub ends_at: Option<Timestamp>,
    /// Its password, once there is one.
    pub password: Option<Password>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The last sign-in.
    pub signed_in_at: Option<Timestamp>,
}

/// The e-mail address where an account's codes and links go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactAddress {
    /// The address.
    pub address: EmailAddress,
    /// When the person showed that they read its mail. An address that an administrator wrote is used
    /// unconfirmed: the administrator vouches for it, and the first link that is followed confirms it.
    pub confirmed_at: Option<Timestamp>,
}

/// A change of the contact address by the person: it takes effect when both mailboxes have confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    /// The address that is to be.
    pub new: EmailAddress,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// Whether the new mailbox has confirmed.
    pub new_confirmed: bool,
    /// Whether the old mailbox has agreed; true from the start where there is none.
    pub old_agreed: bool,
}

/// Which mailbox confirms a change of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailbox {
    /// The one that the account has.
    Old,
    /// The one that it is to have.
    New,
}

/// A password as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Password {
    /// The slow hash.
    pub hash: PasswordHash,
    /// When it was set.
    pub set_at: Timestamp,
}

/// What an account is in its organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Somebody who may do what was granted to them.
    Member,
    /// The one that the organization belongs to; the only one that may ever use owner-only permissions.
    Owner,
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Active,
    /// It may not, until it is reinstated.
    Suspended {
        /// Since when.
        since: Timestamp,
    },
}

impl Account {
    /// True when the account may be used at `now`: it is not suspended and has not ended.
    #[must_use]
    pub fn is_active_at(&self, now: Timestamp) -> bool {
        self.standing == Standing::Active && self.ends_at.is_none_or(|end| now < end)
    }

    /// The account with `new` as its wished-for address. The old mailbox is asked where there is another one.
    #[must_use]
    pub fn asking_for_address(mut self, new: EmailAddress, now: Timestamp) -> Self {
        let old_agreed = self.contact.as_ref().is_none_or(|contact| contact.address == new);
        self.address_change = Some(AddressChange { new, asked_at: now, new_confirmed: false, old_agreed });
        self
    }

    /// The account after one of the mailboxes has confirmed; `true` beside it when the change took effect.
    /// `None` when no change is pending.
    #[must_use]
    pub fn confirming_address(mut self, mailbox: Mailbox, now: Timestamp) -> Option<(Self, bool)> {
        let mut change = self.address_change.take()?;
        match mailbox {
            Mailbox::Old => change.old_agreed = true,
            Mailbox::New => change.new_confirmed = true,
        }
        let done = change.old_agreed && change.new_confirmed;
        if done {
            self.contact = Some(ContactAddress { address: change.new, confirmed_at: Some(now) });
        } else {
            self.address_change = Some(change);
        }
        Some((self, done))
    }

    /// The account after its person followed a link that was mailed to `address`; as it was when it was mailed
    /// nowhere.
    #[must_use]
    pub fn having_read_mail_at(mut self, address: Option<&EmailAddress>, now: Timestamp) -> Self {
        let is_it = |c: &&mut ContactAddress| Some(&c.address) == address && c.confirmed_at.is_none();
        if let Some(contact) = self.contact.as_mut().filter(is_it) {
            contact.confirmed_at = Some(now);
        }
        self
    }

    /// The account once it is given back by the operator's word: with a new password, active again (an end that has
    /// come is taken back), and with the wish for `new` as its contact address. The operator vouches, so the old mailbox is not asked; the new one
    /// still must confirm. A wish that somebody else left behind goes.
    #[must_use]
    pub fn given_back(mut self, password: Password, new: Option<EmailAddress>, now: Timestamp) -> Self {
        self.password = Some(password);
        self.standing = Standing::Active;
        self.ends_at = self.ends_at.filter(|end| now < *end);
        self.address_change =
            new.map(|new| AddressChange { new, asked_at: now, new_confirmed: false, old_agreed: true });
        self
    }
}
