use proptest::prelude::*;

use super::{super::BarLength, *};
use crate::domain::kernel::Lifetime;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn anna() -> Id<Account> {
    Id::new(at(0), [1; 10])
}

fn attempt(seconds: i64, verdict: Verdict, truth: Truth) -> Incident {
    Incident { at: at(seconds), account: anna(), what: Happened::Attempt { device: None, verdict, truth } }
}

fn wrong(seconds: i64) -> Incident {
    attempt(seconds, Verdict::Wrong, Truth::Settled)
}

fn cleared(seconds: i64, clearing: Clearing) -> Incident {
    Incident { at: at(seconds), account: anna(), what: Happened::Cleared(clearing) }
}

fn policy(limit: u32, bar: Option<u32>) -> LockoutPolicy {
    let bar = bar.map_or(BarLength::UntilUnlocked, |seconds| BarLength::For(Lifetime::seconds(seconds)));
    LockoutPolicy::new(limit, None, bar, None).unwrap()
}

fn simulated(policy: LockoutPolicy, log: &[Incident]) -> Outcome {
    let mut simulation = Simulation::new(policy, at(0), 10);
    for incident in log {
        simulation.replay(incident);
    }
    simulation.told(at(10_000))
}

#[test]
fn a_lower_limit_bars_sooner_and_refuses_what_followed() {
    let barred = attempt(5, Verdict::Wrong, Truth::Barred);
    let log = [wrong(1), wrong(2), wrong(3), wrong(4), barred, cleared(60, Clearing::Lockout)];
    let outcome = simulated(policy(3, None), &log);
    assert_eq!((outcome.attempts, outcome.refused, outcome.lockouts, outcome.happened), (5, 2, 1, 1));
    assert_eq!((outcome.spared, outcome.people), (0, 1));
    let lockout = outcome.first_lockouts[0];
    assert_eq!((lockout.since, lockout.ended, lockout.refused), (at(3), Some((at(60), End::Unlocked)), 2));
    assert!(lockout.happened);
}

#[test]
fn a_higher_limit_spares_a_lockout() {
    let log = [wrong(1), wrong(2), attempt(3, Verdict::Wrong, Truth::Barred), cleared(60, Clearing::Lockout)];
    let outcome = simulated(policy(5, None), &log);
    assert_eq!((outcome.lockouts, outcome.happened, outcome.spared), (0, 1, 1));
    assert_eq!(outcome.first_spared, [SparedLockout { account: anna(), device: None, since: at(3) }]);
}

#[test]
fn each_lockout_tells_what_ended_it() {
    let three = |from: i64| [wrong(from), wrong(from + 1), wrong(from + 2)];
    let right = attempt(50, Verdict::Right, Truth::Settled);
    let log = [
        &three(1)[..],
        &[cleared(10, Clearing::Lockout)],
        &three(20),
        &[cleared(30, Clearing::Everything)],
        &three(40),
        &[right],
        &three(60),
        &[wrong(200)],
    ]
    .concat();
    let ends: Vec<_> = simulated(policy(3, Some(100)), &log).first_lockouts.iter().map(|l| l.ended).collect();
    let expected = [
        Some((at(10), End::Unlocked)),
        Some((at(30), End::Reset)),
        Some((at(50), End::CameBack)),
        Some((at(162), End::RanOut)),
    ];
    assert_eq!(ends, expected);
    assert_eq!(simulated(policy(3, Some(100)), &log).kept_out, 1);
    let open = simulated(policy(3, None), &three(1));
    assert_eq!(open.first_lockouts[0].ended, None, "it goes on at the end of the log");
}

#[test]
fn what_came_before_counts_and_is_not_told() {
    let mut simulation = Simulation::new(policy(3, None), at(100), 10);
    for incident in [wrong(1), wrong(2), wrong(150)] {
        simulation.replay(&incident);
    }
    let outcome = simulation.told(at(200));
    assert_eq!((outcome.attempts, outcome.lockouts), (1, 1));
    let mut simulation = Simulation::new(policy(3, None), at(100), 10);
    for incident in [wrong(1), wrong(2), wrong(3), wrong(150)] {
        simulation.replay(&incident);
    }
    let outcome = simulation.told(at(200));
    assert_eq!((outcome.lockouts, outcome.refused), (0, 1), "it began before");
}

