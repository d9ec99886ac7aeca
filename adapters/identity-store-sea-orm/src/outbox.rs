//! The outbox.

mod list;

#[cfg(test)]
pub(crate) use list::stretch;

use async_trait::async_trait;
use identity_core::{
    change::{Letter, LetterKind, OutboxWrite, Recipient},
    domain::{
        account::Account,
        kernel::{Digest, EmailAddress, Id, ShortText, Timestamp},
        outbox::LetterState,
    },
    ports::{ClaimedLetter, LetterPage, LetterQuery, OutboxQueue, OutboxRow, StoreFailure},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExprTrait, QueryFilter,
    Statement,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType, Query, SelectStatement},
};

use crate::{
    SeaOrmStore,
    connection::answered,
    rows::{BATCH, Stop, bytes, count, exactly_one, moment, sweep, unreadable, write_alone},
};

/// The table. `at` is when the letter came to rest, or may be claimed next; `due_at` is the same for a letter
/// that is under way, and none at rest.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letters")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    account_id: Option<Uuid>,
    address: Option<String>,
    invitation_id: Option<Uuid>,
    asked_at: i64,
    deadline: i64,
    state: String,
    tries: i64,
    at: i64,
    due_at: Option<i64>,
    claim: Option<Vec<u8>>,
    mailbox: Option<Vec<u8>>,
    remark: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[async_trait]
impl OutboxQueue for SeaOrmStore {
    async fn claim_letters(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        claim: Digest,
        limit: u32,
    ) -> Result<Vec<ClaimedLetter>, StoreFailure> {
        answered(self.claim(now, lease_ends, claim, limit)).await
    }

    async fn letters_to(
        &self,
        mailbox: &Digest,
        kind: LetterKind,
        since: Timestamp,
        except: Id<Letter>,
    ) -> Result<u32, StoreFailure> {
        answered(went_to(&self.reader, mailbox, kind, since, except)).await
    }

    async fn outbox_row(&self, id: Id<Letter>) -> Result<Option<OutboxRow>, StoreFailure> {
        answered(async { Entity::find_by_id(id.uuid()).one(&self.reader).await?.map(Model::row).transpose() }).await
    }

    async fn letters_page(&self, query: &LetterQuery) -> Result<LetterPage, StoreFailure> {
        answered(self.letters(query)).await
    }

    async fn sweep_letters(&self, before: Timestamp) -> Result<u64, StoreFailure> {
        let old = Query::select()
            .column(Column::Id)
            .from(Entity)
            .and_where(Expr::col(Column::DueAt).is_null())
            .and_where(Expr::col(Column::At).lt(before.as_micros()))
            .limit(BATCH)
            .to_owned();
        let batch = Query::delete().from_table(Entity).and_where(Expr::col(Column::Id).in_subquery(old)).to_owned();
        sweep(|| write_alone(self, &batch)).await
    }
}

/// Letters that are on their way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LettersUnderWay {
    /// Waiting for their (next) try.
    pub queued: u64,
    /// In somebody's hands.
    pub sending: u64,
    /// When the oldest of them was asked for.
    pub oldest_asked_at: Option<Timestamp>,
}

impl SeaOrmStore {
    /// How many letters are on their way, and since when.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn letters_under_way(&self) -> Result<LettersUnderWay, StoreFailure> {
        answered(async {
            let mut found = LettersUnderWay::default();
            let by_state = Query::select()
                .column(Column::State)
                .expr(Expr::col(Column::Id).count())
                .expr(Expr::col(Column::AskedAt).min())
                .from(Entity)
                .and_where(Expr::col(Column::DueAt).is_not_null())
                .group_by_col(Column::State)
                .to_owned();
            for row in self.reader.query_all(&by_state).await? {
                let (count, oldest): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
                match state(&row.try_get_by_index::<String>(0)?)? {
                    LetterState::Sending => found.sending = count.unsigned_abs(),
                    _ => found.queued += count.unsigned_abs(),
                }
                let oldest = moment(oldest);
                found.oldest_asked_at = Some(found.oldest_asked_at.map_or(oldest, |known| known.min(oldest)));
            }
            Ok(found)
        })
        .await
    }

    async fn claim(
        &self,
        now: Timestamp,
        lease_ends: Timestamp,
        claim: Digest,
        limit: u32,
    ) -> Result<Vec<ClaimedLetter>, DbErr> {
        // Asked without a lock first: most of the time nothing is due, and no writer has to wait for that.
        if self.reader.query_one(&due(now, 1)).await?.is_none() {
            return Ok(Vec::new());
        }
        let transaction = self.begin_writing().await?;
        // On SQLite no lock is written into the statement, and none is needed: the transaction is alone.
        let free = due(now, u64::from(limit)).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).to_owned();
        let rows = transaction.query_all(&free).await?;
        let ids = rows.iter().map(|row| row.try_get_by_index::<Uuid>(0)).collect::<Result<Vec<_>, _>>()?;
        if ids.is_empty() {
            transaction.rollback().await?;
            return Ok(Vec::new());
        }
        let claimed = Entity::update_many()
            .col_expr(Column::State, Expr::val(LetterState::Sending.as_str()))
            .col_expr(Column::Claim, Expr::val(bytes(&claim)))
            .col_expr(Column::Tries, Expr::col(Column::Tries).add(1))
            .col_expr(Column::At, Expr::val(lease_ends.as_micros()))
            .col_expr(Column::DueAt, Expr::val(lease_ends.as_micros()))
            .filter(Column::Id.is_in(ids))
            .exec_with_returning(&transaction)
            .await?;
        let mut claimed = claimed.into_iter().map(|row| row.claimed(claim)).collect::<Result<Vec<_>, _>>()?;
        transaction.commit().await?;
        claimed.sort_by_key(|claimed| (claimed.letter.deadline, claimed.letter.id));
        Ok(claimed)
    }
}

