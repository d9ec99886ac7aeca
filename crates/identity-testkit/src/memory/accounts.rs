//! Accounts.

use async_trait::async_trait;
use identity_core::{
    change::{AccountWrite, Version, Versioned},
    domain::{
        account::{Account, Standing},
        kernel::{EmailAddress, Id, LoginName, NameKey, Timestamp, folded},
        lockout::{GuardKey, GuardKind, SignInGuard},
    },
    ports::{
        AccountPage, AccountQuery, AccountRow, Accounts, LoginRead, PageFrom, Place, SortBy, StateFilter, StoreFailure,
    },
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
            AccountWrite::Remove { id, seen } => {
                self.account_at(*id, *seen)?;
                self.tokens.take_where(|token| token.account == *id);
                self.sessions.take_where(|session| session.account == *id);
                self.devices.take_where(|device| device.account == *id);
                self.letters.take_where(|entry| entry.is_under_way() && entry.is_for(*id));
                only_if(self.accounts.take(*id))
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

    /// What a query finds, with the place of each, in the query's order.
    fn found(&self, query: &AccountQuery) -> Vec<(Place, AccountRow)> {
        let search = query.search.as_deref().map(folded);
        let mut found: Vec<(Place, AccountRow)> = self
            .accounts
            .values()
            .filter(|entry| entry.stored.value.organization == query.organization)
            .filter(|entry| search.as_deref().is_none_or(|text| holds(&entry.stored.value, text)))
            .filter(|entry| query.language.is_none_or(|language| entry.stored.value.language == language))
            .map(|entry| (query.order.place(&entry.stored.value), self.row(entry, query.now)))
            .filter(|(_, row)| is_in_state(row, query.state, query.now))
            .collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        if query.order.descending {
            found.reverse();
        }
        found
    }

    fn page(&self, query: &AccountQuery) -> AccountPage {
        let mut found = self.found(query);
        // How an account lies to a place, as the list goes.
        let lies = |other: &Place, place: &Place| {
            let lies = if query.order.by == SortBy::Login { other.key.cmp(&place.key) } else { other.cmp(place) };
            if query.order.descending { lies.reverse() } else { lies }
        };
        let limit = query.limit.clamp(1, 200) as usize;
        let (start, end) = match query.beginning() {
            PageFrom::Start => (0, limit),
            PageFrom::After(place) => {
                let start = found.partition_point(|(other, _)| lies(other, place).is_le());
                (start, start + limit)
            }
            PageFrom::Before(place) => {
                let end = found.partition_point(|(other, _)| lies(other, place).is_lt());
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

fn holds(account: &Account, folded_text: &str) -> bool {
    let login = account.login.to_string();
    let address = account.contact.as_ref().map(|contact| contact.address.as_str());
    [Some(login.as_str()), Some(account.name.as_str()), address]
        .into_iter()
        .flatten()
        .any(|place| folded(place).contains(folded_text))
}

fn is_in_state(row: &AccountRow, state: StateFilter, now: Timestamp) -> bool {
    let AccountRow { account, bar, .. } = row;
    match state {
        StateFilter::Any => true,
        StateFilter::Active => account.is_active_at(now) && bar.is_none(),
        StateFilter::Locked => bar.is_some(),
        StateFilter::Suspended => matches!(account.standing, Standing::Suspended { .. }),
        StateFilter::NoPassword => account.password.is_none(),
        StateFilter::NeverSignedIn => account.signed_in_at.is_none(),
        StateFilter::NoAddress => account.contact.is_none(),
        StateFilter::Unconfirmed => account.contact.as_ref().is_some_and(|contact| contact.confirmed_at.is_none()),
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

    async fn accounts_called(&self, logins: &[LoginName]) -> Result<Vec<Versioned<Account>>, StoreFailure> {
        self.with(|state| {
            let stored = state.accounts.values().map(|entry| &entry.stored);
            stored.filter(|stored| logins.contains(&stored.value.login)).cloned().collect()
        })
    }

    async fn accounts_page(&self, query: &AccountQuery) -> Result<AccountPage, StoreFailure> {
        self.with(|state| state.page(query))
    }

    async fn count_accounts(&self, query: &AccountQuery, most: u32) -> Result<u32, StoreFailure> {
        self.with(|state| u32::try_from(state.found(query).len()).unwrap_or(u32::MAX).min(most))
    }
}
