//! Durations as people write them: `30s`, `15m`, `12h`, `7d`.

use std::time::Duration;

const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Reads a number and its unit; `None` for anything else.
pub(crate) fn read(text: &str) -> Option<Duration> {
    let (_, length) = UNITS.into_iter().find(|(unit, _)| text.ends_with(*unit))?;
    let digits = text.get(..text.len() - 1)?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse::<u64>().ok()?.checked_mul(length).map(Duration::from_secs)
}

/// Writes whole seconds in the largest unit that divides them; a single day is 24 hours.
pub(crate) fn written(span: Duration) -> String {
    let seconds = span.as_secs();
    let fits = |(unit, length): &(char, u64)| {
        let least = if *unit == 'd' { 2 * length } else { *length };
        seconds >= least && seconds.is_multiple_of(*length)
    };
    let (unit, length) = UNITS.into_iter().find(fits).unwrap_or(('s', 1));
    format!("{}{unit}", seconds / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_and_a_unit() {
        assert_eq!(read("45s"), Some(Duration::from_secs(45)));
        assert_eq!(read("30m"), Some(Duration::from_mins(30)));
        assert_eq!(read("12h"), Some(Duration::from_hours(12)));
        assert_eq!(read("7d"), Some(Duration::from_hours(7 * 24)));
    }

    #[test]
    fn anything_else_is_no_duration() {
        for text in [
            "",
            "s",
            "12",
            "h12",
            "-1h",
            "+1h",
            "1.5h",
            "1 h",
            "1h30m",
            "12H",
            "12é",
            "99999999999999999999d",
            "300000000000000000d",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        for text in ["0s", "59s", "1m", "90m", "36h", "7d"] {
            assert_eq!(read(text).map(written).as_deref(), Some(text));
        }
        assert_eq!(written(Duration::from_hours(24)), "24h");
    }
}
