//! Who might not get back in.

use async_trait::async_trait;
use identity_core::{
    domain::{
        kernel::{Id, Timestamp},
        organization::Organization,
        outbox::LetterState,
        readiness::Severity,
        token::TokenPurpose,
    },
    ports::{LastMail, Readiness, ReadinessCounts, ReadinessPage, ReadinessQuery, ReadinessRow, StoreFailure},
};
use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, FromQueryResult, QueryResult,
    prelude::Uuid,
    sea_query::{Expr, Func, JoinType, Order, Query, SelectStatement},
};

use crate::{
    SeaOrmStore,
    accounts::{Column, Entity, Model},
    connection::answered,
    guards, outbox,
    rows::{count, digest, moment, take, without_nul},
    tokens,
};

const MOST_ON_A_PAGE: u32 = 200;

#[async_trait]
impl Readiness for SeaOrmStore {
    async fn readiness_page(&self, query: &ReadinessQuery) -> Result<ReadinessPage, StoreFailure> {
        answered(self.page_of_readiness(query)).await
    }

    async fn readiness_counts(
        &self,
        organization: Id<Organization>,
        now: Timestamp,
        at_most: u32,
    ) -> Result<ReadinessCounts, StoreFailure> {
        answered(async {
            let active = Expr::col(Column::SuspendedAt).is_null();
            let unconfirmed = unsettled().and(Expr::col(Column::AddressConfirmedAt).is_null());
            Ok(ReadinessCounts {
                active: self.counted(counted(organization, active, now, at_most)).await?,
                without_address: self.counted(counted(organization, without_address(), now, at_most)).await?,
                unconfirmed: self.counted(counted(organization, unconfirmed, now, at_most)).await?,
            })
        })
        .await
    }
}

impl SeaOrmStore {
    /// A few short reads, however many accounts there are: the candidates of each kind, and the facts about those on
    /// the page.
    async fn page_of_readiness(&self, query: &ReadinessQuery) -> Result<ReadinessPage, DbErr> {
        let mut found: Vec<(String, Uuid)> = Vec::new();
        for candidates in candidates(query) {
            for row in self.reader.query_all(&candidates).await? {
                found.push((row.try_get_by_index(1)?, row.try_get_by_index(0)?));
            }
        }
        found.sort_unstable();
        found.dedup();
        let limit = limit_of(query);
        let more = found.len() > limit;
        found.truncate(limit);
        let ids: Vec<Uuid> = found.into_iter().map(|(_, id)| id).collect();
        let mut rows = Vec::with_capacity(ids.len());
        if !ids.is_empty() {
            for row in self.reader.query_all(&facts(&ids)).await? {
                rows.push(read(&row)?);
            }
        }
        Ok(ReadinessPage { rows, more })
    }

    async fn counted(&self, select: SelectStatement) -> Result<u32, DbErr> {
        let row = self.reader.query_one(&select).await?;
        let number: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        count(number, "count")
    }
}

/// Active and without an address: the words of an index.
pub(crate) fn without_address() -> Expr {
    Expr::col(Column::SuspendedAt).is_null().and(Expr::col(Column::Address).is_null())
}

/// Active, with an address, and with something still to come, be it its confirmation or a password: the words of
/// an index.
pub(crate) fn unsettled() -> Expr {
    let to_come = Expr::col(Column::AddressConfirmedAt).is_null().or(Expr::col(Column::PasswordHash).is_null());
    Expr::col(Column::SuspendedAt).is_null().and(Expr::col(Column::Address).is_not_null()).and(to_come)
}

