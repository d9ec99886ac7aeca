//! Trying the way out without harming anybody.

use super::{
    super::{authority::Authority, unavailable::Unavailable},
    BreakGlass, BreakGlassError,
};
use crate::{
    change::{AuditKind, Reliance, TokenWrite},
    domain::{
        account::Account,
        kernel::{Id, Lifetime},
        session::Source,
        token::TokenPurpose,
    },
    identity::event_about,
    ports::Landing,
};

/// How long the link of a rehearsal would live if nobody took it back.
const REHEARSED_FOR: Lifetime = Lifetime::minutes(1);

/// How a rehearsal went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rehearsal {
    /// A link was made, it was found, it was taken back, and nothing of it is left but lines in the audit log.
    Works,
    /// A real link is out at this moment, and was left alone.
    LinkIsOut,
    /// The link was made and not found.
    NotFound,
    /// Something was left behind, or the account was changed meanwhile.
    LeftBehind,
}

impl BreakGlass<'_> {
    /// Tries the way out for an account without harming anybody: makes a link, looks whether it is found, takes it
    /// back, and looks whether anything is left. Nobody is written to, nobody ever sees the link, and the account
    /// is not touched.
    ///
    /// # Errors
    /// [`BreakGlassError::NotFound`] and [`BreakGlassError::NotAllowed`].
    pub async fn rehearse(
        &self,
        authority: &Authority<'_>,
        id: Id<Account>,
        from: &Source,
    ) -> Result<Rehearsal, BreakGlassError> {
        let identity = self.0;
        let store = &identity.ports.store;
        let (allowed, before) = self.target(authority, id).await?;
        let now = identity.now();
        let open = store.token_of(id, TokenPurpose::BreakGlass).await.map_err(Unavailable::from)?;
        if open.is_some_and(|token| token.is_alive(now)) {
            return Ok(Rehearsal::LinkIsOut);
        }
        let (link, token) = self.mint(id, now, REHEARSED_FOR)?;
        let recorded = || {
            let what = AuditKind::BreakGlassRehearsed;
            allowed.change(event_about(&before.value, allowed.actor().clone(), from, identity.now(), what))
        };
        let spend = TokenWrite::Spend(token.id);
        let minted =
            recorded().write(TokenWrite::Mint(token)).relying_on(Reliance::Account { id, seen: before.version });
        if identity.commit(minted).await? == Landing::Overtaken {
            return Ok(Rehearsal::LeftBehind);
        }
        let is_found = self.look(&link).await?.is_some_and(|view| view.login == before.value.login);
        let is_taken_back = identity.commit(recorded().write(spend)).await? == Landing::Landed;
        let is_gone = self.look(&link).await?.is_none()
            && store.token_of(id, TokenPurpose::BreakGlass).await.map_err(Unavailable::from)?.is_none();
        let is_untouched = self.target(authority, id).await?.1 == before;
        Ok(match (is_found, is_taken_back && is_gone && is_untouched) {
            (true, true) => Rehearsal::Works,
            (false, _) => Rehearsal::NotFound,
            (true, false) => Rehearsal::LeftBehind,
        })
    }
}
