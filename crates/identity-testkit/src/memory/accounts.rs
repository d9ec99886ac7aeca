//! Accounts.

use async_trait::async_trait;
use identity_core::{
    change::{AccountWrite, Version, Versioned},
    domain::{
        account::{Account, Standing},
        kernel::{EmailAddress, Id, LoginName, NameKey, Timestamp},
        lockout::{GuardKey, GuardKind, SignInGuard},
    },
    ports::{AccountPage, AccountQuery, AccountRow, Accounts, LoginRead, PageFrom, StateFilter, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, after, only_if},
};

/// The most accounts that one address is answered with.
const PER_ADDRESS: usize = 50;

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) stored: Versioned<Account>,
    pub(crate) key: NameKey,
}

impl Entry {
    fn login(&self) -> String {
        self.stored.value.login.to_string()
    }
}

impl State {
    pub(super) fn write_account(&mut self, write: &AccountWrite) -> Result<(), Moved> {
        match write {
            AccountWrite::Register { account, key } => {
                only_if(self.organizations.get(account.organization).is_some())?;
                only_if(self.accounts.get(account.id).is_none())?;
                let taken =
                    self.accounts.values().any(|entry| entry.key == *key || entry.stored.value.login == account.login);
                only_if(!taken)?;
                let stored = Versioned { value: account.clone(), version: after(Version::NONE) };
                self.accounts.put(account.id, Entry { stored, key: *key });
                Ok(())
            }
            AccountWrite::Replace { account, seen } => {
                self.account_at(account.id, *seen)?;
                only_if(self.accounts.amend(account.id, |entry| {
                    let old = &entry.stored.value;
                    let (login, organization) = (old.login.clone(), old.organization);
                    // A sign-in leaves the version alone, so whoever replaces the account may not have seen it.
                    let signed_in_at = account.signed_in_at.max(old.signed_in_at);
                    entry.stored = Versioned {
                        value: Account { login, organization, signed_in_at, ..account.clone() },
                        version: after(*seen),
                    };
                }))
            }
            AccountWrite::SignedIn { id, at } => only_if(self.accounts.amend(*id, |entry| {
                let mark = &mut entry.stored.value.signed_in_at;
                *mark = (*mark).max(Some(*at));
            })),
        }
    }

    pub(super) fn account_at(&self, id: Id<Account>, seen: Version) -> Result<(), Moved> {
        only_if(self.accounts.get(id).is_some_and(|entry| entry.stored.version == seen))
    }

    /// The guard that tells whether an account is locked.
    pub(super) fn guard_of(&self, entry: &Entry, now: Timestamp) -> SignInGuard {
        let untouched = || SignInGuard::untouched(GuardKey::shared(entry.key, GuardKind::Password));
        let guards = self.guards_of(entry.key, GuardKind::Password);
        SignInGuard::telling(&guards, now).cloned().unwrap_or_else(untouched)
    }

    fn row(&self, entry: &Entry, now: Timestamp) -> AccountRow {
        let guard = self.guard_of(entry, now);
        AccountRow { account: entry.stored.value.clone(), bar: guard.bar_at(now), last_failure: guard.last_failure }
    }

    fn page(&self, query: &AccountQuery) -> AccountPage {
        let mut found: Vec<(String, AccountRow)> = self
            .accounts
            .values()
            .filter(|entry| entry.stored.value.organization == query.organization)
            .filter(|entry| query.search.as_deref().is_none_or(|text| holds(&entry.stored.value, text)))
            .map(|entry| (entry.login(), self.row(entry, query.now)))
            .filter(|(_, row)| is_in_state(row, query.state, query.now))
            .collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        let limit = query.limit.clamp(1, 200) as usize;
        let (start, end) = match &query.from {
            PageFrom::Start => (0, limit),
            PageFrom::After(login) => {
                let start = found.partition_point(|(l, _)| l <= login);
                (start, start + limit)
            }
            PageFrom::Before(login) => {
                let end = found.partition_point(|(l, _)| l < login);
                (end.saturating_sub(limit), end)
            }
        };
        let end = end.min(found.len());
        AccountPage {
            more_before: start > 0,
            more_after: end < found.len(),
            rows: found.drain(start..end).map(|(_, row)| row).collect(),
        }
    }
}

fn holds(account: &Account, text: &str) -> bool {
    let text = text.to_lowercase();
    [account.login.to_string().as_str(), account.name.as_str()]
        .into_iter()
        .any(|place| place.to_lowercase().contains(&text))
}

fn is_in_state(row: &AccountRow, state: StateFilter, now: Timestamp) -> bool {
    match state {
        StateFilter::Any => true,
        StateFilter::Active => row.account.is_active_at(now) && row.bar.is_none(),
        StateFilter::Locked => row.bar.is_some(),
        StateFilter::Suspended => matches!(row.account.standing, Standing::Suspended { .. }),
    }
}

#[async_trait]
impl Accounts for MemoryStore {
    async fn account(&self, id: Id<Account>) -> Result<Option<Versioned<Account>>, StoreFailure> {
        self.with(|state| state.accounts.get(id).map(|entry| entry.stored.clone()))
    }

    async fn account_by_login(&self, login: &LoginName) -> Result<LoginRead, StoreFailure> {
        self.with(|state| LoginRead {
            organization: state.organization_called(login.handle()).map(|stored| stored.value.clone()),
            account: state
                .accounts
                .values()
                .map(|entry| &entry.stored)
                .find(|stored| stored.value.login == *login)
                .cloned(),
        })
    }

    async fn accounts_by_address(&self, address: &EmailAddress) -> Result<Vec<Account>, StoreFailure> {
        self.with(|state| {
            let is_theirs = |account: &&Account| {
                account.standing == Standing::Active
                    && account
                        .contact
                        .as_ref()
                        .is_some_and(|contact| contact.address.is_same_whatever_the_case(address))
            };
            let mut found: Vec<Account> =
                state.accounts.values().map(|entry| &entry.stored.value).filter(is_theirs).cloned().collect();
            found.sort_by_key(|account| account.login.to_string());
            found.truncate(PER_ADDRESS);
            found
        })
    }

    async fn accounts_page(&self, query: &AccountQuery) -> Result<AccountPage, StoreFailure> {
        self.with(|state| state.page(query))
    }
}
