//! An organization's rules about failed attempts.

use thiserror::Error;

use super::super::kernel::{Lifetime, Timestamp};

/// How many failures are accepted, and what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockoutPolicy {
    limit: u32,
    window: Option<Lifetime>,
    bar: BarLength,
    delays: Option<Delays>,
}

/// How long a lockout lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarLength {
    /// Until somebody unlocks.
    UntilUnlocked,
    /// For a time, or until somebody unlocks.
    For(Lifetime),
}

impl BarLength {
    /// The end of a lockout that begins at `since`.
    #[must_use]
    pub const fn until(self, since: Timestamp) -> Option<Timestamp> {
        match self {
            Self::UntilUnlocked => None,
            Self::For(span) => Some(since.plus(span)),
        }
    }
}

/// A wait that doubles with each failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
    /// The wait after the first failure.
    pub first: Lifetime,
    /// The longest wait.
    pub ceiling: Lifetime,
}

impl Delays {
    /// Short for whoever mistypes, long for whoever guesses on: two seconds, doubling up to 15 minutes.
    #[must_use]
    pub const fn standard() -> Self {
        Self { first: Lifetime::seconds(2), ceiling: Lifetime::minutes(15) }
    }
}

/// What is wrong with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LockoutPolicyError {
    /// Zero, or above the hard cap.
    #[error("the limit lies between 1 and 100 attempts")]
    Limit,
    /// Under one minute or over 30 days.
    #[error("the window lies between one minute and 30 days")]
    Window,
    /// Under one minute or over 30 days.
    #[error("a lockout lasts between one minute and 30 days")]
    Bar,
    /// A first wait of zero, or a ceiling below it or above one hour.
    #[error("delays begin at one second or more and end at one hour or less")]
    Delays,
}

impl LockoutPolicy {
    /// A policy out of its parts: `limit` attempts; failures forgotten after `window` without another
    /// (never, when `None`), so that no span of that length ever holds more than `limit` evaluations.
    ///
    /// # Errors
    /// When a part is out of its bounds.
    pub fn new(
        limit: u32,
        window: Option<Lifetime>,
        bar: BarLength,
        delays: Option<Delays>,
    ) -> Result<Self, LockoutPolicyError> {
        let within = |span: Lifetime| (60..=30 * 86_400).contains(&span.as_seconds());
        if !(1..=super::HARD_CAP).contains(&limit) {
            return Err(LockoutPolicyError::Limit);
        }
        if window.is_some_and(|window| !within(window)) {
            return Err(LockoutPolicyError::Window);
        }
        if matches!(bar, BarLength::For(span) if !within(span)) {
            return Err(LockoutPolicyError::Bar);
        }
        if delays.is_some_and(|d| d.first.as_seconds() == 0 || d.ceiling < d.first || d.ceiling.as_seconds() > 3_600) {
            return Err(LockoutPolicyError::Delays);
        }
        Ok(Self { limit, window, bar, delays })
    }

    /// Five attempts, counted for ever, barred until unlocked.
    #[must_use]
    pub const fn standard() -> Self {
        Self { limit: 5, window: None, bar: BarLength::UntilUnlocked, delays: None }
    }

    /// The rule for typed codes, the same everywhere: five wrong codes, then none for a day. New codes
    /// give no new tries (NIST SP 800-63B-4 3.1.3); the link in the same mail still works.
    #[must_use]
    pub const fn typed_codes() -> Self {
        Self { limit: 5, window: Some(Lifetime::days(1)), bar: BarLength::For(Lifetime::days(1)), delays: None }
    }

    /// How many attempts are accepted before the lockout.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit
    }

    /// The quiet time after which failures are forgotten.
    #[must_use]
    pub const fn window(&self) -> Option<Lifetime> {
        self.window
    }

    /// How long a lockout lasts.
    #[must_use]
    pub const fn bar(&self) -> BarLength {
        self.bar
    }

    /// The growing delays, if any.
    #[must_use]
    pub const fn delays(&self) -> Option<Delays> {
        self.delays
    }

    /// The wait after the `counted`-th failure.
    pub(super) fn delay_after(&self, counted: u32) -> Option<Lifetime> {
        let delays = self.delays?;
        let doubled =
            delays.first.as_seconds().saturating_mul(1_u32.checked_shl(counted.saturating_sub(1)).unwrap_or(u32::MAX));
        Some(Lifetime::seconds(doubled.min(delays.ceiling.as_seconds())))
    }
}
