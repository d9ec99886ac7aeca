//! Signing in, once and again, and having signed out.

use askama::Template;
use chrono::{DateTime, Utc};

use super::field::Secret;
use super::frame::{Page, Problem, View};

/// The sign-in page: `POST /sign-in` with `login`, `password`, `next`.
#[derive(Clone, Debug, Template)]
#[template(path = "sign-in.html")]
pub struct SignIn {
    /// The frame.
    pub page: Page,
    /// The login name as it was typed.
    pub login: String,
    /// The page of ours to go on to.
    pub next: String,
    /// Why this page is shown instead of another.
    pub trouble: Option<SignInTrouble>,
}

/// Why the sign-in page is shown instead of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInTrouble {
    /// The name or the password is not right; nobody is told which.
    NotRight,
    /// Tries have to be further apart.
    TooSoon {
        /// From when on another is accepted.
        until: DateTime<Utc>,
    },
    /// The page asked for needs somebody signed in.
    MustSignIn,
}

impl SignIn {
    fn must_sign_in(&self) -> bool {
        self.trouble == Some(SignInTrouble::MustSignIn)
    }

    fn login_error(&self) -> Option<String> {
        (self.trouble == Some(SignInTrouble::NotRight)).then(|| self.page.t("sign-in-not-right"))
    }

    fn password(&self) -> Secret {
        Secret::current(&self.page, "password", self.page.t("field-password"))
    }
}

impl View for SignIn {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("sign-in-title")
    }

    fn problems(&self) -> Vec<Problem> {
        match self.trouble {
            Some(SignInTrouble::NotRight) => {
                vec![self.page.problem("login", "sign-in-not-right-summary")]
            }
            Some(SignInTrouble::TooSoon { until }) => vec![too_soon(&self.page, until)],
            Some(SignInTrouble::MustSignIn) | None => Vec::new(),
        }
    }
}

/// The password once more before something that matters: `POST /sign-in/again` with `password`, `next`.
#[derive(Clone, Debug, Template)]
#[template(path = "step-up.html")]
pub struct StepUp {
    /// The frame.
    pub page: Page,
    /// The login name of who is signed in.
    pub login: String,
    /// The page of ours to go on to.
    pub next: String,
    /// What was wrong with the try before.
    pub trouble: Option<StepUpTrouble>,
}

/// What was wrong with a try to confirm who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepUpTrouble {
    /// It is not the password.
    NotRight,
    /// Tries have to be further apart.
    TooSoon {
        /// From when on another is accepted.
        until: DateTime<Utc>,
    },
}

impl StepUp {
    fn password(&self) -> Secret {
        let wrong = (self.trouble == Some(StepUpTrouble::NotRight)).then(|| self.page.t("password-not-right"));
        Secret::current(&self.page, "password", self.page.t("field-password")).wrong(wrong)
    }
}

impl View for StepUp {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("step-up-title")
    }

    fn problems(&self) -> Vec<Problem> {
        match self.trouble {
            Some(StepUpTrouble::NotRight) => {
                vec![self.page.problem("password", "password-retype")]
            }
            Some(StepUpTrouble::TooSoon { until }) => vec![too_soon(&self.page, until)],
            None => Vec::new(),
        }
    }
}

/// After signing out.
#[derive(Clone, Debug, Template)]
#[template(path = "signed-out.html")]
pub struct SignedOut {
    /// The frame.
    pub page: Page,
}

impl View for SignedOut {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("signed-out-title")
    }
}

pub(super) fn too_soon(page: &Page, until: DateTime<Utc>) -> Problem {
    let moment = page.seconds_of(&until);
    Problem { field: Some("password"), text: page.words.t_with("sign-in-too-soon", &[("until", &moment)]) }
}
