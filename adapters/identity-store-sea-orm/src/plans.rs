//! How the hot reads are carried out: along an index each, never through a whole table.

use std::collections::HashMap;

use identity_core::{
    domain::{
        kernel::{Digest, EmailAddress, HouseKey, Id, LoginName, NameKey, Timestamp},
        lockout::{GuardKey, GuardKind},
        network::Network,
        outbox::LetterState,
        permission::Granted,
        readiness::Severity,
        token::TokenPurpose,
    },
    ports::{
        AccountOrder, AccountQuery, AuditFrom, AuditQuery, InvitationPlace, InvitationQuery, LetterPlace, LetterQuery,
        LettersFrom, PageFrom, Place, PlaceKey, ReadinessQuery, SortBy, StateFilter,
    },
};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement, prelude::Uuid};

use test_support::postgres::Cluster;

use crate::{SeaOrmStore, accounts, audit, guards, invitations, outbox, permissions, readiness, sessions, tokens};

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
    let all = AccountQuery::all(Id::as_stored(Uuid::nil()), 50, NOW);
    let offered = InvitationPlace { offered_at: NOW, id: Id::as_stored(Uuid::nil()) };
    let invited = |open_at, after| InvitationQuery { organization: id, open_at, after, limit: 50 };
    let mut reads = vec![
        ("session", sessions::by_token(backend, &digest)),
        ("account_by_login", backend.build(&accounts::by_login(&login))),
        ("accounts_called", accounts::called(std::slice::from_ref(&login)).build(backend)),
        ("count_accounts", backend.build(&accounts::count_of(&all, 501))),
        ("accounts_by_address", backend.build(&accounts::by_address(&address))),
        ("guard", backend.build(&guards::by_key(&key))),
        ("guards_of", backend.build(&guards::of_name(key.name, key.kind))),
        ("barred_accounts", backend.build(&guards::barred(None, NOW, 100))),
        ("barred_accounts of one", backend.build(&guards::barred(Some(id), NOW, 100))),
        ("strangers", backend.build(&guards::oldest_strangers())),
        ("token_by_link", tokens::by_link(TokenPurpose::Unlock, &digest).build(backend)),
        ("token_of", tokens::of_account(Id::as_stored(Uuid::nil()), TokenPurpose::Unlock).build(backend)),
        ("readiness facts", backend.build(&readiness::facts(&[Uuid::nil()]))),
        ("break_glass_since", audit::broken_since(Uuid::nil(), 0, 20).build(backend)),
        ("profiles", permissions::by_ids(&[Id::as_stored(Uuid::nil())]).build(backend)),
        ("profiles_of", permissions::of_organization(id).build(backend)),
        (
            "grantees",
            backend.build(&permissions::granted_to(id, &[Granted::Profile(Id::as_stored(Uuid::nil()))], None, 50)),
        ),
        ("invitation_by_link", invitations::by_link(&digest).build(backend)),
        ("pending_invitation", invitations::pending(&login).build(backend)),
        ("invitations_page", invitations::page(&invited(None, None)).build(backend)),
        ("invitations_page after", invitations::page(&invited(None, Some(offered))).build(backend)),
        ("invitations_page open", invitations::page(&invited(Some(NOW), None)).build(backend)),
        ("invitations_page open after", invitations::page(&invited(Some(NOW), Some(offered))).build(backend)),
        ("invitations_since", invitations::made_since(id, NOW).build(backend)),
        ("overdue_invitations", invitations::overdue(NOW, 100).build(backend)),
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
    ];
    for severity in [Severity::CannotRecover, Severity::AtRisk] {
        let query = ReadinessQuery {
            organization: id,
            severity,
            also: Some(Id::as_stored(Uuid::nil())),
            after: Some("a".to_owned()),
            limit: 50,
        };
        reads.extend(readiness::candidates(&query).iter().map(|read| (severity.as_str(), backend.build(read))));
    }
    reads.extend(pages(&all).iter().map(|page| ("accounts_page", backend.build(&accounts::page_of(page)))));
    reads
}

/// Pages of every order, from every kind of beginning, and narrowed to every state.
fn pages(all: &AccountQuery) -> Vec<AccountQuery> {
    let mut pages = Vec::new();
    for by in [SortBy::Login, SortBy::Name, SortBy::SignedIn, SortBy::Created] {
        let key = match by {
            SortBy::Login | SortBy::Name => PlaceKey::Text("m".to_owned()),
            SortBy::SignedIn | SortBy::Created => PlaceKey::Moment(Some(NOW)),
        };
        let place = || Place { key: key.clone(), id: Id::as_stored(Uuid::nil()) };
        for descending in [false, true] {
            for from in [PageFrom::Start, PageFrom::After(place()), PageFrom::Before(place())] {
                let order = AccountOrder { by, descending };
                pages.push(AccountQuery { order, from, ..all.clone() });
            }
        }
    }
    for state in [StateFilter::Active, StateFilter::Locked, StateFilter::Suspended, StateFilter::NoAddress] {
        pages.push(AccountQuery { state, ..all.clone() });
    }
    pages
}

