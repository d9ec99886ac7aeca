//! The page of a login name that is barred: the same for every name that is typed.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Contact, Page, View};

/// Access is barred, why, and the ways on: `POST /unlock` with `login`, or cancel.
#[derive(Clone, Debug, Template)]
#[template(path = "barred.html")]
pub struct Barred {
    /// The frame.
    pub page: Page,
    /// The login name as it was typed.
    pub login: String,
    /// For how many minutes an unlock code is good.
    pub valid_minutes: u32,
    /// The contact address with most of it hidden, where the organization chose to show it.
    pub masked_address: Option<String>,
    /// The organization's contact person, where it chose to show one; else the operator's is shown.
    pub organization_contact: Option<Contact>,
    /// When access opens again by itself, if it does.
    pub ends_at: Option<DateTime<Utc>>,
}

impl View for Barred {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("barred-title")
    }

    fn contact(&self) -> Option<&Contact> {
        self.organization_contact.as_ref().or(self.page.contact.as_ref())
    }
}
