//! Whom letters come from.

use crate::base_url::host_name;
use crate::trouble::{Trouble, quoted};

/// A mail address and perhaps a name before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    name: Option<String>,
    address: String,
}

impl Sender {
    /// Reads `address` or `Name <address>`.
    ///
    /// # Errors
    /// The text is neither.
    pub fn parse(text: &str) -> Result<Self, Trouble> {
        let Some((name, rest)) = text.split_once('<') else {
            return Ok(Self { name: None, address: address(text)? });
        };
        let inner = rest.strip_suffix('>').ok_or_else(|| Trouble::unparsable(text))?;
        let name = name.trim().trim_matches('"');
        if has_invisible(name) || name.contains('"') {
            return Err(Trouble::Invisible(quoted(text)));
        }
        Ok(Self { name: (!name.is_empty()).then(|| name.to_owned()), address: address(inner)? })
    }

    /// The name, if there is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Checks the form of a mail address; whether it exists only a letter can tell.
pub(crate) fn address(text: &str) -> Result<String, Trouble> {
    let refused = || Trouble::unparsable(text);
    let (local, domain) = text.rsplit_once('@').ok_or_else(refused)?;
    let local_is_plain = !local.is_empty()
        && local.len() <= 64
        && local.chars().all(|letter| letter.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(letter))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let domain = host_name(domain).filter(|domain| domain.parse::<std::net::IpAddr>().is_err()).ok_or_else(refused)?;
    if !local_is_plain || text.len() > 254 {
        return Err(refused());
    }
    Ok(format!("{local}@{domain}"))
}

/// Control characters, and those that change how others are shown.
pub(crate) fn has_invisible(text: &str) -> bool {
    text.chars().any(|letter| {
        letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_have_a_name_before_it() {
        let plain = Sender::parse("no-reply@example.org").unwrap();
        assert_eq!((plain.name(), plain.address()), (None, "no-reply@example.org"));
        for text in ["Portineria di Città <no-reply@Example.org>", "\"Portineria di Città\" <no-reply@example.org>"] {
            let named = Sender::parse(text).unwrap();
            assert_eq!((named.name(), named.address()), (Some("Portineria di Città"), "no-reply@example.org"));
        }
    }

    #[test]
    fn what_is_no_sender_is_refused() {
        for text in [
            "",
            "example.org",
            "@example.org",
            "a@",
            "a@b@",
            "a b@example.org",
            "a@exa mple.org",
            ".a@example.org",
            "a..b@example.org",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@example.org\r\nBcc: x@example.org",
            "N <a@example.org",
            "N <a@example.org> x",
            "N\r\nBcc: x <a@example.org>",
            "A <b> <c@example.org>",
            "N\u{202e} <a@example.org>",
        ] {
            assert!(Sender::parse(text).is_err(), "{text:?}");
        }
    }
}
