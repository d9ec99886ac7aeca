//! Opening a database, and the one place where a writing transaction begins.

mod place;
mod postgres;
mod sqlite;

use std::{fmt, fs::File, future::Future, io, path::PathBuf, sync::Arc, time::Duration};

use identity_core::ports::StoreFailure;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, TryGetable,
};
use thiserror::Error;

pub(crate) use self::{
    place::Place,
    postgres::options as postgres_options,
    sqlite::{beside, connect_to_copy, lock_beside, open_file, private, use_alone},
};
use crate::{clock::DatabaseClock, migration};

/// How long anything may take, waiting for a connection included: whoever asks gets an answer or a failure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
const READINESS_PATIENCE: Duration = Duration::from_secs(1);

/// Every storage port on one database. Cheap to clone; the clones share their connections.
#[derive(Clone)]
pub struct SeaOrmStore {
    pub(crate) reader: DatabaseConnection,
    writer: DatabaseConnection,
    pub(crate) place: Place,
    /// Held as long as the file is open, so that nobody puts another in its place.
    #[expect(dead_code, reason = "it is held, not looked at")]
    in_use: Option<Arc<File>>,
}

/// Why a database cannot be opened. No message holds the address, since that may hold a password.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The address names neither kind of database.
    #[error("the address of the database {0}; write sqlite://PATH or postgres://USER@HOST/DATABASE")]
    Address(&'static str),
    /// The file cannot be made, read or locked.
    #[error("the database file {} cannot be used: check that the directory exists and that this user may write in it", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The server, or the file, gives no answer.
    #[error(
        "the database {place} does not answer: check that it is running, and that this machine and this user may connect"
    )]
    Unreachable {
        /// Which, without its password.
        place: String,
        /// What the driver says.
        source: DbErr,
    },
    /// `SQLite` is too old.
    #[error("SQLite {found} can lose committed writes; build with SQLite 3.51.3 or newer (the bundled one is)")]
    SqliteTooOld {
        /// Its version.
        found: String,
    },
    /// `PostgreSQL` is too old.
    #[error("PostgreSQL {found} is too old; use 15 or newer")]
    PostgresTooOld {
        /// Its major version.
        found: u32,
    },
    /// A newer build has migrated the database.
    #[error(
        "the database was migrated by a newer version ({found}) than this program knows ({newest}): start the newer program, or restore the backup that was made before it"
    )]
    NewerSchema {
        /// The newest migration in the database.
        found: String,
        /// The newest that this build knows.
        newest: &'static str,
    },
    /// The file is being replaced by a backup.
    #[error("the database {} is being restored from a backup: try again when that is done", .0.display())]
    BeingRestored(PathBuf),
    /// The file is open in another process.
    #[error("the database {} is in use: stop identity-web and every command that works on it first", .0.display())]
    InUse(PathBuf),
    /// A migration failed; it has left nothing behind.
    #[error("the database could not be migrated; it is as it was before")]
    Migration(#[source] DbErr),
}

impl SeaOrmStore {
    /// The newest migration that this build knows.
    pub const SCHEMA: &str = migration::NEWEST;

    /// Opens the database behind `url` (`sqlite://PATH`, made when it is missing, or `postgres://...`) with
    /// at most `connections` connections. Migrates nothing: see [`Self::migrate`].
    ///
    /// # Errors
    /// When it cannot be opened, is too old, or was migrated by a newer build.
    pub async fn open(url: &str, connections: u32) -> Result<Self, OpenError> {
        let store = match Place::parse(url)? {
            Place::Sqlite { file } => {
                let in_use = sqlite::use_with_others(&file)?;
                let store = sqlite::open(file, connections).await?;
                Self { in_use: Some(Arc::new(in_use)), ..store }
            }
            Place::Postgres { url, shown } => postgres::open(url, shown, connections).await?,
        };
        migration::refuse_newer(&store.reader).await.map_err(|refusal| refusal.at(&store.place))?;
        Ok(store)
    }

    /// Brings the schema up to this build. Safe when several processes start at once: one migrates, the
    /// others wait for it.
    ///
    /// # Errors
    /// When a migration fails, or the database was migrated by a newer build.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        migration::migrate(self).await
    }

    /// The newest migration that the database has had; `None` before the first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schema_version(&self) -> Result<Option<String>, StoreFailure> {
        answered(migration::newest_applied(&self.reader)).await
    }

    /// The version of the engine, as it tells it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn engine_version(&self) -> Result<String, StoreFailure> {
        let sql = match self.place {
            Place::Sqlite { .. } => "SELECT sqlite_version()",
            Place::Postgres { .. } => "SELECT split_part(current_setting('server_version'), ' ', 1)",
        };
        let asked = self.reader.query_one_raw(Statement::from_string(self.backend(), sql));
        answered(async { asked.await.and_then(first_value) }).await
    }

    /// Whether the database answers a read within a second, has its tables, and takes writes.
    pub async fn is_ready(&self) -> bool {
        let sql = match self.place {
            Place::Sqlite { .. } => "SELECT count(*) = 1 FROM (SELECT 1) LEFT JOIN founding ON 1 = 1",
            Place::Postgres { .. } => {
                "SELECT NOT pg_is_in_recovery() FROM (SELECT 1) AS one LEFT JOIN founding ON true"
            }
        };
        let read = self.reader.query_one_raw(Statement::from_string(self.backend(), sql));
        match tokio::time::timeout(READINESS_PATIENCE, read).await {
            Ok(Ok(Some(row))) => row.try_get_by_index(0).unwrap_or(false),
            _ => false,
        }
    }

    /// The database's clock, `shift_seconds` ahead of it (zero but in trials).
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn clock(&self, shift_seconds: i64) -> Result<DatabaseClock, StoreFailure> {
        DatabaseClock::measured(self.clone(), shift_seconds).await
    }

    /// Closes every connection, after what is under way.
    ///
    /// # Errors
    /// When the driver says so.
    pub async fn close(self) -> Result<(), StoreFailure> {
        self.reader.close_by_ref().await.map_err(StoreFailure::new)?;
        self.writer.close_by_ref().await.map_err(StoreFailure::new)
    }

    /// The file, on `SQLite`.
    #[must_use]
    pub fn file(&self) -> Option<&std::path::Path> {
        match &self.place {
            Place::Sqlite { file } => Some(file),
            Place::Postgres { .. } => None,
        }
    }

    /// Begins a transaction that writes. Every one begins here: `SQLite` must know at once that it will.
    pub(crate) async fn begin_writing(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.writer.begin_with_options(options).await
    }

    /// The connection that migrations run on, where there is only one that writes.
    pub(crate) const fn migrating_connection(&self) -> &DatabaseConnection {
        &self.writer
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }
}

impl fmt::Debug for SeaOrmStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SeaOrmStore").field(&self.place.to_string()).finish()
    }
}

/// Waits for an answer of the database, but not for ever.
pub(crate) async fn answered<T>(work: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, StoreFailure> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(answer) => answer.map_err(StoreFailure::new),
        Err(elapsed) => Err(StoreFailure::new(elapsed)),
    }
}

fn first_value<T: TryGetable>(row: Option<QueryResult>) -> Result<T, DbErr> {
    row.ok_or_else(|| DbErr::RecordNotFound("the database answers nothing".to_owned()))?.try_get_by_index(0)
}

#[cfg(test)]
mod tests;
