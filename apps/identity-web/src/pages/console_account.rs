//! One account in the console: defining it, looking at it, helping it in. No password comes or goes here.

mod history;
mod remove;

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::{
        account::{AccountEdit, AccountFile, EditError, NewAccount, RegisterError},
        permission::Question,
    },
    change::Version,
    domain::{
        account::{Account, Rank},
        kernel::{DisplayName, EmailAddress, Id, Language, MemberName, Timestamp},
        permission::Rights,
    },
};

pub(crate) use remove::{remove, remove_form};

use super::{
    console::{Administrator, rank, standing},
    permits,
};
use crate::{
    request::{Posted, Segment, go, moment, show},
    trouble::Trouble,
    views::{AccountFields, AccountFormTrouble, AddressOnFile, ConsoleAccount, ConsoleAccountForm, FormSubject, Words},
};

/// What was typed about a person, parsed.
pub(super) struct Person {
    pub(super) display_name: DisplayName,
    pub(super) language: Language,
    pub(super) contact: Option<EmailAddress>,
    pub(super) ends_at: Option<Timestamp>,
}

pub(super) fn fields(posted: &Posted) -> Result<AccountFields, Trouble> {
    let text = |name| posted.one(name).map(|value| value.chars().take(300).collect::<String>());
    Ok(AccountFields {
        name: text("account_name")?,
        display_name: text("display_name")?,
        language: text("language")?,
        contact_address: text("contact_address")?,
        ends_on: text("ends_on")?,
        chosen: permits::chosen_in(posted),
        owner: false,
        version: text("version")?,
    })
}

pub(super) fn parse(form: &AccountFields, zone: chrono_tz::Tz) -> Result<Person, Vec<AccountFormTrouble>> {
    let mut trouble = Vec::new();
    let display_name =
        DisplayName::parse(&form.display_name).map_err(|_| trouble.push(AccountFormTrouble::DisplayName)).ok();
    let contact = match form.contact_address.trim() {
        "" => None,
        typed => EmailAddress::parse(typed).map_err(|_| trouble.push(AccountFormTrouble::ContactAddress)).ok(),
    };
    let language =
        Words::known(&form.language).and_then(|words| Language::parse(&words.code()).ok()).unwrap_or(Language::ENGLISH);
    let ends_at = permits::end_of(&form.ends_on, zone).unwrap_or_else(|_| {
        trouble.push(AccountFormTrouble::EndsOn);
        None
    });
    match display_name {
        Some(display_name) if trouble.is_empty() => Ok(Person { display_name, language, contact, ends_at }),
        _ => Err(trouble),
    }
}

