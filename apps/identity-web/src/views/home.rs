//! The first page inside.

use askama::Template;
use chrono::{DateTime, Timelike as _, Utc};

use super::frame::{Page, View};
use super::markup::Markup;
use super::sessions::Browser;

/// Who is in, since when, and where to go on.
#[derive(Clone, Debug, Template)]
#[template(path = "home.html")]
pub struct Home {
    /// The frame, with somebody signed in.
    pub page: Page,
    /// The sign-in before this one.
    pub last_sign_in: Option<LastSignIn>,
    /// Whether there is a contact address, without which nobody gets back in alone.
    pub has_address: bool,
    /// How many sessions are alive, this one among them.
    pub session_count: u32,
}

/// An earlier sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastSignIn {
    /// When.
    pub at: DateTime<Utc>,
    /// From which network.
    pub network: Option<String>,
    /// With what.
    pub browser: Browser,
}

impl Home {
    fn last(&self) -> Markup {
        let Some(last) = &self.last_sign_in else {
            return Markup::text(&self.page.t("home-first-time"));
        };
        let at = self.page.near(&last.at);
        let browser = last.browser.said(&self.page);
        let phrase = match &last.network {
            Some(network) => self.page.say("home-last-from").text("network", network),
            None => self.page.say("home-last"),
        };
        phrase.markup("at", at).text("browser", browser).into()
    }
}

impl View for Home {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        let name = self.page.person.as_ref().map_or("", |person| &person.display_name);
        let key = match self.page.now.with_timezone(&self.page.zone).hour() {
            4..=11 => "home-greeting-morning",
            12..=17 => "home-greeting-afternoon",
            _ => "home-greeting-evening",
        };
        self.page.words.t_with(key, &[("name", name)])
    }
}
