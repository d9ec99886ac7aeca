//! Tokens.

use async_trait::async_trait;
use identity_core::{
    change::TokenWrite,
    domain::{
        account::Account,
        kernel::{Digest, EmailAddress, Id},
        token::{Token, TokenPurpose},
    },
    ports::{StoreFailure, Tokens},
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, entity::prelude::*, sea_query::OnConflict,
};

use crate::{
    SeaOrmStore,
    connection::answered,
    rows::{Stop, bytes, digest, exactly_one, moment, unreadable},
};

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tokens")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Uuid,
    purpose: String,
    link: Vec<u8>,
    code: Option<Vec<u8>>,
    /// Empty where it was not mailed; no address is.
    sent_to: String,
    minted_at: i64,
    expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[async_trait]
impl Tokens for SeaOrmStore {
    async fn token_by_link(&self, purpose: TokenPurpose, link: &Digest) -> Result<Option<Token>, StoreFailure> {
        answered(async { by_link(purpose, link).one(&self.reader).await?.map(Model::token).transpose() }).await
    }

    async fn token_of(&self, account: Id<Account>, purpose: TokenPurpose) -> Result<Option<Token>, StoreFailure> {
        answered(async { of_account(account, purpose).one(&self.reader).await?.map(Model::token).transpose() }).await
    }
}

pub(crate) fn by_link(purpose: TokenPurpose, link: &Digest) -> Select<Entity> {
    Entity::find().filter(Column::Purpose.eq(purpose.as_str())).filter(Column::Link.eq(bytes(link)))
}

pub(crate) fn of_account(account: Id<Account>, purpose: TokenPurpose) -> Select<Entity> {
    Entity::find().filter(Column::AccountId.eq(account.uuid())).filter(Column::Purpose.eq(purpose.as_str()))
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &TokenWrite) -> Result<(), Stop> {
    match write {
        TokenWrite::Mint(token) => {
            let instead = OnConflict::columns([Column::AccountId, Column::Purpose])
                .update_columns([
                    Column::Id,
                    Column::Link,
                    Column::Code,
                    Column::SentTo,
                    Column::MintedAt,
                    Column::ExpiresAt,
                ])
                .to_owned();
            Entity::insert(ActiveModel::from(Model::of(token)))
                .on_conflict(instead)
                .exec_without_returning(transaction)
                .await?;
            Ok(())
        }
        TokenWrite::Spend(id) => exactly_one(Entity::delete_by_id(id.uuid()).exec(transaction).await?.rows_affected),
        TokenWrite::Kill(account, purpose) => {
            let of_account = Entity::delete_many().filter(Column::AccountId.eq(account.uuid()));
            of_account.filter(Column::Purpose.eq(purpose.as_str())).exec(transaction).await?;
            Ok(())
        }
        TokenWrite::KillAll(account) => {
            Entity::delete_many().filter(Column::AccountId.eq(account.uuid())).exec(transaction).await?;
            Ok(())
        }
    }
}

impl Model {
    fn of(token: &Token) -> Self {
        Self {
            id: token.id.uuid(),
            account_id: token.account.uuid(),
            purpose: token.purpose.as_str().to_owned(),
            link: bytes(&token.link),
            code: token.code.as_ref().map(bytes),
            sent_to: token.sent_to.as_ref().map(|address| address.as_str().to_owned()).unwrap_or_default(),
            minted_at: token.minted_at.as_micros(),
            expires_at: token.expires_at.as_micros(),
        }
    }

    fn token(self) -> Result<Token, DbErr> {
        Ok(Token {
            id: Id::as_stored(self.id),
            account: Id::as_stored(self.account_id),
            purpose: TokenPurpose::as_stored(&self.purpose).ok_or_else(|| unreadable("tokens.purpose"))?,
            link: digest(&self.link, "tokens.link")?,
            code: self.code.map(|code| digest(&code, "tokens.code")).transpose()?,
            sent_to: Some(self.sent_to.as_str())
                .filter(|address| !address.is_empty())
                .map(|address| EmailAddress::as_stored(address).ok_or_else(|| unreadable("tokens.sent_to")))
                .transpose()?,
            minted_at: moment(self.minted_at),
            expires_at: moment(self.expires_at),
        })
    }
}
