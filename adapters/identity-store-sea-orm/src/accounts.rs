//! Accounts.

mod page;
mod row;

use async_trait::async_trait;
use identity_core::{
    change::{AccountWrite, Version, Versioned},
    domain::{
        account::Account,
        kernel::{EmailAddress, Id, LoginName, NameKey},
    },
    ports::{AccountPage, AccountQuery, Accounts, LoginRead, StoreFailure},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, FromQueryResult,
    NotSet, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{CaseStatement, Expr, Func, LockType, Query, SelectStatement},
};

#[cfg(test)]
pub(crate) use self::page::{count_of, page_of};
use self::row::ActiveModel;
pub(crate) use self::row::{Column, Entity, Model, searched};
use crate::{
    SeaOrmStore,
    connection::answered,
    organizations, outbox, permissions,
    rows::{Stop, exactly_one, take, version_number},
};

/// How many values a statement is given at once; fewer than either database takes.
const MOST_BOUND: usize = 500;

/// How many rows a statement inserts at once, each of some twenty values.
const MOST_INSERTED: usize = 500;

/// The most accounts that one address is told about.
const MOST_OF_ONE_ADDRESS: u64 = 50;

#[async_trait]
impl Accounts for SeaOrmStore {
    async fn account(&self, id: Id<Account>) -> Result<Option<Versioned<Account>>, StoreFailure> {
        answered(async { Entity::find_by_id(id.uuid()).one(&self.reader).await?.map(Model::versioned).transpose() })
            .await
    }

    async fn account_by_login(&self, login: &LoginName) -> Result<LoginRead, StoreFailure> {
        answered(async {
            let row = self.reader.query_one(&by_login(login)).await?;
            let Some(row) = row else {
                return Ok(LoginRead::default());
            };
            let organization = organizations::Model::from_query_result(&row, "o_")?.versioned()?.value;
            let account = Option::<Model>::from_query_result(&row, "a_")?.map(Model::versioned).transpose()?;
            Ok(LoginRead { organization: Some(organization), account })
        })
        .await
    }

    async fn accounts_by_address(&self, address: &EmailAddress) -> Result<Vec<Account>, StoreFailure> {
        answered(async {
            let rows = self.reader.query_all(&by_address(address)).await?;
            rows.iter().map(|row| Ok(Model::from_query_result(row, "")?.versioned()?.value)).collect()
        })
        .await
    }

    async fn accounts_called(&self, logins: &[LoginName]) -> Result<Vec<Versioned<Account>>, StoreFailure> {
        answered(async {
            let mut found = Vec::with_capacity(logins.len());
            for some in logins.chunks(MOST_BOUND) {
                let rows = called(some).all(&self.reader).await?;
                for row in rows {
                    found.push(row.versioned()?);
                }
            }
            Ok(found)
        })
        .await
    }

    async fn accounts_page(&self, query: &AccountQuery) -> Result<AccountPage, StoreFailure> {
        answered(self.page(query)).await
    }

    async fn count_accounts(&self, query: &AccountQuery, most: u32) -> Result<u32, StoreFailure> {
        answered(self.count(query, most)).await
    }
}

/// The accounts with these login names.
pub(crate) fn called(logins: &[LoginName]) -> Select<Entity> {
    Entity::find().filter(Column::Login.is_in(logins.iter().map(ToString::to_string)))
}

/// The active accounts of an address, along the index of mailboxes.
pub(crate) fn by_address(address: &EmailAddress) -> SelectStatement {
    let whatever_its_case = Expr::expr(Func::lower(Expr::col(Column::Address)));
    Entity::find()
        .filter(Column::Mailbox.eq(address.mailbox()))
        .filter(whatever_its_case.eq(address.as_str().to_ascii_lowercase()))
        .filter(Column::SuspendedAt.is_null())
        .order_by_asc(Column::Login)
        .limit(MOST_OF_ONE_ADDRESS)
        .into_query()
}

/// The organization with the handle, and beside it the account: one question, whatever there is.
pub(crate) fn by_login(login: &LoginName) -> SelectStatement {
    let text = login.to_string();
    let of_organization =
        Expr::col((Entity, Column::OrganizationId)).equals((organizations::Entity, organizations::Column::Id));
    let mut select = Query::select();
    take(&mut select, organizations::Entity, "o_");
    take(&mut select, Entity, "a_");
    select
        .from(organizations::Entity)
        .left_join(Entity, of_organization.and(Expr::col((Entity, Column::Login)).eq(text)))
        .and_where(Expr::col((organizations::Entity, organizations::Column::Handle)).eq(login.handle().as_str()));
    select
}

