//! Guards: the counts of attempts.

mod row;
mod strangers;

use async_trait::async_trait;
use identity_core::{
    change::{GuardWrite, Version, Versioned},
    domain::{
        account::Account,
        kernel::{Id, NameKey, Timestamp},
        lockout::{Clearing, GuardKey, GuardKind, SignInGuard},
        organization::Organization,
    },
    ports::{BarredAccount, Guards, StoreFailure},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait,
    FromQueryResult, NotSet, QueryFilter, QueryResult, QueryTrait, Set, UpdateMany,
    sea_query::{CaseStatement, Expr, Func, OnConflict, Order, Query, SelectStatement},
};

use self::row::{ActiveModel, kind_word, primary_key};
pub(crate) use self::row::{Column, Entity, Model};
#[cfg(test)]
pub(crate) use self::strangers::oldest_strangers;
use crate::{
    SeaOrmStore, accounts,
    connection::answered,
    rows::{Stop, exactly_one, take, version_number},
};

#[async_trait]
impl Guards for SeaOrmStore {
    async fn guard(&self, key: &GuardKey) -> Result<Versioned<SignInGuard>, StoreFailure> {
        answered(async {
            match self.reader.query_one(&by_key(key)).await? {
                Some(row) => Model::from_query_result(&row, "")?.versioned(),
                None => Ok(Versioned { value: SignInGuard::untouched(*key), version: Version::NONE }),
            }
        })
        .await
    }

    async fn guards_of(&self, name: NameKey, kind: GuardKind) -> Result<Vec<SignInGuard>, StoreFailure> {
        answered(async {
            let rows = self.reader.query_all(&of_name(name, kind)).await?;
            rows.iter().map(|row| Ok(Model::from_query_result(row, "")?.versioned()?.value)).collect()
        })
        .await
    }

    async fn barred_accounts(
        &self,
        organization: Option<Id<Organization>>,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<BarredAccount>, StoreFailure> {
        answered(async {
            let rows = self.reader.query_all(&barred(organization, now, limit)).await?;
            rows.iter().filter_map(|row| barred_account(row, now).transpose()).collect()
        })
        .await
    }

    async fn sweep_strangers(&self, before: Timestamp, keep: u64) -> Result<u64, StoreFailure> {
        self.sweep_old_strangers(before, keep).await
    }
}

pub(crate) fn by_key(key: &GuardKey) -> SelectStatement {
    Entity::find_by_id(primary_key(key)).into_query()
}

/// Every guard of a name and kind.
pub(crate) fn of_name(name: NameKey, kind: GuardKind) -> SelectStatement {
    Entity::find()
        .filter(Column::NameKey.eq(name.as_bytes().to_vec()))
        .filter(Column::Kind.eq(kind_word(kind)))
        .into_query()
}

/// The accounts with a password guard that is barred, each by the one that was barred latest, the latest
/// first.
pub(crate) fn barred(organization: Option<Id<Organization>>, now: Timestamp, limit: u32) -> SelectStatement {
    let mut select = Query::select();
    take(&mut select, accounts::Entity, "a_");
    take(&mut select, Entity, "g_");
    barred_guards_first(&mut select, now);
    select
        .order_by((Entity, Column::BarSince), Order::Desc)
        .order_by((accounts::Entity, accounts::Column::Login), Order::Asc)
        .limit(u64::from(limit));
    if let Some(organization) = organization {
        select.and_where(Expr::col((accounts::Entity, accounts::Column::OrganizationId)).eq(organization.uuid()));
    }
    select
}

/// From the few guards that are barred to their accounts, each by the one that was barred latest. `SQLite` keeps the order of a cross join; left to itself
/// it looks at every account of an organization, however few are locked.
pub(crate) fn barred_guards_first(select: &mut SelectStatement, now: Timestamp) {
    select
        .from(Entity)
        .cross_join(accounts::Entity)
        .and_where(Expr::col((Entity, Column::NameKey)).equals((accounts::Entity, accounts::Column::NameKey)))
        .and_where(Expr::col((Entity, Column::Kind)).eq(kind_word(GuardKind::Password)))
        .and_where(barred_at(now))
        .and_where(Expr::exists(barred_later(now)).not());
}

fn barred_account(row: &QueryResult, now: Timestamp) -> Result<Option<BarredAccount>, DbErr> {
    let account: Account = accounts::Model::from_query_result(row, "a_")?.versioned()?.value;
    let guard = Model::from_query_result(row, "g_")?.versioned()?.value;
    Ok(guard.bar_at(now).map(|bar| BarredAccount {
        account,
        bar,
        counted: guard.counted,
        last_failure: guard.last_failure,
    }))
}

/// That a guard is the one which all devices share.
pub(crate) fn shared_password_guard_of(name_key: Expr) -> Expr {
    Expr::col((Entity, Column::NameKey))
        .eq(name_key)
        .and(Expr::col((Entity, Column::Kind)).eq(kind_word(GuardKind::Password)))
        .and(Expr::col((Entity, Column::Device)).eq(Vec::<u8>::new()))
}

/// Whether a guard is the one that tells how the password of the name with this key stands: the one that was
/// barred latest, or, where none is barred, the one that strangers share.
pub(crate) fn telling_password_guard_of(name_key: impl Fn() -> Expr, now: Timestamp) -> Expr {
    let mut latest = Query::select();
    latest
        .column((BARRED, Column::Device))
        .from_as(Entity, BARRED)
        .and_where(Expr::col((BARRED, Column::NameKey)).eq(name_key()))
        .and_where(Expr::col((BARRED, Column::Kind)).eq(kind_word(GuardKind::Password)))
        .and_where(is_barred(BARRED, now))
        .order_by((BARRED, Column::BarSince), Order::Desc)
        .order_by((BARRED, Column::Device), Order::Asc)
        .limit(1);
    let shared = Expr::val(Vec::<u8>::new());
    Expr::col((Entity, Column::NameKey))
        .eq(name_key())
        .and(Expr::col((Entity, Column::Kind)).eq(kind_word(GuardKind::Password)))
        .and(Expr::col((Entity, Column::Device)).eq(Func::coalesce([latest.into(), shared])))
}

/// Another guard on the same password that is barred and was so later than the one that is being looked at.
fn barred_later(now: Timestamp) -> SelectStatement {
    let column = |column| Expr::col((BARRED, column));
    let this = |column| (Entity, column);
    let at_once = column(Column::BarSince).equals(this(Column::BarSince));
    let first_of_those = Expr::col((BARRED, Column::Device)).lt(Expr::col(this(Column::Device)));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, BARRED)
        .and_where(column(Column::NameKey).equals(this(Column::NameKey)))
        .and_where(column(Column::Kind).eq(kind_word(GuardKind::Password)))
        .and_where(is_barred(BARRED, now))
        .and_where(column(Column::BarSince).gt(Expr::col(this(Column::BarSince))).or(at_once.and(first_of_those)))
        .to_owned()
}

