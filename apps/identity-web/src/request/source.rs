//! Where a request comes from.

use std::net::IpAddr;

use axum::http::HeaderMap;
use identity_core::domain::session::Source;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address behind a connection. `X-Forwarded-For` is read only where the peer is a configured proxy,
/// from the right, up to the first address that is none; no other header is ever read.
pub(crate) fn source(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Source {
    let is_trusted = |address: IpAddr| trusted.iter().any(|net| net.contains(&address.to_canonical()));
    let mut client = peer.to_canonical();
    let hops = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let hops: Vec<&str> = hops.map(str::trim).collect();
    for hop in hops.iter().rev() {
        if !is_trusted(client) {
            break;
        }
        // What a proxy of ours wrote is an address; anything else ends the chain at that proxy.
        let Ok(next) = hop.parse::<IpAddr>() else {
            break;
        };
        client = next.to_canonical();
    }
    Source::network(client)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn seen(peer: &str, headers: &[(&'static str, &str)], trusted: &[&str]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        source(peer.parse().unwrap(), &map, &trusted).address.unwrap().to_string()
    }

    #[test]
    fn l08_forged_headers_from_an_untrusted_peer_have_no_effect() {
        for name in ["x-forwarded-for", "forwarded", "x-real-ip", "true-client-ip", "cf-connecting-ip", "x-client-ip"] {
            assert_eq!(seen("203.0.113.9", &[(name, "192.0.2.1")], &[]), "203.0.113.9", "{name}");
            assert_eq!(seen("203.0.113.9", &[(name, "192.0.2.1")], &["10.0.0.0/8"]), "203.0.113.9", "{name}");
        }
    }

    #[test]
    fn a_trusted_proxy_is_believed_up_to_the_first_stranger() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(seen("10.0.0.1", &[("x-forwarded-for", "192.0.2.1")], &trusted), "192.0.2.1");
        assert_eq!(
            seen("10.0.0.1", &[("x-forwarded-for", "198.51.100.1, 192.0.2.1, 10.0.0.2")], &trusted),
            "192.0.2.1"
        );
        assert_eq!(
            seen("10.0.0.1", &[("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "192.0.2.1")], &trusted),
            "192.0.2.1"
        );
        assert_eq!(seen("10.0.0.1", &[("x-forwarded-for", "nonsense")], &trusted), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[("forwarded", "for=192.0.2.1")], &trusted), "10.0.0.1");
        assert_eq!(seen("::ffff:10.0.0.1", &[("x-forwarded-for", "2001:db8::1")], &trusted), "2001:db8::1");
    }
}
