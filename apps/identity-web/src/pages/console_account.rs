//! One account in the console: defining it, looking at it, helping it in. No password comes or goes here.

use axum::{extract::Path, http::StatusCode, response::Response};
use identity_core::{
    application::account::{AccountEdit, AccountFile, EditError, NewAccount, RegisterError},
    change::{self, AuditRecord, Version},
    domain::{
        account::{Account, Rank},
        kernel::{DisplayName, EmailAddress, Id, Language, MemberName},
    },
};

use super::console::{Administrator, rank, standing};
use crate::{
    request::{Posted, go, moment, show},
    trouble::Trouble,
    views::{
        AccountFields, AccountFormTrouble, Actor, AddressOnFile, ConsoleAccount, ConsoleAccountForm, FormSubject,
        Happening, HistoryLine, Words,
    },
};

/// What was typed about a person, parsed.
struct Person {
    display_name: DisplayName,
    language: Language,
    contact: Option<EmailAddress>,
    rank: Rank,
}

fn fields(posted: &Posted) -> Result<AccountFields, Trouble> {
    let text = |name| posted.one(name).map(|value| value.chars().take(300).collect::<String>());
    Ok(AccountFields {
        name: text("account_name")?,
        display_name: text("display_name")?,
        language: text("language")?,
        contact_address: text("contact_address")?,
        administrator: posted.one("administrator")? == "yes",
        owner: false,
        version: text("version")?,
    })
}

fn parse(form: &AccountFields) -> Result<Person, Vec<AccountFormTrouble>> {
    let mut trouble = Vec::new();
    let display_name =
        DisplayName::parse(&form.display_name).map_err(|_| trouble.push(AccountFormTrouble::DisplayName)).ok();
    let contact = match form.contact_address.trim() {
        "" => None,
        typed => EmailAddress::parse(typed).map_err(|_| trouble.push(AccountFormTrouble::ContactAddress)).ok(),
    };
    let language =
        Words::known(&form.language).and_then(|words| Language::parse(&words.code()).ok()).unwrap_or(Language::ENGLISH);
    let rank = if form.administrator { Rank::Administrator } else { Rank::Member };
    match display_name {
        Some(display_name) if trouble.is_empty() => Ok(Person { display_name, language, contact, rank }),
        _ => Err(trouble),
    }
}

