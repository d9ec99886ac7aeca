//! A forgotten password, a forgotten login name, and links that open nothing any more.

use askama::Template;
use chrono::{DateTime, Utc};

use super::field::Secret;
use super::frame::{Page, Problem, View};
use super::password::{PasswordRules, Weakness, weakness_problem, weakness_text};
use super::unlock::missing_login;

/// Asks whose password is forgotten: `POST /forgot-password` with `login`.
#[derive(Clone, Debug, Template)]
#[template(path = "forgot-password.html")]
pub struct ForgotPassword {
    /// The frame.
    pub page: Page,
    /// The login name as it was typed.
    pub login: String,
    /// For how many minutes a reset link is good.
    pub valid_minutes: u32,
    /// Whether nothing was typed.
    pub missing: bool,
}

impl ForgotPassword {
    fn login_error(&self) -> Option<String> {
        self.missing.then(|| self.page.t("field-login-missing"))
    }
}

impl View for ForgotPassword {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("forgot-password-title")
    }

    fn problems(&self) -> Vec<Problem> {
        missing_login(&self.page, self.missing)
    }
}

/// Look at your mail for the reset link. The same for every name that is typed.
#[derive(Clone, Debug, Template)]
#[template(path = "forgot-password-sent.html")]
pub struct ForgotPasswordSent {
    /// The frame.
    pub page: Page,
    /// The login name as it was typed.
    pub login: String,
    /// Until when a link sent now is good.
    pub valid_until: DateTime<Utc>,
    /// The contact address with most of it hidden, where the organization chose to show it.
    pub masked_address: Option<String>,
    /// The address that our mail comes from.
    pub sender: Option<String>,
}

impl View for ForgotPasswordSent {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("unlock-mail-title")
    }
}

/// Asks for the address that the login names are bound to: `POST /forgot-login` with `email`.
#[derive(Clone, Debug, Template)]
#[template(path = "forgot-login.html")]
pub struct ForgotLogin {
    /// The frame.
    pub page: Page,
    /// The address as it was typed.
    pub email: String,
    /// Whether what was typed is no mail address.
    pub not_an_address: bool,
}

impl ForgotLogin {
    fn email_error(&self) -> Option<String> {
        self.not_an_address.then(|| self.page.t("field-address-wrong"))
    }
}

impl View for ForgotLogin {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("forgot-login-title")
    }

    fn problems(&self) -> Vec<Problem> {
        if self.not_an_address { vec![self.page.problem("email", "field-address-wrong")] } else { Vec::new() }
    }
}

/// Look at your mail for the login names. The same for every address that is typed.
#[derive(Clone, Debug, Template)]
#[template(path = "forgot-login-sent.html")]
pub struct ForgotLoginSent {
    /// The frame.
    pub page: Page,
    /// The address as it was typed.
    pub email: String,
    /// The address that our mail comes from.
    pub sender: Option<String>,
}

impl View for ForgotLoginSent {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("unlock-mail-title")
    }
}

/// What a password is being chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordPurpose {
    /// Another one instead of a forgotten one: `POST /reset`.
    Reset,
    /// The first one of a new account: `POST /welcome`.
    Welcome,
}

/// Choosing a password by a link: `token`, `new_password`.
#[derive(Clone, Debug, Template)]
#[template(path = "set-password.html")]
pub struct SetPassword {
    /// The frame.
    pub page: Page,
    /// What it is for.
    pub purpose: PasswordPurpose,
    /// The secret from the link.
    pub token: String,
    /// The login name, once the link is known to be good: password managers want it beside the password.
    pub login: Option<String>,
    /// The rules.
    pub rules: PasswordRules,
    /// What was wrong with the password tried.
    pub weaknesses: Vec<Weakness>,
}

