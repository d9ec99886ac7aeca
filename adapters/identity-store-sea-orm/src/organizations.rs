//! Organizations.

use async_trait::async_trait;
use identity_core::{
    change::{OrganizationWrite, Versioned},
    domain::{
        kernel::{DisplayName, EmailAddress, Handle, Id, Language, Lifetime, PhoneNumber, ShortText},
        lockout::{BarLength, Delays, LockoutPolicy},
        organization::{ContactPerson, Organization, OrganizationPolicy},
        password::SecondStep,
    },
    ports::{Organizations, StoreFailure},
};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{LockType, OnConflict, Query},
};

use crate::{
    SeaOrmStore,
    connection::answered,
    rows::{Stop, count, exactly_one, unreadable, version, version_number},
};

/// The table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organizations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    handle: String,
    name: String,
    contact_name: Option<String>,
    contact_phone: Option<String>,
    contact_email: Option<String>,
    contact_hours: Option<String>,
    language: String,
    lockout_limit: i64,
    lockout_window: Option<i64>,
    lockout_span: Option<i64>,
    delay_first: Option<i64>,
    delay_ceiling: Option<i64>,
    shows_masked_address: bool,
    shows_contact: bool,
    second_step: String,
    version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with one row, once there is any organization: what makes founding happen once.
mod founding {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "founding")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[async_trait]
impl Organizations for SeaOrmStore {
    async fn organization(&self, id: Id<Organization>) -> Result<Option<Versioned<Organization>>, StoreFailure> {
        answered(async { Entity::find_by_id(id.uuid()).one(&self.reader).await?.map(Model::versioned).transpose() })
            .await
    }

    async fn organization_by_handle(&self, handle: &Handle) -> Result<Option<Versioned<Organization>>, StoreFailure> {
        answered(async {
            let row = Entity::find().filter(Column::Handle.eq(handle.as_str())).one(&self.reader).await?;
            row.map(Model::versioned).transpose()
        })
        .await
    }

    async fn organizations(&self, after: Option<&Handle>, limit: u32) -> Result<Vec<Organization>, StoreFailure> {
        answered(async {
            let mut select = Entity::find().order_by_asc(Column::Handle).limit(u64::from(limit));
            if let Some(after) = after {
                select = select.filter(Column::Handle.gt(after.as_str()));
            }
            select.all(&self.reader).await?.into_iter().map(|row| Ok(row.versioned()?.value)).collect()
        })
        .await
    }
}

/// Waits for whoever counts what an organization has, so that a bound on it is exact. Accounts can be made meanwhile:
/// what refers to the organization does not wait.
pub(crate) async fn hold(transaction: &DatabaseTransaction, id: Id<Organization>) -> Result<(), Stop> {
    let held = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Expr::col(Column::Id).eq(id.uuid()))
        .lock(LockType::NoKeyUpdate)
        .to_owned();
    transaction.query_one(&held).await?.map(|_| ()).ok_or(Stop::Overtaken)
}

pub(crate) async fn write(transaction: &DatabaseTransaction, write: &OrganizationWrite) -> Result<(), Stop> {
    match write {
        OrganizationWrite::Found(organization) => {
            founding::Entity::insert(founding::ActiveModel::from(founding::Model { id: 1 }))
                .exec_without_returning(transaction)
                .await?;
            insert(transaction, organization).await
        }
        OrganizationWrite::Open(organization) => {
            let once = OnConflict::column(founding::Column::Id).do_nothing().to_owned();
            let row = founding::ActiveModel::from(founding::Model { id: 1 });
            founding::Entity::insert(row).on_conflict(once).exec_without_returning(transaction).await?;
            insert(transaction, organization).await
        }
        OrganizationWrite::Replace { organization, seen } => {
            let mut row = ActiveModel::from(Model::of(organization)).reset_all();
            row.id = sea_orm::NotSet;
            row.version = sea_orm::NotSet;
            let replaced = Entity::update_many()
                .set(row)
                .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                .filter(Column::Id.eq(organization.id.uuid()))
                .filter(Column::Version.eq(version_number(*seen)))
                .exec(transaction)
                .await?;
            exactly_one(replaced.rows_affected)
        }
    }
}

