//! From an empty database to the first organization.

use askama::Template;

use super::field::Secret;
use super::frame::{Page, Problem, View};
use super::password::{PasswordRules, Weakness, weakness_problem, weakness_text};
use super::words::{Language, Words};

/// The first page while there is no organization: `/`.
#[derive(Clone, Debug, Template)]
#[template(path = "first-run.html")]
pub struct FirstRun {
    /// The frame.
    pub page: Page,
}

impl View for FirstRun {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("first-run-title")
    }
}

/// Setting up the first organization: `POST /set-up/{token}` with `organization`, `handle`,
/// `display_name`, `contact_address`, `language`, `new_password`.
#[derive(Clone, Debug, Template)]
#[template(path = "set-up.html")]
pub struct SetUp {
    /// The frame.
    pub page: Page,
    /// The secret from the set-up link.
    pub token: String,
    /// What was filled in.
    pub form: SetUpFields,
    /// The rules for the password.
    pub rules: PasswordRules,
    /// What has to be put right.
    pub trouble: Vec<SetUpTrouble>,
    /// What was wrong with the password tried.
    pub weaknesses: Vec<Weakness>,
}

/// What is filled in to set up an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUpFields {
    /// The organization's name.
    pub organization: String,
    /// Its handle.
    pub handle: String,
    /// The owner's name.
    pub display_name: String,
    /// The owner's contact address.
    pub contact_address: String,
    /// The tag of the owner's language.
    pub language: String,
}

/// What has to be put right in the set-up form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUpTrouble {
    /// The organization has no name, or one that cannot be used.
    Organization,
    /// The handle is neither a slug nor an address.
    Handle,
    /// The owner has no name, or one that cannot be used.
    DisplayName,
    /// The contact address is none.
    ContactAddress,
}

impl SetUpTrouble {
    fn field(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Handle => "handle",
            Self::DisplayName => "display_name",
            Self::ContactAddress => "contact_address",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Organization => "set-up-organization-wrong",
            Self::Handle => "set-up-handle-wrong",
            Self::DisplayName => "field-display-name-wrong",
            Self::ContactAddress => "field-address-wrong",
        }
    }
}

impl SetUp {
    #[expect(clippy::unused_self, reason = "templates reach functions through the page")]
    fn languages(&self) -> Vec<Language> {
        Words::languages()
    }

    fn error_for(&self, field: &str) -> Option<String> {
        let trouble = self.trouble.iter().find(|trouble| trouble.field() == field)?;
        Some(self.page.t(trouble.key()))
    }

    fn new_password(&self) -> Secret {
        let wrong = weakness_text(&self.page, &self.rules, &self.weaknesses);
        Secret::new(&self.page, &self.rules).wrong(wrong)
    }
}

impl View for SetUp {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("set-up-title")
    }

    fn problems(&self) -> Vec<Problem> {
        self.trouble
            .iter()
            .map(|trouble| self.page.problem(trouble.field(), trouble.key()))
            .chain(weakness_problem(&self.page, &self.weaknesses))
            .collect()
    }
}

/// The first organization is there.
#[derive(Clone, Debug, Template)]
#[template(path = "set-up-done.html")]
pub struct SetUpDone {
    /// The frame.
    pub page: Page,
    /// The owner's login name.
    pub login: String,
}

impl View for SetUpDone {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("set-up-done-title")
    }
}
