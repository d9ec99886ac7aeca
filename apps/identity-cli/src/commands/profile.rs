//! `identity profile`.

use identity_core::{
    application::{account::Reader, permission::ProfileView},
    change::Versioned,
    domain::{
        account::Account,
        organization::Organization,
        permission::{MAX_PROFILES, Profile},
    },
};
use serde_json::{Value as Json, json};

use super::{
    Desk, display_name,
    rights::{RightsNames, giver_words},
};
use crate::{
    arguments::{EditProfile, NamedProfile, ProfileVerb},
    asking::confirm,
    output::{Answer, Cell},
    refusal::Refusal,
    words::{Sentence, Words, say},
};

/// How many holders the core names; there may be more.
const HOLDERS_NAMED: usize = 50;

pub(super) async fn run(desk: &Desk, words: &Words, verb: ProfileVerb) -> Result<Answer, Refusal> {
    match verb {
        ProfileVerb::List { organization } => list(desk, &organization).await,
        ProfileVerb::Show(named) => show(desk, words, &named).await,
        ProfileVerb::Define { profile, permissions } => define(desk, &profile, &permissions).await,
        ProfileVerb::Edit(typed) => edit(desk, &typed).await,
        ProfileVerb::Remove { profile, dry_run, yes } => remove(desk, words, &profile, dry_run, yes).await,
    }
}

async fn list(desk: &Desk, handle: &str) -> Result<Answer, Refusal> {
    let organization = desk.organization(handle).await?.value;
    let profiles = desk.identity().permissions().profiles(Reader::Operator, organization.id).await?;
    let documents: Vec<_> = profiles.iter().map(|found| document(&found.value)).collect();
    let rows = profiles.iter().map(|found| {
        let names: Vec<_> = found.value.permissions.keys().map(|held| held.name().as_str()).collect();
        vec![Cell::Text(found.value.name.as_str().to_owned()), Cell::Text(names.join(" "))]
    });
    let head = vec![say!("column-profile"), say!("column-permissions")];
    Ok(Answer::new(json!({ "profiles": documents }), desk.zone).table(head, rows.collect(), say!("no-profiles")))
}

async fn show(desk: &Desk, words: &Words, typed: &NamedProfile) -> Result<Answer, Refusal> {
    let (organization, found) = target(desk, typed).await?;
    let ProfileView { profile, holders } = view(desk, &organization, &found).await?;
    let profile = profile.value;
    let mut names = RightsNames::default();
    desk.add_givers(&mut names, profile.permissions.values().copied()).await?;
    let logins: Vec<_> = holders.iter().map(|account| account.login.to_string()).collect();
    let facts = vec![
        (say!("column-profile"), Cell::Text(profile.name.as_str().to_owned())),
        (say!("column-holders"), count(&holders)),
        (say!("column-held-by"), if logins.is_empty() { Cell::Nothing } else { Cell::Text(logins.join(" ")) }),
    ];
    let known = desk.identity().permissions();
    let catalogue = known.catalogue();
    let rows = profile.permissions.iter().map(|(held, by)| {
        let label = catalogue.get(held.name()).map(|declared| declared.labels.text(words.language()));
        let label = label.map_or_else(|| Cell::Said(say!("why-unknown")), |label| Cell::Text(label.to_owned()));
        vec![Cell::Text(held.name().to_string()), label, Cell::Said(names.giver(*by))]
    });
    let head = vec![say!("column-permission"), say!("column-meaning"), say!("column-put-in-by")];
    let document = json!({ "profile": document(&profile), "holders": logins, "more": are_more(&holders) });
    let answer = Answer::new(document, desk.zone).record(facts).heading(say!("heading-grants"));
    Ok(answer.table(head, rows.collect(), say!("no-rights")))
}

async fn define(desk: &Desk, typed: &NamedProfile, permissions: &[String]) -> Result<Answer, Refusal> {
    let organization = desk.organization(&typed.organization).await?.value;
    let handle = organization.handle.as_str();
    let name = display_name("NAME", &typed.name)?;
    let permissions = desk.all_givable(permissions)?;
    let there = desk.identity().permissions().profiles(Reader::Operator, organization.id).await?;
    let key = name.as_str().to_lowercase();
    if there.len() >= MAX_PROFILES && there.iter().all(|profile| profile.value.name_key() != key) {
        return Err(Refusal::TooManyProfiles(handle.to_owned()));
    }
    let defining = desk.identity().permissions();
    let defined = defining.define(&desk.authority, organization.id, name.clone(), &permissions, &desk.from).await;
    defined.map_err(|error| Refusal::of_profile(error, name.as_str(), handle))?;
    let now = desk.profile(&organization, name.as_str()).await?.value;
    Ok(answered(desk, &now).line(say!("profile-defined").with("profile", name.as_str())))
}

