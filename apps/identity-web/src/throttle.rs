//! What one source network may ask for: an IPv4 address, or the /64 of an IPv6 address. Counted in each
//! process, before any name is looked at, so that it is the same for every name; the exact limits per name
//! are in the store. A success gives nothing back.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use identity_core::domain::session::Source;

/// The throttle of requests that evaluate a secret or lead to mail.
pub struct Throttle {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Throttle {
    /// A throttle that lets `burst` requests through at once and `per_minute` in the long run.
    #[must_use]
    pub fn new(per_minute: NonZeroU32, burst: NonZeroU32) -> Self {
        let clock = DefaultClock::default();
        Self { limiter: RateLimiter::keyed(Quota::per_minute(per_minute).allow_burst(burst)), clock }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// How long to wait, when it is one too many.
    pub fn count(&self, from: &Source) -> Result<(), Duration> {
        let Some(network) = from.throttled_network() else {
            return Ok(());
        };
        self.limiter.check_key(&network).map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }

    /// Forgets networks that are at rest, so that memory stays bounded.
    pub fn sweep(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Source {
        Source::network(text.parse().unwrap())
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
