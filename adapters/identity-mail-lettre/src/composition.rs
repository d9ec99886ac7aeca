//! What each kind of letter says: a list of blocks, which both parts of the mail are drawn from. So text and HTML
//! always say the same.

mod address;
mod break_glass;
mod invitation;
mod lockout;
mod password;

use chrono_tz::Tz;
use identity_core::ports::{LetterContent, ReadyLetter};

use crate::links::Links;
use crate::moments::Moments;
use crate::sentence::Sentence;
use crate::words::Words;
use invitation::Offer;

/// A letter on its way to the templates.
pub(crate) struct Sheet {
    /// The header; never holds a code.
    pub(crate) subject: String,
    /// What mail programs show behind the subject.
    pub(crate) preheader: String,
    /// The title above the letter.
    pub(crate) title: String,
    /// What happened, and what to do.
    pub(crate) body: Vec<Block>,
    /// The question above the last section.
    pub(crate) aside_title: String,
    /// What to do when it was somebody else.
    pub(crate) aside: Vec<Block>,
}

/// One thing in a letter.
pub(crate) enum Block {
    /// A sentence or two.
    Paragraph(Sentence),
    /// A code to be typed, in a box of its own.
    Code(String),
    /// The one thing to do: a button, and its address spelled out.
    Button { label: String, url: String },
    /// Another way on: its address spelled out.
    Link(String),
    /// Login names, each with its organization where that is not the letter's own.
    Logins(Vec<LoginLine>),
    /// Lists, each under its title.
    Lists(Vec<List>),
}

/// A list under its title.
pub(crate) struct List {
    /// What its lines have in common.
    pub(crate) title: Sentence,
    /// Its lines.
    pub(crate) lines: Vec<Sentence>,
}

/// A login name in a list.
pub(crate) struct LoginLine {
    /// The name.
    pub(crate) login: Sentence,
    /// Where it belongs.
    pub(crate) organization: Option<Sentence>,
}

/// Everything that letters are composed with.
pub(crate) struct Composer<'a> {
    pub(crate) words: &'a Words,
    pub(crate) links: &'a Links,
    pub(crate) zone: Tz,
    /// The organization, or the product where there is none.
    pub(crate) organization: &'a str,
}

impl Composer<'_> {
    /// What the letter says.
    pub(crate) fn compose(&self, letter: &ReadyLetter) -> Sheet {
        let asked = self.moments().at(letter.asked_at);
        match &letter.content {
            LetterContent::Barred { login, since, until } => self.barred(login, *since, *until),
            LetterContent::Unlock { login, link, code, expires_at } => {
                let url = self.links.unlock(link);
                self.unlock(login, url, code.reveal().to_string(), *expires_at, asked)
            }
            LetterContent::Reset { login, link, expires_at, instead_of_unlock } => {
                self.reset(login, self.links.reset(link), *expires_at, *instead_of_unlock, asked)
            }
            LetterContent::Welcome { login, link, expires_at } => {
                self.welcome(login, self.links.welcome(link), *expires_at)
            }
            LetterContent::LoginNames { names } => self.login_names(names, asked),
            LetterContent::PasswordChanged { login, at, from } => {
                self.password_changed(login, *at, from.address.map(|address| address.to_string()))
            }
            LetterContent::ConfirmNewAddress { login, link, expires_at } => {
                self.confirm_address(login, self.links.confirm_new_address(link), *expires_at)
            }
            LetterContent::AgreeFromOldAddress { login, new, link, expires_at } => {
                self.agree_address(login, new, self.links.agree_from_old_address(link), *expires_at)
            }
            LetterContent::AddressChanged { login, new, at } => self.address_changed(login, new.as_deref(), *at),
            LetterContent::BreakGlass { login, step, at, by, why, is_own } => {
                self.break_glass(login, *step, *is_own, self.moments().at(*at), [by.as_ref(), why.as_ref()])
            }
            LetterContent::Drill { login } => self.drill(login, asked),
            LetterContent::Invitation { login, inviter, permissions, ends_at, link, expires_at } => {
                let inviter = inviter.as_ref();
                let (ends_at, expires_at) = (*ends_at, *expires_at);
                self.invitation(&Offer { login, inviter, permissions, ends_at, link, expires_at })
            }
            LetterContent::InvitationAccepted { login, name, at } => self.invitation_accepted(login, name, *at),
            LetterContent::InvitationDeclined { login, name, at, by_itself } => {
                self.invitation_declined(login, name, *at, *by_itself)
            }
            LetterContent::Activated { login } => self.activated(login),
        }
    }

    const fn moments(&self) -> Moments<'_> {
        Moments { words: self.words, zone: self.zone }
    }
}
