//! Guards of names that nobody has, kept within a bound.

use identity_core::{domain::kernel::Timestamp, ports::StoreFailure};
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{DeleteStatement, Expr, Order, Query, SelectStatement},
};

use super::{Column, Entity};
use crate::{
    SeaOrmStore, accounts,
    connection::answered,
    rows::{BATCH, sweep, write_alone},
};

impl SeaOrmStore {
    /// Takes out those not touched since `before`, then the oldest of more than `keep`.
    pub(super) async fn sweep_old_strangers(&self, before: Timestamp, keep: u64) -> Result<u64, StoreFailure> {
        let touched = Expr::col(Column::TouchedAt);
        let old = remove(oldest_strangers().and_where(touched.lt(before.as_micros())).limit(BATCH).to_owned());
        let mut gone = sweep(|| write_alone(self, &old)).await?;
        let mut beyond = self.strangers().await?.saturating_sub(keep);
        while beyond > 0 {
            let batch = remove(oldest_strangers().limit(Ord::min(beyond, BATCH)).to_owned());
            let rows = answered(write_alone(self, &batch)).await?;
            if rows == 0 {
                break;
            }
            gone += rows;
            beyond = beyond.saturating_sub(rows);
        }
        Ok(gone)
    }

    async fn strangers(&self) -> Result<u64, StoreFailure> {
        let strangers =
            Query::select().expr(Expr::col(Column::NameKey).count()).from(Entity).and_where(stranger()).to_owned();
        answered(async {
            let row = self.reader.query_one(&strangers).await?;
            row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0)).map(i64::unsigned_abs)
        })
        .await
    }
}

/// A name that an account was given since is none, whatever its guard was put as.
fn stranger() -> Expr {
    let of_name = Expr::col((accounts::Entity, accounts::Column::NameKey)).equals((Entity, Column::NameKey));
    let somebody = Query::select().expr(Expr::val(1)).from(accounts::Entity).and_where(of_name).to_owned();
    Expr::col(Column::Known).not().and(Expr::exists(somebody).not())
}

pub(crate) fn oldest_strangers() -> SelectStatement {
    Query::select()
        .columns([Column::NameKey, Column::Kind, Column::Device])
        .from(Entity)
        .and_where(stranger())
        .order_by(Column::TouchedAt, Order::Asc)
        .to_owned()
}

fn remove(chosen: SelectStatement) -> DeleteStatement {
    let key = Expr::tuple([Column::NameKey, Column::Kind, Column::Device].map(Expr::col));
    Query::delete().from_table(Entity).and_where(key.in_subquery(chosen)).to_owned()
}
