//! The console's lists: all accounts, and those that are locked.

use askama::Template;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::{Page, View};
use super::markup::Markup;

/// The accounts of one organization: `GET /console/accounts?q=&state=&before=&after=`, and
/// `POST /console/accounts` with `do=unlock|suspend` and one `account` for each chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "console/accounts.html")]
pub struct ConsoleAccounts {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What was searched for.
    pub q: String,
    /// Which states are shown.
    pub filter: StateFilter,
    /// One stretch of the list.
    pub rows: Vec<AccountRow>,
    /// The cursor of the stretch before.
    pub before: Option<String>,
    /// The cursor of the stretch after.
    pub after: Option<String>,
}

/// Which states a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateFilter {
    /// All of them.
    #[default]
    Any,
    /// Only those that can sign in.
    Active,
    /// Only those that are barred.
    Locked,
    /// Only those that are suspended.
    Suspended,
}

impl StateFilter {
    const ALL: [Self; 4] = [Self::Any, Self::Active, Self::Locked, Self::Suspended];

    /// The filter that a query string names; anything else shows everything.
    #[must_use]
    pub fn from_query(value: &str) -> Self {
        let named = Self::ALL.into_iter().find(|filter| filter.value() == value);
        named.unwrap_or_default()
    }

    /// How a query string names it.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Suspended => "suspended",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Any => "state-any",
            Self::Active => "state-active",
            Self::Locked => "state-locked",
            Self::Suspended => "state-suspended",
        }
    }
}

/// One account in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
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
    /// Whether mail reaches the person.
    pub address: AddressState,
    /// When the person last came in.
    pub last_sign_in: Option<DateTime<Utc>>,
}

/// How an account stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be signed in to.
    Active,
    /// It has no password yet: the welcome link is out.
    Awaited,
    /// It is barred after too many wrong passwords.
    Locked {
        /// Since when.
        since: DateTime<Utc>,
        /// The network of the last wrong password.
        from: Option<String>,
    },
    /// An administrator suspended it.
    Suspended {
        /// Since when, where it is known.
        since: Option<DateTime<Utc>>,
    },
    /// It has ended by itself.
    Ended {
        /// When.
        at: Option<DateTime<Utc>>,
    },
}

/// What a person is in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rank {
    /// Holds it.
    Owner,
    /// Was granted something.
    Empowered,
    /// Signs in.
    Member,
}

impl Rank {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Owner => "rank-owner",
            Self::Empowered => "rank-empowered",
            Self::Member => "rank-member",
        }
    }
}

/// Whether mail reaches a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressState {
    /// There is an address, and it answered once.
    Confirmed,
    /// There is an address that never answered.
    Unconfirmed,
    /// There is none.
    Missing,
}

impl AddressState {
    fn is_good(self) -> bool {
        self == Self::Confirmed
    }

    fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "address-confirmed",
            Self::Unconfirmed => "address-unconfirmed",
            Self::Missing => "address-none",
        }
    }
}

impl ConsoleAccounts {
    fn filters(&self) -> Vec<(&'static str, String)> {
        let label = |filter: StateFilter| (filter.value(), self.page.t(filter.key()));
        StateFilter::ALL.into_iter().map(label).collect()
    }

    fn chosen_filter(&self) -> &'static str {
        self.filter.value()
    }

    fn filtered(&self) -> bool {
        !self.q.is_empty() || self.filter != StateFilter::Any || self.before.is_some() || self.after.is_some()
    }

    fn standing(&self, row: &AccountRow) -> Markup {
        let page = &self.page;
        let (class, key) = shape(&row.standing);
        let word = Markup::text(&page.t(key));
        let note = match &row.standing {
            Standing::Locked { since, from } => {
                let phrase = match from {
                    Some(from) => page.say("state-since-from").text("from", from),
                    None => page.say("state-since"),
                };
                phrase.markup("at", page.near(since)).to_string()
            }
            Standing::Suspended { since: Some(since) } | Standing::Ended { at: Some(since) } => {
                page.say("state-since").markup("at", page.near(since)).to_string()
            }
            _ => String::new(),
        };
        let note = if note.is_empty() { note } else { format!("<small>{note}</small>") };
        Markup::trusted(format!("<span class=\"state {class}\">{word}</span>{note}"))
    }

    fn before_url(&self) -> Option<String> {
        Some(self.stretch("before", self.before.as_deref()?))
    }

    fn after_url(&self) -> Option<String> {
        Some(self.stretch("after", self.after.as_deref()?))
    }

    fn stretch(&self, side: &str, cursor: &str) -> String {
        let q = utf8_percent_encode(&self.q, NON_ALPHANUMERIC);
        let cursor = utf8_percent_encode(cursor, NON_ALPHANUMERIC);
        let state = self.filter.value();
        format!("/console/accounts?q={q}&state={state}&{side}={cursor}")
    }
}

/// The class that draws a standing, and the message that names it.
pub(super) fn shape(standing: &Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Active => ("active", "state-active"),
        Standing::Awaited => ("invited", "state-awaited"),
        Standing::Locked { .. } => ("locked", "state-locked"),
        Standing::Suspended { .. } => ("suspended", "state-suspended"),
        Standing::Ended { .. } => ("ended", "state-ended"),
    }
}

impl View for ConsoleAccounts {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("console-accounts-title")
    }
}

/// Who is locked: `POST /console/locked` with `one` (that account alone), or `do=unlock` and one
/// `account` for each chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "console/locked.html")]
pub struct ConsoleLocked {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// Those that are, the latest first.
    pub rows: Vec<LockedRow>,
    /// Networks from which accounts of the organization were tried, and that this node makes wait just now.
    pub waiting: Vec<WaitingNetwork>,
}

/// A network that has to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingNetwork {
    /// Which.
    pub network: String,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// One account that is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedRow {
    /// What names it in addresses and forms.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The network of the last wrong password.
    pub from: Option<String>,
    /// How many wrong passwords.
    pub failures: u32,
    /// When it opens by itself, if it does.
    pub ends_at: Option<DateTime<Utc>>,
}

impl View for ConsoleLocked {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("console-locked-title")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_what_its_value_says() {
        for filter in StateFilter::ALL {
            assert_eq!(StateFilter::from_query(filter.value()), filter);
        }
        assert_eq!(StateFilter::from_query("<script>"), StateFilter::Any);
    }
}
