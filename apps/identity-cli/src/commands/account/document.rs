//! An account for machines. Holds nothing that opens it.

use identity_core::domain::{
    account::{Account, Standing},
    lockout::{Bar, LastFailure},
};
use serde::Serialize;
use serde_json::Value as Json;

use super::super::{
    rank,
    rights::{GrantDocument, RightsNames},
};
use crate::output::moment;

/// An account.
#[derive(Serialize)]
pub(in crate::commands) struct AccountDocument {
    id: String,
    login: String,
    name: String,
    language: String,
    address: Option<String>,
    address_confirmed_at: Option<Json>,
    rank: &'static str,
    profiles: Vec<GrantDocument>,
    permissions: Vec<GrantDocument>,
    suspended_since: Option<Json>,
    ends_at: Option<Json>,
    has_password: bool,
    created_at: Json,
    signed_in_at: Option<Json>,
}

/// The lockout of an account.
#[derive(Serialize)]
pub(in crate::commands) struct LockoutDocument {
    since: Json,
    until: Option<Json>,
    last_failure_at: Option<Json>,
    last_failure_from: Option<String>,
}

impl AccountDocument {
    pub(in crate::commands) fn of(account: &Account, names: &RightsNames) -> Self {
        let (profiles, permissions) = names.documents(account);
        Self {
            id: account.id.to_string(),
            login: account.login.to_string(),
            name: account.name.as_str().to_owned(),
            language: account.language.as_str().to_owned(),
            address: account.contact.as_ref().map(|contact| contact.address.as_str().to_owned()),
            address_confirmed_at: account.contact.as_ref().and_then(|contact| contact.confirmed_at).map(moment),
            rank: rank(account.rank).0,
            profiles,
            permissions,
            suspended_since: match account.standing {
                Standing::Active => None,
                Standing::Suspended { since } => Some(moment(since)),
            },
            ends_at: account.ends_at.map(moment),
            has_password: account.password.is_some(),
            created_at: moment(account.created_at),
            signed_in_at: account.signed_in_at.map(moment),
        }
    }
}

impl LockoutDocument {
    pub(in crate::commands) fn of(bar: &Bar, last_failure: Option<&LastFailure>) -> Self {
        Self {
            since: moment(bar.since),
            until: bar.until.map(moment),
            last_failure_at: last_failure.map(|failure| moment(failure.at)),
            last_failure_from: last_failure.and_then(|failure| failure.from.address).map(|address| address.to_string()),
        }
    }
}
