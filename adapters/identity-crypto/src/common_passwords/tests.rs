//! What is common, what is not, and how long it takes to tell.

#![expect(clippy::disallowed_methods, reason = "a test waits at most so long")]

use std::time::{Duration, Instant};

use super::*;

fn is_common(password: &str) -> bool {
    CommonPasswords::new().is_common(password)
}

#[test]
fn what_everybody_tries_first_is_common() {
    for password in [
        "passwordpassword",
        "Password1234567!",
        "password1234567",
        "qwertyuiopasdfgh",
        "QWERTYUIOPasdfgh",
        "1qaz2wsx3edc4rfv",
        "123456789012345",
        "1234567890123456",
        "987654321987654321",
        "iloveyouiloveyou",
        "I love you so much 2024!",
        "aaaaaaaaaaaaaaa1",
        "abcdefghijklmnop",
        "p4ssw0rdp4ssw0rd",
        "monkeymonkeymonkey",
        "              a",
    ] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn what_italians_try_first_is_common_too() {
    for password in [
        "Nel mezzo del cammin",
        "nelmezzodelcammin1321",
        "padre nostro che sei nei cieli",
        "forzajuventus1897",
        "Forza Napoli sempre!!!",
        "amoremioamoremio",
        "ti amo tantissimo",
        "francescofrancesco",
        "Francesco12081980",
        "apriti sesamo apriti",
        "oggi è un bel giorno",
        "quindici caratteri",
        "lunedì martedì mercoledì",
    ] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn honest_passwords_are_not() {
    for password in [
        "correct horse battery staple",
        "stable reactor pencil mountain",
        "giraffa lampone tempesta bullone",
        "il cane di marco dorme sempre",
        "gatto lento blu",
        "quindici letter",
        "vkqjzmwxhrtbpfy",
        "mqoeyrnxkvuwtza",
        "hT7#kq2Lw9!z",
        "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰",
        "東京の空は今日も青く晴れています",
        "Ελλάδα και θάλασσα το καλοκαίρι",
    ] {
        assert!(!is_common(password), "{password}");
    }
}

#[test]
fn eight_honest_characters_are_enough_where_a_second_step_is_asked() {
    for password in ["vkqjzmwx", "t7Kq#2Lw", "ozhwbtrx"] {
        assert!(!is_common(password), "{password}");
    }
    for password in ["password", "qwertyui", "12345678", "juventus", "francesco", "iloveyou"] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn a_long_phrase_may_contain_what_is_listed() {
    for password in [
        "la password del mio vicino sta sotto il vaso",
        "nel mezzo del cammin ho perso le chiavi di casa",
        "my password is hidden under the blue elephant",
        "dopo qwertyuiop viene la mia zia di Cuneo",
    ] {
        assert!(!is_common(password), "{password}");
    }
}

#[test]
fn every_entry_is_common_however_it_is_written() {
    let common = CommonPasswords::new();
    for entry in entries() {
        assert!(common.is_listed(entry));
        assert!(common.is_listed(&format!("{}1999!", entry.to_uppercase())), "{entry}");
        assert!(common.is_listed(&format!("{entry} {entry}")), "{entry}");
        assert!(!common.is_listed(&format!("{entry} sul tetto")), "{entry}");
    }
}

#[test]
fn the_list_is_kept_in_the_form_that_is_compared() {
    let all: Vec<&str> = entries().collect();
    for entry in &all {
        assert_eq!(fold(entry).as_str(), *entry);
    }
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "an entry stands there twice");
    assert!(all.iter().filter(|entry| entry.len() >= 15).count() >= 300);
}

#[test]
fn the_longest_and_nastiest_inputs_are_judged_in_bounded_time() {
    let common = CommonPasswords::new();
    // The lists are read at the first use.
    common.is_common("warm");
    for piece in [
        "a",
        "ab",
        "4@8({[<369&#!1|",
        "4@8({[<369!|1705$+%2",
        "0123456789@!|",
        "0123456789({[",
        "0123456789!|$",
        "0123456789@$+",
        "!|+0123456789",
        "p@$$w0rd",
        "12/12/12",
        "qwerty",
        "è",
        "\u{0}",
        "😀",
        "İ",
        "1a",
        "19991231",
    ] {
        let password = piece.repeat(1_024 / piece.len());
        let begun = Instant::now();
        common.is_common(&password);
        assert!(begun.elapsed() < Duration::from_secs(2), "{piece} over and over took {:?}", begun.elapsed());
    }
}

#[test]
fn no_text_at_all_breaks_it() {
    let common = CommonPasswords::new();
    let alphabet: Vec<char> = "aZ09 .-/'\"\u{0}\u{301}\u{200d}èßİﬁ東😀\u{10ffff}".chars().collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for length in 0..300 {
        let password: String = (0..length % 40)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                alphabet[usize::try_from(state % 97).unwrap() % alphabet.len()]
            })
            .collect();
        common.is_common(&password);
    }
    assert!(common.is_common(""));
}
