//! Signed-in devices: who is there, and ending it.

use thiserror::Error;

use super::{sign_in::SignInError, unavailable::Unavailable};
use crate::{
    change::{Actor, AuditKind, Change, DeviceWrite, SessionWrite, Version, Versioned},
    domain::{
        account::Account,
        device::KnownDevice,
        kernel::{Id, SecretToken, ShortText},
        organization::Organization,
        session::{FreshlyProven, SESSION_PURPOSE, Session, Visit},
    },
    identity::{Identity, event_about},
    ports::Landing,
};

/// Signed-in devices.
#[derive(Clone, Copy)]
pub struct Sessions<'a>(pub(crate) &'a Identity);

/// Somebody who is fully signed in. Only [`Sessions::present`] makes it, from a live session of an active
/// account; whatever asks for it cannot be reached with less.
#[derive(Clone, Debug)]
pub struct Present {
    session: Session,
    account: Versioned<Account>,
    organization: Organization,
}

impl Present {
    /// The session.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// The account, as it is now.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account.value
    }

    /// The version of the account.
    #[must_use]
    pub const fn account_version(&self) -> Version {
        self.account.version
    }

    /// The organization, as it is now.
    #[must_use]
    pub const fn organization(&self) -> &Organization {
        &self.organization
    }

    pub(crate) const fn actor(&self) -> Actor {
        Actor::Account(self.account.value.id)
    }
}

/// A session or a device that the account does not have (any more).
#[derive(Debug, Error)]
pub enum SessionError {
    /// There is none with this id.
    #[error("there is no such session or device")]
    NotFound,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Sessions<'_> {
    /// Who holds this token, asked anew each time: a suspension or a revocation counts from the next
    /// request on, on every node.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn present(&self, token: &SecretToken) -> Result<Option<Present>, Unavailable> {
        let identity = self.0;
        let Some(found) = identity.ports.store.session(&token.digest(SESSION_PURPOSE)).await? else {
            return Ok(None);
        };
        let now = identity.now();
        if !found.session.is_alive(&identity.rules.sessions, now) || !found.account.value.is_active_at(now) {
            return Ok(None);
        }
        if found.session.is_due_for_a_mark(now) {
            identity.ports.store.mark_session_seen(found.session.id, now).await?;
        }
        Ok(Some(Present { session: found.session, account: found.account, organization: found.organization }))
    }

    /// The proof that sensitive acts ask for, while it is fresh; else ask for the password again.
    #[must_use]
    pub fn freshly_proven(&self, present: &Present) -> Option<FreshlyProven> {
        present.session.freshly_proven(&self.0.rules.sessions, self.0.now())
    }

    /// Proves again that the person is there. The session goes on under a new token.
    ///
    /// # Errors
    /// As at sign-in: the same guard counts.
    pub async fn prove_again(
        &self,
        present: &Present,
        password: &str,
        devices: &[SecretToken],
        visit: &Visit,
    ) -> Result<SecretToken, SignInError> {
        let identity = self.0;
        let evaluation = identity.evaluate_password(&present.account.value.login, password, devices).await?;
        let evaluation = evaluation.within_session(present.session.token);
        let token = identity.new_token()?;
        identity
            .settle_password(evaluation, visit, AuditKind::ProvedAgain, |opening| {
                let session = Session {
                    token: token.digest(SESSION_PURPOSE),
                    proven_at: opening.now,
                    seen_at: opening.now,
                    ..present.session.clone()
                };
                Ok(opening.change.write(SessionWrite::Rotate { session, token: present.session.token }))
            })
            .await?;
        Ok(token)
    }

    /// The live sessions of the person, the latest used first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn list(&self, present: &Present) -> Result<Vec<Session>, Unavailable> {
        let mut sessions = self.0.ports.store.sessions_of(present.account.value.id).await?;
        let now = self.0.now();
        sessions.retain(|session| session.is_alive(&self.0.rules.sessions, now));
        Ok(sessions)
    }

    /// The devices that have signed in before, the latest used first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn devices(&self, present: &Present) -> Result<Vec<KnownDevice>, Unavailable> {
        Ok(self.0.ports.store.devices_of(present.account.value.id).await?)
    }

    /// Ends this session.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn sign_out(&self, present: &Present, visit: &Visit) -> Result<(), Unavailable> {
        let close = SessionWrite::Close(present.account.value.id, present.session.id);
        match self.commit(present, visit, AuditKind::SignedOut, |change| change.write(close)).await? {
            // Gone already is as good.
            Landing::Landed | Landing::Overtaken => Ok(()),
        }
    }

    /// Ends another session of the person.
    ///
    /// # Errors
    /// [`SessionError::NotFound`] when the person has no such session.
    pub async fn revoke(&self, present: &Present, session: Id<Session>, visit: &Visit) -> Result<(), SessionError> {
        let close = SessionWrite::Close(present.account.value.id, session);
        found(self.commit(present, visit, AuditKind::SessionRevoked, |change| change.write(close)).await?)
    }

    /// Ends all other sessions of the person.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn revoke_others(&self, present: &Present, visit: &Visit) -> Result<(), SessionError> {
        let close = SessionWrite::CloseAll(present.account.value.id, Some(present.session.id));
        found(self.commit(present, visit, AuditKind::SessionsRevoked, |change| change.write(close)).await?)
    }

    /// Names a session.
    ///
    /// # Errors
    /// [`SessionError::NotFound`] when the person has no such session.
    pub async fn name(
        &self,
        present: &Present,
        session: Id<Session>,
        label: ShortText,
        visit: &Visit,
    ) -> Result<(), SessionError> {
        let name = SessionWrite::Name(present.account.value.id, session, label);
        found(self.commit(present, visit, AuditKind::SessionNamed, |change| change.write(name)).await?)
    }

    /// Forgets a known device: it loses its own attempt budget.
    ///
    /// # Errors
    /// [`SessionError::NotFound`] when the person has no such device.
    pub async fn forget_device(
        &self,
        present: &Present,
        device: Id<KnownDevice>,
        visit: &Visit,
    ) -> Result<(), SessionError> {
        let forget = DeviceWrite::Forget(present.account.value.id, device);
        found(self.commit(present, visit, AuditKind::DeviceForgotten, |change| change.write(forget)).await?)
    }

    async fn commit(
        &self,
        present: &Present,
        visit: &Visit,
        what: AuditKind,
        complete: impl FnOnce(Change) -> Change + Send,
    ) -> Result<Landing, Unavailable> {
        let event = event_about(&present.account.value, present.actor(), &visit.from, self.0.now(), what);
        Ok(self.0.ports.store.commit(complete(Change::recorded_as(event))).await?)
    }
}

fn found(landing: Landing) -> Result<(), SessionError> {
    match landing {
        Landing::Landed => Ok(()),
        Landing::Overtaken => Err(SessionError::NotFound),
    }
}
