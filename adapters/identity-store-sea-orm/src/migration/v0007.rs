//! Permissions: profiles, grants, the end of an account. Whoever was an administrator holds, from now on, what an
//! administrator could do, given by the operator.

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr,
    sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, Index, Table},
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) const NAME: &str = "0007_permissions";

/// What administrators could do before there were permissions, and what was added to it at the same time.
const OF_ADMINISTRATORS: [&str; 10] = [
    "identity.accounts.read",
    "identity.accounts.manage",
    "identity.accounts.unlock",
    "identity.accounts.recover",
    "identity.permissions.grant",
    "identity.profiles.manage",
    "identity.policies.manage",
    "identity.audit.read",
    "identity.readiness.read",
    "identity.outbox.manage",
];

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
        let mut sorted = text("name_key");
        if manager.get_database_backend() != DbBackend::Sqlite {
            sorted.extra(r#"COLLATE "C""#);
        }
        for column in [text("rights").default("[]").to_owned(), ColumnDef::new("ends_at").big_integer().to_owned()] {
            manager.alter_table(Table::alter().table("accounts").add_column(column).to_owned()).await?;
        }
        let mut of_organization = ForeignKey::create()
            .from("profiles", "organization_id")
            .to("organizations", "id")
            .on_delete(ForeignKeyAction::Restrict)
            .to_owned();
        let profiles = Table::create()
            .table("profiles")
            .col(id("id").primary_key())
            .col(id("organization_id"))
            .col(text("name"))
            .col(sorted)
            .col(text("permissions"))
            .col(ColumnDef::new("version").big_integer().not_null())
            .foreign_key(&mut of_organization)
            .to_owned();
        let mut of_account = ForeignKey::create()
            .from("grants", "account_id")
            .to("accounts", "id")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        // Found by what was granted; what it comes to stands in `accounts.rights`.
        let grants = Table::create()
            .table("grants")
            .col(id("account_id"))
            .col(text("what"))
            .col(id("organization_id"))
            .primary_key(Index::create().col("account_id").col("what"))
            .foreign_key(&mut of_account)
            .to_owned();
        manager.create_table(profiles).await?;
        manager.create_table(grants).await?;
        let index = |table, name, columns: &[&'static str]| {
            let mut index = Index::create().name(name).table(table).to_owned();
            for column in columns {
                index.col(*column);
            }
            index
        };
        let by_name = index("profiles", "profiles_by_name", &["organization_id", "name_key"]).unique().to_owned();
        manager.create_index(by_name).await?;
        manager.create_index(index("grants", "grants_by_what", &["organization_id", "what", "account_id"])).await?;
        appoint(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn appoint(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let grant = |name: &str| format!(r#"{{"what":"{name}","by":"operator","at":' || created_at || '}}"#);
    let all: Vec<String> = OF_ADMINISTRATORS.iter().map(|name| grant(name)).collect();
    for name in OF_ADMINISTRATORS {
        connection
            .execute_unprepared(&format!(
                "INSERT INTO grants (account_id, what, organization_id) \
                 SELECT id, '{name}', organization_id FROM accounts WHERE rank = 'administrator'"
            ))
            .await?;
    }
    connection
        .execute_unprepared(&format!(
            "UPDATE accounts SET rank = 'member', rights = '[{}]', version = version + 1 WHERE rank = 'administrator'",
            all.join(",")
        ))
        .await?;
    Ok(())
}
