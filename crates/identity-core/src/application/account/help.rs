//! Help for people, one or many at a time: each account on its own, and an answer for each.

use thiserror::Error;

use super::{
    super::{
        authority::{Authority, Denial},
        lockout::Lockouts,
        unavailable::Unavailable,
    },
    Accounts, EditError, StandingError,
};
use crate::{
    change::{AuditKind, LetterKind, Recipient},
    domain::{
        account::Account,
        help::{Help, Unfit, fits},
        kernel::{DisplayName, Id, LoginName},
        session::Source,
    },
    identity::event_about,
    ports::Landing,
};

/// Why somebody was not helped.
#[derive(Debug, Error)]
pub enum HelpError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The account is stronger.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody does this to themselves from here.
    #[error("this is your own account")]
    OwnAccount,
    /// It cannot be done for an account that is like this.
    #[error("the account is not in a state for it")]
    Unfit(Unfit),
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for HelpError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed => Self::NotAllowed,
            Denial::OwnAccount => Self::OwnAccount,
        }
    }
}

impl From<EditError> for HelpError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotFound => Self::NotFound,
            EditError::OwnAccount => Self::OwnAccount,
            EditError::ChangedMeanwhile => Self::Unavailable(Unavailable::Contended),
            EditError::Unavailable(unavailable) => Self::Unavailable(unavailable),
            // Nothing is given here, and nothing ends.
            EditError::NotAllowed
            | EditError::NoSuchRight
            | EditError::Past
            | EditError::Owner
            | EditError::TooManyGrants => Self::NotAllowed,
        }
    }
}

impl From<StandingError> for HelpError {
    fn from(error: StandingError) -> Self {
        match error {
            StandingError::NotFound => Self::NotFound,
            StandingError::NotAllowed => Self::NotAllowed,
            StandingError::OwnAccount => Self::OwnAccount,
            // What there is to send was looked at before: somebody was quicker.
            StandingError::NothingToSend => Self::Unavailable(Unavailable::Contended),
            StandingError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

/// What became of one account among many.
#[derive(Debug)]
pub struct Helped {
    /// Which.
    pub id: Id<Account>,
    /// Its login name and what the person is called, where they may be known.
    pub who: Option<(LoginName, DisplayName)>,
    /// What became of it: true when it was done, false when it was so already.
    pub outcome: Result<bool, HelpError>,
}

impl Accounts<'_> {
    /// Sends the link to another password, as if the person had asked for it: to the contact address, while
    /// nothing about the account changes. Like every mail that somebody may ask for again and again, it is
    /// capped for each mailbox.
    ///
    /// # Errors
    /// The answers of [`HelpError`].
    pub async fn send_reset(&self, authority: &Authority<'_>, id: Id<Account>, from: &Source) -> Result<(), HelpError> {
        let identity = self.0;
        let (allowed, read) = self.target(authority, Help::SendReset.permission(), id).await??;
        let account = read.value;
        let now = identity.now();
        fits(Help::SendReset, &account, now).map_err(HelpError::Unfit)?;
        let event = event_about(&account, authority.actor(), from, now, AuditKind::ResetSent);
        let letter = identity.letter(LetterKind::ResetInstructions, Recipient::Account(id), now)?;
        match identity.commit(allowed.change(event).letter(letter)).await? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(Unavailable::Contended.into()),
        }
    }

    /// Does one thing for many accounts, each in a change of its own: one that it cannot be done for holds up
    /// nobody else. Answers for each, in the order given, an account that is named twice once. Once the store
    /// does not answer, the rest is not tried.
    pub async fn help_each(
        &self,
        authority: &Authority<'_>,
        help: Help,
        ids: &[Id<Account>],
        from: &Source,
    ) -> Vec<Helped> {
        self.each(authority, help, ids, Some(from)).await
    }

    /// What [`Self::help_each`] would answer. Changes nothing.
    pub async fn would_help_each(&self, authority: &Authority<'_>, help: Help, ids: &[Id<Account>]) -> Vec<Helped> {
        self.each(authority, help, ids, None).await
    }

    async fn each(
        &self,
        authority: &Authority<'_>,
        help: Help,
        ids: &[Id<Account>],
        from: Option<&Source>,
    ) -> Vec<Helped> {
        let mut answers: Vec<Helped> = Vec::with_capacity(ids.len());
        let mut seen = std::collections::HashSet::with_capacity(ids.len());
        let mut is_silent = false;
        for id in ids.iter().filter(|id| seen.insert(**id)) {
            let answer = if is_silent {
                Helped { id: *id, who: None, outcome: Err(Unavailable::Contended.into()) }
            } else {
                self.one(authority, help, *id, from).await
            };
            is_silent |= matches!(answer.outcome, Err(HelpError::Unavailable(Unavailable::Store(_))));
            answers.push(answer);
        }
        answers
    }

    async fn one(&self, authority: &Authority<'_>, help: Help, id: Id<Account>, from: Option<&Source>) -> Helped {
        let account = match self.0.ports.store.account(id).await {
            Ok(Some(account)) => account.value,
            Ok(None) => return Helped { id, who: None, outcome: Err(HelpError::NotFound) },
            Err(failure) => {
                return Helped { id, who: None, outcome: Err(HelpError::Unavailable(failure.into())) };
            }
        };
        let allowed = match self.0.over(authority, help.permission(), &account).await {
            Ok(allowed) => allowed.map(drop).map_err(HelpError::from),
            Err(unavailable) => Err(unavailable.into()),
        };
        let who = (!matches!(allowed, Err(HelpError::NotFound))).then(|| (account.login.clone(), account.name.clone()));
        let due = allowed.and_then(|()| fits(help, &account, self.0.now()).map_err(HelpError::Unfit));
        let outcome = match (due, from) {
            (Ok(true), Some(from)) => self.help(authority, help, id, from).await.map(|()| true),
            (due, _) => due,
        };
        Helped { id, who, outcome }
    }

    async fn help(
        &self,
        authority: &Authority<'_>,
        help: Help,
        id: Id<Account>,
        from: &Source,
    ) -> Result<(), HelpError> {
        match help {
            Help::Unlock => Ok(Lockouts(self.0).clear(authority, id, from).await?),
            Help::Suspend => Ok(self.suspend(authority, id, from).await?),
            Help::Reinstate => Ok(self.reinstate(authority, id, from).await?),
            Help::SendReset => self.send_reset(authority, id, from).await,
            Help::SendWelcome => Ok(self.send_welcome(authority, id, from).await?),
        }
    }
}