#[test]
fn a_known_device_has_a_guard_of_its_own() {
    let on = |seconds, device: u8| Incident {
        at: at(seconds),
        account: anna(),
        what: Happened::Attempt {
            device: Some(Id::new(at(0), [device; 10])),
            verdict: Verdict::Wrong,
            truth: Truth::Settled,
        },
    };
    let outcome = simulated(policy(3, None), &[wrong(1), on(2, 1), on(3, 2), wrong(4), on(5, 1), on(6, 1)]);
    assert_eq!(outcome.lockouts, 1);
    assert_eq!(outcome.first_lockouts[0].device, Some(Id::new(at(0), [1; 10])));
}

#[test]
fn only_the_first_lockouts_are_told_one_by_one_and_all_are_counted() {
    let log: Vec<_> = (0..200).flat_map(|n| [wrong(n * 10), cleared(n * 10 + 5, Clearing::Lockout)]).collect();
    let outcome = simulated(policy(1, None), &log);
    // After a hundred in a row nothing is evaluated any more until a reset: that is refused, and no new lockout.
    assert_eq!((outcome.lockouts, outcome.refused), (100, 100));
    let since: Vec<_> = outcome.first_lockouts.iter().map(|lockout| lockout.since).collect();
    assert_eq!(since, (0..10).map(|n| at(n * 10)).collect::<Vec<_>>());
}

/// What may happen to a guard, played first by the rule itself and then from its log.
fn step() -> impl Strategy<Value = (u16, u8)> {
    (0_u16..400, 0_u8..20)
}

proptest! {
    #[test]
    fn the_policy_that_was_in_force_bars_exactly_whom_it_barred(
        steps in prop::collection::vec(step(), 1..300),
        limit in 1_u32..8,
        window in prop::option::of(60_u32..1_000),
        bar in prop::option::of(60_u32..1_000),
    ) {
        let bar = bar.map_or(BarLength::UntilUnlocked, |seconds| BarLength::For(Lifetime::seconds(seconds)));
        let policy = LockoutPolicy::new(limit, window.map(Lifetime::seconds), bar, None).unwrap();
        let mut guard = Replayed::untouched().guard;
        let (mut now, mut log, mut barred) = (0_i64, Vec::new(), Vec::new());
        for (pass, what) in steps {
            now += i64::from(pass);
            match what {
                0 => {
                    guard = guard.cleared(Clearing::Lockout);
                    log.push(cleared(now, Clearing::Lockout));
                }
                1 => {
                    guard = guard.cleared(Clearing::Everything);
                    log.push(cleared(now, Clearing::Everything));
                }
                _ => if let Reservation::Granted { guard: counted, attempt: out } = reserve(&guard, &policy, at(now)) {
                    let verdict = if what == 2 { Verdict::Right } else { Verdict::Wrong };
                    match settle(&counted, &policy, &out, verdict, &Source::local(), at(now)) {
                        Settlement::Opens { guard: next } | Settlement::Fails { guard: next, .. } => {
                            guard = next;
                            log.push(attempt(now, verdict, Truth::Settled));
                        }
                        Settlement::LocksNow { guard: next, .. } => {
                            guard = next;
                            barred.push(at(now));
                            log.push(attempt(now, verdict, Truth::Barred));
                        }
                        Settlement::TooLate { .. } => {}
                    }
                },
            }
        }
        let mut simulation = Simulation::new(policy, at(0), usize::MAX);
        for incident in &log {
            simulation.replay(incident);
        }
        let outcome = simulation.told(at(now + 1));
        let since: Vec<_> = outcome.first_lockouts.iter().map(|lockout| lockout.since).collect();
        prop_assert_eq!(since, barred);
        prop_assert!(outcome.first_lockouts.iter().all(|lockout| lockout.happened));
        prop_assert_eq!((outcome.refused, outcome.kept_out, outcome.spared), (0, 0, 0));
    }
}
