//! Short texts that people chose: names, telephone numbers, labels. Bounded and on one line, so that
//! they can stand in a mail header or a table without doing anything there.

use icu_properties::CodePointMapData;
use icu_properties::{
    CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup},
};
use thiserror::Error;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but spaces.
    #[error("write something")]
    Empty,
    /// Longer than the limit.
    #[error("at most {limit} characters")]
    TooLong {
        /// The limit in characters.
        limit: usize,
    },
    /// Line breaks, control or invisible characters.
    #[error("line breaks and invisible characters cannot be used")]
    Invisible,
    /// Something that a mail program would turn into a link, or a tag.
    #[error("addresses of pages, `<` and `>` cannot be part of a name")]
    LooksLikeALink,
    /// Not digits, spaces, `+`, `-`, `.`, `/` or brackets.
    #[error("a telephone number holds digits, spaces and `+`")]
    NotANumber,
}

/// True when the character shows nothing, or moves what is shown around it.
pub(super) fn is_invisible(c: char) -> bool {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Other.contains(category)
        || GeneralCategoryGroup::Separator.contains(category) && c != ' '
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

fn one_line(text: &str, limit: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > limit {
        return Err(TextError::TooLong { limit });
    }
    if text.chars().any(is_invisible) {
        return Err(TextError::Invisible);
    }
    Ok(text.to_owned())
}

/// A name that others read in pages and mails: of a person or an organization. 1 to 80 characters on one
/// line; nothing in it that a mail program would make a link of, so that no name a stranger chose can
/// send the reader anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisplayName(String);

impl DisplayName {
    /// The longest name, in characters.
    pub const LIMIT: usize = 80;

    /// Reads a name.
    ///
    /// # Errors
    /// What is wrong with it, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let name = one_line(text, Self::LIMIT)?;
        if looks_like_a_link(&name) {
            return Err(TextError::LooksLikeALink);
        }
        Ok(Self(name))
    }

    /// The name as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words of the name in lower case, for rules that must know them.
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.0.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
    }

    /// The name that a store holds.
    #[must_use]
    pub const fn as_stored(name: String) -> Self {
        Self(name)
    }
}

/// A scheme, a `www.`, or a dot between two letters with no space around it ("evil.example"): what mail
/// programs make links of. Initials ("J.R. Ewing") have one letter on a side and stay.
fn looks_like_a_link(name: &str) -> bool {
    let lower = name.to_lowercase();
    if lower.contains("://") || lower.contains("www.") || lower.contains(['<', '>', '@', '/', '\\']) {
        return true;
    }
    lower.split_whitespace().any(|word| {
        word.split('.').collect::<Vec<_>>().windows(2).any(|pair| {
            let long = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
            long(pair[0]) && long(pair[1])
        })
    })
}

/// A telephone number as people write it: 3 to 30 digits, spaces, `+`, `-`, `.`, `/` and brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number.
    ///
    /// # Errors
    /// When it holds anything else, or fewer than three digits.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let number = one_line(text, 30)?;
        let allowed = |c: char| c.is_ascii_digit() || " +-./()".contains(c);
        if !number.chars().all(allowed) || number.chars().filter(char::is_ascii_digit).count() < 3 {
            return Err(TextError::NotANumber);
        }
        Ok(Self(number))
    }

    /// The number as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number that a store holds.
    #[must_use]
    pub const fn as_stored(number: String) -> Self {
        Self(number)
    }
}

/// A label or remark on one line, 1 to 120 characters: a device's name, opening hours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShortText(String);

impl ShortText {
    /// The longest text, in characters.
    pub const LIMIT: usize = 120;

    /// Reads a text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        one_line(text, Self::LIMIT).map(Self)
    }

    /// Makes a text of anything, for what is only ever shown (a browser's own description): invisible
    /// characters go, the rest is cut at the limit. `None` when nothing is left.
    #[must_use]
    pub fn cut(text: &str) -> Option<Self> {
        let kept: String = text.chars().filter(|c| !is_invisible(*c)).take(Self::LIMIT).collect();
        let kept = kept.trim();
        (!kept.is_empty()).then(|| Self(kept.to_owned()))
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text that a store holds.
    #[must_use]
    pub const fn as_stored(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_become_a_link_is_refused() {
        for name in
            ["evil.example/reset", "https://evil", "www.evil", "<b>Anna</b>", "a@evil.example", "pay evil.example now"]
        {
            assert_eq!(DisplayName::parse(name), Err(TextError::LooksLikeALink), "{name}");
        }
        for name in ["Giulia Rossi", "J.R. Ewing", "Dr. Anna De Santis", "Rossi S.p.A.", "D'Angelo", "名前 太郎"] {
            assert!(DisplayName::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_name_stays_on_one_line_and_shows_all_that_it_holds() {
        for name in ["Anna\r\nBcc: x", "Anna\u{0}", "An\u{200b}na", "\u{202e}anna", "Anna\u{2028}x"] {
            assert_eq!(DisplayName::parse(name), Err(TextError::Invisible), "{name:?}");
        }
        assert_eq!(DisplayName::parse("  "), Err(TextError::Empty));
        assert!(DisplayName::parse(&"é".repeat(80)).is_ok());
        assert_eq!(DisplayName::parse(&"é".repeat(81)), Err(TextError::TooLong { limit: 80 }));
    }
}
