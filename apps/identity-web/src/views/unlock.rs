//! From the unlock code to being able to sign in again.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Contact, Page, Problem, View};

/// Asks whose access is to be unlocked: `POST /unlock` with `login`.
#[derive(Clone, Debug, Template)]
#[template(path = "unlock-ask.html")]
pub struct UnlockAsk {
    /// The frame.
    pub page: Page,
    /// The login name as it was typed.
    pub login: String,
    /// For how many minutes an unlock code is good.
    pub valid_minutes: u32,
    /// Whether nothing was typed.
    pub missing: bool,
}

impl UnlockAsk {
    fn login_error(&self) -> Option<String> {
        self.missing.then(|| self.page.t("field-login-missing"))
    }
}

impl View for UnlockAsk {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("unlock-ask-title")
    }

    fn problems(&self) -> Vec<Problem> {
        missing_login(&self.page, self.missing)
    }
}

/// Look at your mail, and the box for the code: `POST /unlock/code` with `login`, `code`, `valid_until`.
///
/// The same for every name that is typed.
#[derive(Clone, Debug, Template)]
#[template(path = "unlock-mail.html")]
pub struct UnlockMail {
    /// The frame.
    pub page: Page,
    /// The login name as it was typed.
    pub login: String,
    /// The code as it was typed.
    pub code: String,
    /// Until when a code sent now is good.
    pub valid_until: DateTime<Utc>,
    /// The contact address with most of it hidden, where the organization chose to show it.
    pub masked_address: Option<String>,
    /// The address that our mail comes from.
    pub sender: Option<String>,
    /// The organization's contact person, where it chose to show one; else the operator's is shown.
    pub organization_contact: Option<Contact>,
    /// What was wrong with the code typed.
    pub trouble: Option<CodeTrouble>,
}

/// What was wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeTrouble {
    /// It is not the one in the mail.
    NotRight {
        /// How many more may be tried.
        left: u32,
    },
    /// Too many were tried: only the link in the mail helps.
    TooMany {
        /// When codes are taken again.
        until: Option<DateTime<Utc>>,
    },
}

impl UnlockMail {
    fn takes_code(&self) -> bool {
        !matches!(self.trouble, Some(CodeTrouble::TooMany { .. }))
    }

    fn codes_again(&self) -> Option<DateTime<Utc>> {
        match self.trouble? {
            CodeTrouble::TooMany { until } => until,
            CodeTrouble::NotRight { .. } => None,
        }
    }

    fn code_error(&self) -> Option<String> {
        match self.trouble? {
            CodeTrouble::NotRight { left } => {
                let phrase = self.page.say("unlock-code-left").count("count", left);
                Some(phrase.to_string())
            }
            CodeTrouble::TooMany { .. } => None,
        }
    }
}

impl View for UnlockMail {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("unlock-mail-title")
    }

    fn problems(&self) -> Vec<Problem> {
        match self.trouble {
            Some(CodeTrouble::NotRight { .. }) => {
                vec![self.page.problem("code", "unlock-code-not-right")]
            }
            Some(CodeTrouble::TooMany { .. }) => {
                vec![Problem { field: None, text: self.page.t("unlock-code-too-many") }]
            }
            None => Vec::new(),
        }
    }

    fn contact(&self) -> Option<&Contact> {
        self.organization_contact.as_ref().or(self.page.contact.as_ref())
    }
}

/// The page that the link in the mail opens; only its button does something: `POST /unlock/link`
/// with `token`.
#[derive(Clone, Debug, Template)]
#[template(path = "unlock-link.html")]
pub struct UnlockLink {
    /// The frame.
    pub page: Page,
    /// The secret from the link.
    pub token: String,
    /// Whose access it unlocks, where the handler knows without spending the link.
    pub login: Option<String>,
}

impl View for UnlockLink {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("unlock-link-title")
    }

    fn call_key(&self) -> &'static str {
        "call-help"
    }
}

/// The lockout is over; the right password is still needed.
#[derive(Clone, Debug, Template)]
#[template(path = "unlocked.html")]
pub struct Unlocked {
    /// The frame.
    pub page: Page,
    /// Whose lockout it was.
    pub login: String,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
    /// The tries that led to it.
    pub attempts: Option<FailedAttempts>,
}

/// The tries that led to a lockout. Only shown after a code or link was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedAttempts {
    /// How many.
    pub count: u32,
    /// When the last came.
    pub last: DateTime<Utc>,
    /// The network that the last came from.
    pub network: Option<String>,
}

impl View for Unlocked {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("unlocked-title")
    }
}

pub(super) fn missing_login(page: &Page, missing: bool) -> Vec<Problem> {
    if missing { vec![page.problem("login", "field-login-missing")] } else { Vec::new() }
}
