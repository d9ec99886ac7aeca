//! Times as the reader writes them. A mail is read hours later and elsewhere, so each time has its day and its zone.

use chrono::{DateTime, Datelike as _, Offset as _, Timelike as _, Utc};
use chrono_tz::Tz;
use identity_core::domain::kernel::Timestamp;

use crate::words::Words;

/// The reader's language, and the zone of the installation.
pub(crate) struct Moments<'a> {
    pub(crate) words: &'a Words,
    pub(crate) zone: Tz,
}

impl Moments<'_> {
    /// at 09:44 on Tuesday 24 November 2026 (Rome time)
    pub(crate) fn at(&self, moment: Timestamp) -> String {
        self.written("moment-at", moment)
    }

    /// since 09:44 on ...
    pub(crate) fn since(&self, moment: Timestamp) -> String {
        self.written("moment-since", moment)
    }

    /// until 09:44 on ...
    pub(crate) fn until(&self, moment: Timestamp) -> String {
        self.written("moment-until", moment)
    }

    fn written(&self, key: &str, moment: Timestamp) -> String {
        let utc: DateTime<Utc> = DateTime::from_timestamp_micros(moment.as_micros()).unwrap_or_default();
        let local = utc.with_timezone(&self.zone);
        let chosen = |key, number| self.words.say(key).number("number", number).text();
        self.words
            .say(key)
            .number("hour", local.hour())
            .word("padded", format!("{:02}", local.hour()))
            .word("minute", format!("{:02}", local.minute()))
            .word("weekday", chosen("weekday", local.weekday().number_from_monday()))
            .number("day", local.day())
            .word("month", chosen("month", local.month()))
            .word("year", local.year().to_string())
            .word("zone", self.zone(&local))
            .text()
    }

    /// "Rome time" for a zone that is called after a city; the offset from UTC for any other.
    fn zone(&self, local: &DateTime<Tz>) -> String {
        match self.zone.name().rsplit_once('/') {
            Some((area, city)) if area != "Etc" => {
                let name = city.replace('_', " ");
                self.words.say("zone-of-city").word("city", city.to_owned()).word("name", name).text()
            }
            _ if local.offset().fix().local_minus_utc() == 0 => "UTC".to_owned(),
            _ => local.format("UTC%:z").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use identity_core::domain::kernel::Language;

    use super::*;

    fn until(language: Language, zone: Tz, at: (u32, u32, u32, u32)) -> String {
        let (month, day, hour, minute) = at;
        let moment = Utc.with_ymd_and_hms(2026, month, day, hour, minute, 0).unwrap();
        let words = Words::of(language);
        Moments { words: &words, zone }.until(Timestamp::from_micros(moment.timestamp_micros()))
    }

    #[test]
    fn a_moment_has_its_day_and_its_zone() {
        let at = (11, 24, 8, 44);
        assert_eq!(
            until(Language::ENGLISH, Tz::Europe__Rome, at),
            "until 09:44 on Tuesday 24 November 2026 (Rome time)"
        );
        assert_eq!(
            until(Language::ITALIAN, Tz::Europe__Rome, at),
            "fino alle 9:44 di martedì 24 novembre 2026 (ora di Roma)"
        );
        assert_eq!(
            until(Language::ENGLISH, Tz::America__New_York, at),
            "until 03:44 on Tuesday 24 November 2026 (New York time)"
        );
    }

    #[test]
    fn italian_says_one_o_clock_and_the_first_in_its_own_way() {
        assert_eq!(
            until(Language::ITALIAN, Tz::Europe__Rome, (7, 31, 23, 5)),
            "fino all’1:05 di sabato 1º agosto 2026 (ora di Roma)"
        );
    }

    #[test]
    fn a_zone_without_a_city_is_named_by_its_offset() {
        let zone = |zone| {
            until(Language::ENGLISH, zone, (7, 1, 8, 0)).rsplit_once('(').map(|(_, zone)| zone.to_owned()).unwrap()
        };
        assert_eq!(zone(Tz::UTC), "UTC)");
        assert_eq!(zone(Tz::Etc__GMTPlus5), "UTC-05:00)");
        assert_eq!(zone(Tz::CET), "UTC+02:00)");
        assert_eq!(zone(Tz::America__Argentina__Buenos_Aires), "Buenos Aires time)");
    }
}
