//! Where one is signed in, and which devices are known.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Page, View};
use super::markup::Markup;

/// Sessions and devices: `POST /account/sessions/{id}/name` with `label`,
/// `/account/sessions/{id}/revoke`, `/account/sessions/revoke-others`, `/account/devices/{id}/forget`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/sessions.html")]
pub struct AccountSessions {
    /// The frame.
    pub page: Page,
    /// The login name.
    pub login: String,
    /// The live sessions, this one first.
    pub sessions: Vec<SessionRow>,
    /// The devices with an attempt budget of their own.
    pub devices: Vec<DeviceRow>,
    /// After how many seconds without use a session ends.
    pub idle: u32,
    /// After how many seconds it ends in any case.
    pub absolute: u32,
}

/// One live session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// What names it in the form's address; not the secret.
    pub id: String,
    /// The name that its owner gave it.
    pub label: Option<String>,
    /// What it runs in.
    pub browser: Browser,
    /// The network that it was last seen from.
    pub network: Option<String>,
    /// Since when.
    pub signed_in_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One known device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// What names it in the form's address; not the secret.
    pub id: String,
    /// What signed in from it.
    pub browser: Browser,
    /// When somebody last signed in from it.
    pub last_used_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A browser as far as it says what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    /// `Firefox`.
    pub name: Option<String>,
    /// `Windows`.
    pub system: Option<String>,
}

impl Browser {
    pub(super) fn said(&self, page: &Page) -> String {
        match (self.name.as_deref(), self.system.as_deref()) {
            (Some(name), Some(system)) => page.words.t_with("browser-on", &[("browser", name), ("system", system)]),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => page.t("browser-unknown"),
        }
    }
}

impl AccountSessions {
    fn others(&self) -> usize {
        self.sessions.iter().filter(|row| !row.current).count()
    }

    /// A limit in the largest unit that it fills.
    fn span(&self, seconds: u32) -> Markup {
        let (key, count) = match seconds {
            0..3600 => ("time-span-minutes", seconds / 60),
            3600..172_800 => ("time-span-hours", seconds / 3600),
            _ => ("time-span-days", seconds / 86_400),
        };
        self.page.say(key).count("count", count).into()
    }

    fn browser(&self, browser: &Browser) -> String {
        browser.said(&self.page)
    }

    fn session_name(&self, row: &SessionRow) -> String {
        row.label.clone().unwrap_or_else(|| self.browser(&row.browser))
    }
}

impl View for AccountSessions {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("account-sessions-title")
    }
}
