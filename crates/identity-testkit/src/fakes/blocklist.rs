//! A blocklist of a few passwords.

use std::collections::BTreeSet;

use identity_core::ports::Blocklist;

/// The passwords it was made of, whatever their case; none by default.
#[derive(Clone, Debug, Default)]
pub struct ListBlocklist(BTreeSet<String>);

impl ListBlocklist {
    /// A blocklist of these passwords.
    pub fn new(passwords: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self(passwords.into_iter().map(|password| password.as_ref().to_lowercase()).collect())
    }
}

impl Blocklist for ListBlocklist {
    fn is_common(&self, password: &str) -> bool {
        self.0.contains(&password.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_password_is_common_as_a_whole_and_in_any_case() {
        let list = ListBlocklist::new(["Password1234567"]);
        assert!(list.is_common("password1234567"));
        assert!(!list.is_common("password12345678"));
        assert!(!ListBlocklist::default().is_common("password1234567"));
    }
}
