//! Invitations in the console, and removing an account.

use askama::Template;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::{Page, View};
use super::markup::Markup;
use super::permits::PermitGroup;

/// `GET /console/invitations?all=&older=`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/invitations.html")]
pub struct ConsoleInvitations {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// Whether those that are over are shown too.
    pub shows_all: bool,
    /// Whether the list begins with the latest.
    pub is_first: bool,
    /// One stretch of the list, the latest first.
    pub rows: Vec<InvitationLine>,
    /// The cursor of the older ones.
    pub older: Option<String>,
}

/// One invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLine {
    /// What names it in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name that is offered.
    pub login: String,
    /// What became of it.
    pub outcome: InvitationOutcome,
    /// Until when it is good, or since when it is over.
    pub at: DateTime<Utc>,
    /// When it was made.
    pub offered_at: DateTime<Utc>,
    /// Whether the operator invited.
    pub by_operator: bool,
    /// What whoever invited is called, as far as that can be told.
    pub inviter: Option<String>,
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationOutcome {
    /// It is open.
    Pending,
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// It was taken back.
    Revoked,
    /// A newer one took its place.
    Superseded,
}

impl InvitationOutcome {
    fn key(self) -> &'static str {
        match self {
            Self::Pending => "invitation-state-pending",
            Self::Accepted => "invitation-state-accepted",
            Self::Declined => "invitation-state-declined",
            Self::Lapsed => "invitation-state-lapsed",
            Self::Revoked => "invitation-state-revoked",
            Self::Superseded => "invitation-state-superseded",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Pending => "invited",
            Self::Accepted => "active",
            Self::Declined | Self::Lapsed => "warn",
            Self::Revoked | Self::Superseded => "ended",
        }
    }
}

impl InvitationLine {
    fn is_open(&self) -> bool {
        self.outcome == InvitationOutcome::Pending
    }

    fn state(&self, page: &Page) -> Markup {
        let (word, class) = (Markup::text(&page.t(self.outcome.key())), self.outcome.class());
        Markup::trusted(format!("<span class=\"state {class}\">{word}</span>"))
    }

    fn when(&self, page: &Page) -> Markup {
        let key = if self.is_open() { "invitation-until" } else { "invitation-since" };
        page.say(key).markup("at", page.near(&self.at)).into()
    }

    fn by(&self, page: &Page) -> Option<Markup> {
        let at = page.near(&self.offered_at);
        match &self.inviter {
            Some(name) => Some(page.say("invitation-by").text("name", name).markup("at", at).into()),
            None if self.by_operator => Some(page.say("invitation-by-operator").markup("at", at).into()),
            None => None,
        }
    }
}

impl ConsoleInvitations {
    fn older_url(&self) -> Option<String> {
        let cursor = utf8_percent_encode(self.older.as_deref()?, NON_ALPHANUMERIC);
        let all = if self.shows_all { "all=yes&" } else { "" };
        Some(format!("/console/invitations?{all}older={cursor}"))
    }

    fn first_url(&self) -> &'static str {
        if self.shows_all { "/console/invitations?all=yes" } else { "/console/invitations" }
    }
}

impl View for ConsoleInvitations {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("console-invitations-title")
    }
}

/// `GET /console/invitations/{id}`; `POST .../resend` and `.../revoke`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/invitation.html")]
pub struct ConsoleInvitation {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// The invitation.
    pub line: InvitationLine,
    /// The mailbox that it went to.
    pub address: String,
    /// When the account would end by itself.
    pub ends_at: Option<DateTime<Utc>>,
    /// Whether whoever invited still may.
    pub stands: bool,
    /// What it offers just now.
    pub permits: Vec<PermitGroup>,
    /// What names the account that it became.
    pub account: Option<String>,
}

impl View for ConsoleInvitation {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.words.t_with("invitation-file-title", &[("name", &self.line.display_name)])
    }
}

/// Whether an account is to go for good: `POST /console/accounts/{id}/remove`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/remove.html")]
pub struct ConsoleRemove {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What names the account in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
}

impl View for ConsoleRemove {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.words.t_with("remove-title", &[("name", &self.display_name)])
    }
}
