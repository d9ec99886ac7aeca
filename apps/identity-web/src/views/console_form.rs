//! Adding and editing an account. There is no password field on this page, and none of its fields has
//! a name or a type that a browser or a password manager would fill by itself.

use askama::Template;

use super::frame::{Page, Problem, View};
use super::permits::{Choice, ChoiceGroup};
use super::words::{Language, Words};

/// The form of one account: `POST /console/accounts/new` or `/console/accounts/{id}/edit` with
/// `account_name`, `display_name`, `contact_address`, `language`, `ends_on`, `version`, and a `profile` or a
/// `permission` for each that is chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "console/account-form.html")]
pub struct ConsoleAccountForm {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// The organization's handle, which ends every login name.
    pub handle: String,
    /// Whether it is a new account or one that exists.
    pub subject: FormSubject,
    /// What is filled in.
    pub form: AccountFields,
    /// What can be given; none where nothing may be.
    pub rights: Option<RightsChoices>,
    /// What has to be put right.
    pub trouble: Vec<AccountFormTrouble>,
}

/// What the form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormSubject {
    /// An account that does not exist yet.
    New,
    /// Somebody who is to be invited: `POST /console/invitations/new`, with an address that may not be empty.
    Invited,
    /// An account that does.
    Existing {
        /// What names it in addresses and forms.
        id: String,
        /// The person's name as it is kept.
        display_name: String,
    },
}

/// What can be given to an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RightsChoices {
    /// The profiles of the organization.
    pub profiles: Vec<Choice>,
    /// The permissions, by category.
    pub permissions: Vec<ChoiceGroup>,
}

/// What is filled in about an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFields {
    /// The part of the login name before the slash.
    pub name: String,
    /// The person's name.
    pub display_name: String,
    /// The tag of the person's language.
    pub language: String,
    /// Where codes and links go; may be empty.
    pub contact_address: String,
    /// The last day on which the account can be used, as a date field holds it; empty for none.
    pub ends_on: String,
    /// What the person is to hold, by name; profiles by their ids.
    pub chosen: Vec<String>,
    /// Whether it is the owner: the login name is the handle, and everything is allowed.
    pub owner: bool,
    /// The state of the account that this form started from.
    pub version: String,
}

/// What has to be put right in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFormTrouble {
    /// The login name's own part cannot be used.
    Name,
    /// Somebody else has that login name.
    NameTaken,
    /// No name of a person, or one that cannot be used.
    DisplayName,
    /// The contact address is none.
    ContactAddress,
    /// The last day is none, or lies in the past.
    EndsOn,
    /// Something that was chosen cannot be given.
    Rights,
    /// More invitations than there may be.
    TooManyInvitations,
    /// Somebody else saved in between.
    Conflict,
}

impl AccountFormTrouble {
    fn field(self) -> Option<&'static str> {
        match self {
            Self::Name | Self::NameTaken => Some("account_name"),
            Self::DisplayName => Some("display_name"),
            Self::ContactAddress => Some("contact_address"),
            Self::EndsOn => Some("ends_on"),
            Self::Rights | Self::TooManyInvitations | Self::Conflict => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Name => "console-name-wrong",
            Self::NameTaken => "console-name-taken",
            Self::DisplayName => "field-display-name-wrong",
            Self::ContactAddress => "field-address-wrong",
            Self::EndsOn => "console-ends-wrong",
            Self::Rights => "console-rights-wrong",
            Self::TooManyInvitations => "invite-too-many",
            Self::Conflict => "console-conflict",
        }
    }
}

impl ConsoleAccountForm {
    #[expect(clippy::unused_self, reason = "templates reach functions through the page")]
    fn languages(&self) -> Vec<Language> {
        Words::languages()
    }

    fn is_new(&self) -> bool {
        matches!(self.subject, FormSubject::New | FormSubject::Invited)
    }

    fn back(&self) -> String {
        match &self.subject {
            FormSubject::New => "/console/accounts".to_owned(),
            FormSubject::Invited => "/console/invitations".to_owned(),
            FormSubject::Existing { id, .. } => {
                format!("/console/accounts/{}", self.page.segment(id))
            }
        }
    }

    fn back_label(&self) -> String {
        match &self.subject {
            FormSubject::New => self.page.t("console-all"),
            FormSubject::Invited => self.page.t("invitations-all"),
            FormSubject::Existing { display_name, .. } => display_name.clone(),
        }
    }

    fn action(&self) -> String {
        let end = if self.is_new() { "new" } else { "edit" };
        format!("{}/{end}", self.back())
    }

    fn lead_key(&self) -> &'static str {
        match &self.subject {
            FormSubject::New => "console-new-lead",
            FormSubject::Invited => "invite-lead",
            FormSubject::Existing { .. } => "console-edit-lead",
        }
    }

    fn password_key(&self) -> &'static str {
        match &self.subject {
            FormSubject::New => "console-new-password",
            FormSubject::Invited => "invite-no-password",
            FormSubject::Existing { .. } => "console-edit-password",
        }
    }

    fn act_key(&self) -> &'static str {
        match &self.subject {
            FormSubject::New => "console-new-act",
            FormSubject::Invited => "invite-act",
            FormSubject::Existing { .. } => "save",
        }
    }

    fn is_invitation(&self) -> bool {
        self.subject == FormSubject::Invited
    }

    fn address_hint(&self) -> &'static str {
        if self.is_invitation() { "invite-address-hint" } else { "console-address-hint" }
    }

    fn ends_hint(&self) -> &'static str {
        if self.is_invitation() { "invite-ends-hint" } else { "console-ends-hint" }
    }

    fn example(&self) -> String {
        format!("marco/{}", self.handle)
    }

    fn error_for(&self, field: &'static str) -> Option<String> {
        let about = |trouble: &&AccountFormTrouble| trouble.field() == Some(field);
        let trouble = self.trouble.iter().find(about)?;
        Some(self.page.t(trouble.key()))
    }
}

impl View for ConsoleAccountForm {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        match &self.subject {
            FormSubject::New => self.page.t("console-new-title"),
            FormSubject::Invited => self.page.t("invite-title"),
            FormSubject::Existing { display_name, .. } => {
                self.page.words.t_with("console-edit-title", &[("name", display_name)])
            }
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let problem =
            |trouble: &AccountFormTrouble| Problem { field: trouble.field(), text: self.page.t(trouble.key()) };
        self.trouble.iter().map(problem).collect()
    }
}
