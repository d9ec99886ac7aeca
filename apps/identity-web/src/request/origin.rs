//! Whether a request that changes something was sent by one of our own pages.

use axum::http::{HeaderMap, header};

/// True when the browser says that the request comes from `origin`, or from no page at all. `Origin: null`
/// says nothing: it is what a page with `Referrer-Policy: no-referrer` sends to its own origin, too (Fetch
/// standard, "append a request `Origin` header"). A browser that says nothing is left to the form token.
pub(crate) fn is_our_own(headers: &HeaderMap, origin: &str) -> bool {
    if let Some(sent) = headers.get(header::ORIGIN).filter(|sent| sent.as_bytes() != b"null") {
        return sent.as_bytes() == origin.as_bytes();
    }
    headers.get("sec-fetch-site").is_none_or(|site| matches!(site.as_bytes(), b"same-origin" | b"none"))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn s05_a_form_of_another_site_is_not_ours() {
        let origin = "https://accessi.example";
        let check = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_str(value).unwrap());
            is_our_own(&headers, origin)
        };
        assert!(check("origin", origin));
        for other in [
            "https://evil.example",
            "http://accessi.example",
            "https://accessi.example.evil.example",
            "https://accessi.example:8443",
        ] {
            assert!(!check("origin", other), "{other}");
        }
        assert!(!check("sec-fetch-site", "cross-site") && !check("sec-fetch-site", "same-site"));
        let sandboxed = |site: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("origin", HeaderValue::from_static("null"));
            headers.insert("sec-fetch-site", HeaderValue::from_str(site).unwrap());
            is_our_own(&headers, origin)
        };
        assert!(sandboxed("same-origin") && !sandboxed("cross-site"));
        assert!(check("sec-fetch-site", "same-origin") && is_our_own(&HeaderMap::new(), origin));
    }
}
