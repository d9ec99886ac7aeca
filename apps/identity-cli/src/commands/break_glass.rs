//! `identity break-glass`: when nothing else helps.

use identity_core::{
    application::break_glass::{GivenBack, Opened, Prospect},
    domain::kernel::ShortText,
};
use identity_settings::written_lifetime;
use serde_json::json;

use super::{Desk, unacceptable};
use crate::{
    arguments::BreakGlass,
    asking::{confirm, new_password},
    output::{Answer, moment},
    refusal::{Refusal, Why},
    words::{Sentence, Words, say},
};

pub(super) async fn run(desk: &Desk, words: &Words, asked: BreakGlass) -> Result<Answer, Refusal> {
    let reason =
        ShortText::parse(&asked.reason).map_err(|error| unacceptable("--reason", &asked.reason, Why::Text(error)))?;
    let account = desk.account(&asked.login).await?.value;
    let login = account.login.to_string();
    let break_glass = desk.identity().break_glass();
    let refused = |error| Refusal::of_breaking(error, &login);
    let prospect = break_glass.prospect(&desk.authority, account.id).await.map_err(refused)?;
    let about = about(&prospect, &login, asked.set_password);
    if asked.dry_run {
        return Ok(rehearsed(desk, &prospect, about));
    }
    confirm(words, asked.yes, &about)?;
    if asked.set_password {
        let password = new_password(words)?;
        let set = break_glass.set_password(&desk.authority, account.id, reason, &password, &desk.from).await;
        return Ok(set_here(desk, &set.map_err(refused)?, &prospect));
    }
    let opened = break_glass.open(&desk.authority, account.id, reason, &desk.from).await.map_err(refused)?;
    Ok(printed(desk, &opened))
}

/// What is confirmed.
fn about(prospect: &Prospect, login: &str, set_password: bool) -> Sentence {
    let lifetime = written_lifetime(prospect.lifetime);
    match (set_password, prospect.reinstates) {
        (false, false) => say!("about-to-print").with("login", login).with("span", lifetime),
        (false, true) => say!("about-to-print-suspended").with("login", login).with("span", lifetime),
        (true, false) => say!("about-to-set").with("login", login),
        (true, true) => say!("about-to-set-suspended").with("login", login),
    }
}

fn rehearsed(desk: &Desk, prospect: &Prospect, about: Sentence) -> Answer {
    let login = prospect.login.to_string();
    let document = json!({
        "login": login,
        "dry_run": true,
        "reinstates": prospect.reinstates,
        "open_until": prospect.open_until.map(moment),
        "told": names(&prospect.told),
    });
    let answer = Answer::new(document, desk.zone).line(about);
    let answer = if prospect.open_until.is_some() {
        answer.line(say!("earlier-link-would-die").with("login", &login))
    } else {
        answer
    };
    told(answer, &prospect.told, say!("would-tell")).line(say!("nothing-was-done"))
}

fn printed(desk: &Desk, opened: &Opened) -> Answer {
    let login = opened.login.to_string();
    let link = format!("{}/break-glass/{}", desk.base_url, opened.link.reveal().as_str());
    let document = json!({
        "login": login,
        "dry_run": false,
        "link": link,
        "expires_at": moment(opened.expires_at),
        "reinstates": opened.reinstates,
        "told": names(&opened.told),
    });
    let seconds = desk.identity().now().seconds_until(opened.expires_at);
    let minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
    let answer = Answer::new(document, desk.zone)
        .line(say!("link-printed").with("login", &login).with("minutes", minutes))
        .line(say!("link-itself").with("link", link))
        .line(say!("link-once"));
    told(answer, &opened.told, say!("is-told"))
}

fn set_here(desk: &Desk, given: &GivenBack, prospect: &Prospect) -> Answer {
    let login = given.login.to_string();
    let document = json!({
        "login": login,
        "dry_run": false,
        "password_set": true,
        "reinstated": given.reinstated,
        "told": names(&prospect.told),
    });
    let answer = Answer::new(document, desk.zone).line(say!("password-set").with("login", &login));
    let answer = if given.reinstated { answer.line(say!("suspension-over")) } else { answer };
    told(answer, &prospect.told, say!("is-told"))
}

fn names(told: &[identity_core::domain::kernel::LoginName]) -> Vec<String> {
    told.iter().map(ToString::to_string).collect()
}

fn told(answer: Answer, told: &[identity_core::domain::kernel::LoginName], how: Sentence) -> Answer {
    if told.is_empty() {
        answer.line(say!("nobody-to-tell"))
    } else {
        answer.line(say!("told-list").with("how", how).with("logins", names(told).join(", ")))
    }
}
