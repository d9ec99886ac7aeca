//! Sessions.

use std::sync::LazyLock;

use async_trait::async_trait;
use identity_core::{
    change::SessionWrite,
    domain::{
        account::Account,
        kernel::{Digest, Id, ShortText, Timestamp},
        session::Session,
    },
    ports::{Sessions, SignedInSession, StoreFailure},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExprTrait, FromQueryResult,
    QueryFilter, QueryOrder, Statement, entity::prelude::*, sea_query::Query,
};

use crate::{
    SeaOrmStore, accounts,
    connection::answered,
    organizations,
    rows::{BATCH, Stop, bytes, digest, exactly_one, moment, source, source_text, sweep, take, write_alone},
};

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Uuid,
    token: Vec<u8>,
    label: Option<String>,
    device: Option<String>,
    source: Option<String>,
    opened_at: i64,
    seen_at: i64,
    proven_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[async_trait]
impl Sessions for SeaOrmStore {
    async fn session(&self, token: &Digest) -> Result<Option<SignedInSession>, StoreFailure> {
        answered(async {
            let Some(row) = self.reader.query_one_raw(by_token(self.backend(), token)).await? else {
                return Ok(None);
            };
            Ok(Some(SignedInSession {
                session: Model::from_query_result(&row, "s_")?.session()?,
                account: accounts::Model::from_query_result(&row, "a_")?.versioned()?,
                organization: organizations::Model::from_query_result(&row, "o_")?.versioned()?.value,
            }))
        })
        .await
    }

    async fn sessions_of(&self, account: Id<Account>) -> Result<Vec<Session>, StoreFailure> {
        answered(async {
            let of_account = Entity::find().filter(Column::AccountId.eq(account.uuid()));
            let rows = of_account.order_by_desc(Column::SeenAt).order_by_desc(Column::Id).all(&self.reader).await?;
            rows.into_iter().map(Model::session).collect()
        })
        .await
    }

    async fn mark_session_seen(&self, session: Id<Session>, at: Timestamp) -> Result<(), StoreFailure> {
        let mark = Query::update()
            .table(Entity)
            .value(Column::SeenAt, at.as_micros())
            .and_where(Expr::col(Column::Id).eq(session.uuid()))
            .and_where(Expr::col(Column::SeenAt).lt(at.as_micros()))
            .to_owned();
        answered(write_alone(self, &mark)).await.map(|_| ())
    }

    async fn sweep_sessions(&self, idle_since: Timestamp, opened_before: Timestamp) -> Result<u64, StoreFailure> {
        let over = Query::select()
            .column(Column::Id)
            .from(Entity)
            .and_where(
                Expr::col(Column::SeenAt)
                    .lt(idle_since.as_micros())
                    .or(Expr::col(Column::OpenedAt).lt(opened_before.as_micros())),
            )
            .limit(BATCH)
            .to_owned();
        let batch = Query::delete().from_table(Entity).and_where(Expr::col(Column::Id).in_subquery(over)).to_owned();
        sweep(|| write_alone(self, &batch)).await
    }
}

/// The session with its account and organization: the read of every request, so its text is made once.
pub(crate) fn by_token(backend: DbBackend, token: &Digest) -> Statement {
    static SQLITE: LazyLock<String> = LazyLock::new(|| by_token_text(DbBackend::Sqlite));
    static POSTGRES: LazyLock<String> = LazyLock::new(|| by_token_text(DbBackend::Postgres));
    let text = if backend == DbBackend::Sqlite { &SQLITE } else { &POSTGRES };
    Statement::from_sql_and_values(backend, text.as_str(), [bytes(token).into()])
}

fn by_token_text(backend: DbBackend) -> String {
    let of_session = Expr::col((accounts::Entity, accounts::Column::Id)).equals((Entity, Column::AccountId));
    let of_account = Expr::col((organizations::Entity, organizations::Column::Id))
        .equals((accounts::Entity, accounts::Column::OrganizationId));
    let mut select = Query::select();
    take(&mut select, Entity, "s_");
    take(&mut select, accounts::Entity, "a_");
    take(&mut select, organizations::Entity, "o_");
    select
        .from(Entity)
        .inner_join(accounts::Entity, of_session)
        .inner_join(organizations::Entity, of_account)
        .and_where(Expr::col((Entity, Column::Token)).eq(Vec::<u8>::new()));
    backend.build(&select).sql
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &SessionWrite) -> Result<(), Stop> {
    match write {
        SessionWrite::Open(session) => {
            Entity::insert(ActiveModel::from(Model::of(session))).exec_without_returning(transaction).await?;
            Ok(())
        }
        SessionWrite::Rotate { session, token } => {
            let mut row = ActiveModel::from(Model::of(session)).reset_all();
            row.account_id = sea_orm::NotSet;
            let rotated = Entity::update_many()
                .set(row)
                .filter(Column::Token.eq(bytes(token)))
                .filter(Column::AccountId.eq(session.account.uuid()))
                .exec(transaction)
                .await?;
            exactly_one(rotated.rows_affected)
        }
        SessionWrite::Close(account, id) => {
            let closed = Entity::delete_many()
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::AccountId.eq(account.uuid()))
                .exec(transaction)
                .await?;
            exactly_one(closed.rows_affected)
        }
        SessionWrite::CloseAll(account, but) => {
            let mut close = Entity::delete_many().filter(Column::AccountId.eq(account.uuid()));
            if let Some(but) = but {
                close = close.filter(Column::Id.ne(but.uuid()));
            }
            close.exec(transaction).await?;
            Ok(())
        }
        SessionWrite::Name(account, id, label) => {
            let named = Entity::update_many()
                .col_expr(Column::Label, Expr::val(label.as_str()))
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::AccountId.eq(account.uuid()))
                .exec(transaction)
                .await?;
            exactly_one(named.rows_affected)
        }
    }
}

impl Model {
    fn of(session: &Session) -> Self {
        Self {
            id: session.id.uuid(),
            account_id: session.account.uuid(),
            token: bytes(&session.token),
            label: session.label.as_ref().map(|label| label.as_str().to_owned()),
            device: session.device.as_ref().map(|device| device.as_str().to_owned()),
            source: source_text(&session.from),
            opened_at: session.opened_at.as_micros(),
            seen_at: session.seen_at.as_micros(),
            proven_at: session.proven_at.as_micros(),
        }
    }

    fn session(self) -> Result<Session, DbErr> {
        Ok(Session {
            id: Id::as_stored(self.id),
            account: Id::as_stored(self.account_id),
            token: digest(&self.token, "sessions.token")?,
            label: self.label.map(ShortText::as_stored),
            device: self.device.map(ShortText::as_stored),
            from: source(self.source.as_deref(), "sessions.source")?,
            opened_at: moment(self.opened_at),
            seen_at: moment(self.seen_at),
            proven_at: moment(self.proven_at),
        })
    }
}