/// What guards are called where a statement looks at them a second time.
const BARRED: &str = "barred";

/// Whether a guard's lockout is in force; neither true nor false where there is no guard.
pub(crate) fn barred_at(now: Timestamp) -> Expr {
    is_barred("guards", now)
}

fn is_barred(table: &'static str, now: Timestamp) -> Expr {
    let until = || Expr::col((table, Column::BarUntil));
    Expr::col((table, Column::BarSince)).is_not_null().and(until().is_null().or(until().gt(now.as_micros())))
}

/// The order in which guards are written.
pub(crate) const fn name_of(write: &GuardWrite) -> NameKey {
    match write {
        GuardWrite::Put { guard, .. } => guard.key.name,
        GuardWrite::Refused { key, .. } => key.name,
        GuardWrite::ClearAll { name, .. } => *name,
    }
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &GuardWrite) -> Result<(), Stop> {
    match write {
        GuardWrite::Put { guard, seen, known } => put(transaction, Model::of(guard, *known), *seen).await,
        GuardWrite::Refused { key, at } => {
            of_key(Entity::update_many(), primary_key(key))
                .col_expr(Column::Refused, Expr::col(Column::Refused).add(1))
                .col_expr(Column::RefusedAt, Expr::val(at.as_micros()))
                .col_expr(Column::TouchedAt, latest_touch(at.as_micros()))
                .exec(transaction)
                .await?;
            Ok(())
        }
        GuardWrite::ClearAll { name, kind, clearing } => clear_all(transaction, *name, *kind, *clearing).await,
    }
}

async fn put(transaction: &DatabaseTransaction, row: Model, seen: Version) -> Result<(), Stop> {
    if seen == Version::NONE {
        // Not an error for the database to report: two first attempts at one name meet here.
        let once = OnConflict::columns([Column::NameKey, Column::Kind, Column::Device]).do_nothing().to_owned();
        return exactly_one(
            Entity::insert(ActiveModel::from(row)).on_conflict(once).exec_without_returning(transaction).await?,
        );
    }
    let key = (row.name_key.clone(), row.kind.clone(), row.device.clone());
    let touched_at = row.touched_at;
    let mut row = ActiveModel::from(row).reset_all();
    row.name_key = NotSet;
    row.kind = NotSet;
    row.device = NotSet;
    row.refused = NotSet;
    row.refused_at = NotSet;
    row.touched_at = NotSet;
    row.version = NotSet;
    let replaced = of_key(Entity::update_many().set(row), key)
        .col_expr(Column::TouchedAt, latest_touch(touched_at))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Version.eq(version_number(seen)))
        .exec(transaction)
        .await?;
    exactly_one(replaced.rows_affected)
}

async fn clear_all(
    transaction: &DatabaseTransaction,
    name: NameKey,
    kind: GuardKind,
    clearing: Clearing,
) -> Result<(), Stop> {
    let epoch = Expr::col(Column::Epoch).add(1).modulo(EPOCHS);
    let mut update = Entity::update_many()
        .set(ActiveModel {
            counted: Set(0),
            counted_at: Set(None),
            bar_since: Set(None),
            bar_until: Set(None),
            bar_landed: Set(false),
            not_before: Set(None),
            ..Default::default()
        })
        .col_expr(Column::Epoch, epoch)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::NameKey.eq(name.as_bytes().to_vec()))
        .filter(Column::Kind.eq(kind_word(kind)));
    if clearing == Clearing::Everything {
        update = update.col_expr(Column::InARow, Expr::val(0));
    }
    update.exec(transaction).await?;
    Ok(())
}

/// An epoch is a number of 32 bits that wraps.
const EPOCHS: i64 = 1 << 32;

fn latest_touch(at: i64) -> Expr {
    CaseStatement::new()
        .case(Expr::col(Column::TouchedAt).gt(at), Expr::col(Column::TouchedAt))
        .finally(Expr::val(at))
        .into()
}

fn of_key(update: UpdateMany<Entity>, (name_key, kind, device): (Vec<u8>, String, Vec<u8>)) -> UpdateMany<Entity> {
    update.filter(Column::NameKey.eq(name_key)).filter(Column::Kind.eq(kind)).filter(Column::Device.eq(device))
}
