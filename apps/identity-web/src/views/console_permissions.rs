//! Who may do what.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::{Page, View};
use super::permits::{ChoiceGroup, Permit};

/// `GET /console/permissions?what=&after=`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/permissions.html")]
pub struct ConsolePermissions {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What can be asked about.
    pub groups: Vec<ChoiceGroup>,
    /// The name of the permission that was asked about.
    pub what: String,
    /// Whether there is such a permission.
    pub asked: bool,
    /// Those who may, one stretch of them.
    pub rows: Vec<WhoMay>,
    /// The login name after which to go on.
    pub next: Option<String>,
}

/// Somebody who may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoMay {
    /// What names the account in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
    /// Through what.
    pub permit: Permit,
    /// Who gave it, where it was an account.
    pub giver: Option<String>,
}

impl ConsolePermissions {
    fn next_url(&self) -> Option<String> {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let next = self.next.as_deref()?;
        Some(format!("/console/permissions?what={}&after={}", encoded(&self.what), encoded(next)))
    }
}

impl View for ConsolePermissions {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("who-may-title")
    }
}