async fn insert(transaction: &DatabaseTransaction, organization: &Organization) -> Result<(), Stop> {
    Entity::insert(ActiveModel::from(Model::of(organization))).exec_without_returning(transaction).await?;
    Ok(())
}

impl Model {
    fn of(organization: &Organization) -> Self {
        let contact = organization.contact.as_ref();
        let policy = &organization.policy;
        let seconds = |span: Lifetime| i64::from(span.as_seconds());
        let delays = policy.lockout.delays();
        Self {
            id: organization.id.uuid(),
            handle: organization.handle.as_str().to_owned(),
            name: organization.name.as_str().to_owned(),
            contact_name: contact.map(|person| person.name.as_str().to_owned()),
            contact_phone: contact.and_then(|person| person.phone.as_ref()).map(|phone| phone.as_str().to_owned()),
            contact_email: contact.and_then(|person| person.email.as_ref()).map(|email| email.as_str().to_owned()),
            contact_hours: contact.and_then(|person| person.hours.as_ref()).map(|hours| hours.as_str().to_owned()),
            language: organization.language.as_str().to_owned(),
            lockout_limit: i64::from(policy.lockout.limit()),
            lockout_window: policy.lockout.window().map(seconds),
            lockout_span: match policy.lockout.bar() {
                BarLength::UntilUnlocked => None,
                BarLength::For(span) => Some(seconds(span)),
            },
            delay_first: delays.map(|delays| seconds(delays.first)),
            delay_ceiling: delays.map(|delays| seconds(delays.ceiling)),
            shows_masked_address: policy.shows_masked_address,
            shows_contact: policy.shows_contact,
            second_step: match policy.second_step {
                SecondStep::Optional => OPTIONAL,
                SecondStep::Required => REQUIRED,
            }
            .to_owned(),
            version: 1,
        }
    }

    pub(crate) fn versioned(self) -> Result<Versioned<Organization>, DbErr> {
        let policy = OrganizationPolicy {
            lockout: self.lockout()?,
            shows_masked_address: self.shows_masked_address,
            shows_contact: self.shows_contact,
            second_step: match self.second_step.as_str() {
                OPTIONAL => SecondStep::Optional,
                REQUIRED => SecondStep::Required,
                _ => return Err(unreadable("organizations.second_step")),
            },
        };
        let email = self
            .contact_email
            .map(|email| EmailAddress::as_stored(&email).ok_or_else(|| unreadable("organizations.contact_email")));
        let email = email.transpose()?;
        let contact = self.contact_name.map(|name| ContactPerson {
            name: DisplayName::as_stored(name),
            phone: self.contact_phone.map(PhoneNumber::as_stored),
            email,
            hours: self.contact_hours.map(ShortText::as_stored),
        });
        let organization = Organization {
            id: Id::as_stored(self.id),
            handle: Handle::parse(&self.handle).map_err(|_| unreadable("organizations.handle"))?,
            name: DisplayName::as_stored(self.name),
            contact,
            language: Language::parse(&self.language).map_err(|_| unreadable("organizations.language"))?,
            policy,
        };
        Ok(Versioned { value: organization, version: version(self.version) })
    }

    fn lockout(&self) -> Result<LockoutPolicy, DbErr> {
        let seconds = |span: i64| count(span, "organizations.lockout").map(Lifetime::seconds);
        let bar = self.lockout_span.map(seconds).transpose()?.map_or(BarLength::UntilUnlocked, BarLength::For);
        let delays = match (self.delay_first, self.delay_ceiling) {
            (Some(first), Some(ceiling)) => Some(Delays { first: seconds(first)?, ceiling: seconds(ceiling)? }),
            _ => None,
        };
        let limit = count(self.lockout_limit, "organizations.lockout_limit")?;
        LockoutPolicy::new(limit, self.lockout_window.map(seconds).transpose()?, bar, delays)
            .map_err(|_| unreadable("organizations.lockout"))
    }
}

const OPTIONAL: &str = "optional";
const REQUIRED: &str = "required";