impl SetPassword {
    fn action(&self) -> &'static str {
        match self.purpose {
            PasswordPurpose::Reset => "/reset",
            PasswordPurpose::Welcome => "/welcome",
        }
    }

    fn path_without_token(&self) -> &'static str {
        match self.purpose {
            PasswordPurpose::Reset => "/forgot-password",
            PasswordPurpose::Welcome => "/sign-in",
        }
    }

    fn lead(&self) -> String {
        match self.purpose {
            PasswordPurpose::Reset => self.page.t("reset-lead"),
            PasswordPurpose::Welcome => self.page.t("welcome-lead"),
        }
    }

    fn act(&self) -> String {
        match self.purpose {
            PasswordPurpose::Reset => self.page.t("reset-act"),
            PasswordPurpose::Welcome => self.page.t("welcome-act"),
        }
    }

    fn new_password(&self) -> Secret {
        let wrong = weakness_text(&self.page, &self.rules, &self.weaknesses);
        Secret::new(&self.page, &self.rules).wrong(wrong)
    }
}

impl View for SetPassword {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        match self.purpose {
            PasswordPurpose::Reset => self.page.t("reset-title"),
            PasswordPurpose::Welcome => self.page.t("welcome-title"),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        weakness_problem(&self.page, &self.weaknesses).into_iter().collect()
    }
}

/// The password is chosen.
#[derive(Clone, Debug, Template)]
#[template(path = "password-set.html")]
pub struct PasswordSet {
    /// The frame.
    pub page: Page,
    /// What it was for.
    pub purpose: PasswordPurpose,
}

impl PasswordSet {
    fn lead(&self) -> String {
        match self.purpose {
            PasswordPurpose::Reset => self.page.t("reset-done-lead"),
            PasswordPurpose::Welcome => self.page.t("welcome-done-lead"),
        }
    }
}

impl View for PasswordSet {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        match self.purpose {
            PasswordPurpose::Reset => self.page.t("reset-done-title"),
            PasswordPurpose::Welcome => self.page.t("welcome-done-title"),
        }
    }

    fn call_key(&self) -> &'static str {
        "call-help"
    }
}

/// A link that opens nothing any more (410).
#[derive(Clone, Debug, Template)]
#[template(path = "dead-link.html")]
pub struct DeadLink {
    /// The frame.
    pub page: Page,
    /// What it once opened.
    pub kind: DeadLinkKind,
}

/// What a dead link once opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadLinkKind {
    /// A lockout.
    Unlock,
    /// A forgotten password.
    Reset,
    /// A new account.
    Welcome,
    /// A change of the contact address.
    Address,
    /// The set-up of the first organization.
    SetUp,
    /// An account, on the operator's word.
    BreakGlass,
    /// An invitation.
    Invitation,
}

impl DeadLink {
    fn way(&self) -> (&'static str, String) {
        match self.kind {
            DeadLinkKind::Address => ("/account/address", self.page.t("account-address-title")),
            DeadLinkKind::SetUp => ("/", self.page.t("go-to-start")),
            _ => ("/sign-in", self.page.t("go-to-sign-in")),
        }
    }

    fn second_way(&self) -> Option<(&'static str, String)> {
        match self.kind {
            DeadLinkKind::Unlock => Some(("/unlock", self.page.t("dead-link-new-code"))),
            DeadLinkKind::Reset | DeadLinkKind::Welcome => {
                Some(("/forgot-password", self.page.t("dead-link-new-link")))
            }
            DeadLinkKind::Address | DeadLinkKind::SetUp | DeadLinkKind::BreakGlass | DeadLinkKind::Invitation => None,
        }
    }

    /// What to mention on the telephone.
    fn word(&self) -> &'static str {
        match self.kind {
            DeadLinkKind::Unlock => "link-unlock",
            DeadLinkKind::Reset => "link-reset",
            DeadLinkKind::Welcome => "link-welcome",
            DeadLinkKind::Address => "link-address",
            DeadLinkKind::SetUp => "link-set-up",
            DeadLinkKind::BreakGlass => "link-break-glass",
            DeadLinkKind::Invitation => "link-invitation",
        }
    }
}

impl View for DeadLink {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("dead-link-title")
    }
}
