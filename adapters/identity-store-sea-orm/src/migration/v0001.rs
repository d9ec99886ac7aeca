//! The first schema: organizations, accounts, and what it takes to be locked out and get back in.
//!
//! Moments are microseconds in 64 bits, spans whole seconds, digests 32 bytes, choices their stable words.
//! Names that are compared or sorted have the collation "C" on `PostgreSQL`, which is what `SQLite` does.

use sea_orm::{
    DbBackend, DbErr,
    sea_query::{
        ColumnDef, ConditionalStatement, Expr, ExprTrait, ForeignKey, ForeignKeyAction, Index, IndexCreateStatement,
        Table, TableCreateStatement,
    },
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) const NAME: &str = "0001_locked_out_and_back_in";

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        for table in [
            founding(),
            organizations(sqlite),
            accounts(sqlite),
            guards(sqlite),
            tokens(),
            sessions(),
            devices(),
            letters(),
            audit_log(),
        ] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// One row, once there is any organization.
fn founding() -> TableCreateStatement {
    table("founding").col(small("id").primary_key()).to_owned()
}

fn organizations(sqlite: bool) -> TableCreateStatement {
    table("organizations")
        .col(id("id").primary_key())
        .col(name("handle", sqlite))
        .col(text("name"))
        .col(text_or_none("contact_name"))
        .col(text_or_none("contact_phone"))
        .col(text_or_none("contact_email"))
        .col(text_or_none("contact_hours"))
        .col(text("language"))
        .col(number("lockout_limit"))
        .col(number_or_none("lockout_window"))
        .col(number_or_none("lockout_span"))
        .col(number_or_none("delay_first"))
        .col(number_or_none("delay_ceiling"))
        .col(yes_or_no("shows_masked_address"))
        .col(yes_or_no("shows_contact"))
        .col(text("second_step"))
        .col(number("version"))
        .to_owned()
}

fn accounts(sqlite: bool) -> TableCreateStatement {
    table("accounts")
        .col(id("id").primary_key())
        .col(id("organization_id"))
        .col(name("login", sqlite))
        .col(digest("name_key"))
        .col(text("name"))
        .col(text("search"))
        .col(text("language"))
        .col(text_or_none("address"))
        .col(text_or_none("mailbox"))
        .col(number_or_none("address_confirmed_at"))
        .col(text_or_none("wished_address"))
        .col(number_or_none("wished_at"))
        .col(yes_or_no("wished_new_confirmed"))
        .col(yes_or_no("wished_old_agreed"))
        .col(text("rank"))
        .col(number_or_none("suspended_at"))
        .col(text_or_none("password_hash"))
        .col(number_or_none("password_set_at"))
        .col(number("created_at"))
        .col(number_or_none("signed_in_at"))
        .col(number("version"))
        .foreign_key(
            ForeignKey::create()
                .from("accounts", "organization_id")
                .to("organizations", "id")
                .on_delete(ForeignKeyAction::Restrict),
        )
        .to_owned()
}

fn guards(sqlite: bool) -> TableCreateStatement {
    let mut guards = table("guards")
        .col(digest("name_key"))
        .col(text("kind"))
        .col(digest("device"))
        .col(number("counted"))
        .col(number_or_none("counted_at"))
        .col(number("in_a_row"))
        .col(number("epoch"))
        .col(number_or_none("bar_since"))
        .col(number_or_none("bar_until"))
        .col(yes_or_no("bar_landed"))
        .col(number_or_none("not_before"))
        .col(number_or_none("last_failure_at"))
        .col(text_or_none("last_failure_from"))
        .col(number("refused"))
        .col(number_or_none("refused_at"))
        .col(yes_or_no("known"))
        .col(number("touched_at"))
        .col(number("version"))
        .primary_key(Index::create().col("name_key").col("kind").col("device"))
        .to_owned();
    if sqlite {
        // Short rows that are only ever found by their key: one tree instead of two.
        guards.extra("WITHOUT ROWID");
    }
    guards
}

fn tokens() -> TableCreateStatement {
    table("tokens")
        .col(id("id").primary_key())
        .col(id("account_id"))
        .col(text("purpose"))
        .col(digest("link"))
        .col(digest_or_none("code"))
        .col(text("sent_to"))
        .col(number("minted_at"))
        .col(number("expires_at"))
        .foreign_key(&mut of_account("tokens"))
        .to_owned()
}

fn sessions() -> TableCreateStatement {
    table("sessions")
        .col(id("id").primary_key())
        .col(id("account_id"))
        .col(digest("token"))
        .col(text_or_none("label"))
        .col(text_or_none("device"))
        .col(text_or_none("source"))
        .col(number("opened_at"))
        .col(number("seen_at"))
        .col(number("proven_at"))
        .foreign_key(&mut of_account("sessions"))
        .to_owned()
}

