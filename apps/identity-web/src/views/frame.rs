//! What every page stands in: masthead, footer, language, who is signed in, whom to call.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::assets::asset_url;
use super::field::Field;
use super::markup::{Markup, Phrase, escaped};
use super::moments::Moments;
use super::words::{Language, Words};

/// The pages of the console, those first that one enters it by.
const CONSOLE: [(&str, &str); 5] = [
    ("identity.audit.read", "/console"),
    ("identity.accounts.read", "/console/accounts"),
    ("identity.accounts.unlock", "/console/locked"),
    ("identity.invitations.manage", "/console/invitations"),
    ("identity.profiles.manage", "/console/profiles"),
];

/// What may stand in a path segment or a mail address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// A page of ours: it has a title, and says what is to be put right.
pub trait View: Template {
    /// The frame that it stands in.
    fn page(&self) -> &Page;

    /// How things stand, as heading and as title of the window.
    fn title(&self) -> String;

    /// What has to be put right before the page lets one go on.
    fn problems(&self) -> Vec<Problem> {
        Vec::new()
    }

    /// Whom to turn to.
    fn contact(&self) -> Option<&Contact> {
        self.page().contact.as_ref()
    }

    /// The message that asks whether one has to: by default, whether the mailbox is no longer there.
    fn call_key(&self) -> &'static str {
        "call-title"
    }
}

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The reader's language.
    pub words: Words,
    /// The reader's time zone.
    pub zone: Tz,
    /// What the time is.
    pub now: DateTime<Utc>,
    /// A page of ours that can be opened again, for the language switch.
    pub return_path: String,
    /// The token that every form carries as `csrf`.
    pub csrf: String,
    /// The product's name.
    pub product: String,
    /// The organization, once somebody is signed in to it.
    pub organization: Option<String>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// What that person may do, of what Portineria's own pages ask for, by the names of permissions.
    pub may: Vec<&'static str>,
    /// The operator's contact, the same for everybody.
    pub contact: Option<Contact>,
    /// What has just happened.
    pub notice: Option<Notice>,
    /// What whoever administers must know, on each page of the console.
    pub alarms: Vec<Alarm>,
    /// With what somebody acts for the organization whose it is not.
    pub acting: Option<Acting>,
    /// Where the start page leads to in a host product.
    pub product_entry: Option<&'static str>,
    /// Whether mail goes to the dev mailbox, so that the footer leads there.
    pub dev_mailbox: bool,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name to be called by.
    pub display_name: String,
    /// The login name.
    pub login: String,
}

/// Somebody to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// A person's name, or an office.
    pub name: String,
    /// The organization that this is the contact person of; `None` for the operator.
    pub organization: Option<String>,
    /// A telephone number, written as people read it.
    pub phone: Option<String>,
    /// A mail address.
    pub email: Option<String>,
    /// When somebody answers.
    pub hours: Option<String>,
}

impl Contact {
    pub(super) fn tel(&self) -> Option<String> {
        let phone = self.phone.as_deref()?;
        Some(phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect())
    }

    pub(super) fn mailto(&self) -> Option<String> {
        Some(encoded(self.email.as_deref()?))
    }
}

/// What has just happened, at the top of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is to be taken.
    pub tone: Tone,
    /// What happened.
    pub title: String,
    /// What follows from it.
    pub text: Option<String>,
}

/// With what a collaborator acts for an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acting {
    /// The profiles, each with its end.
    pub profiles: Vec<(String, Option<DateTime<Utc>>)>,
    /// When the account ends by itself.
    pub ends_at: Option<DateTime<Utc>>,
}

/// That the operator gave an account back at the server, or is about to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// When.
    pub at: DateTime<Utc>,
    /// Whose account.
    pub login: String,
    /// How far it has come.
    pub step: AlarmStep,
    /// The operator, where it was one.
    pub by: Option<String>,
    /// The reason, where one was given.
    pub why: Option<String>,
}

/// How far the operator has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlarmStep {
    /// A link was printed.
    Opened,
    /// It was used.
    Used,
    /// A password was set without one.
    PasswordSet,
}

/// How a notice is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Plain,
    /// Something to think of.
    Care,
    /// Something went wrong.
    Stop,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Care => " care",
            Self::Stop => " stop",
        }
    }
}

/// One thing to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The `id` of the field that it is about, if it is about one.
    pub field: Option<&'static str>,
    /// What to do.
    pub text: String,
}

impl Page {
    /// Whether the person may do this, by the name of the permission.
    pub(super) fn may(&self, permission: &str) -> bool {
        self.may.contains(&permission)
    }

