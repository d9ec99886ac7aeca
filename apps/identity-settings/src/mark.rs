//! How far the store had come when this node last looked: a small file outside of the store, so that an older copy
//! that is put in the store's place is noticed though the copy itself knows nothing of it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use identity_core::domain::{
    installation::{Epoch, LogLine, Reached},
    kernel::Timestamp,
};

/// The first line of the file.
const TITLE: &str = "portineria mark 1";

/// The file that remembers how far the store had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkFile {
    path: PathBuf,
}

/// Why there is no mark.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// The file cannot be read or written.
    #[error(
        "the mark {} cannot be read or written: {reason}\n    Let the service's user write in its directory, or name another file with [store] mark_file.", path.display()
    )]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file holds something else.
    #[error("{} is no mark of Portineria\n    Name another file with [store] mark_file. If it was damaged, remove it: the next start makes a new one.", .0.display())]
    Malformed(PathBuf),
}

impl MarkFile {
    /// The mark in this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was seen; `None` before the first time.
    ///
    /// # Errors
    /// When the file is there and tells nothing.
    pub fn read(&self) -> Result<Option<Reached>, MarkError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => parsed(&text).map(Some).ok_or_else(|| MarkError::Malformed(self.path.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(MarkError::Malformed(self.path.clone())),
            Err(error) => Err(self.unusable(&error)),
        }
    }

    /// Keeps what is seen now, whole or not at all, on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be written; what was there stays.
    pub fn write(&self, reached: &Reached) -> Result<(), MarkError> {
        replace(&self.path, &written(reached)).map_err(|error| self.unusable(&error))
    }

    fn unusable(&self, error: &io::Error) -> MarkError {
        MarkError::Unusable { path: self.path.clone(), reason: error.to_string() }
    }
}

fn written(reached: &Reached) -> String {
    let line =
        reached.line.map_or_else(String::new, |line| format!("line {} at {}\n", line.number, line.at.as_micros()));
    format!("{TITLE}\nepoch {}\n{line}", reached.epoch.as_micros())
}

fn parsed(text: &str) -> Option<Reached> {
    let mut lines = text.lines();
    if lines.next()? != TITLE {
        return None;
    }
    let epoch = Epoch::as_stored(lines.next()?.strip_prefix("epoch ")?.parse().ok()?);
    let line = match lines.next() {
        None => None,
        Some(line) => {
            let (number, at) = line.strip_prefix("line ")?.split_once(" at ")?;
            Some(LogLine { number: number.parse().ok()?, at: Timestamp::from_micros(at.parse().ok()?) })
        }
    };
    lines.next().is_none().then_some(Reached { epoch, line })
}

/// Writes beside the path and renames into place, so that nobody ever reads half a mark.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    // Nodes of one machine may share the mark.
    draft.push(format!(".{}", std::process::id()));
    let draft = PathBuf::from(draft);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    if cfg!(unix) {
        let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(number: Option<u64>) -> Reached {
        let line = number.map(|number| LogLine { number, at: Timestamp::from_micros(1_794_312_000_123_457) });
        Reached { epoch: Epoch::as_stored(1_794_000_000_000_001), line }
    }

    #[test]
    fn a_mark_reads_back_as_it_was_written_and_only_so() {
        let directory = tempfile::tempdir().unwrap();
        let mark = MarkFile::at(directory.path().join("x.mark"));
        assert_eq!(mark.read().unwrap(), None);
        for seen in [reached(None), reached(Some(7))] {
            mark.write(&seen).unwrap();
            assert_eq!(mark.read().unwrap(), Some(seen));
        }
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "no draft is left behind");
        for wrong in [
            "",
            "portineria mark 1\n",
            "portineria mark 2\nepoch 0\n",
            "portineria mark 1\nepoch x\n",
            "portineria mark 1\nepoch 0\nline 1\n",
            "portineria mark 1\nepoch 0\nline 1 at 2\nmore\n",
        ] {
            fs::write(mark.path(), wrong).unwrap();
            assert!(matches!(mark.read(), Err(MarkError::Malformed(_))), "{wrong:?}");
        }
        fs::write(mark.path(), b"\xff\xfe").unwrap();
        assert!(matches!(mark.read(), Err(MarkError::Malformed(_))));
    }

    #[test]
    fn a_place_where_no_mark_can_be_kept_is_named() {
        let mark = MarkFile::at("/nowhere/at/all/x.mark".into());
        assert_eq!(mark.read().unwrap(), None);
        let error = mark.write(&reached(None)).unwrap_err().to_string();
        assert!(error.starts_with("the mark /nowhere/at/all/x.mark cannot be"), "{error}");
    }
}
