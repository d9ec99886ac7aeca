//! One account in the console: what the person can do, whether they get back in, what happened.

use askama::Template;
use chrono::{DateTime, Utc};

use super::account::AddressOnFile;
use super::console::{Rank, Standing, shape};
use super::frame::{Page, View};
use super::happening::HistoryLine;
use super::markup::Markup;
use super::permits::PermitGroup;

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
    /// When the account ends by itself.
    pub ends_at: Option<DateTime<Utc>>,
    /// The profiles that were granted, each with when it ends.
    pub profiles: Vec<(String, Option<DateTime<Utc>>)>,
    /// What the person may do now, and why.
    pub permits: Vec<PermitGroup>,
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
            Standing::Ended { at: Some(at) } => page.say("state-ended-since").markup("at", page.near(at)).to_string(),
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

    fn allowed(&self) -> usize {
        self.permits.iter().flat_map(|group| &group.permits).filter(|permit| permit.is_allowed()).count()
    }

    fn can_do(&self) -> Markup {
        let all = self.permits.iter().map(|group| group.permits.len()).sum::<usize>();
        self.page.say("console-can-count").count("count", self.allowed()).count("all", all).into()
    }

    fn through(&self) -> Markup {
        match self.profiles.first() {
            _ if self.rank == Rank::Owner => Markup::text(&self.page.t("permit-owner")),
            Some((name, Some(until))) => {
                let until = self.page.moment(until);
                self.page.say("console-profile-until").text("name", name).markup("at", until).into()
            }
            Some((name, None)) => self.page.say("permit-profile").text("name", name).into(),
            None => Markup::text(&self.page.t("console-no-profile")),
        }
    }

    fn back_key(&self) -> &'static str {
        match (&self.standing, &self.contact_address) {
            (Standing::Suspended { .. }, _) => "back-suspended",
            (Standing::Ended { .. }, _) => "back-ended",
            (_, None) => "back-no",
            (_, Some(address)) if address.confirmed => "back-yes",
            (_, Some(_)) => "back-perhaps",
        }
    }

    fn back_why_key(&self) -> &'static str {
        match (&self.standing, &self.contact_address) {
            (Standing::Suspended { .. }, _) => "back-suspended-why",
            (Standing::Ended { .. }, _) => "back-ended-why",
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
