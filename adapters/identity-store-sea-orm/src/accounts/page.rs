//! Accounts a page at a time.

use identity_core::{
    domain::kernel::{Timestamp, folded},
    ports::{AccountPage, AccountQuery, AccountRow, PageFrom, Place, PlaceKey, SortBy, StateFilter},
};
use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, FromQueryResult,
    entity::prelude::*,
    sea_query::{Alias, Cond, LikeExpr, Order, Query, SelectStatement},
};

use super::{Column, Entity, Model};
use crate::{
    SeaOrmStore, guards,
    rows::{take, without_nul},
};

const MOST_ON_A_PAGE: u32 = 200;

/// Who never signed in comes first. The index on it is made of the same words: as a value to be bound, the
/// number would not be seen to be the same.
const SIGNED_IN: &str = r#"COALESCE("accounts"."signed_in_at", -1)"#;

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
                let mut behind = matching(query);
                behind.expr(Expr::val(1)).and_where(condition.not()).limit(1);
                self.reader.query_one(&behind).await?.is_some()
            }
        };
        if is_backwards(query) {
            rows.reverse();
            return Ok(AccountPage { rows, more_before: more_ahead, more_after: more_behind });
        }
        Ok(AccountPage { rows, more_before: more_behind, more_after: more_ahead })
    }

    pub(super) async fn count(&self, query: &AccountQuery, most: u32) -> Result<u32, DbErr> {
        let row = self.reader.query_one(&count_of(query, most)).await?;
        let found: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u32::try_from(found).unwrap_or(most))
    }
}

fn limit_of(query: &AccountQuery) -> usize {
    usize::try_from(query.limit.clamp(1, MOST_ON_A_PAGE)).unwrap_or(1)
}

/// A page that ends somewhere is read from there back to where it begins.
fn is_backwards(query: &AccountQuery) -> bool {
    matches!(query.beginning(), PageFrom::Before(_))
}

/// The accounts of a page and one more, from where the page begins.
pub(crate) fn page_of(query: &AccountQuery) -> SelectStatement {
    let mut select = matching(query);
    take(&mut select, Entity, "a_");
    take(&mut select, guards::Entity, "g_");
    if !asks_for_guards(query) {
        with_guards(&mut select, query.now);
    }
    let order = if is_backwards(query) == query.order.descending { Order::Asc } else { Order::Desc };
    for expression in order_of(query.order.by) {
        select.order_by_expr(expression, order.clone());
    }
    select.limit(limit_of(query) as u64 + 1);
    if let Some(condition) = on_this_side(query) {
        select.and_where(condition);
    }
    select
}

/// How many accounts there are, but no more than so many.
pub(crate) fn count_of(query: &AccountQuery, most: u32) -> SelectStatement {
    let mut some = matching(query);
    some.expr(Expr::val(1)).limit(most.into());
    Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(some, Alias::new("some")).to_owned()
}

/// What a list goes by. Login names are apart by themselves.
fn order_of(by: SortBy) -> Vec<Expr> {
    let column = |column| Expr::col((Entity, column));
    match by {
        SortBy::Login => vec![column(Column::Login)],
        SortBy::Name => vec![column(Column::NameFolded), column(Column::Id)],
        SortBy::SignedIn => vec![Expr::cust(SIGNED_IN), column(Column::Id)],
        SortBy::Created => vec![column(Column::CreatedAt), column(Column::Id)],
    }
}

/// Whether an account lies on the side of the page's beginning that is asked for.
fn on_this_side(query: &AccountQuery) -> Option<Expr> {
    let (place, is_after) = match query.beginning() {
        PageFrom::Start => return None,
        PageFrom::After(place) => (place, true),
        PageFrom::Before(place) => (place, false),
    };
    let (here, there) = (order_of(query.order.by), place_of(query.order.by, place));
    // One by one, a text would not be compared with a list of one.
    let (here, there) = match (<[Expr; 1]>::try_from(here), <[Expr; 1]>::try_from(there)) {
        (Ok([here]), Ok([there])) => (here, there),
        (here, there) => {
            let all = |parts: Result<[Expr; 1], Vec<Expr>>| parts.map_or_else(|many| many, Vec::from);
            (Expr::tuple(all(here)), Expr::tuple(all(there)))
        }
    };
    Some(if is_after == query.order.descending { here.lt(there) } else { here.gt(there) })
}

