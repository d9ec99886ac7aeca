//! How often things happened, hour by hour.

use identity_core::{
    change::Tally,
    domain::{kernel::Id, organization::Organization},
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement, Value, prelude::Uuid,
};

use crate::rows::{Stop, unreadable};

/// How many tallies one statement writes.
const AT_ONCE: usize = 500;

/// Adds what a seal's lines come to. What is in no organization's log is counted under the nil UUID.
pub(super) async fn add(transaction: &DatabaseTransaction, tallies: &[Tally]) -> Result<(), Stop> {
    // In one order everywhere, so that no two seals ever wait for each other in a circle.
    let mut tallies: Vec<&Tally> = tallies.iter().collect();
    tallies.sort_unstable();
    for tallies in tallies.chunks(AT_ONCE) {
        let mut values: Vec<Value> = Vec::new();
        let mut places = Vec::new();
        for tally in tallies {
            let n = values.len();
            places.push(format!("(${}, ${}, ${}, ${})", n + 1, n + 2, n + 3, n + 4));
            let count = i64::try_from(tally.count).unwrap_or(i64::MAX);
            let organization = tally.organization.map_or(Uuid::nil(), Id::uuid);
            values.extend([organization.into(), tally.what.as_str().into(), tally.hour.into(), count.into()]);
        }
        let add = format!(
            "INSERT INTO audit_tallies (organization_id, what, hour, count) VALUES {} \
             ON CONFLICT (organization_id, what, hour) DO UPDATE SET count = audit_tallies.count + excluded.count",
            places.join(", ")
        );
        let backend = transaction.get_database_backend();
        transaction.execute_raw(Statement::from_sql_and_values(backend, add, values)).await?;
    }
    Ok(())
}

/// Sealed lines by their tallies, the others one by one, in one look.
pub(crate) fn told(backend: DbBackend, organization: Uuid, kinds: &[&str], since: i64) -> Statement {
    let places: Vec<String> = (0..kinds.len()).map(|n| format!("${}", n + 4)).collect();
    let kinds_in = if places.is_empty() { "NULL".to_owned() } else { places.join(", ") };
    let log = unsealed_log(backend);
    let sql = format!(
        "SELECT what, hour, CAST(SUM(count) AS BIGINT) AS count FROM (\
         SELECT what, hour, count FROM audit_tallies \
         WHERE organization_id = $1 AND what IN ({kinds_in}) AND hour >= $2 \
         UNION ALL \
         SELECT what, at / 3600000000 AS hour, 1 AS count FROM {log} \
         WHERE seal IS NULL AND organization_id = $1 AND what IN ({kinds_in}) AND at >= $3\
         ) AS counted GROUP BY what, hour ORDER BY what, hour"
    );
    let mut values: Vec<Value> = vec![organization.into(), since.into(), since.saturating_mul(3_600_000_000).into()];
    values.extend(kinds.iter().map(|kind| Value::from(*kind)));
    Statement::from_sql_and_values(backend, sql, values)
}

/// The log, along the index of the few lines that wait for a seal. `SQLite` knows no statistics by which to
/// find that out by itself.
pub(super) const fn unsealed_log(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "audit_log INDEXED BY audit_log_unsealed",
        _ => "audit_log",
    }
}

pub(super) async fn read(
    reader: &DatabaseConnection,
    organization: Id<Organization>,
    kinds: &[&str],
    since: i64,
) -> Result<Vec<Tally>, DbErr> {
    let rows = reader.query_all_raw(told(reader.get_database_backend(), organization.uuid(), kinds, since)).await?;
    let tally = |row: &sea_orm::QueryResult| {
        let count: i64 = row.try_get("", "count")?;
        Ok(Tally {
            organization: Some(organization),
            what: row.try_get("", "what")?,
            hour: row.try_get("", "hour")?,
            count: u64::try_from(count).map_err(|_| unreadable("audit_tallies.count"))?,
        })
    };
    rows.iter().map(tally).collect()
}
