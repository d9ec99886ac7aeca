//! Known devices.

use async_trait::async_trait;
use identity_core::{
    change::DeviceWrite,
    domain::{
        account::Account,
        device::{DEVICES_PER_ACCOUNT, KnownDevice},
        kernel::{Digest, Id, ShortText},
    },
    ports::{Devices, StoreFailure},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    entity::prelude::*,
    sea_query::{OnConflict, Order, Query},
};

use crate::{
    SeaOrmStore,
    connection::answered,
    rows::{Stop, bytes, digest, exactly_one, moment},
};

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "devices")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Uuid,
    token: Vec<u8>,
    label: Option<String>,
    known_since: i64,
    signed_in_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[async_trait]
impl Devices for SeaOrmStore {
    async fn known_device(&self, account: Id<Account>, tokens: &[Digest]) -> Result<Option<KnownDevice>, StoreFailure> {
        if tokens.is_empty() {
            return Ok(None);
        }
        answered(async {
            let row = Entity::find()
                .filter(Column::AccountId.eq(account.uuid()))
                .filter(Column::Token.is_in(tokens.iter().map(bytes)))
                .order_by_desc(Column::SignedInAt)
                .one(&self.reader)
                .await?;
            row.map(Model::device).transpose()
        })
        .await
    }

    async fn devices_of(&self, account: Id<Account>) -> Result<Vec<KnownDevice>, StoreFailure> {
        answered(async {
            let of_account = Entity::find().filter(Column::AccountId.eq(account.uuid()));
            let rows = of_account.order_by_desc(Column::SignedInAt).order_by_desc(Column::Id).all(&self.reader).await?;
            rows.into_iter().map(Model::device).collect()
        })
        .await
    }
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &DeviceWrite) -> Result<(), Stop> {
    match write {
        DeviceWrite::Remember(device) => remember(transaction, device).await,
        DeviceWrite::Forget(account, id) => {
            let forgotten = Entity::delete_many()
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::AccountId.eq(account.uuid()))
                .exec(transaction)
                .await?;
            exactly_one(forgotten.rows_affected)
        }
        DeviceWrite::ForgetAll(account) => {
            Entity::delete_many().filter(Column::AccountId.eq(account.uuid())).exec(transaction).await?;
            Ok(())
        }
    }
}

async fn remember(transaction: &DatabaseTransaction, device: &KnownDevice) -> Result<(), Stop> {
    let instead = OnConflict::column(Column::Id)
        .update_columns([Column::Token, Column::Label, Column::KnownSince, Column::SignedInAt])
        .action_and_where(Expr::col((Entity, Column::AccountId)).eq(device.account.uuid()))
        .to_owned();
    let remembered = Entity::insert(ActiveModel::from(Model::of(device)))
        .on_conflict(instead)
        .exec_without_returning(transaction)
        .await?;
    exactly_one(remembered)?;
    let too_many = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::col(Column::AccountId).eq(device.account.uuid()))
        .order_by(Column::SignedInAt, Order::Desc)
        .order_by(Column::Id, Order::Desc)
        .limit(i64::MAX.unsigned_abs())
        .offset(DEVICES_PER_ACCOUNT as u64)
        .to_owned();
    let make_room =
        Query::delete().from_table(Entity).and_where(Expr::col(Column::Id).in_subquery(too_many)).to_owned();
    transaction.execute(&make_room).await?;
    Ok(())
}

impl Model {
    fn of(device: &KnownDevice) -> Self {
        Self {
            id: device.id.uuid(),
            account_id: device.account.uuid(),
            token: bytes(&device.token),
            label: device.label.as_ref().map(|label| label.as_str().to_owned()),
            known_since: device.known_since.as_micros(),
            signed_in_at: device.signed_in_at.as_micros(),
        }
    }

    fn device(self) -> Result<KnownDevice, DbErr> {
        Ok(KnownDevice {
            id: Id::as_stored(self.id),
            account: Id::as_stored(self.account_id),
            token: digest(&self.token, "devices.token")?,
            label: self.label.map(ShortText::as_stored),
            known_since: moment(self.known_since),
            signed_in_at: moment(self.signed_in_at),
        })
    }
}
