//! Secrets that live in files of their own.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use crate::trouble::{SettingsWarning, Trouble};

/// More than any secret here has; whoever names a device or a log by mistake is told so instead of filling memory.
const LARGEST: u64 = 64 * 1024;

/// A secret text: wiped when dropped, and not shown by `Debug`.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    pub(crate) fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself, for whoever must use it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretText")
    }
}

/// Reads a secret's file, without the end of its line.
pub(crate) fn read_secret(path: &Path) -> Result<SecretText, Trouble> {
    let bytes = read_bounded(path)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Trouble::NotText(Some(path.to_owned())))?;
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.trim().is_empty() {
        return Err(Trouble::Empty(path.to_owned()));
    }
    if line.chars().any(char::is_control) {
        return Err(Trouble::UnparsableSecret("its file holds more than one line, or control characters"));
    }
    Ok(SecretText::new(line.to_owned()))
}

/// Reads a file of certificates.
pub(crate) fn read_certificates(path: &Path) -> Result<Vec<u8>, Trouble> {
    let bytes = read_bounded(path)?;
    let is_pem = std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("-----BEGIN CERTIFICATE-----"));
    if is_pem { Ok(bytes.to_vec()) } else { Err(Trouble::NoCertificate(path.to_owned())) }
}

/// A warning when others than the file's owner can read or write it.
pub(crate) fn looseness(path: &Path) -> Option<SettingsWarning> {
    let mode = permission_bits(&fs::metadata(path).ok()?)?;
    (mode & 0o066 != 0).then(|| SettingsWarning::LooseSecret { path: path.to_owned(), mode })
}

/// Reads a small file whole.
pub(crate) fn read_bounded(path: &Path) -> Result<Zeroizing<Vec<u8>>, Trouble> {
    let refused = |reason: String| Trouble::Unreadable { path: Some(path.to_owned()), reason };
    let read = || -> io::Result<Zeroizing<Vec<u8>>> {
        // Whole capacity at once: a vector that grows leaves copies of the secret behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(LARGEST).unwrap_or_default() + 1));
        File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| refused(error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused("it is too large for a secret or a certificate".to_owned()));
    }
    Ok(bytes)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there are no such bits")]
fn permission_bits(metadata: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(metadata.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn permission_bits(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secret");
        fs::write(&path, content).unwrap();
        (directory, path)
    }

    #[test]
    fn a_secret_is_read_without_the_end_of_its_line() {
        for content in ["pass word ", "pass word \n", "pass word \r\n"] {
            let (_directory, path) = file(content.as_bytes());
            assert_eq!(read_secret(&path).unwrap().expose(), "pass word ");
        }
    }

    #[test]
    fn what_holds_no_secret_is_refused() {
        let (_directory, path) = file(b"\n");
        assert_eq!(read_secret(&path).unwrap_err(), Trouble::Empty(path));
        let (_directory, path) = file(b"\xff\xfe");
        assert_eq!(read_secret(&path).unwrap_err(), Trouble::NotText(Some(path)));
        let (_directory, path) = file(b"one\ntwo\n");
        assert!(matches!(read_secret(&path), Err(Trouble::UnparsableSecret(_))));
        let (_directory, path) = file(&vec![b'x'; 64 * 1024 + 1]);
        assert!(matches!(read_secret(&path), Err(Trouble::Unreadable { .. })));
        let (directory, path) = file(b"x");
        assert!(matches!(read_secret(&path.with_extension("gone")), Err(Trouble::Unreadable { .. })));
        assert!(matches!(read_secret(directory.path()), Err(Trouble::Unreadable { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_others_can_read_or_change_is_warned_about() {
        use std::os::unix::fs::PermissionsExt;
        let (_directory, path) = file(b"x");
        for (mode, loose) in
            [(0o600, false), (0o400, false), (0o640, true), (0o604, true), (0o620, true), (0o602, true)]
        {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(looseness(&path).is_some(), loose, "{mode:o}");
        }
    }

    #[test]
    fn debug_does_not_show_a_secret() {
        assert_eq!(format!("{:?}", SecretText::new("hunter2".to_owned())), "SecretText");
    }
}
