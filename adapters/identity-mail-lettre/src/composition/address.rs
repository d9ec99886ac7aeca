//! Login names and contact addresses.

use identity_core::domain::kernel::{DisplayName, LoginName, Timestamp};

use super::{Block, Composer, LoginLine, Sheet};
use crate::sentence::Sentence;

impl Composer<'_> {
    pub(super) fn login_names(&self, names: &[(LoginName, DisplayName)], asked: String) -> Sheet {
        let w = self.words;
        let line = |(login, organization): &(LoginName, DisplayName)| LoginLine {
            login: Sentence::typed(&login.to_string()),
            organization: Some(Sentence::name(organization.as_str())),
        };
        let body = if names.is_empty() {
            vec![Block::Paragraph(w.say("login-names-none").sentence())]
        } else {
            vec![
                Block::Paragraph(w.say("login-names-what").sentence()),
                Block::Logins(names.iter().map(line).collect()),
                Block::Paragraph(w.say("login-names-link").sentence()),
                Block::Button { label: w.t("login-names-button"), url: self.links.sign_in() },
            ]
        };
        Sheet {
            subject: w.t("login-names-subject"),
            preheader: w.t("login-names-preheader"),
            title: w.t("login-names-title"),
            body,
            aside_title: w.t("not-you"),
            aside: vec![Block::Paragraph(w.say("login-names-not-you").word("at", asked).sentence())],
        }
    }

    pub(super) fn confirm_address(&self, login: &LoginName, url: String, until: Timestamp) -> Sheet {
        let w = self.words;
        Sheet {
            subject: w.say("confirm-address-subject").name("organization", self.organization).text(),
            preheader: w.t("confirm-address-preheader"),
            title: w.t("confirm-address-title"),
            body: vec![
                Block::Paragraph(w.say("confirm-address-what").typed("login", login).sentence()),
                Block::Button { label: w.t("confirm-address-button"), url },
                Block::Paragraph(
                    w.say("confirm-address-valid").strong("until", self.moments().until(until)).sentence(),
                ),
            ],
            aside_title: w.t("not-you"),
            aside: vec![Block::Paragraph(w.say("confirm-address-not-you").sentence())],
        }
    }

    pub(super) fn agree_address(&self, login: &LoginName, new: &str, url: String, until: Timestamp) -> Sheet {
        let w = self.words;
        Sheet {
            subject: w.say("agree-address-subject").name("organization", self.organization).text(),
            preheader: w.t("agree-address-preheader"),
            title: w.t("agree-address-title"),
            body: vec![
                Block::Paragraph(w.say("agree-address-what").typed("login", login).typed("new", new).sentence()),
                Block::Button { label: w.t("agree-address-button"), url },
                Block::Paragraph(w.say("agree-address-valid").strong("until", self.moments().until(until)).sentence()),
            ],
            aside_title: w.t("not-you"),
            aside: vec![
                Block::Paragraph(w.say("agree-address-not-you").sentence()),
                Block::Link(self.links.forgotten_password()),
            ],
        }
    }

    pub(super) fn address_changed(&self, login: &LoginName, new: Option<&str>, at: Timestamp) -> Sheet {
        let w = self.words;
        let what = match new {
            Some(new) => w.say("address-changed-what").typed("new", new),
            None => w.say("address-changed-none"),
        };
        Sheet {
            subject: w.say("address-changed-subject").name("organization", self.organization).text(),
            preheader: w.t("address-changed-preheader"),
            title: w.t("address-changed-title"),
            body: vec![
                Block::Paragraph(what.typed("login", login).strong("since", self.moments().since(at)).sentence()),
                Block::Paragraph(w.say("address-changed-fine").sentence()),
            ],
            aside_title: w.t("not-you-there"),
            aside: vec![Block::Paragraph(w.say("address-changed-not-you").sentence())],
        }
    }
}
