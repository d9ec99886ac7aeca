//! What was granted to one account: the page, giving and taking.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::permission::{GrantError, Question},
    domain::{
        account::Account,
        kernel::Id,
        permission::{Decision, Grant, Granted, GrantedBy, OwnPermission, Profile, Through},
    },
};

use super::{console::Administrator, permits};
use crate::{
    request::{Posted, Segment, go, moment, show},
    trouble::Trouble,
    views::{ChoiceGroup, ConsoleRights, GrantRow, GrantState, RightsTrouble},
};

pub(crate) async fn rights(administrator: Administrator, Segment(id): Segment) -> Result<Response, Trouble> {
    page(&administrator, &id, "", "", None).await
}

pub(crate) async fn give(
    administrator: Administrator,
    Segment(id): Segment,
    posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let permissions = caller.identity().permissions();
    let account = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let (typed, until) = (posted.one("what")?, posted.one("until")?);
    let again = |trouble| page(&administrator, &id, typed, until, Some(trouble));
    let Some(what) = permits::granted(permissions.catalogue(), typed) else {
        return again(RightsTrouble::Nothing).await;
    };
    let Ok(end) = permits::end_of(until, caller.app.time_zone) else {
        return again(RightsTrouble::Until).await;
    };
    match permissions.grant(&authority, account, what, end, &caller.visit().from).await {
        Ok(()) => Ok(go(&format!("/console/accounts/{account}/rights"))),
        Err(GrantError::Past) => again(RightsTrouble::Until).await,
        Err(GrantError::TooMany) => again(RightsTrouble::NotGiven).await,
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn take(
    administrator: Administrator,
    Segment(id): Segment,
    posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let permissions = caller.identity().permissions();
    let account = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let what = permits::granted(permissions.catalogue(), posted.one("what")?).ok_or(Trouble::Unreadable)?;
    permissions.take(&authority, account, &what, &caller.visit().from).await?;
    Ok(go(&format!("/console/accounts/{account}/rights")))
}

impl From<GrantError> for Trouble {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::NotFound => Self::NotFound,
            GrantError::NotAllowed | GrantError::OwnAccount | GrantError::Owner => Self::Forbidden,
            GrantError::Past | GrantError::TooMany => Self::Unreadable,
            GrantError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

async fn page(
    administrator: &Administrator,
    id: &str,
    what: &str,
    until: &str,
    trouble: Option<RightsTrouble>,
) -> Result<Response, Trouble> {
    let identity = administrator.0.caller.identity();
    let id = Id::parse(id).ok_or(Trouble::NotFound)?;
    let file = identity.accounts().file(administrator.reader(), id).await?.ok_or(Trouble::NotFound)?;
    let account = &file.account.value;
    let permissions = identity.permissions();
    let catalogue = permissions.catalogue();
    let language = administrator.language();
    let explained = permissions.explain(administrator.reader(), id, Question::Everything).await?.unwrap_or_default();
    let profiles = permissions.profiles(administrator.reader(), account.organization).await?;
    let profiles: Vec<Profile> = profiles.into_iter().map(|read| read.value).collect();
    let mut grants = Vec::with_capacity(account.rights.grants().len());
    for grant in account.rights.grants() {
        let counts = explained.iter().any(|explained| is_through(&explained.decision, grant));
        grants.push(GrantRow {
            what: permits::named(&grant.what),
            label: match &grant.what {
                Granted::Permission(held) => permits::label(catalogue, held, language),
                Granted::Profile(id) => profiles.iter().find(|profile| profile.id == *id).map_or_else(
                    || administrator.0.words().t("rights-gone"),
                    |profile| profile.name.as_str().to_owned(),
                ),
            },
            is_profile: matches!(grant.what, Granted::Profile(_)),
            by: name_of(administrator, grant.by).await?,
            at: moment(grant.at),
            until: grant.until.map(moment),
            state: match grant.is_running(identity.now()) {
                false => GrantState::Ended,
                true if counts => GrantState::Counts,
                true => GrantState::Void,
            },
        });
    }
    let is_theirs = account.id == administrator.present().account().id;
    let view = ConsoleRights {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        id: account.id.to_string(),
        display_name: account.name.as_str().to_owned(),
        grants,
        permits: permits::permits(catalogue, &explained, language),
        to_give: if is_theirs { Vec::new() } else { to_give(administrator, account, &profiles, what) },
        until: until.chars().take(10).collect(),
        trouble,
    };
    Ok(show(trouble.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY), &view))
}

fn is_through(decision: &Decision, grant: &Grant) -> bool {
    match decision {
        Decision::Allowed(Through::Permission(through) | Through::Profile(through, _)) => through.what == grant.what,
        Decision::Allowed(Through::Ownership) | Decision::Refused(_) => false,
    }
}

async fn name_of(administrator: &Administrator, by: GrantedBy) -> Result<Option<String>, Trouble> {
    let (GrantedBy::Owner(id) | GrantedBy::Account(id)) = by else {
        return Ok(None);
    };
    let accounts = administrator.0.caller.identity().accounts();
    let name = accounts.name_of(administrator.reader(), id).await?;
    Ok(name.map(|name| name.as_str().to_owned()))
}

/// What the reader may give and the account does not hold without an end already.
fn to_give(administrator: &Administrator, account: &Account, profiles: &[Profile], chosen: &str) -> Vec<ChoiceGroup> {
    let empowered = &administrator.0.empowered;
    if !empowered.may(OwnPermission::PermissionsGrant) {
        return Vec::new();
    }
    let identity = administrator.0.caller.identity();
    let permissions = identity.permissions();
    let (catalogue, language) = (permissions.catalogue(), administrator.language());
    let is_chosen = |value: &str| value == chosen;
    let mut groups = Vec::new();
    let choices = permits::profiles_to_give(catalogue, profiles.iter(), empowered.powers(), language, is_chosen);
    if !choices.is_empty() {
        groups.push(ChoiceGroup { title: administrator.0.words().t("console-profiles-title"), choices });
    }
    groups.extend(permits::to_give(catalogue, empowered.powers(), language, is_chosen));
    let is_held = |value: &str| {
        let held = account.rights.grants().iter().find(|grant| permits::named(&grant.what) == value);
        held.is_some_and(|grant| grant.until.is_none())
    };
    for group in &mut groups {
        group.choices.retain(|choice| !is_held(&choice.value));
    }
    groups.retain(|group| !group.choices.is_empty());
    groups
}
