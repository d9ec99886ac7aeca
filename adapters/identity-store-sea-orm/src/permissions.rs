//! Authorization profiles, and what was granted.
//!
//! What was granted to an account stands in its own row, as JSON, so that it is read with the account and written
//! under its version. The table `grants` only finds the accounts to which something was granted.

use std::collections::BTreeMap;

use async_trait::async_trait;
use identity_core::{
    change::{ProfileWrite, Versioned},
    domain::{
        account::Account,
        kernel::{DisplayName, Id, Timestamp},
        organization::Organization,
        permission::{
            DelegablePermission, Grant, Granted, GrantedBy, MAX_PROFILES, PermissionName, Profile, Rights, RightsWish,
        },
    },
    ports::{Profiles, StoreFailure},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, FromQueryResult, NotSet,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    SeaOrmStore, accounts,
    connection::answered,
    organizations,
    rows::{Stop, exactly_one, moment, unreadable, version, version_number, without_nul},
};

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profiles")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    organization_id: Uuid,
    name: String,
    name_key: String,
    permissions: String,
    version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) mod grants {
    //! Who was granted what.

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "grants")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) what: String,
        pub(super) organization_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A grant as it stands in an account's row.
#[derive(Deserialize, Serialize)]
struct GrantText {
    what: String,
    by: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(moment: &i64) -> bool {
    *moment == 0
}

const PROFILE: &str = "profile:";
const OPERATOR: &str = "operator";
const OWNER: &str = "owner:";
const ACCOUNT: &str = "account:";

fn what_text(what: &Granted) -> String {
    match what {
        Granted::Profile(id) => format!("{PROFILE}{}", id.uuid()),
        Granted::Permission(permission) => permission.name().to_string(),
    }
}

fn granted(text: &str) -> Option<Granted> {
    match text.strip_prefix(PROFILE) {
        Some(id) => Id::parse(id).map(Granted::Profile),
        None => permission(text).map(Granted::Permission),
    }
}

fn permission(text: &str) -> Option<DelegablePermission> {
    PermissionName::parse(text).ok().map(DelegablePermission::as_stored)
}

pub(crate) fn by_text(by: GrantedBy) -> String {
    match by {
        GrantedBy::Operator => OPERATOR.to_owned(),
        GrantedBy::Owner(id) => format!("{OWNER}{}", id.uuid()),
        GrantedBy::Account(id) => format!("{ACCOUNT}{}", id.uuid()),
    }
}

pub(crate) fn by(text: &str) -> Option<GrantedBy> {
    if text == OPERATOR {
        return Some(GrantedBy::Operator);
    }
    let owner = text.strip_prefix(OWNER).and_then(Id::parse).map(GrantedBy::Owner);
    owner.or_else(|| text.strip_prefix(ACCOUNT).and_then(Id::parse).map(GrantedBy::Account))
}

/// What was granted, as it stands in an account's row.
pub(crate) fn rights_text(rights: &Rights) -> String {
    let grants = rights.grants().iter().map(|grant| GrantText {
        what: what_text(&grant.what),
        by: by_text(grant.by),
        at: grant.at.as_micros(),
        until: grant.until.map(Timestamp::as_micros),
    });
    grants.map(|grant| serde_json::json!(grant)).collect::<serde_json::Value>().to_string()
}

pub(crate) fn rights(text: &str) -> Result<Rights, DbErr> {
    let damaged = || unreadable("accounts.rights");
    let read: Vec<GrantText> = serde_json::from_str(text).map_err(|_| damaged())?;
    let grant = |read: GrantText| {
        let until = read.until.map(moment);
        Some(Grant { what: granted(&read.what)?, by: by(&read.by)?, at: moment(read.at), until })
    };
    let grants: Option<Vec<_>> = read.into_iter().map(grant).collect();
    grants.map(Rights::as_stored).ok_or_else(damaged)
}

/// A thing that is wished for, as it stands in an invitation's row.
#[derive(Deserialize, Serialize)]
struct WishText {
    what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<i64>,
}

/// What is to be granted, as it stands in an invitation's row.
pub(crate) fn wish_text(wish: &RightsWish) -> String {
    let held = wish
        .held
        .iter()
        .map(|(what, until)| WishText { what: what_text(what), until: until.map(Timestamp::as_micros) });
    held.map(|wish| serde_json::json!(wish)).collect::<serde_json::Value>().to_string()
}

pub(crate) fn wish(text: &str) -> Result<RightsWish, DbErr> {
    let damaged = || unreadable("invitations.rights");
    let read: Vec<WishText> = serde_json::from_str(text).map_err(|_| damaged())?;
    let held = read.into_iter().map(|wish| Some((granted(&wish.what)?, wish.until.map(moment))));
    held.collect::<Option<Vec<_>>>().map(|held| RightsWish { held }).ok_or_else(damaged)
}

impl Model {
    fn of(profile: &Profile) -> Self {
        let permissions: BTreeMap<&str, String> =
            profile.permissions.iter().map(|(held, by)| (held.name().as_str(), by_text(*by))).collect();
        Self {
            id: profile.id.uuid(),
            organization_id: profile.organization.uuid(),
            name: profile.name.as_str().to_owned(),
            name_key: profile.name_key(),
            permissions: serde_json::json!(permissions).to_string(),
            version: 1,
        }
    }

