//! A network that requests come from: one address, or a stretch of them.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

/// A network: an address and how many of its leading bits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Reads `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`; `None` for anything else. Bits beyond the prefix
    /// do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) if prefix.bytes().all(|byte| byte.is_ascii_digit()) => prefix.parse().ok()?,
            Some(_) => return None,
            None => most,
        };
        (prefix <= most).then_some(Self { address, prefix })
    }

    /// An address as 16 bytes whose order is that of networks; IPv4 stands inside IPv6.
    #[must_use]
    pub fn ordered(address: IpAddr) -> [u8; 16] {
        match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped().octets(),
            IpAddr::V6(v6) => v6.octets(),
        }
    }

    /// The first and the last address of the network, as [`Self::ordered`] writes them.
    #[must_use]
    pub fn bounds(&self) -> ([u8; 16], [u8; 16]) {
        let within = if self.address.is_ipv4() { 96 } else { 0 };
        let free = 128 - u32::from(self.prefix) - within;
        let mask = if free == 128 { u128::MAX } else { (1_u128 << free) - 1 };
        let bits = Ipv6Addr::from(Self::ordered(self.address)).to_bits();
        ((bits & !mask).to_be_bytes(), (bits | mask).to_be_bytes())
    }

    /// Whether an address is in it.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        let (first, last) = self.bounds();
        (first..=last).contains(&Self::ordered(address))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = if self.address.is_ipv4() { 32 } else { 128 };
        if self.prefix == most { write!(f, "{}", self.address) } else { write!(f, "{}/{}", self.address, self.prefix) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, address: &str) -> bool {
        Network::parse(network).unwrap().holds(address.parse().unwrap())
    }

    #[test]
    fn a_network_holds_what_its_prefix_says() {
        assert!(holds("192.0.2.0/24", "192.0.2.255") && !holds("192.0.2.0/24", "192.0.3.0"));
        assert!(holds("192.0.2.99/24", "192.0.2.1"));
        assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.8"));
        assert!(holds("2001:db8:0:0::/64", "2001:db8::1:2:3:4") && !holds("2001:db8::/64", "2001:db8:0:1::"));
        assert!(holds("0.0.0.0/0", "255.255.255.255") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("::/0", "2001:db8::1") && holds("::/0", "192.0.2.1"));
    }

    #[test]
    fn what_is_no_network_is_none() {
        for wrong in
            ["", "x", "192.0.2", "192.0.2.0/33", "2001:db8::/129", "192.0.2.0/", "192.0.2.0/+8", "192.0.2.0/-1"]
        {
            assert_eq!(Network::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_network_is_written_as_it_is_read() {
        for text in ["192.0.2.0/24", "192.0.2.7", "2001:db8::/64"] {
            assert_eq!(Network::parse(&format!(" {text} ")).unwrap().to_string(), text);
        }
    }
}
