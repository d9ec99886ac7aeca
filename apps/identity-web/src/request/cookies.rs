//! The cookies that the pages use. All of them bound to the host, unreadable for scripts, and opaque.

use axum::http::{HeaderMap, HeaderValue, header};
use identity_core::domain::kernel::SecretToken;

/// How many accounts a browser stays a known device of.
pub(crate) const DEVICES_KEPT: usize = 5;

const YEAR: u32 = 365 * 24 * 3_600;

/// One of our cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The token of the session.
    Session,
    /// The tokens by which this browser is a known device, the newest first, separated by dots.
    Devices,
    /// What form tokens are bound to before anybody is signed in.
    Visit,
    /// The language chosen on a page.
    Language,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "__Host-session",
            Self::Devices => "__Host-devices",
            Self::Visit => "__Host-visit",
            Self::Language => "__Host-language",
        }
    }

    /// The value that the browser sent; none when it sent several, since one of them is not ours.
    pub(crate) fn read(self, headers: &HeaderMap) -> Option<&str> {
        let pairs = headers
            .get_all(header::COOKIE)
            .iter()
            // Bytes, since a neighbour on the same host may have set whatever it likes beside ours.
            .flat_map(|value| value.as_bytes().split(|byte| *byte == b';'));
        let mut values = pairs
            .filter_map(|pair| std::str::from_utf8(pair).ok()?.trim().split_once('='))
            .filter(|(name, _)| *name == self.name())
            .map(|(_, value)| value);
        let first = values.next();
        first.filter(|_| values.next().is_none())
    }

    /// The header that sets it.
    pub(crate) fn set(self, value: &str) -> Option<HeaderValue> {
        let life = match self {
            // The server ends sessions; a browser that is closed ends them too.
            Self::Session | Self::Visit => String::new(),
            Self::Devices | Self::Language => format!("; Max-Age={YEAR}"),
        };
        HeaderValue::from_str(&format!("{}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{life}", self.name())).ok()
    }

    /// The header that takes it away.
    pub(crate) fn clear(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&format!("{}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", self.name())).ok()
    }
}

/// The device tokens that the browser holds, at most [`DEVICES_KEPT`].
pub(crate) fn devices(headers: &HeaderMap) -> Vec<SecretToken> {
    let value = Cookie::Devices.read(headers).unwrap_or_default();
    value.split('.').take(DEVICES_KEPT).filter_map(|text| SecretToken::parse(text).ok()).collect()
}

/// The value of the devices cookie after a sign-in.
pub(crate) fn devices_value(held: &[SecretToken], replaces: Option<usize>, new: &SecretToken) -> String {
    let kept = held.iter().enumerate().filter(|(place, _)| Some(*place) != replaces).map(|(_, token)| token.reveal());
    let all: Vec<_> = std::iter::once(new.reveal()).chain(kept).take(DEVICES_KEPT).collect();
    all.iter().map(|text| text.as_str()).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbours_cookie_hides_none_of_ours_whatever_is_in_it() {
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_bytes(b"theirs=caff\xc3\xa8; broken=\xff; __Host-session=abc").unwrap();
        headers.insert(header::COOKIE, value);
        assert_eq!(Cookie::Session.read(&headers), Some("abc"));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-session=def"));
        assert_eq!(Cookie::Session.read(&headers), None, "one of the two is not ours");
    }
}
