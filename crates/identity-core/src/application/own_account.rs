//! What a signed-in person does about their own account.

use thiserror::Error;

use super::{
    recovery::password_rules,
    session::Present,
    sign_in::SignInError,
    unavailable::Unavailable,
    unlock::{LinkError, TRIES},
};
use crate::{
    change::{AccountWrite, Actor, AuditKind, Change, DeviceWrite, LetterKind, Recipient, SessionWrite, TokenWrite},
    domain::{
        account::{Account, Mailbox, Password},
        kernel::{EmailAddress, Language, LoginName, SecretToken, Timestamp},
        password::{PasswordRules, TypedPassword, Weakness},
        session::{FreshlyProven, SESSION_PURPOSE, Session, Visit},
        token::TokenPurpose,
    },
    identity::{Identity, event_about},
    ports::Landing,
};

/// What a signed-in person does about their own account.
#[derive(Clone, Copy)]
pub struct OwnAccount<'a>(pub(crate) &'a Identity);

/// Why the password was not changed.
#[derive(Debug, Error)]
pub enum ChangePasswordError {
    /// The current password was not accepted; it counts as an attempt.
    #[error(transparent)]
    Current(SignInError),
    /// The rules do not accept the new one.
    #[error("the password is not acceptable")]
    Weak(Vec<Weakness>),
    /// The new one is above [`crate::domain::password::MAX_PASSWORD_BYTES`].
    #[error("a password has at most 1,024 bytes")]
    TooLong,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Why the account was not changed.
#[derive(Debug, Error)]
pub enum OwnAccountError {
    /// Somebody else changed it in between.
    #[error("somebody else changed the account in between")]
    ChangedMeanwhile,
    /// The address is the contact address already.
    #[error("this is the contact address already")]
    SameAddress,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// What a confirmation of an address came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressConfirmation {
    /// Whose address.
    pub login: LoginName,
    /// True when the change took effect; false while the other mailbox has not confirmed.
    pub is_complete: bool,
}

impl OwnAccount<'_> {
    /// The rules for the person's password.
    #[must_use]
    pub fn password_rules(&self, present: &Present) -> PasswordRules {
        password_rules(present.account(), present.organization())
    }

    /// Reads another language from now on.
    ///
    /// # Errors
    /// When somebody else changed the account in between.
    pub async fn choose_language(
        &self,
        present: &Present,
        language: Language,
        visit: &Visit,
    ) -> Result<(), OwnAccountError> {
        let account = Account { language, ..present.account().clone() };
        self.replace(present, account, AuditKind::LanguageChanged, visit, |change| change).await
    }

    /// Changes the password. The current one is evaluated under the guard of sign-in; all other sessions,
    /// links and devices end, and this session goes on under the token that is returned. The device that it
    /// is changed on stays known, if it was: strangers who fail on purpose keep nobody out (A11).
    ///
    /// # Errors
    /// The answers of [`ChangePasswordError`]; a weak new password is told before anything is counted.
    pub async fn change_password(
        &self,
        present: &Present,
        current: &str,
        new: &str,
        devices: &[SecretToken],
        visit: &Visit,
    ) -> Result<SecretToken, ChangePasswordError> {
        let identity = self.0;
        let typed = TypedPassword::read(new).map_err(|_| ChangePasswordError::TooLong)?;
        let accepted =
            identity.accept(typed, present.account(), present.organization()).map_err(ChangePasswordError::Weak)?;
        let evaluation = identity
            .evaluate_password(&present.account().login, current, devices)
            .await
            .map_err(ChangePasswordError::Current)?
            .replacing_account()
            .within_session(present.session().token);
        let hash = identity.hash(accepted).await?;
        let token = identity.new_token()?;
        identity
            .settle_password(evaluation, visit, AuditKind::PasswordChanged, |opening| {
                let now = opening.now;
                let device = opening.device;
                let account = opening.account.value;
                let letter = identity.letter(
                    LetterKind::PasswordChanged,
                    super::guarded::recipient(Some(&account), now),
                    now,
                )?;
                let id = account.id;
                let session = Session {
                    token: token.digest(SESSION_PURPOSE),
                    proven_at: now,
                    seen_at: now,
                    ..present.session().clone()
                };
                let next = Account { password: Some(Password { hash: hash.clone(), set_at: now }), ..account };
                let change = opening
                    .change
                    .write(AccountWrite::Replace { account: next, seen: opening.account.version })
                    .write(TokenWrite::KillAll(id))
                    .write(SessionWrite::Rotate { session, token: present.session().token })
                    .write(SessionWrite::CloseAll(id, Some(present.session().id)))
                    .write(DeviceWrite::ForgetAll(id))
                    .letter(letter);
                Ok(match device {
                    Some(device) => change.write(DeviceWrite::Remember(device)),
                    None => change,
                })
            })
            .await
            .map_err(ChangePasswordError::Current)?;
        Ok(token)
    }

