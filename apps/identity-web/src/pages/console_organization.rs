//! The organization in the console: what it is called, and whom people turn to. For its owner.

use axum::{extract::RawQuery, http::StatusCode, response::Response};
use identity_core::{
    application::organization::{OrganizationEdit, OrganizationEditError},
    change::{Version, Versioned},
    domain::{
        kernel::{DisplayName, EmailAddress, Language, PhoneNumber, ShortText},
        organization::{ContactPerson, Organization},
    },
};

use super::console::Administrator;
use crate::{
    request::{Posted, go, show},
    trouble::Trouble,
    views::{ConsoleOrganization, OrganizationFields, OrganizationTrouble, Words},
};

async fn organization(owner: &Administrator) -> Result<Versioned<Organization>, Trouble> {
    let handle = &owner.present().organization().handle;
    owner.0.caller.identity().organizations().by_handle(handle).await?.ok_or(Trouble::NotFound)
}

async fn page(
    owner: &Administrator,
    form: OrganizationFields,
    is_saved: bool,
    trouble: Vec<OrganizationTrouble>,
) -> Result<Response, Trouble> {
    let status = match trouble.as_slice() {
        [] => StatusCode::OK,
        [OrganizationTrouble::Conflict, ..] => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let view = ConsoleOrganization {
        page: owner.page(),
        locked_count: owner.locked_count().await?,
        handle: owner.present().organization().handle.to_string(),
        form,
        is_saved,
        trouble,
    };
    Ok(show(status, &view))
}

/// The form, filled in with what is kept.
fn as_it_is(read: &Versioned<Organization>) -> OrganizationFields {
    let organization = &read.value;
    let contact = organization.contact.as_ref();
    let part = |text: Option<&str>| text.unwrap_or_default().to_owned();
    OrganizationFields {
        name: organization.name.as_str().to_owned(),
        language: organization.language.as_str().to_owned(),
        contact_name: part(contact.map(|person| person.name.as_str())),
        contact_phone: part(contact.and_then(|person| person.phone.as_ref()).map(PhoneNumber::as_str)),
        contact_email: part(contact.and_then(|person| person.email.as_ref()).map(EmailAddress::as_str)),
        contact_hours: part(contact.and_then(|person| person.hours.as_ref()).map(ShortText::as_str)),
        version: read.version.get().to_string(),
    }
}

fn fields(posted: &Posted) -> Result<OrganizationFields, Trouble> {
    let text = |name| posted.one(name).map(|value| value.chars().take(300).collect::<String>());
    Ok(OrganizationFields {
        name: text("organization_name")?,
        language: text("language")?,
        contact_name: text("contact_name")?,
        contact_phone: text("contact_phone")?,
        contact_email: text("contact_email")?,
        contact_hours: text("contact_hours")?,
        version: text("version")?,
    })
}

fn parse(form: &OrganizationFields) -> Result<OrganizationEdit, Vec<OrganizationTrouble>> {
    fn part<T, E>(
        typed: &str,
        read: impl Fn(&str) -> Result<T, E>,
        wrong: OrganizationTrouble,
        trouble: &mut Vec<OrganizationTrouble>,
    ) -> Option<T> {
        let typed = Some(typed.trim()).filter(|typed| !typed.is_empty())?;
        read(typed).map_err(|_| trouble.push(wrong)).ok()
    }
    let mut trouble = Vec::new();
    let name = DisplayName::parse(&form.name).map_err(|_| trouble.push(OrganizationTrouble::Name)).ok();
    let about_nobody = form.contact_name.trim().is_empty()
        && [&form.contact_phone, &form.contact_email, &form.contact_hours].iter().any(|part| !part.trim().is_empty());
    if about_nobody {
        trouble.push(OrganizationTrouble::Nobody);
    }
    let person = part(&form.contact_name, DisplayName::parse, OrganizationTrouble::ContactName, &mut trouble);
    let phone = part(&form.contact_phone, PhoneNumber::parse, OrganizationTrouble::ContactPhone, &mut trouble);
    let email = part(&form.contact_email, EmailAddress::parse, OrganizationTrouble::ContactEmail, &mut trouble);
    let hours = part(&form.contact_hours, ShortText::parse, OrganizationTrouble::ContactHours, &mut trouble);
    let language =
        Words::known(&form.language).and_then(|words| Language::parse(&words.code()).ok()).unwrap_or(Language::ENGLISH);
    match name {
        Some(name) if trouble.is_empty() => {
            let contact = person.map(|name| ContactPerson { name, phone, email, hours });
            Ok(OrganizationEdit { name, contact, language })
        }
        _ => Err(trouble),
    }
}

pub(crate) async fn form(owner: Administrator, RawQuery(query): RawQuery) -> Result<Response, Trouble> {
    owner.authority().await?;
    let read = organization(&owner).await?;
    page(&owner, as_it_is(&read), query.as_deref() == Some("saved"), Vec::new()).await
}

pub(crate) async fn edit(owner: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = owner.authority().await?;
    let form = fields(&posted)?;
    let seen = Version::as_stored(form.version.parse().map_err(|_| Trouble::Unreadable)?);
    let edit = match parse(&form) {
        Ok(edit) => edit,
        Err(trouble) => return page(&owner, form, false, trouble).await,
    };
    let caller = &owner.0.caller;
    let id = owner.present().organization().id;
    match caller.identity().organizations().edit(&authority, id, seen, edit, &caller.visit().from).await {
        Ok(()) => Ok(go("/console/organization?saved")),
        Err(OrganizationEditError::ChangedMeanwhile) => {
            // As it stands now: saving again what was typed would undo unseen what somebody else did.
            let now = organization(&owner).await?;
            page(&owner, as_it_is(&now), false, vec![OrganizationTrouble::Conflict]).await
        }
        Err(OrganizationEditError::NotFound) => Err(Trouble::NotFound),
        Err(OrganizationEditError::NotAllowed) => Err(Trouble::Forbidden),
        Err(OrganizationEditError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}
