//! The name of a permission.

use std::fmt;

use thiserror::Error;

/// The stable name of a permission, such as `mail.send`: two to four words of lower-case ASCII letters, digits
/// and `-`, with dots between them; at most [`PermissionName::LIMIT`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermissionName(String);

/// A text that is no name of a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a permission is named like `mail.send`: two to four words of a-z, 0-9 and `-`, at most 64 characters")]
pub struct PermissionNameError;

impl PermissionName {
    /// The longest name, in bytes.
    pub const LIMIT: usize = 64;

    /// Reads a name.
    ///
    /// # Errors
    /// For any other text.
    pub fn parse(text: &str) -> Result<Self, PermissionNameError> {
        let word = |word: &str| {
            let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            word.bytes().all(letters) && word.starts_with(|c: char| c.is_ascii_lowercase()) && !word.ends_with('-')
        };
        let words = text.split('.').count();
        if text.len() <= Self::LIMIT && (2..=4).contains(&words) && text.split('.').all(word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(PermissionNameError)
        }
    }

    /// One of the house's own, which a test holds to be a name.
    pub(super) fn known(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PermissionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_two_to_four_words() {
        for name in ["mail.send", "identity.accounts.read", "a1.b-2.c.d"] {
            assert_eq!(PermissionName::parse(name).unwrap().as_str(), name);
        }
        let long = |last: usize| format!("mail.{}", "s".repeat(last));
        assert!(PermissionName::parse(&long(59)).is_ok() && PermissionName::parse(&long(60)).is_err());
        for name in [
            "",
            "mail",
            "mail.",
            ".send",
            "mail..send",
            "Mail.send",
            "mail.send ",
            "a.b.c.d.e",
            "mail.-x",
            "mail.x-",
            "mail.1",
            "mail.é",
        ] {
            assert!(PermissionName::parse(name).is_err(), "{name}");
        }
    }
}
