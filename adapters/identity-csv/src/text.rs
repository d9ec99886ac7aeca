//! From bytes to a text that can be a CSV file.

use std::borrow::Cow;

use crate::FileFault;

/// The largest file that is read, in bytes: 4 MiB.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What files begin with that are no text: ZIP (which spreadsheets are), old spreadsheets, PDF.
const NO_TEXTS: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"];

/// The text of a file, without the byte order mark that some programs write, each line ended in one way.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, FileFault> {
    if bytes.len() > MOST_BYTES {
        return Err(FileFault::TooLarge { limit: MOST_BYTES });
    }
    if NO_TEXTS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Err(FileFault::NotText);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || is_every_second_nul(bytes) {
        return Err(FileFault::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let (line, character) = place(&bytes[..error.valid_up_to()]);
        FileFault::Encoding { line, character }
    })?;
    if let Some(at) = text.find('\0') {
        let (line, character) = place(&bytes[..at]);
        return Err(FileFault::Nul { line, character });
    }
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() })
}

/// UTF-16 of Latin letters without a byte order mark.
fn is_every_second_nul(bytes: &[u8]) -> bool {
    let pairs = bytes.get(..8).unwrap_or_default();
    let nul = |offset| !pairs.is_empty() && pairs.iter().skip(offset).step_by(2).all(|byte| *byte == 0);
    nul(0) != nul(1)
}

/// The line and the character in it that come after these bytes, both from 1.
fn place(before: &[u8]) -> (u32, u32) {
    let text = String::from_utf8_lossy(before);
    let line = text.matches('\n').count() + 1;
    let character = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (number(line), number(character))
}

pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
