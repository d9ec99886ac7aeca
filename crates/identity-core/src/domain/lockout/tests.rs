use proptest::prelude::*;

use super::*;
use crate::domain::kernel::{Lifetime, NameKey};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn fresh() -> SignInGuard {
    SignInGuard::untouched(GuardKey::shared(NameKey::as_stored([1; 32]), GuardKind::Password))
}

fn granted(guard: &SignInGuard, policy: &LockoutPolicy, now: Timestamp) -> (SignInGuard, ReservedAttempt) {
    match reserve(guard, policy, now) {
        Reservation::Granted { guard, attempt } => (guard, attempt),
        refused => panic!("refused: {refused:?}"),
    }
}

fn fail(guard: &SignInGuard, policy: &LockoutPolicy, now: Timestamp) -> SignInGuard {
    let (guard, attempt) = granted(guard, policy, now);
    match settle(&guard, policy, &attempt, Verdict::Wrong, &Source::local(), now) {
        Settlement::Fails { guard, .. } | Settlement::LocksNow { guard, .. } => guard,
        other => panic!("{other:?}"),
    }
}

fn timed(limit: u32, window: Option<Lifetime>, bar: Lifetime) -> LockoutPolicy {
    LockoutPolicy::new(limit, window, BarLength::For(bar), None).unwrap()
}

#[test]
fn the_fifth_failure_bars_and_the_right_password_is_refused_after_it() {
    let policy = LockoutPolicy::standard();
    let mut guard = fresh();
    for n in 0..5 {
        guard = fail(&guard, &policy, at(n));
    }
    assert_eq!(reserve(&guard, &policy, at(9)), Reservation::Refused(Refusal::Barred { since: at(4), until: None }));
}

#[test]
fn an_attempt_is_counted_before_it_is_settled() {
    let policy = LockoutPolicy::standard();
    let mut guard = fresh();
    for n in 0..5 {
        guard = granted(&guard, &policy, at(n)).0;
    }
    assert!(
        matches!(reserve(&guard, &policy, at(5)), Reservation::Refused(Refusal::Barred { .. })),
        "a crash in between fails closed"
    );
}

#[test]
fn the_last_attempt_may_still_be_right() {
    let policy = LockoutPolicy::standard();
    let mut guard = fresh();
    for n in 0..4 {
        guard = fail(&guard, &policy, at(n));
    }
    let (guard, attempt) = granted(&guard, &policy, at(5));
    let Settlement::Opens { guard } = settle(&guard, &policy, &attempt, Verdict::Right, &Source::local(), at(6)) else {
        panic!("the fifth attempt was right");
    };
    assert_eq!((guard.counted, guard.in_a_row, guard.bar), (0, 0, None));
}

#[test]
fn a_lockout_that_landed_first_wins_over_a_right_password() {
    let policy = LockoutPolicy::standard();
    let mut guard = fresh();
    let mut out = Vec::new();
    for n in 0..5 {
        let (next, attempt) = granted(&guard, &policy, at(n));
        guard = next;
        out.push(attempt);
    }
    let Settlement::LocksNow { guard, .. } = settle(&guard, &policy, &out[4], Verdict::Wrong, &Source::local(), at(6))
    else {
        panic!("the fifth failure lands");
    };
    let late = settle(&guard, &policy, &out[2], Verdict::Right, &Source::local(), at(7));
    assert_eq!(late, Settlement::TooLate { since: at(4), until: None });
}

#[test]
fn a_failure_that_was_out_during_a_clearing_counts_in_the_new_count() {
    let policy = LockoutPolicy::standard();
    let (guard, attempt) = granted(&fresh(), &policy, at(0));
    let cleared = guard.cleared(Clearing::Lockout);
    let Settlement::Fails { guard, left } =
        settle(&cleared, &policy, &attempt, Verdict::Wrong, &Source::local(), at(1))
    else {
        panic!("one failure");
    };
    assert_eq!((guard.counted, left), (1, 4));
}

#[test]
fn a_timed_lockout_ends_by_itself_and_not_a_second_early() {
    let policy = timed(1, None, Lifetime::minutes(10));
    let guard = fail(&fresh(), &policy, at(0));
    assert!(
        matches!(reserve(&guard, &policy, at(599)), Reservation::Refused(Refusal::Barred { until: Some(until), .. }) if until == at(600))
    );
    assert_eq!(granted(&guard, &policy, at(600)).0.counted, 1);
}

#[test]
fn failures_are_forgotten_after_the_window_without_another() {
    let policy = timed(3, Some(Lifetime::minutes(15)), Lifetime::minutes(10));
    let guard = fail(&fail(&fresh(), &policy, at(0)), &policy, at(800));
    assert_eq!(granted(&guard, &policy, at(800 + 899)).0.counted, 3, "the second failure keeps the first alive");
    assert_eq!(granted(&guard, &policy, at(800 + 900)).0.counted, 1);
}

