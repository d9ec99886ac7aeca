//! A courier that keeps what it was given.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use identity_core::{
    change::LetterKind,
    domain::{
        kernel::{DisplayName, EmailAddress, Language, LoginName, SecretToken, Timestamp, UnlockCode},
        organization::ContactPerson,
    },
    ports::{Courier, Delivery, LetterContent, ReadyLetter},
};

/// Keeps every letter that it was given, with the secrets in it, and answers [`Delivery::Sent`] unless
/// told otherwise. Clones share their letters.
#[derive(Clone, Debug, Default)]
pub struct RecordingCourier(Arc<Mutex<Bag>>);

#[derive(Debug, Default)]
struct Bag {
    posted: Vec<PostedLetter>,
    answers: VecDeque<Delivery>,
}

/// A letter as the courier got it. Holds secrets in the open: for tests only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedLetter {
    /// The address it was for.
    pub to: EmailAddress,
    /// The language it was to be written in.
    pub language: Language,
    /// What the reader is called.
    pub reader: Option<DisplayName>,
    /// In whose name it was.
    pub organization: Option<DisplayName>,
    /// Whom to turn to.
    pub contact: Option<ContactPerson>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// What it said.
    pub kind: LetterKind,
    /// The login names in it.
    pub logins: Vec<LoginName>,
    /// The secret of the link in it, as it stands in the link.
    pub link: Option<String>,
    /// The code in it, as it stands in the mail.
    pub code: Option<String>,
    /// When the secrets in it die.
    pub expires_at: Option<Timestamp>,
    /// How its delivery was answered.
    pub answer: Delivery,
}

impl RecordingCourier {
    /// A courier with an empty bag.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next delivery that has no answer yet gets this one; may be called several times.
    pub fn answer_next(&self, answer: Delivery) {
        self.bag().answers.push_back(answer);
    }

    /// Every letter so far, in the order of delivery, those that did not go included.
    #[must_use]
    pub fn posted(&self) -> Vec<PostedLetter> {
        self.bag().posted.clone()
    }

    /// The letters of a kind, in the order of delivery.
    #[must_use]
    pub fn posted_of(&self, kind: LetterKind) -> Vec<PostedLetter> {
        self.bag().posted.iter().filter(|letter| letter.kind == kind).cloned().collect()
    }

    /// The last letter to an address.
    #[must_use]
    pub fn last_to(&self, address: &EmailAddress) -> Option<PostedLetter> {
        self.bag().posted.iter().rev().find(|letter| letter.to == *address).cloned()
    }

    fn bag(&self) -> MutexGuard<'_, Bag> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Courier for RecordingCourier {
    async fn deliver(&self, letter: &ReadyLetter) -> Delivery {
        let mut bag = self.bag();
        let answer = bag.answers.pop_front().unwrap_or(Delivery::Sent);
        bag.posted.push(PostedLetter::of(letter, answer.clone()));
        answer
    }
}

impl PostedLetter {
    fn of(letter: &ReadyLetter, answer: Delivery) -> Self {
        let inside = Inside::of(&letter.content);
        Self {
            to: letter.to.clone(),
            language: letter.language,
            reader: letter.reader.clone(),
            organization: letter.organization.clone(),
            contact: letter.contact.clone(),
            asked_at: letter.asked_at,
            kind: letter.content.kind(),
            logins: inside.logins,
            link: inside.link,
            code: inside.code,
            expires_at: inside.expires_at,
            answer,
        }
    }
}

/// What a test wants of a letter's content.
#[derive(Default)]
struct Inside {
    logins: Vec<LoginName>,
    link: Option<String>,
    code: Option<String>,
    expires_at: Option<Timestamp>,
}

impl Inside {
    fn of(content: &LetterContent) -> Self {
        match content {
            LetterContent::Barred { login, .. }
            | LetterContent::PasswordChanged { login, .. }
            | LetterContent::AddressChanged { login, .. }
            | LetterContent::BreakGlass { login, .. }
            | LetterContent::InvitationAccepted { login, .. }
            | LetterContent::InvitationDeclined { login, .. }
            | LetterContent::Activated { login }
            | LetterContent::Drill { login } => Self::about(login),
            LetterContent::LoginNames { names } => {
                Self { logins: names.iter().map(|(login, _)| login.clone()).collect(), ..Self::default() }
            }
            LetterContent::Unlock { login, link, code, expires_at } => {
                Self::with_link(login, link, *expires_at).and_code(code)
            }
            LetterContent::Reset { login, link, expires_at, .. }
            | LetterContent::Welcome { login, link, expires_at }
            | LetterContent::Invitation { login, link, expires_at, .. }
            | LetterContent::ConfirmNewAddress { login, link, expires_at }
            | LetterContent::AgreeFromOldAddress { login, link, expires_at, .. } => {
                Self::with_link(login, link, *expires_at)
            }
        }
    }

    fn about(login: &LoginName) -> Self {
        Self { logins: vec![login.clone()], ..Self::default() }
    }

    fn with_link(login: &LoginName, link: &SecretToken, expires_at: Timestamp) -> Self {
        Self { link: Some(link.reveal().to_string()), expires_at: Some(expires_at), ..Self::about(login) }
    }

    fn and_code(self, code: &UnlockCode) -> Self {
        Self { code: Some(code.reveal().to_string()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use identity_core::ports::Entropy;

    use super::*;
    use crate::{fakes::CountedEntropy, samples};

    fn unlock(to: &str) -> ReadyLetter {
        let studio = samples::organization("studio-rossi");
        let entropy = CountedEntropy::new();
        ReadyLetter {
            to: samples::address(to),
            language: Language::ITALIAN,
            reader: None,
            organization: Some(studio.name.clone()),
            contact: None,
            asked_at: samples::NOON,
            content: LetterContent::Unlock {
                login: samples::owner(&studio).login,
                link: SecretToken::new(&entropy.draw().unwrap()),
                code: UnlockCode::new(&entropy.draw().unwrap()),
                expires_at: samples::later(60),
            },
        }
    }

    #[tokio::test]
    async fn what_was_posted_can_be_read_and_redeemed() {
        let courier = RecordingCourier::new();
        let letter = unlock("anna@mail.example");
        assert_eq!(courier.deliver(&letter).await, Delivery::Sent);
        let posted = courier.last_to(&letter.to).unwrap();
        assert_eq!(posted.code.as_deref(), Some("0000 0002"));
        let LetterContent::Unlock { link, .. } = &letter.content else { unreachable!() };
        let read = SecretToken::parse(posted.link.as_deref().unwrap()).unwrap();
        assert_eq!(read.digest("unlock"), link.digest("unlock"));
        assert_eq!(courier.posted_of(LetterKind::UnlockInstructions), [posted]);
        assert_eq!(courier.posted_of(LetterKind::Welcome), []);
    }

    #[tokio::test]
    async fn answers_come_in_the_order_they_were_given_and_then_all_is_well() {
        let courier = RecordingCourier::new();
        courier.answer_next(Delivery::Later(samples::text("451")));
        courier.answer_next(Delivery::Refused(samples::text("550")));
        let letter = unlock("anna@mail.example");
        let mut answers = Vec::new();
        for _ in 0..3 {
            answers.push(courier.deliver(&letter).await);
        }
        assert_eq!(
            answers,
            [Delivery::Later(samples::text("451")), Delivery::Refused(samples::text("550")), Delivery::Sent]
        );
        assert_eq!(courier.posted().len(), 3);
    }
}
