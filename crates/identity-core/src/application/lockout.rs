//! Who is locked, and ending it for them.

use std::{collections::BTreeSet, net::IpAddr};

use super::{
    account::{Accounts, EditError, Reader},
    authority::Authority,
    unavailable::Unavailable,
};
use crate::{
    change::{AuditKind, GuardWrite, UnlockedBy},
    domain::{
        account::Account,
        kernel::{Id, Lifetime, NameKey, Timestamp},
        lockout::{Clearing, GuardKey, GuardKind, SignInGuard},
        organization::Organization,
        permission::OwnPermission,
        session::Source,
    },
    identity::{Identity, event_about},
    ports::{BarredAccount, Landing},
};

/// Who is locked, and ending it.
#[derive(Clone, Copy)]
pub struct Lockouts<'a>(pub(crate) &'a Identity);

/// The most locked accounts that are listed at once.
pub const LOCKED_LISTED: u32 = 500;

/// How far back [`Lockouts::networks_tried_from`] looks.
pub const TRIED_SINCE: Lifetime = Lifetime::hours(1);

impl Identity {
    /// The password guard of a name that tells how it stands ([`SignInGuard::telling`]).
    pub(crate) async fn telling_guard(&self, name: NameKey, now: Timestamp) -> Result<SignInGuard, Unavailable> {
        let guards = self.ports.store.guards_of(name, GuardKind::Password).await?;
        let untouched = || SignInGuard::untouched(GuardKey::shared(name, GuardKind::Password));
        Ok(SignInGuard::telling(&guards, now).cloned().unwrap_or_else(untouched))
    }
}

impl Lockouts<'_> {
    /// Who is locked, since when and from where, the latest first; at most [`LOCKED_LISTED`]. Of all
    /// organizations when `organization` is `None`, which only an operator may ask.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn list(
        &self,
        reader: Reader<'_>,
        organization: Option<Id<Organization>>,
    ) -> Result<Vec<BarredAccount>, Unavailable> {
        let allowed = match organization {
            Some(organization) => reader.may(OwnPermission::AccountsUnlock, organization),
            None => matches!(reader, Reader::Operator),
        };
        if !allowed {
            return Ok(Vec::new());
        }
        Ok(self.0.ports.store.barred_accounts(organization, self.0.now(), LOCKED_LISTED).await?)
    }

    /// The networks from which accounts of an organization were tried in vain within [`TRIED_SINCE`], as far as the
    /// latest lines of its log tell; none where it may not be read. What other organizations were tried from is not
    /// told.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn networks_tried_from(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
    ) -> Result<BTreeSet<IpAddr>, Unavailable> {
        const LINES: u32 = 1_000;
        if !reader.may(OwnPermission::AccountsUnlock, organization) {
            return Ok(BTreeSet::new());
        }
        let since = self.0.now().minus(TRIED_SINCE);
        let lines = self.0.ports.store.audit_of_organization(Some(organization), LINES).await?;
        let failed = lines.iter().filter(|line| {
            line.at >= since && line.subject.is_some() && matches!(line.what.as_str(), "sign-in-failed" | "locked-out")
        });
        Ok(failed.filter_map(|line| line.from.throttled_network()).collect())
    }

    /// Ends the lockout of an account, and the failures that led to it; the right password is still needed,
    /// and after [`crate::domain::lockout::HARD_CAP`] failures in a row only a reset helps.
    ///
    /// # Errors
    /// When there is no such account, or it is stronger.
    pub async fn clear(&self, authority: &Authority<'_>, id: Id<Account>, from: &Source) -> Result<(), EditError> {
        let identity = self.0;
        let (allowed, read) = Accounts(identity).target(authority, OwnPermission::AccountsUnlock, id).await??;
        let account: Account = read.value;
        let by = match authority {
            Authority::Operator(_) => UnlockedBy::Operator,
            Authority::Administrator(..) => UnlockedBy::Administrator,
        };
        let name = identity.name_key(&account);
        let event = event_about(&account, authority.actor(), from, identity.now(), AuditKind::Unlocked(by));
        let change = allowed
            .change(event)
            .write(GuardWrite::ClearAll { name, kind: GuardKind::Password, clearing: Clearing::Lockout })
            .write(GuardWrite::ClearAll { name, kind: GuardKind::UnlockCode, clearing: Clearing::Lockout });
        match identity.commit(change).await? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(Unavailable::Contended.into()),
        }
    }
}
