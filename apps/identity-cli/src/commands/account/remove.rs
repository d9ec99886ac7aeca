//! `identity account remove`, of one or many: each on its own, and a word about each.

use identity_core::{
    application::account::{AccountFile, Reader},
    domain::account::Rank,
};
use serde_json::{Value as Json, json};

use super::{super::Desk, several};
use crate::{
    arguments::SeveralAccounts,
    asking::confirm,
    exit::Exit,
    output::Answer,
    refusal::Refusal,
    words::{Sentence, Words, say},
};

pub(super) async fn remove(desk: &Desk, words: &Words, whom: &SeveralAccounts, yes: bool) -> Result<Answer, Refusal> {
    let mut found: Vec<(String, Result<AccountFile, Refusal>)> = Vec::new();
    for login in several::named(whom)? {
        let file = removable(desk, &login).await;
        let login = file.as_ref().map_or(login, |file| file.account.value.login.to_string());
        if found.iter().all(|(other, _)| *other != login) {
            found.push((login, file));
        }
    }
    if found.len() == 1
        && let Some((login, file)) = found.pop()
    {
        found.push((login, Ok(file?)));
    }
    let files: Vec<&AccountFile> = found.iter().filter_map(|(_, file)| file.as_ref().ok()).collect();
    let about = about_to_remove(&files);
    if !whom.dry_run && !files.is_empty() {
        confirm(words, yes, &about)?;
    }
    let is_one = found.len() == 1;
    let mut answer = Vec::with_capacity(found.len());
    for (login, file) in found {
        let removed = match file {
            Ok(file) if !whom.dry_run => removed(desk, &login, file).await,
            as_found => as_found,
        };
        match removed {
            Err(refusal) if is_one => return Err(refusal),
            removed => answer.push((login, removed)),
        }
    }
    Ok(answered(desk, whom.dry_run, about, &answer))
}

/// What hangs on an account that can be removed.
async fn removable(desk: &Desk, login: &str) -> Result<AccountFile, Refusal> {
    let account = desk.account(login).await?.value;
    if account.rank == Rank::Owner {
        return Err(Refusal::OwnerStays(account.login.to_string()));
    }
    let file = desk.identity().accounts().file(Reader::Operator, account.id).await?;
    file.ok_or_else(|| Refusal::NoSuchAccount(login.to_owned()))
}

async fn removed(desk: &Desk, login: &str, file: AccountFile) -> Result<AccountFile, Refusal> {
    let removed = desk.identity().accounts().remove(&desk.authority, file.account.value.id, &desk.from).await;
    removed.map_err(|error| Refusal::of_standing(error, login))?;
    Ok(file)
}

fn about_to_remove(files: &[&AccountFile]) -> Sentence {
    let logins: Vec<_> = files.iter().map(|file| file.account.value.login.to_string()).collect();
    say!("about-to-remove-accounts")
        .with("count", files.len())
        .with("logins", logins.join(", "))
        .with("sessions", files.iter().map(|file| file.sessions).sum::<u32>())
        .with("devices", files.iter().map(|file| file.devices).sum::<u32>())
}

fn answered(desk: &Desk, dry_run: bool, about: Sentence, fates: &[(String, Result<AccountFile, Refusal>)]) -> Answer {
    let documents: Vec<Json> = fates
        .iter()
        .map(|(login, fate)| {
            let (sessions, devices) = fate.as_ref().map_or((0, 0), |file| (file.sessions, file.devices));
            let (outcome, reason) = match fate {
                Ok(_) if dry_run => ("would", None),
                Ok(_) => ("done", None),
                Err(refusal) => ("failed", Some(reason(refusal))),
            };
            json!({
                "login": login, "outcome": outcome, "reason": reason, "sessions": sessions, "devices": devices
            })
        })
        .collect();
    let mut answer = Answer::new(json!({ "results": documents, "dry_run": dry_run }), desk.zone);
    let mut exit = Exit::Done;
    if dry_run && fates.iter().any(|(_, fate)| fate.is_ok()) {
        answer = answer.line(about);
    }
    for (login, fate) in fates {
        match fate {
            Ok(_) if dry_run => {}
            Ok(_) => answer = answer.line(say!("account-removed").with("login", login)),
            Err(refusal) => {
                answer = answer.line(say!("not-helped").with("what", refusal.what()).with("remedy", refusal.remedy()));
                if exit == Exit::Done {
                    exit = Exit::from(refusal);
                }
            }
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

/// The stable word for machines, as the other commands for many have it.
const fn reason(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchAccount(_) => "no-such-account",
        Refusal::OwnerStays(_) => "owner",
        Refusal::NotAllowed => "not-allowed",
        _ => "unavailable",
    }
}