pub(super) async fn form_page(
    administrator: &Administrator,
    subject: FormSubject,
    form: AccountFields,
    trouble: Vec<AccountFormTrouble>,
) -> Result<Response, Trouble> {
    let status = match trouble.as_slice() {
        [] => StatusCode::OK,
        [AccountFormTrouble::Conflict | AccountFormTrouble::NameTaken, ..] => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let rights = if form.owner { None } else { permits::rights_choices(administrator, &form.chosen).await? };
    let view = ConsoleAccountForm {
        rights,
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        handle: administrator.present().organization().handle.to_string(),
        subject,
        form,
        trouble,
    };
    Ok(show(status, &view))
}

pub(crate) async fn new_form(administrator: Administrator) -> Result<Response, Trouble> {
    administrator.authority().await?;
    let form = AccountFields {
        language: administrator.present().organization().language.as_str().to_owned(),
        ..AccountFields::default()
    };
    form_page(&administrator, FormSubject::New, form, Vec::new()).await
}

pub(crate) async fn register(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let form = fields(&posted)?;
    let zone = administrator.0.caller.app.time_zone;
    let (person, name) = match (parse(&form, zone), MemberName::parse(&form.name)) {
        (Ok(person), Ok(name)) => (person, name),
        (parsed, name) => {
            let mut trouble = parsed.err().unwrap_or_default();
            if name.is_err() {
                trouble.insert(0, AccountFormTrouble::Name);
            }
            return form_page(&administrator, FormSubject::New, form, trouble).await;
        }
    };
    let caller = &administrator.0.caller;
    let Some(rights) = permits::wish(&administrator, &Rights::default(), &form.chosen).await? else {
        return form_page(&administrator, FormSubject::New, form, vec![AccountFormTrouble::Rights]).await;
    };
    let new = NewAccount {
        name,
        display_name: person.display_name,
        language: person.language,
        contact: person.contact,
        rights,
        ends_at: person.ends_at,
        password: None,
    };
    let organization = administrator.present().account().organization;
    match caller.identity().accounts().register(&authority, organization, new, &caller.visit().from).await {
        Ok(id) => {
            caller.letters_may_wait();
            Ok(go(&format!("/console/accounts/{id}")))
        }
        Err(RegisterError::Taken) => {
            form_page(&administrator, FormSubject::New, form, vec![AccountFormTrouble::NameTaken]).await
        }
        Err(RegisterError::Past) => {
            form_page(&administrator, FormSubject::New, form, vec![AccountFormTrouble::EndsOn]).await
        }
        Err(RegisterError::NoSuchRight | RegisterError::TooManyGrants) => {
            form_page(&administrator, FormSubject::New, form, vec![AccountFormTrouble::Rights]).await
        }
        Err(RegisterError::NotFound) => Err(Trouble::NotFound),
        Err(RegisterError::Unavailable(unavailable)) => Err(unavailable.into()),
        Err(RegisterError::NotAllowed | RegisterError::Weak(_) | RegisterError::TooLong) => Err(Trouble::Forbidden),
    }
}

async fn file(administrator: &Administrator, id: &str) -> Result<(Id<Account>, AccountFile), Trouble> {
    let id = Id::parse(id).ok_or(Trouble::NotFound)?;
    let file = administrator.0.caller.identity().accounts().file(administrator.reader(), id).await?;
    Ok((id, file.ok_or(Trouble::NotFound)?))
}

fn subject(account: &Account) -> FormSubject {
    FormSubject::Existing { id: account.id.to_string(), display_name: account.name.as_str().to_owned() }
}

pub(crate) async fn edit_form(administrator: Administrator, Segment(id): Segment) -> Result<Response, Trouble> {
    administrator.authority().await?;
    let (_, file) = file(&administrator, &id).await?;
    let account = &file.account.value;
    form_page(&administrator, subject(account), as_it_is(&administrator, &file), Vec::new()).await
}

/// The form, filled in with what is kept.
fn as_it_is(administrator: &Administrator, file: &AccountFile) -> AccountFields {
    let account = &file.account.value;
    AccountFields {
        name: account.login.member_name().map(|name| name.as_str().to_owned()).unwrap_or_default(),
        display_name: account.name.as_str().to_owned(),
        language: account.language.as_str().to_owned(),
        contact_address: account
            .contact
            .as_ref()
            .map(|contact| contact.address.as_str().to_owned())
            .unwrap_or_default(),
        ends_on: permits::last_day(account.ends_at, administrator.0.caller.app.time_zone),
        chosen: account.rights.grants().iter().map(|grant| permits::named(&grant.what)).collect(),
        owner: account.rank == Rank::Owner,
        version: file.account.version.get().to_string(),
    }
}

pub(crate) async fn edit(
    administrator: Administrator,
    Segment(id): Segment,
    posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let (id, file) = file(&administrator, &id).await?;
    let mut form = fields(&posted)?;
    form.owner = file.account.value.rank == Rank::Owner;
    let seen = Version::as_stored(form.version.parse().map_err(|_| Trouble::Unreadable)?);
    let person = match parse(&form, administrator.0.caller.app.time_zone) {
        Ok(person) => person,
        Err(trouble) => {
            return form_page(&administrator, subject(&file.account.value), form, trouble).await;
        }
    };
    let kept = &file.account.value;
    let wish = if form.owner {
        Some(kept.rights.as_wish())
    } else {
        permits::wish(&administrator, &kept.rights, &form.chosen).await?
    };
    let Some(rights) = wish else {
        return form_page(&administrator, subject(kept), form, vec![AccountFormTrouble::Rights]).await;
    };
    let edit = AccountEdit {
        display_name: person.display_name,
        language: person.language,
        contact: person.contact,
        rights,
        ends_at: person.ends_at.filter(|_| !form.owner),
    };
    let caller = &administrator.0.caller;
    match caller.identity().accounts().edit(&authority, id, seen, edit, &caller.visit().from).await {
        Ok(()) => {
            caller.letters_may_wait();
            Ok(go(&format!("/console/accounts/{id}")))
        }
        Err(EditError::ChangedMeanwhile) => {
            // As it stands now: saving again what was typed would undo unseen what somebody else did.
            let (_, now) = self::file(&administrator, &id.to_string()).await?;
            let trouble = vec![AccountFormTrouble::Conflict];
            form_page(&administrator, subject(&now.account.value), as_it_is(&administrator, &now), trouble).await
        }
        Err(EditError::Past) => form_page(&administrator, subject(kept), form, vec![AccountFormTrouble::EndsOn]).await,
        Err(EditError::NoSuchRight | EditError::TooManyGrants) => {
            form_page(&administrator, subject(kept), form, vec![AccountFormTrouble::Rights]).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn show_account(administrator: Administrator, Segment(id): Segment) -> Result<Response, Trouble> {
    let (_, file) = file(&administrator, &id).await?;
    let account = &file.account.value;
    let now = administrator.0.caller.identity().now();
    let bar = file.guard.bar_at(now);
    let permissions = administrator.0.caller.identity().permissions();
    let (catalogue, language) = (permissions.catalogue(), administrator.language());
    let question = Question::Everything;
    let explained = permissions.explain(administrator.reader(), account.id, question).await?.unwrap_or_default();
    let view = ConsoleAccount {
        ends_at: account.ends_at.map(moment),
        profiles: permits::profiles_in(&explained),
        permits: permits::permits(catalogue, &explained, language),
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        id: account.id.to_string(),
        display_name: account.name.as_str().to_owned(),
        login: account.login.to_string(),
        standing: standing(account, bar.as_ref(), file.guard.last_failure.as_ref(), now),
        rank: rank(account),
        created_at: moment(account.created_at),
        contact_address: account.contact.as_ref().map(|contact| AddressOnFile {
            address: contact.address.as_str().to_owned(),
            confirmed: contact.confirmed_at.is_some(),
        }),
        language_name: Words::new(account.language.as_str()).t("language-name"),
        last_sign_in: account.signed_in_at.map(moment),
        session_count: file.sessions,
        device_count: file.devices,
        history: file
            .events
            .iter()
            .filter(|record| history::is_told(record))
            .map(|record| history::line(record, &file))
            .collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

/// One of the buttons on the page of an account.
async fn act(administrator: &Administrator, id: &str, act: Act) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let id = Id::parse(id).ok_or(Trouble::NotFound)?;
    let caller = &administrator.0.caller;
    let (identity, from) = (caller.identity(), &caller.visit().from);
    match act {
        Act::Unlock => identity.lockouts().clear(&authority, id, from).await?,
        Act::Suspend => identity.accounts().suspend(&authority, id, from).await?,
        Act::Reinstate => identity.accounts().reinstate(&authority, id, from).await?,
        Act::Welcome => identity.accounts().send_welcome(&authority, id, from).await?,
    }
    caller.letters_may_wait();
    Ok(go(&format!("/console/accounts/{id}")))
}

enum Act {
    Unlock,
    Suspend,
    Reinstate,
    Welcome,
}

pub(crate) async fn unlock(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Unlock).await
}

pub(crate) async fn suspend(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Suspend).await
}

pub(crate) async fn reinstate(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Reinstate).await
}

pub(crate) async fn welcome(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Welcome).await
}