/// The letters that can be claimed, those with the nearest deadline first.
pub(crate) fn due(now: Timestamp, limit: u64) -> SelectStatement {
    Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::col(Column::DueAt).is_not_null())
        .and_where(Expr::col(Column::DueAt).lte(now.as_micros()))
        .order_by(Column::Deadline, sea_orm::Order::Asc)
        .order_by(Column::Id, sea_orm::Order::Asc)
        .limit(limit)
        .to_owned()
}

/// How many letters of a kind went, or are going, to a mailbox since then, other than one.
async fn went_to(
    connection: &impl ConnectionTrait,
    mailbox: &Digest,
    kind: LetterKind,
    since: Timestamp,
    except: Id<Letter>,
) -> Result<u32, DbErr> {
    let went = [LetterState::Queued, LetterState::Sending, LetterState::Sent].map(LetterState::as_str);
    let letters = Entity::find()
        .filter(Column::Mailbox.eq(bytes(mailbox)))
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::State.is_in(went))
        .filter(Column::At.gte(since.as_micros()))
        .filter(Column::Id.ne(except.uuid()))
        .count(connection)
        .await?;
    Ok(u32::try_from(letters).unwrap_or(u32::MAX))
}

/// Lets one transaction at a time count and address the letters of a mailbox. SQLite has one writer anyway.
async fn one_at_a_time(transaction: &DatabaseTransaction, mailbox: &Digest) -> Result<(), DbErr> {
    if transaction.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let mut key = [0; 8];
    key.copy_from_slice(&mailbox.as_bytes()[..8]);
    let lock = "SELECT pg_advisory_xact_lock($1)";
    let lock = Statement::from_sql_and_values(DbBackend::Postgres, lock, [i64::from_be_bytes(key).into()]);
    transaction.query_one_raw(lock).await.map(|_| ())
}

/// Puts new letters in.
pub(crate) async fn queue(transaction: &DatabaseTransaction, letters: &[Letter]) -> Result<(), Stop> {
    /// How many letters a statement queues at once.
    const MOST_QUEUED: usize = 500;
    for some in letters.chunks(MOST_QUEUED) {
        let rows = some.iter().map(|letter| ActiveModel::from(Model::of(letter)));
        Entity::insert_many(rows).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// Takes out the letters to an account that are under way.
pub(crate) async fn take_out(transaction: &DatabaseTransaction, account: Id<Account>) -> Result<(), Stop> {
    let theirs = Entity::delete_many().filter(Column::AccountId.eq(account.uuid())).filter(Column::DueAt.is_not_null());
    theirs.exec(transaction).await?;
    Ok(())
}

/// Brings every letter that is under way to rest.
pub(crate) async fn give_up_all(transaction: &DatabaseTransaction, at: Timestamp) -> Result<(), DbErr> {
    let given_up = ActiveModel {
        state: sea_orm::Set(LetterState::GivenUp.as_str().to_owned()),
        at: sea_orm::Set(at.as_micros()),
        due_at: sea_orm::Set(None),
        claim: sea_orm::Set(None),
        ..Default::default()
    };
    Entity::update_many().set(given_up).filter(Column::DueAt.is_not_null()).exec(transaction).await.map(drop)
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &OutboxWrite) -> Result<(), Stop> {
    let rows = match write {
        OutboxWrite::Address { id, claim, mailbox, cap } => {
            if let Some(cap) = cap {
                one_at_a_time(transaction, mailbox).await?;
                if went_to(transaction, mailbox, cap.kind, cap.since, *id).await? >= cap.limit {
                    return Err(Stop::Overtaken);
                }
            }
            let address = Entity::update_many().col_expr(Column::Mailbox, Expr::val(bytes(mailbox)));
            address
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::Claim.eq(bytes(claim)))
                .exec(transaction)
                .await?
                .rows_affected
        }
        OutboxWrite::Settle { id, claim, state, at, remark } => {
            let under_way = matches!(state, LetterState::Queued | LetterState::Sending);
            let settled = ActiveModel {
                state: sea_orm::Set(state.as_str().to_owned()),
                at: sea_orm::Set(at.as_micros()),
                due_at: sea_orm::Set(under_way.then_some(at.as_micros())),
                claim: sea_orm::Set(None),
                remark: sea_orm::Set(remark.as_ref().map(|remark| remark.as_str().to_owned())),
                ..Default::default()
            };
            let settle = Entity::update_many().set(settled);
            settle
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::Claim.eq(bytes(claim)))
                .exec(transaction)
                .await?
                .rows_affected
        }
        OutboxWrite::Drop { id, claim } => {
            let drop = Entity::delete_many().filter(Column::Id.eq(id.uuid())).filter(Column::Claim.eq(bytes(claim)));
            drop.exec(transaction).await?.rows_affected
        }
        OutboxWrite::Retry { id, kind: _, at, deadline } => {
            let queued = ActiveModel {
                state: sea_orm::Set(LetterState::Queued.as_str().to_owned()),
                at: sea_orm::Set(at.as_micros()),
                due_at: sea_orm::Set(Some(at.as_micros())),
                deadline: sea_orm::Set(deadline.as_micros()),
                remark: sea_orm::Set(None),
                ..Default::default()
            };
            let failed = [LetterState::Refused, LetterState::GivenUp].map(LetterState::as_str);
            let retry = Entity::update_many().set(queued);
            retry
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::State.is_in(failed))
                .exec(transaction)
                .await?
                .rows_affected
        }
    };
    exactly_one(rows)
}

