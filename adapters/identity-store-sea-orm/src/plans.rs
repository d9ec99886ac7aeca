//! How the hot reads are carried out: along an index each, never through a whole table.

use identity_core::{
    domain::{
        kernel::{Digest, HouseKey, Id, LoginName, NameKey, Timestamp},
        lockout::{GuardKey, GuardKind},
        token::TokenPurpose,
    },
    ports::{AccountQuery, PageFrom, StateFilter},
};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement, StatementBuilder};

use crate::{SeaOrmStore, accounts, audit, guards, outbox, sessions, tokens};

const NOW: Timestamp = Timestamp::from_seconds(1_000);

fn built(query: &impl StatementBuilder) -> Statement {
    DbBackend::Sqlite.build(query)
}

/// Every read that happens on a request, or over and over, by name.
fn hot_reads() -> Vec<(&'static str, Statement)> {
    let digest = Digest::as_stored([7; 32]);
    let login = LoginName::read("marco/studio-rossi").unwrap();
    let key = GuardKey::shared(
        NameKey::of(&login, &HouseKey::new([1; 32])),
        GuardKind::Password,
    );
    let id = Id::as_stored(uuid::Uuid::nil());
    let page = |state, from| AccountQuery {
        organization: Id::as_stored(uuid::Uuid::nil()),
        search: None,
        state,
        from,
        limit: 50,
        now: NOW,
    };
    vec![
        ("session", sessions::by_token(DbBackend::Sqlite, &digest)),
        ("account_by_login", built(&accounts::by_login(&login))),
        (
            "accounts_page",
            built(&accounts::page_of(&page(StateFilter::Any, PageFrom::Start))),
        ),
        (
            "accounts_page after",
            built(&accounts::page_of(&page(
                StateFilter::Active,
                PageFrom::After("a".to_owned()),
            ))),
        ),
        (
            "accounts_page before",
            built(&accounts::page_of(&page(
                StateFilter::Suspended,
                PageFrom::Before("z".to_owned()),
            ))),
        ),
        (
            "accounts_by_mailbox",
            built(&accounts::by_mailbox("marco@mail.example")),
        ),
        ("guard", built(&guards::by_key(&key))),
        ("barred_accounts", built(&guards::barred(None, NOW, 100))),
        (
            "barred_accounts of one",
            built(&guards::barred(Some(id), NOW, 100)),
        ),
        ("strangers", built(&guards::oldest_strangers())),
        (
            "token_by_link",
            tokens::by_link(TokenPurpose::Unlock, &digest).build(DbBackend::Sqlite),
        ),
        (
            "token_of",
            tokens::of_account(Id::as_stored(uuid::Uuid::nil()), TokenPurpose::Unlock)
                .build(DbBackend::Sqlite),
        ),
        ("claim_letters", built(&outbox::due(NOW, 10))),
        (
            "audit_of_account",
            audit::latest(audit::Column::SubjectId, uuid::Uuid::nil(), 20).build(DbBackend::Sqlite),
        ),
        (
            "audit_by_account",
            audit::latest(audit::Column::ActorAccountId, uuid::Uuid::nil(), 20)
                .build(DbBackend::Sqlite),
        ),
        (
            "audit_of_organization",
            audit::latest(audit::Column::OrganizationId, uuid::Uuid::nil(), 20)
                .build(DbBackend::Sqlite),
        ),
    ]
}

async fn plan(store: &SeaOrmStore, read: Statement) -> Vec<String> {
    let asked = Statement {
        sql: format!("EXPLAIN QUERY PLAN {}", read.sql),
        ..read
    };
    let rows = store.reader.query_all_raw(asked).await.unwrap();
    rows.iter()
        .map(|row| row.try_get::<String>("", "detail").unwrap())
        .collect()
}

#[tokio::test]
async fn every_hot_read_goes_along_an_index() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(
        &format!("sqlite://{}/identity.db", directory.path().display()),
        1,
    )
    .await
    .unwrap();
    store.migrate().await.unwrap();
    for (name, read) in hot_reads() {
        let steps = plan(&store, read).await;
        assert!(!steps.is_empty(), "{name}");
        for step in steps {
            // Walking an index of just the wanted rows, in the wanted order, is what it is there for.
            let walks = ["guards_barred", "guards_of_strangers", "letters_due"]
                .iter()
                .any(|index| step.contains(index));
            assert!(!step.starts_with("SCAN") || walks, "{name}: {step}");
        }
    }
}

#[tokio::test]
async fn a_read_without_its_index_is_found_out() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(
        &format!("sqlite://{}/identity.db", directory.path().display()),
        1,
    )
    .await
    .unwrap();
    store.migrate().await.unwrap();
    store
        .migrating_connection()
        .execute_unprepared("DROP INDEX sessions_by_token")
        .await
        .unwrap();
    let steps = plan(
        &store,
        sessions::by_token(DbBackend::Sqlite, &Digest::as_stored([7; 32])),
    )
    .await;
    assert!(
        steps.iter().any(|step| step.starts_with("SCAN")),
        "{steps:?}"
    );
}
