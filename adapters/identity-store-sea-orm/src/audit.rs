//! The audit log.

use async_trait::async_trait;
use identity_core::{
    change::{Actor, AuditEvent, AuditRecord},
    domain::{
        account::Account,
        installation::LogLine,
        kernel::{Id, ShortText},
        organization::Organization,
    },
    ports::{AuditLog, StoreFailure},
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set,
    entity::prelude::*,
};

use crate::{
    SeaOrmStore,
    connection::answered,
    rows::{Stop, moment, source, source_text, unreadable},
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
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

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
}

/// The latest lines in which a column names somebody.
pub(crate) fn latest(column: Column, id: Uuid, limit: u32) -> Select<Entity> {
    Entity::find().filter(column.eq(id)).order_by_desc(Column::Number).limit(u64::from(limit))
}

/// How many lines a statement writes at once.
const MOST_WRITTEN: usize = 500;

/// Writes lines, in their order.
pub(crate) async fn record(transaction: &DatabaseTransaction, events: &[AuditEvent]) -> Result<(), Stop> {
    for some in events.chunks(MOST_WRITTEN) {
        Entity::insert_many(some.iter().map(line)).exec_without_returning(transaction).await?;
    }
    Ok(())
}

fn line(event: &AuditEvent) -> ActiveModel {
    let (actor, account, name) = match &event.actor {
        Actor::Stranger => (STRANGER, None, None),
        Actor::Account(account) => (ACCOUNT, Some(account.uuid()), None),
        Actor::Operator(name) => (OPERATOR, None, Some(name.as_str().to_owned())),
        Actor::House => (HOUSE, None, None),
    };
    ActiveModel {
        number: NotSet,
        at: Set(event.at.as_micros()),
        actor: Set(actor.to_owned()),
        actor_account_id: Set(account),
        actor_name: Set(name),
        source: Set(source_text(&event.from)),
        organization_id: Set(event.organization.map(Id::uuid)),
        subject_id: Set(event.subject.map(Id::uuid)),
        what: Set(event.what.word().to_owned()),
        detail: Set(event.what.detail().map(Into::into)),
    }
}

impl Model {
    /// The line, as it is recognized again.
    pub(crate) fn place(&self) -> LogLine {
        LogLine { number: self.number.unsigned_abs(), at: moment(self.at) }
    }

    fn record(self) -> Result<AuditRecord, DbErr> {
        let actor = match (self.actor.as_str(), self.actor_account_id, self.actor_name) {
            (STRANGER, ..) => Actor::Stranger,
            (HOUSE, ..) => Actor::House,
            (ACCOUNT, Some(account), _) => Actor::Account(Id::as_stored(account)),
            (OPERATOR, _, Some(name)) => Actor::Operator(ShortText::as_stored(name)),
            _ => return Err(unreadable("audit_log.actor")),
        };
        Ok(AuditRecord {
            number: self.number.unsigned_abs(),
            at: moment(self.at),
            actor,
            from: source(self.source.as_deref(), "audit_log.source")?,
            subject: self.subject_id.map(Id::as_stored),
            what: self.what,
            detail: self.detail,
        })
    }
}

const STRANGER: &str = "stranger";
const ACCOUNT: &str = "account";
const OPERATOR: &str = "operator";
const HOUSE: &str = "house";
