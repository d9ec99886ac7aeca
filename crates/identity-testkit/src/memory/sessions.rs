//! Sessions.

use std::cmp::Reverse;

use async_trait::async_trait;
use identity_core::{
    change::SessionWrite,
    domain::{
        account::Account,
        kernel::{Digest, Id, Timestamp},
        session::Session,
    },
    ports::{Sessions, SignedInSession, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, only_if},
};

impl State {
    pub(super) fn write_session(&mut self, write: &SessionWrite) -> Result<(), Moved> {
        match write {
            SessionWrite::Open(session) => self.open_session(session),
            SessionWrite::Rotate { session, token } => {
                only_if(self.sessions.take_where(|old| old.token == *token) == 1)?;
                self.open_session(session)
            }
            SessionWrite::Close(account, id) => {
                self.session_of(*account, *id)?;
                only_if(self.sessions.take(*id))
            }
            SessionWrite::CloseAll(account, but) => {
                self.sessions.take_where(|session| session.account == *account && Some(session.id) != *but);
                Ok(())
            }
            SessionWrite::Name(account, id, label) => {
                self.session_of(*account, *id)?;
                only_if(self.sessions.amend(*id, |session| session.label = Some(label.clone())))
            }
        }
    }

    fn open_session(&mut self, session: &Session) -> Result<(), Moved> {
        only_if(self.accounts.get(session.account).is_some())?;
        only_if(self.sessions.get(session.id).is_none() && self.session_with(&session.token).is_none())?;
        self.sessions.put(session.id, session.clone());
        Ok(())
    }

    fn session_of(&self, account: Id<Account>, id: Id<Session>) -> Result<(), Moved> {
        only_if(self.sessions.get(id).is_some_and(|session| session.account == account))
    }

    fn session_with(&self, token: &Digest) -> Option<&Session> {
        self.sessions.values().find(|session| session.token == *token)
    }

    fn signed_in(&self, token: &Digest) -> Option<SignedInSession> {
        let session = self.session_with(token)?.clone();
        let account = self.accounts.get(session.account)?.stored.clone();
        let organization = self.organizations.get(account.value.organization)?.value.clone();
        Some(SignedInSession { session, account, organization })
    }
}

#[async_trait]
impl Sessions for MemoryStore {
    async fn session(&self, token: &Digest) -> Result<Option<SignedInSession>, StoreFailure> {
        self.with(|state| state.signed_in(token))
    }

    async fn sessions_of(&self, account: Id<Account>) -> Result<Vec<Session>, StoreFailure> {
        self.with(|state| {
            let mut found: Vec<Session> =
                state.sessions.values().filter(|session| session.account == account).cloned().collect();
            found.sort_by_key(|session| Reverse(session.seen_at));
            found
        })
    }

    async fn mark_session_seen(&self, session: Id<Session>, at: Timestamp) -> Result<(), StoreFailure> {
        self.with(|state| {
            state.sessions.amend(session, |session| session.seen_at = session.seen_at.max(at));
        })
    }

    async fn sweep_sessions(&self, idle_since: Timestamp, opened_before: Timestamp) -> Result<u64, StoreFailure> {
        self.with(|state| {
            state.sessions.take_where(|session| session.seen_at < idle_since || session.opened_at < opened_before)
        })
    }
}
