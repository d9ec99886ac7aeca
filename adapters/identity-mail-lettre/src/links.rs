//! Every link that a mail can hold.

use std::net::IpAddr;

use identity_core::domain::kernel::SecretToken;

use crate::settings::MailSettingsError;

/// Makes links of the configured base URL. Nothing that came with a request has a part in them.
#[derive(Clone, Debug)]
pub(crate) struct Links {
    origin: String,
    host: String,
}

impl Links {
    pub(crate) fn new(base_url: &str) -> Result<Self, MailSettingsError> {
        let origin = base_url.strip_suffix('/').unwrap_or(base_url);
        let authority = origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"))
            .ok_or(MailSettingsError::BaseUrl)?;
        let host = host_of(authority).ok_or(MailSettingsError::BaseUrl)?;
        Ok(Self { origin: origin.to_owned(), host: host.to_owned() })
    }

    /// The host alone; an IPv6 address without its brackets.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn sign_in(&self) -> String {
        format!("{}/sign-in", self.origin)
    }

    pub(crate) fn ask_for_unlock(&self) -> String {
        format!("{}/unlock", self.origin)
    }

    pub(crate) fn forgotten_password(&self) -> String {
        format!("{}/forgot-password", self.origin)
    }

    pub(crate) fn unlock(&self, token: &SecretToken) -> String {
        self.with("unlock/link", token)
    }

    pub(crate) fn reset(&self, token: &SecretToken) -> String {
        self.with("reset", token)
    }

    pub(crate) fn welcome(&self, token: &SecretToken) -> String {
        self.with("welcome", token)
    }

    pub(crate) fn invitation(&self, token: &SecretToken) -> String {
        self.with("invitation", token)
    }

    pub(crate) fn confirm_new_address(&self, token: &SecretToken) -> String {
        self.with("address/new", token)
    }

    pub(crate) fn agree_from_old_address(&self, token: &SecretToken) -> String {
        self.with("address/old", token)
    }

    fn with(&self, path: &str, token: &SecretToken) -> String {
        format!("{}/{path}/{}", self.origin, token.reveal().as_str())
    }
}

/// The host in `host` or `host:port`; `None` when there is anything else in it.
fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = if let Some(rest) = authority.strip_prefix('[') {
        let (address, after) = rest.split_once(']')?;
        address.parse::<IpAddr>().ok()?;
        let port = after.strip_prefix(':');
        (address, port.or_else(|| after.is_empty().then_some("0"))?)
    } else {
        let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        host.chars().all(is_plain).then_some((host, port))?
    };
    (!host.is_empty() && port.parse::<u16>().is_ok()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_url_is_an_origin_and_nothing_more() {
        for (url, host) in [
            ("https://access.example.org", "access.example.org"),
            ("https://access.example.org/", "access.example.org"),
            ("http://localhost:8080", "localhost"),
            ("https://[2001:db8::1]:8443", "2001:db8::1"),
            ("https://[::1]", "::1"),
        ] {
            let links = Links::new(url).unwrap();
            assert_eq!(links.host(), host);
            assert_eq!(links.sign_in(), format!("{}/sign-in", url.trim_end_matches('/')));
        }
        for url in [
            "",
            "access.example.org",
            "ftp://access.example.org",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://a#b",
            "https://u@a",
            "https://a:b",
            "https://a b",
            "https://a\r\nBcc: x",
            "https://[x]",
            "https://a:80:80",
            "https://a//",
        ] {
            assert_eq!(Links::new(url).unwrap_err(), MailSettingsError::BaseUrl, "{url:?}");
        }
    }
}
