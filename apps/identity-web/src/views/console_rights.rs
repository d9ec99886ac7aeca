//! What was granted to one account: by whom, until when; giving and taking.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Page, Problem, View};
use super::markup::Markup;
use super::permits::{ChoiceGroup, PermitGroup};

/// The grants of an account: `POST .../rights/give` with `what` and `until`, `POST .../rights/take` with `what`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/rights.html")]
pub struct ConsoleRights {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What names the account in addresses and forms.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// Each grant, in the order in which they were given.
    pub grants: Vec<GrantRow>,
    /// What the person may do now, and why.
    pub permits: Vec<PermitGroup>,
    /// What can be given, profiles first; none where nothing may be.
    pub to_give: Vec<ChoiceGroup>,
    /// What was typed as the last day.
    pub until: String,
    /// What has to be put right.
    pub trouble: Option<RightsTrouble>,
}

/// One grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRow {
    /// What names it in forms.
    pub what: String,
    /// What people read.
    pub label: String,
    /// Whether it is a profile.
    pub is_profile: bool,
    /// Who gave it, where it was an account.
    pub by: Option<String>,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// When it ends.
    pub until: Option<DateTime<Utc>>,
    /// Whether it counts.
    pub state: GrantState,
}

/// Whether a grant counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantState {
    /// It does.
    Counts,
    /// It has ended.
    Ended,
    /// It does not, for another reason, which stands beside each permission.
    Void,
}

/// What has to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RightsTrouble {
    /// Nothing was chosen.
    Nothing,
    /// The last day is none, or lies in the past.
    Until,
    /// It cannot be given, or not by the reader.
    NotGiven,
}

impl RightsTrouble {
    const fn field(self) -> &'static str {
        match self {
            Self::Nothing | Self::NotGiven => "what",
            Self::Until => "until",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Nothing => "rights-nothing",
            Self::Until => "console-ends-wrong",
            Self::NotGiven => "console-rights-wrong",
        }
    }
}

impl ConsoleRights {
    fn path(&self) -> String {
        format!("/console/accounts/{}", self.page.segment(&self.id))
    }

    fn state(&self, row: &GrantRow) -> Markup {
        let (class, key) = match row.state {
            GrantState::Counts => ("active", "rights-counts"),
            GrantState::Ended => ("ended", "state-ended"),
            GrantState::Void => ("warn", "rights-void"),
        };
        let word = Markup::text(&self.page.t(key));
        Markup::trusted(format!("<span class=\"state {class}\">{word}</span>"))
    }

    fn by(&self, row: &GrantRow) -> String {
        row.by.clone().unwrap_or_else(|| self.page.t("actor-operator"))
    }

    fn error_for(&self, field: &'static str) -> Option<String> {
        self.trouble.filter(|trouble| trouble.field() == field).map(|trouble| self.page.t(trouble.key()))
    }
}

impl View for ConsoleRights {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.words.t_with("rights-title", &[("name", &self.display_name)])
    }

    fn problems(&self) -> Vec<Problem> {
        self.trouble.iter().map(|trouble| self.page.problem(trouble.field(), trouble.key())).collect()
    }
}
