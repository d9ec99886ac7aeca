//! Who is locked, and ending it for them.

use super::{
    account::{Accounts, EditError, Reader},
    authority::Authority,
    unavailable::Unavailable,
};
use crate::{
    change::{AuditKind, GuardWrite, UnlockedBy},
    domain::{
        account::Account,
        kernel::{Id, NameKey, Timestamp},
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
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(Unavailable::Contended.into()),
        }
    }
}
