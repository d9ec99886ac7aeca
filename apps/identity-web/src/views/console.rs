//! How accounts stand, and the list of those that are locked.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Page, View};

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
    /// When the account was made.
    pub made_at: DateTime<Utc>,
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
    pub(super) fn is_good(self) -> bool {
        self == Self::Confirmed
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "address-confirmed",
            Self::Unconfirmed => "address-unconfirmed",
            Self::Missing => "address-none",
        }
    }

    /// The same where nothing else says that it is about an address.
    pub(super) fn whole_key(self) -> &'static str {
        match self {
            Self::Confirmed => "address-confirmed",
            Self::Unconfirmed => "people-unconfirmed",
            Self::Missing => "people-no-address",
        }
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
