//! From the answers of the core to refusals.

use identity_core::{
    application::{
        account::{EditError, RegisterError, StandingError},
        break_glass::BreakGlassError,
        installation::RestoreError,
        invitation::{InviteError, WithdrawError},
        organization::{OpenError, OrganizationEditError},
        permission::{GrantError, ProfileError},
        unavailable::Unavailable,
    },
    domain::invitation::InvitationState,
};
use identity_settings::{CompositionError, RestoreTrouble};

use super::{Refusal, Why};

impl From<CompositionError> for Refusal {
    fn from(error: CompositionError) -> Self {
        Self::Composition(error)
    }
}

impl From<Unavailable> for Refusal {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

impl Refusal {
    /// Why no organization was opened under `handle`.
    pub(crate) fn of_opening(error: OpenError, handle: &str) -> Self {
        match error {
            OpenError::Taken => Self::HandleTaken(handle.to_owned()),
            OpenError::Closed => Self::NotAllowed,
            OpenError::NoWayIn => Self::NoWayIn,
            OpenError::Weak(found) => Self::WeakPassword(found),
            OpenError::TooLong => Self::PasswordTooLong,
            OpenError::OutOfBounds(found) => Self::OutOfBounds(found),
            OpenError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why nothing was brought back.
    pub(crate) fn of_restoring(trouble: RestoreTrouble) -> Self {
        match trouble {
            RestoreTrouble::Composition(error) => Self::Composition(error),
            RestoreTrouble::Backup(error) => Self::Backup(error),
            RestoreTrouble::Epoch(RestoreError::NotAllowed) => Self::NotAllowed,
            RestoreTrouble::Epoch(RestoreError::Unavailable(unavailable))
            | RestoreTrouble::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why no account was made under `login` in the organization `handle`, to end at `ends`.
    pub(crate) fn of_registering(error: RegisterError, login: &str, handle: &str, ends: Option<&str>) -> Self {
        match error {
            RegisterError::Taken => Self::LoginTaken(login.to_owned()),
            RegisterError::NotFound => Self::NoSuchOrganization(handle.to_owned()),
            RegisterError::NotAllowed => Self::NotAllowed,
            RegisterError::NoSuchRight => Self::RightsGone(handle.to_owned()),
            RegisterError::Past => Self::past("--ends", ends),
            RegisterError::TooManyGrants => Self::TooManyGrants(login.to_owned()),
            RegisterError::Weak(found) => Self::WeakPassword(found),
            RegisterError::TooLong => Self::PasswordTooLong,
            RegisterError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why nobody was invited under `login` into the organization `handle`; `end` is the option of the end that lies
    /// first, with what was given.
    pub(crate) fn of_inviting(
        error: InviteError,
        login: &str,
        handle: &str,
        end: (&'static str, Option<&str>),
    ) -> Self {
        match error {
            InviteError::Taken => Self::LoginTaken(login.to_owned()),
            InviteError::NotFound => Self::NoSuchOrganization(handle.to_owned()),
            InviteError::NotAllowed => Self::NotAllowed,
            InviteError::NoSuchRight => Self::RightsGone(handle.to_owned()),
            InviteError::Past => Self::past(end.0, end.1),
            InviteError::TooManyGrants => Self::TooManyGrants(login.to_owned()),
            InviteError::TooMany => Self::TooManyInvitations(handle.to_owned()),
            InviteError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the invitation to `login`, which is now in `state`, was not sent again or taken back.
    pub(crate) fn of_withdrawing(error: WithdrawError, login: &str, state: InvitationState) -> Self {
        let login = login.to_owned();
        match error {
            WithdrawError::NotFound => Self::NoSuchInvitation(login),
            WithdrawError::NotAllowed => Self::NotAllowed,
            WithdrawError::Over => Self::InvitationOver { login, state },
            WithdrawError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the account `login` was not edited, to end at `ends`; or not unlocked.
    pub(crate) fn of_editing(error: EditError, login: &str, ends: Option<&str>) -> Self {
        match error {
            EditError::NotFound => Self::NoSuchAccount(login.to_owned()),
            EditError::NotAllowed | EditError::OwnAccount => Self::NotAllowed,
            EditError::NoSuchRight | EditError::ChangedMeanwhile => Self::ChangedMeanwhile(login.to_owned()),
            EditError::Past => Self::past("--ends", ends),
            EditError::Owner => Self::OwnerDoesNotEnd(login.to_owned()),
            EditError::TooManyGrants => Self::TooManyGrants(login.to_owned()),
            EditError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why nothing was given to the account `login` of the organization `handle` until `until`, or taken from it.
    /// What was named was there a moment ago.
    pub(crate) fn of_granting(error: GrantError, login: &str, handle: &str, until: Option<&str>) -> Self {
        match error {
            GrantError::NotFound => Self::RightsGone(handle.to_owned()),
            GrantError::NotAllowed | GrantError::OwnAccount => Self::NotAllowed,
            GrantError::Owner => Self::OwnerHoldsAll(login.to_owned()),
            GrantError::Past => Self::past("--until", until),
            GrantError::TooMany => Self::TooManyGrants(login.to_owned()),
            GrantError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the profile `profile` of the organization `handle` is as it was, or is not.
    pub(crate) fn of_profile(error: ProfileError, profile: &str, handle: &str) -> Self {
        let (profile, handle) = (profile.to_owned(), handle.to_owned());
        match error {
            ProfileError::NotFound => Self::NoSuchProfile { profile, handle },
            ProfileError::NotAllowed | ProfileError::NotDelegable => Self::NotAllowed,
            ProfileError::Taken => Self::ProfileTaken(profile),
            ProfileError::ChangedMeanwhile => Self::ProfileChangedMeanwhile { profile, handle },
            ProfileError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    fn past(option: &'static str, given: Option<&str>) -> Self {
        Self::Unacceptable { option, given: given.unwrap_or_default().to_owned(), why: Why::Past }
    }

    /// Why the glass was not broken for `login`.
    pub(crate) fn of_breaking(error: BreakGlassError, login: &str) -> Self {
        match error {
            BreakGlassError::NotFound => Self::NoSuchAccount(login.to_owned()),
            BreakGlassError::NotAllowed => Self::NotAllowed,
            BreakGlassError::Weak(found) => Self::WeakPassword(found),
            BreakGlassError::TooLong => Self::PasswordTooLong,
            BreakGlassError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the organization `handle` was not edited.
    pub(crate) fn of_editing_organization(error: OrganizationEditError, handle: &str) -> Self {
        match error {
            OrganizationEditError::NotFound => Self::NoSuchOrganization(handle.to_owned()),
            OrganizationEditError::NotAllowed => Self::NotAllowed,
            OrganizationEditError::ChangedMeanwhile => Self::OrganizationChangedMeanwhile(handle.to_owned()),
            OrganizationEditError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }

    /// Why the standing of the account `login` is as it was.
    pub(crate) fn of_standing(error: StandingError, login: &str) -> Self {
        match error {
            StandingError::NotFound => Self::NoSuchAccount(login.to_owned()),
            StandingError::NotAllowed | StandingError::OwnAccount => Self::NotAllowed,
            StandingError::NothingToSend => Self::NothingToSend(login.to_owned()),
            StandingError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}
