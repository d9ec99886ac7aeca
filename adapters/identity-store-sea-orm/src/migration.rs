//! Bringing the schema up to this build: one process at a time, and never backwards.

mod v0001;
mod v0002;
mod v0003;
mod v0004;
mod v0005;
mod v0006;
mod v0007;
mod v0008;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement, sea_query::Query};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

use crate::connection::{OpenError, Place, SeaOrmStore, lock_beside, postgres_options};

/// Every migration, the oldest first. Their names sort in this order and are never changed.
const NAMES: [&str; 8] =
    [v0001::NAME, v0002::NAME, v0003::NAME, v0004::NAME, v0005::NAME, v0006::NAME, v0007::NAME, v0008::NAME];

/// The newest.
pub(crate) const NEWEST: &str = NAMES[NAMES.len() - 1];

/// The key of the lock that migrating processes share: "portiner" in ASCII.
const ADVISORY_LOCK: i64 = 0x706f_7274_696e_6572;

const TABLE: &str = "seaql_migrations";

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(v0001::Migration),
            Box::new(v0002::Migration),
            Box::new(v0003::Migration),
            Box::new(v0004::Migration),
            Box::new(v0005::Migration),
            Box::new(v0006::Migration),
            Box::new(v0007::Migration),
            Box::new(v0008::Migration),
        ]
    }
}

/// A database that this build must not touch, or could not read.
pub(crate) enum Refusal {
    Newer(String),
    Failed(DbErr),
}

impl Refusal {
    pub(crate) fn at(self, place: &Place) -> OpenError {
        match self {
            Self::Newer(found) => OpenError::NewerSchema { found, newest: NEWEST },
            Self::Failed(source) => place.unreachable(source),
        }
    }
}

/// Migrates while every other process that wants to waits.
pub(crate) async fn migrate(store: &SeaOrmStore) -> Result<(), OpenError> {
    match &store.place {
        Place::Sqlite { file } => {
            let alone = lock_beside(file).await?;
            let migrated = up(store.migrating_connection(), &store.place).await;
            drop(alone);
            migrated
        }
        Place::Postgres { url, .. } => {
            // The lock belongs to a connection: a pool of one is that connection and no other.
            let mut options = postgres_options(url, 1, None);
            options.idle_timeout(None).max_lifetime(None).test_before_acquire(false);
            let alone = Database::connect(options).await.map_err(|source| store.place.unreachable(source))?;
            let migrated = match lock_within(&alone).await {
                Ok(()) => up(&alone, &store.place).await,
                Err(source) => Err(store.place.unreachable(source)),
            };
            // Closing the connection gives the lock back, whatever happened.
            let closed = alone.close().await.map_err(|source| store.place.unreachable(source));
            migrated.and(closed)
        }
    }
}

/// Takes the lock that migrating processes share, for as long as this connection lives.
async fn lock_within(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let ask = |sql| Statement::from_sql_and_values(DbBackend::Postgres, sql, [ADVISORY_LOCK.into()]);
    let row = connection.query_one_raw(ask("SELECT pg_try_advisory_lock($1)")).await?;
    if !row.is_some_and(|row| row.try_get_by_index(0).unwrap_or(false)) {
        tracing::info!("waiting for another process that migrates the database");
        connection.execute_raw(ask("SELECT pg_advisory_lock($1)")).await?;
    }
    Ok(())
}

async fn up(connection: &DatabaseConnection, place: &Place) -> Result<(), OpenError> {
    refuse_newer(connection).await.map_err(|refusal| refusal.at(place))?;
    Migrator::up(connection, None).await.map_err(OpenError::Migration)
}

/// Refuses a database that has had a migration that this build does not know.
pub(crate) async fn refuse_newer(connection: &DatabaseConnection) -> Result<(), Refusal> {
    let applied = applied(connection).await.map_err(Refusal::Failed)?;
    match applied.into_iter().rev().find(|name| !NAMES.contains(&name.as_str())) {
        Some(newer) => Err(Refusal::Newer(newer)),
        None => Ok(()),
    }
}

pub(crate) async fn newest_applied(connection: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    Ok(applied(connection).await?.pop())
}

async fn applied(connection: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    if !SchemaManager::new(connection).has_table(TABLE).await? {
        return Ok(Vec::new());
    }
    let names =
        Query::select().column("version").from(TABLE).order_by("version", sea_orm::sea_query::Order::Asc).to_owned();
    connection.query_all(&names).await?.iter().map(|row| row.try_get_by_index(0)).collect()
}

#[cfg(test)]
mod tests;
