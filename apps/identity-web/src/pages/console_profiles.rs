//! Authorization profiles: the list, and one to define, change or remove.

use std::collections::BTreeSet;

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::permission::{ProfileError, ProfileView},
    change::Version,
    domain::{
        kernel::{DisplayName, Id},
        permission::{DelegablePermission, PermissionName, Profile},
    },
};

use super::{console::Administrator, permits};
use crate::{
    request::{Posted, Segment, go, show},
    trouble::Trouble,
    views::{ConsoleProfile, ConsoleProfiles, HolderRow, ProfileRow, ProfileTrouble},
};

pub(crate) async fn list(administrator: Administrator) -> Result<Response, Trouble> {
    let identity = administrator.0.caller.identity();
    let permissions = identity.permissions();
    let organization = administrator.present().account().organization;
    let profiles = permissions.profiles(administrator.reader(), organization).await?;
    let language = administrator.language();
    let view = ConsoleProfiles {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        rows: profiles
            .iter()
            .map(|read| ProfileRow {
                id: read.value.id.to_string(),
                name: read.value.name.as_str().to_owned(),
                permissions: permits::labels(permissions.catalogue(), &read.value, language),
            })
            .collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

/// A form about a profile, as it is kept or as it came back.
struct Filled {
    id: Option<Id<Profile>>,
    kept_name: String,
    name: String,
    chosen: BTreeSet<String>,
    version: String,
    holders: Vec<HolderRow>,
}

impl Filled {
    fn empty() -> Self {
        Self {
            id: None,
            kept_name: String::new(),
            name: String::new(),
            chosen: BTreeSet::new(),
            version: "0".to_owned(),
            holders: Vec::new(),
        }
    }

    fn kept(view: &ProfileView) -> Self {
        let profile = &view.profile.value;
        Self {
            id: Some(profile.id),
            kept_name: profile.name.as_str().to_owned(),
            name: profile.name.as_str().to_owned(),
            chosen: profile.permissions.keys().map(|held| held.name().to_string()).collect(),
            version: view.profile.version.get().to_string(),
            holders: view
                .holders
                .iter()
                .map(|account| HolderRow {
                    id: account.id.to_string(),
                    display_name: account.name.as_str().to_owned(),
                    login: account.login.to_string(),
                })
                .collect(),
        }
    }

    /// With what came back in place of what is kept.
    fn typed(self, posted: &Posted) -> Result<Self, Trouble> {
        Ok(Self {
            name: posted.one("name")?.chars().take(300).collect(),
            chosen: posted.many("permission").take(Self::MOST).map(str::to_owned).collect(),
            version: posted.one("version")?.chars().take(20).collect(),
            ..self
        })
    }

    const MOST: usize = identity_core::domain::permission::Catalogue::LIMIT;
}

async fn form(
    administrator: &Administrator,
    filled: Filled,
    trouble: Option<ProfileTrouble>,
) -> Result<Response, Trouble> {
    let status = match trouble {
        None => StatusCode::OK,
        Some(ProfileTrouble::NameTaken | ProfileTrouble::Conflict) => StatusCode::CONFLICT,
        Some(ProfileTrouble::Name | ProfileTrouble::Rights) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let identity = administrator.0.caller.identity();
    let permissions = identity.permissions();
    let powers = administrator.0.empowered.powers();
    let is_chosen = |value: &str| filled.chosen.contains(value);
    let view = ConsoleProfile {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        id: filled.id.map(|id| id.to_string()),
        permissions: permits::to_give(permissions.catalogue(), powers, administrator.language(), is_chosen),
        kept_name: filled.kept_name,
        name: filled.name,
        version: filled.version,
        holders: filled.holders,
        trouble,
    };
    Ok(show(status, &view))
}

pub(crate) async fn new_form(administrator: Administrator) -> Result<Response, Trouble> {
    administrator.authority().await?;
    form(&administrator, Filled::empty(), None).await
}

async fn kept(administrator: &Administrator, id: &str) -> Result<ProfileView, Trouble> {
    let id = Id::parse(id).ok_or(Trouble::NotFound)?;
    let permissions = administrator.0.caller.identity().permissions();
    permissions.profile(administrator.reader(), id).await?.ok_or(Trouble::NotFound)
}

pub(crate) async fn show_profile(administrator: Administrator, Segment(id): Segment) -> Result<Response, Trouble> {
    let kept = kept(&administrator, &id).await?;
    form(&administrator, Filled::kept(&kept), None).await
}

/// What was chosen, as something that can be given; `None` when one of it cannot.
fn chosen(administrator: &Administrator, filled: &Filled) -> Option<BTreeSet<DelegablePermission>> {
    let permissions = administrator.0.caller.identity().permissions();
    let delegable =
        |name: &String| PermissionName::parse(name).ok().and_then(|name| permissions.catalogue().delegable(&name));
    filled.chosen.iter().map(delegable).collect()
}

pub(crate) async fn define(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let filled = Filled::empty().typed(&posted)?;
    let Ok(name) = DisplayName::parse(&filled.name) else {
        return form(&administrator, filled, Some(ProfileTrouble::Name)).await;
    };
    let Some(chosen) = chosen(&administrator, &filled) else {
        return form(&administrator, filled, Some(ProfileTrouble::Rights)).await;
    };
    let organization = administrator.present().account().organization;
    let permissions = caller.identity().permissions();
    match permissions.define(&authority, organization, name, &chosen, &caller.visit().from).await {
        Ok(_) => Ok(go("/console/profiles")),
        Err(error) => answer(&administrator, error, filled).await,
    }
}

pub(crate) async fn edit(
    administrator: Administrator,
    Segment(id): Segment,
    posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let kept = kept(&administrator, &id).await?;
    let filled = Filled::kept(&kept).typed(&posted)?;
    let seen = Version::as_stored(filled.version.parse().map_err(|_| Trouble::Unreadable)?);
    let Ok(name) = DisplayName::parse(&filled.name) else {
        return form(&administrator, filled, Some(ProfileTrouble::Name)).await;
    };
    let Some(chosen) = chosen(&administrator, &filled) else {
        return form(&administrator, filled, Some(ProfileTrouble::Rights)).await;
    };
    let id = kept.profile.value.id;
    let permissions = caller.identity().permissions();
    match permissions.edit(&authority, id, seen, name, &chosen, &caller.visit().from).await {
        Ok(()) => Ok(go("/console/profiles")),
        Err(error) => answer(&administrator, error, filled).await,
    }
}

pub(crate) async fn remove(
    administrator: Administrator,
    Segment(id): Segment,
    posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let id = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let seen = Version::as_stored(posted.one("version")?.parse().map_err(|_| Trouble::Unreadable)?);
    match caller.identity().permissions().remove(&authority, id, seen, &caller.visit().from).await {
        Ok(()) => Ok(go("/console/profiles")),
        Err(error) => answer(&administrator, error, Filled { id: Some(id), ..Filled::empty() }).await,
    }
}

async fn answer(administrator: &Administrator, error: ProfileError, filled: Filled) -> Result<Response, Trouble> {
    match error {
        ProfileError::NotFound => Err(Trouble::NotFound),
        ProfileError::NotAllowed => Err(Trouble::Forbidden),
        ProfileError::NotDelegable => form(administrator, filled, Some(ProfileTrouble::Rights)).await,
        ProfileError::Taken => form(administrator, filled, Some(ProfileTrouble::NameTaken)).await,
        ProfileError::ChangedMeanwhile => {
            // As it stands now: saving again what was typed would undo unseen what somebody else did.
            let id = filled.id.ok_or(Trouble::NotFound)?;
            let now = kept(administrator, &id.to_string()).await?;
            form(administrator, Filled::kept(&now), Some(ProfileTrouble::Conflict)).await
        }
        ProfileError::Unavailable(unavailable) => Err(unavailable.into()),
    }
}
