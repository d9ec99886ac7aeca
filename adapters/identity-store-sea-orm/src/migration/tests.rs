use identity_core::{
    HouseRules, Identity, Ports,
    change::{AuditKind, Change, Finding},
    domain::{kernel::Id, network::Network},
    ports::{AuditLog, AuditQuery, Landing, Ledger},
};
use identity_testkit::{
    fakes::{CountedEntropy, ListBlocklist, PlainHasher, SteppingClock},
    samples,
};
use sea_orm::{ConnectionTrait, prelude::Uuid};
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

/// A log of before the chain is taken over by the first seals: all of it, and nothing that comes later.
async fn takes_the_log_of_before_over(url: &str) {
    let store = std::sync::Arc::new(open(url).await);
    let hand = store.migrating_connection();
    let by_hand = async |sql: &str| hand.execute_unprepared(sql).await.map(drop).unwrap();
    Migrator::up(hand, Some(1)).await.unwrap();
    let id = "0190a0b0c0d070808080808080808080";
    let (uuid, bytes) = match store.reader.get_database_backend() {
        DbBackend::Sqlite => (format!("x'{id}'"), "x'07'"),
        _ => (format!("'{id}'"), "'\\x07'"),
    };
    by_hand(&format!(
        "INSERT INTO organizations (id, handle, name, language, lockout_limit, shows_masked_address, shows_contact, \
         second_step, version) VALUES ({uuid}, 'studio-rossi', 'Studio', 'it', 5, false, false, 'optional', 1)"
    ))
    .await;
    by_hand(&format!(
        "INSERT INTO accounts (id, organization_id, login, name_key, name, search, language, wished_new_confirmed, \
         wished_old_agreed, rank, created_at, version) VALUES ({uuid}, {uuid}, 'studio-rossi', {bytes}, 'Giulia', \
         'giulia', 'it', false, false, 'owner', 1, 1)"
    ))
    .await;
    by_hand(
        "INSERT INTO audit_log (at, actor, source, what) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) \
         SELECT 1794312000000000 + i, 'stranger', '192.0.2.' || (i % 250), 'sign-in-failed' FROM n",
    )
    .await;
    by_hand(&format!(
        "INSERT INTO audit_log (at, actor, actor_account_id, organization_id, what) \
         VALUES (1794312000000000, 'account', {uuid}, {uuid}, 'signed-in')"
    ))
    .await;
    store.migrate().await.unwrap();

    let lines = store.audit_of_organization(None, 2).await.unwrap();
    assert_eq!(lines[0].acts_for.map(Id::uuid), Uuid::parse_str(id).ok());
    assert_eq!((lines[1].acts_for, lines[1].id, lines[1].seal), (None, None, None));
    let query = AuditQuery { network: Network::parse("192.0.2.7"), limit: 100, ..AuditQuery::default() };
    assert_eq!(store.audit_page(&query).await.unwrap().lines.len(), 10);

    let identity = Identity::new(
        Ports {
            store: store.clone(),
            hasher: std::sync::Arc::new(PlainHasher::new()),
            blocklist: std::sync::Arc::new(ListBlocklist::new([""; 0])),
            clock: std::sync::Arc::new(SteppingClock::default()),
            entropy: std::sync::Arc::new(CountedEntropy::new()),
        },
        samples::house_key(),
        HouseRules::standard(),
    );
    let sealed = async || identity.audit().seal().await.unwrap();
    let verified = async || identity.audit().verify(None, &|_| {}).await.unwrap();
    assert!(verified().await.is_whole(), "before the chain begins there is nothing to find");
    let event = Change::recorded_as(samples::event(AuditKind::SignedIn));
    assert_eq!(store.commit(samples::stamped(event)).await.unwrap(), Landing::Landed);
    assert_eq!([sealed().await, sealed().await, sealed().await, sealed().await], [2_000, 501, 1, 0]);
    let verification = verified().await;
    assert!(verification.is_whole(), "{verification:?}");
    assert_eq!((verification.lines, verification.adopted, verification.seals), (2_502, 2_501, 3));

    by_hand("INSERT INTO audit_log (at, actor, what) VALUES (1794312000000000, 'house', 'signed-in')").await;
    by_hand("UPDATE audit_log SET what = 'signed-out' WHERE number = 2100").await;
    assert_eq!(sealed().await, 0, "nothing without a mark is taken over any more");
    let expected = [Finding::Exchanged { seal: 2, first: 2_001, last: 2_501 }, Finding::Inserted(2_503)];
    assert_eq!(verified().await.findings, expected);
}

mod on_sqlite {
    use super::*;

    #[tokio::test]
    async fn the_log_of_before_the_chain_is_taken_over() {
        let (url, _directory) = fresh();
        takes_the_log_of_before_over(&url).await;
    }

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

    #[tokio::test(flavor = "multi_thread")]
    #[ignore = "needs PostgreSQL: run tests/run"]
    async fn the_log_of_before_the_chain_is_taken_over() {
        let database = fresh().await;
        takes_the_log_of_before_over(database.url()).await;
    }

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
