//! Dates and times as the reader writes them, in the reader's zone, inside `<time>`.

use std::fmt::Write as _;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use chrono_tz::Tz;

use super::markup::{Markup, escaped};
use super::words::Words;

/// The reader's language and zone, and what the time is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments<'a> {
    pub(super) words: &'a Words,
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
}

impl Moments<'_> {
    /// The whole of it: 24 November 2026, 09:16.
    pub(super) fn moment(&self, at: &DateTime<Utc>) -> Markup {
        let said = self.dated(at, month_key(at.with_timezone(&self.zone).month()));
        self.inside(at, &said)
    }

    /// Today and yesterday by name, other days short: for lists that are read on the day.
    pub(super) fn near(&self, at: &DateTime<Utc>) -> Markup {
        let day = at.with_timezone(&self.zone).date_naive();
        let today = self.now.with_timezone(&self.zone).date_naive();
        let clock = self.clock(at);
        let said = if day == today {
            self.words.t_with("time-today", &[("clock", &clock)])
        } else if day == today - TimeDelta::days(1) {
            self.words.t_with("time-yesterday", &[("clock", &clock)])
        } else {
            self.dated(at, short_month_key(day.month()))
        };
        self.inside(at, &said)
    }

    /// A term that somebody has to keep: the clock alone on the same day, and always the zone.
    pub(super) fn term(&self, at: &DateTime<Utc>) -> Markup {
        let local = at.with_timezone(&self.zone);
        let moment = if local.date_naive() == self.now.with_timezone(&self.zone).date_naive() {
            self.clock(at)
        } else {
            self.dated(at, month_key(local.month()))
        };
        let values = [("moment", moment.as_str()), ("zone", &self.zone_name())];
        self.inside(at, &self.words.t_with("time-in-zone", &values))
    }

    /// The clock to the second, with the day where it is another, and the zone: as plain text.
    pub(super) fn seconds(&self, at: &DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);
        let moment = if local.date_naive() == self.now.with_timezone(&self.zone).date_naive() {
            format!("{}{}", self.clock(at), local.format(":%S"))
        } else {
            self.dated(at, month_key(local.month()))
        };
        let values = [("moment", moment.as_str()), ("zone", &self.zone_name())];
        self.words.t_with("time-in-zone", &values)
    }

    /// The zone as people know it: `Europe/Rome`, `America/New York`, `UTC`.
    pub(super) fn zone_name(&self) -> String {
        self.zone.name().replace('_', " ")
    }

    fn dated(&self, at: &DateTime<Utc>, month_key: &str) -> String {
        let local = at.with_timezone(&self.zone);
        self.words.t_with(
            "time-moment",
            &[
                ("day", &local.day().to_string()),
                ("month", &self.words.t(month_key)),
                ("year", &local.year().to_string()),
                ("clock", &self.clock(at)),
            ],
        )
    }

    /// The catalogue holds the pattern, as some write 9:14 and others 09:14.
    fn clock(&self, at: &DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);
        let mut said = String::new();
        let pattern = self.words.t("time-clock-pattern");
        if write!(said, "{}", local.format(&pattern)).is_err() {
            return local.format("%H:%M").to_string();
        }
        said
    }

    fn inside(&self, at: &DateTime<Utc>, said: &str) -> Markup {
        let exact = at.with_timezone(&self.zone).format("%Y-%m-%dT%H:%M%:z");
        Markup::trusted(format!("<time datetime=\"{exact}\">{}</time>", escaped(said)))
    }
}

fn month_key(month: u32) -> &'static str {
    keys_of(month).0
}

pub(super) fn short_month_key(month: u32) -> &'static str {
    keys_of(month).1
}

/// Months count from one.
fn keys_of(month: u32) -> (&'static str, &'static str) {
    let index = usize::try_from(month).unwrap_or_default().saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or(MONTHS[0])
}

const MONTHS: [(&str, &str); 12] = [
    ("month-january", "month-jan"),
    ("month-february", "month-feb"),
    ("month-march", "month-mar"),
    ("month-april", "month-apr"),
    ("month-may", "month-may-short"),
    ("month-june", "month-jun"),
    ("month-july", "month-jul"),
    ("month-august", "month-aug"),
    ("month-september", "month-sep"),
    ("month-october", "month-oct"),
    ("month-november", "month-nov"),
    ("month-december", "month-dec"),
];

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap()
    }

    fn rome(words: &Words) -> Moments<'_> {
        Moments { words, zone: Tz::Europe__Rome, now: at(24, 8, 20) }
    }

    #[test]
    fn a_moment_is_written_in_the_readers_language_and_zone() {
        let (it, en) = (Words::new("it"), Words::new("en"));
        assert_eq!(
            rome(&it).moment(&at(24, 8, 16)).to_string(),
            "<time datetime=\"2026-11-24T09:16+01:00\">24 novembre 2026, 9:16</time>"
        );
        assert_eq!(
            rome(&en).moment(&at(24, 8, 16)).to_string(),
            "<time datetime=\"2026-11-24T09:16+01:00\">24 November 2026, 09:16</time>"
        );
    }

    #[test]
    fn today_is_the_readers_today() {
        let en = Words::new("en");
        // Half past midnight in Rome is still the day before in UTC.
        let said = rome(&en).near(&at(23, 23, 30)).to_string();
        assert!(said.contains("today, 00:30"), "{said}");
        let said = rome(&en).near(&at(23, 17, 2)).to_string();
        assert!(said.contains("yesterday, 18:02"), "{said}");
        let said = rome(&en).near(&at(3, 7, 40)).to_string();
        assert!(said.contains("3 Nov 2026, 08:40"), "{said}");
    }

    #[test]
    fn a_term_names_its_zone_and_another_day() {
        let en = Words::new("en");
        let said = rome(&en).term(&at(24, 8, 44)).to_string();
        assert!(said.contains(">09:44 (Europe/Rome)<"), "{said}");
        let said = rome(&en).term(&at(25, 8, 44)).to_string();
        assert!(said.contains(">25 November 2026, 09:44 (Europe/Rome)<"), "{said}");
    }
}
