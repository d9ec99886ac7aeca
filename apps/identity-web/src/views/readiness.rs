//! Who could not get back in, why, and what to do about it.

use askama::Template;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::{Page, View};
use super::markup::Markup;

/// Who could not get back in, and who is one accident away from it; or a later page of one of the two.
#[derive(Clone, Debug, Template)]
#[template(path = "console/readiness.html")]
pub struct ConsoleReadiness {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// Those who could not, by login name; `None` on a later page of the others.
    pub cannot: Option<Stretch>,
    /// Those at risk, by login name; `None` on a later page of the others.
    pub at_risk: Option<Stretch>,
    /// How many people there are in all.
    pub active: Counted,
    /// How many of them have no contact address.
    pub without_address: Counted,
    /// How many of them have an address that was never confirmed.
    pub unconfirmed: Counted,
}

/// A stretch of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// The people on it.
    pub rows: Vec<UnreadyRow>,
    /// From where to read on, if there may be more.
    pub next: Option<String>,
}

/// A stretch as it is set.
struct List<'a> {
    anchor: &'static str,
    heading: String,
    none: String,
    state: Markup,
    rows: &'a [UnreadyRow],
    next: Option<String>,
}

/// A number that is counted up to a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// So many.
    Exactly(u32),
    /// So many, or more.
    AtLeast(u32),
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Urgency {
    CannotRecover,
    AtRisk,
}

/// Somebody who could not get back in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadyRow {
    /// What names the account in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
    /// Whether it is the reader's own.
    pub own: bool,
    /// Why, the worst first.
    pub reasons: Vec<Reason>,
}

/// Why somebody could not get back in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No contact address.
    NoAddress,
    /// Mail comes back.
    Bouncing {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// Only a reset would help, and there is no address.
    Exhausted,
    /// The owner is suspended.
    SuspendedOwner,
    /// Nobody could administer.
    NobodyAdministers,
    /// The address was never confirmed.
    NeverConfirmed,
    /// No password yet, and the link is dead.
    NeverCameIn,
    /// Nobody else could help.
    SoleAdministrator,
}

impl Reason {
    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::NoAddress => ("unready-no-address", "unready-no-address-why"),
            Self::Bouncing { .. } => ("unready-bouncing", "unready-bouncing-why"),
            Self::Exhausted => ("unready-exhausted", "unready-exhausted-why"),
            Self::SuspendedOwner => ("unready-suspended-owner", "unready-suspended-owner-why"),
            Self::NobodyAdministers => ("unready-nobody-administers", "unready-nobody-administers-why"),
            Self::NeverConfirmed => ("unready-never-confirmed", "unready-never-confirmed-why"),
            Self::NeverCameIn => ("unready-never-came-in", "unready-never-came-in-why"),
            Self::SoleAdministrator => ("unready-sole-administrator", "unready-sole-administrator-why"),
        }
    }
}

impl UnreadyRow {
    /// Where the worst of it is put right, and what that is called; nothing where only the server helps.
    fn remedy(&self) -> Option<(String, &'static str)> {
        let page = format!("/console/accounts/{}", self.id);
        let edit = if self.own { "/account/address".to_owned() } else { format!("{page}/edit") };
        Some(match self.reasons.first()? {
            Reason::NoAddress | Reason::Exhausted => (edit, "unready-add-address"),
            Reason::Bouncing { .. } => (edit, "unready-correct-address"),
            Reason::NeverConfirmed if self.own => (edit, "unready-confirm-address"),
            Reason::NeverConfirmed => (page, "unready-open-account"),
            Reason::NeverCameIn => (page, "unready-send-welcome"),
            Reason::SoleAdministrator => ("/console/accounts".to_owned(), "unready-appoint"),
            Reason::SuspendedOwner | Reason::NobodyAdministers => return None,
        })
    }
}

impl ConsoleReadiness {
    fn lists(&self) -> Vec<List<'_>> {
        let cannot = self.cannot.as_ref().map(|stretch| self.list(Urgency::CannotRecover, stretch));
        let at_risk = self.at_risk.as_ref().map(|stretch| self.list(Urgency::AtRisk, stretch));
        cannot.into_iter().chain(at_risk).collect()
    }

    fn list<'a>(&self, urgency: Urgency, stretch: &'a Stretch) -> List<'a> {
        let (anchor, keys, class) = match urgency {
            Urgency::CannotRecover => {
                let keys = ["readiness-cannot", "readiness-cannot-none", "readiness-cannot-word"];
                ("cannot", keys, "locked")
            }
            Urgency::AtRisk => {
                ("risk", ["readiness-at-risk", "readiness-at-risk-none", "readiness-at-risk-word"], "warn")
            }
        };
        let [heading, none, word] = keys.map(|key| self.page.t(key));
        let next = stretch.next.as_ref().map(|next| {
            let after = utf8_percent_encode(next, NON_ALPHANUMERIC);
            format!("/console/readiness?of={anchor}&after={after}")
        });
        List {
            anchor,
            heading,
            none: if next.is_some() { self.page.t("readiness-look-on") } else { none },
            state: Markup::trusted(format!("<span class=\"state {class}\">{}</span>", Markup::text(&word))),
            rows: &stretch.rows,
            next,
        }
    }

    fn is_first(&self) -> bool {
        self.cannot.is_some() && self.at_risk.is_some()
    }

    fn is_all_well(&self) -> bool {
        self.lists().iter().all(|list| list.rows.is_empty() && list.next.is_none()) && self.is_first()
    }

    fn reason(&self, reason: &Reason) -> String {
        self.page.t(reason.keys().0)
    }

    fn why(&self, reason: &Reason) -> Markup {
        let said = self.page.say(reason.keys().1);
        let said = match reason {
            Reason::Bouncing { since } => said.markup("at", self.page.near(since)),
            _ => said,
        };
        Markup::trusted(said.to_string())
    }

    fn counts(&self) -> Vec<(String, String)> {
        let counted = |counted| match counted {
            Counted::Exactly(count) => count.to_string(),
            Counted::AtLeast(count) => self.page.say("readiness-at-least").count("count", count).to_string(),
        };
        vec![
            (self.page.t("readiness-active"), counted(self.active)),
            (self.page.t("readiness-without-address"), counted(self.without_address)),
            (self.page.t("readiness-unconfirmed"), counted(self.unconfirmed)),
        ]
    }
}

impl View for ConsoleReadiness {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("readiness-title")
    }
}
