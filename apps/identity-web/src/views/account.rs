//! One's own account: language, contact address, password.

use askama::Template;
use chrono::{DateTime, Utc};

use super::field::Secret;
use super::frame::{Page, Problem, View};
use super::markup::Markup;
use super::password::{PasswordRules, Weakness, weakness_problem, weakness_text};
use super::sign_in::too_soon;
use super::words::{Language, Words};

/// The language of pages and mails: `POST /account/language` with `language`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/language.html")]
pub struct AccountLanguage {
    /// The frame.
    pub page: Page,
    /// The tag of the language kept with the account.
    pub current: String,
}

impl AccountLanguage {
    #[expect(clippy::unused_self, reason = "templates reach functions through the page")]
    fn languages(&self) -> Vec<Language> {
        Words::languages()
    }
}

impl View for AccountLanguage {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("account-language-title")
    }
}

/// The contact address: `POST /account/address` with `new_address`, `POST /account/address/cancel`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/address.html")]
pub struct AccountAddress {
    /// The frame.
    pub page: Page,
    /// The address on file.
    pub address: Option<AddressOnFile>,
    /// A change that waits to be confirmed.
    pub pending: Option<PendingAddress>,
    /// The new address as it was typed.
    pub new_address: String,
    /// What was wrong with it.
    pub trouble: Option<AddressTrouble>,
}

/// A contact address that is kept with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressOnFile {
    /// The address.
    pub address: String,
    /// Whether mail to it was answered once.
    pub confirmed: bool,
}

/// A change of address that waits to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingAddress {
    /// The new address.
    pub address: String,
    /// Whether the old address agreed; `None` where there is no old one to ask.
    pub old_confirmed: Option<bool>,
    /// Whether the new address answered.
    pub new_confirmed: bool,
    /// Until when the links are good.
    pub until: DateTime<Utc>,
}

/// What was wrong with a new address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressTrouble {
    /// It is no mail address.
    NotAnAddress,
    /// It is the one on file already.
    Same,
}

impl AccountAddress {
    fn hint_key(&self) -> &'static str {
        match &self.address {
            Some(_) if self.to_confirm().is_some() => "account-address-confirm-hint",
            Some(_) => "account-address-both",
            None => "account-address-one",
        }
    }

    fn change_key(&self) -> &'static str {
        match &self.address {
            Some(_) if self.to_confirm().is_some() => "account-address-confirm",
            Some(_) => "account-address-change",
            None => "home-no-address-act",
        }
    }

    /// The address on file, while it is neither confirmed nor about to be.
    fn to_confirm(&self) -> Option<&str> {
        let unconfirmed = self.address.as_ref().filter(|address| !address.confirmed && self.pending.is_none())?;
        Some(&unconfirmed.address)
    }

    /// What was typed; before that, what one press would confirm.
    fn typed(&self) -> &str {
        match self.to_confirm() {
            Some(address) if self.new_address.is_empty() && self.trouble.is_none() => address,
            _ => &self.new_address,
        }
    }

    fn trouble_key(&self) -> Option<&'static str> {
        Some(match self.trouble? {
            AddressTrouble::NotAnAddress => "field-address-wrong",
            AddressTrouble::Same => "account-address-same",
        })
    }

    fn address_error(&self) -> Option<String> {
        Some(self.page.t(self.trouble_key()?))
    }
}

impl View for AccountAddress {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("account-address-title")
    }

    fn problems(&self) -> Vec<Problem> {
        let problem = |key| self.page.problem("new_address", key);
        self.trouble_key().map(problem).into_iter().collect()
    }
}

/// Another password: `POST /account/password` with `current_password`, `new_password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/password.html")]
pub struct AccountPassword {
    /// The frame.
    pub page: Page,
    /// The login name.
    pub login: String,
    /// The rules.
    pub rules: PasswordRules,
    /// What was wrong with the current password given.
    pub trouble: Option<AccountPasswordTrouble>,
    /// What was wrong with the new one.
    pub weaknesses: Vec<Weakness>,
}

/// What was wrong with the current password given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountPasswordTrouble {
    /// It is not the password.
    NotRight,
    /// Tries have to be further apart.
    TooSoon {
        /// From when on another is accepted.
        until: DateTime<Utc>,
    },
}

impl AccountPassword {
    fn current_password(&self) -> Secret {
        let wrong = (self.trouble == Some(AccountPasswordTrouble::NotRight)).then(|| self.page.t("password-not-right"));
        let label = self.page.t("password-current");
        Secret::current(&self.page, "current_password", label).wrong(wrong)
    }

    fn new_password(&self) -> Secret {
        let wrong = weakness_text(&self.page, &self.rules, &self.weaknesses);
        Secret::new(&self.page, &self.rules).wrong(wrong)
    }
}

impl View for AccountPassword {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("account-password-title")
    }

    fn problems(&self) -> Vec<Problem> {
        let current = self.trouble.map(|trouble| match trouble {
            AccountPasswordTrouble::NotRight => self.page.problem("current_password", "password-retype"),
            AccountPasswordTrouble::TooSoon { until } => {
                Problem { field: Some("current_password"), ..too_soon(&self.page, until) }
            }
        });
        current.into_iter().chain(weakness_problem(&self.page, &self.weaknesses)).collect()
    }
}

/// The page that a confirmation link opens; only its button does something: `POST /address` with
/// `token`.
#[derive(Clone, Debug, Template)]
#[template(path = "address-link.html")]
pub struct AddressLink {
    /// The frame.
    pub page: Page,
    /// The secret from the link.
    pub token: String,
    /// The new address, where the handler knows without spending the link.
    pub address: Option<String>,
}

impl View for AddressLink {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("address-link-title")
    }
}

/// A confirmation was counted.
#[derive(Clone, Debug, Template)]
#[template(path = "address-done.html")]
pub struct AddressDone {
    /// The frame.
    pub page: Page,
    /// What it led to.
    pub outcome: AddressOutcome,
}

/// What a confirmation led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressOutcome {
    /// The other address still has to confirm.
    WaitingForOther,
    /// The address is changed.
    Changed,
}

impl AddressDone {
    fn lead(&self) -> Markup {
        Markup::text(&self.page.t(match self.outcome {
            AddressOutcome::WaitingForOther => "address-waiting-lead",
            AddressOutcome::Changed => "address-changed-lead",
        }))
    }
}

impl View for AddressDone {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t(match self.outcome {
            AddressOutcome::WaitingForOther => "address-waiting-title",
            AddressOutcome::Changed => "address-changed-title",
        })
    }
}
