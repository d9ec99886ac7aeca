//! `identity account`.

mod document;
mod list;
mod list_in;
mod list_out;
mod remove;
mod several;
mod show;
mod standing;

use identity_core::{
    application::account::{AccountEdit, NewAccount},
    domain::{account::Account, help::Help, permission::RightsWish},
};
use serde_json::json;

pub(super) use self::{
    document::{AccountDocument, LockoutDocument},
    show::{detail, happening},
};
use super::{Desk, address, date, display_name, language, new_member};
use crate::{
    arguments::{AccountVerb, AddAccount, EditAccount},
    asking::new_password,
    output::Answer,
    refusal::Refusal,
    words::{Words, say},
};

pub(super) async fn run(desk: &Desk, words: &Words, verb: AccountVerb) -> Result<Answer, Refusal> {
    match verb {
        AccountVerb::Add(typed) => add(desk, words, &typed).await,
        AccountVerb::Edit(typed) => edit(desk, &typed).await,
        AccountVerb::List(typed) => list::list(desk, &typed).await,
        AccountVerb::Show { login } => show::show(desk, &login).await,
        AccountVerb::Unlock(whom) => several::help(desk, words, Help::Unlock, &whom, true).await,
        AccountVerb::Suspend { whom, yes } => match whom.logins.as_slice() {
            [login] if !whom.stdin => standing::suspend(desk, words, login, whom.dry_run, yes).await,
            _ => several::help(desk, words, Help::Suspend, &whom, yes).await,
        },
        AccountVerb::Reinstate(whom) => several::help(desk, words, Help::Reinstate, &whom, true).await,
        AccountVerb::Remove { whom, yes } => remove::remove(desk, words, &whom, yes).await,
        AccountVerb::Reset(whom) => several::help(desk, words, Help::SendReset, &whom, true).await,
        AccountVerb::Welcome { login } => standing::welcome(desk, &login).await,
        AccountVerb::Import(typed) => list_in::import(desk, words, &typed).await,
        AccountVerb::Export(typed) => list_out::export(desk, words, &typed).await,
    }
}

async fn add(desk: &Desk, words: &Words, typed: &AddAccount) -> Result<Answer, Refusal> {
    let (name, handle) = new_member(&typed.login)?;
    let contact = typed.address.as_deref().map(|given| address("--address", given)).transpose()?;
    let display_name = display_name("--name", &typed.name)?;
    let organization = desk.organization(handle).await?.value;
    let language = typed.language.as_deref().map_or(Ok(organization.language), language)?;
    let ends_at = typed.ends.as_deref().map(|given| date::end(desk.zone, "--ends", given)).transpose()?;
    let held = desk.named(&organization, &typed.permissions, &typed.profiles).await?;
    let password = if typed.password_stdin { Some(new_password(words)?) } else { None };
    let new = NewAccount {
        name,
        display_name,
        language,
        contact,
        rights: RightsWish { held: held.into_iter().map(|named| (named.what, None)).collect() },
        ends_at,
        password: password.as_ref().map(|password| password.as_str()),
    };
    let accounts = desk.identity().accounts();
    let registered = accounts.register(&desk.authority, organization.id, new, &desk.from).await;
    registered.map_err(|error| Refusal::of_registering(error, &typed.login, handle, typed.ends.as_deref()))?;

    let account = desk.account(&typed.login).await?.value;
    let login = account.login.to_string();
    let answer = answered(desk, &account).await?.line(say!("account-added").with("login", &login));
    Ok(match (&account.contact, &account.password) {
        (Some(contact), None) => answer.line(say!("link-follows").with("address", contact.address.as_str())),
        (None, None) => answer.line(say!("no-way-in-yet").with("login", &login)),
        (_, Some(_)) => answer.line(say!("can-sign-in").with("login", &login)),
    })
}

async fn edit(desk: &Desk, typed: &EditAccount) -> Result<Answer, Refusal> {
    let read = desk.account(&typed.login).await?;
    let before = &read.value;
    let login = before.login.to_string();
    let kept = before.contact.as_ref().map(|contact| contact.address.clone());
    let contact = match &typed.address {
        Some(given) => Some(address("--address", given)?),
        None => kept.clone().filter(|_| !typed.no_address),
    };
    let ends_at = match &typed.ends {
        Some(given) => Some(date::end(desk.zone, "--ends", given)?),
        None => before.ends_at.filter(|_| !typed.no_end),
    };
    let is_moved = contact != kept;
    let edit = AccountEdit {
        display_name: typed.name.as_deref().map_or(Ok(before.name.clone()), |given| display_name("--name", given))?,
        language: typed.language.as_deref().map_or(Ok(before.language), language)?,
        contact: contact.clone(),
        rights: before.rights.as_wish(),
        ends_at,
    };
    let edited = desk.identity().accounts().edit(&desk.authority, before.id, read.version, edit, &desk.from).await;
    edited.map_err(|error| Refusal::of_editing(error, &login, typed.ends.as_deref()))?;

    let account = desk.account(&login).await?.value;
    let mut answer = answered(desk, &account).await?.line(say!("account-edited").with("login", &login));
    if is_moved && kept.is_some() {
        answer = answer.line(say!("old-address-told"));
    }
    Ok(match contact.filter(|_| is_moved && account.password.is_none()) {
        Some(address) => answer.line(say!("link-follows").with("address", address.as_str())),
        None => answer,
    })
}

async fn answered(desk: &Desk, account: &Account) -> Result<Answer, Refusal> {
    let names = desk.names([account]).await?;
    Ok(Answer::new(json!({ "account": AccountDocument::of(account, &names) }), desk.zone))
}
