//! What the console's list of letters needs: those in one state, the latest first.

use sea_orm::{DbErr, sea_query::Index};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

pub(super) const NAME: &str = "0004_policies";

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        NAME
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_state =
            Index::create().name("letters_by_state").table("letters").col("state").col("asked_at").to_owned();
        manager.create_index(by_state).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
