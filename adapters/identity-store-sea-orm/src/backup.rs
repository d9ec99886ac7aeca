//! Copies of a `SQLite` file: made while it is in use, looked at, and put in its place.
//!
//! `PostgreSQL` has programs of its own for that.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TryGetable};
use thiserror::Error;
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    SeaOrmStore,
    connection::{OpenError, Place, beside, connect_to_copy, lock_beside, open_file, private, use_alone},
    migration::{self, Refusal},
};

/// Why a copy is not made, or not taken.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The store is a server's.
    #[error("the database is PostgreSQL's: use pg_dump and pg_restore")]
    NotSqlite,
    /// Something is there already, and nothing is overwritten.
    #[error("{} is there already, and nothing is overwritten", .0.display())]
    AlreadyThere(PathBuf),
    /// A file cannot be read or written.
    #[error("{} cannot be read or written", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is none of `SQLite`'s.
    #[error("{} is no SQLite database", .0.display())]
    NoDatabase(PathBuf),
    /// The file was copied while it was in use: its newest commits are in another file.
    #[error("{} was copied by hand while it was in use, and is not whole", .0.display())]
    HalfCopied(PathBuf),
    /// The file is damaged.
    #[error("{} is damaged: {found}", path.display())]
    Damaged {
        /// Which.
        path: PathBuf,
        /// The first thing that `SQLite` found.
        found: String,
    },
    /// The file is a database, but not one of this program.
    #[error("{} is a database of another program", .0.display())]
    NotOurs(PathBuf),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The driver says something else.
    #[error("the copy failed")]
    Failed(#[from] DbErr),
}

impl BackupError {
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::File { path: path.to_owned(), source }
    }
}

/// How far a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Bytes that are written.
    pub bytes: u64,
    /// Bytes of the database; the copy may end with fewer.
    pub of: u64,
}

/// What is in a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// Its newest migration.
    pub schema: String,
    /// How many accounts it has.
    pub accounts: u64,
    /// Bytes.
    pub bytes: u64,
    /// The newest line of its audit log, in microseconds; none where there is no line.
    pub newest_line_at: Option<i64>,
}

/// How often somebody who waits is told how far it is.
const TOLD_EVERY: Duration = Duration::from_millis(200);

impl SeaOrmStore {
    /// Writes a whole copy of the database as it is at one moment into a new file, while it goes on being used; the
    /// copy has been looked at and is on the disk when this returns. `tell` hears several times how far it is.
    ///
    /// # Errors
    /// When the store is no file, `to` is there already, or the copy cannot be made; what was begun is gone then.
    pub async fn back_up(&self, to: &Path, mut tell: impl FnMut(Copied)) -> Result<Inspection, BackupError> {
        let Place::Sqlite { .. } = &self.place else {
            return Err(BackupError::NotSqlite);
        };
        if to.try_exists().map_err(BackupError::file(to))? {
            return Err(BackupError::AlreadyThere(to.to_owned()));
        }
        let draft = beside(to, ".partial");
        // A draft that is there was left by a backup that did not end, or belongs to one that is under way.
        private().create_new(true).open(&draft).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => BackupError::AlreadyThere(draft.clone()),
            _ => BackupError::File { path: draft.clone(), source: error },
        })?;
        let made = self.copy_into(&draft, &mut tell).await.and_then(|inspection| {
            // A link is never put over another file.
            fs::hard_link(&draft, to).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => BackupError::AlreadyThere(to.to_owned()),
                _ => BackupError::File { path: to.to_owned(), source: error },
            })?;
            Ok(inspection)
        });
        fs::remove_file(&draft).map_err(BackupError::file(&draft))?;
        let inspection = made?;
        make_names_durable(to).map_err(BackupError::file(to))?;
        Ok(inspection)
    }

    async fn copy_into(&self, draft: &Path, tell: &mut impl FnMut(Copied)) -> Result<Inspection, BackupError> {
        let connection = self.migrating_connection();
        let pages: i64 =
            value(connection, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()").await?;
        let of = pages.unsigned_abs();
        let name = draft.to_str().ok_or_else(|| BackupError::NoDatabase(draft.to_owned()))?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
        let copying = connection.execute_raw(copy);
        tokio::pin!(copying);
        let mut ticks = interval(TOLD_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            tokio::select! {
                done = &mut copying => break done.map(drop)?,
                _ = ticks.tick() => tell(Copied { bytes: fs::metadata(draft).map_or(0, |found| found.len()), of }),
            }
        }
        // SQLite leaves it to whoever asked to bring the copy to the disk.
        File::open(draft).and_then(|file| file.sync_all()).map_err(BackupError::file(draft))?;
        SqliteFile::at(draft).inspect().await
    }
}

/// A `SQLite` file that may be a copy of a store.
#[derive(Clone, Debug)]
pub struct SqliteFile {
    path: PathBuf,
}

impl SqliteFile {
    /// The file with this name.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Reads the whole file, changes nothing, and says what is in it.
    ///
    /// # Errors
    /// When it is no whole, undamaged database of this program, or of a newer build.
    pub async fn inspect(&self) -> Result<Inspection, BackupError> {
        let path = &self.path;
        let bytes = fs::metadata(path).map_err(BackupError::file(path))?.len();
        if !begins_like_a_database(path).map_err(BackupError::file(path))? {
            return Err(BackupError::NoDatabase(path.clone()));
        }
        if fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0) {
            return Err(BackupError::HalfCopied(path.clone()));
        }
        let damaged = |error: DbErr| BackupError::Damaged { path: path.clone(), found: error.to_string() };
        let connection = connect_to_copy(path).await.map_err(damaged)?;
        let found = look_into(&connection, path).await;
        connection.close().await?;
        let (schema, accounts, newest_line_at) = found?;
        Ok(Inspection { schema, accounts, bytes, newest_line_at })
    }
}

