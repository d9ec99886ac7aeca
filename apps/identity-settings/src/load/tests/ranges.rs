//! What each kind of value accepts.

use super::*;

#[test]
fn every_bound_holds_on_both_sides() {
    // Least and one below it, most and one above it: written out, so that a slip in the table shows.
    let bounds = [
        ("web.shutdown_grace", "1s", "0s", "10m", "601s"),
        ("store.connections", "1", "0", "64", "65"),
        ("passwords.memory_kib", "19456", "19455", "1048576", "1048577"),
        ("passwords.passes", "2", "1", "10", "11"),
        ("passwords.lanes", "1", "0", "4", "5"),
        ("passwords.threads", "0", "-1", "64", "65"),
        ("passwords.queue", "1", "0", "4096", "4097"),
        ("throttle.requests_per_minute", "1", "0", "1000000", "1000001"),
        ("throttle.burst", "1", "0", "1000000", "1000001"),
        ("store.backup_age", "1h", "59m", "30d", "31d"),
        ("sessions.idle", "5m", "299s", "30d", "2592001s"),
        ("sessions.absolute", "1h", "59m", "30d", "31d"),
        ("sessions.fresh", "1m", "59s", "1h", "3601s"),
        ("lockout.limit", "1", "0", "100", "101"),
        ("lockout.window", "1m", "59s", "30d", "31d"),
        ("lockout.bar", "1m", "59s", "30d", "31d"),
        ("policy_bounds.limit_least", "1", "0", "100", "101"),
        ("policy_bounds.limit_most", "1", "0", "100", "101"),
        ("policy_bounds.window_least", "1m", "59s", "30d", "31d"),
        ("policy_bounds.window_most", "1m", "59s", "30d", "31d"),
        ("policy_bounds.bar_least", "1m", "59s", "30d", "31d"),
        ("policy_bounds.bar_most", "1m", "59s", "30d", "31d"),
        ("tokens.unlock", "5m", "4m", "24h", "25h"),
        ("tokens.reset", "5m", "4m", "24h", "25h"),
        ("tokens.welcome", "1h", "59m", "30d", "31d"),
        ("tokens.address", "1h", "59m", "7d", "8d"),
        ("tokens.break_glass", "5m", "4m", "1h", "61m"),
        ("tokens.invitation", "1h", "59m", "30d", "31d"),
        ("audit.keep_for", "30d", "29d", "3650d", "3651d"),
        ("mail.port", "1", "0", "65535", "65536"),
        ("mail.timeout", "5s", "4s", "50s", "51s"),
    ];
    for (path, least, below, most, above) in bounds {
        let complete =
            if path.starts_with("mail.") { "host = \"smtp.example.org\"\nfrom = \"a@example.org\"\n" } else { "" };
        let load = |value: &str| Desk::with(line(path, value) + complete).load(&[]);
        for inside in [least, most] {
            // What organizations start with goes along with its bounds.
            let start = path.strip_prefix("policy_bounds.").and_then(|name| name.split('_').next());
            let start = start.map_or_else(String::new, |name| line(&format!("lockout.{name}"), inside));
            Desk::with(line(path, inside) + complete + &start)
                .load(&[])
                .unwrap_or_else(|error| panic!("{path} = {inside}: {error}"));
        }
        for (outside, trouble) in [(below, format!("is less than {least}")), (above, format!("is more than {most}"))] {
            let error = load(outside).unwrap_err();
            let [fault] = error.faults() else { panic!("{error}") };
            assert_eq!(fault.key(), path);
            assert!(fault.what().ends_with(&trouble), "{path} = {outside}: {error}");
        }
    }
    let bounded = KNOWN_KEYS.iter().filter(|key| matches!(key.kind, Kind::Count { .. } | Kind::Span { .. }));
    assert_eq!(
        bounded.map(|key| key.path()).filter(|path| !bounds.iter().any(|bound| bound.0 == path)).collect::<Vec<_>>(),
        [""; 0]
    );
}

#[test]
fn a_text_has_a_length_and_nothing_invisible() {
    for (path, longest) in
        [("web.product_name", 60), ("operator.name", 120), ("operator.phone", 40), ("operator.hours", 120)]
    {
        let load = |value: &str| Desk::with(line(path, value)).load(&[]).map(drop).map_err(|error| error.to_string());
        assert_eq!(load("x"), Ok(()));
        assert_eq!(load(&"è".repeat(longest)), Ok(()));
        assert!(load(&"è".repeat(longest + 1)).unwrap_err().contains(&format!("is more than {longest}")));
        for refused in ["", "  ", "a\\tb", "a\\u202eb", "a\\u001b[2J"] {
            assert!(load(refused).is_err(), "{path} = {refused}");
        }
    }
}

#[test]
fn every_word_of_a_choice_means_something_and_no_other_does() {
    for key in KNOWN_KEYS {
        let Kind::Choice(words) = key.kind else {
            continue;
        };
        let load = |word: &str| {
            let variable = key.variable();
            from_environment(&[
                (variable.as_str(), word),
                ("IDENTITY__LOCKOUT__DELAYS", if word == "required" { "true" } else { "false" }),
                ("IDENTITY__MAIL__HOST", "smtp.example.org"),
                ("IDENTITY__MAIL__FROM", "a@example.org"),
            ])
        };
        for word in words {
            assert!(load(word).is_ok(), "{} = {word}", key.path());
        }
        assert!(load("other").is_err());
        assert!(load("").is_err());
    }
}

#[test]
fn words_stand_in_the_place_of_durations() {
    let lockout = |text: &str| Desk::with(text).load(&[]).unwrap().lockout;
    let words = lockout("[lockout]\nwindow = \"none\"\nbar = \"until-unlocked\"\n");
    assert_eq!((words.window, words.bar), (None, Bar::UntilUnlocked));
    let spans = lockout("[lockout]\nwindow = \"15m\"\nbar = \"1h\"\n");
    assert_eq!((spans.window, spans.bar), (Some(Duration::from_mins(15)), Bar::For(Duration::from_hours(1))));
    assert!(Desk::with("[lockout]\nwindow = \"until-unlocked\"\n").load(&[]).is_err());
    let text = "[policy_bounds]\nwindow_least = \"none\"\nwindow_most = \"none\"\nbar_least = \"until-unlocked\"\n";
    let bounds = Desk::with(text).load(&[]).unwrap().policy_bounds;
    assert_eq!((bounds.window_least, bounds.window_most), (None, None));
    assert_eq!((bounds.bar_least, bounds.bar_most), (Bar::UntilUnlocked, Bar::UntilUnlocked));
}

#[test]
fn a_language_and_a_zone_must_be_ones() {
    for (path, good, bad) in [
        ("web.default_language", ["it", "pt-BR"], ["", "und", "italiano è", "i"]),
        ("web.time_zone", ["Europe/Rome", "UTC"], ["", "Rome", "+01:00", "europe/rome"]),
    ] {
        for value in good {
            Desk::with(line(path, value)).load(&[]).unwrap();
        }
        for value in bad {
            assert!(Desk::with(line(path, value)).load(&[]).is_err(), "{path} = {value}");
        }
    }
}
