//! Invitations, and the letters about them.

use sea_orm::{
    DbErr,
    sea_query::{
        ColumnDef, ConditionalStatement, Expr, ExprTrait, ForeignKey, ForeignKeyAction, Index, IndexOrder, Table,
    },
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) const NAME: &str = "0008_invitations";

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = |column: &'static str| ColumnDef::new(column).text().not_null().to_owned();
        let id = |column: &'static str| ColumnDef::new(column).uuid().not_null().to_owned();
        let number = |column: &'static str| ColumnDef::new(column).big_integer().not_null().to_owned();
        let number_or_none = |column: &'static str| ColumnDef::new(column).big_integer().to_owned();
        let mut of_organization = ForeignKey::create()
            .from("invitations", "organization_id")
            .to("organizations", "id")
            .on_delete(ForeignKeyAction::Restrict)
            .to_owned();
        // The account that it became may be removed: it is named, not referred to.
        let invitations = Table::create()
            .table("invitations")
            .col(id("id").primary_key())
            .col(id("organization_id"))
            .col(text("login"))
            .col(text("name"))
            .col(text("language"))
            .col(text("address"))
            .col(text("rights"))
            .col(number_or_none("ends_at"))
            .col(text("by"))
            .col(number("offered_at"))
            .col(number("expires_at"))
            .col(ColumnDef::new("link").binary())
            .col(text("state"))
            .col(number_or_none("ended_at"))
            .col(ColumnDef::new("account_id").uuid())
            .col(number("version"))
            .foreign_key(&mut of_organization)
            .to_owned();
        manager.create_table(invitations).await?;
        let pending = || Expr::col("state").eq("pending");
        let index = |name: &'static str| Index::create().name(name).table("invitations").to_owned();
        let by_login = index("invitations_by_login").col("login").unique().and_where(pending()).to_owned();
        let by_link =
            index("invitations_by_link").col("link").unique().and_where(Expr::col("link").is_not_null()).to_owned();
        let by_offer = index("invitations_by_offer")
            .col("organization_id")
            .col(("offered_at", IndexOrder::Desc))
            .col(("id", IndexOrder::Desc))
            .to_owned();
        let open = index("invitations_open")
            .col("organization_id")
            .col(("offered_at", IndexOrder::Desc))
            .col(("id", IndexOrder::Desc))
            .and_where(pending())
            .to_owned();
        let overdue = index("invitations_overdue").col("expires_at").and_where(pending()).to_owned();
        for index in [by_login, by_link, by_offer, open, overdue] {
            manager.create_index(index).await?;
        }
        let about = ColumnDef::new("invitation_id").uuid().to_owned();
        manager.alter_table(Table::alter().table("letters").add_column(about).to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
