//! What it takes to try Portineria out without a database, a mail server or a clock: a store in memory,
//! fakes for the other ports, sample values, and the facts that every store must hold.
//!
//! - [`MemoryStore`] is every storage port in one value, with a look inside for tests.
//! - [`fakes`] stand in for clock, entropy, password hasher, courier and blocklist.
//! - [`samples`] are organizations, accounts, tokens, ... to begin a test with.
//! - [`mod@conformance`] is the kit: one function for each fact, one test for each fact in
//!   [`conformance!`].
//!
//! # Proving a store
//!
//! In a test of the crate that brings the store, give [`conformance!`] an expression that makes a fresh,
//! empty store. It is evaluated once for each fact, and may be awaited:
//!
//! ```
//! mod in_memory {
//!     use std::sync::Arc;
//!     use identity_testkit::MemoryStore;
//!
//!     identity_testkit::conformance!(Arc::new(MemoryStore::new()));
//! }
//!
//! mod on_a_database {
//!     # use std::sync::Arc;
//!     # use identity_testkit::MemoryStore;
//!     # struct TemporaryDatabase;
//!     # async fn fresh_database() -> (Arc<MemoryStore>, TemporaryDatabase) {
//!     #     (Arc::new(MemoryStore::new()), TemporaryDatabase)
//!     # }
//!     // What stands beside the store lives as long as the test; attributes go to every test.
//!     identity_testkit::conformance! {
//!         #[ignore = "needs a database"]
//!         fresh_database().await
//!     }
//! }
//! ```
//!
//! A single fact is a plain function:
//!
//! ```
//! use std::sync::Arc;
//! use identity_testkit::{MemoryStore, conformance};
//!
//! conformance::run(conformance::a_spent_token_is_gone(Arc::new(MemoryStore::new())));
//! ```

pub mod conformance;
pub mod fakes;
pub mod samples;

mod house;
mod memory;

pub use house::TestHouse;
pub use memory::MemoryStore;

#[cfg(test)]
mod careless;
