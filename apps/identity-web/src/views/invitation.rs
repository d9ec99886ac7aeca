//! An invitation, as whoever is invited reads it.

use askama::Template;
use chrono::{DateTime, Utc};

use super::field::Secret;
use super::frame::{Page, Problem, View};
use super::password::{PasswordRules, Weakness, weakness_problem, weakness_text};
use super::permits::PermitGroup;

/// Answering an invitation: `POST /invitation` with `token`, `new_password`, or `decline=1`.
#[derive(Clone, Debug, Template)]
#[template(path = "invitation.html")]
pub struct Invitation {
    /// The frame.
    pub page: Page,
    /// The secret from the link.
    pub token: String,
    /// The login name that is offered.
    pub login: String,
    /// For whom one would act.
    pub organization: String,
    /// Who invites, where it is a person.
    pub inviter: Option<String>,
    /// What one would be allowed, by category.
    pub permits: Vec<PermitGroup>,
    /// When the account would end by itself.
    pub ends_at: Option<DateTime<Utc>>,
    /// Until when one can answer.
    pub expires_at: DateTime<Utc>,
    /// The rules for the password.
    pub rules: PasswordRules,
    /// What was wrong with the password tried.
    pub weaknesses: Vec<Weakness>,
    /// Whether somebody else has got the login name.
    pub taken: bool,
}

impl Invitation {
    fn new_password(&self) -> Secret {
        let wrong = weakness_text(&self.page, &self.rules, &self.weaknesses);
        Secret::new(&self.page, &self.rules).wrong(wrong)
    }
}

impl View for Invitation {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        let organization = self.organization.as_str();
        match &self.inviter {
            Some(inviter) => {
                self.page.words.t_with("invitation-title", &[("inviter", inviter), ("organization", organization)])
            }
            None => self.page.words.t_with("invitation-title-of-house", &[("organization", organization)]),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let taken = self.taken.then(|| Problem { field: None, text: self.page.t("invitation-taken") });
        weakness_problem(&self.page, &self.weaknesses).into_iter().chain(taken).collect()
    }
}

/// An invitation was answered.
#[derive(Clone, Debug, Template)]
#[template(path = "invitation-answered.html")]
pub struct InvitationAnswered {
    /// The frame.
    pub page: Page,
    /// Whether it was accepted.
    pub accepted: bool,
    /// The login name that was offered.
    pub login: String,
    /// For whom one would have acted, or does.
    pub organization: String,
}

impl View for InvitationAnswered {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t(if self.accepted { "invitation-accepted-title" } else { "invitation-declined-title" })
    }
}

/// An invitation that somebody opened who is signed in as somebody else. Nothing can be answered here.
#[derive(Clone, Debug, Template)]
#[template(path = "invitation-elsewhere.html")]
pub struct InvitationElsewhere {
    /// The frame, with somebody signed in.
    pub page: Page,
    /// The login name that is offered.
    pub login: String,
    /// The mailbox that it is for, masked.
    pub address: String,
    /// For whom one would act.
    pub organization: String,
}

impl InvitationElsewhere {
    fn who(&self) -> &str {
        self.page.person.as_ref().map_or("", |person| &person.login)
    }
}

impl View for InvitationElsewhere {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("invitation-elsewhere-title")
    }
}
