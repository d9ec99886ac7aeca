//! Lists of accounts in several orders, and a search that knows addresses and no accents.

use identity_core::domain::kernel::folded;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExprTrait,
    sea_query::{ColumnDef, ConditionalStatement, Expr, Index, Order, Query, Table},
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use crate::accounts::searched;

pub(super) const NAME: &str = "0005_lists";

/// How many accounts are folded at once.
const AT_ONCE: u64 = 500;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut name = ColumnDef::new("name_folded").text().not_null().default("").to_owned();
        if manager.get_database_backend() != DbBackend::Sqlite {
            name.extra(r#"COLLATE "C""#);
        }
        manager.alter_table(Table::alter().table("accounts").add_column(name).to_owned()).await?;
        fold(manager).await?;
        for (index, column) in [("accounts_by_name", "name_folded"), ("accounts_by_making", "created_at")] {
            let index =
                Index::create().name(index).table("accounts").col("organization_id").col(column).col("id").to_owned();
            manager.create_index(index).await?;
        }
        for (index, condition) in needy() {
            let index = Index::create()
                .name(index)
                .table("accounts")
                .col("organization_id")
                .col("login")
                .and_where(condition)
                .to_owned();
            manager.create_index(index).await?;
        }
        // In the words that the query has.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE INDEX accounts_by_sign_in ON accounts (organization_id, COALESCE(signed_in_at, -1), id)",
            )
            .await?;
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// States that few accounts are in, so that those few are found without looking at all the others.
fn needy() -> [(&'static str, Expr); 5] {
    let is_null = |column: &'static str| Expr::col(column).is_null();
    let is_there = |column: &'static str| Expr::col(column).is_not_null();
    [
        ("accounts_suspended", is_there("suspended_at")),
        ("accounts_without_password", is_null("password_hash")),
        ("accounts_never_signed_in", is_null("signed_in_at")),
        ("accounts_without_address", is_null("address")),
        ("accounts_unconfirmed", is_there("address").and(is_null("address_confirmed_at"))),
    ]
}

/// Folds what is searched and sorted of every account. Databases cannot: they would fold differently.
async fn fold(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let mut last: Option<Uuid> = None;
    loop {
        let mut some = Query::select();
        some.columns(["id", "login", "name", "address"]).from("accounts").order_by("id", Order::Asc).limit(AT_ONCE);
        if let Some(last) = last {
            some.and_where(Expr::col("id").gt(last));
        }
        let rows = connection.query_all(&some).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let id: Uuid = row.try_get("", "id")?;
            let (login, name): (String, String) = (row.try_get("", "login")?, row.try_get("", "name")?);
            let address: Option<String> = row.try_get("", "address")?;
            let update = Query::update()
                .table("accounts")
                .value("name_folded", folded(&name))
                .value("search", searched(&login, &name, address.as_deref()))
                .and_where(Expr::col("id").eq(id))
                .to_owned();
            connection.execute(&update).await?;
            last = Some(id);
        }
    }
}
