//! `identity organization`.

use identity_core::{
    application::organization::{NewOrganization, OrganizationEdit},
    domain::{
        kernel::{EmailAddress, Handle, Lifetime, PhoneNumber, ShortText},
        lockout::{BarLength, LockoutPolicy, LockoutPolicyError},
        organization::{ContactPerson, Organization, OrganizationPolicy},
        password::SecondStep,
    },
};
use identity_settings::{STANDARD_DELAYS, read_lifetime, written_lifetime};
use serde::Serialize;
use serde_json::json;

use super::{Desk, address, display_name, language, optional, unacceptable, yes_or_no};
use crate::{
    arguments::{EditOrganization, LockoutOptions, OpenOrganization, OrganizationVerb, Switch},
    asking::{new_password, somebody_is_there},
    output::{Answer, Cell},
    refusal::{Refusal, Why},
    words::{Sentence, Words, say},
};

pub(super) async fn run(desk: &Desk, words: &Words, verb: OrganizationVerb) -> Result<Answer, Refusal> {
    match verb {
        OrganizationVerb::Open(typed) => open(desk, words, &typed).await,
        OrganizationVerb::Edit(typed) => edit(desk, &typed).await,
        OrganizationVerb::List => list(desk).await,
        OrganizationVerb::Show { handle } => show(desk, &handle).await,
    }
}

async fn open(desk: &Desk, words: &Words, typed: &OpenOrganization) -> Result<Answer, Refusal> {
    let handle =
        Handle::parse(&typed.handle).map_err(|error| unacceptable("--handle", &typed.handle, Why::Name(error)))?;
    let owner_address = typed.owner_address.as_deref().map(|given| address("--owner-address", given)).transpose()?;
    let mut new = NewOrganization {
        handle: handle.clone(),
        name: display_name("--name", &typed.name)?,
        contact: contact(typed)?,
        language: typed.language.as_deref().map_or(Ok(desk.default_language), language)?,
        owner_name: display_name("--owner-name", &typed.owner_name)?,
        owner_address,
        password: None,
        policy: Some(OrganizationPolicy {
            lockout: lockout_policy(desk.identity().rules().lockout, &typed.lockout)?,
            shows_masked_address: typed.show_masked_address,
            shows_contact: typed.show_contact,
            second_step: SecondStep::Optional,
        }),
    };
    let is_asked_for = typed.password_stdin || new.owner_address.is_none() && somebody_is_there();
    let password = if is_asked_for { Some(new_password(words)?) } else { None };
    new.password = password.as_ref().map(|password| password.as_str());
    let link_goes_to = new.owner_address.clone().filter(|_| password.is_none());
    let organizations = desk.identity().organizations();
    organizations
        .open(&desk.authority, new, &desk.from)
        .await
        .map_err(|error| Refusal::of_opening(error, handle.as_str()))?;

    let opened = desk.organization(handle.as_str()).await?.value;
    let document = json!({ "organization": OrganizationDocument::from(&opened), "owner": handle.as_str(), "link_mailed": link_goes_to.is_some() });
    let answer = Answer::new(document, desk.zone).line(say!("organization-opened").with("handle", handle.as_str()));
    Ok(match link_goes_to {
        Some(address) => answer.line(say!("link-follows").with("address", address.as_str())),
        None => answer.line(say!("owner-can-sign-in").with("handle", handle.as_str())),
    })
}

async fn edit(desk: &Desk, typed: &EditOrganization) -> Result<Answer, Refusal> {
    let read = desk.organization(&typed.handle).await?;
    let before = &read.value;
    let handle = before.handle.to_string();
    let edit = OrganizationEdit {
        name: typed.name.as_deref().map_or(Ok(before.name.clone()), |given| display_name("--name", given))?,
        contact: contact_as_edited(before.contact.clone(), typed)?,
        language: typed.language.as_deref().map_or(Ok(before.language), language)?,
    };
    let organizations = desk.identity().organizations();
    let edited = organizations.edit(&desk.authority, before.id, read.version, edit, &desk.from).await;
    edited.map_err(|error| Refusal::of_editing_organization(error, &handle))?;

    let organization = desk.organization(&handle).await?.value;
    let document = json!({ "organization": OrganizationDocument::from(&organization) });
    Ok(Answer::new(document, desk.zone).line(say!("organization-edited").with("handle", &handle)))
}

