//! The passwords that everybody tries first.
//!
//! Two sources, both on board, so that no password ever leaves the house:
//!
//! - **zxcvbn** with its lists of leaked passwords, English words and names, keyboard paths, sequences,
//!   repetitions and dates. What it expects to be found within [`FEWEST_GUESSES`] is common. It knows no
//!   Italian, and a phrase of words that it does not know looks like noise to it.
//! - **`common.txt`**, written for this house: what people make of the demand for fifteen characters. Openings
//!   of prayers, poems and songs, sayings, declarations of love, football, keyboard walks, doubled first
//!   names, in Italian and English.
//!
//! Both judge a password *as a whole* (NIST SP 800-63B-4 3.1.1.2): a phrase that contains a listed word is fine.

use std::collections::HashSet;

use identity_core::ports::Blocklist;
use zeroize::Zeroizing;

/// Below this many guesses a password is common. It is where zxcvbn's own scale goes from "somewhat
/// guessable" to "safely unguessable" behind a slow hash. Online the lockout ends guessing after a hundred
/// tries; a thief of the database needs for 10^8 of them a core-month at 25 ms each. Much higher would
/// refuse honest passwords of eight characters where a second step is asked of everyone.
const FEWEST_GUESSES: u64 = 100_000_000;

/// The characters that zxcvbn gets to see: its work grows much faster than their number. Whatever it still
/// finds easy at this length is a short piece over and over, and refused whatever follows.
const JUDGED_CHARACTERS: usize = 40;

/// The signs that zxcvbn takes for letters, besides digits.
const LETTER_SIGNS: &str = "@({[<!|$+%";

/// How many different ones of them it gets to see. It tries each combination of what they may stand for, and
/// with all of them at once that takes seconds; nobody writes a word with more than a few.
const LETTER_SIGNS_KEPT: usize = 3;

/// Digits at the end that bring nothing: up to a whole date.
const IGNORED_DIGITS: usize = 8;

/// The blocklist on board.
#[derive(Clone, Debug)]
pub struct CommonPasswords {
    listed: HashSet<&'static str>,
}

impl CommonPasswords {
    /// The blocklist on board.
    #[must_use]
    pub fn new() -> Self {
        Self { listed: entries().collect() }
    }

    fn is_listed(&self, password: &str) -> bool {
        let folded = fold(password);
        self.listed.contains(folded.as_str()) || repeated_pieces(&folded).any(|piece| self.listed.contains(piece))
    }
}

impl Default for CommonPasswords {
    fn default() -> Self {
        Self::new()
    }
}

impl Blocklist for CommonPasswords {
    fn is_common(&self, password: &str) -> bool {
        self.is_listed(password) || is_soon_guessed(password)
    }
}

fn entries() -> impl Iterator<Item = &'static str> {
    include_str!("common.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn is_soon_guessed(password: &str) -> bool {
    zxcvbn::zxcvbn(&judged(password), &[]).guesses() < FEWEST_GUESSES
}

/// What zxcvbn gets to see.
fn judged(password: &str) -> Zeroizing<String> {
    let mut signs = Vec::with_capacity(LETTER_SIGNS_KEPT);
    let mut keep = |sign: char| {
        if !LETTER_SIGNS.contains(sign) || signs.contains(&sign) {
            sign
        } else if signs.len() < LETTER_SIGNS_KEPT {
            signs.push(sign);
            sign
        } else {
            '_'
        }
    };
    let mut judged = Zeroizing::new(String::with_capacity(4 * JUDGED_CHARACTERS));
    judged.extend(password.chars().take(JUDGED_CHARACTERS).map(&mut keep));
    judged
}

/// What is compared: small letters and digits, without accents, spaces and signs, and without the digits
/// at the end unless there is nothing else.
fn fold(password: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(password.len() * 2));
    folded.extend(password.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).map(plain));
    let digits = folded.chars().rev().take(IGNORED_DIGITS).take_while(char::is_ascii_digit).count();
    if folded.chars().any(|c| !c.is_ascii_digit()) {
        let stem = folded.len() - digits;
        folded.truncate(stem);
    }
    folded
}

/// The letter without the accents of Italian, which many leave out.
const fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' => 'a',
        'è' | 'é' => 'e',
        'ì' | 'í' => 'i',
        'ò' | 'ó' => 'o',
        'ù' | 'ú' => 'u',
        other => other,
    }
}

/// The pieces that the whole text is made of, over and over.
fn repeated_pieces(text: &str) -> impl Iterator<Item = &str> {
    (2..=text.len() / 2)
        .filter(|length| text.len().is_multiple_of(*length))
        .filter_map(|length| text.get(..length))
        .filter(move |piece| text.as_bytes().chunks(piece.len()).all(|chunk| chunk == piece.as_bytes()))
}

#[cfg(test)]
mod tests;
