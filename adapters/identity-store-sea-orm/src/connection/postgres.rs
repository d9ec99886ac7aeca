//! Opening a server's database.

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, Statement, sqlx};

use super::{OpenError, PATIENCE, Place, SeaOrmStore, first_value};

const OLDEST_POSTGRES: u32 = 15;

/// A connection that rested longer is tried before it is used.
const PING_AFTER: Duration = Duration::from_secs(1);
/// The locks of a node that has gone silent in the middle of a transaction are given back.
const ABANDONED: (&str, &str) = ("idle_in_transaction_session_timeout", "10s");
/// A server may be set up to acknowledge commits that it can still lose: a spent code would be unspent. Any
/// other setting keeps what it acknowledges and stays.
const DURABLE: &str =
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

pub(super) async fn open(url: String, shown: String, connections: u32) -> Result<SeaOrmStore, OpenError> {
    let place = Place::Postgres { url: url.clone(), shown };
    let pool = Database::connect(options(&url, connections.max(1), Some(PATIENCE)))
        .await
        .map_err(|source| place.unreachable(source))?;
    let row = pool
        .query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT current_setting('server_version_num')"))
        .await;
    let version: String = row.and_then(first_value).map_err(|source| place.unreachable(source))?;
    let found = version.parse::<u32>().unwrap_or(0) / 10_000;
    if found < OLDEST_POSTGRES {
        return Err(OpenError::PostgresTooOld { found });
    }
    Ok(SeaOrmStore { reader: pool.clone(), writer: pool, place, in_use: None })
}

/// A pool on a `PostgreSQL` address that has been parsed before.
pub(crate) fn options(url: &str, connections: u32, statement_timeout: Option<Duration>) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire_if_idle_for(PING_AFTER)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.application_name("portineria").options([ABANDONED]))
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.after_connect(|connection, _| {
                Box::pin(async { sqlx::query(DURABLE).execute(connection).await.map(drop) })
            })
        });
    if let Some(timeout) = statement_timeout {
        options.statement_timeout(timeout);
    }
    options
}
