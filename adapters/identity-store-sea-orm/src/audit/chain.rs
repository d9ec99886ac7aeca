//! The chain: seals, and lines as they stand, whatever somebody made of them.

use std::{net::IpAddr, time::Duration};

use async_trait::async_trait;
use identity_core::{
    change::{AuditContent, AuditWrite, Stamp, StoredLine},
    domain::{
        kernel::{Digest, Id, Timestamp},
        network::Network,
        seal::{KeptSeal, Numbers, Pruning, Seal},
    },
    ports::{AuditChain, StoreFailure},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, QueryResult, Statement, Value};

use super::{
    Model,
    tallies::{self, unsealed_log},
};
use crate::{
    SeaOrmStore,
    connection::{answered, answered_within},
    rows::{Stop, bytes, digest, exactly_one, moment},
};

/// How many stretches of numbers one statement takes.
const STRETCHES: usize = 200;

/// Looking for copies reads an index from end to end.
const PATIENCE_FOR_COPIES: Duration = Duration::from_mins(2);

const LINE: &str = "number, at, actor, actor_account_id, actor_name, source, organization_id, subject_id, what, \
                    detail, event_id, acts_for, source_bits, mark, seal";
const SEAL: &str = "number, at, covers, adopts, lines, previous, digest, pruned_at, pruned_mark";

#[async_trait]
impl AuditChain for SeaOrmStore {
    async fn last_seal(&self) -> Result<Option<KeptSeal>, StoreFailure> {
        answered(async { Ok(self.reader.query_one_raw(last_seal(self.backend())).await?.as_ref().map(kept)) }).await
    }