async fn edit(desk: &Desk, typed: &EditProfile) -> Result<Answer, Refusal> {
    let (organization, found) = target(desk, &typed.profile).await?;
    let Versioned { value: profile, version } = found;
    let old = profile.name.as_str();
    let name = typed.rename.as_deref().map_or(Ok(profile.name.clone()), |given| display_name("--rename", given))?;
    let mut permissions: std::collections::BTreeSet<_> = profile.permissions.keys().cloned().collect();
    for gone in &typed.remove {
        let before = permissions.len();
        permissions.retain(|held| held.name().as_str() != gone);
        if permissions.len() == before {
            return Err(Refusal::NotInProfile { permission: gone.clone(), profile: old.to_owned() });
        }
    }
    permissions.extend(desk.all_givable(&typed.add)?);
    let known = desk.identity().permissions();
    let catalogue = known.catalogue();
    if let Some(stale) = permissions.iter().find(|held| catalogue.delegable(held.name()).is_none()) {
        return Err(Refusal::NotGivable { permission: stale.name().to_string(), profile: old.to_owned() });
    }
    let editing = desk.identity().permissions();
    let edited = editing.edit(&desk.authority, profile.id, version, name.clone(), &permissions, &desk.from).await;
    edited.map_err(|error| Refusal::of_profile(error, name.as_str(), organization.handle.as_str()))?;
    let now = desk.profile(&organization, name.as_str()).await?.value;
    Ok(answered(desk, &now).line(say!("profile-changed").with("profile", name.as_str())))
}

async fn remove(desk: &Desk, words: &Words, typed: &NamedProfile, dry_run: bool, yes: bool) -> Result<Answer, Refusal> {
    let (organization, found) = target(desk, typed).await?;
    let ProfileView { profile, holders } = view(desk, &organization, &found).await?;
    let Versioned { value: profile, version } = profile;
    let name = profile.name.as_str();
    let about = about_to_remove(name, &holders);
    let document = json!({
        "profile": document(&profile), "holders": holders.len(), "more": are_more(&holders), "removed": !dry_run, "dry_run": dry_run
    });
    if dry_run {
        return Ok(Answer::new(document, desk.zone).line(about).line(say!("nothing-was-done")));
    }
    confirm(words, yes, &about)?;
    let removed = desk.identity().permissions().remove(&desk.authority, profile.id, version, &desk.from).await;
    removed.map_err(|error| Refusal::of_profile(error, name, organization.handle.as_str()))?;
    Ok(Answer::new(document, desk.zone).line(say!("profile-removed").with("profile", name)))
}

fn about_to_remove(name: &str, holders: &[Account]) -> Sentence {
    if are_more(holders) {
        say!("about-to-remove-common-profile").with("profile", name).with("holders", holders.len())
    } else {
        say!("about-to-remove-profile").with("profile", name).with("holders", holders.len())
    }
}

async fn target(desk: &Desk, typed: &NamedProfile) -> Result<(Organization, Versioned<Profile>), Refusal> {
    let organization = desk.organization(&typed.organization).await?.value;
    let profile = desk.profile(&organization, &typed.name).await?;
    Ok((organization, profile))
}

async fn view(desk: &Desk, organization: &Organization, found: &Versioned<Profile>) -> Result<ProfileView, Refusal> {
    let view = desk.identity().permissions().profile(Reader::Operator, found.value.id).await?;
    view.ok_or_else(|| Refusal::NoSuchProfile {
        profile: found.value.name.as_str().to_owned(),
        handle: organization.handle.to_string(),
    })
}

const fn are_more(holders: &[Account]) -> bool {
    holders.len() >= HOLDERS_NAMED
}

fn count(holders: &[Account]) -> Cell {
    if are_more(holders) {
        Cell::Said(say!("at-least").with("count", holders.len()))
    } else {
        Cell::Text(holders.len().to_string())
    }
}

fn answered(desk: &Desk, profile: &Profile) -> Answer {
    Answer::new(json!({ "profile": document(profile) }), desk.zone)
}

/// A profile for machines.
fn document(profile: &Profile) -> Json {
    let permissions = profile.permissions.iter().map(|(held, by)| {
        let (put_in_by, giver_id) = giver_words(*by);
        json!({ "name": held.name().as_str(), "put_in_by": put_in_by, "giver_id": giver_id })
    });
    json!({
        "id": profile.id.to_string(), "name": profile.name.as_str(), "permissions": permissions.collect::<Vec<_>>()
    })
}
