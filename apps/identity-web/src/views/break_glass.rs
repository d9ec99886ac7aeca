//! An account that the operator gives back.

use askama::Template;

use super::field::Secret;
use super::frame::{Page, Problem, View};
use super::password::{PasswordRules, Weakness, weakness_problem, weakness_text};

/// Choosing a password by the link that the operator printed: `POST /break-glass` with `token`, `new_password`,
/// `contact_address`.
#[derive(Clone, Debug, Template)]
#[template(path = "break-glass.html")]
pub struct BreakGlass {
    /// The frame.
    pub page: Page,
    /// The secret from the link.
    pub token: String,
    /// Whose account.
    pub login: String,
    /// Whether it is suspended, and will not be any more.
    pub suspended: bool,
    /// The rules.
    pub rules: PasswordRules,
    /// What was wrong with the password tried.
    pub weaknesses: Vec<Weakness>,
    /// The contact address as it was typed.
    pub contact_address: String,
    /// Whether what was typed is no mail address.
    pub not_an_address: bool,
}

impl BreakGlass {
    fn new_password(&self) -> Secret {
        let wrong = weakness_text(&self.page, &self.rules, &self.weaknesses);
        Secret::new(&self.page, &self.rules).wrong(wrong)
    }

    fn address_error(&self) -> Option<String> {
        self.not_an_address.then(|| self.page.t("field-address-wrong"))
    }
}

impl View for BreakGlass {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("break-glass-title")
    }

    fn problems(&self) -> Vec<Problem> {
        let address = self.not_an_address.then(|| self.page.problem("contact_address", "field-address-wrong"));
        weakness_problem(&self.page, &self.weaknesses).into_iter().chain(address).collect()
    }
}

/// The account is given back.
#[derive(Clone, Debug, Template)]
#[template(path = "break-glass-done.html")]
pub struct BreakGlassDone {
    /// The frame.
    pub page: Page,
    /// Whose account.
    pub login: String,
    /// Whether a suspension ended.
    pub reinstated: bool,
    /// The new contact address that is asked to confirm.
    pub asked_address: Option<String>,
}

impl View for BreakGlassDone {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("break-glass-done-title")
    }

    fn call_key(&self) -> &'static str {
        "call-help"
    }
}
