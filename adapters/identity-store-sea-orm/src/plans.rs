//! How the hot reads are carried out: along an index each, never through a whole table.

use identity_core::{
    domain::{
        kernel::{Digest, EmailAddress, HouseKey, Id, LoginName, NameKey, Timestamp},
        lockout::{GuardKey, GuardKind},
        network::Network,
        outbox::LetterState,
        permission::Granted,
        token::TokenPurpose,
    },
    ports::{AccountQuery, AuditFrom, AuditQuery, LetterPlace, LetterQuery, LettersFrom, PageFrom, StateFilter},
};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement, prelude::Uuid};

use test_support::postgres::Cluster;

use crate::{SeaOrmStore, accounts, audit, guards, outbox, permissions, sessions, tokens};

const NOW: Timestamp = Timestamp::from_seconds(1_000);

/// Every read that happens on a request, or over and over, by name.
fn hot_reads(backend: DbBackend) -> Vec<(&'static str, Statement)> {
    let digest = Digest::as_stored([7; 32]);
    let login = LoginName::read("marco/studio-rossi").unwrap();
    let address = EmailAddress::parse("marco@mail.example").unwrap();
    let key = GuardKey::shared(NameKey::of(&login, &HouseKey::new([1; 32])), GuardKind::Password);
    let id = Id::as_stored(Uuid::nil());
    let place = LetterPlace { asked_at: NOW, id: Id::as_stored(Uuid::nil()) };
    let letters = |from, state| LetterQuery { organization: Some(Id::as_stored(Uuid::nil())), state, from, limit: 50 };
    let page = |state, from| AccountQuery {
        organization: Id::as_stored(Uuid::nil()),
        search: None,
        state,
        from,
        limit: 50,
        now: NOW,
    };
    let log = |from| AuditQuery {
        organization: Some(Id::as_stored(Uuid::nil())),
        since: Some(NOW),
        until: Some(NOW),
        what: Some("signed-in".to_owned()),
        network: Network::parse("192.0.2.0/24"),
        from,
        limit: 50,
        ..AuditQuery::default()
    };
    vec![
        ("session", sessions::by_token(backend, &digest)),
        ("account_by_login", backend.build(&accounts::by_login(&login))),
        ("accounts_page", backend.build(&accounts::page_of(&page(StateFilter::Any, PageFrom::Start)))),
        (
            "accounts_page after",
            backend.build(&accounts::page_of(&page(StateFilter::Active, PageFrom::After("a".to_owned())))),
        ),
        (
            "accounts_page before",
            backend.build(&accounts::page_of(&page(StateFilter::Suspended, PageFrom::Before("z".to_owned())))),
        ),
        ("accounts_by_address", backend.build(&accounts::by_address(&address))),
        ("guard", backend.build(&guards::by_key(&key))),
        ("guards_of", backend.build(&guards::of_name(key.name, key.kind))),
        ("barred_accounts", backend.build(&guards::barred(None, NOW, 100))),
        ("barred_accounts of one", backend.build(&guards::barred(Some(id), NOW, 100))),
        ("strangers", backend.build(&guards::oldest_strangers())),
        ("token_by_link", tokens::by_link(TokenPurpose::Unlock, &digest).build(backend)),
        ("token_of", tokens::of_account(Id::as_stored(Uuid::nil()), TokenPurpose::Unlock).build(backend)),
        ("profiles", permissions::by_ids(&[Id::as_stored(Uuid::nil())]).build(backend)),
        ("profiles_of", permissions::of_organization(id).build(backend)),
        (
            "grantees",
            backend.build(&permissions::granted_to(id, &[Granted::Profile(Id::as_stored(Uuid::nil()))], None, 50)),
        ),
        ("claim_letters", backend.build(&outbox::due(NOW, 10))),
        ("audit_of_account", audit::latest(audit::Column::SubjectId, Uuid::nil(), 20).build(backend)),
        ("audit_by_account", audit::latest(audit::Column::ActorAccountId, Uuid::nil(), 20).build(backend)),
        ("audit_lines_after", audit::onward(id, &["signed-in"], 7, 20).build(backend)),
        ("letters_page", backend.build(&outbox::stretch(&letters(LettersFrom::Latest, None)))),
        ("letters_page older", backend.build(&outbox::stretch(&letters(LettersFrom::OlderThan(place), None)))),
        (
            "letters_page newer",
            backend.build(&outbox::stretch(&letters(LettersFrom::NewerThan(place), Some(LetterState::Refused)))),
        ),
        ("audit_of_organization", audit::latest(audit::Column::OrganizationId, Uuid::nil(), 20).build(backend)),
        ("audit_page", audit::page::lines_of(&log(AuditFrom::Latest)).build(backend)),
        ("audit_page before", audit::page::lines_of(&log(AuditFrom::Before(9))).build(backend)),
        ("audit_page after", audit::page::lines_of(&log(AuditFrom::After(9))).build(backend)),
        ("audit_tallies", audit::tallies::told(backend, Uuid::nil(), &["signed-in", "locked-out"], 1)),
        ("last_seal", audit::chain::last_seal(backend)),
        ("unsealed_lines", audit::chain::unsealed(backend, true, 0, 100)),
    ]
}

async fn plan(store: &SeaOrmStore, read: Statement) -> Vec<String> {
    let explain = match read.db_backend {
        DbBackend::Sqlite => "EXPLAIN QUERY PLAN",
        _ => "EXPLAIN",
    };
    let asked = Statement { sql: format!("{explain} {}", read.sql), ..read };
    let rows = store.reader.query_all_raw(asked).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").or_else(|_| row.try_get_by_index(0)).unwrap()).collect()
}

#[tokio::test]
async fn every_hot_read_goes_along_an_index() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    for (name, read) in hot_reads(DbBackend::Sqlite) {
        let steps = plan(&store, read).await;
        assert!(!steps.is_empty(), "{name}");
        for step in steps {
            // Walking an index of just the wanted rows, in the wanted order, is what it is there for.
            let walks = [
                "guards_barred",
                "guards_of_strangers",
                "letters_due",
                "letters_by_request",
                "audit_log_unsealed",
                "counted",
                "audit_seals",
            ]
            .iter()
            .any(|index| step.contains(index));
            assert!(!step.starts_with("SCAN") || walks, "{name}: {step}");
        }
    }
}

#[tokio::test]
async fn a_read_without_its_index_is_found_out() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    store.migrating_connection().execute_unprepared("DROP INDEX sessions_by_token").await.unwrap();
    let steps = plan(&store, sessions::by_token(DbBackend::Sqlite, &Digest::as_stored([7; 32]))).await;
    assert!(steps.iter().any(|step| step.starts_with("SCAN")), "{steps:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn every_hot_read_can_go_along_an_index_on_postgres_too() {
    let database = tokio::task::spawn_blocking(|| Cluster::shared().unwrap().database().unwrap()).await.unwrap();
    let store = SeaOrmStore::open(database.url(), 1).await.unwrap();
    store.migrate().await.unwrap();
    // Tables with nothing in them are read from end to end, unless that is made dear.
    store.reader.execute_unprepared("SET enable_seqscan = off").await.unwrap();
    for (name, read) in hot_reads(DbBackend::Postgres) {
        for step in plan(&store, read).await {
            assert!(!step.contains("Seq Scan"), "{name}: {step}");
        }
    }
}