    /// The first page of the console that the person may see.
    pub(super) fn console(&self) -> Option<&'static str> {
        CONSOLE.iter().find(|(permission, _)| self.may.contains(permission)).map(|(_, path)| *path)
    }

    /// The message under a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The message under a key, to be filled in.
    pub fn say<'a>(&'a self, key: &'a str) -> Phrase<'a> {
        self.words.say(key)
    }

    /// A problem with one field.
    pub(super) fn problem(&self, field: &'static str, key: &str) -> Problem {
        Problem { field: Some(field), text: self.t(key) }
    }

    pub(super) fn field(&self, name: &'static str, label_key: &str) -> Field {
        Field::new(name, self.t(label_key))
    }

    /// The hidden field that every form starts with.
    pub(super) fn csrf_field(&self) -> Markup {
        let token = escaped(&self.csrf);
        Markup::trusted(format!("<input type=\"hidden\" name=\"csrf\" value=\"{token}\">"))
    }

    /// What an alarm says: what was done, and by whom and why, where that is known.
    pub(super) fn alarm(&self, alarm: &Alarm) -> Vec<Markup> {
        let key = match alarm.step {
            AlarmStep::Opened => "alarm-opened",
            AlarmStep::Used => "alarm-used",
            AlarmStep::PasswordSet => "alarm-password-set",
        };
        let mut said = vec![self.say(key).code("login", &alarm.login).markup("at", self.near(&alarm.at))];
        if let (Some(by), Some(why)) = (&alarm.by, &alarm.why) {
            said.push(self.say("alarm-by").text("operator", by).text("reason", why));
        }
        said.into_iter().map(|phrase| Markup::trusted(phrase.to_string())).collect()
    }

    /// With what somebody acts, one part after the other.
    pub(super) fn acting_with(&self, acting: &Acting) -> Vec<Markup> {
        let until = |at: &Option<DateTime<Utc>>| {
            at.as_ref().map(|at| self.say("acting-until").markup("at", self.moment(at)).to_string())
        };
        let with = |(name, end): &(String, Option<DateTime<Utc>>)| {
            let said = self.say("acting-with").text("profile", name).to_string();
            Markup::trusted([Some(said), until(end)].into_iter().flatten().collect::<Vec<_>>().join(" "))
        };
        let mut said: Vec<Markup> = acting.profiles.iter().map(with).collect();
        if said.is_empty() {
            said.push(Markup::text(&self.t("acting-grants")));
        }
        said.extend(until(&acting.ends_at).map(Markup::trusted));
        said
    }

    pub(super) fn moment(&self, at: &DateTime<Utc>) -> Markup {
        self.moments().moment(at)
    }

    pub(super) fn near(&self, at: &DateTime<Utc>) -> Markup {
        self.moments().near(at)
    }

    pub(super) fn term(&self, at: &DateTime<Utc>) -> Markup {
        self.moments().term(at)
    }

    /// The clock to the second, for waits that are shorter than a minute.
    pub(super) fn seconds_of(&self, at: &DateTime<Utc>) -> String {
        self.moments().seconds(at)
    }

    pub(super) fn zone_name(&self) -> String {
        self.moments().zone_name()
    }

    #[expect(clippy::unused_self, reason = "templates reach functions through the page")]
    pub(super) fn asset(&self, name: &str) -> String {
        asset_url(name)
    }

    #[expect(clippy::unused_self, reason = "templates reach functions through the page")]
    pub(super) fn segment(&self, text: &str) -> String {
        encoded(text)
    }

    pub(super) fn brand_path(&self) -> &'static str {
        if self.person.is_some() { "/home" } else { "/" }
    }

    pub(super) fn language_name(&self) -> String {
        self.t("language-name")
    }

    pub(super) fn other_languages(&self) -> Vec<Language> {
        let mine = self.words.code();
        let mut all = Words::languages();
        all.retain(|language| language.code != mine);
        all
    }

    /// Where the same page is in another language. Only ever a page of ours.
    pub(super) fn in_language(&self, code: &str) -> String {
        let ours = self.return_path.starts_with('/')
            && !self.return_path.starts_with("//")
            && !self.return_path.contains(['\\', '\n', '\r', '\t']);
        let path = if ours { self.return_path.as_str() } else { "/" };
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}lang={code}")
    }

    fn moments(&self) -> Moments<'_> {
        Moments { words: &self.words, zone: self.zone, now: self.now }
    }
}

/// Text as one segment of a path.
fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn the_language_switch_never_leads_away() {
        let mut page = samples::page("en");
        page.return_path = "/sign-in?next=%2Fhome".into();
        assert_eq!(page.in_language("it"), "/sign-in?next=%2Fhome&lang=it");
        for away in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "/\t/e"] {
            page.return_path = away.into();
            assert_eq!(page.in_language("it"), "/?lang=it", "{away}");
        }
    }

    #[test]
    fn a_contact_address_adds_nothing_to_the_mail() {
        let contact = Contact {
            name: "Help".into(),
            organization: None,
            phone: Some("+39 02 5550-0142".into()),
            email: Some("help@a.example?bcc=x@evil.example".into()),
            hours: None,
        };
        assert_eq!(contact.tel().as_deref(), Some("+390255500142"));
        assert_eq!(contact.mailto().as_deref(), Some("help@a.example%3Fbcc%3Dx@evil.example"));
    }
}
