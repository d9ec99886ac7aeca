//! `identity account unlock`, `suspend`, `reinstate` and `reset`, of one or many: each on its own, and a word about
//! each.

use identity_core::{
    application::account::{HelpError, Helped},
    domain::{
        account::Account,
        help::{Help, Unfit},
        kernel::{Id, LoginName},
    },
};
use serde_json::{Value as Json, json};

use super::super::Desk;
use crate::{
    arguments::SeveralAccounts,
    asking::{confirm, lines},
    exit::Exit,
    output::Answer,
    refusal::Refusal,
    words::{Sentence, Words, say},
};

/// What became of one login name.
enum Fate {
    NoAccount,
    Known(Helped),
}

pub(super) async fn help(
    desk: &Desk,
    words: &Words,
    help: Help,
    whom: &SeveralAccounts,
    yes: bool,
) -> Result<Answer, Refusal> {
    let logins = named(whom)?;
    let mut found = Vec::with_capacity(logins.len());
    for login in &logins {
        found.push(id_of(desk, login).await?);
    }
    let ids: Vec<Id<Account>> = found.iter().flatten().copied().collect();
    let accounts = desk.identity().accounts();
    if help == Help::Suspend && !whom.dry_run {
        confirm(words, yes, &say!("about-to-suspend-many").with("count", ids.len()).with("logins", logins.join(", ")))?;
    }
    let helped = if whom.dry_run {
        accounts.would_help_each(&desk.authority, help, &ids).await
    } else {
        accounts.help_each(&desk.authority, help, &ids, &desk.from).await
    };
    let fates = in_order(&logins, &found, helped);
    if let [(login, fate)] = fates.as_slice()
        && let Some(refusal) = refused(login, fate)
    {
        return Err(refusal);
    }
    Ok(answer(desk, help, whom.dry_run, &fates))
}

/// Every login name that was typed or comes in.
pub(super) fn named(whom: &SeveralAccounts) -> Result<Vec<String>, Refusal> {
    let mut logins = whom.logins.clone();
    if whom.stdin {
        logins.extend(lines()?);
    }
    Ok(logins)
}

async fn id_of(desk: &Desk, login: &str) -> Result<Option<Id<Account>>, Refusal> {
    let Some(login) = LoginName::read(login) else {
        return Ok(None);
    };
    Ok(desk.identity().accounts().by_login(&login).await?.map(|account| account.value.id))
}

/// What became of each name, as they were typed; a name that was typed twice, once.
fn in_order(logins: &[String], found: &[Option<Id<Account>>], helped: Vec<Helped>) -> Vec<(String, Fate)> {
    let mut helped = helped.into_iter().peekable();
    let mut fates = Vec::with_capacity(logins.len());
    for (login, id) in logins.iter().zip(found) {
        match id {
            None => fates.push((login.clone(), Fate::NoAccount)),
            Some(id) => {
                if let Some(helped) = helped.next_if(|helped| helped.id == *id) {
                    let login = helped.who.as_ref().map_or_else(|| login.clone(), |(login, _)| login.to_string());
                    fates.push((login, Fate::Known(helped)));
                }
            }
        }
    }
    fates
}

/// The refusal of one name, where it was the only one.
fn refused(login: &str, fate: &Fate) -> Option<Refusal> {
    let Fate::Known(helped) = fate else {
        return Some(Refusal::NoSuchAccount(login.to_owned()));
    };
    match &helped.outcome {
        Ok(_) => None,
        Err(HelpError::NotFound) => Some(Refusal::NoSuchAccount(login.to_owned())),
        Err(HelpError::NotAllowed | HelpError::OwnAccount) => Some(Refusal::NotAllowed),
        Err(HelpError::Unfit(unfit)) => Some(Refusal::Unfit(login.to_owned(), *unfit)),
        Err(HelpError::Unavailable(_)) => Some(Refusal::NotNow(login.to_owned())),
    }
}

fn answer(desk: &Desk, help: Help, dry_run: bool, fates: &[(String, Fate)]) -> Answer {
    let documents: Vec<Json> = fates
        .iter()
        .map(|(login, fate)| {
            let (outcome, reason) = outcome(fate, dry_run);
            json!({ "login": login, "outcome": outcome, "reason": reason })
        })
        .collect();
    let document = json!({ "results": documents, "dry_run": dry_run });
    let mut answer = Answer::new(document, desk.zone);
    let mut exit = Exit::Done;
    for (login, fate) in fates {
        answer = answer.line(told(help, login, fate, dry_run));
        if let (Exit::Done, Some(refusal)) = (exit, refused(login, fate)) {
            exit = Exit::from(&refusal);
        }
    }
    if fates.is_empty() {
        answer = answer.line(say!("nobody-named"));
    }
    if dry_run {
        answer = answer.line(say!("nothing-was-done"));
    }
    answer.ending(exit)
}

/// The stable words for machines.
fn outcome(fate: &Fate, dry_run: bool) -> (&'static str, Option<&'static str>) {
    let Fate::Known(helped) = fate else {
        return ("failed", Some("no-such-account"));
    };
    match &helped.outcome {
        Ok(true) if dry_run => ("would", None),
        Ok(true) => ("done", None),
        Ok(false) => ("already", None),
        Err(error) => (
            "failed",
            Some(match error {
                HelpError::NotFound => "no-such-account",
                HelpError::NotAllowed => "not-allowed",
                HelpError::OwnAccount => "own-account",
                HelpError::Unfit(Unfit::Suspended) => "suspended",
                HelpError::Unfit(Unfit::Ended) => "ended",
                HelpError::Unfit(Unfit::NoAddress) => "no-address",
                HelpError::Unfit(Unfit::NoPassword) => "no-password",
                HelpError::Unfit(Unfit::HasPassword) => "has-password",
                HelpError::Unavailable(_) => "unavailable",
            }),
        ),
    }
}

fn told(help: Help, login: &str, fate: &Fate, dry_run: bool) -> Sentence {
    if let Some(refusal) = refused(login, fate) {
        return say!("not-helped").with("what", refusal.what()).with("remedy", refusal.remedy());
    }
    let is_done = matches!(fate, Fate::Known(Helped { outcome: Ok(true), .. }));
    match (help, is_done, dry_run) {
        (Help::Unlock, _, false) => say!("unlocked").with("login", login),
        (Help::Unlock, _, true) => say!("would-unlock").with("login", login),
        (Help::Suspend, true, false) => say!("account-suspended").with("login", login),
        (Help::Suspend, true, true) => say!("would-suspend").with("login", login),
        (Help::Suspend, false, _) => say!("already-suspended").with("login", login),
        (Help::Reinstate, true, false) => say!("account-reinstated").with("login", login),
        (Help::Reinstate, true, true) => say!("would-reinstate").with("login", login),
        (Help::Reinstate, false, _) => say!("already-active").with("login", login),
        (Help::SendReset, _, false) => say!("reset-sent").with("login", login),
        (Help::SendReset | Help::SendWelcome, _, true) => say!("would-send").with("login", login),
        (Help::SendWelcome, _, false) => say!("welcome-sent").with("login", login),
    }
}
