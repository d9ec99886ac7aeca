//! The origin that browsers see.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::trouble::Trouble;

/// Scheme, host and port, and nothing beyond. Plain `http` is for loopback hosts only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    scheme_length: usize,
    host: Host,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Host {
    Name(String),
    Address(IpAddr),
}

impl BaseUrl {
    /// Reads an `https://` URL, or an `http://` one of a loopback host. A final slash is dropped, and so is the scheme's own
    /// port, because browsers leave it out of `Origin`.
    ///
    /// # Errors
    /// Says which part does not belong, or that passwords would travel unencrypted.
    pub fn parse(text: &str) -> Result<Self, Trouble> {
        let unparsable = || Trouble::unparsable(text);
        let (scheme, rest) = text.split_once("://").ok_or_else(unparsable)?;
        let (scheme, usual_port) = match scheme.to_ascii_lowercase().as_str() {
            "https" => ("https", 443),
            "http" => ("http", 80),
            _ => return Err(unparsable()),
        };
        for (sign, part) in [('#', "a fragment"), ('?', "a query"), ('@', "a user name")] {
            if rest.contains(sign) {
                return Err(Trouble::BeyondOrigin(part));
            }
        }
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '\\']) {
            return Err(Trouble::BeyondOrigin("a path"));
        }
        let (host, port) = split(authority).ok_or_else(unparsable)?;
        let host = Host::parse(host).ok_or_else(unparsable)?;
        if scheme == "http" && !host.is_loopback() {
            return Err(Trouble::PlainHttp(host.to_string()));
        }
        let origin = match port {
            Some(port) if port != usual_port => format!("{scheme}://{host}:{port}"),
            _ => format!("{scheme}://{host}"),
        };
        Ok(Self { origin, scheme_length: scheme.len(), host })
    }

    /// The origin, as browsers write it: no final slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Host and port, as the `Host` header has them.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.origin.get(self.scheme_length + "://".len()..).unwrap_or_default()
    }

    /// Whether cookies can be `Secure` and carry the `__Host-` prefix everywhere.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.scheme_length == "https".len()
    }

    /// Whether only this machine itself can reach it.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.host.is_loopback()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.origin)
    }
}

/// Whether `text` names a host: a DNS name or an IP address without brackets.
pub(crate) fn host_name(text: &str) -> Option<String> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_string());
    }
    match Host::parse(text)? {
        Host::Name(name) => Some(name),
        Host::Address(address) => Some(address.to_string()),
    }
}

/// Whether a host, bracketed if it is an IPv6 address, is this machine's own.
pub(crate) fn is_loopback(text: &str) -> bool {
    Host::parse(text).is_some_and(|host| host.is_loopback())
}

impl Host {
    fn parse(text: &str) -> Option<Self> {
        if let Some(inner) = text.strip_prefix('[') {
            let address: Ipv6Addr = inner.strip_suffix(']')?.parse().ok()?;
            return Some(Self::Address(IpAddr::V6(address)));
        }
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Some(Self::Address(IpAddr::V4(address)));
        }
        let name = idna::domain_to_ascii_strict(text).ok()?;
        let last = name.rsplit('.').next()?;
        // Browsers take a host with a numeric end for an IPv4 address in disguise.
        let is_number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
        (!last.is_empty() && !is_number).then_some(Self::Name(name))
    }

    fn is_loopback(&self) -> bool {
        match self {
            Self::Name(name) => name == "localhost" || name.ends_with(".localhost"),
            Self::Address(address) => address.is_loopback(),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => formatter.write_str(name),
            Self::Address(IpAddr::V4(address)) => write!(formatter, "{address}"),
            Self::Address(IpAddr::V6(address)) => write!(formatter, "[{address}]"),
        }
    }
}

/// Host and port; `None` when a colon is followed by no port.
fn split(authority: &str) -> Option<(&str, Option<u16>)> {
    let after_brackets = authority.rfind(']').map_or(0, |end| end + 1);
    let Some(colon) = authority.get(after_brackets..)?.rfind(':') else {
        return Some((authority, None));
    };
    let (host, port) = authority.split_at_checked(after_brackets + colon)?;
    let digits = port.strip_prefix(':')?;
    let port: u16 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    (port > 0).then_some((host, Some(port)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_kept_as_browsers_write_it() {
        for (given, origin, authority) in [
            ("https://id.example.org", "https://id.example.org", "id.example.org"),
            ("https://id.example.org/", "https://id.example.org", "id.example.org"),
            ("HTTPS://ID.Example.ORG:443", "https://id.example.org", "id.example.org"),
            ("https://id.example.org:8443", "https://id.example.org:8443", "id.example.org:8443"),
            ("https://città.example", "https://xn--citt-3na.example", "xn--citt-3na.example"),
            ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
            ("http://localhost:8080", "http://localhost:8080", "localhost:8080"),
            ("http://127.0.0.1:80", "http://127.0.0.1", "127.0.0.1"),
        ] {
            let url = BaseUrl::parse(given).unwrap();
            assert_eq!((url.as_str(), url.authority()), (origin, authority));
            assert_eq!(url.is_https(), origin.starts_with("https"));
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for host in ["localhost", "id.localhost", "127.0.0.1", "127.9.9.9", "[::1]"] {
            assert!(BaseUrl::parse(&format!("http://{host}:8080")).unwrap().is_loopback());
        }
        for host in [
            "id.example.org",
            "192.168.1.10",
            "0.0.0.0",
            "[::]",
            "[2001:db8::1]",
            "localhost.example.org",
            "notlocalhost",
        ] {
            assert!(matches!(BaseUrl::parse(&format!("http://{host}")), Err(Trouble::PlainHttp(_))), "{host}");
            assert!(!BaseUrl::parse(&format!("https://{host}")).unwrap().is_loopback());
        }
    }

    #[test]
    fn nothing_goes_beyond_the_origin() {
        for (url, part) in [
            ("https://id.example.org/app", "a path"),
            ("https://id.example.org//", "a path"),
            ("https://id.example.org\\app", "a path"),
            ("https://id.example.org?x", "a query"),
            ("https://id.example.org/#x", "a fragment"),
            ("https://me@id.example.org", "a user name"),
        ] {
            assert_eq!(BaseUrl::parse(url), Err(Trouble::BeyondOrigin(part)), "{url}");
        }
    }

    #[test]
    fn what_names_no_host_is_refused() {
        for url in [
            "",
            "id.example.org",
            "ftp://id.example.org",
            "https://",
            "https://:443",
            "https://id.example.org:",
            "https://id.example.org:0",
            "https://id.example.org:65536",
            "https://id.example.org:+1",
            "https://a b",
            "https://id..example",
            "https://id.example.",
            "https://1.2.3",
            "https://0x7f.1",
            "https://example.0x1",
            "https://[::1",
            "https://::1",
            "https://[127.0.0.1]",
            "https://[::1]x",
            "javascript://id.example.org",
        ] {
            assert!(matches!(BaseUrl::parse(url), Err(Trouble::Unparsable(_))), "{url}");
        }
    }
}
