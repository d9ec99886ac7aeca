//! What an invitation comes to at this moment: never more than whoever invited holds.

use std::collections::BTreeMap;

use super::inviter_of;
use crate::{
    application::unavailable::Unavailable,
    change::{Reliance, Versioned},
    domain::{
        account::Account,
        invitation::Invitation,
        kernel::Timestamp,
        permission::{Granted, OwnPermission, Permission, PermissionName, Powers, RightsWish},
    },
    identity::Identity,
};

/// What an invitation comes to at this moment.
pub(crate) struct Offered {
    /// Whoever invited, where it was an account.
    pub(crate) inviter: Option<Versioned<Account>>,
    /// Those of the wished-for rights that may be given.
    pub(crate) rights: RightsWish,
    /// What that comes to, in the order of the catalogue, each permission with its end.
    pub(crate) permissions: Vec<(Permission, Option<Timestamp>)>,
}

impl Offered {
    /// That whoever invited is as they were when they were asked.
    pub(crate) fn reliance(&self) -> Option<Reliance> {
        self.inviter.as_ref().map(|read| Reliance::Account { id: read.value.id, seen: read.version })
    }
}

impl Identity {
    /// What an invitation comes to now; `None` when whoever invited is gone, or may not invite any more: it goes with
    /// them.
    pub(crate) async fn offered(&self, invitation: &Invitation) -> Result<Option<Offered>, Unavailable> {
        let now = self.now();
        let (inviter, powers) = match inviter_of(invitation) {
            None => (None, None),
            Some(id) => {
                let Some(read) = self.ports.store.account(id).await? else {
                    return Ok(None);
                };
                let powers = self.powers_of(&read.value).await?;
                if !read.value.is_active_at(now) || !powers.hold_own(OwnPermission::InvitationsManage) {
                    return Ok(None);
                }
                (Some(read), Some(powers))
            }
        };
        // Who may invite and not give, any more, invites without rights.
        let may_give = powers.as_ref().is_none_or(|powers| powers.hold_own(OwnPermission::PermissionsGrant));
        let wished: &[_] = if may_give { &invitation.rights.held } else { &[] };
        let mut rights = RightsWish::default();
        let mut found: BTreeMap<PermissionName, Option<Timestamp>> = BTreeMap::new();
        for (what, until) in wished {
            if until.is_some_and(|until| until <= now) {
                continue;
            }
            let names: Vec<PermissionName> = match what {
                Granted::Permission(permission) => vec![permission.name().clone()],
                Granted::Profile(id) => {
                    let profile = self.ports.store.profile(*id).await?;
                    let Some(profile) = profile.filter(|read| read.value.organization == invitation.organization)
                    else {
                        continue;
                    };
                    profile.value.permissions.keys().map(|held| held.name().clone()).collect()
                }
            };
            let given: Vec<_> = names.into_iter().filter(|name| self.may_be_given(name, powers.as_ref())).collect();
            if given.is_empty() && matches!(what, Granted::Permission(_)) {
                continue;
            }
            rights.held.push((what.clone(), *until));
            for name in given {
                // What whoever invited holds for a time ends with that.
                let own = powers.as_ref().and_then(|powers| powers.until(&name));
                let until = [*until, own].into_iter().flatten().min();
                let longest = match (found.get(&name), until) {
                    (Some(Some(known)), Some(until)) => Some(until.max(*known)),
                    (Some(None), _) | (_, None) => None,
                    (None, Some(until)) => Some(until),
                };
                found.insert(name, longest);
            }
        }
        let in_order = self
            .catalogue
            .permissions()
            .iter()
            .filter_map(|permission| found.get(&permission.name).map(|until| (permission.clone(), *until)));
        Ok(Some(Offered { inviter, rights, permissions: in_order.collect() }))
    }

    fn may_be_given(&self, name: &PermissionName, powers: Option<&Powers>) -> bool {
        self.catalogue.delegable(name).is_some() && powers.is_none_or(|powers| powers.hold(name))
    }
}
