//! The audit log becomes a chain: each line gets an id, a mark and a seal; seals and tallies get tables.
//!
//! Lines that are there already get neither id nor mark, which only the house can make: its first seals take
//! them over.

use std::net::IpAddr;

use identity_core::domain::network::Network;
use sea_orm::{
    ConnectionTrait, DbErr, Statement, Value,
    sea_query::{ColumnDef, ConditionalStatement, Expr, ExprTrait, Index, IndexCreateStatement, Table},
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) const NAME: &str = "0002_audit_chain";

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            ColumnDef::new("event_id").uuid().to_owned(),
            ColumnDef::new("acts_for").uuid().to_owned(),
            ColumnDef::new("source_bits").blob().to_owned(),
            ColumnDef::new("mark").blob().to_owned(),
            ColumnDef::new("seal").big_integer().to_owned(),
        ] {
            manager.alter_table(Table::alter().table("audit_log").add_column(column).to_owned()).await?;
        }
        fill_acts_for(manager).await?;
        fill_source_bits(manager).await?;
        manager
            .create_table(
                Table::create()
                    .table("audit_seals")
                    .col(ColumnDef::new("number").big_integer().not_null().primary_key())
                    .col(ColumnDef::new("at").big_integer().not_null())
                    .col(ColumnDef::new("covers").text().not_null())
                    .col(ColumnDef::new("adopts").boolean().not_null())
                    .col(ColumnDef::new("lines").blob().not_null())
                    .col(ColumnDef::new("previous").blob().not_null())
                    .col(ColumnDef::new("digest").blob().not_null())
                    .col(ColumnDef::new("pruned_at").big_integer())
                    .col(ColumnDef::new("pruned_mark").blob())
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("audit_tallies")
                    .col(ColumnDef::new("organization_id").uuid().not_null())
                    .col(ColumnDef::new("what").text().not_null())
                    .col(ColumnDef::new("hour").big_integer().not_null())
                    .col(ColumnDef::new("count").big_integer().not_null())
                    .primary_key(Index::create().col("organization_id").col("what").col("hour"))
                    .to_owned(),
            )
            .await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |table: &'static str, name: &'static str, columns: &[&'static str]| {
        let mut index = Index::create().name(name).table(table).to_owned();
        for column in columns {
            index.col(*column);
        }
        index
    };
    vec![
        index("audit_log", "audit_log_by_event", &["event_id"]).unique().to_owned(),
        index("audit_log", "audit_log_by_moment", &["at"]),
        index("audit_log", "audit_log_unsealed", &["number"]).and_where(Expr::col("seal").is_null()).to_owned(),
        index("audit_log", "audit_log_by_seal", &["seal", "number"])
            .and_where(Expr::col("seal").is_not_null())
            .to_owned(),
        index("audit_seals", "audit_seals_unpruned", &["at"]).and_where(Expr::col("pruned_at").is_null()).to_owned(),
    ]
}

/// Until now, whoever acted did so for their own organization.
async fn fill_acts_for(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let fill = "UPDATE audit_log SET acts_for = \
                (SELECT organization_id FROM accounts WHERE accounts.id = audit_log.actor_account_id) \
                WHERE actor_account_id IS NOT NULL";
    manager.get_connection().execute_unprepared(fill).await.map(drop)
}

/// The addresses once more, as bytes in the order of networks.
async fn fill_source_bits(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = connection.get_database_backend();
    let mut after = 0_i64;
    loop {
        let read = "SELECT number, source FROM audit_log WHERE number > $1 AND source IS NOT NULL \
                    ORDER BY number LIMIT 500";
        let rows = connection.query_all_raw(Statement::from_sql_and_values(backend, read, [after.into()])).await?;
        let mut values: Vec<Value> = Vec::new();
        for row in &rows {
            after = row.try_get_by_index(0)?;
            let source: String = row.try_get_by_index(1)?;
            if let Ok(address) = source.parse::<IpAddr>() {
                values.extend([after.into(), Network::ordered(address).to_vec().into()]);
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
        if !values.is_empty() {
            let places: Vec<String> =
                (0..values.len() / 2).map(|n| format!("(${}, ${})", n * 2 + 1, n * 2 + 2)).collect();
            let fill = format!(
                "UPDATE audit_log SET source_bits = told.column2 FROM (VALUES {}) AS told \
                 WHERE audit_log.number = told.column1",
                places.join(", ")
            );
            connection.execute_raw(Statement::from_sql_and_values(backend, fill, values)).await?;
        }
    }
}
