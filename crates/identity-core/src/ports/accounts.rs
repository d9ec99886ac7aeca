//! Reading accounts.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::{EmailAddress, Id, Language, LoginName, Timestamp, folded},
        lockout::{Bar, LastFailure},
        organization::Organization,
    },
};

/// What a login name leads to.
#[derive(Clone, Debug, Default)]
pub struct LoginRead {
    /// The organization that the handle names.
    pub organization: Option<Organization>,
    /// The account.
    pub account: Option<Versioned<Account>>,
}

/// Which accounts of an organization to list, in which order, a page at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountQuery {
    /// Of which organization.
    pub organization: Id<Organization>,
    /// Only those whose login name, display name or contact address holds this text, both
    /// [`folded`](crate::domain::kernel::folded): whatever the case and the accents.
    pub search: Option<String>,
    /// Only those in this state.
    pub state: StateFilter,
    /// Only those who read this language.
    pub language: Option<Language>,
    /// In which order.
    pub order: AccountOrder,
    /// From where.
    pub from: PageFrom,
    /// How many at most: 1 to 200.
    pub limit: u32,
    /// The moment for which lockouts are told.
    pub now: Timestamp,
}

/// Accounts in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateFilter {
    /// Any.
    #[default]
    Any,
    /// Active and not locked.
    Active,
    /// Locked.
    Locked,
    /// Suspended.
    Suspended,
    /// Without a password: the first one was never chosen.
    NoPassword,
    /// Never signed in.
    NeverSignedIn,
    /// Without a contact address.
    NoAddress,
    /// With a contact address that never confirmed.
    Unconfirmed,
}

/// What a list goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The login name, by code point.
    #[default]
    Login,
    /// The display name as it is [`folded`](crate::domain::kernel::folded), by code point.
    Name,
    /// The last sign-in; who never signed in comes before all others.
    SignedIn,
    /// When the account was made.
    Created,
}

/// The order of a list. What is equal goes by id, so that every list has one order only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountOrder {
    /// What it goes by.
    pub by: SortBy,
    /// From the last to the first.
    pub descending: bool,
}

impl AccountOrder {
    /// The place of an account in a list of this order.
    #[must_use]
    pub fn place(self, account: &Account) -> Place {
        let key = match self.by {
            SortBy::Login => PlaceKey::Text(account.login.to_string()),
            SortBy::Name => PlaceKey::Text(folded(account.name.as_str())),
            SortBy::SignedIn => PlaceKey::Moment(account.signed_in_at),
            SortBy::Created => PlaceKey::Moment(Some(account.created_at)),
        };
        Place { key, id: account.id }
    }

    /// True when a place can be one of a list of this order.
    #[must_use]
    pub const fn has(self, place: &Place) -> bool {
        match self.by {
            SortBy::Login | SortBy::Name => matches!(place.key, PlaceKey::Text(_)),
            SortBy::SignedIn | SortBy::Created => matches!(place.key, PlaceKey::Moment(_)),
        }
    }
}

/// A place in a list: between two accounts, or where one is. In a list by login name the id does not count,
/// since no two are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// What the list goes by, there.
    pub key: PlaceKey,
    /// The id there, for what is equal.
    pub id: Id<Account>,
}

/// What a list goes by, at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKey {
    /// A text, by code point.
    Text(String),
    /// A moment; none comes before all others.
    Moment(Option<Timestamp>),
}

/// Where a page begins. A place of a list in another order is the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PageFrom {
    /// At the start.
    #[default]
    Start,
    /// After this place, as the list goes.
    After(Place),
    /// Before this place (the page ends there).
    Before(Place),
}

impl AccountQuery {
    /// All accounts of an organization, by login name, from the start; `limit` on a page.
    #[must_use]
    pub const fn all(organization: Id<Organization>, limit: u32, now: Timestamp) -> Self {
        Self {
            organization,
            search: None,
            state: StateFilter::Any,
            language: None,
            order: AccountOrder { by: SortBy::Login, descending: false },
            from: PageFrom::Start,
            limit,
            now,
        }
    }

    /// Where the page begins: [`Self::from`], or the start when that is no place of this order.
    #[must_use]
    pub fn beginning(&self) -> &PageFrom {
        match &self.from {
            PageFrom::After(place) | PageFrom::Before(place) if !self.order.has(place) => &PageFrom::Start,
            from => from,
        }
    }
}

/// An account in a list, with its lockout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// The latest lockout that is in force on any of its password guards, those of known devices included.
    pub bar: Option<Bar>,
    /// The last failure that the same guard knows of.
    pub last_failure: Option<LastFailure>,
}

/// A page of accounts in the order that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountPage {
    /// The accounts.
    pub rows: Vec<AccountRow>,
    /// Whether there are more before the first.
    pub more_before: bool,
    /// Whether there are more after the last.
    pub more_after: bool,
}

/// Reading accounts.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// The account with this id.
    async fn account(&self, id: Id<Account>) -> Result<Option<Versioned<Account>>, StoreFailure>;

    /// The organization and the account behind a login name, at the same cost whether they exist or not.
    async fn account_by_login(&self, login: &LoginName) -> Result<LoginRead, StoreFailure>;

    /// The active accounts whose contact address is this one, whatever its case, by login name, at most 50.
    /// Another tag is another address, and may be another reader's.
    async fn accounts_by_address(&self, address: &EmailAddress) -> Result<Vec<Account>, StoreFailure>;

    /// The accounts that have these login names, in no order; names that nobody has are left out.
    async fn accounts_called(&self, logins: &[LoginName]) -> Result<Vec<Versioned<Account>>, StoreFailure>;

    /// A page of accounts.
    async fn accounts_page(&self, query: &AccountQuery) -> Result<AccountPage, StoreFailure>;

    /// How many accounts a query finds on all its pages, counted up to `most`.
    async fn count_accounts(&self, query: &AccountQuery, most: u32) -> Result<u32, StoreFailure>;
}
