//! The count of attempts behind one name, one kind of secret and, for a known device, that device.

use std::cmp::Reverse;

use super::{
    super::{
        kernel::{Digest, NameKey, Timestamp},
        session::Source,
    },
    Clearing, LockoutPolicy,
};

/// The kinds of secret. Each has a guard of its own, so that failures of one never bar another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuardKind {
    /// The password, wherever it is asked for.
    Password,
    /// The typed code of an unlock mail.
    UnlockCode,
}

/// Which guard. Keyed by the canonical login name, whether it exists or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardKey {
    /// The login name's key.
    pub name: NameKey,
    /// The kind of secret.
    pub kind: GuardKind,
    /// A device that this account has signed in from has a budget of its own (A11).
    pub device: Option<Digest>,
}

impl GuardKey {
    /// The guard that strangers share.
    #[must_use]
    pub const fn shared(name: NameKey, kind: GuardKind) -> Self {
        Self { name, kind, device: None }
    }
}

/// A lockout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// When it began.
    pub since: Timestamp,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// False while the attempt that reached the limit is still being evaluated. Nothing is accepted
    /// meanwhile, but that attempt may still turn out right.
    pub landed: bool,
}

/// The last failure, for whoever asks since when and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastFailure {
    /// When.
    pub at: Timestamp,
    /// From where.
    pub from: Source,
}

/// The count of attempts behind a [`GuardKey`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInGuard {
    /// Which guard this is.
    pub key: GuardKey,
    /// Attempts counted towards the limit.
    pub counted: u32,
    /// When the last one was counted.
    pub counted_at: Option<Timestamp>,
    /// Attempts since the last success or reset.
    pub in_a_row: u32,
    /// Grows with each clearing, so that an attempt that was out meanwhile is known as such.
    pub epoch: u32,
    /// The lockout, if there is one.
    pub bar: Option<Bar>,
    /// The growing delay: nothing is accepted before.
    pub not_before: Option<Timestamp>,
    /// The last failure.
    pub last_failure: Option<LastFailure>,
}

impl SignInGuard {
    /// The guard that nobody has touched yet.
    #[must_use]
    pub const fn untouched(key: GuardKey) -> Self {
        Self {
            key,
            counted: 0,
            counted_at: None,
            in_a_row: 0,
            epoch: 0,
            bar: None,
            not_before: None,
            last_failure: None,
        }
    }

    /// The guard as it stands at `now`: a lockout that has run out and failures outside the window are gone.
    #[must_use]
    pub fn as_of(&self, policy: &LockoutPolicy, now: Timestamp) -> Self {
        let mut next = self.clone();
        if next.bar.and_then(|bar| bar.until).is_some_and(|until| until <= now) {
            next = next.cleared(Clearing::Lockout);
        }
        let forgotten = |window| next.counted_at.is_some_and(|at| at.plus(window) <= now);
        if next.bar.is_none() && policy.window().is_some_and(forgotten) {
            next.counted = 0;
            next.not_before = None;
        }
        next
    }

    /// The lockout that is in force at `now`.
    #[must_use]
    pub fn bar_at(&self, now: Timestamp) -> Option<Bar> {
        self.bar.filter(|bar| bar.until.is_none_or(|until| until > now))
    }

    /// Of all guards of one name and kind of secret, the one that tells how it stands at `now`: the one that
    /// was barred latest, whether a known device has it or strangers share it; the shared one when none is
    /// barred, and `None` when that does not exist.
    #[must_use]
    pub fn telling(guards: &[Self], now: Timestamp) -> Option<&Self> {
        let barred = guards.iter().filter_map(|guard| guard.bar_at(now).map(|bar| (guard, bar)));
        let latest = barred.min_by_key(|(guard, bar)| (Reverse(bar.since), guard.key.device.map(Digest::into_bytes)));
        latest.map(|(guard, _)| guard).or_else(|| guards.iter().find(|guard| guard.key.device.is_none()))
    }

    /// The guard after a clearing.
    #[must_use]
    pub fn cleared(&self, clearing: Clearing) -> Self {
        Self {
            counted: 0,
            counted_at: None,
            in_a_row: match clearing {
                Clearing::Lockout => self.in_a_row,
                Clearing::Everything => 0,
            },
            epoch: self.epoch.wrapping_add(1),
            bar: None,
            not_before: None,
            ..self.clone()
        }
    }

    /// True when only a new password helps.
    #[must_use]
    pub const fn is_exhausted(&self) -> bool {
        self.in_a_row >= super::HARD_CAP
    }
}