    async fn seals(&self, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure> {
        let sql = format!("SELECT {SEAL} FROM audit_seals WHERE number > $1 ORDER BY number LIMIT $2");
        self.kept_seals(sql, vec![stored(after).into(), i64::from(limit).into()]).await
    }

    async fn prunable_seals(&self, before: Timestamp, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure> {
        let sql = format!(
            "SELECT {SEAL} FROM audit_seals WHERE pruned_at IS NULL AND at < $1 AND number > $2 ORDER BY number LIMIT $3"
        );
        self.kept_seals(sql, vec![before.as_micros().into(), stored(after).into(), i64::from(limit).into()]).await
    }

    async fn sealed_lines(&self, after: (u64, u64), limit: u32) -> Result<Vec<StoredLine>, StoreFailure> {
        answered(async {
            let mut values: Vec<Value> = vec![i64::from(limit).into()];
            // At the start nothing is below: what is no number of a seal is to be seen too.
            let beyond = if after == (0, 0) {
                ""
            } else {
                values.extend([stored(after.0).into(), stored(after.1).into()]);
                "AND (seal, number) > ($2, $3)"
            };
            let sql =
                format!("SELECT {LINE} FROM audit_log WHERE seal IS NOT NULL {beyond} ORDER BY seal, number LIMIT $1");
            let rows = self.reader.query_all_raw(Statement::from_sql_and_values(self.backend(), sql, values)).await?;
            rows.iter().map(line).collect()
        })
        .await
    }

    async fn unsealed_lines(&self, marked: bool, after: u64, limit: u32) -> Result<Vec<StoredLine>, StoreFailure> {
        answered(async {
            let rows = self.reader.query_all_raw(unsealed(self.backend(), marked, after, limit)).await?;
            rows.iter().map(line).collect()
        })
        .await
    }

    async fn copied_lines(&self, limit: u32) -> Result<Vec<u64>, StoreFailure> {
        answered_within(PATIENCE_FOR_COPIES, async {
            let sql = "SELECT number FROM audit_log JOIN (\
                       SELECT event_id AS copied, MIN(number) AS first FROM audit_log WHERE event_id IS NOT NULL \
                       GROUP BY event_id HAVING COUNT(*) > 1) AS copies \
                       ON event_id = copied WHERE number > first ORDER BY number LIMIT $1";
            let find = Statement::from_sql_and_values(self.backend(), sql, [i64::from(limit).into()]);
            let rows = self.reader.query_all_raw(find).await?;
            rows.iter().map(|row| Ok(place(row.try_get_by_index(0)?))).collect()
        })
        .await
    }
}

impl SeaOrmStore {
    async fn kept_seals(&self, sql: String, values: Vec<Value>) -> Result<Vec<KeptSeal>, StoreFailure> {
        let read = Statement::from_sql_and_values(self.backend(), sql, values);
        answered(async { Ok(self.reader.query_all_raw(read).await?.iter().map(kept).collect()) }).await
    }
}

pub(crate) fn last_seal(backend: DbBackend) -> Statement {
    Statement::from_string(backend, format!("SELECT {SEAL} FROM audit_seals ORDER BY number DESC LIMIT 1"))
}

pub(crate) fn unsealed(backend: DbBackend, marked: bool, after: u64, limit: u32) -> Statement {
    let log = unsealed_log(backend);
    let bears = "event_id IS NOT NULL AND mark IS NOT NULL AND length(mark) = 32";
    let bears = if marked { bears.to_owned() } else { format!("NOT ({bears})") };
    // At the start nothing is below: a number that is none of the log's own is to be seen too.
    let least = if after == 0 { i64::MIN } else { stored(after) };
    let sql =
        format!("SELECT {LINE} FROM {log} WHERE seal IS NULL AND {bears} AND number > $1 ORDER BY number LIMIT $2");
    Statement::from_sql_and_values(backend, sql, [least.into(), i64::from(limit).into()])
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &AuditWrite) -> Result<(), Stop> {
    match write {
        AuditWrite::Seal { seal, tallies } => {
            // First, so that of two who seal at once the second waits here and finds the number taken.
            set(transaction, seal).await?;
            cover(transaction, seal).await?;
            tallies::add(transaction, tallies).await
        }
        AuditWrite::Prune { seal, lines, pruning } => {
            let seal = stored(*seal);
            let mark =
                "UPDATE audit_seals SET pruned_at = $1, pruned_mark = $2 WHERE number = $3 AND pruned_at IS NULL";
            let values = [pruning.at.as_micros().into(), bytes(&pruning.mark).into(), seal.into()];
            exactly_one(rows_of(transaction, mark, values).await?)?;
            let gone = rows_of(transaction, "DELETE FROM audit_log WHERE seal = $1", [seal.into()]).await?;
            if gone == *lines { Ok(()) } else { Err(Stop::Overtaken) }
        }
    }
}

async fn rows_of(
    transaction: &DatabaseTransaction,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, DbErr> {
    let backend = transaction.get_database_backend();
    Ok(transaction.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?.rows_affected())
}

/// Puts a seal in, if it follows the last one.
async fn set(transaction: &DatabaseTransaction, seal: &Seal) -> Result<(), Stop> {
    let values = [
        stored(seal.number).into(),
        seal.at.as_micros().into(),
        seal.covers.to_string().into(),
        seal.adopts.into(),
        bytes(&seal.lines).into(),
        bytes(&seal.previous).into(),
        bytes(&seal.digest).into(),
    ];
    let put = "INSERT INTO audit_seals (number, at, covers, adopts, lines, previous, digest) \
               SELECT $1, $2, $3, $4, $5, $6, $7 \
               WHERE $1 = 1 OR EXISTS (SELECT 1 FROM audit_seals WHERE number = $1 - 1)";
    exactly_one(rows_of(transaction, put, values).await?)
}

async fn cover(transaction: &DatabaseTransaction, seal: &Seal) -> Result<(), Stop> {
    let mut covered = 0;
    for stretches in seal.covers.stretches().chunks(STRETCHES) {
        let mut values: Vec<Value> = vec![stored(seal.number).into()];
        let mut among = Vec::new();
        for (first, last) in stretches {
            among.push(format!("number BETWEEN ${} AND ${}", values.len() + 1, values.len() + 2));
            values.extend([stored(*first).into(), stored(*last).into()]);
        }
        let cover = format!("UPDATE audit_log SET seal = $1 WHERE seal IS NULL AND ({})", among.join(" OR "));
        covered += rows_of(transaction, &cover, values).await?;
    }
    if covered == seal.covers.count() { Ok(()) } else { Err(Stop::Overtaken) }
}

/// A seal as it stands. What cannot be read becomes something that no seal is.
fn kept(row: &QueryResult) -> KeptSeal {
    const NONE: Digest = Digest::as_stored([0; 32]);
    let number = |column| row.try_get::<i64>("", column).ok();
    let read = |column| row.try_get::<Vec<u8>>("", column).ok().and_then(|bytes| digest(&bytes, "audit_seals").ok());
    let covers = row.try_get::<String>("", "covers").ok().and_then(|text| Numbers::as_stored(&text));
    let pruned_at = row.try_get::<Option<i64>>("", "pruned_at").unwrap_or(Some(0));
    let pruned_mark = row.try_get::<Option<Vec<u8>>>("", "pruned_mark").unwrap_or_default();
    let pruned = (pruned_at.is_some() || pruned_mark.is_some()).then(|| Pruning {
        at: moment(pruned_at.unwrap_or(0)),
        mark: pruned_mark.and_then(|bytes| digest(&bytes, "audit_seals").ok()).unwrap_or(NONE),
    });
    let seal = Seal {
        number: number("number").map_or(0, place),
        at: moment(number("at").unwrap_or(0)),
        covers: covers.unwrap_or_default(),
        adopts: row.try_get("", "adopts").unwrap_or(false),
        lines: read("lines").unwrap_or(NONE),
        previous: read("previous").unwrap_or(NONE),
        digest: read("digest").unwrap_or(NONE),
    };
    KeptSeal { seal, pruned }
}

/// A line as it stands.
fn line(row: &QueryResult) -> Result<StoredLine, DbErr> {
    let number = place(row.try_get("", "number")?);
    let seal = row.try_get::<Option<i64>>("", "seal").map_or(Some(u64::MAX), |seal| seal.map(place));
    let model = Model::from_query_result(row, "").ok();
    let stamp = model.as_ref().and_then(|model| {
        let mark = digest(model.mark.as_deref()?, "audit_log.mark").ok()?;
        Some(Stamp { id: Id::as_stored(model.event_id?), mark })
    });
    Ok(StoredLine { number, seal, stamp, content: model.and_then(Model::content) })
}

impl Model {
    /// What the line says; none when the address that is searched for is not the one that is shown.
    fn content(self) -> Option<AuditContent> {
        let address = self.source.as_deref().map(|text| text.parse::<IpAddr>().ok());
        let searched = address.map(|address| address.map(|address| Network::ordered(address).to_vec()));
        if searched.unwrap_or(None) != self.source_bits {
            return None;
        }
        Some(AuditContent {
            at: moment(self.at),
            actor: self.actor,
            actor_account: self.actor_account_id.map(Id::as_stored),
            actor_name: self.actor_name,
            acts_for: self.acts_for.map(Id::as_stored),
            from: self.source,
            organization: self.organization_id.map(Id::as_stored),
            subject: self.subject_id.map(Id::as_stored),
            what: self.what,
            detail: self.detail,
        })
    }
}

/// Numbers below the first are of nobody's making here.
fn place(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
