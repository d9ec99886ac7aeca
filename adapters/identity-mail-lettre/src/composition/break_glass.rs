//! What the operator does at the server: giving an account back, and rehearsing it.

use identity_core::domain::{
    kernel::{LoginName, ShortText},
    recovery::BreakGlassStep,
};

use super::{Block, Composer, Sheet};

impl Composer<'_> {
    /// Told to the others who administer, or to the account itself; by whom and why, where that is known.
    pub(super) fn break_glass(
        &self,
        login: &LoginName,
        step: BreakGlassStep,
        is_own: bool,
        at: String,
        [by, why]: [Option<&ShortText>; 2],
    ) -> Sheet {
        let w = self.words;
        let what = match (step, is_own) {
            (BreakGlassStep::Opened, false) => w.say("break-glass-opened"),
            (BreakGlassStep::Opened, true) => w.say("break-glass-opened-own"),
            (BreakGlassStep::Used, false) => w.say("break-glass-used"),
            (BreakGlassStep::Used, true) => w.say("break-glass-used-own"),
            (BreakGlassStep::PasswordSet, false) => w.say("break-glass-set"),
            (BreakGlassStep::PasswordSet, true) => w.say("break-glass-set-own"),
        };
        let mut body = vec![Block::Paragraph(what.typed("login", login).strong("at", at).sentence())];
        if let Some(by) = by {
            body.push(Block::Paragraph(w.say("break-glass-by").name("operator", by.as_str()).sentence()));
        }
        if let Some(why) = why {
            body.push(Block::Paragraph(w.say("break-glass-why").name("reason", why.as_str()).sentence()));
        }
        body.push(Block::Paragraph(match step {
            BreakGlassStep::Opened => w.say("break-glass-next-opened").sentence(),
            BreakGlassStep::Used | BreakGlassStep::PasswordSet => w.say("break-glass-next-done").sentence(),
        }));
        Sheet {
            subject: w.say("break-glass-subject").name("organization", self.organization).text(),
            preheader: w.t("break-glass-preheader"),
            title: w.t("break-glass-title"),
            body,
            aside_title: w.t("not-expected"),
            aside: vec![Block::Paragraph(w.say("break-glass-not-expected").sentence())],
        }
    }

    pub(super) fn drill(&self, login: &LoginName, asked: String) -> Sheet {
        let w = self.words;
        Sheet {
            subject: w.say("drill-subject").name("organization", self.organization).text(),
            preheader: w.t("drill-preheader"),
            title: w.t("drill-title"),
            body: vec![
                Block::Paragraph(w.say("drill-what").typed("login", login).strong("at", asked).sentence()),
                Block::Paragraph(w.say("drill-fine").sentence()),
            ],
            aside_title: w.t("not-expected"),
            aside: vec![Block::Paragraph(w.say("drill-not-expected").sentence())],
        }
    }
}
