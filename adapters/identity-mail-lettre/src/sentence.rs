//! Messages with values in them, which become text as well as HTML.
//!
//! What a person chose is never handed to the catalogue: it takes a numbered seat in the message, and whoever writes the
//! sentence down escapes the words and each value on its own. So no name can become markup, and no message must say in
//! which part of the mail it stands.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use askama::filters::HtmlSafe;
use fluent_templates::fluent_bundle::FluentValue;

use crate::harmless::{JOINER, links, one_line, unlinkable};
use crate::words::Words;

/// Values that a message takes.
pub(crate) type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// The first of the private characters that stand for a value in a message.
const FIRST_SEAT: u32 = 0xF_0000;

/// A message with its values.
#[derive(Clone)]
pub(crate) struct Sentence(Vec<Piece>);

#[derive(Clone)]
enum Piece {
    /// Words of the catalogue.
    Words(String),
    /// What somebody is called.
    Name(String),
    /// What one may have to type, or recognize letter by letter.
    Typed(String),
    /// Words of ours that matter most.
    Strong(String),
}

impl Sentence {
    /// What somebody is called, alone.
    pub(crate) fn name(text: &str) -> Self {
        Self(vec![Piece::Name(one_line(text))])
    }

    /// What one may have to type, alone.
    pub(crate) fn typed(text: &str) -> Self {
        Self(vec![Piece::Typed(one_line(text))])
    }

    /// As plain text.
    pub(crate) fn text(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(text) | Piece::Strong(text) => text.clone(),
            Piece::Name(text) | Piece::Typed(text) => unlinkable(text),
        };
        self.0.iter().map(piece).collect()
    }

    /// As HTML.
    pub(crate) fn html(&self) -> Markup {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(text) => escape(text, &mut out),
                Piece::Name(text) => escape_unlinkable(text, &mut out),
                Piece::Strong(text) => enclose("<strong>", text, "</strong>", escape, &mut out),
                Piece::Typed(text) => {
                    enclose("<code>", text, "</code>", escape_unlinkable, &mut out);
                }
            }
        }
        Markup(out)
    }
}

/// A message of the catalogue, being filled in.
#[must_use]
pub(crate) struct Phrase<'a> {
    words: &'a Words,
    key: &'a str,
    values: Values,
    seated: Vec<Piece>,
}

impl<'a> Phrase<'a> {
    pub(crate) fn new(words: &'a Words, key: &'a str) -> Self {
        Self { words, key, values: Values::new(), seated: Vec::new() }
    }

    /// What somebody is called.
    pub(crate) fn name(self, value: &'static str, text: &str) -> Self {
        self.seat(value, Piece::Name(one_line(text)))
    }

    /// What one may have to type, or recognize letter by letter.
    pub(crate) fn typed(self, value: &'static str, text: impl fmt::Display) -> Self {
        self.seat(value, Piece::Typed(one_line(&text.to_string())))
    }

    /// An address or a number of the contact person, to be used as it is.
    pub(crate) fn whole(self, value: &'static str, text: &str) -> Self {
        self.seat(value, Piece::Words(one_line(text)))
    }

    /// Words of ours that matter most, such as a time.
    pub(crate) fn strong(self, value: &'static str, text: String) -> Self {
        self.seat(value, Piece::Strong(text))
    }

    /// A number by which the message chooses its form.
    pub(crate) fn number(mut self, value: &'static str, number: u32) -> Self {
        self.values.insert(value.into(), number.into());
        self
    }

    /// A word of ours, which the message may choose its form by.
    pub(crate) fn word(mut self, value: &'static str, word: String) -> Self {
        self.values.insert(value.into(), word.into());
        self
    }

    /// The filled-in message.
    pub(crate) fn sentence(self) -> Sentence {
        let mut pieces = Vec::new();
        let mut words = String::new();
        for character in self.words.resolve(self.key, &self.values).chars() {
            let seat = u32::from(character).checked_sub(FIRST_SEAT).and_then(|seat| usize::try_from(seat).ok());
            if let Some(piece) = seat.and_then(|seat| self.seated.get(seat)) {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
                pieces.push(piece.clone());
            } else {
                words.push(character);
            }
        }
        pieces.push(Piece::Words(words));
        Sentence(pieces)
    }

    /// The filled-in message as plain text.
    pub(crate) fn text(self) -> String {
        self.sentence().text()
    }

    fn seat(mut self, value: &'static str, piece: Piece) -> Self {
        let seat = u32::try_from(self.seated.len()).ok().and_then(|place| char::from_u32(FIRST_SEAT + place));
        if let Some(seat) = seat {
            self.values.insert(value.into(), seat.to_string().into());
            self.seated.push(piece);
        }
        self
    }
}

/// HTML made by this module.
pub(crate) struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

fn enclose(open: &str, text: &str, close: &str, write: fn(&str, &mut String), out: &mut String) {
    out.push_str(open);
    write(text, out);
    out.push_str(close);
}

fn escape(text: &str, out: &mut String) {
    text.chars().for_each(|character| escape_one(character, out));
}

/// Each sign that a link could be made across in an element of its own, with a joiner behind it.
fn escape_unlinkable(text: &str, out: &mut String) {
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        if links(sign, rest.peek().copied()) {
            out.push_str("<span>");
            escape_one(sign, out);
            out.push(JOINER);
            out.push_str("</span>");
        } else {
            escape_one(sign, out);
        }
    }
}

fn escape_one(character: char, out: &mut String) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use identity_core::domain::kernel::Language;

    use super::*;

    #[test]
    fn what_a_person_chose_is_escaped_and_sits_in_its_place() {
        let words = Words::of(Language::ENGLISH);
        let said = words.say("greeting").name("name", "<b>&\"'").sentence();
        assert_eq!(said.html().to_string(), "Hello &lt;b&gt;&amp;&quot;&#39;,");
        assert_eq!(said.text(), "Hello <b>&\"',");
        let said = words.say("greeting").name("name", "evil.example").sentence();
        assert_eq!(said.html().to_string(), "Hello evil<span>.\u{2060}</span>example,");
    }

    #[test]
    fn a_typed_seat_takes_nobody_elses_seat() {
        let words = Words::of(Language::ENGLISH);
        let said = words.say("contact-person").name("name", "\u{F0001}").name("organization", "Rossi").sentence();
        assert_eq!(said.text().matches("Rossi").count(), 1, "{}", said.text());
    }
}
