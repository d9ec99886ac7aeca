//! What is given: from the names that were typed to what the core gives, and back to names.

use std::collections::{BTreeSet, HashMap};

use identity_core::{
    application::account::Reader,
    change::Versioned,
    domain::{
        account::Account,
        kernel::{Id, Timestamp},
        organization::Organization,
        permission::{DelegablePermission, Grant, Granted, GrantedBy, PermissionName, Profile},
    },
};
use serde::Serialize;
use serde_json::Value as Json;

use super::Desk;
use crate::{
    output::{Cell, moment, told},
    refusal::Refusal,
    words::{Sentence, Words, say},
};

/// What is to be given or taken, with the name that people know it by.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) what: Granted,
    pub(super) name: String,
}

impl Named {
    pub(super) fn said(&self) -> Sentence {
        match self.what {
            Granted::Permission(_) => say!("the-permission").with("name", &self.name),
            Granted::Profile(_) => say!("the-profile").with("name", &self.name),
        }
    }

    /// The word for machines, and the name.
    pub(super) fn document(&self) -> Json {
        serde_json::json!({ "kind": kind(&self.what), "name": self.name })
    }
}

pub(super) const fn kind(what: &Granted) -> &'static str {
    match what {
        Granted::Permission(_) => "permission",
        Granted::Profile(_) => "profile",
    }
}

/// What was granted or is offered, as it stands in a table.
pub(super) fn cell(what: &Granted, name: &str) -> Cell {
    match what {
        Granted::Permission(_) => Cell::Text(name.to_owned()),
        Granted::Profile(_) => Cell::Said(say!("profile-cell").with("name", name)),
    }
}

impl Desk {
    /// A permission that may be given.
    pub(super) fn givable(&self, name: &str) -> Result<DelegablePermission, Refusal> {
        let permissions = self.identity().permissions();
        let catalogue = permissions.catalogue();
        let declared = PermissionName::parse(name).ok().filter(|name| catalogue.get(name).is_some());
        let declared = declared.ok_or_else(|| Refusal::NoSuchPermission(name.to_owned()))?;
        catalogue.delegable(&declared).ok_or_else(|| Refusal::OwnerOnly(name.to_owned()))
    }

    /// Permissions that may be given, each once.
    pub(super) fn all_givable(&self, names: &[String]) -> Result<BTreeSet<DelegablePermission>, Refusal> {
        names.iter().map(|name| self.givable(name)).collect()
    }

    /// The profile of an organization with this name, in any case.
    pub(super) async fn profile(&self, organization: &Organization, name: &str) -> Result<Versioned<Profile>, Refusal> {
        let key = name.trim().to_lowercase();
        let profiles = self.identity().permissions().profiles(Reader::Operator, organization.id).await?;
        profiles
            .into_iter()
            .find(|profile| profile.value.name_key() == key)
            .ok_or_else(|| Refusal::NoSuchProfile { profile: name.to_owned(), handle: organization.handle.to_string() })
    }

    /// Everything that was named, each once; or a refusal, so that nothing is half done because of a slip in the
    /// last name.
    pub(super) async fn named(
        &self,
        organization: &Organization,
        permissions: &[String],
        profiles: &[String],
    ) -> Result<Vec<Named>, Refusal> {
        let mut named: Vec<Named> = Vec::new();
        for permission in self.all_givable(permissions)? {
            named.push(Named { name: permission.name().to_string(), what: Granted::Permission(permission) });
        }
        for name in profiles {
            let profile = self.profile(organization, name).await?.value;
            let found = Named { what: Granted::Profile(profile.id), name: profile.name.as_str().to_owned() };
            if named.iter().all(|other| other.what != found.what) {
                named.push(found);
            }
        }
        Ok(named)
    }

    /// The names of everything that these accounts were given, and of whoever gave it.
    pub(super) async fn names<'a>(
        &self,
        accounts: impl IntoIterator<Item = &'a Account>,
    ) -> Result<RightsNames, Refusal> {
        let mut names = RightsNames::default();
        let mut read: Vec<Id<Organization>> = Vec::new();
        for account in accounts {
            if account.rights.profiles().next().is_some() && !read.contains(&account.organization) {
                read.push(account.organization);
                self.add_profiles(&mut names, account.organization).await?;
            }
        }
        Ok(names)
    }

    /// The names of an organization's profiles.
    pub(super) async fn add_profiles(
        &self,
        names: &mut RightsNames,
        organization: Id<Organization>,
    ) -> Result<(), Refusal> {
        let profiles = self.identity().permissions().profiles(Reader::Operator, organization).await?;
        names.profiles.extend(profiles.into_iter().map(|found| (found.value.id, found.value.name.as_str().to_owned())));
        Ok(())
    }

    /// The same, with the names of those who gave it.
    pub(super) async fn names_of(&self, account: &Account) -> Result<RightsNames, Refusal> {
        let mut names = self.names([account]).await?;
        self.add_givers(&mut names, account.rights.grants().iter().map(|grant| grant.by)).await?;
        Ok(names)
    }

    pub(super) async fn add_givers(
        &self,
        names: &mut RightsNames,
        givers: impl IntoIterator<Item = GrantedBy>,
    ) -> Result<(), Refusal> {
        for by in givers {
            let (GrantedBy::Owner(id) | GrantedBy::Account(id)) = by else { continue };
            if !names.givers.contains_key(&id)
                && let Some(file) = self.identity().accounts().file(Reader::Operator, id).await?
            {
                names.givers.insert(id, file.account.value.name.as_str().to_owned());
            }
        }
        Ok(())
    }
}

