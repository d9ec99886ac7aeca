//! When something ends, as it is typed.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use identity_core::domain::kernel::Timestamp;

use super::unacceptable;
use crate::refusal::{Refusal, Why};

/// The moment at which something ends: a day is its last one, to the end, in `zone`.
pub(super) fn end(zone: Tz, option: &'static str, given: &str) -> Result<Timestamp, Refusal> {
    read(zone, given).ok_or_else(|| unacceptable(option, given, Why::Date))
}

fn read(zone: Tz, given: &str) -> Option<Timestamp> {
    let given = given.trim();
    let moment = if is_day(given) {
        let last = NaiveDate::parse_from_str(given, "%Y-%m-%d").ok()?;
        begin_of(zone, last.succ_opt()?)?
    } else {
        DateTime::parse_from_rfc3339(given).ok()?.to_utc()
    };
    Some(Timestamp::from_micros(moment.timestamp_micros()))
}

/// The form of a day, whether there is such a day or not.
fn is_day(given: &str) -> bool {
    let fits = |(place, byte): (usize, u8)| if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    given.len() == "2026-12-31".len() && given.bytes().enumerate().all(fits)
}

/// The first moment of a day. Where clocks are put forward at midnight, it is one o'clock.
fn begin_of(zone: Tz, day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = NaiveDateTime::new(day, NaiveTime::MIN);
    let quarters = (0..=96).map(|quarter| midnight + TimeDelta::minutes(15 * quarter));
    quarters.filter_map(|time| zone.from_local_datetime(&time).earliest()).map(|begin| begin.to_utc()).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(zone: Tz, given: &str) -> Option<String> {
        let end = read(zone, given)?;
        Some(DateTime::from_timestamp_micros(end.as_micros()).unwrap().to_rfc3339())
    }

    #[test]
    fn a_day_lasts_to_its_end_where_the_installation_is() {
        let rome = |given| told(Tz::Europe__Rome, given).unwrap();
        assert_eq!(rome("2026-12-31"), "2026-12-31T23:00:00+00:00");
        assert_eq!(rome("2026-06-30"), "2026-06-30T22:00:00+00:00");
        assert_eq!(told(Tz::UTC, "2028-02-29").unwrap(), "2028-03-01T00:00:00+00:00");
        // Clocks went from 23:59 to 01:00 there.
        assert_eq!(told(Tz::America__Sao_Paulo, "2018-11-03").unwrap(), "2018-11-04T03:00:00+00:00");
    }

    #[test]
    fn a_moment_is_what_it_says() {
        assert_eq!(told(Tz::Europe__Rome, "2026-12-31T18:00:00+01:00").unwrap(), "2026-12-31T17:00:00+00:00");
        assert_eq!(told(Tz::Europe__Rome, " 2026-12-31T18:00:00Z ").unwrap(), "2026-12-31T18:00:00+00:00");
    }

    #[test]
    fn anything_else_is_no_end() {
        for given in [
            "",
            "soon",
            "31/12/2026",
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "2026-12-31T18:00:00",
            "+2026-12-3",
            "12026-12-31",
        ] {
            assert_eq!(told(Tz::UTC, given), None, "{given}");
        }
    }
}
