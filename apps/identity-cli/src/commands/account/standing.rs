//! `identity account unlock`, `suspend`, `reinstate` and `welcome`.

use identity_core::{
    application::account::Reader,
    domain::account::{Account, Standing},
};
use serde_json::json;

use super::{
    super::{Desk, lockout},
    answered,
};
use crate::{
    asking::confirm,
    output::Answer,
    refusal::Refusal,
    words::{Words, say},
};

pub(super) async fn unlock(desk: &Desk, logins: &[String], dry_run: bool) -> Result<Answer, Refusal> {
    let accounts = desk.accounts(logins).await?;
    if !dry_run {
        for account in &accounts {
            lockout::end(desk, account).await?;
        }
    }
    Ok(lockout::ended(desk, &accounts, dry_run))
}

pub(super) async fn suspend(
    desk: &Desk,
    words: &Words,
    login: &str,
    dry_run: bool,
    yes: bool,
) -> Result<Answer, Refusal> {
    let account = desk.account(login).await?.value;
    let login = account.login.to_string();
    if let Standing::Suspended { .. } = account.standing {
        let answer = Answer::new(json!({ "login": login, "changed": false, "dry_run": dry_run }), desk.zone);
        return Ok(answer.line(say!("already-suspended").with("login", &login)));
    }
    let file = desk.identity().accounts().file(Reader::Operator, account.id).await?;
    let (sessions, devices) = file.map_or((0, 0), |file| (file.sessions, file.devices));
    let about = say!("about-to-suspend").with("login", &login).with("sessions", sessions).with("devices", devices);
    let document =
        json!({ "login": login, "changed": !dry_run, "dry_run": dry_run, "sessions": sessions, "devices": devices });
    if dry_run {
        return Ok(Answer::new(document, desk.zone).line(about).line(say!("nothing-was-done")));
    }
    confirm(words, yes, &about)?;
    let suspended = desk.identity().accounts().suspend(&desk.authority, account.id, &desk.from).await;
    suspended.map_err(|error| Refusal::of_standing(error, &login))?;
    Ok(Answer::new(document, desk.zone).line(say!("account-suspended").with("login", &login)))
}

pub(super) async fn reinstate(desk: &Desk, login: &str) -> Result<Answer, Refusal> {
    let account = desk.account(login).await?.value;
    let reinstated = desk.identity().accounts().reinstate(&desk.authority, account.id, &desk.from).await;
    let (login, now) = after(desk, &account, reinstated).await?;
    Ok(answered(desk, &now).await?.line(say!("account-reinstated").with("login", login)))
}

pub(super) async fn welcome(desk: &Desk, login: &str) -> Result<Answer, Refusal> {
    let account = desk.account(login).await?.value;
    let sent = desk.identity().accounts().send_welcome(&desk.authority, account.id, &desk.from).await;
    let (_, now) = after(desk, &account, sent).await?;
    let address = now.contact.as_ref().map_or("-", |contact| contact.address.as_str());
    Ok(answered(desk, &now).await?.line(say!("link-follows").with("address", address)))
}

/// The login name and the account as it is now, if it was done.
async fn after(
    desk: &Desk,
    account: &Account,
    done: Result<(), identity_core::application::account::StandingError>,
) -> Result<(String, Account), Refusal> {
    let login = account.login.to_string();
    done.map_err(|error| Refusal::of_standing(error, &login))?;
    let now = desk.account(&login).await?.value;
    Ok((login, now))
}
