//! Suspending and reinstating, and the link to the first password again.

use thiserror::Error;

use super::{
    super::{
        authority::{Authority, Denial},
        unavailable::Unavailable,
        unlock::TRIES,
    },
    Accounts,
};
use crate::{
    change::{AccountWrite, AuditKind, DeviceWrite, LetterKind, Recipient, SessionWrite, TokenWrite, Versioned},
    domain::{
        account::{Account, Standing},
        kernel::Id,
        permission::OwnPermission,
        session::Source,
    },
    identity::event_about,
    ports::Landing,
};

/// Why nothing was changed.
#[derive(Debug, Error)]
pub enum StandingError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The account is stronger.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody suspends themselves.
    #[error("this is your own account")]
    OwnAccount,
    /// The account has a password, or no contact address: there is nothing to send.
    #[error("there is nothing to send")]
    NothingToSend,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for StandingError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed => Self::NotAllowed,
            Denial::OwnAccount => Self::OwnAccount,
        }
    }
}

impl Accounts<'_> {
    /// Suspends an account: its sessions, codes, links and known devices end. Suspending it twice is once.
    ///
    /// # Errors
    /// The answers of [`StandingError`].
    pub async fn suspend(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        from: &Source,
    ) -> Result<(), StandingError> {
        self.stand(authority, id, Standing::Suspended { since: self.0.now() }, from).await
    }

    /// Reinstates a suspended account.
    ///
    /// # Errors
    /// The answers of [`StandingError`].
    pub async fn reinstate(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        from: &Source,
    ) -> Result<(), StandingError> {
        self.stand(authority, id, Standing::Active, from).await
    }

    async fn stand(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        standing: Standing,
        from: &Source,
    ) -> Result<(), StandingError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let (allowed, read) = self.target(authority, OwnPermission::AccountsManage, id).await??;
            let Versioned { value: account, version } = read;
            if (account.standing == Standing::Active) == (standing == Standing::Active) {
                return Ok(());
            }
            let what =
                if standing == Standing::Active { AuditKind::AccountReinstated } else { AuditKind::AccountSuspended };
            let event = event_about(&account, authority.actor(), from, identity.now(), what);
            let change = allowed
                .change(event)
                .write(AccountWrite::Replace { account: Account { standing, ..account }, seen: version })
                .write(SessionWrite::CloseAll(id, None))
                .write(TokenWrite::KillAll(id))
                .write(DeviceWrite::ForgetAll(id));
            if identity.ports.store.commit(change).await.map_err(Unavailable::from)? == Landing::Landed {
                return Ok(());
            }
        }
        Err(Unavailable::Contended.into())
    }

    /// Sends the link to the first password again; the older link dies.
    ///
    /// # Errors
    /// [`StandingError::NothingToSend`] when there is a password already, or no address.
    pub async fn send_welcome(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        from: &Source,
    ) -> Result<(), StandingError> {
        let identity = self.0;
        let (allowed, read) = self.target(authority, OwnPermission::AccountsManage, id).await??;
        let account = read.value;
        let now = identity.now();
        if account.password.is_some() || account.contact.is_none() || !account.is_active_at(now) {
            return Err(StandingError::NothingToSend);
        }
        let event = event_about(&account, authority.actor(), from, now, AuditKind::WelcomeSent);
        let change = allowed.change(event).letter(identity.letter(LetterKind::Welcome, Recipient::Account(id), now)?);
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(Unavailable::Contended.into()),
        }
    }
}
