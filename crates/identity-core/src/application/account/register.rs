//! An administrator defines an account.

use thiserror::Error;

use super::{
    super::{
        authority::{Authority, Denial},
        permission::GrantError,
        unavailable::Unavailable,
    },
    Accounts,
};
use crate::{
    change::{AccountWrite, AuditKind, LetterKind, Recipient},
    domain::{
        account::{Account, ContactAddress, Password, Rank, Standing},
        kernel::{DisplayName, EmailAddress, Id, Language, LoginName, MemberName, NameKey, Timestamp},
        organization::Organization,
        password::{TypedPassword, Weakness},
        permission::{OwnPermission, Rights, RightsWish},
        session::Source,
    },
    identity::event_about,
    ports::Landing,
};

/// What there is to say about a new account.
#[derive(Clone, Debug)]
pub struct NewAccount<'a> {
    /// The part of the login name before the `/`.
    pub name: MemberName,
    /// What people call the person.
    pub display_name: DisplayName,
    /// What the person reads.
    pub language: Language,
    /// Where codes and links go; the link to the first password goes there at once.
    pub contact: Option<EmailAddress>,
    /// What the account is to hold.
    pub rights: RightsWish,
    /// When the account ends by itself.
    pub ends_at: Option<Timestamp>,
    /// A first password, which only an operator may give: for somebody without an address.
    pub password: Option<&'a str>,
}

/// Why no account was made.
#[derive(Debug, Error)]
pub enum RegisterError {
    /// The login name is taken.
    #[error("the login name is taken")]
    Taken,
    /// There is no such organization.
    #[error("there is no such organization")]
    NotFound,
    /// The permission is not held, or what was to be given is not.
    #[error("not allowed")]
    NotAllowed,
    /// A permission or profile that was to be given is not there, or may not be given at all.
    #[error("there is no such permission or profile")]
    NoSuchRight,
    /// The end of the account or of a grant lies in the past.
    #[error("the end lies in the past")]
    Past,
    /// Above [`crate::domain::permission::MAX_GRANTS`].
    #[error("an account holds at most 200 grants")]
    TooManyGrants,
    /// The rules do not accept the password.
    #[error("the password is not acceptable")]
    Weak(Vec<Weakness>),
    /// The password is too long.
    #[error("a password has at most 1,024 bytes")]
    TooLong,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<GrantError> for RegisterError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::NotFound => Self::NoSuchRight,
            GrantError::NotAllowed | GrantError::OwnAccount | GrantError::Owner => Self::NotAllowed,
            GrantError::Past => Self::Past,
            GrantError::TooMany => Self::TooManyGrants,
            GrantError::Unavailable(unavailable) => Self::Unavailable(unavailable),
        }
    }
}

impl Accounts<'_> {
    /// Defines an account. With a contact address, the person gets a mail with the link to choose a
    /// password.
    ///
    /// # Errors
    /// The answers of [`RegisterError`].
    pub async fn register(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        new: NewAccount<'_>,
        from: &Source,
    ) -> Result<Id<Account>, RegisterError> {
        let identity = self.0;
        let allowed = match authority.to(OwnPermission::AccountsManage, organization) {
            Ok(allowed) => allowed,
            Err(Denial::NotFound) => return Err(RegisterError::NotFound),
            Err(Denial::NotAllowed | Denial::OwnAccount) => return Err(RegisterError::NotAllowed),
        };
        if new.password.is_some() && !matches!(authority, Authority::Operator(_)) {
            return Err(RegisterError::NotAllowed);
        }
        let organization = identity
            .ports
            .store
            .organization(organization)
            .await
            .map_err(Unavailable::from)?
            .ok_or(RegisterError::NotFound)?
            .value;
        let now = identity.now();
        if new.ends_at.is_some_and(|end| end <= now) {
            return Err(RegisterError::Past);
        }
        let mut account = Account {
            id: identity.new_id(now)?,
            organization: organization.id,
            login: LoginName::member(new.name, organization.handle.clone()),
            name: new.display_name,
            language: new.language,
            contact: new.contact.map(|address| ContactAddress { address, confirmed_at: None }),
            address_change: None,
            rank: Rank::Member,
            rights: Rights::default(),
            standing: Standing::Active,
            ends_at: new.ends_at,
            password: None,
            created_at: now,
            signed_in_at: None,
        };
        if let Some(password) = new.password {
            account.password = Some(identity.first_password(password, &account, &organization).await?);
        }
        let key = NameKey::of(&account.login, &identity.house);
        let event = event_about(&account, authority.actor(), from, now, AuditKind::AccountRegistered);
        let id = account.id;
        let mut change = allowed.change(event);
        if let Some(changed) = identity.rights_as_wished(authority, &allowed, &account, &new.rights).await? {
            account.rights = changed.rights.clone();
            change = changed.also(change, &account, &allowed, from, now);
        }
        if account.contact.is_some() && account.password.is_none() {
            change = change.letter(identity.letter(LetterKind::Welcome, Recipient::Account(id), now)?);
        }
        match identity
            .ports
            .store
            .commit(change.write(AccountWrite::Register { account, key }))
            .await
            .map_err(Unavailable::from)?
        {
            Landing::Landed => Ok(id),
            Landing::Overtaken => Err(RegisterError::Taken),
        }
    }
}

impl crate::identity::Identity {
    /// A first password that somebody else may give: at set-up, or by the operator.
    pub(crate) async fn first_password(
        &self,
        password: &str,
        account: &Account,
        organization: &Organization,
    ) -> Result<Password, RegisterError> {
        let typed = TypedPassword::read(password).map_err(|_| RegisterError::TooLong)?;
        let accepted = self.accept(typed, account, organization).map_err(RegisterError::Weak)?;
        Ok(Password { hash: self.hash(accepted).await?, set_at: self.now() })
    }
}
