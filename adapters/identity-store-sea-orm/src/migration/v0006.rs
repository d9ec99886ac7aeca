//! The epoch of the installation: one row.

use sea_orm::{
    ConnectionTrait, DbErr,
    sea_query::{ColumnDef, Query, Table},
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) const NAME: &str = "0006_restore_epoch";

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("installation")
            .col(ColumnDef::new("id").integer().not_null().primary_key())
            .col(ColumnDef::new("epoch").big_integer().not_null())
            .to_owned();
        manager.create_table(table).await?;
        let first = Query::insert()
            .into_table("installation")
            .columns(["id", "epoch"])
            .values_panic([1.into(), 0.into()])
            .to_owned();
        manager.get_connection().execute(&first).await.map(drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