async fn form_page(
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
    let view = ConsoleAccountForm {
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
    administrator.authority()?;
    let form = AccountFields {
        language: administrator.present().organization().language.as_str().to_owned(),
        ..AccountFields::default()
    };
    form_page(&administrator, FormSubject::New, form, Vec::new()).await
}

pub(crate) async fn register(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority()?;
    let form = fields(&posted)?;
    let (person, name) = match (parse(&form), MemberName::parse(&form.name)) {
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
    let new = NewAccount {
        name,
        display_name: person.display_name,
        language: person.language,
        contact: person.contact,
        rank: person.rank,
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

pub(crate) async fn edit_form(administrator: Administrator, Path(id): Path<String>) -> Result<Response, Trouble> {
    administrator.authority()?;
    let (_, file) = file(&administrator, &id).await?;
    let account = &file.account.value;
    form_page(&administrator, subject(account), as_it_is(&file), Vec::new()).await
}

/// The form, filled in with what is kept.
fn as_it_is(file: &AccountFile) -> AccountFields {
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
        administrator: account.rank.administers(),
        owner: account.rank == Rank::Owner,
        version: file.account.version.get().to_string(),
    }
}

pub(crate) async fn edit(
    administrator: Administrator,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority()?;
    let (id, file) = file(&administrator, &id).await?;
    let mut form = fields(&posted)?;
    form.owner = file.account.value.rank == Rank::Owner;
    let seen = Version::as_stored(form.version.parse().map_err(|_| Trouble::Unreadable)?);
    let person = match parse(&form) {
        Ok(person) => person,
        Err(trouble) => {
            return form_page(&administrator, subject(&file.account.value), form, trouble).await;
        }
    };
    let edit = AccountEdit {
        display_name: person.display_name,
        language: person.language,
        contact: person.contact,
        rank: person.rank,
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
            form_page(&administrator, subject(&now.account.value), as_it_is(&now), trouble).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn show_account(administrator: Administrator, Path(id): Path<String>) -> Result<Response, Trouble> {
    let (_, file) = file(&administrator, &id).await?;
    let account = &file.account.value;
    let now = administrator.0.caller.identity().now();
    let bar = file.guard.bar_at(now);
    let view = ConsoleAccount {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        id: account.id.to_string(),
        display_name: account.name.as_str().to_owned(),
        login: account.login.to_string(),
        standing: standing(account, bar.as_ref(), file.guard.last_failure.as_ref()),
        rank: rank(account.rank),
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
            .filter(|record| is_told(record))
            .map(|record| history_line(record, &file))
            .collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

fn history_line(record: &AuditRecord, file: &AccountFile) -> HistoryLine {
    let called =
        |id: &Id<Account>| file.actors.iter().find(|(actor, _)| actor == id).map(|(_, name)| name.as_str().to_owned());
    HistoryLine {
        at: moment(record.at),
        happening: happening(&record.what, record.detail.as_deref()),
        detail: None,
        actor: match &record.actor {
            change::Actor::Stranger => Actor::Unknown,
            change::Actor::House => Actor::System,
            change::Actor::Operator(_) => Actor::Operator,
            change::Actor::Account(id) if *id == file.account.value.id => Actor::Themselves,
            change::Actor::Account(id) => called(id).map_or(Actor::Unknown, Actor::Person),
        },
        from: record.from.address.map(|address| address.to_string()),
    }
}

/// That a mail went out is told by what readied it.
fn is_told(record: &AuditRecord) -> bool {
    record.what != "letter-settled" || matches!(record.detail.as_deref(), Some("refused" | "given-up"))
}

fn happening(what: &str, detail: Option<&str>) -> Happening {
    match (what, detail) {
        ("account-registered" | "organization-opened", _) => Happening::Created,
        ("account-edited" | "account-readdressed", _) => Happening::Edited,
        ("language-changed", _) => Happening::LanguageChosen,
        ("welcome-sent", _) | ("letter-readied", Some("welcome")) => Happening::WelcomeSent,
        ("reset-sent", _) => Happening::ResetOrdered,
        ("password-chosen", _) => Happening::Activated,
        ("signed-in", _) => Happening::SignedIn,
        ("sign-in-failed" | "sign-in-too-late", _) => Happening::SignInFailed,
        ("signed-out", _) => Happening::SignedOut,
        ("proved-again", _) => Happening::SteppedUp,
        ("locked-out", _) => Happening::Barred,
        ("unlock-requested", _) => Happening::UnlockRequested,
        ("letter-readied", Some("unlock")) => Happening::UnlockSent,
        ("code-failed", _) => Happening::UnlockFailed,
        ("unlocked", Some("by-administrator" | "by-operator")) => Happening::UnlockedByAdministrator,
        ("unlocked", _) => Happening::Unlocked,
        ("reset-requested", _) => Happening::ResetRequested,
        ("letter-readied", Some("reset")) => Happening::ResetSent,
        ("letter-readied", Some("login-names")) => Happening::LoginNamesSent,
        ("password-reset", _) => Happening::PasswordReset,
        ("password-changed", _) => Happening::PasswordChanged,
        ("address-change-asked", _) => Happening::AddressChangeRequested,
        ("address-confirmed", _) => Happening::AddressConfirmed,
        ("address-changed", _) => Happening::AddressChanged,
        ("address-change-dropped", _) => Happening::AddressChangeCancelled,
        ("session-revoked", _) => Happening::SessionEnded,
        ("sessions-revoked", _) => Happening::SessionsEnded,
        ("device-forgotten", _) => Happening::DeviceForgotten,
        ("account-suspended", _) => Happening::Suspended,
        ("account-reinstated", _) => Happening::Reinstated,
        ("letter-settled", Some("refused" | "given-up")) => Happening::MailFailed,
        (other, _) => Happening::Other(other.to_owned()),
    }
}

/// One of the buttons on the page of an account.
async fn act(administrator: &Administrator, id: &str, act: Act) -> Result<Response, Trouble> {
    let authority = administrator.authority()?;
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
    Path(id): Path<String>,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Unlock).await
}

pub(crate) async fn suspend(
    administrator: Administrator,
    Path(id): Path<String>,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Suspend).await
}

pub(crate) async fn reinstate(
    administrator: Administrator,
    Path(id): Path<String>,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Reinstate).await
}

pub(crate) async fn welcome(
    administrator: Administrator,
    Path(id): Path<String>,
    _posted: Posted,
) -> Result<Response, Trouble> {
    act(&administrator, &id, Act::Welcome).await
}
