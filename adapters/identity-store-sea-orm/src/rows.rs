//! What the tables have in common: how values stand in columns, and how a write ends early.

use std::net::IpAddr;

use identity_core::{
    change::Version,
    domain::{
        kernel::{Digest, Timestamp},
        session::Source,
    },
};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, Iden, IdenStatic, Iterable, RuntimeErr, SqlErr,
    sea_query::{Expr, SelectStatement},
    sqlx,
};

/// Why a transaction goes no further.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Something that it replaces, spends or relies on has moved.
    Overtaken,
    /// The database failed.
    Failed(DbErr),
}

impl From<DbErr> for Stop {
    /// A name that is taken, or a row that is gone, is something that has moved.
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_) | SqlErr::ForeignKeyConstraintViolation(_)) => Self::Overtaken,
            _ => Self::Failed(error),
        }
    }
}

/// One row, or the change has been overtaken.
pub(crate) const fn exactly_one(rows: u64) -> Result<(), Stop> {
    if rows == 1 { Ok(()) } else { Err(Stop::Overtaken) }
}

/// Whether `PostgreSQL` gave up a transaction that may well succeed at the next try.
pub(crate) fn is_worth_another_try(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let sqlx::Error::Database(cause) = &**cause else {
        return false;
    };
    // Serialization failure and deadlock.
    matches!(cause.code().as_deref(), Some("40001" | "40P01"))
}

/// Selects every column of a table under its name and a prefix, to be read by `from_query_result`.
pub(crate) fn take<E>(select: &mut SelectStatement, table: E, prefix: &str)
where
    E: EntityTrait + Iden + Copy,
    E::Column: IdenStatic,
{
    for column in E::Column::iter() {
        select.expr_as(Expr::col((table, column)), format!("{prefix}{}", column.as_str()));
    }
}

/// Deletes what `batch` deletes, again and again until it deletes nothing, so that no one waits long for the rest.
pub(crate) async fn sweep<F>(mut batch: impl FnMut() -> F) -> Result<u64, identity_core::ports::StoreFailure>
where
    F: Future<Output = Result<u64, DbErr>> + Send,
{
    let mut gone = 0;
    loop {
        let rows = crate::connection::answered(batch()).await?;
        gone += rows;
        if rows < BATCH {
            return Ok(gone);
        }
    }
}

/// How many rows one sweeping transaction takes out.
pub(crate) const BATCH: u64 = 1_000;

/// Runs one statement in a transaction of its own.
pub(crate) async fn write_alone<S>(store: &crate::SeaOrmStore, statement: &S) -> Result<u64, DbErr>
where
    S: sea_orm::sea_query::QueryStatementWriter + sea_orm::StatementBuilder + Sync,
{
    let transaction = store.begin_writing().await?;
    let rows = transaction.execute(statement).await?.rows_affected();
    transaction.commit().await?;
    Ok(rows)
}

/// A stored value that cannot be read back. Names the column, never the value.
pub(crate) fn unreadable(column: &'static str) -> DbErr {
    DbErr::Type(format!("{column} holds what this program cannot read"))
}

pub(crate) fn version_number(version: Version) -> i64 {
    i64::try_from(version.get()).unwrap_or(i64::MAX)
}

pub(crate) fn version(number: i64) -> Version {
    Version::as_stored(number.unsigned_abs())
}

pub(crate) const fn moment(micros: i64) -> Timestamp {
    Timestamp::from_micros(micros)
}

pub(crate) fn count(number: i64, column: &'static str) -> Result<u32, DbErr> {
    u32::try_from(number).map_err(|_| unreadable(column))
}

pub(crate) fn bytes(digest: &Digest) -> Vec<u8> {
    digest.as_bytes().to_vec()
}

pub(crate) fn digest(bytes: &[u8], column: &'static str) -> Result<Digest, DbErr> {
    bytes.try_into().map(Digest::as_stored).map_err(|_| unreadable(column))
}

pub(crate) fn source_text(source: &Source) -> Option<String> {
    source.address.map(|address| address.to_string())
}

pub(crate) fn source(text: Option<&str>, column: &'static str) -> Result<Source, DbErr> {
    let address = text.map(str::parse::<IpAddr>).transpose().map_err(|_| unreadable(column))?;
    Ok(Source { address })
}

/// A text to compare with; no stored text holds a NUL, and `PostgreSQL` takes none.
pub(crate) fn without_nul(text: &str) -> &str {
    text.split('\0').next().unwrap_or_default()
}