async fn look_into(connection: &DatabaseConnection, path: &Path) -> Result<(String, u64, Option<i64>), BackupError> {
    let damaged = |found: String| BackupError::Damaged { path: path.to_owned(), found };
    let told: String =
        value(connection, "PRAGMA integrity_check(1)").await.map_err(|error| damaged(error.to_string()))?;
    if told != "ok" {
        return Err(damaged(told));
    }
    let not_ours = || BackupError::NotOurs(path.to_owned());
    let tables: i64 = value(
        connection,
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('founding', 'accounts', 'audit_log')",
    )
    .await?;
    if tables != 3 {
        return Err(not_ours());
    }
    migration::refuse_newer(connection).await.map_err(|refusal| match refusal {
        Refusal::Newer(_) => BackupError::Open(refusal.at(&Place::Sqlite { file: path.to_owned() })),
        Refusal::Failed(error) => BackupError::Failed(error),
    })?;
    let schema = migration::newest_applied(connection).await?.ok_or_else(not_ours)?;
    let accounts: i64 = value(connection, "SELECT count(*) FROM accounts").await?;
    let newest: Option<i64> =
        value(connection, "SELECT (SELECT at FROM audit_log ORDER BY number DESC LIMIT 1)").await?;
    Ok((schema, accounts.unsigned_abs(), newest))
}

/// A database file that no other process uses, until this is dropped.
#[derive(Debug)]
pub struct Alone {
    file: PathBuf,
    _lock: File,
}

impl Alone {
    /// Takes the file for this process alone, whether or not there is one yet.
    ///
    /// # Errors
    /// When it is open anywhere else.
    pub fn with(file: &Path) -> Result<Self, OpenError> {
        Ok(Self { file: file.to_owned(), _lock: use_alone(file)? })
    }

    /// Opens the database as it is.
    ///
    /// # Errors
    /// When it cannot be opened, or was migrated by a newer build.
    pub async fn open(&self) -> Result<SeaOrmStore, OpenError> {
        let store = open_file(&self.file).await?;
        migration::refuse_newer(&store.reader).await.map_err(|refusal| refusal.at(&store.place))?;
        Ok(store)
    }

    /// A copy of `backup` beside the database, for this process to work on. A copy that an earlier try left is gone.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn draft(&self, backup: &Path) -> Result<PathBuf, BackupError> {
        let draft = beside(&self.file, ".restoring");
        discard(&draft).map_err(BackupError::file(&draft))?;
        let mut from = File::open(backup).map_err(BackupError::file(backup))?;
        let mut into = private().create_new(true).open(&draft).map_err(BackupError::file(&draft))?;
        io::copy(&mut from, &mut into).and_then(|_| into.sync_all()).map_err(BackupError::file(&draft))?;
        Ok(draft)
    }

    /// Puts the closed database `draft` in the place of this one, and keeps this one under the name `aside`. At every
    /// moment one of the two is in place, whole.
    ///
    /// # Errors
    /// When a file cannot be renamed; the old database is then still in place.
    pub async fn replace(&self, draft: &Path, aside: &Path) -> Result<(), BackupError> {
        let failed = BackupError::file(&self.file);
        let alone = lock_beside(&self.file).await?;
        let replaced = self.swap(draft, aside);
        drop(alone);
        replaced.map_err(failed)
    }

    fn swap(&self, draft: &Path, aside: &Path) -> io::Result<()> {
        File::open(draft)?.sync_all()?;
        if self.file.try_exists()? {
            // A log that outlives its database would be replayed into the one that comes after it. It is empty where
            // the database could be opened and closed, and belongs to the file that goes otherwise.
            for log in ["-wal", "-shm"] {
                rename_if_there(&beside(&self.file, log), &beside(aside, log))?;
            }
            fs::hard_link(&self.file, aside)?;
        }
        fs::rename(draft, &self.file)?;
        discard(draft)?;
        make_names_durable(&self.file)
    }

    /// Takes away what was made of a copy.
    ///
    /// # Errors
    /// When something of it stays.
    pub fn discard(&self, draft: &Path) -> Result<(), BackupError> {
        discard(draft).map_err(BackupError::file(draft))
    }
}

/// Takes a database away with everything that stands beside it.
fn discard(file: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm", ".lock", ".in-use"] {
        match fs::remove_file(beside(file, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        answer => answer,
    }
}

fn begins_like_a_database(path: &Path) -> io::Result<bool> {
    use io::Read as _;
    let mut head = Vec::with_capacity(16);
    File::open(path)?.take(16).read_to_end(&mut head)?;
    Ok(head == b"SQLite format 3\0")
}

/// A name that is lost in a power cut takes its file along.
fn make_names_durable(file: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let directory = file.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

async fn value<T: TryGetable>(connection: &DatabaseConnection, sql: &str) -> Result<T, DbErr> {
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("the database answers nothing".to_owned()))?.try_get_by_index(0)
}
