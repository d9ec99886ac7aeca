//! Replays a history against what is promised, and says where it was not kept.

use std::collections::BTreeMap;
use std::time::Duration;

use identity_core::domain::lockout::HARD_CAP;

use crate::history::{Kind, Outcome, Record};

/// Within which every guess of a burst is answered, where nothing else runs on the machine.
pub const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// What one subject went through so far.
#[derive(Debug, Default)]
struct Subject {
    /// Guesses accepted since secrets were last counted.
    successes: u64,
    /// Secrets evaluated since the last success, as far as is known.
    in_a_row: u64,
    /// Whether the last burst was answered to its end without a success.
    must_be_barred: bool,
    redeemed: u64,
    redemptions: u64,
    /// Calls that took too long, with the longest of them.
    late: u64,
    latest: Duration,
    /// Redemptions that were neither accepted nor refused.
    undecided: BTreeMap<String, u64>,
}

/// Every promise that was not kept, one line each; guesses are to be answered `within` this time. Nothing was tried, if nothing was evaluated or redeemed at all: that
/// is a finding, too.
#[must_use]
pub fn check(records: &[Record], within: Duration) -> Vec<String> {
    let mut found = Vec::new();
    let mut subjects: BTreeMap<&str, Subject> = BTreeMap::new();
    let mut tried = 0;
    for record in records {
        match record {
            Record::Evaluated { subject, secrets, limit } => {
                tried += secrets;
                let known = subjects.entry(subject).or_default();
                let may = limit * (1 + known.successes);
                if *secrets > may {
                    found.push(format!("{subject}: {secrets} secrets evaluated, not {may}"));
                }
                known.in_a_row = if known.successes > 0 { 0 } else { known.in_a_row + secrets };
                if known.in_a_row > u64::from(HARD_CAP) {
                    found.push(format!("{subject}: {} secrets evaluated in a row", known.in_a_row));
                }
                known.must_be_barred = known.successes == 0;
                known.successes = 0;
            }
            Record::Call { begun, ended, kind, subject, status, outcome, .. } => {
                let known = subjects.entry(subject).or_default();
                let took = Duration::from_micros(ended - begun);
                if *outcome == Outcome::Broken {
                    found.push(format!("{subject}: answered {status:?}"));
                }
                match kind {
                    Kind::Guess | Kind::GuessMeanwhile => {
                        known.successes += u64::from(*outcome == Outcome::Accepted);
                        if *kind == Kind::Guess && took > within {
                            known.late += 1;
                            known.latest = known.latest.max(took);
                        }
                    }
                    Kind::Afterwards => {
                        if known.must_be_barred && *outcome != Outcome::Refused {
                            found.push(format!("{subject}: not barred afterwards, but {outcome:?}"));
                        }
                    }
                    Kind::Redeem => {
                        tried += 1;
                        known.redemptions += 1;
                        known.redeemed += u64::from(*outcome == Outcome::Accepted);
                        if matches!(outcome, Outcome::Busy | Outcome::Lost) {
                            let what = status.map_or_else(|| "nothing".to_owned(), |code| code.to_string());
                            *known.undecided.entry(what).or_default() += 1;
                        }
                    }
                }
            }
        }
    }
    for (subject, known) in &subjects {
        if known.late > 0 {
            let (late, slowest) = (known.late, known.latest.as_millis());
            found.push(format!("{subject}: {late} answered too late, the last one after {slowest} ms"));
        }
        for (what, times) in &known.undecided {
            found.push(format!("{subject}: answered {what}, {times} times"));
        }
        if known.redemptions > 0 && known.redeemed != 1 {
            found.push(format!("{subject}: accepted {} times out of {}", known.redeemed, known.redemptions));
        }
    }
    if tried == 0 {
        found.push("nothing was tried at all".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(kind: Kind, status: u16, outcome: Outcome, took: u64) -> Record {
        Record::Call { begun: 0, ended: took, node: 0, kind, subject: "nora".to_owned(), status: Some(status), outcome }
    }

    fn evaluated(secrets: u64) -> Record {
        Record::Evaluated { subject: "nora".to_owned(), secrets, limit: 5 }
    }

    #[test]
    fn a_history_as_it_should_be_has_nothing_in_it_to_find() {
        let refused = call(Kind::Guess, 401, Outcome::Refused, 1);
        let history = [
            refused.clone(),
            call(Kind::Guess, 503, Outcome::Busy, 1),
            evaluated(5),
            call(Kind::Afterwards, 403, Outcome::Refused, 1),
            call(Kind::Redeem, 200, Outcome::Accepted, 1),
            call(Kind::Redeem, 410, Outcome::Refused, 1),
        ];
        assert_eq!(check(&history, ANSWERED_WITHIN), Vec::<String>::new());
        // The right one was among the guesses: the count began anew, and nobody is barred.
        let lucky = [
            call(Kind::Guess, 303, Outcome::Accepted, 1),
            refused,
            evaluated(9),
            call(Kind::Afterwards, 303, Outcome::Accepted, 1),
        ];
        assert_eq!(check(&lucky, ANSWERED_WITHIN), Vec::<String>::new());
    }

    #[test]
    fn every_broken_promise_is_found() {
        let cases: [&[Record]; 9] = [
            &[],
            &[evaluated(6)],
            &[evaluated(5), call(Kind::Afterwards, 303, Outcome::Accepted, 1)],
            &[evaluated(1), call(Kind::Guess, 401, Outcome::Refused, 5_000_001)],
            &[evaluated(1), call(Kind::Guess, 500, Outcome::Broken, 1)],
            &[call(Kind::Redeem, 410, Outcome::Refused, 1)],
            &[call(Kind::Redeem, 200, Outcome::Accepted, 1), call(Kind::Redeem, 200, Outcome::Accepted, 1)],
            &[call(Kind::Redeem, 200, Outcome::Accepted, 1), call(Kind::Redeem, 503, Outcome::Busy, 1)],
            &[
                call(Kind::Redeem, 200, Outcome::Accepted, 1),
                Record::Call {
                    begun: 0,
                    ended: 1,
                    node: 0,
                    kind: Kind::Redeem,
                    subject: "nora".to_owned(),
                    status: None,
                    outcome: Outcome::Lost,
                },
            ],
        ];
        for case in cases {
            assert_eq!(check(case, ANSWERED_WITHIN).len(), 1, "{case:?}");
        }
        let cycles: Vec<Record> = (0..21).map(|_| evaluated(5)).collect();
        assert_eq!(check(&cycles, ANSWERED_WITHIN).len(), 1);
    }
}
