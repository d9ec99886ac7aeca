//! `identity lockout`.

use std::collections::HashSet;

use identity_core::{
    application::{account::Reader, lockout::LOCKED_LISTED},
    domain::{account::Account, kernel::Id, organization::Organization},
    ports::BarredAccount,
};
use serde_json::json;

use super::{
    Desk,
    account::{AccountDocument, LockoutDocument},
};
use crate::{
    arguments::LockoutVerb,
    output::{Answer, Cell},
    refusal::Refusal,
    words::say,
};

pub(super) async fn run(desk: &Desk, verb: LockoutVerb) -> Result<Answer, Refusal> {
    match verb {
        LockoutVerb::List { organization } => list(desk, organization.as_deref()).await,
        LockoutVerb::Clear { organization, all: _, dry_run } => clear(desk, organization.as_deref(), dry_run).await,
    }
}

async fn list(desk: &Desk, handle: Option<&str>) -> Result<Answer, Refusal> {
    let barred = locked(desk, named(desk, handle).await?).await?;
    let names = desk.names(barred.iter().map(|row| &row.account)).await?;
    let documents: Vec<_> = barred
        .iter()
        .map(|row| json!({ "account": AccountDocument::of(&row.account, &names), "lockout": LockoutDocument::of(&row.bar, row.last_failure.as_ref()) }))
        .collect();
    let head = vec![
        say!("column-login"),
        say!("column-name"),
        say!("column-since"),
        say!("column-until"),
        say!("column-from"),
    ];
    let rows = barred.iter().map(|row| {
        vec![
            Cell::Text(row.account.login.to_string()),
            Cell::Text(row.account.name.as_str().to_owned()),
            Cell::At(row.bar.since),
            row.bar.until.map_or_else(|| Cell::Said(say!("bar-until-unlocked")), Cell::At),
            Cell::text(
                row.last_failure.as_ref().and_then(|failure| failure.from.address).map(|address| address.to_string()),
            ),
        ]
    });
    let is_cut = u32::try_from(barred.len()).is_ok_and(|listed| listed >= LOCKED_LISTED);
    let answer = Answer::new(json!({ "lockouts": documents, "more": is_cut }), desk.zone).table(
        head,
        rows.collect(),
        say!("nobody-locked"),
    );
    Ok(if is_cut { answer.line(say!("more-locked").with("count", LOCKED_LISTED)) } else { answer })
}

async fn clear(desk: &Desk, handle: Option<&str>, dry_run: bool) -> Result<Answer, Refusal> {
    let organization = named(desk, handle).await?;
    let mut done: Vec<Account> = Vec::new();
    let mut seen = HashSet::new();
    // A list has an end; whoever was beyond it is in the next one. Whoever is locked again meanwhile is not.
    loop {
        let barred = locked(desk, organization).await?;
        let fresh: Vec<Account> =
            barred.into_iter().map(|row| row.account).filter(|account| seen.insert(account.id)).collect();
        if fresh.is_empty() {
            return Ok(ended(desk, &done, dry_run));
        }
        if !dry_run {
            for account in &fresh {
                end(desk, account).await?;
            }
        }
        done.extend(fresh);
    }
}

/// Ends the lockout of one account.
pub(super) async fn end(desk: &Desk, account: &Account) -> Result<(), Refusal> {
    let cleared = desk.identity().lockouts().clear(&desk.authority, account.id, &desk.from).await;
    cleared.map_err(|error| Refusal::of_editing(error, &account.login.to_string(), None))
}

/// The answer once lockouts have ended, or would have.
pub(super) fn ended(desk: &Desk, accounts: &[Account], dry_run: bool) -> Answer {
    let logins: Vec<_> = accounts.iter().map(|account| account.login.to_string()).collect();
    let answer = Answer::new(json!({ "unlocked": logins, "dry_run": dry_run }), desk.zone);
    let told = logins.iter().fold(answer, |answer, login| {
        answer.line(if dry_run {
            say!("would-unlock").with("login", login)
        } else {
            say!("unlocked").with("login", login)
        })
    });
    match (logins.is_empty(), dry_run) {
        (true, _) => told.line(say!("nobody-locked")),
        (false, true) => told.line(say!("nothing-was-done")),
        (false, false) => told,
    }
}

async fn named(desk: &Desk, handle: Option<&str>) -> Result<Option<Id<Organization>>, Refusal> {
    match handle {
        Some(handle) => Ok(Some(desk.organization(handle).await?.value.id)),
        None => Ok(None),
    }
}

async fn locked(desk: &Desk, organization: Option<Id<Organization>>) -> Result<Vec<BarredAccount>, Refusal> {
    Ok(desk.identity().lockouts().list(Reader::Operator, organization).await?)
}