impl Model {
    fn of(letter: &Letter) -> Self {
        let (account, address, invitation) = match &letter.to {
            Recipient::Account(account) => (Some(account), None, None),
            Recipient::At(account, address) => (Some(account), Some(address), None),
            Recipient::Invited(invitation) => (None, None, Some(invitation)),
            Recipient::Inviter(account, invitation) => (Some(account), None, Some(invitation)),
            Recipient::Mailbox(address) => (None, Some(address), None),
            Recipient::Nobody => (None, None, None),
        };
        Self {
            id: letter.id.uuid(),
            kind: letter.kind.as_str().to_owned(),
            account_id: account.map(|account| account.uuid()),
            address: address.map(|address| address.as_str().to_owned()),
            invitation_id: invitation.map(|invitation| invitation.uuid()),
            asked_at: letter.asked_at.as_micros(),
            deadline: letter.deadline.as_micros(),
            state: LetterState::Queued.as_str().to_owned(),
            tries: 0,
            at: letter.asked_at.as_micros(),
            due_at: Some(letter.asked_at.as_micros()),
            claim: None,
            mailbox: None,
            remark: None,
        }
    }

    fn letter(&self) -> Result<Letter, DbErr> {
        let address = self
            .address
            .as_deref()
            .map(|text| EmailAddress::as_stored(text).ok_or_else(|| unreadable("letters.address")))
            .transpose()?;
        Ok(Letter {
            id: Id::as_stored(self.id),
            kind: LetterKind::as_stored(&self.kind).ok_or_else(|| unreadable("letters.kind"))?,
            to: match (self.account_id.map(Id::as_stored), address, self.invitation_id.map(Id::as_stored)) {
                (Some(account), None, None) => Recipient::Account(account),
                (Some(account), Some(address), None) => Recipient::At(account, address),
                (None, None, Some(invitation)) => Recipient::Invited(invitation),
                (Some(account), None, Some(invitation)) => Recipient::Inviter(account, invitation),
                (None, Some(address), None) => Recipient::Mailbox(address),
                (None, None, None) => Recipient::Nobody,
                (_, Some(_), Some(_)) => return Err(unreadable("letters.invitation_id")),
            },
            asked_at: moment(self.asked_at),
            deadline: moment(self.deadline),
        })
    }

    fn claimed(self, claim: Digest) -> Result<ClaimedLetter, DbErr> {
        Ok(ClaimedLetter { letter: self.letter()?, tries: count(self.tries, "letters.tries")?, claim })
    }

    fn row(self) -> Result<OutboxRow, DbErr> {
        Ok(OutboxRow {
            letter: self.letter()?,
            state: state(&self.state)?,
            tries: count(self.tries, "letters.tries")?,
            at: moment(self.at),
            remark: self.remark.map(ShortText::as_stored),
        })
    }
}

pub(crate) fn state(word: &str) -> Result<LetterState, DbErr> {
    LetterState::ALL.into_iter().find(|state| state.as_str() == word).ok_or_else(|| unreadable("letters.state"))
}