    /// Asks for another contact address. Both mailboxes must confirm; only the new one where there is no
    /// old one, or where it is the old one and was never confirmed.
    ///
    /// # Errors
    /// When it is the contact address already, or somebody else changed the account in between.
    pub async fn ask_for_address(
        &self,
        present: &Present,
        _proof: FreshlyProven,
        new: EmailAddress,
        visit: &Visit,
    ) -> Result<(), OwnAccountError> {
        let identity = self.0;
        let now = identity.now();
        let account = present.account().clone();
        let old = account.contact.clone();
        if old.as_ref().is_some_and(|old| old.address == new && old.confirmed_at.is_some()) {
            return Err(OwnAccountError::SameAddress);
        }
        let id = account.id;
        let confirm = identity.letter(LetterKind::ConfirmNewAddress, Recipient::At(id, new.clone()), now)?;
        let agree = match old.filter(|old| old.address != new) {
            Some(old) => Some(identity.letter(LetterKind::AgreeFromOldAddress, Recipient::At(id, old.address), now)?),
            None => None,
        };
        let next = account.asking_for_address(new, now);
        self.replace(present, next, AuditKind::AddressChangeAsked, visit, |change| {
            let change = change
                .write(TokenWrite::Kill(id, TokenPurpose::ConfirmNewAddress))
                .write(TokenWrite::Kill(id, TokenPurpose::AgreeFromOldAddress))
                .letter(confirm);
            match agree {
                Some(agree) => change.letter(agree),
                None => change,
            }
        })
        .await
    }

    /// Drops the wish for another contact address.
    ///
    /// # Errors
    /// When somebody else changed the account in between.
    pub async fn drop_address_change(&self, present: &Present, visit: &Visit) -> Result<(), OwnAccountError> {
        let id = present.account().id;
        let account = Account { address_change: None, ..present.account().clone() };
        self.replace(present, account, AuditKind::AddressChangeDropped, visit, |change| {
            change
                .write(TokenWrite::Kill(id, TokenPurpose::ConfirmNewAddress))
                .write(TokenWrite::Kill(id, TokenPurpose::AgreeFromOldAddress))
        })
        .await
    }

    /// Whose address a link confirms, without confirming it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn look_at_address_link(
        &self,
        mailbox: Mailbox,
        link: &SecretToken,
    ) -> Result<Option<LoginName>, Unavailable> {
        Ok(self.0.live_token(TokenPurpose::confirming(mailbox), link).await?.map(|(_, account)| account.value.login))
    }

    /// Confirms a change of the contact address from one of the two mailboxes. Nobody needs to be signed
    /// in. When the change takes effect, codes and links that went to the old address die.
    ///
    /// # Errors
    /// [`LinkError::Dead`] for anything but a live, unspent link.
    pub async fn confirm_address(
        &self,
        mailbox: Mailbox,
        link: &SecretToken,
        visit: &Visit,
    ) -> Result<AddressConfirmation, LinkError> {
        let identity = self.0;
        for _ in 0..TRIES {
            let Some((token, read)) = identity.live_token(TokenPurpose::confirming(mailbox), link).await? else {
                return Err(LinkError::Dead);
            };
            let now = identity.now();
            let account = read.value;
            let (id, login) = (account.id, account.login.clone());
            let Some((next, is_complete)) = account.clone().confirming_address(mailbox, now) else {
                return Err(LinkError::Dead);
            };
            let what = if is_complete { AuditKind::AddressChanged } else { AuditKind::AddressConfirmed };
            let event = event_about(&account, Actor::Account(id), &visit.from, now, what);
            let address = |account: &Account| account.contact.as_ref().map(|contact| contact.address.clone());
            let (old, new) = (address(&account), address(&next));
            let mut change = Change::recorded_as(event)
                .write(TokenWrite::Spend(token.id))
                .write(AccountWrite::Replace { account: next, seen: read.version });
            if is_complete {
                change = change.write(TokenWrite::KillAll(id));
                if let Some(told) = old.filter(|old| Some(old) != new.as_ref()) {
                    let letter = identity.letter(LetterKind::AddressChanged, Recipient::At(id, told), now)?;
                    change = change.letter(letter);
                }
            }
            if identity.ports.store.commit(change).await.map_err(Unavailable::from)? == Landing::Landed {
                return Ok(AddressConfirmation { login, is_complete });
            }
        }
        Err(Unavailable::Contended.into())
    }

    async fn replace(
        &self,
        present: &Present,
        account: Account,
        what: AuditKind,
        visit: &Visit,
        complete: impl FnOnce(Change) -> Change + Send,
    ) -> Result<(), OwnAccountError> {
        let identity = self.0;
        let now: Timestamp = identity.now();
        let event = event_about(&account, Actor::Account(account.id), &visit.from, now, what);
        let change = complete(
            Change::recorded_as(event).write(AccountWrite::Replace { account, seen: present.account_version() }),
        );
        match identity.ports.store.commit(change).await.map_err(Unavailable::from)? {
            Landing::Landed => Ok(()),
            Landing::Overtaken => Err(OwnAccountError::ChangedMeanwhile),
        }
    }
}
