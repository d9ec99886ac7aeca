//! Addresses that mail goes to.

use std::fmt;

use thiserror::Error;

use super::text::is_invisible;

/// The longest address, in bytes (RFC 5321 4.5.3.1.3 less the angle brackets).
pub const MAX_EMAIL_BYTES: usize = 254;

/// An address that mail can be sent to: exactly one mailbox, ASCII, the host in its IDNA form.
/// What a header or an SMTP command could be broken with does not parse.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    address: String,
    at: usize,
}

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EmailAddressError {
    /// No `@`, or nothing on one side of it.
    #[error("an address looks like `name@mail.example`")]
    NotAnAddress,
    /// More than one address, or characters that an address cannot hold.
    #[error("write one address, without spaces, commas or quotes")]
    UnusableCharacter,
    /// Longer than [`MAX_EMAIL_BYTES`].
    #[error("an address has at most 254 characters")]
    TooLong,
    /// The part after the `@` is no host name.
    #[error("the part after the @ is not a host name")]
    Host,
}

impl EmailAddress {
    /// Reads one address.
    ///
    /// # Errors
    /// What is wrong with it, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim();
        if text.len() > MAX_EMAIL_BYTES {
            return Err(EmailAddressError::TooLong);
        }
        let (local, host) = text.split_once('@').ok_or(EmailAddressError::NotAnAddress)?;
        if local.is_empty() || host.is_empty() {
            return Err(EmailAddressError::NotAnAddress);
        }
        let atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        if local.len() > 64
            || !local.chars().all(atext)
            || host.chars().any(|c| c == '@' || c == ',' || c == ' ' || is_invisible(c))
        {
            return Err(EmailAddressError::UnusableCharacter);
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(EmailAddressError::UnusableCharacter);
        }
        let host = idna::domain_to_ascii_strict(host.trim_end_matches('.')).map_err(|_| EmailAddressError::Host)?;
        if !host.contains('.') || host.split('.').any(str::is_empty) {
            return Err(EmailAddressError::Host);
        }
        let address = format!("{local}@{host}");
        if address.len() > MAX_EMAIL_BYTES {
            return Err(EmailAddressError::TooLong);
        }
        Ok(Self { at: local.len(), address })
    }

    /// The address that a store holds; `None` when it is none any more.
    #[must_use]
    pub fn as_stored(address: &str) -> Option<Self> {
        Self::parse(address).ok()
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The part before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.address[..self.at]
    }

    /// The part after the `@`.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.address[self.at + 1..]
    }

    /// The mailbox behind the spelling: lower case, without a `+tag`. Mails are capped per mailbox, so
    /// that spelling variants count as one.
    #[must_use]
    pub fn mailbox(&self) -> String {
        let local = self.local().to_ascii_lowercase();
        let local = local.split('+').next().filter(|l| !l.is_empty()).unwrap_or(&local);
        format!("{local}@{}", self.host().to_ascii_lowercase())
    }

    /// True when the two differ in nothing but the case of their letters.
    #[must_use]
    pub fn is_same_whatever_the_case(&self, other: &Self) -> bool {
        self.address.eq_ignore_ascii_case(&other.address)
    }

    /// The address with all but the first letter of each part of the local part hidden:
    /// `n•••.c•••@mail.example`. The number of dots tells nothing of the length.
    #[must_use]
    pub fn masked(&self) -> String {
        let local: Vec<String> =
            self.local().split('.').map(|part| part.chars().take(1).chain("•••".chars()).collect()).collect();
        format!("{}@{}", local.join("."), self.host())
    }
}

impl fmt::Debug for EmailAddress {
    /// Masked, so that no log holds an address by accident.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_or_nothing() {
        for text in [
            "a@x.example,b@x.example",
            "a@x.example b@x.example",
            "a@b@x.example",
            "a@x.example\r\nBcc: b@x.example",
            "a\u{0}@x.example",
            "\"a b\"@x.example",
            "a@",
            "@x.example",
            "a",
            "<a@x.example>",
            "a@x.example\n",
            "a@local",
            "a..b@x.example",
        ] {
            let parsed = EmailAddress::parse(text);
            assert!(parsed.is_err() || text.trim() != text, "{text:?}");
        }
        assert_eq!(EmailAddress::parse(&format!("a@{}.example", "x".repeat(260))), Err(EmailAddressError::TooLong));
    }

    #[test]
    fn the_host_is_kept_in_its_idna_form() {
        let address = EmailAddress::parse(" Nome@Bücher.example ").unwrap();
        assert_eq!(address.as_str(), "Nome@xn--bcher-kva.example");
    }

    #[test]
    fn spelling_variants_are_one_mailbox() {
        let mailbox = |text| EmailAddress::parse(text).unwrap().mailbox();
        assert_eq!(mailbox("Nome.Cognome+x@Mail.example"), mailbox("nome.cognome@mail.example."));
    }

    #[test]
    fn a_masked_address_shows_first_letters_and_the_host() {
        assert_eq!(EmailAddress::parse("nome.cognome@mail.example").unwrap().masked(), "n•••.c•••@mail.example");
        assert_eq!(EmailAddress::parse("x@mail.example").unwrap().masked(), "x•••@mail.example");
    }
}