/// The contact person with what was typed in the place of what was there.
fn contact_as_edited(
    before: Option<ContactPerson>,
    typed: &EditOrganization,
) -> Result<Option<ContactPerson>, Refusal> {
    if typed.no_contact {
        return Ok(None);
    }
    let about_nobody = [
        ("--contact-phone", &typed.contact_phone),
        ("--contact-email", &typed.contact_email),
        ("--contact-hours", &typed.contact_hours),
    ];
    let named = typed.contact_name.as_deref().map(|given| display_name("--contact-name", given)).transpose()?;
    let mut person = match (before, named) {
        (Some(before), named) => ContactPerson { name: named.unwrap_or(before.name.clone()), ..before },
        (None, Some(name)) => ContactPerson { name, phone: None, email: None, hours: None },
        (None, None) => {
            let given = about_nobody.iter().find_map(|(option, given)| Some((*option, given.as_deref()?)));
            return match given {
                Some((option, given)) => Err(unacceptable(option, given, Why::AboutNobody)),
                None => Ok(None),
            };
        }
    };
    let taken_away = |given: &str| given.trim().is_empty();
    if let Some(given) = typed.contact_phone.as_deref() {
        person.phone = optional("--contact-phone", Some(given).filter(|given| !taken_away(given)), PhoneNumber::parse)?;
    }
    if let Some(given) = typed.contact_email.as_deref() {
        let kept = Some(given).filter(|given| !taken_away(given));
        person.email = kept.map(|given| address("--contact-email", given)).transpose()?;
    }
    if let Some(given) = typed.contact_hours.as_deref() {
        person.hours = optional("--contact-hours", Some(given).filter(|given| !taken_away(given)), ShortText::parse)?;
    }
    Ok(Some(person))
}

async fn list(desk: &Desk) -> Result<Answer, Refusal> {
    let all = desk.organizations(None).await?;
    let documents: Vec<_> = all.iter().map(OrganizationDocument::from).collect();
    let rows = all.iter().map(|organization| {
        vec![
            Cell::Text(organization.handle.to_string()),
            Cell::Text(organization.name.as_str().to_owned()),
            Cell::text(organization.contact.as_ref().map(|person| person.name.as_str())),
            Cell::Text(organization.language.as_str().to_owned()),
        ]
    });
    let head = vec![say!("column-handle"), say!("column-name"), say!("column-contact-person"), say!("column-language")];
    Ok(Answer::new(json!({ "organizations": documents }), desk.zone).table(
        head,
        rows.collect(),
        say!("no-organizations"),
    ))
}

async fn show(desk: &Desk, handle: &str) -> Result<Answer, Refusal> {
    let organization = desk.organization(handle).await?.value;
    let contact = organization.contact.as_ref();
    let policy = &organization.policy;
    let facts = vec![
        (say!("column-handle"), Cell::Text(organization.handle.to_string())),
        (say!("column-name"), Cell::Text(organization.name.as_str().to_owned())),
        (say!("column-language"), Cell::Text(organization.language.as_str().to_owned())),
        (say!("column-contact-person"), Cell::text(contact.map(|person| person.name.as_str()))),
        (say!("fact-phone"), Cell::text(contact.and_then(|person| person.phone.as_ref()).map(PhoneNumber::as_str))),
        (say!("fact-mail"), Cell::text(contact.and_then(|person| person.email.as_ref()).map(EmailAddress::as_str))),
        (say!("fact-hours"), Cell::text(contact.and_then(|person| person.hours.as_ref()).map(ShortText::as_str))),
        (say!("fact-shows-contact"), Cell::Said(yes_or_no(policy.shows_contact))),
        (say!("fact-shows-address"), Cell::Said(yes_or_no(policy.shows_masked_address))),
        (say!("fact-limit"), Cell::Text(policy.lockout.limit().to_string())),
        (say!("fact-window"), Cell::Said(window(&policy.lockout))),
        (say!("fact-bar"), Cell::Said(bar(&policy.lockout))),
        (say!("fact-delays"), Cell::Said(yes_or_no(policy.lockout.delays().is_some()))),
    ];
    let document = json!({ "organization": OrganizationDocument::from(&organization) });
    Ok(Answer::new(document, desk.zone).record(facts))
}

