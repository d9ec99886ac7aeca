//! One account in the console: what the person can do, whether they get back in, what happened.

use askama::Template;
use chrono::{DateTime, Utc};

use super::account::AddressOnFile;
use super::console::{Rank, Standing, shape};
use super::frame::{Page, View};
use super::happening::HistoryLine;
use super::markup::Markup;

/// One account: `POST /console/accounts/{id}/unlock`, `/suspend`, `/reinstate`, `/welcome`,
/// `/reset`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/account.html")]
pub struct ConsoleAccount {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What names it in addresses and forms.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
    /// How it stands.
    pub standing: Standing,
    /// What the person is here.
    pub rank: Rank,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// Where codes and links go.
    pub contact_address: Option<AddressOnFile>,
    /// The language of the person's mails, in words.
    pub language_name: String,
    /// When the person last came in.
    pub last_sign_in: Option<DateTime<Utc>>,
    /// How many sessions are alive.
    pub session_count: u32,
    /// How many devices are known.
    pub device_count: u32,
    /// The last lines of the audit log about it, the latest first.
    pub history: Vec<HistoryLine>,
}

impl ConsoleAccount {
    fn path(&self) -> String {
        format!("/console/accounts/{}", self.page.segment(&self.id))
    }

    fn state(&self) -> Markup {
        let page = &self.page;
        let (class, key) = shape(&self.standing);
        let said = match &self.standing {
            Standing::Locked { since, .. } => page.say("state-locked-since").markup("at", page.near(since)).to_string(),
            Standing::Suspended { since: Some(since) } => {
                page.say("state-suspended-since").markup("at", page.near(since)).to_string()
            }
            _ => Markup::text(&page.t(key)).to_string(),
        };
        Markup::trusted(format!("<span class=\"state {class}\">{said}</span>"))
    }

    fn can_unlock(&self) -> bool {
        matches!(self.standing, Standing::Locked { .. })
    }

    fn can_reinstate(&self) -> bool {
        matches!(self.standing, Standing::Suspended { .. })
    }

    /// The owner holds the organization: nobody suspends them from within it.
    fn can_suspend(&self) -> bool {
        !self.can_reinstate() && self.rank != Rank::Owner
    }

    fn can_welcome(&self) -> bool {
        self.standing == Standing::Awaited && self.contact_address.is_some()
    }

    /// Whoever has a password and an address can be sent the link to another one.
    fn can_reset(&self) -> bool {
        matches!(self.standing, Standing::Active | Standing::Locked { .. }) && self.contact_address.is_some()
    }

    fn back_key(&self) -> &'static str {
        match (&self.standing, &self.contact_address) {
            (Standing::Suspended { .. }, _) => "back-suspended",
            (_, None) => "back-no",
            (_, Some(address)) if address.confirmed => "back-yes",
            (_, Some(_)) => "back-perhaps",
        }
    }

    fn back_why_key(&self) -> &'static str {
        match (&self.standing, &self.contact_address) {
            (Standing::Suspended { .. }, _) => "back-suspended-why",
            (_, None) => "back-no-why",
            (_, Some(address)) if address.confirmed => "back-yes-why",
            (_, Some(_)) => "back-perhaps-why",
        }
    }

    fn what(&self, line: &HistoryLine) -> String {
        line.happening.said(&self.page)
    }

    fn who(&self, line: &HistoryLine) -> String {
        line.actor.said(&self.page)
    }
}

impl View for ConsoleAccount {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.display_name.clone()
    }
}
