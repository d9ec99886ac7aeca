//! Reading accounts.

use async_trait::async_trait;

use super::StoreFailure;
use crate::{
    change::Versioned,
    domain::{
        account::Account,
        kernel::{EmailAddress, Id, LoginName, Timestamp},
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

/// Which accounts of an organization to list: by login name, a page at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountQuery {
    /// Of which organization.
    pub organization: Id<Organization>,
    /// Only those whose login name or display name holds this text, whatever its case.
    pub search: Option<String>,
    /// Only those in this state.
    pub state: StateFilter,
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
}

/// Where a page begins, by login name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PageFrom {
    /// At the start.
    #[default]
    Start,
    /// After this login name.
    After(String),
    /// Before this login name (the page ends there).
    Before(String),
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

/// A page of accounts in the order of login names.
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

    /// A page of accounts.
    async fn accounts_page(&self, query: &AccountQuery) -> Result<AccountPage, StoreFailure>;
}
