//! Letters as text and as HTML.

use std::fmt;

use askama::Template;
use identity_core::{
    change::LetterKind,
    domain::kernel::{EmailAddress, PhoneNumber, ShortText},
    ports::ReadyLetter,
};
use thiserror::Error;

use crate::composition::{Block, Composer, Sheet};
use crate::harmless::{JOINER, one_line};
use crate::links::Links;
use crate::sentence::Sentence;
use crate::settings::{MailSettings, MailSettingsError};
use crate::words::Words;

/// The longest line of the text part, links excepted.
const LINE: usize = 72;

/// Writes letters.
#[derive(Clone, Debug)]
pub struct Renderer {
    settings: MailSettings,
    links: Links,
    from: lettre::Address,
}

/// A mail, written and addressed. Holds the letter's secrets, so it prints as its kind alone.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// What kind of letter it is.
    pub kind: LetterKind,
    /// The one address it goes to.
    pub to: EmailAddress,
    /// The name it comes from: the organization, or the product.
    pub from_name: String,
    /// The address it comes from.
    pub from_address: String,
    /// The tag of the language it is in.
    pub language: String,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl fmt::Debug for RenderedMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RenderedMail({})", self.kind.as_str())
    }
}

/// A template could not be filled in.
#[derive(Debug, Error)]
#[error("a mail could not be written")]
pub struct RenderFailure(#[from] askama::Error);

#[derive(Template)]
#[template(path = "frame.html")]
struct Html<'a> {
    frame: &'a Frame,
    sheet: &'a Sheet,
}

#[derive(Template)]
#[template(path = "frame.txt")]
struct Text<'a> {
    frame: &'a Frame,
    sheet: &'a Sheet,
}

/// What every mail has around its letter.
struct Frame {
    language: String,
    masthead: Sentence,
    greeting: Sentence,
    copy_link: String,
    contact: Vec<Sentence>,
}

impl Renderer {
    /// A renderer for an installation.
    ///
    /// # Errors
    /// When links or the sender could not be made of the settings.
    pub fn new(settings: MailSettings) -> Result<Self, MailSettingsError> {
        let links = Links::new(&settings.base_url)?;
        let ascii = Some(&settings.from.address).filter(|address| address.is_ascii());
        let from = ascii.and_then(|address| address.parse().ok()).ok_or(MailSettingsError::Sender)?;
        Ok(Self { settings, links, from })
    }

    /// The tags of the languages that mails can be written in; any other is written in English.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        Words::languages()
    }

    /// Writes a letter.
    ///
    /// # Errors
    /// When a template cannot be filled in.
    pub fn render(&self, letter: &ReadyLetter) -> Result<RenderedMail, RenderFailure> {
        let words = Words::of(letter.language);
        let product = self.settings.product_name.as_str();
        let organization = letter.organization.as_ref().map_or(product, |name| name.as_str());
        let composer = Composer { words: &words, links: &self.links, zone: self.settings.time_zone, organization };
        let sheet = composer.compose(letter);
        let frame = Frame {
            language: words.tag(),
            masthead: Sentence::name(organization),
            greeting: letter.reader.as_ref().map_or_else(
                || words.say("greeting-without-name").sentence(),
                |reader| words.say("greeting").name("name", reader.as_str()).sentence(),
            ),
            copy_link: words.t("copy-link"),
            contact: self.contact(&words, letter),
        };
        let from_name = match (&letter.organization, &self.settings.from.name) {
            (None, Some(name)) => name.as_str(),
            _ => organization,
        };
        Ok(RenderedMail {
            kind: letter.content.kind(),
            to: letter.to.clone(),
            from_name: one_line(from_name),
            from_address: self.settings.from.address.clone(),
            text: Text { frame: &frame, sheet: &sheet }.render()?,
            html: Html { frame: &frame, sheet: &sheet }.render()?,
            language: frame.language,
            subject: sheet.subject,
        })
    }

    pub(crate) const fn links(&self) -> &Links {
        &self.links
    }

    pub(crate) const fn from(&self) -> &lettre::Address {
        &self.from
    }

    /// Whom to turn to: the organization's person, else the operator, else whoever administers.
    fn contact(&self, words: &Words, letter: &ReadyLetter) -> Vec<Sentence> {
        let operator = &self.settings.operator;
        match (&letter.contact, &letter.organization) {
            (Some(person), organization) => {
                let organization =
                    organization.as_ref().map_or(self.settings.product_name.as_str(), |name| name.as_str());
                let who =
                    words.say("contact-person").name("name", person.name.as_str()).name("organization", organization);
                let phone = person.phone.as_ref().map(PhoneNumber::as_str);
                let email = person.email.as_ref().map(EmailAddress::as_str);
                with_details(words, who.sentence(), phone, email, person.hours.as_ref().map(ShortText::as_str))
            }
            (None, _) if !operator.is_empty() => {
                let who = match &operator.name {
                    Some(name) => words.say("contact-operator").name("name", name),
                    None => words.say("contact-operator-without-name"),
                };
                let (phone, email) = (operator.phone.as_deref(), operator.email.as_deref());
                with_details(words, who.sentence(), phone, email, operator.hours.as_deref())
            }
            (None, Some(organization)) => {
                vec![words.say("contact-administrator").name("organization", organization.as_str()).sentence()]
            }
            (None, None) => vec![words.say("contact-nobody").sentence()],
        }
    }
}

fn with_details(
    words: &Words,
    who: Sentence,
    phone: Option<&str>,
    email: Option<&str>,
    hours: Option<&str>,
) -> Vec<Sentence> {
    let phone = phone.map(|phone| words.say("contact-phone").whole("phone", phone).sentence());
    let email = email.map(|email| words.say("contact-email").whole("email", email).sentence());
    let hours = hours.map(|hours| words.say("contact-hours").name("hours", hours).sentence());
    std::iter::once(who).chain([phone, email, hours].into_iter().flatten()).collect()
}

impl Frame {
    /// A line under the masthead of the text part, as long as it.
    fn rule(&self) -> String {
        "-".repeat(width(&self.masthead.text()).min(LINE))
    }
}

/// The text in lines of at most [`LINE`] characters; a word that is longer stays whole.
fn wrapped(text: impl AsRef<str>) -> String {
    in_lines(text.as_ref(), LINE)
}

/// The same as a line of a list.
fn listed(text: impl AsRef<str>) -> String {
    format!("- {}", in_lines(text.as_ref(), LINE - 2).replace('\n', "\n  "))
}

fn in_lines(text: &str, line: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut taken = 0;
    for word in text.split_whitespace() {
        let room = width(word);
        if taken > 0 && taken + 1 + room > line {
            out.push('\n');
            taken = 0;
        } else if taken > 0 {
            out.push(' ');
            taken += 1;
        }
        out.push_str(word);
        taken += room;
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().filter(|c| *c != JOINER).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_nowhere_else() {
        let link = format!("https://access.example/{}", "0".repeat(90));
        let text = format!("{} {link} end", "word ".repeat(20));
        let lines = wrapped(&text);
        assert!(lines.lines().all(|line| line.chars().count() <= LINE || line == link), "{lines}");
        assert!(lines.lines().any(|line| line == link));
        assert_eq!(lines.split_whitespace().count(), 22);
    }
}
