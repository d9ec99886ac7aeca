//! Opening a file.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{OpenError, PATIENCE, Place, SeaOrmStore, first_value};

/// Before this version two connections that write and checkpoint at once can lose committed writes.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
const MOST_SQLITE_READERS: u32 = 4;

pub(super) async fn open(file: PathBuf, connections: u32) -> Result<SeaOrmStore, OpenError> {
    let place = Place::Sqlite { file: file.clone() };
    // Held while the first connection turns the write-ahead log on: two that do so at once get "locked".
    let alone = lock_beside(&file).await?;
    create_private(&file).map_err(|source| OpenError::File { path: file.clone(), source })?;
    let writer = Database::connect(options(&file, 1, |options| {
        options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
    }))
    .await
    .map_err(|source| place.unreachable(source))?;
    drop(alone);
    let row = writer.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version()")).await;
    let found: String = row.and_then(first_value).map_err(|source| place.unreachable(source))?;
    if !is_new_enough(&found) {
        return Err(OpenError::SqliteTooOld { found });
    }
    let readers = connections.clamp(1, MOST_SQLITE_READERS);
    let reader = Database::connect(options(&file, readers, |options| options.pragma("query_only", "on")))
        .await
        .map_err(|source| place.unreachable(source))?;
    Ok(SeaOrmStore { reader, writer, place, in_use: None })
}

/// One connection writes and the others read: writers of one process queue fairly instead of polling for
/// the lock, and `busy_timeout` is left for other processes.
fn options(file: &Path, connections: u32, also: fn(SqliteConnectOptions) -> SqliteConnectOptions) -> ConnectOptions {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite://");
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            also(
                options
                    .filename(&file)
                    .in_memory(false)
                    .create_if_missing(false)
                    .foreign_keys(true)
                    .busy_timeout(PATIENCE),
            )
        });
    options
}

pub(super) fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    std::array::from_fn::<u32, 3, _>(|_| parts.next().unwrap_or(0)) >= OLDEST_SQLITE
}

/// Holds back every other process that opens or migrates the same file, until the lock is dropped.
pub(crate) async fn lock_beside(file: &Path) -> Result<File, OpenError> {
    let path = beside(file, ".lock");
    let locking = path.clone();
    let locked = tokio::task::spawn_blocking(move || {
        let lock = private().truncate(false).open(&locking)?;
        if lock.try_lock().is_err() {
            tracing::info!("waiting for another process that opens or migrates the database");
            lock.lock()?;
        }
        Ok(lock)
    });
    locked
        .await
        .unwrap_or_else(|stopped| Err(io::Error::other(stopped)))
        .map_err(|source| OpenError::File { path, source })
}

/// The same name with something behind it.
pub(crate) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

const IN_USE: &str = ".in-use";

/// Says that the file is in use, as others do beside this process.
pub(super) fn use_with_others(file: &Path) -> Result<File, OpenError> {
    let path = beside(file, IN_USE);
    let lock = private().truncate(false).open(&path).map_err(|source| OpenError::File { path, source })?;
    match lock.try_lock_shared() {
        Ok(()) => Ok(lock),
        Err(_) => Err(OpenError::BeingRestored(file.to_owned())),
    }
}

/// Takes the file for this process alone, until the lock is dropped.
pub(crate) fn use_alone(file: &Path) -> Result<File, OpenError> {
    let path = beside(file, IN_USE);
    let lock = private().truncate(false).open(&path).map_err(|source| OpenError::File { path, source })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(_) => Err(OpenError::InUse(file.to_owned())),
    }
}

/// Opens the file for whoever holds it alone.
pub(crate) async fn open_file(file: &Path) -> Result<SeaOrmStore, OpenError> {
    open(file.to_owned(), 1).await
}

/// A connection that only looks at a file that nobody writes.
pub(crate) async fn connect_to_copy(file: &Path) -> Result<DatabaseConnection, DbErr> {
    Database::connect(options(file, 1, |options| options.read_only(true).immutable(true))).await
}

fn create_private(file: &Path) -> io::Result<()> {
    private().truncate(false).open(file).map(drop)
}

/// What is made belongs to this user alone; `SQLite` gives its log files the mode of the database.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
