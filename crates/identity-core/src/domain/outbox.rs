//! When a letter is tried again, and when it is given up.

use super::kernel::{Lifetime, Timestamp};

/// Letters of one kind that one mailbox gets in [`CAP_WINDOW`] (OWASP: mail bombing).
pub const CAP_PER_MAILBOX: u32 = 3;

/// Links to a first password that one mailbox gets in [`CAP_WINDOW`]: several people may share it, and are
/// defined one after the other.
pub const WELCOMES_PER_MAILBOX: u32 = 20;

/// Notices of one kind that one account causes in [`CAP_WINDOW`]. They are not counted by mailbox: whoever
/// could use the count up with an account of their own would keep a notice about another's back.
pub const NOTICES_PER_ACCOUNT: u32 = 5;

/// Letters about a broken glass that one account is told of in [`CAP_WINDOW`]. Only the operator causes them, and
/// nobody may hide one behind a handful of others.
pub const ALARMS_PER_ACCOUNT: u32 = 50;

/// Answers to their invitations that one account is told of in [`CAP_WINDOW`].
pub const ANSWERS_PER_ACCOUNT: u32 = 100;

/// The window of the caps.
pub const CAP_WINDOW: Lifetime = Lifetime::hours(1);

/// How long a claimed letter belongs to its claimant. Longer than the longest send, and short enough that what
/// a killed node had in hand is taken up by another within a minute.
pub const CLAIM_LEASE: Lifetime = Lifetime::seconds(55);

/// Waits between tries; the last one repeats.
const WAITS: [Lifetime; 6] = [
    Lifetime::seconds(10),
    Lifetime::seconds(30),
    Lifetime::minutes(2),
    Lifetime::minutes(5),
    Lifetime::minutes(15),
    Lifetime::minutes(60),
];

/// When to try again after `tries` failed tries, `None` when that would be after `deadline`: a letter whose
/// secret would be dead on arrival is of no use to anybody.
#[must_use]
pub fn next_try(tries: u32, now: Timestamp, deadline: Timestamp) -> Option<Timestamp> {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX).min(WAITS.len() - 1);
    let at = now.plus(WAITS[place]);
    (at < deadline).then_some(at)
}

/// The state of a letter, as the console shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LetterState {
    /// Waiting for its (next) try.
    Queued,
    /// In somebody's hands.
    Sending,
    /// Handed over.
    Sent,
    /// Refused for good by the recipient's side.
    Refused,
    /// Given up: its time was over.
    GivenUp,
    /// Not sent, since the mailbox got too many of the kind.
    Withheld,
}

impl LetterState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Queued, Self::Sending, Self::Sent, Self::Refused, Self::GivenUp, Self::Withheld];

    /// The stable word that stores, exports and catalogues use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::Withheld => "withheld",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_with_the_deadline() {
        let now = Timestamp::from_seconds(1_000);
        let deadline = now.plus(Lifetime::minutes(30));
        let waits: Vec<_> =
            (1..=7).map(|tries| next_try(tries, now, deadline).map(|at| now.seconds_until(at))).collect();
        assert_eq!(waits, [Some(10), Some(30), Some(120), Some(300), Some(900), None, None]);
    }
}
