//! Removing an account.

use super::{
    super::{authority::Authority, unavailable::Unavailable, unlock::TRIES},
    Accounts, StandingError,
};
use crate::{
    change::{AccountWrite, AuditKind, GuardWrite},
    domain::{
        account::{Account, Rank},
        kernel::Id,
        lockout::{Clearing, GuardKind},
        permission::OwnPermission,
        session::Source,
    },
    identity::event_about,
    ports::Landing,
};

impl Accounts<'_> {
    /// Removes an account with all that hangs on it. What it gave to others counts for nothing any more, invitations
    /// that it made open nothing, and its login name is free. Its lines in the audit log stay.
    ///
    /// # Errors
    /// The answers of [`StandingError`]; an owner is never removed.
    pub async fn remove(&self, authority: &Authority<'_>, id: Id<Account>, from: &Source) -> Result<(), StandingError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let (allowed, read) = self.target(authority, OwnPermission::AccountsManage, id).await??;
            let account = read.value;
            if account.rank == Rank::Owner {
                return Err(StandingError::NotAllowed);
            }
            let what = AuditKind::AccountRemoved(account.login.clone());
            let event = event_about(&account, authority.actor(), from, identity.now(), what);
            let name = identity.name_key(&account);
            let clear = |kind| GuardWrite::ClearAll { name, kind, clearing: Clearing::Everything };
            let change = allowed
                .change(event)
                .write(clear(GuardKind::Password))
                .write(clear(GuardKind::UnlockCode))
                .write(AccountWrite::Remove { id, seen: read.version });
            if identity.commit(change).await? == Landing::Landed {
                return Ok(());
            }
        }
        Err(Unavailable::Contended.into())
    }
}
