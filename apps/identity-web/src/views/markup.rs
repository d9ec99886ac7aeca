//! Text that is already safe to put in a page, and messages with values in them.
//!
//! A message of the catalogue is plain text. What a person typed is never handed to the catalogue:
//! it takes a numbered seat in the message, the whole is escaped, and only then do the values,
//! escaped on their own, take their seats. So no name can become markup, and a message can still
//! hold a time or a login name set in its own type.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use askama::filters::HtmlSafe;
use fluent_templates::fluent_bundle::FluentValue;

use super::words::Words;

/// The first of the private characters that stand for a value until the message is escaped.
const FIRST_SEAT: u32 = 0xF_0000;

/// A piece of HTML made by this module's own code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Text, escaped.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self(escaped(text))
    }

    /// Something that one may have to type, in the type for it.
    #[must_use]
    pub fn code(text: &str) -> Self {
        Self(format!("<code>{}</code>", escaped(text)))
    }

    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// A whole number that a message counts with.
pub trait Tally {
    /// The number.
    fn tally(&self) -> u64;
}

macro_rules! tallies {
    ($($number:ty),*) => {$(
        impl Tally for $number {
            fn tally(&self) -> u64 {
                u64::from(*self)
            }
        }
    )*};
}

tallies!(u8, u16, u32, u64);

impl Tally for usize {
    fn tally(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }
}

impl<T: Tally> Tally for &T {
    fn tally(&self) -> u64 {
        (*self).tally()
    }
}

/// One message of the catalogue, being filled in.
#[derive(Debug)]
#[must_use]
pub struct Phrase<'a> {
    words: &'a Words,
    key: &'a str,
    plain: HashMap<Cow<'static, str>, FluentValue<'static>>,
    seated: Vec<Markup>,
}

impl<'a> Phrase<'a> {
    pub(super) fn new(words: &'a Words, key: &'a str) -> Self {
        Self { words, key, plain: HashMap::new(), seated: Vec::new() }
    }

    /// A number, for plurals.
    pub fn count(mut self, name: &'static str, number: impl Tally) -> Self {
        self.plain.insert(name.into(), number.tally().into());
        self
    }

    /// A word of ours by which the message chooses.
    pub fn choice(mut self, name: &'static str, word: &'static str) -> Self {
        self.plain.insert(name.into(), word.into());
        self
    }

    /// A text from anywhere.
    pub fn text(self, name: &'static str, text: impl AsRef<str>) -> Self {
        self.markup(name, Markup::text(text.as_ref()))
    }

    /// A login name or another thing that one may have to type.
    pub fn code(self, name: &'static str, text: impl AsRef<str>) -> Self {
        self.markup(name, Markup::code(text.as_ref()))
    }

    /// A piece of HTML, such as a time.
    pub fn markup(mut self, name: &'static str, markup: Markup) -> Self {
        let seat = u32::try_from(self.seated.len()).ok().and_then(|index| char::from_u32(FIRST_SEAT + index));
        if let Some(seat) = seat {
            self.plain.insert(name.into(), seat.to_string().into());
            self.seated.push(markup);
        }
        self
    }
}

impl fmt::Display for Phrase<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.words.resolve(self.key, &self.plain).chars() {
            let seated = u32::from(character)
                .checked_sub(FIRST_SEAT)
                .and_then(|index| self.seated.get(usize::try_from(index).ok()?));
            match seated {
                Some(markup) => f.write_str(&markup.0)?,
                None => write_escaped(f, character)?,
            }
        }
        Ok(())
    }
}

impl HtmlSafe for Phrase<'_> {}

impl From<Phrase<'_>> for Markup {
    fn from(phrase: Phrase<'_>) -> Self {
        Self(phrase.to_string())
    }
}

fn write_escaped(out: &mut impl fmt::Write, character: char) -> fmt::Result {
    match character {
        '&' => out.write_str("&amp;"),
        '<' => out.write_str("&lt;"),
        '>' => out.write_str("&gt;"),
        '"' => out.write_str("&quot;"),
        '\'' => out.write_str("&#39;"),
        other => out.write_char(other),
    }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        // Writing to a String cannot fail.
        if write_escaped(&mut out, character).is_err() {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_escaped_and_sits_in_its_place() {
        let words = Words::new("en");
        let said =
            Phrase::new(&words, "unlock-mail-lead-to").code("login", "<b>&\"'").code("address", "9:14").to_string();
        assert!(said.contains("<code>&lt;b&gt;&amp;&quot;&#39;</code>"), "{said}");
        assert!(said.contains("9:14"), "{said}");
    }

    #[test]
    fn a_typed_seat_takes_nobody_elses_seat() {
        let words = Words::new("en");
        let said =
            Phrase::new(&words, "unlock-mail-lead-to").code("login", "\u{F0001}").code("address", "9:14").to_string();
        assert_eq!(said.matches("9:14").count(), 1, "{said}");
    }
}