#[test]
fn delays_grow_to_their_ceiling() {
    let delays = Delays { first: Lifetime::seconds(1), ceiling: Lifetime::seconds(5) };
    let policy = LockoutPolicy::new(10, None, BarLength::UntilUnlocked, Some(delays)).unwrap();
    let mut guard = fresh();
    let mut now = 0;
    let mut waits = Vec::new();
    for _ in 0..5 {
        guard = fail(&guard, &policy, at(now));
        let Reservation::Refused(Refusal::TooSoon { until }) = reserve(&guard, &policy, at(now)) else {
            panic!("too soon");
        };
        waits.push(at(now).seconds_until(until));
        now += 5;
    }
    assert_eq!(waits, [1, 2, 4, 5, 5]);
}

#[test]
fn an_unlock_keeps_the_consecutive_count_and_a_hundred_failures_end_it() {
    let policy = LockoutPolicy::standard();
    let mut guard = fresh();
    let mut evaluated = 0;
    for round in 0..40 {
        for n in 0..5 {
            if let Reservation::Granted { .. } = reserve(&guard, &policy, at(round * 10 + n)) {
                guard = fail(&guard, &policy, at(round * 10 + n));
                evaluated += 1;
            }
        }
        guard = guard.cleared(Clearing::Lockout);
    }
    assert_eq!(evaluated, HARD_CAP);
    assert_eq!(reserve(&guard, &policy, at(9_999)), Reservation::Refused(Refusal::Exhausted));
    assert!(
        matches!(reserve(&guard.cleared(Clearing::Everything), &policy, at(9_999)), Reservation::Granted { .. }),
        "a reset helps"
    );
}

#[test]
fn a_policy_keeps_within_its_bounds() {
    let new = |limit, window, bar| LockoutPolicy::new(limit, window, bar, None);
    assert_eq!(new(0, None, BarLength::UntilUnlocked), Err(LockoutPolicyError::Limit));
    assert!(new(1, None, BarLength::UntilUnlocked).is_ok() && new(100, None, BarLength::UntilUnlocked).is_ok());
    assert_eq!(new(101, None, BarLength::UntilUnlocked), Err(LockoutPolicyError::Limit));
    assert_eq!(new(5, Some(Lifetime::seconds(59)), BarLength::UntilUnlocked), Err(LockoutPolicyError::Window));
    assert_eq!(new(5, None, BarLength::For(Lifetime::days(31))), Err(LockoutPolicyError::Bar));
    let delays = Some(Delays { first: Lifetime::seconds(0), ceiling: Lifetime::seconds(1) });
    assert_eq!(LockoutPolicy::new(5, None, BarLength::UntilUnlocked, delays), Err(LockoutPolicyError::Delays));
}

/// What may happen to a guard.
#[derive(Clone, Debug)]
enum Step {
    Reserve,
    SettleWrong(usize),
    SettleRight(usize),
    Unlock,
    Pass(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => Just(Step::Reserve),
        4 => any::<usize>().prop_map(Step::SettleWrong),
        1 => any::<usize>().prop_map(Step::SettleRight),
        1 => Just(Step::Unlock),
        1 => any::<u16>().prop_map(Step::Pass),
    ]
}

proptest! {
    #[test]
    fn no_interleaving_evaluates_more_than_the_limit(
        steps in prop::collection::vec(step(), 1..400),
        limit in 1_u32..8,
        window in prop::option::of(60_u32..10_000),
    ) {
        let policy = timed(limit, window.map(Lifetime::seconds), Lifetime::days(30));
        let (mut guard, mut now) = (fresh(), 0_i64);
        let mut out: Vec<ReservedAttempt> = Vec::new();
        // Evaluations since the last clearing, and since the last success.
        let (mut since_clearing, mut in_a_row) = (Vec::<i64>::new(), 0);
        for step in steps {
            match step {
                Step::Reserve => if let Reservation::Granted { guard: next, attempt } = reserve(&guard, &policy, at(now)) {
                    guard = next;
                    out.push(attempt);
                    since_clearing.push(now);
                    in_a_row += 1;
                },
                Step::SettleWrong(n) | Step::SettleRight(n) if !out.is_empty() => {
                    let attempt = out.swap_remove(n % out.len());
                    let verdict = if matches!(step, Step::SettleRight(_)) { Verdict::Right } else { Verdict::Wrong };
                    match settle(&guard, &policy, &attempt, verdict, &Source::local(), at(now)) {
                        Settlement::Opens { guard: next } => {
                            guard = next;
                            since_clearing.clear();
                            in_a_row = 0;
                        }
                        Settlement::Fails { guard: next, .. } | Settlement::LocksNow { guard: next, .. } => guard = next,
                        Settlement::TooLate { .. } => {}
                    }
                }
                Step::Unlock => {
                    guard = guard.cleared(Clearing::Lockout);
                    since_clearing.clear();
                }
                Step::Pass(seconds) => now += i64::from(seconds),
                _ => {}
            }
            let span = window.map_or(i64::MAX, i64::from);
            let in_window = since_clearing.iter().filter(|then| now - **then < span).count();
            prop_assert!(u32::try_from(in_window).unwrap() <= limit);
            prop_assert!(in_a_row <= HARD_CAP);
        }
    }
}
