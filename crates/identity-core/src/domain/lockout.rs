//! How many secrets may be tried: the heart of the house.
//!
//! An attempt is *reserved*, and counted, before any secret is looked at; its settlement says how it went.
//! Decided here: what a reservation and a settlement make of a guard. Not decided here: whether the
//! password was right ([`super::sign_in`]), and how the guard is kept exact between many processes (each
//! guard carries a version; the ledger refuses a change to one that has moved).

mod guard;
mod meaning;
mod policy;
pub mod simulation;

pub use guard::{Bar, GuardKey, GuardKind, LastFailure, SignInGuard};
pub use policy::{BarLength, Delays, LockoutPolicy, LockoutPolicyError};

use super::{kernel::Timestamp, session::Source};

/// Consecutive failures after which a secret is disabled until it is set anew (NIST SP 800-63B-4 3.2.2).
/// An unlock does not clear them; a success or a reset does.
pub const HARD_CAP: u32 = 100;

/// Leave to evaluate one secret once. Only [`reserve`] makes it, and whoever verifies asks for it: verifying
/// uncounted does not compile.
///
/// ```compile_fail,E0451
/// use identity_core::domain::{kernel::{NameKey, Timestamp}, lockout::{GuardKey, GuardKind, ReservedAttempt}};
///
/// let key = GuardKey::shared(NameKey::as_stored([0; 32]), GuardKind::Password);
/// let uncounted = ReservedAttempt { key, epoch: 0, closes: false, at: Timestamp::from_seconds(0) };
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct ReservedAttempt {
    key: GuardKey,
    epoch: u32,
    closes: bool,
    at: Timestamp,
}

impl ReservedAttempt {
    /// The guard that counted it.
    #[must_use]
    pub const fn key(&self) -> &GuardKey {
        &self.key
    }

    /// When it was counted.
    #[must_use]
    pub const fn at(&self) -> Timestamp {
        self.at
    }
}

/// Why no attempt may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Too many failures. Ends by an unlock, and at `until` where the policy says so.
    Barred {
        /// When the lockout began.
        since: Timestamp,
        /// When it ends by itself.
        until: Option<Timestamp>,
    },
    /// [`HARD_CAP`] failures in a row: only a reset helps.
    Exhausted,
    /// The growing delay is not over.
    TooSoon {
        /// When the next attempt is accepted.
        until: Timestamp,
    },
}

/// The answer to "may a secret be tried now?".
#[derive(Debug, PartialEq, Eq)]
pub enum Reservation {
    /// Yes, once `guard` is committed in place of the one that was read.
    Granted {
        /// The guard with the attempt counted.
        guard: SignInGuard,
        /// The leave to evaluate.
        attempt: ReservedAttempt,
    },
    /// No, and a lockout begins without another attempt, once `guard` is committed: since the limit was
    /// lowered, what is counted already reaches it.
    Bars {
        /// The guard with the lockout.
        guard: SignInGuard,
        /// When the lockout began: with the last attempt that was counted.
        since: Timestamp,
        /// When it ends by itself.
        until: Option<Timestamp>,
    },
    /// No.
    Refused(Refusal),
}

/// Counts an attempt before it is made, as if it had failed already: a crash in between fails closed.
#[must_use]
pub fn reserve(guard: &SignInGuard, policy: &LockoutPolicy, now: Timestamp) -> Reservation {
    let mut next = guard.as_of(policy, now);
    if let Some(bar) = next.bar {
        return Reservation::Refused(Refusal::Barred { since: bar.since, until: bar.until });
    }
    if next.in_a_row >= HARD_CAP {
        return Reservation::Refused(Refusal::Exhausted);
    }
    if next.counted >= policy.limit() {
        let since = next.counted_at.unwrap_or(now);
        let until = policy.bar().until(since);
        if until.is_none_or(|until| until > now) {
            // Not landed: an attempt that was counted before may still turn out right.
            next.bar = Some(Bar { since, until, landed: false });
            return Reservation::Bars { guard: next, since, until };
        }
        next = next.cleared(Clearing::Lockout);
    }
    if let Some(until) = next.not_before.filter(|until| *until > now) {
        return Reservation::Refused(Refusal::TooSoon { until });
    }
    next.counted += 1;
    next.in_a_row += 1;
    next.counted_at = Some(now);
    next.not_before = policy.delay_after(next.counted).map(|delay| now.plus(delay));
    let closes = next.counted >= policy.limit() || next.in_a_row >= HARD_CAP;
    if closes {
        next.bar = Some(Bar { since: now, until: policy.bar().until(now), landed: false });
    }
    let attempt = ReservedAttempt { key: next.key, epoch: next.epoch, closes, at: now };
    Reservation::Granted { guard: next, attempt }
}

/// How an attempt went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The secret was right, and may be used.
    Right,
    /// It was not.
    Wrong,
}

/// What a settled attempt comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// The way is free; the failures are cleared.
    Opens {
        /// The guard to commit.
        guard: SignInGuard,
    },
    /// A failure, and attempts are left.
    Fails {
        /// The guard to commit.
        guard: SignInGuard,
        /// How many attempts are left before the lockout.
        left: u32,
    },
    /// The failure that begins the lockout.
    LocksNow {
        /// The guard to commit.
        guard: SignInGuard,
        /// When the lockout ends by itself.
        until: Option<Timestamp>,
    },
    /// The secret was right, but the lockout landed first: lock wins.
    TooLate {
        /// When the lockout began.
        since: Timestamp,
        /// When it ends by itself.
        until: Option<Timestamp>,
    },
}

/// Settles a reserved attempt against the guard as it is now.
#[must_use]
pub fn settle(
    guard: &SignInGuard,
    policy: &LockoutPolicy,
    attempt: &ReservedAttempt,
    verdict: Verdict,
    from: &Source,
    now: Timestamp,
) -> Settlement {
    match verdict {
        Verdict::Right => match guard.bar.filter(|bar| bar.landed) {
            Some(bar) => Settlement::TooLate { since: bar.since, until: bar.until },
            None => Settlement::Opens { guard: guard.cleared(Clearing::Everything) },
        },
        Verdict::Wrong => settle_failure(guard, policy, attempt, from, now),
    }
}

fn settle_failure(
    guard: &SignInGuard,
    policy: &LockoutPolicy,
    attempt: &ReservedAttempt,
    from: &Source,
    now: Timestamp,
) -> Settlement {
    let mut next = guard.clone();
    next.last_failure = Some(LastFailure { at: now, from: from.clone() });
    let mut closes = attempt.closes;
    if attempt.epoch != guard.epoch {
        // The guard was cleared while this attempt was out: its failure belongs to the new count.
        next.counted += 1;
        next.in_a_row = (next.in_a_row + 1).min(HARD_CAP);
        next.counted_at = Some(now);
        closes = next.counted >= policy.limit() || next.in_a_row >= HARD_CAP;
    }
    if !closes {
        let left = policy.limit().saturating_sub(next.counted).min(HARD_CAP - next.in_a_row);
        return Settlement::Fails { guard: next, left };
    }
    let bar = next.bar.unwrap_or(Bar { since: now, until: policy.bar().until(now), landed: false });
    let until = bar.until;
    next.bar = Some(Bar { landed: true, ..bar });
    Settlement::LocksNow { guard: next, until }
}

/// What a clearing of a guard takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clearing {
    /// An unlock: the lockout and the failures that led to it. The consecutive count stays.
    Lockout,
    /// A success or a reset: the consecutive count too.
    Everything,
}

#[cfg(test)]
mod changes;
#[cfg(test)]
mod tests;