fn devices() -> TableCreateStatement {
    table("devices")
        .col(id("id").primary_key())
        .col(id("account_id"))
        .col(digest("token"))
        .col(text_or_none("label"))
        .col(number("known_since"))
        .col(number("signed_in_at"))
        .foreign_key(&mut of_account("devices"))
        .to_owned()
}

/// `due_at` is when somebody may take the letter; none once it has come to rest.
fn letters() -> TableCreateStatement {
    table("letters")
        .col(id("id").primary_key())
        .col(text("kind"))
        .col(id_or_none("account_id"))
        .col(text_or_none("address"))
        .col(number("asked_at"))
        .col(number("deadline"))
        .col(text("state"))
        .col(number("tries"))
        .col(number("at"))
        .col(number_or_none("due_at"))
        .col(digest_or_none("claim"))
        .col(digest_or_none("mailbox"))
        .col(text_or_none("remark"))
        .to_owned()
}

/// Refers to nothing by foreign keys: a line outlives what it speaks of.
fn audit_log() -> TableCreateStatement {
    table("audit_log")
        .col(ColumnDef::new("number").big_integer().not_null().auto_increment().primary_key())
        .col(number("at"))
        .col(text("actor"))
        .col(id_or_none("actor_account_id"))
        .col(text_or_none("actor_name"))
        .col(text_or_none("source"))
        .col(id_or_none("organization_id"))
        .col(id_or_none("subject_id"))
        .col(text("what"))
        .col(text_or_none("detail"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("organizations", "organizations_by_handle", &["handle"]),
        unique("accounts", "accounts_by_login", &["organization_id", "login"]),
        unique("accounts", "accounts_by_login_alone", &["login"]),
        unique("accounts", "accounts_by_name_key", &["name_key"]),
        index("accounts", "accounts_by_mailbox", &["mailbox"]),
        index("guards", "guards_barred", &["bar_since"]).and_where(Expr::col("bar_since").is_not_null()).to_owned(),
        index("guards", "guards_of_strangers", &["touched_at"]).and_where(Expr::col("known").not()).to_owned(),
        unique("tokens", "tokens_by_link", &["purpose", "link"]),
        unique("tokens", "tokens_by_account", &["account_id", "purpose"]),
        unique("sessions", "sessions_by_token", &["token"]),
        index("sessions", "sessions_by_account", &["account_id"]),
        index("sessions", "sessions_by_use", &["seen_at"]),
        index("sessions", "sessions_by_opening", &["opened_at"]),
        index("devices", "devices_by_account", &["account_id", "token"]),
        index("letters", "letters_due", &["due_at"]).and_where(Expr::col("due_at").is_not_null()).to_owned(),
        index("letters", "letters_at_rest", &["at"]).and_where(Expr::col("due_at").is_null()).to_owned(),
        index("letters", "letters_by_mailbox", &["mailbox", "kind"])
            .and_where(Expr::col("mailbox").is_not_null())
            .to_owned(),
        index("letters", "letters_by_request", &["asked_at"]),
        index("audit_log", "audit_log_by_organization", &["organization_id", "number"]),
        index("audit_log", "audit_log_by_subject", &["subject_id", "number"]),
        index("audit_log", "audit_log_by_actor", &["actor_account_id", "number"]),
    ]
}

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).to_owned()
}

fn index(table: &'static str, name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

fn unique(table: &'static str, name: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, name, columns).unique().to_owned()
}

fn of_account(table: &'static str) -> sea_orm::sea_query::ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "account_id").to("accounts", "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

fn id(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).uuid().not_null().to_owned()
}

fn id_or_none(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).uuid().to_owned()
}

/// A text that is compared and sorted byte by byte.
fn name(column: &'static str, sqlite: bool) -> ColumnDef {
    let mut name = text(column);
    if !sqlite {
        name.extra(r#"COLLATE "C""#);
    }
    name
}

fn text(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).text().not_null().to_owned()
}

fn text_or_none(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).text().to_owned()
}

fn number(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).big_integer().not_null().to_owned()
}

fn number_or_none(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).big_integer().to_owned()
}

fn small(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).integer().not_null().to_owned()
}

fn digest(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).blob().not_null().to_owned()
}

fn digest_or_none(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).blob().to_owned()
}

fn yes_or_no(column: &'static str) -> ColumnDef {
    ColumnDef::new(column).boolean().not_null().to_owned()
}