/// What profiles, and those who gave something, are called.
#[derive(Default)]
pub(super) struct RightsNames {
    profiles: HashMap<Id<Profile>, String>,
    givers: HashMap<Id<Account>, String>,
}

impl RightsNames {
    /// The profiles and the permissions that were granted, with their names.
    fn granted<'a>(&'a self, account: &'a Account) -> impl Iterator<Item = (&'a Grant, &'a str)> {
        account.rights.grants().iter().filter_map(|grant| Some((grant, self.name_of(&grant.what)?)))
    }

    /// What a permission or a profile is called. A profile that was removed meanwhile gives nothing and has no name.
    pub(super) fn name_of<'a>(&'a self, what: &'a Granted) -> Option<&'a str> {
        match what {
            Granted::Permission(permission) => Some(permission.name().as_str()),
            Granted::Profile(id) => self.profiles.get(id).map(String::as_str),
        }
    }

    /// The names of the profiles that were granted.
    pub(super) fn profiles_of(&self, account: &Account) -> Vec<String> {
        let profiles = self.granted(account).filter(|(grant, _)| matches!(grant.what, Granted::Profile(_)));
        profiles.map(|(_, name)| name.to_owned()).collect()
    }

    /// The names of the permissions that were granted one by one.
    pub(super) fn permissions_of(&self, account: &Account) -> Vec<String> {
        let permissions = self.granted(account).filter(|(grant, _)| matches!(grant.what, Granted::Permission(_)));
        permissions.map(|(_, name)| name.to_owned()).collect()
    }

    /// What was granted, a row for each: what, by whom, when, until when.
    pub(super) fn rows(&self, account: &Account) -> Vec<Vec<Cell>> {
        let row = |(grant, name): (&Grant, &str)| {
            vec![cell(&grant.what, name), Cell::Said(self.giver(grant.by)), Cell::At(grant.at), Cell::at(grant.until)]
        };
        self.granted(account).map(row).collect()
    }

    /// Whoever gave something.
    pub(super) fn giver(&self, by: GrantedBy) -> Sentence {
        // Whoever is not known by name is by id.
        let named = |id: Id<Account>| self.givers.get(&id).cloned().unwrap_or_else(|| id.to_string());
        match by {
            GrantedBy::Operator => say!("giver-operator"),
            GrantedBy::Owner(id) => say!("giver-owner").with("name", named(id)),
            GrantedBy::Account(id) => say!("giver-account").with("name", named(id)),
        }
    }

    /// The profiles and the permissions that were granted, for machines.
    pub(super) fn documents(&self, account: &Account) -> (Vec<GrantDocument>, Vec<GrantDocument>) {
        let documents = self.granted(account).map(|(grant, name)| (&grant.what, GrantDocument::of(grant, name)));
        let (profiles, permissions): (Vec<_>, Vec<_>) =
            documents.partition(|(what, _)| matches!(what, Granted::Profile(_)));
        let bare = |all: Vec<(&Granted, GrantDocument)>| all.into_iter().map(|(_, document)| document).collect();
        (bare(profiles), bare(permissions))
    }
}

/// Until when something was given.
pub(super) fn until(words: &Words, desk: &Desk, end: Option<Timestamp>) -> Sentence {
    match end {
        None => say!("until-taken"),
        Some(end) => say!("until-moment").with("at", told(words, desk.zone, end)),
    }
}

/// Who gave something, for machines: the word, and the id where it was an account.
pub(super) fn giver_words(by: GrantedBy) -> (&'static str, Option<String>) {
    match by {
        GrantedBy::Operator => ("operator", None),
        GrantedBy::Owner(id) => ("owner", Some(id.to_string())),
        GrantedBy::Account(id) => ("account", Some(id.to_string())),
    }
}

/// A grant for machines.
#[derive(Serialize)]
pub(super) struct GrantDocument {
    name: String,
    given_by: &'static str,
    giver_id: Option<String>,
    given_at: Json,
    until: Option<Json>,
}

impl GrantDocument {
    fn of(grant: &Grant, name: &str) -> Self {
        let (given_by, giver_id) = giver_words(grant.by);
        Self { name: name.to_owned(), given_by, giver_id, given_at: moment(grant.at), until: grant.until.map(moment) }
    }
}
