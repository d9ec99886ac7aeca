//! What one source network may ask for: an IPv4 address, or the /64 of an IPv6 address. Counted in each
//! process, before any name is looked at, so that it is the same for every name; the exact limits per name
//! are in the store. A success gives nothing back.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use identity_core::domain::session::Source;

/// The throttle of requests that evaluate a secret or lead to mail.
pub struct Throttle {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
    /// Networks that were refused, with the moment from which a request is accepted again. Until then all are refused,
    /// so that whoever is in here is being throttled, and whoever is not is not.
    waiting: Mutex<HashMap<IpAddr, <DefaultClock as Clock>::Instant>>,
}

/// The most networks that are remembered as waiting; beyond that a network is throttled all the same, and not told.
const WAITING_TOLD: usize = 10_000;

impl Throttle {
    /// A throttle that lets `burst` requests through at once and `per_minute` in the long run.
    #[must_use]
    pub fn new(per_minute: NonZeroU32, burst: NonZeroU32) -> Self {
        let clock = DefaultClock::default();
        let limiter = RateLimiter::keyed(Quota::per_minute(per_minute).allow_burst(burst));
        Self { limiter, clock, waiting: Mutex::default() }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// How long to wait, when it is one too many.
    pub fn count(&self, from: &Source) -> Result<(), Duration> {
        let Some(network) = from.throttled_network() else {
            return Ok(());
        };
        self.limiter.check_key(&network).map_err(|not_until| {
            self.remember(network, not_until.earliest_possible());
            not_until.wait_time_from(self.clock.now())
        })
    }

    /// The networks that are throttled on this node just now, and for how long.
    #[must_use]
    pub fn waiting(&self) -> Vec<(IpAddr, Duration)> {
        let now = self.clock.now();
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let still = waiting.iter().filter(|(_, until)| **until > now);
        let mut told: Vec<_> = still.map(|(network, until)| (*network, until.duration_since(now))).collect();
        drop(waiting);
        told.sort_unstable_by_key(|(network, _)| *network);
        told
    }

    fn remember(&self, network: IpAddr, until: <DefaultClock as Clock>::Instant) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING_TOLD || waiting.contains_key(&network) {
            waiting.insert(network, until);
        }
    }

    /// Forgets networks that are at rest, so that memory stays bounded.
    pub fn sweep(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
        let now = self.clock.now();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, until| *until > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Source {
        Source::network(text.parse().unwrap())
    }

    #[test]
    fn a_network_that_is_refused_is_told_as_waiting_and_no_other() {
        let two = NonZeroU32::new(2).unwrap();
        let throttle = Throttle::new(two, two);
        for _ in 0..2 {
            assert!(throttle.count(&from("192.0.2.1")).is_ok());
        }
        assert_eq!(throttle.waiting(), []);
        let wait = throttle.count(&from("192.0.2.1")).unwrap_err();
        assert!(throttle.count(&from("192.0.2.2")).is_ok());
        let told = throttle.waiting();
        assert_eq!(told.iter().map(|(network, _)| network.to_string()).collect::<Vec<_>>(), ["192.0.2.1"]);
        assert!(told[0].1 <= wait && !told[0].1.is_zero());
        throttle.sweep();
        assert_eq!(throttle.waiting().len(), 1, "sweeping forgets those that wait no more");
    }

    #[test]
    fn a_network_has_its_own_burst_and_an_ipv6_prefix_is_one_network() {
        let two = NonZeroU32::new(2).unwrap();
        let throttle = Throttle::new(two, two);
        assert!(throttle.count(&from("2001:db8::1")).is_ok());
        assert!(throttle.count(&from("2001:db8::2")).is_ok());
        assert!(throttle.count(&from("2001:db8::3")).is_err());
        assert!(throttle.count(&from("2001:db8:0:1::1")).is_ok());
        assert!(throttle.count(&from("192.0.2.1")).is_ok());
    }
}
