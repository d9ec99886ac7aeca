//! Invitations.

use async_trait::async_trait;
use identity_core::{
    change::{InvitationWrite, Versioned},
    domain::{
        invitation::{Invitation, InvitationState, MAX_OPEN_INVITATIONS},
        kernel::{Digest, DisplayName, EmailAddress, Id, Language, LoginName, Timestamp},
        organization::Organization,
    },
    ports::{InvitationPage, InvitationPlace, InvitationQuery, Invitations, StoreFailure},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
    entity::prelude::*,
    sea_query::{Expr, Query},
};

use crate::{
    SeaOrmStore,
    connection::answered,
    permissions,
    rows::{Stop, bytes, digest, exactly_one, moment, unreadable, version, version_number},
};

/// The table. `state` is how it was written down, `ended_at` when that came about, `account_id` what it became.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    organization_id: Uuid,
    login: String,
    name: String,
    language: String,
    address: String,
    rights: String,
    ends_at: Option<i64>,
    by: String,
    offered_at: i64,
    expires_at: i64,
    link: Option<Vec<u8>>,
    state: String,
    ended_at: Option<i64>,
    account_id: Option<Uuid>,
    version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[async_trait]
impl Invitations for SeaOrmStore {
    async fn invitation(&self, id: Id<Invitation>) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        answered(async { Entity::find_by_id(id.uuid()).one(&self.reader).await?.map(Model::versioned).transpose() })
            .await
    }

    async fn invitation_by_link(&self, link: &Digest) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        answered(async { by_link(link).one(&self.reader).await?.map(Model::versioned).transpose() }).await
    }

    async fn pending_invitation(&self, login: &LoginName) -> Result<Option<Versioned<Invitation>>, StoreFailure> {
        answered(async { pending(login).one(&self.reader).await?.map(Model::versioned).transpose() }).await
    }

    async fn invitations_page(&self, query: &InvitationQuery) -> Result<InvitationPage, StoreFailure> {
        answered(async {
            // One more than asked for tells whether there are more.
            let limit = query.limit.clamp(1, 200);
            let found = page(&InvitationQuery { limit: limit + 1, ..*query }).all(&self.reader).await?;
            let wanted = limit as usize;
            let more = found.len() > wanted;
            let rows = found.into_iter().take(wanted).map(Model::versioned).collect::<Result<_, _>>()?;
            Ok(InvitationPage { rows, more })
        })
        .await
    }

    async fn invitations_since(&self, organization: Id<Organization>, since: Timestamp) -> Result<u32, StoreFailure> {
        answered(async {
            let made = made_since(organization, since).count(&self.reader).await?;
            Ok(u32::try_from(made).unwrap_or(u32::MAX))
        })
        .await
    }

    async fn overdue_invitations(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<Invitation>>, StoreFailure> {
        answered(async { overdue(now, limit).all(&self.reader).await?.into_iter().map(Model::versioned).collect() })
            .await
    }
}

pub(crate) fn by_link(link: &Digest) -> Select<Entity> {
    Entity::find().filter(Column::Link.is_not_null()).filter(Column::Link.eq(bytes(link)))
}

pub(crate) fn pending(login: &LoginName) -> Select<Entity> {
    Entity::find().filter(is_pending()).filter(Column::Login.eq(login.to_string()))
}

/// A stretch of the list; with a place twice over, so that the index is entered there.
pub(crate) fn page(query: &InvitationQuery) -> Select<Entity> {
    let mut select = Entity::find().filter(Column::OrganizationId.eq(query.organization.uuid()));
    if let Some(now) = query.open_at {
        select = select.filter(is_pending()).filter(Column::ExpiresAt.gt(now.as_micros()));
    }
    if let Some(InvitationPlace { offered_at, id }) = query.after {
        let earlier = Column::OfferedAt.lt(offered_at.as_micros());
        let beside = Column::OfferedAt.eq(offered_at.as_micros()).and(Column::Id.lt(id.uuid()));
        select = select.filter(Column::OfferedAt.lte(offered_at.as_micros())).filter(earlier.or(beside));
    }
    select.order_by_desc(Column::OfferedAt).order_by_desc(Column::Id).limit(u64::from(query.limit))
}

pub(crate) fn made_since(organization: Id<Organization>, since: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization.uuid()))
        .filter(Column::OfferedAt.gte(since.as_micros()))
}

pub(crate) fn overdue(now: Timestamp, limit: u32) -> Select<Entity> {
    Entity::find()
        .filter(is_pending())
        .filter(Column::ExpiresAt.lte(now.as_micros()))
        .order_by_asc(Column::ExpiresAt)
        .order_by_asc(Column::Id)
        .limit(u64::from(limit))
}