/// Letters to the address of an account that came back: the words of an index.
pub(crate) fn came_back() -> Expr {
    Expr::cust(r#""letters"."state" IN ('refused', 'given-up') AND "letters"."address" IS NULL"#)
}

fn limit_of(query: &ReadinessQuery) -> usize {
    usize::try_from(query.limit.clamp(1, MOST_ON_A_PAGE)).unwrap_or(1)
}

/// Those of each kind, by login name, one more than the page holds.
pub(crate) fn candidates(query: &ReadinessQuery) -> Vec<SelectStatement> {
    let those = |of: Expr| first(query, Query::select().from(Entity).and_where(of).to_owned());
    let mut candidates = match query.severity {
        Severity::CannotRecover => vec![those(without_address()), first(query, bounced())],
        Severity::AtRisk => vec![those(unsettled())],
    };
    candidates.extend(query.also.map(|also| those(Expr::col(Column::Id).eq(also.uuid()))));
    candidates
}

/// From the letters to the accounts and not the other way round: a database that knows no numbers would walk
/// through the whole organization.
fn bounced() -> SelectStatement {
    let of_letter = Expr::col((Entity, Column::Id)).equals((outbox::Entity, outbox::Column::AccountId));
    Query::select()
        .distinct()
        .from(outbox::Entity)
        .cross_join(Entity)
        .and_where(came_back())
        .and_where(of_letter)
        .and_where(Expr::col((Entity, Column::SuspendedAt)).is_null())
        .and_where(Expr::col((Entity, Column::Address)).is_not_null())
        .to_owned()
}

fn first(query: &ReadinessQuery, mut of: SelectStatement) -> SelectStatement {
    of.column((Entity, Column::Id))
        .column((Entity, Column::Login))
        .and_where(Expr::col((Entity, Column::OrganizationId)).eq(query.organization.uuid()))
        .order_by((Entity, Column::Login), Order::Asc)
        .limit(limit_of(query) as u64 + 1);
    if let Some(after) = &query.after {
        of.and_where(Expr::col((Entity, Column::Login)).gt(without_nul(after)));
    }
    of
}

/// What the assessment of these accounts needs.
pub(crate) fn facts(ids: &[Uuid]) -> SelectStatement {
    const LATEST: &str = "latest";
    let at_rest = [LetterState::Sent, LetterState::Refused, LetterState::GivenUp].map(LetterState::as_str);
    let latest = Query::select()
        .column((LATEST, outbox::Column::Id))
        .from_as(outbox::Entity, LATEST)
        .and_where(Expr::col((LATEST, outbox::Column::AccountId)).equals((Entity, Column::Id)))
        .and_where(Expr::col((LATEST, outbox::Column::DueAt)).is_null())
        .and_where(Expr::col((LATEST, outbox::Column::Address)).is_null())
        .and_where(Expr::col((LATEST, outbox::Column::State)).is_in(at_rest))
        .order_by((LATEST, outbox::Column::At), Order::Desc)
        .order_by((LATEST, outbox::Column::Id), Order::Desc)
        .limit(1)
        .to_owned();
    let letter_of = Expr::col((outbox::Entity, outbox::Column::Id)).eq(Expr::SubQuery(None, Box::new(latest.into())));
    let welcome_of = Expr::col((tokens::Entity, tokens::Column::AccountId))
        .equals((Entity, Column::Id))
        .and(Expr::col((tokens::Entity, tokens::Column::Purpose)).eq(TokenPurpose::Welcome.as_str()));
    let mut select = Query::select();
    take(&mut select, Entity, "a_");
    select
        .expr_as(Expr::col((guards::Entity, guards::Column::InARow)), "in_a_row")
        .expr_as(Expr::col((outbox::Entity, outbox::Column::State)), "mail_state")
        .expr_as(Expr::col((outbox::Entity, outbox::Column::At)), "mail_at")
        .expr_as(Expr::col((outbox::Entity, outbox::Column::Mailbox)), "mail_mailbox")
        .expr_as(Expr::col((tokens::Entity, tokens::Column::ExpiresAt)), "welcome_until")
        .from(Entity)
        .left_join(guards::Entity, guards::shared_password_guard_of(Expr::col((Entity, Column::NameKey))))
        .join(JoinType::LeftJoin, outbox::Entity, letter_of)
        .left_join(tokens::Entity, welcome_of)
        .and_where(Expr::col((Entity, Column::Id)).is_in(ids.iter().copied()))
        .order_by((Entity, Column::Login), Order::Asc);
    select
}

fn read(row: &QueryResult) -> Result<ReadinessRow, DbErr> {
    let state: Option<String> = row.try_get("", "mail_state")?;
    let at: Option<i64> = row.try_get("", "mail_at")?;
    let mailbox: Option<Vec<u8>> = row.try_get("", "mail_mailbox")?;
    let last_mail = match state.zip(at) {
        None => None,
        Some((state, at)) => Some(LastMail {
            state: outbox::state(&state)?,
            at: moment(at),
            mailbox: mailbox.map(|mailbox| digest(&mailbox, "letters.mailbox")).transpose()?,
        }),
    };
    let in_a_row: Option<i64> = row.try_get("", "in_a_row")?;
    let welcome: Option<i64> = row.try_get("", "welcome_until")?;
    Ok(ReadinessRow {
        account: Model::from_query_result(row, "a_")?.versioned()?.value,
        failures_in_a_row: count(in_a_row.unwrap_or(0), "guards.in_a_row")?,
        last_mail,
        welcome_until: welcome.map(moment),
    })
}

/// How many there are that have not ended, up to a bound.
pub(crate) fn counted(organization: Id<Organization>, of: Expr, now: Timestamp, at_most: u32) -> SelectStatement {
    let goes_on = Expr::col(Column::EndsAt).is_null().or(Expr::col(Column::EndsAt).gt(now.as_micros()));
    let some = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::col(Column::OrganizationId).eq(organization.uuid()))
        .and_where(of)
        .and_where(goes_on)
        .limit(u64::from(at_most))
        .to_owned();
    Query::select().expr(Func::count(Expr::col(("some", Column::Id)))).from_subquery(some, "some").to_owned()
}