fn contact(typed: &OpenOrganization) -> Result<Option<ContactPerson>, Refusal> {
    let Some(name) = &typed.contact_name else {
        return Ok(None);
    };
    Ok(Some(ContactPerson {
        name: display_name("--contact-name", name)?,
        phone: optional("--contact-phone", typed.contact_phone.as_deref(), PhoneNumber::parse)?,
        email: typed.contact_email.as_deref().map(|given| address("--contact-email", given)).transpose()?,
        hours: optional("--contact-hours", typed.contact_hours.as_deref(), ShortText::parse)?,
    }))
}

/// The policy of the installation, with what was typed in its place.
fn lockout_policy(standard: LockoutPolicy, typed: &LockoutOptions) -> Result<LockoutPolicy, Refusal> {
    let span = |option, given: &str| read_lifetime(given).ok_or_else(|| unacceptable(option, given, Why::Span));
    let limit = typed.limit.unwrap_or(standard.limit());
    let window = match typed.window.as_deref() {
        None => standard.window(),
        Some("none") => None,
        Some(given) => Some(span("--window", given)?),
    };
    let bar = match typed.bar.as_deref() {
        None => standard.bar(),
        Some("until-unlocked") => BarLength::UntilUnlocked,
        Some(given) => BarLength::For(span("--bar", given)?),
    };
    let delays = match typed.delays {
        None => standard.delays(),
        Some(Switch::On) => Some(STANDARD_DELAYS),
        Some(Switch::Off) => None,
    };
    LockoutPolicy::new(limit, window, bar, delays).map_err(|error| {
        let (option, given) = match error {
            LockoutPolicyError::Limit => ("--limit", limit.to_string()),
            LockoutPolicyError::Window => ("--window", typed.window.clone().unwrap_or_default()),
            LockoutPolicyError::Bar => ("--bar", typed.bar.clone().unwrap_or_default()),
            LockoutPolicyError::Delays => ("--delays", String::new()),
        };
        unacceptable(option, &given, Why::Policy(error))
    })
}

fn window(policy: &LockoutPolicy) -> Sentence {
    policy
        .window()
        .map_or_else(|| say!("window-none"), |window| say!("for-span").with("span", written_lifetime(window)))
}

fn bar(policy: &LockoutPolicy) -> Sentence {
    match policy.bar() {
        BarLength::UntilUnlocked => say!("bar-until-unlocked"),
        BarLength::For(span) => say!("for-span").with("span", written_lifetime(span)),
    }
}

/// An organization for machines.
#[derive(Serialize)]
struct OrganizationDocument<'a> {
    id: String,
    handle: &'a str,
    name: &'a str,
    language: &'a str,
    contact: Option<ContactDocument<'a>>,
    shows_contact: bool,
    shows_masked_address: bool,
    lockout: LockoutDocument,
}

#[derive(Serialize)]
struct ContactDocument<'a> {
    name: &'a str,
    phone: Option<&'a str>,
    email: Option<&'a str>,
    hours: Option<&'a str>,
}

/// Spans are seconds; a bar of `null` holds until somebody unlocks.
#[derive(Serialize)]
struct LockoutDocument {
    limit: u32,
    window_seconds: Option<u32>,
    bar_seconds: Option<u32>,
    delays: bool,
}

impl<'a> From<&'a Organization> for OrganizationDocument<'a> {
    fn from(organization: &'a Organization) -> Self {
        let policy = &organization.policy;
        let contact = organization.contact.as_ref().map(|person| ContactDocument {
            name: person.name.as_str(),
            phone: person.phone.as_ref().map(PhoneNumber::as_str),
            email: person.email.as_ref().map(EmailAddress::as_str),
            hours: person.hours.as_ref().map(ShortText::as_str),
        });
        Self {
            id: organization.id.to_string(),
            handle: organization.handle.as_str(),
            name: organization.name.as_str(),
            language: organization.language.as_str(),
            contact,
            shows_contact: policy.shows_contact,
            shows_masked_address: policy.shows_masked_address,
            lockout: LockoutDocument {
                limit: policy.lockout.limit(),
                window_seconds: policy.lockout.window().map(Lifetime::as_seconds),
                bar_seconds: match policy.lockout.bar() {
                    BarLength::UntilUnlocked => None,
                    BarLength::For(span) => Some(span.as_seconds()),
                },
                delays: policy.lockout.delays().is_some(),
            },
        }
    }
}
