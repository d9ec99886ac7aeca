//! `identity restore` and `identity restored`.

use identity_core::{
    application::authority::Authority,
    domain::{account::Account, installation::Epoch, kernel::Timestamp},
};
use identity_settings::{BroughtBack, HowToRestore, Settings, examine_backup};
use serde_json::{Value as Json, json};

use super::backup;
use crate::{
    arguments::{BeginEpoch, RestoreBackup},
    asking::confirm,
    operator::operator,
    output::{Answer, moment},
    refusal::Refusal,
    words::{Words, say},
};

pub(super) async fn restore(settings: &Settings, words: &Words, typed: &RestoreBackup) -> Result<Answer, Refusal> {
    let inspection = examine_backup(settings, &typed.file).await.map_err(Refusal::of_restoring)?;
    let shown = typed.file.display().to_string();
    let about = say!("about-to-restore").with("file", &shown).with("accounts", inspection.accounts);
    if !typed.begin.dry_run {
        confirm(words, typed.begin.yes, &about)?;
    }
    let how = HowToRestore { as_it_was: typed.as_it_was, ..how(&typed.begin) };
    let authority = Authority::Operator(operator());
    let done = identity_settings::restore(settings, &typed.file, how, &authority, now()).await;
    let back = done.map_err(Refusal::of_restoring)?;
    let mut document = document(&back, &typed.begin);
    document["file"] = json!(shown);
    document["backup"] = backup::document(&inspection);
    let mut answer = Answer::new(document, settings.web.time_zone).record(backup::facts(&inspection));
    if typed.begin.dry_run {
        answer = answer.line(about);
    } else {
        answer = answer.line(say!("restored-from").with("file", &shown));
        if let Some(aside) = &back.aside {
            answer = answer.line(say!("kept-aside").with("path", aside.display().to_string()));
        }
    }
    answer = match (&back.carried, &back.aside) {
        (Some(carried), _) => {
            answer.line(say!("carried-over").with("suspended", carried.suspended).with("barred", carried.barred))
        }
        (None, Some(_)) if !typed.as_it_was => answer.line(say!("not-carried-over")),
        _ => answer,
    };
    Ok(told(answer, &back, &typed.begin))
}

pub(super) async fn restored(settings: &Settings, words: &Words, typed: &BeginEpoch) -> Result<Answer, Refusal> {
    if !typed.dry_run {
        confirm(words, typed.yes, &say!("about-to-begin"))?;
    }
    let authority = Authority::Operator(operator());
    let back = identity_settings::restored(settings, how(typed), &authority).await.map_err(Refusal::of_restoring)?;
    let answer = Answer::new(document(&back, typed), settings.web.time_zone);
    let answer = if typed.dry_run { answer.line(say!("about-to-begin")) } else { answer.line(say!("epoch-begun")) };
    Ok(told(answer, &back, typed))
}

const fn how(typed: &BeginEpoch) -> HowToRestore {
    HowToRestore { ends_passwords: typed.end_passwords, as_it_was: false, dry_run: typed.dry_run }
}

fn document(back: &BroughtBack, typed: &BeginEpoch) -> Json {
    json!({
        "dry_run": typed.dry_run,
        "epoch": back.epoch.and_then(Epoch::restored_at).map_or(Json::Null, moment),
        "passwords_ended": typed.end_passwords,
        "kept_aside": back.aside.as_ref().filter(|_| !typed.dry_run).map(|aside| aside.display().to_string()),
        "carried_over": back.carried.map(|carried| json!({ "suspended": carried.suspended, "barred": carried.barred })),
        "to_confirm": logins(&back.appointed),
    })
}

/// What is left for the operator to do.
fn told(mut answer: Answer, back: &BroughtBack, typed: &BeginEpoch) -> Answer {
    if typed.end_passwords {
        answer = answer.line(say!("passwords-end"));
    }
    for login in logins(&back.appointed) {
        answer = answer.line(say!("confirm-again").with("login", login));
    }
    if typed.dry_run { answer.line(say!("nothing-was-done")) } else { answer.line(say!("restore-cannot-know")) }
}

fn logins(accounts: &[Account]) -> Vec<String> {
    accounts.iter().map(|account| account.login.to_string()).collect()
}

#[expect(clippy::disallowed_methods, reason = "it names a file, before there is a store to ask")]
fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Timestamp::from_micros(since.map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX)))
}
