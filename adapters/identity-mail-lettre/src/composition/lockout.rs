//! Sign-in is barred, and how it ends.

use identity_core::domain::kernel::{LoginName, Timestamp};

use super::{Block, Composer, Sheet};

impl Composer<'_> {
    pub(super) fn barred(&self, login: &LoginName, since: Timestamp, until: Option<Timestamp>) -> Sheet {
        let w = self.words;
        let what = w.say("barred-what").typed("login", login).strong("since", self.moments().since(since));
        let mut body = vec![Block::Paragraph(what.sentence())];
        if let Some(until) = until {
            body.push(Block::Paragraph(w.say("barred-until").strong("at", self.moments().at(until)).sentence()));
        }
        body.extend([
            Block::Paragraph(w.say("barred-how").sentence()),
            Block::Button { label: w.t("barred-button"), url: self.links.ask_for_unlock() },
            Block::Paragraph(w.say("barred-forgotten").sentence()),
            Block::Link(self.links.forgotten_password()),
        ]);
        Sheet {
            subject: w.say("barred-subject").name("organization", self.organization).text(),
            preheader: w.t("barred-preheader"),
            title: w.t("barred-title"),
            body,
            aside_title: w.t("not-you-there"),
            aside: vec![Block::Paragraph(w.say("barred-not-you").sentence())],
        }
    }

    pub(super) fn unlock(
        &self,
        login: &LoginName,
        url: String,
        code: String,
        until: Timestamp,
        asked: String,
    ) -> Sheet {
        let w = self.words;
        let until = self.moments().until(until);
        Sheet {
            subject: w.say("unlock-subject").name("organization", self.organization).text(),
            preheader: w.say("unlock-preheader").strong("until", until.clone()).text(),
            title: w.t("unlock-title"),
            body: vec![
                Block::Paragraph(w.say("unlock-what").typed("login", login).sentence()),
                Block::Code(code),
                Block::Paragraph(w.say("unlock-valid").strong("until", until).sentence()),
                Block::Paragraph(w.say("unlock-link").sentence()),
                Block::Button { label: w.t("unlock-button"), url },
                Block::Paragraph(w.say("unlock-after").sentence()),
            ],
            aside_title: w.t("not-you"),
            aside: vec![Block::Paragraph(w.say("unlock-not-you").word("at", asked).sentence())],
        }
    }
}
