//! Passwords: the first, another, a changed one.

use identity_core::domain::kernel::{LoginName, Timestamp};

use super::{Block, Composer, LoginLine, Sheet};
use crate::sentence::Sentence;

impl Composer<'_> {
    pub(super) fn reset(
        &self,
        login: &LoginName,
        url: String,
        until: Timestamp,
        instead_of_unlock: bool,
        asked: String,
    ) -> Sheet {
        let w = self.words;
        let until = self.moments().until(until);
        let what = if instead_of_unlock { w.say("reset-instead") } else { w.say("reset-what") };
        Sheet {
            subject: w.say("reset-subject").name("organization", self.organization).text(),
            preheader: w.say("reset-preheader").strong("until", until.clone()).text(),
            title: w.t("reset-title"),
            body: vec![
                Block::Paragraph(what.typed("login", login).sentence()),
                Block::Button { label: w.t("reset-button"), url },
                Block::Paragraph(w.say("reset-valid").strong("until", until).sentence()),
                Block::Paragraph(w.say("reset-after").sentence()),
            ],
            aside_title: w.t("not-you"),
            aside: vec![Block::Paragraph(w.say("reset-not-you").word("at", asked).sentence())],
        }
    }

    pub(super) fn welcome(&self, login: &LoginName, url: String, until: Timestamp) -> Sheet {
        let w = self.words;
        let lines = vec![LoginLine { login: Sentence::typed(&login.to_string()), organization: None }];
        Sheet {
            subject: w.say("welcome-subject").name("organization", self.organization).text(),
            preheader: w.t("welcome-preheader"),
            title: w.t("welcome-title"),
            body: vec![
                Block::Paragraph(w.say("welcome-what").name("organization", self.organization).sentence()),
                Block::Paragraph(w.say("welcome-login").sentence()),
                Block::Logins(lines),
                Block::Paragraph(w.say("welcome-link").sentence()),
                Block::Button { label: w.t("welcome-button"), url },
                Block::Paragraph(w.say("welcome-valid").strong("until", self.moments().until(until)).sentence()),
            ],
            aside_title: w.t("not-expected"),
            aside: vec![Block::Paragraph(w.say("welcome-not-you").name("organization", self.organization).sentence())],
        }
    }

    pub(super) fn password_changed(&self, login: &LoginName, at: Timestamp, from: Option<String>) -> Sheet {
        let w = self.words;
        let what = match from {
            Some(address) => w.say("password-changed-what").typed("address", address),
            None => w.say("password-changed-here"),
        };
        Sheet {
            subject: w.say("password-changed-subject").name("organization", self.organization).text(),
            preheader: w.t("password-changed-preheader"),
            title: w.t("password-changed-title"),
            body: vec![
                Block::Paragraph(what.typed("login", login).strong("at", self.moments().at(at)).sentence()),
                Block::Paragraph(w.say("password-changed-fine").sentence()),
            ],
            aside_title: w.t("not-you-there"),
            aside: vec![
                Block::Paragraph(w.say("password-changed-not-you").sentence()),
                Block::Link(self.links.forgotten_password()),
            ],
        }
    }
}
