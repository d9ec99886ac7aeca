//! The console's first page: what has happened lately, and who needs help.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use chrono::{Days, NaiveDate};
use identity_core::{
    change::Tally,
    domain::{kernel::Timestamp, outbox::LetterState, permission::OwnPermission},
    ports::{LetterQuery, LettersFrom},
};

use super::{console::Administrator, console_audit::local_start};
use crate::{
    request::{moment, show},
    trouble::Trouble,
    views::{ConsoleOverview, DayFigures, Locked},
};

/// How many days the drawings show.
const DAYS: u64 = 30;

/// How many failed letters are counted; more are "at least".
const LETTERS: u32 = 100;

const SIGNED_IN: &str = "signed-in";
const LOCKED_OUT: &str = "locked-out";

/// The attempt that begins a lockout has failed too.
const FAILED: [&str; 3] = ["sign-in-failed", LOCKED_OUT, "sign-in-too-late"];

pub(crate) async fn overview(administrator: Administrator) -> Result<Response, Trouble> {
    let caller = &administrator.0.caller;
    let identity = caller.identity();
    let organization = administrator.present().account().organization;
    let zone = caller.app.time_zone;
    let today = moment(identity.now()).with_timezone(&zone).date_naive();
    let first = today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today);
    let since = Tally::hour_of(local_start(first, zone).unwrap_or(identity.now()));
    let kinds = [SIGNED_IN, FAILED[0], LOCKED_OUT, FAILED[2]];
    let tallies = identity.audit().tallies(administrator.reader(), organization, &kinds, since).await?;
    let local_day = |hour: i64| {
        let start = Timestamp::from_micros(hour.saturating_mul(3_600_000_000));
        moment(start).with_timezone(&zone).date_naive()
    };
    let locked = administrator.locked().await?;
    let may = |permission| administrator.reader().may(permission, organization);
    let mut failed_letters = may(OwnPermission::OutboxManage).then_some(0);
    if let Some(failed) = &mut failed_letters {
        for state in [LetterState::Refused, LetterState::GivenUp] {
            let organization = Some(organization);
            let query = LetterQuery { organization, state: Some(state), from: LettersFrom::Latest, limit: LETTERS };
            *failed += identity.outbox().page(administrator.reader(), &query).await?.letters.rows.len();
        }
    }
    let view = ConsoleOverview {
        page: administrator.0.page(),
        locked_count: locked.len() as u64,
        locked: may(OwnPermission::AccountsUnlock).then(|| Locked {
            names: locked.iter().take(3).map(|barred| barred.account.name.as_str().to_owned()).collect(),
            since: locked.iter().map(|barred| barred.bar.since).min().map(moment),
        }),
        failed_letters,
        days: figures(first, &tallies, local_day),
    };
    Ok(show(StatusCode::OK, &view))
}

/// Hours summed into the days of a zone: every day from the first on, those without anything too.
fn figures(first: NaiveDate, tallies: &[Tally], local_day: impl Fn(i64) -> NaiveDate) -> Vec<DayFigures> {
    let days = first.iter_days().take(usize::try_from(DAYS).unwrap_or(usize::MAX));
    let mut figures: BTreeMap<NaiveDate, DayFigures> =
        days.map(|day| (day, DayFigures { day, signed_in: 0, failed: 0, locked_out: 0 })).collect();
    for tally in tallies {
        if let Some(day) = figures.get_mut(&local_day(tally.hour)) {
            day.signed_in += if tally.what == SIGNED_IN { tally.count } else { 0 };
            day.failed += if FAILED.contains(&tally.what.as_str()) { tally.count } else { 0 };
            day.locked_out += if tally.what == LOCKED_OUT { tally.count } else { 0 };
        }
    }
    figures.into_values().collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn hours_fall_into_the_days_of_the_zone() {
        let first = NaiveDate::from_ymd_opt(2026, 10, 26).unwrap();
        let hour = |month, day, hour| {
            let at = chrono::Utc.with_ymd_and_hms(2026, month, day, hour, 0, 0).unwrap();
            Tally::hour_of(Timestamp::from_micros(at.timestamp_micros()))
        };
        let tally = |what: &str, hour, count| Tally { organization: None, what: what.to_owned(), hour, count };
        let zoned = |hour: i64| moment(Timestamp::from_micros(hour * 3_600_000_000)).with_timezone(&Tz::Europe__Rome);
        let tallies = [
            // Eleven in the evening in universal time is the next day in Rome.
            tally(SIGNED_IN, hour(11, 23, 23), 5),
            tally(SIGNED_IN, hour(11, 24, 8), 2),
            tally("sign-in-failed", hour(11, 24, 8), 4),
            tally(LOCKED_OUT, hour(11, 24, 8), 1),
            tally("sign-in-too-late", hour(11, 24, 9), 1),
            tally(SIGNED_IN, hour(10, 25, 10), 9),
        ];
        let figures = figures(first, &tallies, |hour| zoned(hour).date_naive());
        assert_eq!(figures.len(), 30);
        let last = figures.last().unwrap();
        assert_eq!(
            (last.day, last.signed_in, last.failed, last.locked_out),
            (NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), 7, 6, 1)
        );
        assert_eq!(figures.iter().map(|day| day.signed_in).sum::<u64>(), 7);
    }
}
