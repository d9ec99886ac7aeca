//! Pages of the log.

use identity_core::{
    domain::kernel::{Id, Lifetime, Timestamp},
    ports::{ActorFilter, AuditFrom, AuditPage, AuditQuery},
};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use super::{Column, Entity, Model};

/// How much later than the moment it bears a line may be committed.
const SLACK: Lifetime = Lifetime::hours(1);

pub(super) async fn read(reader: &DatabaseConnection, query: &AuditQuery) -> Result<AuditPage, DbErr> {
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let mut lines = lines_of(query).all(reader).await?;
    let more = lines.len() > limit;
    lines.truncate(limit);
    let (more_later, more_earlier) = match query.from {
        AuditFrom::Latest => (false, more),
        AuditFrom::Before(number) => (is_there_any(reader, query, Column::Number.gte(stored(number))).await?, more),
        AuditFrom::After(number) => {
            lines.reverse();
            (more, is_there_any(reader, query, Column::Number.lte(stored(number))).await?)
        }
    };
    let lines = lines.into_iter().map(Model::record).collect::<Result<_, _>>()?;
    Ok(AuditPage { lines, more_later, more_earlier })
}

/// The lines of a page and one more, in the direction of the page.
pub(crate) fn lines_of(query: &AuditQuery) -> Select<Entity> {
    let lines = match query.from {
        AuditFrom::Latest => filtered(query).order_by_desc(Column::Number),
        AuditFrom::Before(number) => {
            filtered(query).filter(Column::Number.lt(stored(number))).order_by_desc(Column::Number)
        }
        AuditFrom::After(number) => {
            filtered(query).filter(Column::Number.gt(stored(number))).order_by_asc(Column::Number)
        }
    };
    lines.limit(u64::from(query.limit) + 1)
}

async fn is_there_any(
    reader: &DatabaseConnection,
    query: &AuditQuery,
    beyond: impl Into<sea_orm::Condition>,
) -> Result<bool, DbErr> {
    let beyond: sea_orm::Condition = beyond.into();
    Ok(filtered(query).filter(beyond).limit(1).one(reader).await?.is_some())
}

fn filtered(query: &AuditQuery) -> Select<Entity> {
    let mut lines = Entity::find();
    if let Some(organization) = query.organization {
        lines = lines.filter(Column::OrganizationId.eq(organization.uuid()));
    }
    if let Some(since) = query.since {
        let earliest = beside(since.minus(SLACK), Order::Asc);
        lines = lines.filter(Column::At.gte(since.as_micros())).filter(Expr::col(Column::Number).gte(earliest));
    }
    if let Some(until) = query.until {
        let latest = beside(until.plus(SLACK), Order::Desc);
        lines = lines.filter(Column::At.lt(until.as_micros())).filter(Expr::col(Column::Number).lte(latest));
    }
    if let Some(subject) = query.subject {
        lines = lines.filter(Column::SubjectId.eq(subject.uuid()));
    }
    if let Some(actor) = query.actor {
        lines = match actor {
            ActorFilter::Account(account) => lines.filter(Column::ActorAccountId.eq(Id::uuid(account))),
            ActorFilter::Operator => lines.filter(Column::Actor.eq("operator")),
            ActorFilter::House => lines.filter(Column::Actor.eq("house")),
            ActorFilter::Stranger => lines.filter(Column::Actor.eq("stranger")),
        };
    }
    if let Some(what) = &query.what {
        lines = lines.filter(Column::What.eq(crate::rows::without_nul(what)));
    }
    if let Some(network) = &query.network {
        let (first, last) = network.bounds();
        lines = lines.filter(Column::SourceBits.between(first.to_vec(), last.to_vec()));
    }
    lines
}

/// The number of the line that is the first, or the last, beside a moment. The list goes by number and the
/// filter by moment: this is what keeps a page of last week from walking through last year.
fn beside(moment: Timestamp, order: Order) -> Expr {
    let at = Expr::col(Column::At);
    let at = if order == Order::Asc { at.gte(moment.as_micros()) } else { at.lte(moment.as_micros()) };
    let number: SelectStatement =
        Query::select().column(Column::Number).from(Entity).and_where(at).order_by(Column::At, order).limit(1).take();
    Expr::SubQuery(None, Box::new(number.into()))
}

fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
