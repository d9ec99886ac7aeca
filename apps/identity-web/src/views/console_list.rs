//! The list of accounts, and what becomes of many of them at once.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::console::{AccountRow, Standing, shape};
use super::frame::{Page, View};
use super::markup::Markup;
use super::words::{Language, Words};

/// The accounts of one organization: `GET /console/accounts?q=&state=&language=&sort=&before=&after=`, and
/// `POST /console/accounts` with `do`, one `account` for each chosen, or `all=yes`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/accounts.html")]
pub struct ConsoleAccounts {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// Which accounts are listed, and in which order.
    pub listing: Listing,
    /// One stretch of the list.
    pub rows: Vec<AccountRow>,
    /// The cursor of the stretch before.
    pub before: Option<String>,
    /// The cursor of the stretch after.
    pub after: Option<String>,
    /// How many accounts the list has, counted to one more than can be chosen at once; `None` where all of
    /// them are in this stretch.
    pub matching: Option<usize>,
    /// How many can be chosen at once.
    pub most: usize,
}

/// Which accounts are listed, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What was searched for.
    pub q: String,
    /// Which states are shown.
    pub filter: StateFilter,
    /// The language of those that are shown; `None` for any.
    pub language: Option<String>,
    /// The order.
    pub sorting: Sorting,
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
    /// Only those without a password.
    NoPassword,
    /// Only those that never came in.
    NeverSignedIn,
    /// Only those without a contact address.
    NoAddress,
    /// Only those whose contact address never answered.
    Unconfirmed,
}

impl StateFilter {
    /// Every filter.
    pub const ALL: [Self; 8] = [
        Self::Any,
        Self::Active,
        Self::Locked,
        Self::Suspended,
        Self::NoPassword,
        Self::NeverSignedIn,
        Self::NoAddress,
        Self::Unconfirmed,
    ];

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
            Self::NoPassword => "no-password",
            Self::NeverSignedIn => "never",
            Self::NoAddress => "no-address",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Any => "state-any",
            Self::Active => "state-active",
            Self::Locked => "state-locked",
            Self::Suspended => "state-suspended",
            Self::NoPassword => "state-awaited",
            Self::NeverSignedIn => "people-never",
            Self::NoAddress => "people-no-address",
            Self::Unconfirmed => "people-unconfirmed",
        }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// By login name.
    #[default]
    Login,
    /// By login name, from the last.
    LoginDown,
    /// By display name.
    Name,
    /// By display name, from the last.
    NameDown,
    /// By last sign-in, those who never came in first.
    SignedIn,
    /// By last sign-in, the latest first.
    SignedInDown,
    /// By when it was made, the oldest first.
    Made,
    /// By when it was made, the newest first.
    MadeDown,
}

impl Sorting {
    /// Every order.
    pub const ALL: [Self; 8] = [
        Self::Login,
        Self::LoginDown,
        Self::Name,
        Self::NameDown,
        Self::SignedIn,
        Self::SignedInDown,
        Self::Made,
        Self::MadeDown,
    ];

    /// The order that a query string names; anything else is by login name.
    #[must_use]
    pub fn from_query(value: &str) -> Self {
        Self::ALL.into_iter().find(|sorting| sorting.value() == value).unwrap_or_default()
    }

    /// How a query string names it.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::LoginDown => "-login",
            Self::Name => "name",
            Self::NameDown => "-name",
            Self::SignedIn => "signed-in",
            Self::SignedInDown => "-signed-in",
            Self::Made => "made",
            Self::MadeDown => "-made",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Login => "people-sort-login",
            Self::LoginDown => "people-sort-login-down",
            Self::Name => "people-sort-name",
            Self::NameDown => "people-sort-name-down",
            Self::SignedIn => "people-sort-signed-in",
            Self::SignedInDown => "people-sort-signed-in-down",
            Self::Made => "people-sort-made",
            Self::MadeDown => "people-sort-made-down",
        }
    }

    /// The order of one column, upwards and downwards.
    fn of_column(column: &str) -> (Self, Self) {
        match column {
            "name" => (Self::Name, Self::NameDown),
            "signed-in" => (Self::SignedIn, Self::SignedInDown),
            "made" => (Self::Made, Self::MadeDown),
            _ => (Self::Login, Self::LoginDown),
        }
    }
}

