//! The pages: extract, call, map. What they show is in [`crate::views`], what they decide in the core.

pub(crate) mod account;
pub(crate) mod break_glass;
pub(crate) mod console;
pub(crate) mod console_account;
pub(crate) mod console_audit;
pub(crate) mod console_invitations;
pub(crate) mod console_organization;
pub(crate) mod console_overview;
pub(crate) mod console_permissions;
pub(crate) mod console_profiles;
pub(crate) mod console_rights;
pub(crate) mod dev_mailbox;
pub(crate) mod home;
pub(crate) mod invitation;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod people_import;
mod permits;
pub(crate) mod plain;
pub(crate) mod policies;
pub(crate) mod readiness;
pub(crate) mod recovery;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod unlock;

pub(crate) use self::sign_in::OUTCOMES as SIGN_IN_OUTCOMES;
use axum::{http::StatusCode, response::Response};
use identity_core::domain::{
    kernel::Lifetime,
    organization::{ContactPerson, Organization},
    password,
};

use crate::{
    request::{Caller, show},
    views::{Contact, DeadLink, DeadLinkKind, PasswordRules, Weakness},
};

fn minutes(lifetime: Lifetime) -> u32 {
    lifetime.as_seconds() / 60
}

fn dead_link(caller: &Caller, kind: DeadLinkKind) -> Response {
    show(StatusCode::GONE, &DeadLink { page: caller.page(), kind })
}

fn rules_shown(rules: &password::PasswordRules) -> PasswordRules {
    PasswordRules { min_length: u16::try_from(rules.minimum()).unwrap_or(u16::MAX), names: rules.names().to_vec() }
}

fn weaknesses_shown(found: &[password::Weakness]) -> Vec<Weakness> {
    let shown = |weakness: &password::Weakness| match weakness {
        password::Weakness::TooShort { .. } => Weakness::TooShort,
        password::Weakness::Common => Weakness::Common,
        password::Weakness::OwnName => Weakness::OwnName,
    };
    found.iter().map(shown).collect()
}

fn organization_contact(contact: &ContactPerson, organization: Option<&Organization>) -> Contact {
    Contact {
        name: contact.name.as_str().to_owned(),
        organization: organization.map(|organization| organization.name.as_str().to_owned()),
        phone: contact.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        email: contact.email.as_ref().map(|email| email.as_str().to_owned()),
        hours: contact.hours.as_ref().map(|hours| hours.as_str().to_owned()),
    }
}
