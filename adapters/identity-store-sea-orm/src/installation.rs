//! The installation as a whole: its epoch.

use async_trait::async_trait;
use identity_core::{
    change::InstallationWrite,
    domain::{
        account::Account,
        installation::{Epoch, LinePlace, Reached},
    },
    ports::{Installation, StoreFailure},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect, entity::prelude::*, sea_query::Query,
};

use crate::{
    SeaOrmStore, accounts, audit,
    connection::answered,
    devices, invitations, outbox,
    permissions::grants,
    rows::{Stop, exactly_one, unreadable},
    sessions, tokens,
};

/// The table, of one row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "installation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: i32,
    epoch: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a restore makes of each table. A test holds this list to the tables that there are: whoever adds one says
/// what a backup of it may bring back.
#[cfg(test)]
pub(crate) const RESTORED: &[(&str, &str)] = &[
    ("accounts", "kept; rights wait to be confirmed, pending changes of address and, if asked, passwords end"),
    ("audit_log", "kept"),
    ("audit_seals", "kept"),
    ("audit_tallies", "kept"),
    ("devices", "ended"),
    ("founding", "kept"),
    ("grants", "kept; count for nothing until they are confirmed"),
    ("guards", "kept: a count of failures is no way in"),
    ("installation", "begins an epoch"),
    ("invitations", "pending ones are revoked"),
    ("letters", "those under way are given up"),
    ("organizations", "kept"),
    ("profiles", "kept"),
    ("seaql_migrations", "kept"),
    ("sessions", "ended"),
    ("sqlite_sequence", "kept"),
    ("tokens", "ended"),
];

#[async_trait]
impl Installation for SeaOrmStore {
    async fn reached(&self) -> Result<Reached, StoreFailure> {
        answered(async {
            let row = Entity::find().one(&self.reader).await?.ok_or_else(|| unreadable("installation"))?;
            let newest = audit::Entity::find().order_by_desc(audit::Column::Number).limit(1).one(&self.reader).await?;
            Ok(Reached { epoch: Epoch::as_stored(row.epoch), line: newest.map(|line| line.place()) })
        })
        .await
    }

    async fn epoch(&self) -> Result<Epoch, StoreFailure> {
        answered(async {
            let row = Entity::find().one(&self.reader).await?.ok_or_else(|| unreadable("installation"))?;
            Ok(Epoch::as_stored(row.epoch))
        })
        .await
    }

    async fn line_place(&self, number: u64) -> Result<LinePlace, StoreFailure> {
        answered(async {
            let line = audit::Entity::find_by_id(i64::try_from(number).unwrap_or(i64::MAX)).one(&self.reader).await?;
            let oldest = audit::Entity::find().order_by_asc(audit::Column::Number).limit(1).one(&self.reader).await?;
            Ok(LinePlace { at: line.map(|line| line.place().at), oldest: oldest.map(|line| line.place().number) })
        })
        .await
    }

    async fn appointed(&self, limit: u32) -> Result<Vec<Account>, StoreFailure> {
        answered(async {
            let granted = Query::select().column(grants::Column::AccountId).from(grants::Entity).to_owned();
            let rows = accounts::Entity::find()
                .filter(accounts::Column::Id.in_subquery(granted))
                .order_by_asc(accounts::Column::Login)
                .limit(u64::from(limit))
                .all(&self.reader)
                .await?;
            rows.into_iter().map(|row| Ok(row.versioned()?.value)).collect()
        })
        .await
    }
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &InstallationWrite) -> Result<(), Stop> {
    let InstallationWrite::BeginEpoch { epoch, seen, at, ends_passwords } = write;
    if transaction.get_database_backend() == DbBackend::Postgres {
        // As long as it takes: nothing is served meanwhile.
        transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
    }
    let begun = Entity::update_many()
        .col_expr(Column::Epoch, Expr::val(epoch.as_micros()))
        .filter(Column::Epoch.eq(seen.as_micros()))
        .exec(transaction)
        .await?;
    exactly_one(begun.rows_affected)?;
    withdraw(transaction, *ends_passwords).await?;
    tokens::Entity::delete_many().exec(transaction).await?;
    sessions::Entity::delete_many().exec(transaction).await?;
    devices::Entity::delete_many().exec(transaction).await?;
    invitations::revoke_all(transaction, *at).await?;
    outbox::give_up_all(transaction, *at).await?;
    Ok(())
}

/// Drops changes of address and, if asked, passwords, and moves the version of each that it touches.
async fn withdraw(transaction: &DatabaseTransaction, ends_passwords: bool) -> Result<(), DbErr> {
    use accounts::Column as Of;
    let touched =
        || Query::update().table(accounts::Entity).value(Of::Version, Expr::col(Of::Version).add(1)).to_owned();
    let wishes = touched()
        .value(Of::WishedAddress, Option::<String>::None)
        .value(Of::WishedAt, Option::<i64>::None)
        .value(Of::WishedNewConfirmed, false)
        .value(Of::WishedOldAgreed, false)
        .and_where(Expr::col(Of::WishedAddress).is_not_null())
        .to_owned();
    let passwords = touched()
        .value(Of::PasswordHash, Option::<String>::None)
        .value(Of::PasswordSetAt, Option::<i64>::None)
        .and_where(Expr::col(Of::PasswordHash).is_not_null())
        .to_owned();
    for (statement, is_wanted) in [(wishes, true), (passwords, ends_passwords)] {
        if is_wanted {
            transaction.execute(&statement).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::Statement;

    use super::*;

    #[tokio::test]
    async fn every_table_says_what_a_restore_makes_of_it() {
        let directory = tempfile::tempdir().unwrap();
        let store = SeaOrmStore::open(&format!("sqlite://{}/x.db", directory.path().display()), 1).await.unwrap();
        store.migrate().await.unwrap();
        let tables = Statement::from_string(
            DbBackend::Sqlite,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' ORDER BY name",
        );
        let rows = store.reader.query_all_raw(tables).await.unwrap();
        let found: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let said: Vec<&str> = RESTORED.iter().map(|(table, _)| *table).collect();
        assert_eq!(found, said, "a table is missing in RESTORED, or is not there any more");
    }
}
