//! The facts that every store holds, whatever it is made of: one function for each, listed once, in
//! [`conformance!`](crate::conformance!).
//!
//! A fact is given a store with nothing in it, and panics when it does not hold. Where it is about a race,
//! every runner has read before any of them writes, so that a store that is wrong is wrong each time.
#![expect(clippy::missing_panics_doc, reason = "a fact that does not hold panics: that is what it is for")]

mod accounts;
mod audit;
mod audit_chain;
mod audit_pages;
mod devices;
mod epochs;
mod guards;
mod invitations;
mod kept_guards;
mod ledger;
mod list;
mod orders;
mod organizations;
mod outbox;
mod outbox_lists;
mod pages;
mod profiles;
mod readiness;
mod reading_back;
mod reading_back_accounts;
mod search;
mod sessions;
mod stage;
mod tokens;

use std::{pin::Pin, sync::Arc};

use identity_core::ports::IdentityStore;

pub use self::{
    accounts::*, audit::*, audit_chain::*, audit_pages::*, devices::*, epochs::*, guards::*, invitations::*,
    kept_guards::*, ledger::*, orders::*, organizations::*, outbox::*, outbox_lists::*, pages::*, profiles::*,
    readiness::*, reading_back::*, reading_back_accounts::*, search::*, sessions::*, tokens::*,
};

/// A store as the facts take it.
pub type Store = Arc<dyn IdentityStore>;

/// What [`conformance!`](crate::conformance!) is given: a store with nothing in it, alone or with what
/// must outlive it (`(Arc::new(store), temporary_directory)`).
pub trait Fresh {
    /// The store.
    fn store(&self) -> Store;
}

impl<S: IdentityStore + 'static> Fresh for Arc<S> {
    fn store(&self) -> Store {
        Arc::<S>::clone(self)
    }
}

impl<S: IdentityStore + 'static, Beside> Fresh for (Arc<S>, Beside) {
    fn store(&self) -> Store {
        self.0.store()
    }
}

/// A fact, for whoever runs the list in another way than [`conformance!`](crate::conformance!).
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Its name: a sentence.
    pub name: &'static str,
    /// Panics when it does not hold.
    pub hold: fn(Store) -> Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// Every fact.
#[must_use]
pub fn facts() -> Vec<Fact> {
    crate::every_fact!(fact_table {})
}

/// Runs a fact, or a whole test, on a runtime of its own with several threads.
///
/// # Panics
/// When `future` does, or when the system has no threads left.
#[expect(clippy::expect_used, reason = "without a runtime there is no test")]
pub fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}
