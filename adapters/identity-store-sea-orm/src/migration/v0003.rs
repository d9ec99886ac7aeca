//! Finding who could not get back in, and when the glass was broken, without going through everybody.

use sea_orm::{
    DbErr,
    sea_query::{ConditionalStatement, Expr, ExprTrait, Index, IndexCreateStatement},
};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use crate::readiness;

pub(super) const NAME: &str = "0003_recovery";

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Each holds few rows of a house in good order. What they hold is said in the words of the reads that use them:
/// a database sees that an index serves only where the words are the same.
fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("accounts", "accounts_unreachable", &["organization_id", "login"], readiness::without_address()),
        index("accounts", "accounts_unsettled", &["organization_id", "login"], readiness::unsettled()),
        index("letters", "letters_that_came_back", &["account_id"], readiness::came_back()),
        index("letters", "letters_by_account", &["account_id", "at"], Expr::col("due_at").is_null()),
        index("audit_log", "audit_log_of_break_glass", &["organization_id", "number"], crate::audit::of_break_glass()),
    ]
}

fn index(table: &'static str, name: &'static str, columns: &[&'static str], of: Expr) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index.and_where(of).to_owned()
}
