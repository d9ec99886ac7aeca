//! Invitations: offered, accepted, declined; and that an account is ready.

use identity_core::{
    domain::kernel::{DisplayName, LoginName, SecretToken, Timestamp},
    ports::PermissionOffered,
};

use super::{Block, Composer, List, LoginLine, Sheet};
use crate::sentence::Sentence;

/// What an invitation offers.
pub(super) struct Offer<'a> {
    pub(super) login: &'a LoginName,
    pub(super) inviter: Option<&'a DisplayName>,
    pub(super) permissions: &'a [(String, Vec<PermissionOffered>)],
    pub(super) ends_at: Option<Timestamp>,
    pub(super) link: &'a SecretToken,
    pub(super) expires_at: Timestamp,
}

fn alone(login: &LoginName) -> Block {
    Block::Logins(vec![LoginLine { login: Sentence::typed(&login.to_string()), organization: None }])
}

impl Composer<'_> {
    pub(super) fn invitation(&self, offer: &Offer<'_>) -> Sheet {
        let w = self.words;
        let what = match offer.inviter {
            Some(inviter) => w.say("invitation-what").name("inviter", inviter.as_str()),
            None => w.say("invitation-what-of-house"),
        };
        let mut body = vec![
            Block::Paragraph(what.name("organization", self.organization).sentence()),
            Block::Paragraph(w.say("invitation-login").sentence()),
            alone(offer.login),
        ];
        if offer.permissions.is_empty() {
            body.push(Block::Paragraph(w.say("invitation-may-nothing").sentence()));
        } else {
            body.push(Block::Paragraph(w.say("invitation-may").sentence()));
            body.push(Block::Lists(
                offer.permissions.iter().map(|(title, permissions)| self.list(title, permissions)).collect(),
            ));
        }
        if let Some(end) = offer.ends_at {
            body.push(Block::Paragraph(w.say("invitation-ends").strong("until", self.moments().until(end)).sentence()));
        }
        let until = self.moments().until(offer.expires_at);
        body.extend([
            Block::Button { label: w.t("invitation-button"), url: self.links.invitation(offer.link) },
            Block::Paragraph(w.say("invitation-valid").strong("until", until.clone()).sentence()),
            Block::Paragraph(w.say("invitation-decline").sentence()),
        ]);
        Sheet {
            subject: w.say("invitation-subject").name("organization", self.organization).text(),
            preheader: w.say("invitation-preheader").strong("until", until).text(),
            title: w.t("invitation-title"),
            body,
            aside_title: w.t("not-expected"),
            aside: vec![Block::Paragraph(w.say("invitation-not-expected").sentence())],
        }
    }

    fn list(&self, title: &str, permissions: &[PermissionOffered]) -> List {
        let line = |offered: &PermissionOffered| match offered.until {
            None => Sentence::name(&offered.label),
            Some(end) => self
                .words
                .say("invitation-permission-until")
                .name("permission", &offered.label)
                .strong("until", self.moments().until(end))
                .sentence(),
        };
        List { title: Sentence::name(title), lines: permissions.iter().map(line).collect() }
    }

    pub(super) fn invitation_accepted(&self, login: &LoginName, name: &DisplayName, at: Timestamp) -> Sheet {
        let w = self.words;
        let at = self.moments().at(at);
        Sheet {
            subject: w.say("invitation-accepted-subject").name("name", name.as_str()).text(),
            preheader: w.t("invitation-accepted-preheader"),
            title: w.t("invitation-accepted-title"),
            body: vec![
                Block::Paragraph(
                    w.say("invitation-accepted-what")
                        .name("name", name.as_str())
                        .name("organization", self.organization)
                        .strong("at", at)
                        .sentence(),
                ),
                Block::Paragraph(w.say("invitation-accepted-login").sentence()),
                alone(login),
            ],
            aside_title: w.t("not-expected"),
            aside: vec![Block::Paragraph(w.say("invitation-accepted-not-expected").sentence())],
        }
    }

    pub(super) fn invitation_declined(
        &self,
        login: &LoginName,
        name: &DisplayName,
        at: Timestamp,
        by_itself: bool,
    ) -> Sheet {
        let w = self.words;
        let key = if by_itself { "invitation-lapsed-what" } else { "invitation-declined-what" };
        let what = w.say(key).name("name", name.as_str()).typed("login", login).strong("at", self.moments().at(at));
        Sheet {
            subject: w.say("invitation-declined-subject").name("name", name.as_str()).text(),
            preheader: w.t("invitation-declined-preheader"),
            title: w.t("invitation-declined-title"),
            body: vec![
                Block::Paragraph(what.sentence()),
                Block::Paragraph(w.say("invitation-declined-next").sentence()),
            ],
            aside_title: w.t("not-expected"),
            aside: vec![Block::Paragraph(w.say("invitation-declined-not-expected").sentence())],
        }
    }

    pub(super) fn activated(&self, login: &LoginName) -> Sheet {
        let w = self.words;
        Sheet {
            subject: w.say("activated-subject").name("organization", self.organization).text(),
            preheader: w.t("activated-preheader"),
            title: w.t("activated-title"),
            body: vec![
                Block::Paragraph(w.say("activated-what").name("organization", self.organization).sentence()),
                Block::Paragraph(w.say("activated-login").sentence()),
                alone(login),
                Block::Button { label: w.t("activated-button"), url: self.links.sign_in() },
            ],
            aside_title: w.t("not-you"),
            aside: vec![Block::Paragraph(w.say("activated-not-you").sentence())],
        }
    }
}
