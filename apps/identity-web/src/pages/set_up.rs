//! From an empty database to the first organization, with the link that was printed at start. Once.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::organization::{NewOrganization, OpenError},
    domain::{
        kernel::{DisplayName, EmailAddress, Handle, Language, SecretToken},
        password::{PasswordRules, SecondStep},
    },
};

use super::{dead_link, rules_shown, weaknesses_shown};
use crate::{
    request::{Caller, Posted, Segment, show},
    trouble::Trouble,
    views::{DeadLinkKind, SetUp, SetUpDone, SetUpFields, SetUpTrouble, Weakness, Words},
};

pub(crate) async fn form(caller: Caller, Segment(text): Segment) -> Result<Response, Trouble> {
    if link(&caller, &text).await?.is_none() {
        return Ok(dead_link(&caller, DeadLinkKind::SetUp));
    }
    let form = SetUpFields { language: caller.arrival.words.code(), ..SetUpFields::default() };
    Ok(show(StatusCode::OK, &page(&caller, text, form, Vec::new(), Vec::new())))
}

async fn link(caller: &Caller, text: &str) -> Result<Option<SecretToken>, Trouble> {
    let Ok(token) = SecretToken::parse(text) else {
        return Ok(None);
    };
    Ok(caller.identity().organizations().opens_set_up(&token).await?.then_some(token))
}

fn page(
    caller: &Caller,
    token: String,
    form: SetUpFields,
    trouble: Vec<SetUpTrouble>,
    weaknesses: Vec<Weakness>,
) -> SetUp {
    let rules = rules_shown(&PasswordRules::new(SecondStep::Optional, []));
    SetUp { page: caller.page(), token, form, rules, trouble, weaknesses }
}

pub(crate) async fn submit(caller: Caller, Segment(text): Segment, posted: Posted) -> Result<Response, Trouble> {
    let Some(token) = link(&caller, &text).await? else {
        return Ok(dead_link(&caller, DeadLinkKind::SetUp));
    };
    let field = |name| posted.one(name).map(|value| value.chars().take(300).collect::<String>());
    let form = SetUpFields {
        organization: field("organization")?,
        handle: field("handle")?,
        display_name: field("display_name")?,
        contact_address: field("contact_address")?,
        language: field("language")?,
    };
    let new = match parse(&form, posted.one("new_password")?) {
        Ok(new) => new,
        Err(trouble) => {
            return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page(&caller, text, form, trouble, Vec::new())));
        }
    };
    let login = new.handle.to_string();
    let weaknesses = match caller.identity().organizations().set_up(&token, new, caller.visit()).await {
        Ok(_) => {
            return Ok(show(StatusCode::OK, &SetUpDone { page: caller.page(), login }));
        }
        Err(OpenError::Weak(found)) => weaknesses_shown(&found),
        Err(OpenError::TooLong) => vec![Weakness::TooLong],
        Err(OpenError::Taken | OpenError::Closed | OpenError::NoWayIn) => {
            return Ok(dead_link(&caller, DeadLinkKind::SetUp));
        }
        Err(OpenError::Unavailable(unavailable)) => return Err(unavailable.into()),
    };
    Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page(&caller, text, form, Vec::new(), weaknesses)))
}

fn parse<'a>(form: &SetUpFields, password: &'a str) -> Result<NewOrganization<'a>, Vec<SetUpTrouble>> {
    let mut trouble = Vec::new();
    let name = DisplayName::parse(&form.organization).map_err(|_| trouble.push(SetUpTrouble::Organization)).ok();
    let handle = Handle::parse(&form.handle).map_err(|_| trouble.push(SetUpTrouble::Handle)).ok();
    let owner_name = DisplayName::parse(&form.display_name).map_err(|_| trouble.push(SetUpTrouble::DisplayName)).ok();
    let owner_address = match form.contact_address.trim() {
        "" => None,
        typed => EmailAddress::parse(typed).map_err(|_| trouble.push(SetUpTrouble::ContactAddress)).ok(),
    };
    let language =
        Words::known(&form.language).and_then(|words| Language::parse(&words.code()).ok()).unwrap_or(Language::ENGLISH);
    match (name, handle, owner_name) {
        (Some(name), Some(handle), Some(owner_name)) if trouble.is_empty() => Ok(NewOrganization {
            handle,
            name,
            contact: None,
            language,
            owner_name,
            owner_address,
            password: Some(password),
            policy: None,
        }),
        _ => Err(trouble),
    }
}
