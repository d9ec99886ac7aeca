//! What the facts begin with and are said in.

use identity_core::{
    change::{AccountWrite, AuditKind, Change, GuardWrite, OrganizationWrite, Version, Versioned, Write},
    domain::{account::Account, lockout::SignInGuard, organization::Organization},
    ports::{Landing, StoreFailure},
};
use tokio::{sync::Barrier, task::JoinSet};

use super::{Arc, Store};
use crate::samples;

/// An answer that the store owes.
pub(super) trait Answered<T> {
    fn answered(self) -> T;
}

impl<T> Answered<T> for Result<T, StoreFailure> {
    #[track_caller]
    fn answered(self) -> T {
        match self {
            Ok(answer) => answer,
            Err(failure) => broken(&format!("{failure}: {:?}", std::error::Error::source(&failure))),
        }
    }
}

impl<T> Answered<T> for Option<T> {
    #[track_caller]
    fn answered(self) -> T {
        match self {
            Some(found) => found,
            None => broken("nothing was found"),
        }
    }
}

#[track_caller]
#[expect(clippy::panic, reason = "a fact that does not hold panics")]
fn broken(how: &str) -> ! {
    panic!("{how}")
}

/// A change that does something; which line records it does not matter.
pub(super) fn change(write: impl Into<Write>) -> Change {
    recorded().write(write)
}

/// A change that only leaves a line.
pub(super) fn recorded() -> Change {
    Change::recorded_as(samples::event(AuditKind::AccountEdited))
}

/// How a change ends.
pub(super) async fn landing(store: &Store, change: Change) -> Landing {
    store.commit(samples::stamped(change)).await.answered()
}

/// Commits what must land.
#[track_caller]
pub(super) fn land(store: &Store, change: Change) -> impl Future<Output = ()> {
    let what = format!("{change:?}");
    let caller = std::panic::Location::caller();
    async move {
        assert_eq!(landing(store, change).await, Landing::Landed, "at {caller}: {what}");
    }
}

/// Commits what must not land.
#[track_caller]
pub(super) fn overtaken(store: &Store, change: Change) -> impl Future<Output = ()> {
    let what = format!("{change:?}");
    let caller = std::panic::Location::caller();
    async move {
        assert_eq!(landing(store, change).await, Landing::Overtaken, "at {caller}: {what}");
    }
}

/// A studio with its owner and two members.
pub(super) struct Studio {
    pub(super) organization: Organization,
    pub(super) owner: Account,
    pub(super) anna: Account,
    pub(super) bruno: Account,
}

/// Opens `studio-rossi`.
pub(super) async fn studio(store: &Store) -> Studio {
    studio_called(store, "studio-rossi").await
}

/// Opens a studio.
pub(super) async fn studio_called(store: &Store, handle: &str) -> Studio {
    let organization = samples::organization(handle);
    let owner = samples::owner(&organization);
    let [anna, bruno] = ["anna", "bruno"].map(|name| samples::member(&organization, name));
    let opening = change(OrganizationWrite::Open(organization.clone()))
        .write(register(&owner))
        .write(register(&anna))
        .write(register(&bruno));
    land(store, opening).await;
    Studio { organization, owner, anna, bruno }
}

/// The write that makes an account.
pub(super) fn register(account: &Account) -> AccountWrite {
    AccountWrite::Register { account: account.clone(), key: samples::name_key(account) }
}

/// Puts a guard in place of whatever is there.
pub(super) async fn put_guard(store: &Store, guard: &SignInGuard, known: bool) {
    let seen = store.guard(&guard.key).await.answered().version;
    land(store, Change::counting(GuardWrite::Put { guard: guard.clone(), seen, known })).await;
}

/// The account as it is stored.
pub(super) async fn stored_account(store: &Store, of: &Account) -> Versioned<Account> {
    store.account(of.id).await.answered().answered()
}

/// Changes an account as if somebody had edited it.
pub(super) async fn edit(store: &Store, account: Account) -> Version {
    let seen = stored_account(store, &account).await.version;
    land(store, change(AccountWrite::Replace { account: account.clone(), seen })).await;
    stored_account(store, &account).await.version
}

/// Commits all of these at once; how many landed.
pub(super) async fn landed_at_once(store: &Store, changes: Vec<Change>) -> usize {
    let commit = |change| {
        let store = Store::clone(store);
        async move { landing(&store, change).await }
    };
    at_once(changes.into_iter().map(commit)).await.into_iter().filter(|landing| *landing == Landing::Landed).count()
}

/// Runs all of these on tasks of their own, none before all are ready.
pub(super) async fn at_once<T: Send + 'static>(
    runners: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let runners: Vec<_> = runners.into_iter().collect();
    let start = Arc::new(Barrier::new(runners.len()));
    let mut tasks = JoinSet::new();
    for runner in runners {
        let start = Arc::clone(&start);
        tasks.spawn(async move {
            start.wait().await;
            runner.await
        });
    }
    tasks.join_all().await
}
