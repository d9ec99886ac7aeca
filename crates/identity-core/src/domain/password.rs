//! What makes a password acceptable (NIST SP 800-63B-4 3.1.1.2): length, and not being one that everybody
//! tries first. No composition rules, no expiry, no truncation.

use std::fmt;

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;
use thiserror::Error;
use zeroize::Zeroizing;

/// The longest password, in bytes as typed and as normalised; longer ones are refused before any hashing.
pub const MAX_PASSWORD_BYTES: usize = 1_024;

/// The fewest characters where the password is the only factor (3.1.1.2).
pub const MIN_ALONE: usize = 15;

/// The fewest characters where a second step is asked of everyone (3.1.1.2).
pub const MIN_WITH_SECOND_STEP: usize = 8;

/// Whether a second step is asked of everyone in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondStep {
    /// Each person decides.
    Optional,
    /// Nobody signs in without.
    Required,
}

/// A password that somebody typed, on its way to being compared or hashed. Normalised to NFC (3.1.1.2),
/// so that the same keys on another keyboard driver make the same password; nothing is trimmed or cut.
pub struct TypedPassword(Zeroizing<String>);

/// A password above [`MAX_PASSWORD_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a password has at most 1,024 bytes")]
pub struct PasswordTooLong;

impl TypedPassword {
    /// Takes what was typed.
    ///
    /// # Errors
    /// When it is longer than [`MAX_PASSWORD_BYTES`].
    pub fn read(typed: &str) -> Result<Self, PasswordTooLong> {
        if typed.len() > MAX_PASSWORD_BYTES {
            return Err(PasswordTooLong);
        }
        let normal = Zeroizing::new(ComposingNormalizer::new_nfc().normalize(typed).into_owned());
        if normal.len() > MAX_PASSWORD_BYTES {
            return Err(PasswordTooLong);
        }
        Ok(Self(normal))
    }

    /// The text, for whoever hashes it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TypedPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedPassword")
    }
}

/// A slow hash in PHC form, as only a hasher makes it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A hash that a hasher made or a store holds.
    #[must_use]
    pub const fn as_stored(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than `minimum` code points.
    TooShort {
        /// How many it takes.
        minimum: usize,
    },
    /// One of those that everybody tries first.
    Common,
    /// Little more than a name of the person or the organization.
    OwnName,
}

/// The rules for one person's new password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    minimum: usize,
    names: Vec<String>,
}

/// A new password that the rules accept; only [`PasswordRules::accept`] makes one, and only one of these
/// can be hashed.
#[derive(Debug)]
pub struct AcceptedPassword(TypedPassword);

impl AcceptedPassword {
    /// The text, for the hasher.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

impl PasswordRules {
    /// The rules where `second_step` holds, for somebody called any of `names`.
    #[must_use]
    pub fn new(second_step: SecondStep, names: impl IntoIterator<Item = String>) -> Self {
        let minimum = match second_step {
            SecondStep::Optional => MIN_ALONE,
            SecondStep::Required => MIN_WITH_SECOND_STEP,
        };
        let mut names: Vec<String> =
            names.into_iter().map(|name| fold(&name)).filter(|n| n.chars().count() >= 3).collect();
        names.sort_unstable();
        names.dedup();
        Self { minimum, names }
    }

    /// The fewest characters.
    #[must_use]
    pub const fn minimum(&self) -> usize {
        self.minimum
    }

    /// The names that a password cannot be made of.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Accepts a password, or says all that is wrong with it. `is_common` answers for the blocklist.
    ///
    /// # Errors
    /// Every weakness found.
    pub fn accept(&self, password: TypedPassword, is_common: bool) -> Result<AcceptedPassword, Vec<Weakness>> {
        let text = password.reveal();
        let mut found = Vec::new();
        if text.chars().count() < self.minimum {
            found.push(Weakness::TooShort { minimum: self.minimum });
        }
        if is_common || is_one_thing_repeated(text) {
            found.push(Weakness::Common);
        }
        if self.is_little_more_than_names(text) {
            found.push(Weakness::OwnName);
        }
        if found.is_empty() { Ok(AcceptedPassword(password)) } else { Err(found) }
    }

    /// The blocklist compares passwords as a whole: a long phrase with a name in it is fine, a name and
    /// a year is not. What is left without the names must still be half of the minimum.
    fn is_little_more_than_names(&self, text: &str) -> bool {
        let mut rest = fold(text);
        let mut found = false;
        for name in self.names.iter().rev() {
            if rest.contains(name.as_str()) {
                found = true;
                rest = rest.replace(name.as_str(), "");
            }
        }
        let telling = rest.chars().filter(|c| c.is_alphabetic()).count();
        found && telling < self.minimum / 2
    }
}

fn fold(text: &str) -> String {
    CaseMapper::new().fold_string(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// "aaaaaaaaaaaaaaa", "abcabcabcabcabc": a piece of at most four characters, over and over.
fn is_one_thing_repeated(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=4).any(|piece| chars.len() > piece * 2 && chars.iter().zip(chars.iter().skip(piece)).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(password: &str) -> Vec<Weakness> {
        let names = ["Marco", "Bianchi", "studio-rossi"].map(str::to_owned);
        PasswordRules::new(SecondStep::Optional, names)
            .accept(TypedPassword::read(password).unwrap(), false)
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn length_counts_code_points_and_nothing_is_asked_of_composition() {
        assert_eq!(judge("quindici letter"), []);
        assert_eq!(judge("quattordici le"), [Weakness::TooShort { minimum: 15 }]);
        assert_eq!(judge("gatto lento blu"), []);
        assert_eq!(judge("😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰"), []);
        assert_eq!(judge("😀😁😂🤣😃😄😅😆"), [Weakness::TooShort { minimum: 15 }]);
    }

    #[test]
    fn eight_are_enough_where_a_second_step_is_required() {
        let rules = PasswordRules::new(SecondStep::Required, []);
        assert!(rules.accept(TypedPassword::read("ottocara").unwrap(), false).is_ok());
        assert!(rules.accept(TypedPassword::read("settele").unwrap(), false).is_err());
    }

    #[test]
    fn ones_own_names_are_no_password_but_may_stand_in_one() {
        assert_eq!(judge("MarcoBianchi1980"), [Weakness::OwnName]);
        assert_eq!(judge("studio-rossi-2026!"), [Weakness::OwnName]);
        assert_eq!(judge("il cane di marco dorme sempre"), []);
    }

    #[test]
    fn what_is_listed_or_repeated_is_refused() {
        assert_eq!(judge("aaaaaaaaaaaaaaaa"), [Weakness::Common]);
        assert_eq!(judge("abcabcabcabcabca"), [Weakness::Common]);
        let rules = PasswordRules::new(SecondStep::Optional, []);
        assert_eq!(
            rules.accept(TypedPassword::read("passwordpassword").unwrap(), true).unwrap_err(),
            [Weakness::Common]
        );
    }

    #[test]
    fn a_password_is_never_cut_and_has_an_end() {
        assert!(TypedPassword::read(&"x".repeat(1_024)).is_ok());
        assert_eq!(TypedPassword::read(&"x".repeat(1_025)).unwrap_err(), PasswordTooLong);
        assert_eq!(TypedPassword::read("  a\u{0}b ").unwrap().reveal(), "  a\u{0}b ");
    }

    #[test]
    fn accents_composed_or_not_are_the_same_password() {
        assert_eq!(TypedPassword::read("cafe\u{301}").unwrap().reveal(), "caf\u{e9}");
    }
}