/// Waits for whoever writes the account, and asks that it still is as it was read.
pub(crate) async fn hold(transaction: &DatabaseTransaction, id: Id<Account>, seen: Version) -> Result<(), Stop> {
    // Not a shared lock: two that share one and then both write would wait for each other.
    let held = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::col(Column::Id).eq(id.uuid()))
        .and_where(Expr::col(Column::Version).eq(version_number(seen)))
        .lock(LockType::NoKeyUpdate)
        .to_owned();
    transaction.query_one(&held).await?.map(|_| ()).ok_or(Stop::Overtaken)
}

pub(crate) const fn id_of(write: &AccountWrite) -> Id<Account> {
    match write {
        AccountWrite::Register { account, .. } | AccountWrite::Replace { account, .. } => account.id,
        AccountWrite::SignedIn { id, .. } | AccountWrite::Remove { id, .. } => *id,
    }
}

/// Makes a write true, if the account still has the version that the change relies on.
pub(crate) async fn write(
    transaction: &DatabaseTransaction,
    write: &AccountWrite,
    relied_on: Option<Version>,
) -> Result<(), Stop> {
    match write {
        AccountWrite::Register { account, key } => {
            if relied_on.is_some() {
                return Err(Stop::Overtaken);
            }
            register_all(transaction, &[(account, key)]).await
        }
        AccountWrite::Replace { account, seen } => {
            if relied_on.is_some_and(|version| version != *seen) {
                return Err(Stop::Overtaken);
            }
            replace(transaction, account, *seen).await
        }
        AccountWrite::Remove { id, seen } => {
            if relied_on.is_some_and(|version| version != *seen) {
                return Err(Stop::Overtaken);
            }
            // Sessions, tokens, known devices and what it was granted go by their foreign keys.
            let removed = Entity::delete_many()
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::Version.eq(version_number(*seen)))
                .exec(transaction)
                .await?;
            exactly_one(removed.rows_affected)?;
            outbox::take_out(transaction, *id).await
        }
        AccountWrite::SignedIn { id, at } => {
            let mut update = Entity::update_many()
                .col_expr(Column::SignedInAt, latest_sign_in(at.as_micros()))
                .filter(Column::Id.eq(id.uuid()));
            if let Some(seen) = relied_on {
                update = update.filter(Column::Version.eq(version_number(seen)));
            }
            exactly_one(update.exec(transaction).await?.rows_affected)
        }
    }
}

/// Makes new accounts, many with each statement.
pub(crate) async fn register_all(
    transaction: &DatabaseTransaction,
    accounts: &[(&Account, &NameKey)],
) -> Result<(), Stop> {
    for some in accounts.chunks(MOST_INSERTED) {
        let rows = some.iter().map(|(account, key)| ActiveModel::from(Model::of(account, key)));
        Entity::insert_many(rows).exec_without_returning(transaction).await?;
        for (account, _) in some {
            permissions::list_grants(transaction, account).await?;
        }
    }
    Ok(())
}

async fn replace(transaction: &DatabaseTransaction, account: &Account, seen: Version) -> Result<(), Stop> {
    // The key stays, like the login name that it is the key of; any will do here.
    let mut row = ActiveModel::from(Model::of(account, &NameKey::as_stored([0; 32]))).reset_all();
    row.id = NotSet;
    row.organization_id = NotSet;
    row.login = NotSet;
    row.name_key = NotSet;
    row.signed_in_at = NotSet;
    row.version = NotSet;
    let mut update = Entity::update_many().set(row).col_expr(Column::Version, Expr::col(Column::Version).add(1));
    if let Some(at) = account.signed_in_at {
        update = update.col_expr(Column::SignedInAt, latest_sign_in(at.as_micros()));
    }
    let replaced = update
        .filter(Column::Id.eq(account.id.uuid()))
        .filter(Column::Version.eq(version_number(seen)))
        .exec(transaction)
        .await?;
    exactly_one(replaced.rows_affected)?;
    permissions::unlist_grants(transaction, account.id).await?;
    permissions::list_grants(transaction, account).await
}

/// A sign-in leaves the version alone, so one may have been marked since the account was read.
fn latest_sign_in(at: i64) -> Expr {
    CaseStatement::new()
        .case(Expr::col(Column::SignedInAt).gt(at), Expr::col(Column::SignedInAt))
        .finally(Expr::val(at))
        .into()
}
