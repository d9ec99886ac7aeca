//! Every storage port on `SQLite` and `PostgreSQL` 15 or newer, with sea-orm.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use identity_store_sea_orm::SeaOrmStore;
//!
//! let store = SeaOrmStore::open("sqlite://identity.db", 4).await?;
//! store.migrate().await?;
//! let clock = store.clock(0).await?;
//! # let _ = clock; Ok(()) }
//! ```
//!
//! A file for each capability holds its table, its reads and its writes; [`SeaOrmStore`] is all of them
//! together. What is common to them: a commit is one transaction (`ledger`), a moment is a number of
//! microseconds, an id a UUID, a digest 32 bytes, a choice its stable word.

mod accounts;
mod audit;
mod backup;
mod clock;
mod connection;
mod devices;
mod guards;
mod installation;
mod invitations;
mod ledger;
mod migration;
mod organizations;
mod outbox;
mod permissions;
#[cfg(test)]
mod plans;
mod readiness;
mod rows;
mod sessions;
mod tokens;

pub use backup::{Alone, BackupError, Copied, Inspection, SqliteFile};
pub use clock::DatabaseClock;
pub use connection::{OpenError, SeaOrmStore};
pub use outbox::LettersUnderWay;
