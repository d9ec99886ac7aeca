//! A clock that stands still until it is told otherwise.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use identity_core::{
    domain::kernel::{Lifetime, Timestamp},
    ports::Clock,
};

use crate::samples::NOON;

/// A clock that a test sets. Clones show the same time.
#[derive(Clone, Debug)]
pub struct SteppingClock(Arc<AtomicI64>);

impl SteppingClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(now.as_micros())))
    }

    /// Sets the time, forwards or backwards.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_micros(), Ordering::SeqCst);
    }

    /// Lets time pass.
    pub fn advance(&self, span: Lifetime) {
        self.set(self.now().plus(span));
    }
}

impl Default for SteppingClock {
    /// A clock that stands at [`NOON`].
    fn default() -> Self {
        Self::at(NOON)
    }
}

impl Clock for SteppingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_show_the_same_time() {
        let clock = SteppingClock::default();
        let other = clock.clone();
        clock.advance(Lifetime::minutes(5));
        assert_eq!(other.now(), NOON.plus(Lifetime::minutes(5)));
        other.set(NOON);
        assert_eq!(clock.now(), NOON);
    }
}
