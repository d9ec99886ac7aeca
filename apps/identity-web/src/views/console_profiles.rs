//! Authorization profiles: the list, and one to define or change.

use askama::Template;

use super::frame::{Page, Problem, View};
use super::permits::ChoiceGroup;

/// The profiles of the organization.
#[derive(Clone, Debug, Template)]
#[template(path = "console/profiles.html")]
pub struct ConsoleProfiles {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// By name.
    pub rows: Vec<ProfileRow>,
}

/// One profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileRow {
    /// What names it in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it grants, as people read it.
    pub permissions: Vec<String>,
}

impl ProfileRow {
    fn listed(&self) -> String {
        self.permissions.join(", ")
    }
}

impl View for ConsoleProfiles {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("console-profiles-title")
    }
}

/// One profile: `POST` with `name`, `version` and a `permission` for each that is chosen; `POST .../remove` with
/// `version`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/profile.html")]
pub struct ConsoleProfile {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What names it in addresses; none for a new one.
    pub id: Option<String>,
    /// The name that is kept.
    pub kept_name: String,
    /// The name that is filled in.
    pub name: String,
    /// What can be chosen, by category.
    pub permissions: Vec<ChoiceGroup>,
    /// The state of the profile that this form started from.
    pub version: String,
    /// Some of those who hold it.
    pub holders: Vec<HolderRow>,
    /// What has to be put right.
    pub trouble: Option<ProfileTrouble>,
}

/// Somebody who holds a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderRow {
    /// What names the account in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
}

/// What has to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileTrouble {
    /// No name, or one that cannot be used.
    Name,
    /// Another profile has the name, or there are as many as there may be.
    NameTaken,
    /// Something that was chosen cannot be put into a profile, or not by the reader.
    Rights,
    /// Somebody else saved in between.
    Conflict,
}

impl ProfileTrouble {
    const fn field(self) -> Option<&'static str> {
        match self {
            Self::Name | Self::NameTaken => Some("name"),
            Self::Rights | Self::Conflict => None,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Name => "profile-name-wrong",
            Self::NameTaken => "profile-name-taken",
            Self::Rights => "console-rights-wrong",
            Self::Conflict => "profile-conflict",
        }
    }
}

impl ConsoleProfile {
    fn action(&self) -> String {
        match &self.id {
            Some(id) => format!("/console/profiles/{}", self.page.segment(id)),
            None => "/console/profiles/new".to_owned(),
        }
    }

    fn act_key(&self) -> &'static str {
        if self.id.is_some() { "save" } else { "profile-define" }
    }

    fn error_for(&self, field: &'static str) -> Option<String> {
        self.trouble.filter(|trouble| trouble.field() == Some(field)).map(|trouble| self.page.t(trouble.key()))
    }
}

impl View for ConsoleProfile {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        if self.id.is_some() { self.kept_name.clone() } else { self.page.t("profile-new") }
    }

    fn problems(&self) -> Vec<Problem> {
        let problem = |trouble: &ProfileTrouble| Problem { field: trouble.field(), text: self.page.t(trouble.key()) };
        self.trouble.iter().map(problem).collect()
    }
}
