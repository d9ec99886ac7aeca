//! The table, and an account as a row of it.

use identity_core::{
    change::Versioned,
    domain::{
        account::{Account, AddressChange, ContactAddress, Password, Rank, Standing},
        kernel::{DisplayName, EmailAddress, Id, Language, LoginName, NameKey, Timestamp, folded},
        password::PasswordHash,
    },
};
use sea_orm::{DbErr, entity::prelude::*};

use crate::{
    permissions,
    rows::{moment, unreadable, version},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) organization_id: Uuid,
    pub(super) login: String,
    pub(super) name_key: Vec<u8>,
    pub(super) name: String,
    /// The display name without case and accents, for sorting.
    pub(super) name_folded: String,
    /// Login name, display name and contact address without case and accents, a line each: folded here and
    /// not by the database, so that every database finds the same.
    pub(super) search: String,
    pub(super) language: String,
    pub(super) address: Option<String>,
    pub(super) mailbox: Option<String>,
    pub(super) address_confirmed_at: Option<i64>,
    pub(super) wished_address: Option<String>,
    pub(super) wished_at: Option<i64>,
    pub(super) wished_new_confirmed: bool,
    pub(super) wished_old_agreed: bool,
    pub(super) rank: String,
    /// As JSON; see `permissions`.
    pub(super) rights: String,
    pub(super) suspended_at: Option<i64>,
    pub(super) ends_at: Option<i64>,
    pub(super) password_hash: Option<String>,
    pub(super) password_set_at: Option<i64>,
    pub(super) created_at: i64,
    pub(super) signed_in_at: Option<i64>,
    pub(super) version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(super) fn of(account: &Account, key: &NameKey) -> Self {
        let contact = account.contact.as_ref();
        let wished = account.address_change.as_ref();
        let login = account.login.to_string();
        Self {
            id: account.id.uuid(),
            organization_id: account.organization.uuid(),
            search: searched(&login, account.name.as_str(), contact.map(|contact| contact.address.as_str())),
            name_folded: folded(account.name.as_str()),
            login,
            name_key: key.as_bytes().to_vec(),
            name: account.name.as_str().to_owned(),
            language: account.language.as_str().to_owned(),
            address: contact.map(|contact| contact.address.as_str().to_owned()),
            mailbox: contact.map(|contact| contact.address.mailbox()),
            address_confirmed_at: contact.and_then(|contact| contact.confirmed_at).map(Timestamp::as_micros),
            wished_address: wished.map(|wished| wished.new.as_str().to_owned()),
            wished_at: wished.map(|wished| wished.asked_at.as_micros()),
            wished_new_confirmed: wished.is_some_and(|wished| wished.new_confirmed),
            wished_old_agreed: wished.is_some_and(|wished| wished.old_agreed),
            rank: rank_word(account.rank).to_owned(),
            rights: permissions::rights_text(&account.rights),
            ends_at: account.ends_at.map(Timestamp::as_micros),
            suspended_at: match account.standing {
                Standing::Active => None,
                Standing::Suspended { since } => Some(since.as_micros()),
            },
            password_hash: account.password.as_ref().map(|password| password.hash.as_str().to_owned()),
            password_set_at: account.password.as_ref().map(|password| password.set_at.as_micros()),
            created_at: account.created_at.as_micros(),
            signed_in_at: account.signed_in_at.map(Timestamp::as_micros),
            version: 1,
        }
    }

    pub(crate) fn versioned(self) -> Result<Versioned<Account>, DbErr> {
        let address = |text: Option<String>, column| {
            text.map(|text| EmailAddress::as_stored(&text).ok_or_else(|| unreadable(column))).transpose()
        };
        let contact = address(self.address, "accounts.address")?
            .map(|address| ContactAddress { address, confirmed_at: self.address_confirmed_at.map(moment) });
        let wished = address(self.wished_address, "accounts.wished_address")?;
        let address_change = wished.zip(self.wished_at).map(|(new, asked_at)| AddressChange {
            new,
            asked_at: moment(asked_at),
            new_confirmed: self.wished_new_confirmed,
            old_agreed: self.wished_old_agreed,
        });
        let password = self.password_hash.zip(self.password_set_at);
        let account = Account {
            id: Id::as_stored(self.id),
            organization: Id::as_stored(self.organization_id),
            login: LoginName::read(&self.login).ok_or_else(|| unreadable("accounts.login"))?,
            name: DisplayName::as_stored(self.name),
            language: Language::parse(&self.language).map_err(|_| unreadable("accounts.language"))?,
            contact,
            address_change,
            rank: rank(&self.rank)?,
            rights: permissions::rights(&self.rights)?,
            ends_at: self.ends_at.map(moment),
            standing: self.suspended_at.map_or(Standing::Active, |since| Standing::Suspended { since: moment(since) }),
            password: password
                .map(|(hash, set_at)| Password { hash: PasswordHash::as_stored(hash), set_at: moment(set_at) }),
            created_at: moment(self.created_at),
            signed_in_at: self.signed_in_at.map(moment),
        };
        Ok(Versioned { value: account, version: version(self.version) })
    }
}

/// What is searched of an account.
pub(crate) fn searched(login: &str, name: &str, address: Option<&str>) -> String {
    [login, name, address.unwrap_or_default()].map(folded).join("\n")
}

const fn rank_word(rank: Rank) -> &'static str {
    match rank {
        Rank::Member => "member",
        Rank::Owner => "owner",
    }
}

fn rank(word: &str) -> Result<Rank, DbErr> {
    [Rank::Member, Rank::Owner]
        .into_iter()
        .find(|rank| rank_word(*rank) == word)
        .ok_or_else(|| unreadable("accounts.rank"))
}
