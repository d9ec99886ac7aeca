//! The facts that every store holds, on both databases.
#![expect(
    clippy::unwrap_used,
    reason = "a database that cannot be made is a failed test"
)]

use std::sync::Arc;

use identity_store_sea_orm::SeaOrmStore;
use test_support::postgres::{Cluster, TestDatabase};

async fn migrated(url: &str) -> Arc<SeaOrmStore> {
    let store = SeaOrmStore::open(url, 4).await.unwrap();
    store.migrate().await.unwrap();
    Arc::new(store)
}

async fn on_sqlite() -> (Arc<SeaOrmStore>, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/identity.db", directory.path().display());
    (migrated(&url).await, directory)
}

async fn on_postgres() -> (Arc<SeaOrmStore>, TestDatabase) {
    let database = tokio::task::spawn_blocking(|| Cluster::shared().unwrap().database().unwrap())
        .await
        .unwrap();
    (migrated(database.url()).await, database)
}

mod sqlite {
    use super::*;

    identity_testkit::conformance!(on_sqlite().await);
}

mod postgres {
    use super::*;

    identity_testkit::conformance! {
        #[ignore = "needs PostgreSQL: run tests/run"]
        on_postgres().await
    }
}
