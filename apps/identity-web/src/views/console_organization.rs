//! What the organization is called and whom people turn to. No field of it is one that a browser fills in by
//! itself.

use askama::Template;

use super::frame::{Page, Problem, View};
use super::words::{Language, Words};

/// The organization: `POST /console/organization` with `organization_name`, `language`, `contact_name`,
/// `contact_phone`, `contact_email`, `contact_hours`, `version`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/organization.html")]
pub struct ConsoleOrganization {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// The organization's handle, which stays.
    pub handle: String,
    /// What is filled in.
    pub form: OrganizationFields,
    /// Whether it has just been saved.
    pub is_saved: bool,
    /// What has to be put right.
    pub trouble: Vec<OrganizationTrouble>,
}

/// What is filled in about an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationFields {
    /// What people call it.
    pub name: String,
    /// The tag of its language.
    pub language: String,
    /// Whom to turn to; may be empty, and then so are the rest.
    pub contact_name: String,
    /// Their telephone number; may be empty.
    pub contact_phone: String,
    /// Their mail address; may be empty.
    pub contact_email: String,
    /// When they can be reached; may be empty.
    pub contact_hours: String,
    /// The state of the organization that this form started from.
    pub version: String,
}

/// What has to be put right in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationTrouble {
    /// No name of an organization, or one that cannot be used.
    Name,
    /// No name of a person, or one that cannot be used.
    ContactName,
    /// There is a number, an address or hours, and nobody whose they are.
    Nobody,
    /// No telephone number.
    ContactPhone,
    /// No mail address.
    ContactEmail,
    /// No text of one line.
    ContactHours,
    /// Somebody else saved in between.
    Conflict,
}

impl OrganizationTrouble {
    fn field(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("organization_name"),
            Self::ContactName | Self::Nobody => Some("contact_name"),
            Self::ContactPhone => Some("contact_phone"),
            Self::ContactEmail => Some("contact_email"),
            Self::ContactHours => Some("contact_hours"),
            Self::Conflict => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Name => "set-up-organization-wrong",
            Self::ContactName => "field-display-name-wrong",
            Self::Nobody => "organization-nobody",
            Self::ContactPhone => "organization-phone-wrong",
            Self::ContactEmail => "field-address-wrong",
            Self::ContactHours => "organization-hours-wrong",
            Self::Conflict => "organization-conflict",
        }
    }
}

impl ConsoleOrganization {
    #[expect(clippy::unused_self, reason = "templates reach functions through the page")]
    fn languages(&self) -> Vec<Language> {
        Words::languages()
    }

    fn error_for(&self, field: &'static str) -> Option<String> {
        let about = |trouble: &&OrganizationTrouble| trouble.field() == Some(field);
        let trouble = self.trouble.iter().find(about)?;
        Some(self.page.t(trouble.key()))
    }
}

impl View for ConsoleOrganization {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("organization-title")
    }

    fn problems(&self) -> Vec<Problem> {
        let problem =
            |trouble: &OrganizationTrouble| Problem { field: trouble.field(), text: self.page.t(trouble.key()) };
        self.trouble.iter().map(problem).collect()
    }
}