    fn versioned(self) -> Result<Versioned<Profile>, DbErr> {
        let damaged = || unreadable("profiles.permissions");
        let read: BTreeMap<String, String> = serde_json::from_str(&self.permissions).map_err(|_| damaged())?;
        let permissions: Option<BTreeMap<_, _>> =
            read.iter().map(|(name, giver)| Some((permission(name)?, by(giver)?))).collect();
        let profile = Profile {
            id: Id::as_stored(self.id),
            organization: Id::as_stored(self.organization_id),
            name: DisplayName::as_stored(self.name),
            permissions: permissions.ok_or_else(damaged)?,
        };
        Ok(Versioned { value: profile, version: version(self.version) })
    }
}

#[async_trait]
impl Profiles for SeaOrmStore {
    async fn profile(&self, id: Id<Profile>) -> Result<Option<Versioned<Profile>>, StoreFailure> {
        answered(async { Entity::find_by_id(id.uuid()).one(&self.reader).await?.map(Model::versioned).transpose() })
            .await
    }

    async fn profiles(&self, ids: &[Id<Profile>]) -> Result<Vec<Profile>, StoreFailure> {
        answered(async {
            let rows = by_ids(ids).all(&self.reader).await?;
            rows.into_iter().map(|row| Ok(row.versioned()?.value)).collect()
        })
        .await
    }

    async fn profiles_of(&self, organization: Id<Organization>) -> Result<Vec<Versioned<Profile>>, StoreFailure> {
        answered(async {
            of_organization(organization).all(&self.reader).await?.into_iter().map(Model::versioned).collect()
        })
        .await
    }

    async fn grantees(
        &self,
        organization: Id<Organization>,
        what: &[Granted],
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Account>, StoreFailure> {
        if what.is_empty() {
            return Ok(Vec::new());
        }
        answered(async {
            let rows = self.reader.query_all(&granted_to(organization, what, after, limit)).await?;
            rows.iter().map(|row| Ok(accounts::Model::from_query_result(row, "")?.versioned()?.value)).collect()
        })
        .await
    }
}

pub(crate) fn by_ids(ids: &[Id<Profile>]) -> Select<Entity> {
    Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.uuid()))).order_by_asc(Column::Id)
}

pub(crate) fn of_organization(organization: Id<Organization>) -> Select<Entity> {
    Entity::find().filter(Column::OrganizationId.eq(organization.uuid())).order_by_asc(Column::NameKey)
}

pub(crate) fn granted_to(
    organization: Id<Organization>,
    what: &[Granted],
    after: Option<&str>,
    limit: u32,
) -> SelectStatement {
    let holders = Query::select()
        .column(grants::Column::AccountId)
        .from(grants::Entity)
        .and_where(Expr::col(grants::Column::OrganizationId).eq(organization.uuid()))
        .and_where(Expr::col(grants::Column::What).is_in(what.iter().map(what_text)))
        .to_owned();
    let mut select = accounts::Entity::find()
        .filter(accounts::Column::Id.in_subquery(holders))
        .filter(accounts::Column::OrganizationId.eq(organization.uuid()))
        .order_by_asc(accounts::Column::Login)
        .limit(u64::from(limit));
    if let Some(after) = after {
        select = select.filter(accounts::Column::Login.gt(without_nul(after)));
    }
    select.into_query()
}

/// Makes an account findable by what was granted to it.
pub(crate) async fn list_grants(transaction: &DatabaseTransaction, account: &Account) -> Result<(), Stop> {
    if account.rights.is_empty() {
        return Ok(());
    }
    let rows = account.rights.grants().iter().map(|grant| {
        grants::ActiveModel::from(grants::Model {
            account_id: account.id.uuid(),
            what: what_text(&grant.what),
            organization_id: account.organization.uuid(),
        })
    });
    grants::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

pub(crate) async fn unlist_grants(transaction: &DatabaseTransaction, account: Id<Account>) -> Result<(), Stop> {
    grants::Entity::delete_many().filter(grants::Column::AccountId.eq(account.uuid())).exec(transaction).await?;
    Ok(())
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &ProfileWrite) -> Result<(), Stop> {
    match write {
        ProfileWrite::Define(profile) => {
            // Whoever defines another one waits here, so that the bound is exact.
            organizations::hold(transaction, profile.organization).await?;
            let there = Entity::find().filter(Column::OrganizationId.eq(profile.organization.uuid()));
            if there.count(transaction).await? >= MAX_PROFILES as u64 {
                return Err(Stop::Overtaken);
            }
            Entity::insert(ActiveModel::from(Model::of(profile))).exec_without_returning(transaction).await?;
            Ok(())
        }
        ProfileWrite::Replace { profile, seen } => {
            let mut row = ActiveModel::from(Model::of(profile)).reset_all();
            row.id = NotSet;
            row.organization_id = NotSet;
            row.version = NotSet;
            let replaced = Entity::update_many()
                .set(row)
                .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                .filter(Column::Id.eq(profile.id.uuid()))
                .filter(Column::Version.eq(version_number(*seen)))
                .exec(transaction)
                .await?;
            exactly_one(replaced.rows_affected)
        }
        ProfileWrite::Remove { id, seen } => {
            let removed = Entity::delete_many()
                .filter(Column::Id.eq(id.uuid()))
                .filter(Column::Version.eq(version_number(*seen)))
                .exec(transaction)
                .await?;
            exactly_one(removed.rows_affected)
        }
    }
}
