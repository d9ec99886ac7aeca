//! `identity account suspend` of one, and `welcome`.

use identity_core::{application::account::Reader, domain::account::Standing};
use serde_json::json;

use super::{super::Desk, answered};
use crate::{
    asking::confirm,
    output::Answer,
    refusal::Refusal,
    words::{Words, say},
};

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

pub(super) async fn welcome(desk: &Desk, login: &str) -> Result<Answer, Refusal> {
    let account = desk.account(login).await?.value;
    let login = account.login.to_string();
    let sent = desk.identity().accounts().send_welcome(&desk.authority, account.id, &desk.from).await;
    sent.map_err(|error| Refusal::of_standing(error, &login))?;
    let now = desk.account(&login).await?.value;
    let address = now.contact.as_ref().map_or("-", |contact| contact.address.as_str());
    Ok(answered(desk, &now).await?.line(say!("link-follows").with("address", address)))
}
