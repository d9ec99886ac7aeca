//! Signed-in devices: how long a session lives, and what a fresh proof is worth.

use std::net::{IpAddr, Ipv6Addr};

use super::{
    account::Account,
    kernel::{Digest, Id, Lifetime, ShortText, Timestamp},
};

/// Where a request comes from, as far as the host application can vouch for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The network address; `None` for a command at the server itself.
    pub address: Option<IpAddr>,
}

impl Source {
    /// A request from a network address. IPv4 inside IPv6 counts as IPv4.
    #[must_use]
    pub fn network(address: IpAddr) -> Self {
        Self { address: Some(address.to_canonical()) }
    }

    /// A command at the server itself.
    #[must_use]
    pub const fn local() -> Self {
        Self { address: None }
    }

    /// The network that is counted as one source: an IPv4 address, or the /64 of an IPv6 address, since
    /// whoever has one address of it has them all.
    #[must_use]
    pub fn throttled_network(&self) -> Option<IpAddr> {
        self.address.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        })
    }
}

/// The request behind an action, for sessions, guards and the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// Where it comes from.
    pub from: Source,
    /// What the device calls itself.
    pub device: Option<ShortText>,
}

/// How long sessions live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// The end after this time without use.
    pub idle: Lifetime,
    /// The end in any case (NIST SP 800-63B-4 2.1.3: at most 30 days).
    pub absolute: Lifetime,
    /// How long a proof counts as fresh for sensitive acts.
    pub fresh: Lifetime,
}

impl SessionLimits {
    /// 12 hours idle, 30 days in all, 15 minutes fresh.
    #[must_use]
    pub const fn standard() -> Self {
        Self { idle: Lifetime::hours(12), absolute: Lifetime::days(30), fresh: Lifetime::minutes(15) }
    }
}

/// How often a session in use is marked as seen; a finer mark would make every request a write.
pub const SEEN_EVERY: Lifetime = Lifetime::minutes(1);

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, for lists.
    pub id: Id<Session>,
    /// Who is signed in.
    pub account: Id<Account>,
    /// The digest of the token that the device holds.
    pub token: Digest,
    /// What the person calls it.
    pub label: Option<ShortText>,
    /// What the device calls itself.
    pub device: Option<ShortText>,
    /// Where it signed in from.
    pub from: Source,
    /// When it signed in.
    pub opened_at: Timestamp,
    /// When it was last used, to [`SEEN_EVERY`].
    pub seen_at: Timestamp,
    /// When the person last proved to be there.
    pub proven_at: Timestamp,
}

/// The purpose that a session token's digest is bound to.
pub const SESSION_PURPOSE: &str = "session";

/// That the person at a session has proved to be there a short while ago; sensitive acts ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreshlyProven {
    account: Id<Account>,
}

impl FreshlyProven {
    /// Who proved it.
    #[must_use]
    pub const fn account(&self) -> Id<Account> {
        self.account
    }
}

impl Session {
    /// True while the session may be used.
    #[must_use]
    pub fn is_alive(&self, limits: &SessionLimits, now: Timestamp) -> bool {
        now < self.ends_at(limits)
    }

    /// When the session ends if it is not used again.
    #[must_use]
    pub fn ends_at(&self, limits: &SessionLimits) -> Timestamp {
        self.seen_at.plus(limits.idle).min(self.opened_at.plus(limits.absolute))
    }

    /// The proof that sensitive acts ask for, while it is fresh.
    #[must_use]
    pub fn freshly_proven(&self, limits: &SessionLimits, now: Timestamp) -> Option<FreshlyProven> {
        (now < self.proven_at.plus(limits.fresh)).then_some(FreshlyProven { account: self.account })
    }

    /// True when the mark of last use is old enough to be renewed.
    #[must_use]
    pub fn is_due_for_a_mark(&self, now: Timestamp) -> bool {
        self.seen_at.plus(SEEN_EVERY) <= now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(opened: i64, seen: i64) -> Session {
        let opened_at = Timestamp::from_seconds(opened);
        Session {
            id: Id::new(opened_at, [0; 10]),
            account: Id::new(opened_at, [1; 10]),
            token: Digest::as_stored([0; 32]),
            label: None,
            device: None,
            from: Source::local(),
            opened_at,
            seen_at: Timestamp::from_seconds(seen),
            proven_at: opened_at,
        }
    }

    #[test]
    fn a_session_ends_when_either_limit_is_reached() {
        let limits = SessionLimits {
            idle: Lifetime::seconds(10),
            absolute: Lifetime::seconds(100),
            fresh: Lifetime::seconds(5),
        };
        let alive = |s: &Session, at| s.is_alive(&limits, Timestamp::from_seconds(at));
        assert!(alive(&session(0, 0), 9) && !alive(&session(0, 0), 10));
        assert!(alive(&session(0, 95), 99) && !alive(&session(0, 95), 100));
    }

    #[test]
    fn a_proof_is_fresh_for_a_while_only() {
        let limits = SessionLimits { fresh: Lifetime::seconds(5), ..SessionLimits::standard() };
        assert!(session(0, 0).freshly_proven(&limits, Timestamp::from_seconds(4)).is_some());
        assert!(session(0, 50).freshly_proven(&limits, Timestamp::from_seconds(5)).is_none());
    }

    #[test]
    fn an_ipv6_network_of_64_bits_is_one_source() {
        let network = |text: &str| Source::network(text.parse().unwrap()).throttled_network();
        assert_eq!(network("2001:db8:1:2::5"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::5"), network("2001:db8:1:3::5"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
