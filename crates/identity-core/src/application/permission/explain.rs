//! Why somebody may do something, or may not; and who may.

use super::{
    super::{account::Reader, unavailable::Unavailable},
    Permissions,
};
use crate::{
    domain::{
        account::Account,
        kernel::{DisplayName, Id, LoginName},
        organization::Organization,
        permission::{
            Decision, Granted, GrantedBy, OwnPermission, Permission, PermissionName, Through, WhyNot, authorize,
        },
    },
    identity::Identity,
};

/// The answer about one permission, with what those who are named in it are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The permission.
    pub permission: Permission,
    /// Allowed or not, and why.
    pub decision: Decision,
    /// What whoever gave it is called, where it is an account.
    pub giver: Option<DisplayName>,
}

/// Somebody who may do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub account: Account,
    /// Through what.
    pub through: Through,
}

/// About whom and what.
#[derive(Clone, Copy, Debug)]
pub enum Question<'a> {
    /// Everything there is.
    Everything,
    /// One permission.
    One(&'a PermissionName),
}

/// The most accounts that one answer to "who may?" names.
pub(super) const HOLDERS_AT_ONCE: u32 = 200;

impl Permissions<'_> {
    /// Whether an account may do each of these things now, and why; `None` where there is no such account, or it
    /// may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn explain(
        &self,
        reader: Reader<'_>,
        id: Id<Account>,
        question: Question<'_>,
    ) -> Result<Option<Vec<Explanation>>, Unavailable> {
        let identity = self.0;
        let readable = |account: &Account| reader.may(OwnPermission::AccountsRead, account.organization);
        let Some(account) = identity.ports.store.account(id).await?.map(|read| read.value).filter(readable) else {
            return Ok(None);
        };
        let circumstances = identity.circumstances_of(&account).await?;
        let subject = circumstances.about(&account);
        let now = identity.now();
        let mut explanations = Vec::new();
        let mut names: Vec<(Id<Account>, Option<DisplayName>)> = Vec::new();
        for permission in identity.catalogue.permissions() {
            if let Question::One(name) = question
                && permission.name != *name
            {
                continue;
            }
            let decision = authorize(&subject, &identity.catalogue, &permission.name, now);
            let giver = match giver_in(&decision) {
                None => None,
                Some(id) => {
                    if names.iter().all(|(known, _)| *known != id) {
                        names.push((id, identity.ports.store.account(id).await?.map(|read| read.value.name)));
                    }
                    names.iter().find(|(known, _)| *known == id).and_then(|(_, name)| name.clone())
                }
            };
            explanations.push(Explanation { permission: permission.clone(), decision, giver });
        }
        Ok(Some(explanations))
    }

    /// Who of an organization may do this now, and through what: by login name, those after a login name, at most
    /// 200 of those to whom something was granted. The second part of the answer is where to go on.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn who_may(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
        permission: &PermissionName,
        after: Option<&str>,
    ) -> Result<(Vec<Holder>, Option<String>), Unavailable> {
        if !reader.may(OwnPermission::AccountsRead, organization) {
            return Ok((Vec::new(), None));
        }
        self.0.holders_of(organization, permission, after).await
    }
}

impl Identity {
    /// See [`Permissions::who_may`]; whoever asks may know. The owner comes first.
    pub(crate) async fn holders_of(
        &self,
        organization: Id<Organization>,
        permission: &PermissionName,
        after: Option<&str>,
    ) -> Result<(Vec<Holder>, Option<String>), Unavailable> {
        let store = &self.ports.store;
        let in_profiles = store.profiles_of(organization).await?.into_iter().map(|read| read.value);
        let mut what: Vec<Granted> = in_profiles
            .filter(|profile| profile.permissions.keys().any(|held| held.name() == permission))
            .map(|profile| Granted::Profile(profile.id))
            .collect();
        what.extend(self.catalogue.delegable(permission).map(Granted::Permission));
        let mut asked = Vec::new();
        if after.is_none()
            && let Some(organization) = store.organization(organization).await?
        {
            let owner = LoginName::owner(organization.value.handle);
            asked.extend(store.account_by_login(&owner).await?.account.map(|read| read.value));
        }
        let granted = store.grantees(organization, &what, after, HOLDERS_AT_ONCE).await?;
        let next = (granted.len() == HOLDERS_AT_ONCE as usize)
            .then(|| granted.last().map(|account| account.login.to_string()))
            .flatten();
        asked.extend(granted);
        let now = self.now();
        let mut holders = Vec::new();
        for account in asked {
            let circumstances = self.circumstances_of(&account).await?;
            let decision = authorize(&circumstances.about(&account), &self.catalogue, permission, now);
            if let Decision::Allowed(through) = decision {
                holders.push(Holder { account, through });
            }
        }
        Ok((holders, next))
    }

    /// Who administers an organization now, that is, who may manage its accounts: the owner first, then by login
    /// name; at most `limit` of them that `counts`.
    pub(crate) async fn administrators(
        &self,
        organization: Id<Organization>,
        counts: fn(&Account) -> bool,
        limit: usize,
    ) -> Result<Vec<Account>, Unavailable> {
        let mut found: Vec<Account> = Vec::new();
        let mut after = None;
        loop {
            let manages = OwnPermission::AccountsManage.name();
            let (holders, next) = self.holders_of(organization, &manages, after.as_deref()).await?;
            found.extend(holders.into_iter().map(|holder| holder.account).filter(counts));
            after = next;
            if after.is_none() || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }
}

fn giver_in(decision: &Decision) -> Option<Id<Account>> {
    let by = match decision {
        Decision::Allowed(Through::Permission(grant) | Through::Profile(grant, _)) => grant.by,
        Decision::Refused(WhyNot::GiverLostIt { giver }) => return Some(*giver),
        Decision::Allowed(Through::Ownership) | Decision::Refused(_) => return None,
    };
    match by {
        GrantedBy::Owner(id) | GrantedBy::Account(id) => Some(id),
        GrantedBy::Operator => None,
    }
}
