//! What a policy means to whoever guesses: counted out with the rule itself, so that it cannot say anything else.

use super::{
    super::{
        kernel::{Lifetime, NameKey, Timestamp},
        session::Source,
    },
    GuardKey, GuardKind, HARD_CAP, LockoutPolicy, Refusal, Reservation, Settlement, SignInGuard, Verdict, reserve,
    settle,
};

impl LockoutPolicy {
    /// The most passwords that somebody who never stops can try at one name within `span`, while nobody
    /// unlocks it and its person does not sign in. Never more than [`HARD_CAP`].
    #[must_use]
    pub fn tries_within(&self, span: Lifetime) -> u32 {
        let to_the_limit = self.tries(span, self.limit());
        // Whoever knows the window stops one short of the limit, and waits until all is forgotten.
        let waits = self.window().is_some() && self.limit() > 1;
        let one_short = if waits { self.tries(span, self.limit() - 1) } else { 0 };
        to_the_limit.max(one_short)
    }

    /// Tries by one who makes `at_once` of them, and then waits for them to be forgotten or barred away.
    fn tries(&self, span: Lifetime, at_once: u32) -> u32 {
        let mut guard = SignInGuard::untouched(GuardKey::shared(NameKey::as_stored([0; 32]), GuardKind::Password));
        let (start, from) = (Timestamp::from_micros(0), Source::local());
        let (mut now, mut tries) = (start, 0);
        let is_over = |now: Timestamp| now >= start.plus(span);
        while !is_over(now) && tries < HARD_CAP {
            let counted = guard.as_of(self, now).counted;
            if counted > 0 && counted >= at_once && at_once < self.limit() {
                let forgotten = self.window().zip(guard.counted_at).map(|(window, at)| at.plus(window));
                match forgotten.filter(|at| !is_over(*at)) {
                    Some(at) => now = at,
                    // Nothing more will be forgotten in time: the last try of all is free.
                    None => return tries + 1,
                }
            }
            match reserve(&guard, self, now) {
                Reservation::Granted { guard: counted, attempt } => {
                    tries += 1;
                    guard = match settle(&counted, self, &attempt, Verdict::Wrong, &from, now) {
                        Settlement::Fails { guard, .. }
                        | Settlement::LocksNow { guard, .. }
                        | Settlement::Opens { guard } => guard,
                        Settlement::TooLate { .. } => counted,
                    };
                }
                Reservation::Refused(Refusal::Barred { until: Some(until), .. } | Refusal::TooSoon { until }) => {
                    now = until;
                }
                Reservation::Refused(_) | Reservation::Bars { .. } => return tries,
            }
        }
        tries
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{BarLength, Delays},
        *,
    };

    const DAY: Lifetime = Lifetime::days(1);

    fn policy(limit: u32, window: Option<Lifetime>, bar: BarLength) -> LockoutPolicy {
        LockoutPolicy::new(limit, window, bar, None).unwrap()
    }

    #[test]
    fn until_unlocked_gives_the_limit_and_no_more() {
        assert_eq!(LockoutPolicy::standard().tries_within(DAY), 5);
        assert_eq!(LockoutPolicy::standard().tries_within(Lifetime::days(365)), 5);
    }

    #[test]
    fn a_timed_lockout_gives_the_limit_each_time_it_ends() {
        let policy = policy(5, None, BarLength::For(Lifetime::hours(6)));
        assert_eq!(policy.tries_within(Lifetime::hours(6)), 5);
        assert_eq!(policy.tries_within(DAY), 20);
    }

    #[test]
    fn a_window_lets_one_short_of_the_limit_be_tried_for_ever() {
        let policy = policy(5, Some(Lifetime::hours(6)), BarLength::UntilUnlocked);
        assert_eq!(policy.tries_within(DAY), 4 * 4 + 1);
        assert_eq!(self::policy(1, Some(Lifetime::hours(6)), BarLength::UntilUnlocked).tries_within(DAY), 1);
    }

    #[test]
    fn nobody_ever_tries_more_than_the_hard_cap() {
        let open = policy(100, Some(Lifetime::minutes(1)), BarLength::For(Lifetime::minutes(1)));
        assert_eq!(open.tries_within(DAY), HARD_CAP);
    }

    #[test]
    fn delays_slow_a_guesser_down() {
        let delays = Delays { first: Lifetime::hours(1), ceiling: Lifetime::hours(1) };
        let slow = LockoutPolicy::new(100, None, BarLength::UntilUnlocked, Some(delays)).unwrap();
        assert_eq!(slow.tries_within(DAY), 24);
    }
}
