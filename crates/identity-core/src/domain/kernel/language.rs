//! The language a person reads.

use thiserror::Error;

/// A language tag such as `it` or `en`: two or three lower-case letters. Which languages there are
/// texts for is the business of whoever writes the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language([u8; 3]);

/// What is wrong with a language tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a language is two or three letters, such as `it`")]
pub struct LanguageError;

impl Language {
    /// Italian.
    pub const ITALIAN: Self = Self(*b"it\0");
    /// English.
    pub const ENGLISH: Self = Self(*b"en\0");

    /// Reads a tag.
    ///
    /// # Errors
    /// When `text` is not two or three ASCII letters.
    pub fn parse(text: &str) -> Result<Self, LanguageError> {
        let bytes = text.as_bytes();
        if !(2..=3).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Err(LanguageError);
        }
        let mut tag = [0; 3];
        for (place, byte) in tag.iter_mut().zip(bytes) {
            *place = byte.to_ascii_lowercase();
        }
        Ok(Self(tag))
    }

    /// The tag in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).unwrap_or("en")
    }
}