impl Listing {
    /// Where the list begins.
    #[must_use]
    pub fn address(&self) -> String {
        if *self == Self::default() {
            return "/console/accounts".to_owned();
        }
        let q = utf8_percent_encode(&self.q, NON_ALPHANUMERIC);
        let (state, sort) = (self.filter.value(), self.sorting.value());
        let language = self.language.as_deref().unwrap_or_default();
        format!("/console/accounts?q={q}&state={state}&language={language}&sort={sort}")
    }

    fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.filter != StateFilter::Any || self.language.is_some()
    }
}

impl ConsoleAccounts {
    fn filters(&self) -> Vec<(&'static str, String)> {
        let label = |filter: StateFilter| (filter.value(), self.page.t(filter.key()));
        StateFilter::ALL.into_iter().map(label).collect()
    }

    fn sortings(&self) -> Vec<(&'static str, String)> {
        let label = |sorting: Sorting| (sorting.value(), self.page.t(sorting.key()));
        Sorting::ALL.into_iter().map(label).collect()
    }

    #[expect(clippy::unused_self, reason = "templates reach functions through the view")]
    fn languages(&self) -> Vec<Language> {
        Words::languages()
    }

    /// What the reader may do for those who are chosen.
    fn acts(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("unlock", "identity.accounts.unlock", "console-unlock"),
            ("suspend", "identity.accounts.manage", "console-suspend"),
            ("reinstate", "identity.accounts.manage", "console-reinstate"),
            ("reset", "identity.accounts.recover", "people-reset"),
            ("welcome", "identity.accounts.manage", "console-welcome"),
        ];
        let held = all.into_iter().filter(|(_, permission, _)| self.page.may(permission));
        held.map(|(act, _, key)| (act, self.page.t(key))).collect()
    }

    fn chosen_language(&self) -> &str {
        self.listing.language.as_deref().unwrap_or_default()
    }

    fn is_too_many(&self) -> bool {
        self.matching.is_some_and(|matching| matching > self.most)
    }

    fn is_narrowed(&self) -> bool {
        self.listing.is_narrowed() || self.before.is_some() || self.after.is_some()
    }

    /// The link by which the list goes by something, or turns round. Where a column has two, the one that
    /// the list does not go by is marked as that.
    fn head(&self, column: &str, key: &str) -> Markup {
        let (up, down) = Sorting::of_column(column);
        let sorting = self.listing.sorting;
        let next = if sorting == up { down } else { up };
        let to = Listing { sorting: next, ..self.listing.clone() }.sorted_address();
        let class = if sorting == up || sorting == down { "" } else { " class=\"off\"" };
        let label = Markup::text(&self.page.t(key));
        Markup::trusted(format!("<a{class} href=\"{}\">{label}</a>", Markup::text(&to)))
    }

    /// How the list goes by one of the two things in a column, if it does.
    fn sort_of(&self, one: &str, other: &str) -> Markup {
        let sorting = self.listing.sorting;
        let direction = [one, other].into_iter().map(Sorting::of_column).find_map(|(up, down)| match sorting {
            sorting if sorting == up => Some("ascending"),
            sorting if sorting == down => Some("descending"),
            _ => None,
        });
        Markup::trusted(direction.map_or_else(String::new, |direction| format!(" aria-sort=\"{direction}\"")))
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
        let cursor = utf8_percent_encode(cursor, NON_ALPHANUMERIC);
        format!("{}&{side}={cursor}", self.listing.sorted_address())
    }
}

impl Listing {
    /// The address with the order in it, whichever it is.
    fn sorted_address(&self) -> String {
        let address = self.address();
        if address.contains('?') { address } else { format!("{address}?sort={}", self.sorting.value()) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_and_an_order_are_what_their_values_say() {
        for filter in StateFilter::ALL {
            assert_eq!(StateFilter::from_query(filter.value()), filter);
        }
        for sorting in Sorting::ALL {
            assert_eq!(Sorting::from_query(sorting.value()), sorting);
        }
        assert_eq!(StateFilter::from_query("<script>"), StateFilter::Any);
        assert_eq!(Sorting::from_query("password"), Sorting::Login);
    }

    #[test]
    fn an_address_holds_what_was_searched_for_and_nothing_escapes_from_it() {
        let listing = Listing { q: "a&state=locked\"><x>".to_owned(), ..Listing::default() };
        let address = listing.address();
        assert!(!address.contains(['"', '<', '>']) && address.matches("state=").count() == 1, "{address}");
        assert_eq!(Listing::default().address(), "/console/accounts");
    }
}
