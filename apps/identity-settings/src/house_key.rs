//! The key that this installation's digests are bound to.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use zeroize::Zeroizing;

use crate::secret_file::read_bounded;

/// A file with 32 random bytes in hexadecimal, for its owner's eyes alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseKeyFile {
    path: PathBuf,
}

/// Why there is no house key.
#[derive(Debug, thiserror::Error)]
pub enum HouseKeyError {
    /// There is no such file.
    #[error(
        "the house key {} is not there; without it nobody's codes, links and sessions can be checked\n    \
         New installation: make it with `identity-web key`, and copy it to every node. Otherwise: put it back from its backup.", .0.display()
    )]
    Missing(PathBuf),
    /// The file is there and cannot be read.
    #[error("the house key {} cannot be read: {reason}\n    Let the service's user read it.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file holds something else.
    #[error("{} is no house key, which is 64 hexadecimal digits\n    Put it back from its backup.", .0.display())]
    Malformed(PathBuf),
    /// There is one already, and it is never replaced.
    #[error("the house key {} is there already, and is never replaced\n    Move it away first, if nothing depends on it any more.", .0.display())]
    AlreadyThere(PathBuf),
    /// It cannot be made.
    #[error("the house key {} cannot be made: {reason}\n    Let the service's user write in its directory.", path.display())]
    NotMade {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl HouseKeyFile {
    /// The key in this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the key.
    ///
    /// # Errors
    /// The file is missing, cannot be read, or holds no key.
    pub fn open(&self) -> Result<Zeroizing<[u8; 32]>, HouseKeyError> {
        match fs::metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(HouseKeyError::Missing(self.path.clone()));
            }
            Err(error) => {
                return Err(HouseKeyError::Unreadable { path: self.path.clone(), reason: error.to_string() });
            }
            Ok(_) => {}
        }
        let bytes = read_bounded(&self.path)
            .map_err(|trouble| HouseKeyError::Unreadable { path: self.path.clone(), reason: trouble.what() })?;
        let malformed = || HouseKeyError::Malformed(self.path.clone());
        let mut key = Zeroizing::new([0; 32]);
        let digits = bytes.trim_ascii();
        if digits.len() != 64 {
            return Err(malformed());
        }
        HEXLOWER_PERMISSIVE.decode_mut(digits, key.as_mut_slice()).map_err(|_| malformed())?;
        Ok(key)
    }

    /// Reads the key, and makes it first when it is missing. Of several processes that do this at once one makes it.
    ///
    /// # Errors
    /// The file cannot be made or read, or holds no key.
    pub fn open_or_create(&self) -> Result<Zeroizing<[u8; 32]>, HouseKeyError> {
        match self.open() {
            Err(HouseKeyError::Missing(_)) => match self.create() {
                Ok(()) | Err(HouseKeyError::AlreadyThere(_)) => self.open(),
                Err(error) => Err(error),
            },
            answer => answer,
        }
    }

    /// Makes a new key in a file that its owner alone can read, and never over another.
    ///
    /// # Errors
    /// There is a file already, or none can be written.
    pub fn create(&self) -> Result<(), HouseKeyError> {
        let not_made = |reason: String| HouseKeyError::NotMade { path: self.path.clone(), reason };
        let mut drawn = Zeroizing::new([0; 48]);
        getrandom::fill(drawn.as_mut_slice()).map_err(|error| not_made(error.to_string()))?;
        let (key, mark) = drawn.split_at(32);
        let mut digits = Zeroizing::new([0; 64]);
        HEXLOWER.encode_mut(key, digits.as_mut_slice());
        match publish(&self.path, &HEXLOWER.encode(mark), digits.as_slice()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(HouseKeyError::AlreadyThere(self.path.clone()))
            }
            Err(error) => Err(not_made(error.to_string())),
        }
    }
}

/// Writes beside the path and links the whole file into place, so that nobody ever reads half a key.
fn publish(path: &Path, mark: &str, digits: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.{mark}"));
    let linked = write_new(&draft, digits).and_then(|()| fs::hard_link(&draft, path));
    // A draft left behind is a copy of a key, though only its owner can read it: not worth failing a start.
    fs::remove_file(&draft).ok();
    match linked {
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied) => {
            write_new(path, digits)?;
        }
        answer => answer?,
    }
    make_name_durable(path)
}

fn write_new(path: &Path, digits: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(digits)?;
    file.write_all(b"\n")?;
    file.sync_all()
}

/// A key whose name is lost in a power cut takes the database made after it along.
fn make_name_durable(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_in(directory: &tempfile::TempDir) -> HouseKeyFile {
        HouseKeyFile::at(directory.path().join("identity.key"))
    }

    #[test]
    fn a_key_is_made_once_and_stays_the_same() {
        let directory = tempfile::tempdir().unwrap();
        let file = key_in(&directory);
        assert!(matches!(file.open(), Err(HouseKeyError::Missing(_))));
        let made = file.open_or_create().unwrap();
        assert_ne!(*made, [0; 32]);
        assert_eq!(file.open().unwrap(), made);
        assert_eq!(file.open_or_create().unwrap(), made);
        assert!(matches!(file.create(), Err(HouseKeyError::AlreadyThere(_))));
        assert_eq!(file.open().unwrap(), made);
        assert_eq!(fs::read(file.path()).unwrap().len(), 65);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "no draft is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let file = key_in(&directory);
        file.create().unwrap();
        assert_eq!(fs::metadata(file.path()).unwrap().permissions().mode() & 0o7777, 0o600);
    }

    #[test]
    fn processes_that_start_together_agree_on_one_key() {
        let directory = tempfile::tempdir().unwrap();
        let file = key_in(&directory);
        let start = std::sync::Barrier::new(8);
        let keys: Vec<_> = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        start.wait();
                        file.open_or_create().unwrap()
                    })
                })
                .collect();
            racers.into_iter().map(|racer| racer.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == file.open().unwrap()));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let file = key_in(&directory);
        for content in [String::new(), "0".repeat(63), "0".repeat(65), "g".repeat(64), "é".repeat(32)] {
            fs::write(file.path(), &content).unwrap();
            assert!(matches!(file.open(), Err(HouseKeyError::Malformed(_))), "{content}");
            assert!(matches!(file.open_or_create(), Err(HouseKeyError::Malformed(_))));
        }
        fs::write(file.path(), format!("{}\r\n", "aB".repeat(32))).unwrap();
        assert_eq!(*file.open().unwrap(), [0xab; 32]);
    }

    #[test]
    fn a_place_where_nothing_can_be_made_is_named() {
        let file = HouseKeyFile::at("/nowhere/at/all/identity.key".into());
        assert!(matches!(file.open(), Err(HouseKeyError::Missing(_))));
        let error = file.open_or_create().unwrap_err().to_string();
        assert!(error.starts_with("the house key /nowhere/at/all/identity.key cannot be made:"), "{error}");
    }
}