fn place_of(by: SortBy, place: &Place) -> Vec<Expr> {
    let key = match &place.key {
        PlaceKey::Text(text) => Expr::val(without_nul(text)),
        PlaceKey::Moment(moment) => Expr::val(moment.map_or(NEVER, Timestamp::as_micros)),
    };
    if by == SortBy::Login { vec![key] } else { vec![key, Expr::val(place.id.uuid())] }
}

/// What stands for no sign-in in [`SIGNED_IN`]; before the first that there can have been.
const NEVER: i64 = -1;

fn account_row(row: &QueryResult, query: &AccountQuery) -> Result<AccountRow, DbErr> {
    let account = Model::from_query_result(row, "a_")?.versioned()?.value;
    let guard = Option::<guards::Model>::from_query_result(row, "g_")?.map(guards::Model::versioned).transpose()?;
    let bar = guard.as_ref().and_then(|guard| guard.value.bar_at(query.now));
    Ok(AccountRow { account, bar, last_failure: guard.and_then(|guard| guard.value.last_failure) })
}

/// Whether the guards say which accounts a query finds.
const fn asks_for_guards(query: &AccountQuery) -> bool {
    matches!(query.state, StateFilter::Active | StateFilter::Locked)
}

/// Each account with the guard that tells how its password stands, if it has one.
fn with_guards(select: &mut SelectStatement, now: Timestamp) {
    let telling = guards::telling_password_guard_of(|| Expr::col((Entity, Column::NameKey)), now);
    select.left_join(guards::Entity, telling);
}

/// The accounts that a query asks for.
fn matching(query: &AccountQuery) -> SelectStatement {
    let is_null = |column| Expr::col((Entity, column)).is_null();
    let mut select = Query::select();
    if query.state == StateFilter::Locked {
        guards::barred_guards_first(&mut select, query.now);
    } else {
        select.from(Entity);
    }
    select.and_where(Expr::col((Entity, Column::OrganizationId)).eq(query.organization.uuid()));
    match query.state {
        StateFilter::Any | StateFilter::Locked => {}
        // Where there is no guard the condition is neither true nor false.
        StateFilter::Active => {
            with_guards(&mut select, query.now);
            let unknown = Expr::col((guards::Entity, guards::Column::BarSince)).is_null();
            let end = || Expr::col((Entity, Column::EndsAt));
            let going_on = Cond::any().add(end().is_null()).add(end().gt(query.now.as_micros()));
            let unbarred = Cond::any().add(unknown).add(guards::barred_at(query.now).not());
            select.and_where(is_null(Column::SuspendedAt)).cond_where(going_on).cond_where(unbarred);
        }
        StateFilter::Suspended => {
            select.and_where(Expr::col((Entity, Column::SuspendedAt)).is_not_null());
        }
        StateFilter::NoPassword => {
            select.and_where(is_null(Column::PasswordHash));
        }
        StateFilter::NeverSignedIn => {
            select.and_where(is_null(Column::SignedInAt));
        }
        StateFilter::NoAddress => {
            select.and_where(is_null(Column::Address));
        }
        StateFilter::Unconfirmed => {
            select.and_where(Expr::col((Entity, Column::Address)).is_not_null());
            select.and_where(is_null(Column::AddressConfirmedAt));
        }
    }
    if let Some(language) = query.language {
        select.and_where(Expr::col((Entity, Column::Language)).eq(language.as_str()));
    }
    if let Some(search) = &query.search {
        select.and_where(holds(&folded(search)));
    }
    select
}

/// Whether the login name, the display name or the address holds a text, all of them folded. Each is on one
/// line, so that a text with a line break is in none.
fn holds(search: &str) -> Expr {
    if search.contains(['\n', '\0']) || search.len() > LONGEST_SEARCH {
        return Expr::val(1).eq(0);
    }
    let mut pattern = String::from("%");
    for letter in search.chars() {
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
