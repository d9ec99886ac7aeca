//! A policy that changes while attempts are counted and lockouts are under way.

use proptest::prelude::*;

use super::*;
use crate::domain::kernel::{Lifetime, NameKey};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn fresh() -> SignInGuard {
    SignInGuard::untouched(GuardKey::shared(NameKey::as_stored([1; 32]), GuardKind::Password))
}

fn policy(limit: u32, window: Option<u32>, bar: Option<u32>) -> LockoutPolicy {
    let bar = bar.map_or(BarLength::UntilUnlocked, |seconds| BarLength::For(Lifetime::seconds(seconds)));
    LockoutPolicy::new(limit, window.map(Lifetime::seconds), bar, None).unwrap()
}

fn failed(times: u32, policy: &LockoutPolicy) -> SignInGuard {
    let mut guard = fresh();
    for n in 0..times {
        let Reservation::Granted { guard: counted, attempt } = reserve(&guard, policy, at(n.into())) else {
            panic!("{n} attempts only");
        };
        let settled = settle(&counted, policy, &attempt, Verdict::Wrong, &Source::local(), at(n.into()));
        let (Settlement::Fails { guard: next, .. } | Settlement::LocksNow { guard: next, .. }) = settled else {
            panic!("{settled:?}");
        };
        guard = next;
    }
    guard
}

#[test]
fn a_lower_limit_than_what_is_counted_bars_without_another_attempt() {
    let guard = failed(4, &policy(5, None, None));
    let Reservation::Bars { guard, since, until } = reserve(&guard, &policy(3, None, None), at(50)) else {
        panic!("it is granted");
    };
    assert_eq!((since, until), (at(3), None));
    assert_eq!(guard.bar_at(at(50)).map(|bar| bar.since), Some(at(3)), "it is listed among those that are locked");
    assert!(matches!(reserve(&guard, &policy(3, None, None), at(51)), Reservation::Refused(Refusal::Barred { .. })));
    let timed = policy(3, None, Some(600));
    let four = failed(4, &policy(5, None, None));
    assert!(matches!(reserve(&four, &timed, at(602)), Reservation::Bars { until, .. } if until == Some(at(603))));
    let Reservation::Granted { guard, .. } = reserve(&four, &timed, at(603)) else {
        panic!("a lockout of that length would be over");
    };
    assert_eq!(guard.counted, 1);
}

#[test]
fn whoever_was_trying_while_the_limit_was_lowered_still_gets_in() {
    let old = policy(5, None, None);
    let guard = failed(3, &old);
    let Reservation::Granted { guard, attempt } = reserve(&guard, &old, at(10)) else { panic!("the fourth") };
    let Reservation::Bars { guard, .. } = reserve(&guard, &policy(3, None, None), at(11)) else { panic!("the fifth") };
    let settled = settle(&guard, &old, &attempt, Verdict::Right, &Source::local(), at(12));
    assert!(matches!(settled, Settlement::Opens { guard } if guard.bar.is_none() && guard.counted == 0));
}

#[test]
fn a_lockout_ends_as_it_began_whatever_the_policy_is_by_then() {
    let (for_good, for_a_time) = (policy(3, None, None), policy(3, None, Some(600)));
    let guard = failed(3, &for_good);
    let still = reserve(&guard, &for_a_time, at(1_000_000));
    assert_eq!(still, Reservation::Refused(Refusal::Barred { since: at(2), until: None }));
    let guard = failed(3, &for_a_time);
    assert!(matches!(reserve(&guard, &for_good, at(601)), Reservation::Refused(Refusal::Barred { .. })));
    assert!(matches!(reserve(&guard, &for_good, at(602)), Reservation::Granted { .. }));
    let guard = failed(3, &for_good);
    assert!(
        matches!(reserve(&guard, &policy(100, None, None), at(9)), Reservation::Refused(_)),
        "a higher limit ends no lockout"
    );
}

/// What may happen.
#[derive(Clone, Debug)]
enum Step {
    Reserve,
    Settle(usize, bool),
    Unlock,
    Pass(u16),
    Change(u32, Option<u32>, Option<u32>),
}

