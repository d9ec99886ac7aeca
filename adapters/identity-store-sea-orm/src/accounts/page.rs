//! Accounts a page at a time.

use identity_core::ports::{AccountPage, AccountQuery, AccountRow, PageFrom, StateFilter};
use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, FromQueryResult,
    entity::prelude::*,
    sea_query::{Cond, LikeExpr, Order, Query, SelectStatement},
};

use super::{Column, Entity, Model};
use crate::{
    SeaOrmStore, guards,
    rows::{take, without_nul},
};

const MOST_ON_A_PAGE: u32 = 200;

impl SeaOrmStore {
    pub(super) async fn page(&self, query: &AccountQuery) -> Result<AccountPage, DbErr> {
        let limit = limit_of(query);
        let rows = self.reader.query_all(&page_of(query)).await?;
        let mut rows = rows.iter().map(|row| account_row(row, query)).collect::<Result<Vec<_>, _>>()?;
        let more_ahead = rows.len() > limit;
        rows.truncate(limit);
        let more_behind = match on_this_side(query) {
            None => false,
            Some(condition) => {
                let behind = matching(query).expr(Expr::val(1)).and_where(condition.not()).limit(1).to_owned();
                self.reader.query_one(&behind).await?.is_some()
            }
        };
        if matches!(query.from, PageFrom::Before(_)) {
            rows.reverse();
            return Ok(AccountPage { rows, more_before: more_ahead, more_after: more_behind });
        }
        Ok(AccountPage { rows, more_before: more_behind, more_after: more_ahead })
    }
}

fn limit_of(query: &AccountQuery) -> usize {
    usize::try_from(query.limit.clamp(1, MOST_ON_A_PAGE)).unwrap_or(1)
}

/// The accounts of a page and one more, from where the page begins.
pub(crate) fn page_of(query: &AccountQuery) -> SelectStatement {
    let mut select = matching(query);
    take(&mut select, Entity, "a_");
    take(&mut select, guards::Entity, "g_");
    let order = if matches!(query.from, PageFrom::Before(_)) { Order::Desc } else { Order::Asc };
    select.order_by((Entity, Column::Login), order).limit(limit_of(query) as u64 + 1);
    if let Some(condition) = on_this_side(query) {
        select.and_where(condition);
    }
    select
}

/// Whether an account lies on the side of the page's beginning that is asked for.
fn on_this_side(query: &AccountQuery) -> Option<Expr> {
    let login = Expr::col((Entity, Column::Login));
    match &query.from {
        PageFrom::Start => None,
        PageFrom::After(name) => Some(login.gt(without_nul(name))),
        PageFrom::Before(name) => Some(login.lt(without_nul(name))),
    }
}

fn account_row(row: &QueryResult, query: &AccountQuery) -> Result<AccountRow, DbErr> {
    let account = Model::from_query_result(row, "a_")?.versioned()?.value;
    let guard = Option::<guards::Model>::from_query_result(row, "g_")?.map(guards::Model::versioned).transpose()?;
    let bar = guard.as_ref().and_then(|guard| guard.value.bar_at(query.now));
    Ok(AccountRow { account, bar, last_failure: guard.and_then(|guard| guard.value.last_failure) })
}

/// The accounts that a query asks for, each with the guard that tells how its password stands.
fn matching(query: &AccountQuery) -> SelectStatement {
    let barred = guards::barred_at(query.now);
    let active = || Expr::col((Entity, Column::SuspendedAt)).is_null();
    let mut select = Query::select();
    select
        .from(Entity)
        .left_join(
            guards::Entity,
            guards::telling_password_guard_of(|| Expr::col((Entity, Column::NameKey)), query.now),
        )
        .and_where(Expr::col((Entity, Column::OrganizationId)).eq(query.organization.uuid()));
    match query.state {
        StateFilter::Any => {}
        // Where there is no guard the condition is neither true nor false.
        StateFilter::Active => {
            let unknown = Expr::col((guards::Entity, guards::Column::BarSince)).is_null();
            let end = || Expr::col((Entity, Column::EndsAt));
            let going_on = Cond::any().add(end().is_null()).add(end().gt(query.now.as_micros()));
            let unbarred = Cond::any().add(unknown).add(barred.not());
            select.and_where(active()).cond_where(going_on).cond_where(unbarred);
        }
        StateFilter::Locked => {
            select.and_where(barred);
        }
        StateFilter::Suspended => {
            select.and_where(active().not());
        }
    }
    if let Some(search) = &query.search {
        select.and_where(holds(search));
    }
    select
}

/// Whether the login name or the display name holds a text. Both are on one line each, so that a text with
/// a line break is in none.
fn holds(search: &str) -> Expr {
    if search.contains(['\n', '\0']) || search.len() > LONGEST_SEARCH {
        return Expr::val(1).eq(0);
    }
    let mut pattern = String::from("%");
    for letter in search.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    Expr::col((Entity, Column::Search)).like(LikeExpr::new(pattern).escape('\\'))
}

/// Above the longest name there can be, and below the longest pattern that `SQLite` takes.
const LONGEST_SEARCH: usize = 4_096;