/// Written out, so that the indexes of the pending ones are used whatever a plan is made for.
fn is_pending() -> Expr {
    Expr::col((Entity, Column::State)).eq(Expr::cust("'pending'"))
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &InvitationWrite) -> Result<(), Stop> {
    match write {
        InvitationWrite::Offer(invitation) => {
            // The ledger holds the organization, so that the bound is exact.
            let there =
                Entity::find().filter(Column::OrganizationId.eq(invitation.organization.uuid())).filter(is_pending());
            if there.count(transaction).await? >= MAX_OPEN_INVITATIONS as u64 {
                return Err(Stop::Overtaken);
            }
            Entity::insert(ActiveModel::from(Model::of(invitation))).exec_without_returning(transaction).await?;
            Ok(())
        }
        InvitationWrite::Replace { invitation, seen } => {
            let Model { link, state, ended_at, account_id, .. } = Model::of(invitation);
            let row = ActiveModel {
                link: Set(link),
                state: Set(state),
                ended_at: Set(ended_at),
                account_id: Set(account_id),
                ..Default::default()
            };
            let replaced = Entity::update_many()
                .set(row)
                .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                .filter(Column::Id.eq(invitation.id.uuid()))
                .filter(Column::Version.eq(version_number(*seen)))
                .exec(transaction)
                .await?;
            exactly_one(replaced.rows_affected)
        }
    }
}

/// Takes every pending invitation back.
pub(crate) async fn revoke_all(transaction: &DatabaseTransaction, at: Timestamp) -> Result<(), DbErr> {
    let revoked = Query::update()
        .table(Entity)
        .value(Column::State, InvitationState::Revoked { at }.word())
        .value(Column::EndedAt, at.as_micros())
        .value(Column::Link, Option::<Vec<u8>>::None)
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .and_where(is_pending())
        .to_owned();
    transaction.execute(&revoked).await.map(drop)
}

impl Model {
    fn of(invitation: &Invitation) -> Self {
        Self {
            id: invitation.id.uuid(),
            organization_id: invitation.organization.uuid(),
            login: invitation.login.to_string(),
            name: invitation.name.as_str().to_owned(),
            language: invitation.language.as_str().to_owned(),
            address: invitation.address.as_str().to_owned(),
            rights: permissions::wish_text(&invitation.rights),
            ends_at: invitation.ends_at.map(Timestamp::as_micros),
            by: permissions::by_text(invitation.by),
            offered_at: invitation.offered_at.as_micros(),
            expires_at: invitation.expires_at.as_micros(),
            link: invitation.link.as_ref().map(bytes),
            state: invitation.state.word().to_owned(),
            ended_at: invitation.state.ended_at().map(Timestamp::as_micros),
            account_id: match invitation.state {
                InvitationState::Accepted { account, .. } => Some(account.uuid()),
                _ => None,
            },
            version: 1,
        }
    }

    fn versioned(self) -> Result<Versioned<Invitation>, DbErr> {
        let at = self.ended_at.map(moment);
        let state = match (self.state.as_str(), at, self.account_id) {
            ("pending", None, None) => InvitationState::Pending,
            ("accepted", Some(at), Some(account)) => InvitationState::Accepted { at, account: Id::as_stored(account) },
            ("declined", Some(at), None) => InvitationState::Declined { at },
            ("lapsed", Some(at), None) => InvitationState::Lapsed { at },
            ("revoked", Some(at), None) => InvitationState::Revoked { at },
            ("superseded", Some(at), None) => InvitationState::Superseded { at },
            _ => return Err(unreadable("invitations.state")),
        };
        let invitation = Invitation {
            id: Id::as_stored(self.id),
            organization: Id::as_stored(self.organization_id),
            login: LoginName::read(&self.login).ok_or_else(|| unreadable("invitations.login"))?,
            name: DisplayName::as_stored(self.name),
            language: Language::parse(&self.language).map_err(|_| unreadable("invitations.language"))?,
            address: EmailAddress::as_stored(&self.address).ok_or_else(|| unreadable("invitations.address"))?,
            rights: permissions::wish(&self.rights)?,
            ends_at: self.ends_at.map(moment),
            by: permissions::by(&self.by).ok_or_else(|| unreadable("invitations.by"))?,
            offered_at: moment(self.offered_at),
            expires_at: moment(self.expires_at),
            link: self.link.as_deref().map(|link| digest(link, "invitations.link")).transpose()?,
            state,
        };
        Ok(Versioned { value: invitation, version: version(self.version) })
    }
}
