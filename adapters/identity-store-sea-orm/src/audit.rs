//! The audit log: writing lines, and reading them for people.

pub(crate) mod chain;
pub(crate) mod page;
pub(crate) mod tallies;

use async_trait::async_trait;
use identity_core::{
    change::{Actor, AuditContent, AuditRecord, BREAK_GLASS_WORDS, StampedChange, Tally},
    domain::{
        account::Account,
        installation::LogLine,
        kernel::{Id, ShortText, Timestamp},
        network::Network,
        organization::Organization,
    },
    ports::{AuditLog, AuditPage, AuditQuery, StoreFailure},
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set,
    entity::prelude::*, sea_query::Expr,
};

pub(crate) use self::chain::write;
use crate::{
    SeaOrmStore,
    connection::answered,
    rows::{Stop, bytes, moment, source, unreadable},
};

/// The table. Its numbers grow; a transaction that was rolled back may leave a gap.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    number: i64,
    at: i64,
    actor: String,
    actor_account_id: Option<Uuid>,
    actor_name: Option<String>,
    source: Option<String>,
    organization_id: Option<Uuid>,
    subject_id: Option<Uuid>,
    what: String,
    detail: Option<String>,
    event_id: Option<Uuid>,
    acts_for: Option<Uuid>,
    source_bits: Option<Vec<u8>>,
    mark: Option<Vec<u8>>,
    seal: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How many lines one statement writes: a database takes so many values at once and no more.
const LINES_AT_ONCE: usize = 1_000;

#[async_trait]
impl AuditLog for SeaOrmStore {
    async fn audit_of_account(&self, account: Id<Account>, limit: u32) -> Result<Vec<AuditRecord>, StoreFailure> {
        answered(async {
            // Two reads along two indexes; asked as one with OR it would be a walk through the whole log.
            let mut lines = latest(Column::SubjectId, account.uuid(), limit).all(&self.reader).await?;
            lines.extend(latest(Column::ActorAccountId, account.uuid(), limit).all(&self.reader).await?);
            lines.sort_by_key(|line| std::cmp::Reverse(line.number));
            lines.dedup_by_key(|line| line.number);
            lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            lines.into_iter().map(Model::record).collect()
        })
        .await
    }

    async fn audit_of_organization(
        &self,
        organization: Option<Id<Organization>>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        answered(async {
            let lines = match organization {
                Some(organization) => {
                    latest(Column::OrganizationId, organization.uuid(), limit).all(&self.reader).await?
                }
                None => Entity::find().order_by_desc(Column::Number).limit(u64::from(limit)).all(&self.reader).await?,
            };
            lines.into_iter().map(Model::record).collect()
        })
        .await
    }

    async fn audit_page(&self, query: &AuditQuery) -> Result<AuditPage, StoreFailure> {
        answered(page::read(&self.reader, query)).await
    }

    async fn audit_tallies(
        &self,
        organization: Id<Organization>,
        kinds: &[&str],
        since: i64,
    ) -> Result<Vec<Tally>, StoreFailure> {
        answered(tallies::read(&self.reader, organization, kinds, since)).await
    }

    async fn audit_lines_after(
        &self,
        organization: Id<Organization>,
        words: &[&'static str],
        after: u64,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        answered(async {
            let lines = onward(organization, words, after, limit).all(&self.reader).await?;
            lines.into_iter().map(Model::record).collect()
        })
        .await
    }

    async fn break_glass_since(
        &self,
        organization: Id<Organization>,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        answered(async {
            let lines = broken_since(organization.uuid(), since.as_micros(), limit).all(&self.reader).await?;
            lines.into_iter().map(Model::record).collect()
        })
        .await
    }
}

/// Of break-glass: the words of an index.
pub(crate) fn of_break_glass() -> Expr {
    let words = BREAK_GLASS_WORDS.map(|word| format!("'{word}'")).join(", ");
    Expr::cust(format!(r#""what" IN ({words})"#))
}

/// The latest lines of break-glass in an organization since then.
pub(crate) fn broken_since(organization: Uuid, since: i64, limit: u32) -> Select<Entity> {
    latest(Column::OrganizationId, organization, limit).filter(of_break_glass()).filter(Column::At.gte(since))
}

/// The lines of an organization after a number, the oldest first.
pub(crate) fn onward(organization: Id<Organization>, words: &[&'static str], after: u64, limit: u32) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization.uuid()))
        .filter(Column::Number.gt(i64::try_from(after).unwrap_or(i64::MAX)))
        .filter(Column::What.is_in(words.iter().copied()))
        .order_by_asc(Column::Number)
        .limit(u64::from(limit))
}

/// The latest lines in which a column names somebody.
pub(crate) fn latest(column: Column, id: Uuid, limit: u32) -> Select<Entity> {
    Entity::find().filter(column.eq(id)).order_by_desc(Column::Number).limit(u64::from(limit))
}

/// Writes the lines of a change.
pub(crate) async fn record(transaction: &DatabaseTransaction, change: &StampedChange) -> Result<(), Stop> {
    let lines: Vec<ActiveModel> = change
        .lines()
        .map(|(event, stamp)| {
            let content = AuditContent::from(event);
            ActiveModel {
                number: NotSet,
                at: Set(content.at.as_micros()),
                actor: Set(content.actor),
                actor_account_id: Set(content.actor_account.map(Id::uuid)),
                actor_name: Set(content.actor_name),
                source: Set(content.from),
                organization_id: Set(content.organization.map(Id::uuid)),
                subject_id: Set(content.subject.map(Id::uuid)),
                what: Set(content.what),
                detail: Set(content.detail),
                event_id: Set(Some(stamp.id.uuid())),
                acts_for: Set(content.acts_for.map(Id::uuid)),
                source_bits: Set(event.from.address.map(|address| Network::ordered(address).to_vec())),
                mark: Set(Some(bytes(&stamp.mark))),
                seal: Set(None),
            }
        })
        .collect();
    for lines in lines.chunks(LINES_AT_ONCE) {
        Entity::insert_many(lines.iter().cloned()).exec_without_returning(transaction).await?;
    }
    Ok(())
}

impl Model {
    /// The line, as it is recognized again.
    pub(crate) fn place(&self) -> LogLine {
        LogLine { number: self.number.unsigned_abs(), at: moment(self.at) }
    }

    fn record(self) -> Result<AuditRecord, DbErr> {
        let actor = match (self.actor.as_str(), self.actor_account_id, self.actor_name) {
            ("stranger", ..) => Actor::Stranger,
            ("house", ..) => Actor::House,
            ("account", Some(account), _) => Actor::Account(Id::as_stored(account)),
            ("operator", _, Some(name)) => Actor::Operator(ShortText::as_stored(name)),
            _ => return Err(unreadable("audit_log.actor")),
        };
        Ok(AuditRecord {
            number: self.number.unsigned_abs(),
            id: self.event_id.map(Id::as_stored),
            at: moment(self.at),
            actor,
            acts_for: self.acts_for.map(Id::as_stored),
            from: source(self.source.as_deref(), "audit_log.source")?,
            organization: self.organization_id.map(Id::as_stored),
            subject: self.subject_id.map(Id::as_stored),
            what: self.what,
            detail: self.detail,
            seal: self.seal.map(i64::unsigned_abs),
        })
    }
}