/// Whoever is locked is found from the few guards that are barred, not by looking at everybody.
#[tokio::test]
async fn the_locked_are_found_from_their_guards() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    let id = Id::as_stored(Uuid::nil());
    let locked = AccountQuery { state: StateFilter::Locked, ..AccountQuery::all(id, 50, NOW) };
    for read in [guards::barred(Some(id), NOW, 100), accounts::page_of(&locked), accounts::count_of(&locked, 501)] {
        let steps = plan(&store, DbBackend::Sqlite.build(&read)).await;
        let tables: Vec<&String> = steps.iter().filter(|step| step.contains(" INDEX ")).collect();
        assert!(tables[0].contains("guards_barred"), "{steps:#?}");
    }
}

/// Those in a state that few are in are found from an index of just them.
#[tokio::test]
async fn the_few_in_need_are_found_from_their_own_index() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    let all = AccountQuery::all(Id::as_stored(Uuid::nil()), 50, NOW);
    for (state, index) in [
        (StateFilter::Suspended, "accounts_suspended"),
        (StateFilter::NoPassword, "accounts_without_password"),
        (StateFilter::NeverSignedIn, "accounts_never_signed_in"),
        (StateFilter::NoAddress, "accounts_without_address"),
        (StateFilter::Unconfirmed, "accounts_unconfirmed"),
    ] {
        let query = AccountQuery { state, ..all.clone() };
        for read in [accounts::page_of(&query), accounts::count_of(&query, 501)] {
            let steps = plan(&store, DbBackend::Sqlite.build(&read)).await;
            assert!(steps.iter().any(|step| step.contains(index)), "{state:?}: {steps:#?}");
        }
    }
}

/// A page of any order is read in that order, up to where it ends: nothing is sorted.
#[tokio::test]
async fn no_page_sorts_more_than_it_shows() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    let all = AccountQuery::all(Id::as_stored(Uuid::nil()), 50, NOW);
    for page in pages(&all).into_iter().filter(|page| page.state != StateFilter::Locked) {
        let steps = plan(&store, DbBackend::Sqlite.build(&accounts::page_of(&page))).await;
        // The few guards of one account may be sorted, each time that one is looked at.
        let count = |what| steps.iter().filter(|step| step.contains(what)).count();
        assert_eq!(count("TEMP B-TREE"), count("CORRELATED SCALAR SUBQUERY"), "{page:?}: {steps:#?}");
    }
}

/// Invitations are found, and read in their order, along the index that is there for it.
#[tokio::test]
async fn invitations_are_read_along_indexes_of_their_own() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    let mut reads: HashMap<_, _> = hot_reads(DbBackend::Sqlite).into_iter().collect();
    for (name, index) in [
        ("invitation_by_link", "invitations_by_link"),
        ("pending_invitation", "invitations_by_login"),
        ("invitations_page", "invitations_by_offer"),
        ("invitations_page after", "invitations_by_offer"),
        ("invitations_page open", "invitations_open"),
        ("invitations_page open after", "invitations_open"),
        ("invitations_since", "invitations_by_offer"),
        ("overdue_invitations", "invitations_overdue"),
    ] {
        let steps = plan(&store, reads.remove(name).unwrap()).await;
        let uses = |step: &String| step.starts_with("SEARCH") && step.contains(&format!("INDEX {index} "));
        assert!(steps.iter().any(uses), "{name}: {steps:#?}");
        // Those that are overdue since the very same moment may be sorted.
        let sorts = |step: &String| step.contains("TEMP B-TREE") && !step.contains("LAST TERM");
        assert!(!steps.iter().any(sorts), "{name}: {steps:#?}");
    }
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
                "letters_that_came_back",
            ]
            .iter()
            .any(|index| step.contains(index));
            // What is counted is found before, and has its end.
            let counts = step == "SCAN some";
            assert!(!step.starts_with("SCAN") || walks || counts, "{name}: {step}");
        }
    }
}

/// What few rows are about is found from those rows, not by asking of everybody in the organization.
#[tokio::test]
async fn no_read_about_a_few_walks_through_an_organization() {
    let directory = tempfile::tempdir().unwrap();
    let store = SeaOrmStore::open(&format!("sqlite://{}/identity.db", directory.path().display()), 1).await.unwrap();
    store.migrate().await.unwrap();
    let few = ["barred_accounts of one", "cannot-recover", "at-risk"];
    let reads: Vec<_> = hot_reads(DbBackend::Sqlite).into_iter().filter(|(name, _)| few.contains(name)).collect();
    assert_eq!(reads.len(), 1 + 5);
    for (name, read) in reads {
        for step in plan(&store, read).await {
            assert!(!step.contains("accounts_by_login"), "{name}: {step}");
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
