//! The facts that every store holds, on both databases, and what these two have to show beside them.
#![expect(clippy::unwrap_used, reason = "a database that cannot be made is a failed test")]

mod clock;
mod contention;
mod tampering;
mod texts;

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
    let database = tokio::task::spawn_blocking(|| Cluster::shared().unwrap().database().unwrap()).await.unwrap();
    (migrated(database.url()).await, database)
}

/// Two tests for each function that takes a migrated store: one on each database.
macro_rules! on_both {
    ($($fact:ident)+) => {
        mod sqlite {
            $(
                #[test]
                fn $fact() {
                    identity_testkit::conformance::run(async {
                        let (store, _directory) = crate::on_sqlite().await;
                        super::$fact(store).await;
                    });
                }
            )+
        }

        mod postgres {
            $(
                #[test]
                #[ignore = "needs PostgreSQL: run tests/run"]
                fn $fact() {
                    identity_testkit::conformance::run(async {
                        let (store, _database) = crate::on_postgres().await;
                        super::$fact(store).await;
                    });
                }
            )+
        }
    };
}
pub(crate) use on_both;

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