fn step() -> impl Strategy<Value = Step> {
    let span = || prop::option::of(60_u32..2_000);
    prop_oneof![
        6 => Just(Step::Reserve),
        4 => (any::<usize>(), prop::bool::weighted(0.1)).prop_map(|(which, right)| Step::Settle(which, right)),
        1 => Just(Step::Unlock),
        2 => (0_u16..1_500).prop_map(Step::Pass),
        1 => (1_u32..8, span(), span()).prop_map(|(limit, window, bar)| Step::Change(limit, window, bar)),
    ]
}

proptest! {
    #[test]
    fn no_change_of_policy_lets_more_be_evaluated_than_the_limit_of_the_moment(
        steps in prop::collection::vec(step(), 1..400),
    ) {
        let mut policy = policy(5, None, None);
        let (mut guard, mut now) = (fresh(), 0_i64);
        let mut out: Vec<(ReservedAttempt, LockoutPolicy)> = Vec::new();
        // What counts, by an account of its own; the lockout that is under way, with the end that it began with.
        let (mut counted, mut in_a_row) = (Vec::<i64>::new(), 0);
        let mut barred: Option<Option<Timestamp>> = None;
        for step in steps {
            match step {
                Step::Reserve => {
                    if barred.flatten().is_some_and(|until| until <= at(now)) {
                        barred = None;
                        counted.clear();
                    }
                    let last = counted.last().copied().unwrap_or(now);
                    let forgotten = policy.window().is_some_and(|w| last + i64::from(w.as_seconds()) <= now);
                    if barred.is_none() && forgotten {
                        counted.clear();
                    }
                    match reserve(&guard, &policy, at(now)) {
                        Reservation::Granted { guard: next, attempt } => {
                            prop_assert!(barred.is_none(), "granted while barred");
                            if u32::try_from(counted.len()).unwrap() >= policy.limit() {
                                // Only a lockout that would be over by now may have made room.
                                let BarLength::For(span) = policy.bar() else { panic!("granted above the limit") };
                                prop_assert!(at(last).plus(span) <= at(now));
                                counted.clear();
                            }
                            counted.push(now);
                            in_a_row += 1;
                            if next.bar.is_some() {
                                barred = Some(policy.bar().until(at(now)));
                            }
                            guard = next;
                            out.push((attempt, policy));
                        }
                        Reservation::Bars { guard: next, until, .. } => {
                            prop_assert!(u32::try_from(counted.len()).unwrap() >= policy.limit());
                            barred = Some(until);
                            guard = next;
                        }
                        Reservation::Refused(Refusal::Barred { until, .. }) => prop_assert_eq!(barred, Some(until)),
                        Reservation::Refused(_) => prop_assert_eq!(in_a_row, HARD_CAP),
                    }
                    prop_assert!(u32::try_from(counted.len()).unwrap() <= policy.limit() || barred.is_some());
                    prop_assert!(in_a_row <= HARD_CAP);
                }
                Step::Settle(which, right) if !out.is_empty() => {
                    let (attempt, then) = out.swap_remove(which % out.len());
                    let verdict = if right { Verdict::Right } else { Verdict::Wrong };
                    match settle(&guard, &then, &attempt, verdict, &Source::local(), at(now)) {
                        Settlement::Opens { guard: next } => {
                            guard = next;
                            counted.clear();
                            in_a_row = 0;
                            barred = None;
                        }
                        Settlement::Fails { guard: next, .. } | Settlement::LocksNow { guard: next, .. } => {
                            // One that was out during a clearing belongs to the new count.
                            if next.counted > guard.counted {
                                counted.push(now);
                            }
                            in_a_row = next.in_a_row;
                            if let (None, Some(bar)) = (barred, next.bar) {
                                barred = Some(bar.until);
                            }
                            guard = next;
                        }
                        Settlement::TooLate { .. } => prop_assert!(barred.is_some()),
                    }
                }
                Step::Unlock => {
                    guard = guard.cleared(Clearing::Lockout);
                    counted.clear();
                    barred = None;
                }
                Step::Pass(seconds) => now += i64::from(seconds),
                Step::Change(limit, window, bar) => policy = self::policy(limit, window, bar),
                Step::Settle(..) => {}
            }
        }
    }
}
