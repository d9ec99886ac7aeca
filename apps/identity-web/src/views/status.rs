//! Pages that say no, or not now.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Page, View};

/// A page that says no, or not now.
#[derive(Clone, Debug, Template)]
#[template(path = "status.html")]
pub struct StatusPage {
    /// The frame.
    pub page: Page,
    /// Why.
    pub status: Status,
}

/// Why a page says no, or not now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// 404: there is no such page.
    NotFound,
    /// 403: not with this account.
    Forbidden,
    /// 403: the form is too old, or came from another site.
    StaleForm {
        /// The page of ours that holds the form.
        back: String,
    },
    /// 429: too much from this network.
    Throttled {
        /// From when on it is heard again.
        until: DateTime<Utc>,
        /// The page of ours to try again.
        back: String,
    },
    /// 503: too much at once.
    Busy {
        /// After how many seconds to try again.
        retry_seconds: u32,
        /// The page of ours to try again.
        back: String,
    },
    /// 4xx: what was sent cannot be read.
    Unreadable,
    /// 413: what was sent is longer than anything that is taken.
    TooLarge,
    /// 500: our fault.
    Fault {
        /// What to mention to the operator.
        reference: String,
    },
}

impl StatusPage {
    fn lead(&self) -> String {
        match &self.status {
            Status::NotFound => self.page.t("not-found-lead"),
            Status::Forbidden => self.page.t("forbidden-lead"),
            Status::StaleForm { .. } => self.page.t("stale-form-lead"),
            Status::Throttled { until, .. } => {
                let until = self.page.seconds_of(until);
                self.page.words.t_with("throttled-lead", &[("until", &until)])
            }
            Status::Busy { retry_seconds, .. } => {
                self.page.say("busy-lead").count("seconds", *retry_seconds).to_string()
            }
            Status::Unreadable => self.page.t("unreadable-lead"),
            Status::TooLarge => self.page.t("too-large-lead"),
            Status::Fault { .. } => self.page.t("fault-lead"),
        }
    }

    fn way(&self) -> (&str, String) {
        match &self.status {
            Status::StaleForm { back } | Status::Throttled { back, .. } | Status::Busy { back, .. }
                if back.starts_with('/') && !back.starts_with("//") =>
            {
                (back, self.page.t("try-again"))
            }
            _ if self.page.person.is_some() => ("/home", self.page.t("go-home")),
            _ => ("/sign-in", self.page.t("go-to-sign-in")),
        }
    }

    /// Whether somebody who meets this page may be one who cannot get in.
    fn locks_out(&self) -> bool {
        matches!(self.status, Status::NotFound | Status::Throttled { .. })
    }

    fn reference(&self) -> Option<&str> {
        match &self.status {
            Status::Fault { reference } => Some(reference),
            _ => None,
        }
    }
}

impl View for StatusPage {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t(match self.status {
            Status::NotFound => "not-found-title",
            Status::Forbidden => "forbidden-title",
            Status::StaleForm { .. } => "stale-form-title",
            Status::Throttled { .. } => "throttled-title",
            Status::Busy { .. } => "busy-title",
            Status::Unreadable => "unreadable-title",
            Status::TooLarge => "too-large-title",
            Status::Fault { .. } => "fault-title",
        })
    }

    fn call_key(&self) -> &'static str {
        "call-help"
    }
}
