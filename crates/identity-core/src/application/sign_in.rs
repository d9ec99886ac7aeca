//! Signing in: the one door. Whatever proves a person ends in `open_session`.

use thiserror::Error;

use super::{guarded::Opening, unavailable::Unavailable};
use crate::{
    change::{AccountWrite, AuditKind, Change, DeviceWrite, SessionWrite},
    domain::{
        account::Account,
        device::{DEVICE_PURPOSE, KnownDevice},
        kernel::{Id, SecretToken, Timestamp, TypedLogin},
        organization::{ContactPerson, Organization},
        session::{SESSION_PURPOSE, Session, Visit},
        sign_in::Proven,
    },
    identity::Identity,
};

/// Signing in.
#[derive(Clone, Copy)]
pub struct SignIn<'a>(pub(crate) &'a Identity);

/// What somebody typed, and the tokens of known devices that their device holds.
#[derive(Clone, Copy, Debug)]
pub struct PasswordSignIn<'a> {
    /// The login name as typed.
    pub login: &'a str,
    /// The password as typed.
    pub password: &'a str,
    /// What the device holds from earlier sign-ins, of this account or of others.
    pub devices: &'a [SecretToken],
    /// Where from, on what.
    pub visit: &'a Visit,
}

/// A device that is signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// For the device to hold until the session ends.
    pub session: SecretToken,
    /// For the device to hold from now on, in place of `replaces`.
    pub device: SecretToken,
    /// Which of the tokens that it held is of no use any more.
    pub replaces: Option<usize>,
}

/// Why nobody is signed in.
#[derive(Debug, Error)]
pub enum SignInError {
    /// Name or password are not right; nothing more is told.
    #[error("name or password are not right")]
    NotRight,
    /// Too many failures.
    #[error("sign-in is barred")]
    Barred {
        /// When it ends by itself.
        until: Option<Timestamp>,
        /// What the organization lets be seen.
        disclosure: Box<Disclosure>,
    },
    /// The growing delay is not over.
    #[error("too soon after the last failure")]
    TooSoon {
        /// When the next attempt is accepted.
        until: Timestamp,
    },
    /// The session that the password was given in has ended meanwhile. Not at sign-in.
    #[error("the session has ended")]
    SessionEnded,
    /// Above [`crate::domain::password::MAX_PASSWORD_BYTES`]; nothing was evaluated.
    #[error("a password has at most 1,024 bytes")]
    PasswordTooLong,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// What may be shown to whoever typed a login name. Empty unless the organization has chosen otherwise
/// (A5, A6), or the device is a known one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// The masked contact address.
    pub masked_address: Option<String>,
    /// The contact person.
    pub contact: Option<ContactPerson>,
}

impl Disclosure {
    /// What `organization` lets be seen about `account` to a device that is `known` to it or not.
    #[must_use]
    pub fn of(organization: Option<&Organization>, account: Option<&Account>, known: bool) -> Self {
        let Some(organization) = organization else {
            return Self::default();
        };
        let policy = &organization.policy;
        Self {
            masked_address: account
                .filter(|_| policy.shows_masked_address)
                .and_then(|account| account.contact.as_ref())
                .map(|contact| contact.address.masked()),
            contact: organization.contact.clone().filter(|_| policy.shows_contact || known),
        }
    }
}

impl SignIn<'_> {
    /// Signs a device in with a password.
    ///
    /// # Errors
    /// The answers of [`SignInError`]; `NotRight` and `Barred` come alike, at the same cost, for names
    /// that exist and names that do not.
    pub async fn with_password(&self, request: PasswordSignIn<'_>) -> Result<SignedIn, SignInError> {
        let identity = self.0;
        let typed = TypedLogin::read(request.login);
        let evaluation = identity.evaluate_password(typed.login(), request.password, request.devices).await?;
        let session = identity.new_token()?;
        let device = identity.new_token()?;
        let known = evaluation.known_device();
        let account = identity
            .settle_password(evaluation, request.visit, AuditKind::SignedIn, |opening| {
                let session_id = identity.new_id(opening.now)?;
                let device_id = identity.new_id(opening.now)?;
                Ok(open_session(opening, (session_id, &session), (device_id, &device), request.visit))
            })
            .await?;
        let replaces =
            known.and_then(|digest| request.devices.iter().position(|token| token.digest(DEVICE_PURPOSE) == digest));
        Ok(SignedIn { account: account.value, session, device, replaces })
    }
}

/// Adds to an opening what being signed in is: a session, the device remembered, the account marked. Asks
/// for [`Proven`], which only the judgement of a settled attempt makes.
fn open_session(
    opening: Opening,
    session: (Id<Session>, &SecretToken),
    device: (Id<KnownDevice>, &SecretToken),
    visit: &Visit,
) -> Change {
    let Opening { change, proven, device: known, now, .. } = opening;
    let opened = session_for(&proven, session, visit, now);
    let remembered = KnownDevice {
        id: known.as_ref().map_or(device.0, |known| known.id),
        account: proven.account(),
        token: device.1.digest(DEVICE_PURPOSE),
        label: visit.device.clone(),
        known_since: known.map_or(now, |known| known.known_since),
        signed_in_at: now,
    };
    change
        .write(SessionWrite::Open(opened))
        .write(DeviceWrite::Remember(remembered))
        .write(AccountWrite::SignedIn { id: proven.account(), at: now })
}

fn session_for(proven: &Proven, (id, token): (Id<Session>, &SecretToken), visit: &Visit, now: Timestamp) -> Session {
    Session {
        id,
        account: proven.account(),
        token: token.digest(SESSION_PURPOSE),
        label: None,
        device: visit.device.clone(),
        from: visit.from.clone(),
        opened_at: now,
        seen_at: now,
        proven_at: now,
    }
}
