use sea_orm::ConnectionTrait;
use test_support::postgres::Cluster;
use tokio::task::JoinSet;

use super::*;

async fn open(url: &str) -> SeaOrmStore {
    SeaOrmStore::open(url, 2).await.unwrap()
}

/// Opens and migrates as processes that start together do, each with connections of its own.
async fn start_together(url: &str, processes: usize) -> SeaOrmStore {
    let mut starts = JoinSet::new();
    for _ in 0..processes {
        let url = url.to_owned();
        starts.spawn(async move {
            let store = SeaOrmStore::open(&url, 2).await?;
            store.migrate().await?;
            Ok::<_, OpenError>(store)
        });
    }
    let mut stores = starts.join_all().await.into_iter().map(Result::unwrap).collect::<Vec<_>>();
    for store in &stores {
        assert_eq!(store.schema_version().await.unwrap().as_deref(), Some(NAMES[NAMES.len() - 1]));
        assert!(store.is_ready().await);
    }
    stores.swap_remove(0)
}

/// What the migrations left behind, and that a later start leaves alone.
async fn is_migrated_once(store: &SeaOrmStore) {
    assert_eq!(applied(&store.reader).await.unwrap(), NAMES);
    store.migrate().await.unwrap();
    assert_eq!(applied(&store.reader).await.unwrap(), NAMES);
}

async fn refuses_a_newer_schema(url: &str) {
    let store = open(url).await;
    store.migrate().await.unwrap();
    let newer = Query::insert()
        .into_table(TABLE)
        .columns(["version", "applied_at"])
        .values_panic(["9999_from_the_future".into(), 0.into()])
        .to_owned();
    store.migrating_connection().execute(&newer).await.unwrap();
    for refusal in [store.migrate().await.unwrap_err(), SeaOrmStore::open(url, 2).await.map(|_| ()).unwrap_err()] {
        assert!(
            matches!(&refusal, OpenError::NewerSchema { found, .. } if found == "9999_from_the_future"),
            "{refusal:?}"
        );
        assert!(refusal.to_string().contains("start the newer program"), "{refusal}");
    }
}

async fn is_ready_only_with_its_tables(url: &str) {
    let store = open(url).await;
    assert!(!store.is_ready().await);
    assert_eq!(store.schema_version().await.unwrap(), None);
    store.migrate().await.unwrap();
    assert!(store.is_ready().await);
}

mod on_sqlite {
    use super::*;

    fn fresh() -> (String, tempfile::TempDir) {
        let directory = tempfile::tempdir().unwrap();
        (format!("sqlite://{}/identity.db?mode=rwc", directory.path().display()), directory)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn three_processes_migrate_at_once() {
        for _ in 0..5 {
            let (url, _directory) = fresh();
            is_migrated_once(&start_together(&url, 3).await).await;
        }
    }

    #[tokio::test]
    async fn a_newer_schema_is_refused() {
        let (url, _directory) = fresh();
        refuses_a_newer_schema(&url).await;
    }

    #[tokio::test]
    async fn a_store_is_ready_once_it_is_migrated() {
        let (url, _directory) = fresh();
        is_ready_only_with_its_tables(&url).await;
    }

    #[tokio::test]
    async fn a_database_is_durable_checked_and_written_by_one_connection() {
        let (url, _directory) = fresh();
        let store = open(&url).await;
        for (connection, pragma, expected) in [
            (store.migrating_connection(), "journal_mode", "wal"),
            (store.migrating_connection(), "synchronous", "2"),
            (store.migrating_connection(), "foreign_keys", "1"),
            (store.migrating_connection(), "busy_timeout", "5000"),
            (&store.reader, "journal_mode", "wal"),
            (&store.reader, "query_only", "1"),
        ] {
            let row = connection
                .query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}")))
                .await
                .unwrap()
                .unwrap();
            let value = row
                .try_get_by_index::<String>(0)
                .or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()));
            assert_eq!(value.unwrap(), expected, "{pragma}");
        }
    }
}

mod on_postgres {
    use test_support::postgres::TestDatabase;

    use super::*;

    async fn fresh() -> TestDatabase {
        tokio::task::spawn_blocking(|| Cluster::shared().unwrap().database().unwrap()).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    #[ignore = "needs PostgreSQL: run tests/run"]
    async fn three_processes_migrate_at_once() {
        for _ in 0..5 {
            let database = fresh().await;
            is_migrated_once(&start_together(database.url(), 3).await).await;
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: run tests/run"]
    async fn a_newer_schema_is_refused() {
        let database = fresh().await;
        refuses_a_newer_schema(database.url()).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: run tests/run"]
    async fn a_store_is_ready_once_it_is_migrated() {
        let database = fresh().await;
        is_ready_only_with_its_tables(database.url()).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: run tests/run"]
    async fn no_setting_of_the_server_makes_commits_lossy() {
        let database = fresh().await;
        let name = database.url().rsplit('/').next().unwrap().to_owned();
        database.query(&format!(r#"ALTER DATABASE "{name}" SET synchronous_commit = off"#)).unwrap();
        let store = open(database.url()).await;
        let row = store
            .reader
            .query_one_raw(Statement::from_string(DbBackend::Postgres, "SHOW synchronous_commit"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "on");
    }
}
