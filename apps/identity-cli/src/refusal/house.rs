//! What is wrong with the installation itself: its key, its store, its backups.

use identity_settings::{BackupError, CompositionError, HouseKeyError, MarkError, StoreOpenError};

use super::shortened;
use crate::words::{Sentence, say};

/// What is wrong with the installation, and what to do.
pub(crate) fn composition(error: &CompositionError) -> (Sentence, Sentence) {
    match error {
        CompositionError::HouseKey(error) => house_key(error),
        CompositionError::Store(error) => store(error),
        CompositionError::NoDatabase(path) => {
            (say!("no-database").with("path", path.display().to_string()), say!("start-web"))
        }
        CompositionError::OlderSchema => (say!("schema-older"), say!("start-web")),
        CompositionError::Clock(_) | CompositionError::Unavailable(_) => (say!("store-silent"), say!("run-doctor")),
        CompositionError::Mark(error) => mark(error),
        CompositionError::WentBack(path) => {
            (say!("went-back").with("path", path.display().to_string()), say!("went-back-remedy"))
        }
        CompositionError::Hashing(_) => (say!("hashing-broken"), say!("free-memory")),
        CompositionError::HashingCost(_)
        | CompositionError::Lockout(_)
        | CompositionError::Catalogue(_)
        | CompositionError::Letters(_)
        | CompositionError::Relay(_) => (say!("settings-unusable"), say!("settings-remedy")),
    }
}

/// What is wrong with the house key, and what to do.
pub(crate) fn house_key(error: &HouseKeyError) -> (Sentence, Sentence) {
    match error {
        HouseKeyError::Missing(path) => {
            (say!("key-missing").with("path", path.display().to_string()), say!("key-missing-remedy"))
        }
        HouseKeyError::Unreadable { path, reason } => (
            say!("key-unreadable").with("path", path.display().to_string()).with("reason", reason),
            say!("key-unreadable-remedy"),
        ),
        HouseKeyError::Malformed(path) => {
            (say!("key-malformed").with("path", path.display().to_string()), say!("key-malformed-remedy"))
        }
        HouseKeyError::AlreadyThere(path) => {
            (say!("key-there").with("path", path.display().to_string()), say!("key-there-remedy"))
        }
        HouseKeyError::NotMade { path, reason } => (
            say!("key-not-made").with("path", path.display().to_string()).with("reason", reason),
            say!("key-not-made-remedy"),
        ),
    }
}

fn store(error: &StoreOpenError) -> (Sentence, Sentence) {
    match error {
        StoreOpenError::Address(_) => (say!("store-address"), say!("store-address-remedy")),
        StoreOpenError::File { path, source } => (
            say!("store-file").with("path", path.display().to_string()).with("reason", source.to_string()),
            say!("store-file-remedy"),
        ),
        StoreOpenError::Unreachable { place, .. } => {
            (say!("store-unreachable").with("place", place), say!("store-unreachable-remedy"))
        }
        StoreOpenError::SqliteTooOld { found } => (say!("sqlite-old").with("found", found), say!("sqlite-old-remedy")),
        StoreOpenError::PostgresTooOld { found } => {
            (say!("postgres-old").with("found", *found), say!("postgres-old-remedy"))
        }
        StoreOpenError::NewerSchema { found, newest } => {
            (say!("schema-newer").with("found", found).with("newest", *newest), say!("schema-newer-remedy"))
        }
        StoreOpenError::BeingRestored(path) => {
            (say!("being-restored").with("path", path.display().to_string()), say!("being-restored-remedy"))
        }
        StoreOpenError::InUse(path) => {
            (say!("database-in-use").with("path", path.display().to_string()), say!("database-in-use-remedy"))
        }
        StoreOpenError::Migration(_) => (say!("not-migrated"), say!("run-doctor")),
    }
}

/// What is wrong with the mark, and what to do.
pub(crate) fn mark(error: &MarkError) -> (Sentence, Sentence) {
    match error {
        MarkError::Unusable { path, reason } => (
            say!("mark-unusable").with("path", path.display().to_string()).with("reason", reason),
            say!("mark-unusable-remedy"),
        ),
        MarkError::Malformed(path) => {
            (say!("mark-malformed").with("path", path.display().to_string()), say!("mark-malformed-remedy"))
        }
    }
}

/// What is wrong with a backup, and what to do.
pub(super) fn backup(error: &BackupError) -> (Sentence, Sentence) {
    match error {
        BackupError::NotSqlite => (say!("backup-not-sqlite"), say!("backup-not-sqlite-remedy")),
        BackupError::AlreadyThere(path) => {
            (say!("backup-there").with("path", path.display().to_string()), say!("backup-there-remedy"))
        }
        BackupError::File { path, source } => (
            say!("backup-file").with("path", path.display().to_string()).with("reason", source.to_string()),
            say!("backup-file-remedy"),
        ),
        BackupError::NoDatabase(path) => {
            (say!("backup-no-database").with("path", path.display().to_string()), say!("backup-another-remedy"))
        }
        BackupError::HalfCopied(path) => {
            (say!("backup-half").with("path", path.display().to_string()), say!("backup-half-remedy"))
        }
        BackupError::Damaged { path, found } => (
            say!("backup-damaged").with("path", path.display().to_string()).with("found", shortened(found)),
            say!("backup-another-remedy"),
        ),
        BackupError::NotOurs(path) => {
            (say!("backup-not-ours").with("path", path.display().to_string()), say!("backup-another-remedy"))
        }
        BackupError::Open(error) => store(error),
        BackupError::Failed(_) => (say!("backup-failed"), say!("run-doctor")),
    }
}
