//! What is wrong around the database: its disk, its log, its backups, its mark; and who and what is stuck in it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use identity_core::{
    domain::{kernel::Timestamp, outbox::LetterState},
    ports::{Guards as _, Installation as _, OutboxQueue as _},
};
use identity_settings::{Settings, adapters::SeaOrmStore};

use super::finding::{Check, Finding, Grade, finding, fine};
use crate::words::{Sentence, say};

/// Below this a full disk is days away, below the other minutes.
const FEW_BYTES: u64 = 1 << 30;
const TOO_FEW_BYTES: u64 = 64 << 20;

/// A log that grows beyond this is not written back: something reads without an end.
const LONG_LOG: u64 = 256 << 20;

/// A letter that waits longer does so because nothing goes out.
const LONG_WAIT_SECONDS: u64 = 300;

/// How many are counted.
const COUNTED: u32 = 1_000;

/// The disk and the log of a database file.
pub(super) fn file_findings(file: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(space) = rustix::fs::statvfs(directory) {
        findings.push(disk(directory, space.f_bavail.saturating_mul(space.f_frsize)));
    }
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    findings.push(log_finding(fs::metadata(PathBuf::from(log)).map_or(0, |found| found.len())));
    findings
}

fn disk(directory: &Path, bytes: u64) -> Finding {
    let what = say!("disk-free").with("path", directory.display().to_string()).with("count", bytes >> 20);
    match bytes {
        0..TOO_FEW_BYTES => finding(Check::Disk, Grade::Broken, what, say!("disk-remedy")),
        TOO_FEW_BYTES..FEW_BYTES => finding(Check::Disk, Grade::Unwise, what, say!("disk-remedy")),
        FEW_BYTES.. => fine(Check::Disk, what),
    }
}

fn log_finding(bytes: u64) -> Finding {
    let what = say!("log-size").with("count", bytes >> 20);
    if bytes > LONG_LOG { finding(Check::Log, Grade::Unwise, what, say!("log-remedy")) } else { fine(Check::Log, what) }
}

/// The newest backup, where they are looked after.
#[expect(clippy::disallowed_methods, reason = "the age of a file is told by the machine's own clock")]
pub(super) fn backup_finding(settings: &Settings) -> Option<Finding> {
    let directory = settings.store.backup_directory.as_ref()?;
    let shown = directory.display().to_string();
    let newest = match newest_file(directory) {
        Ok(Some(newest)) => newest,
        Ok(None) => {
            return Some(finding(
                Check::Backups,
                Grade::Broken,
                say!("backups-none").with("path", shown),
                say!("backups-remedy"),
            ));
        }
        Err(error) => {
            let what = say!("backups-unreadable").with("path", shown).with("reason", error.to_string());
            return Some(finding(Check::Backups, Grade::Broken, what, say!("backups-unreadable-remedy")));
        }
    };
    let age = SystemTime::now().duration_since(newest).unwrap_or(Duration::ZERO);
    let what = say!("backups-newest").with("path", shown).with("hours", age.as_secs() / 3_600);
    Some(if age > settings.store.backup_age {
        finding(Check::Backups, Grade::Broken, what, say!("backups-remedy"))
    } else {
        fine(Check::Backups, what)
    })
}

fn newest_file(directory: &Path) -> io::Result<Option<SystemTime>> {
    let mut newest = None;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let found = entry.metadata()?;
        // What is under way is no backup yet.
        if found.is_file() && found.len() > 0 && entry.path().extension().is_none_or(|end| end != "partial") {
            newest = newest.max(Some(found.modified()?));
        }
    }
    Ok(newest)
}

/// Whether the database has gone back behind the mark.
pub(super) async fn mark_finding(settings: &Settings, store: &SeaOrmStore) -> Finding {
    let mark = &settings.store.mark;
    let path = mark.path().display().to_string();
    let seen = match mark.read() {
        Ok(Some(seen)) => seen,
        Ok(None) => return fine(Check::Mark, say!("mark-none").with("path", path)),
        Err(error) => {
            let (what, remedy) = crate::refusal::mark(&error);
            return finding(Check::Mark, Grade::Broken, what, remedy);
        }
    };
    let place = store.line_place(seen.line.map_or(0, |line| line.number)).await;
    match (store.reached().await, place) {
        (Ok(now), Ok(place)) if seen.is_lost_in(&now, place) => {
            finding(Check::Mark, Grade::Broken, say!("went-back").with("path", path), say!("went-back-remedy"))
        }
        (Ok(_), Ok(_)) => fine(Check::Mark, say!("mark-fine").with("path", path)),
        _ => finding(Check::Mark, Grade::Broken, say!("store-silent"), say!("store-unreachable-remedy")),
    }
}

/// Who is locked, and which letters did not go.
pub(super) async fn people_findings(store: &SeaOrmStore, now: Timestamp) -> Vec<Finding> {
    let silent = |check| finding(check, Grade::Broken, say!("store-silent"), say!("store-unreachable-remedy"));
    let locked = match store.barred_accounts(None, now, COUNTED).await {
        Ok(barred) if barred.is_empty() => fine(Check::Lockouts, say!("nobody-is-locked")),
        Ok(barred) => Finding {
            remedy: Some(say!("locked-remedy")),
            ..fine(Check::Lockouts, say!("accounts-locked").with("count", barred.len()))
        },
        Err(_) => silent(Check::Lockouts),
    };
    vec![locked, letters(store, now).await.unwrap_or_else(|| silent(Check::Letters))]
}

async fn letters(store: &SeaOrmStore, now: Timestamp) -> Option<Finding> {
    let mut failed = 0;
    for state in [LetterState::Refused, LetterState::GivenUp] {
        failed += store.outbox_rows(None, Some(state), COUNTED).await.ok()?.len();
    }
    let under_way = store.letters_under_way().await.ok()?;
    let waited = under_way.oldest_asked_at.map_or(0, |asked_at| asked_at.seconds_until(now));
    let unwise = |what: Sentence, remedy: Sentence| finding(Check::Letters, Grade::Unwise, what, remedy);
    Some(if waited > LONG_WAIT_SECONDS {
        let count = under_way.queued + under_way.sending;
        unwise(say!("letters-wait").with("count", count).with("minutes", waited / 60), say!("letters-wait-remedy"))
    } else if failed > 0 {
        unwise(say!("letters-failed").with("count", failed), say!("letters-failed-remedy"))
    } else {
        fine(Check::Letters, say!("letters-fine"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_fills_is_a_warning_first_and_then_broken() {
        let grade = |bytes| disk(Path::new("/"), bytes).grade.word();
        assert_eq!(
            [FEW_BYTES, FEW_BYTES - 1, TOO_FEW_BYTES, TOO_FEW_BYTES - 1].map(grade),
            ["ok", "warning", "warning", "failure"]
        );
        assert_eq!([LONG_LOG, LONG_LOG + 1].map(|bytes| log_finding(bytes).grade.word()), ["ok", "warning"]);
    }

    #[test]
    fn the_newest_backup_is_a_whole_file_with_something_in_it() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(newest_file(directory.path()).unwrap(), None);
        fs::write(directory.path().join("x.partial"), "half").unwrap();
        fs::write(directory.path().join("empty"), "").unwrap();
        fs::create_dir(directory.path().join("inner")).unwrap();
        assert_eq!(newest_file(directory.path()).unwrap(), None);
        fs::write(directory.path().join("x.db"), "whole").unwrap();
        assert!(newest_file(directory.path()).unwrap().is_some());
        assert!(newest_file(Path::new("/nowhere/at/all")).is_err());
    }
}
