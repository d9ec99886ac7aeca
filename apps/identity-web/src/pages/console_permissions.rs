//! Who may do what, and through what: the other way round from the page of an account.

use axum::{extract::Query, http::StatusCode, response::Response};
use identity_core::{
    application::permission::Holder,
    domain::{
        kernel::DisplayName,
        permission::{GrantedBy, PermissionName, Through},
    },
};
use serde::Deserialize;

use super::console::Administrator;
use crate::{
    request::{moment, show},
    trouble::Trouble,
    views::{Choice, ChoiceGroup, ConsolePermissions, Permit, PermitWhy, WhoMay},
};

/// What the address may say.
#[derive(Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    what: String,
    after: Option<String>,
}

pub(crate) async fn who(administrator: Administrator, Query(find): Query<Find>) -> Result<Response, Trouble> {
    let permissions = administrator.0.caller.identity().permissions();
    let (catalogue, language) = (permissions.catalogue(), administrator.language());
    let groups = catalogue.by_category().map(|(category, its)| ChoiceGroup {
        title: category.labels.text(language).to_owned(),
        choices: its
            .into_iter()
            .map(|permission| Choice {
                value: permission.name.to_string(),
                label: permission.labels.text(language).to_owned(),
                note: None,
                chosen: permission.name.as_str() == find.what,
            })
            .collect(),
    });
    let groups: Vec<ChoiceGroup> = groups.collect();
    let asked = PermissionName::parse(&find.what).ok().filter(|name| catalogue.get(name).is_some());
    let mut found = None;
    if let Some(name) = asked {
        let organization = administrator.present().account().organization;
        let (holders, next) =
            permissions.who_may(administrator.reader(), organization, &name, find.after.as_deref()).await?;
        let mut rows = Vec::with_capacity(holders.len());
        for holder in &holders {
            rows.push(row(&administrator, holder).await?);
        }
        found = Some((rows, next));
    }
    let view = ConsolePermissions {
        page: administrator.page(),
        locked_count: administrator.locked_count().await?,
        groups,
        what: find.what.chars().take(100).collect(),
        asked: found.is_some(),
        next: found.as_ref().and_then(|(_, next)| next.clone()),
        rows: found.map(|(rows, _)| rows).unwrap_or_default(),
    };
    Ok(show(StatusCode::OK, &view))
}

async fn row(administrator: &Administrator, holder: &Holder) -> Result<WhoMay, Trouble> {
    let (by, until, profile) = match &holder.through {
        Through::Ownership => (None, None, None),
        Through::Permission(grant) => (Some(grant.by), grant.until, None),
        Through::Profile(grant, profile) => (Some(grant.by), grant.until, Some(profile.name.as_str().to_owned())),
    };
    let giver: Option<DisplayName> = match by {
        Some(GrantedBy::Owner(id) | GrantedBy::Account(id)) => {
            administrator.0.caller.identity().accounts().name_of(administrator.reader(), id).await?
        }
        Some(GrantedBy::Operator) | None => None,
    };
    let giver = giver.map(|name| name.as_str().to_owned());
    let until = until.map(moment);
    let why = match (by, profile) {
        (None, _) => PermitWhy::Owner,
        (Some(_), None) => PermitWhy::Granted { by: giver.clone(), until },
        (Some(_), Some(name)) => PermitWhy::Profile { name, until },
    };
    Ok(WhoMay {
        id: holder.account.id.to_string(),
        display_name: holder.account.name.as_str().to_owned(),
        login: holder.account.login.to_string(),
        permit: Permit { label: String::new(), why },
        giver,
    })
}
