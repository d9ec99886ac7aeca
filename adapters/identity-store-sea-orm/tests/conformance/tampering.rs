//! Somebody with the database in their hands: whatever they do to the audit log, verifying it says so, and
//! where.

use std::sync::Arc;

use identity_core::{
    HouseRules, Identity, Ports,
    application::{
        audit::{PruneError, Verification},
        authority::Authority,
    },
    change::{AuditEvent, AuditKind, Change, Finding, Tally},
    domain::{
        kernel::{Id, Lifetime},
        organization::Organization,
        session::Source,
    },
    ports::{AuditLog, Landing, Ledger},
};
use identity_store_sea_orm::SeaOrmStore;
use identity_testkit::{
    fakes::{CountedEntropy, ListBlocklist, PlainHasher, SteppingClock},
    samples,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

/// A house whose log has nine lines under three seals, and a second hand in its database.
struct Scene {
    identity: Identity,
    store: Arc<SeaOrmStore>,
    clock: SteppingClock,
    hand: DatabaseConnection,
}

/// Two tests for each function that takes a scene: one on each database.
macro_rules! with_a_second_hand {
    ($($fact:ident)+) => {
        mod sqlite {
            $(
                #[test]
                fn $fact() {
                    identity_testkit::conformance::run(async {
                        let (store, directory) = crate::on_sqlite().await;
                        let url = format!("sqlite://{}/identity.db", directory.path().display());
                        super::$fact(super::Scene::set(store, &url).await).await;
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
                        let (store, database) = crate::on_postgres().await;
                        super::$fact(super::Scene::set(store, database.url()).await).await;
                    });
                }
            )+
        }
    };
}

with_a_second_hand! {
    a_log_that_nobody_touched_is_whole
    every_column_of_a_line_is_under_its_mark
    a_removed_line_is_named
    an_inserted_line_is_named_before_and_after_it_is_sealed
    a_line_that_hides_behind_a_seal_of_its_own_is_named
    a_copied_line_is_named
    lines_that_were_exchanged_are_found
    a_changed_seal_is_named
    a_removed_seal_is_named
    an_end_that_was_cut_off_shows_by_a_head_noted_elsewhere
    a_pruned_log_is_whole_and_its_tallies_stay
    a_log_that_is_not_whole_is_not_pruned
    what_was_not_pruned_cannot_pass_for_it
    the_house_prunes_what_is_due_once_a_day
    several_who_seal_at_once_make_one_chain
}

fn organization() -> Id<Organization> {
    samples::id("studio-rossi")
}

impl Scene {
    async fn set(store: Arc<SeaOrmStore>, url: &str) -> Self {
        let clock = SteppingClock::at(samples::NOON);
        let identity = Self::house(&store, &clock, HouseRules::standard());
        let scene = Self { identity, store, clock, hand: Database::connect(url).await.unwrap() };
        for _ in 0..3 {
            scene.log(3).await;
            scene.seal().await;
            scene.clock.advance(Lifetime::days(1));
        }
        scene
    }

    fn house(store: &Arc<SeaOrmStore>, clock: &SteppingClock, rules: HouseRules) -> Identity {
        let ports = Ports {
            store: store.clone(),
            hasher: Arc::new(PlainHasher::new()),
            blocklist: Arc::new(ListBlocklist::new([""; 0])),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(CountedEntropy::new()),
        };
        Identity::new(ports, samples::house_key(), rules)
    }

    async fn log(&self, lines: usize) {
        for _ in 0..lines {
            let event = AuditEvent {
                at: self.identity.now(),
                organization: Some(organization()),
                from: samples::source(7),
                ..samples::event(AuditKind::SignedIn)
            };
            let landing = self.store.commit(samples::stamped(Change::recorded_as(event))).await.unwrap();
            assert_eq!(landing, Landing::Landed);
        }
    }

    async fn seal(&self) {
        while self.identity.audit().seal().await.unwrap() > 0 {}
    }

    async fn verified(&self) -> Verification {
        self.identity.audit().verify(None, &|_| {}).await.unwrap()
    }

    async fn findings(&self) -> Vec<Finding> {
        let mut findings = self.verified().await.findings;
        findings.sort();
        findings
    }

    async fn by_hand(&self, sql: &str) {
        self.hand.execute_unprepared(sql).await.unwrap();
    }

    async fn signed_in(&self) -> u64 {
        let since = Tally::hour_of(samples::NOON);
        let tallies = self.store.audit_tallies(organization(), &["signed-in"], since).await.unwrap();
        tallies.iter().map(|tally| tally.count).sum()
    }

    async fn prune(&self, days: u32) -> Result<u64, PruneError> {
        let operator = Authority::Operator(samples::text("root"));
        let before = samples::NOON.plus(Lifetime::days(days));
        self.identity.audit().prune(&operator, before, &Source::local(), &|_| {}).await
    }
}

const INSERT: &str = "INSERT INTO audit_log (at, actor, what, event_id, mark, seal) SELECT at, actor, what";

async fn a_log_that_nobody_touched_is_whole(scene: Scene) {
    scene.log(2).await;
    scene.clock.advance(Lifetime::seconds(40));
    let verification = scene.verified().await;
    assert!(verification.is_whole(), "{verification:?}");
    let Verification { lines, adopted, seals, pruned, unsealed, waiting_seconds, .. } = verification;
    assert_eq!((lines, adopted, seals, pruned, unsealed, waiting_seconds), (9, 0, 3, 0, 2, 40));
    let head = verification.head.unwrap();
    assert_eq!((head.number, scene.identity.audit().head().await.unwrap()), (3, Some(head)));
    scene.seal().await;
    let later = scene.identity.audit().verify(Some(&head), &|_| {}).await.unwrap();
    assert!(later.is_whole() && later.unsealed == 0 && later.head.unwrap().number == 4, "{later:?}");
}

async fn every_column_of_a_line_is_under_its_mark(scene: Scene) {
    let id = samples::id::<()>("another").uuid().simple().to_string();
    let uuid = match scene.hand.get_database_backend() {
        sea_orm::DbBackend::Sqlite => format!("x'{id}'"),
        _ => format!("'{id}'"),
    };
    for (column, value) in [
        ("at", "at + 1".to_owned()),
        ("actor", "'stranger'".to_owned()),
        ("actor_account_id", uuid.clone()),
        ("actor_name", "'root'".to_owned()),
        ("acts_for", uuid.clone()),
        ("source", "'192.0.2.8'".to_owned()),
        ("source", "NULL".to_owned()),
        ("source_bits", "NULL".to_owned()),
        ("organization_id", "NULL".to_owned()),
        ("subject_id", uuid.clone()),
        ("what", "'signed-out'".to_owned()),
        ("detail", "''".to_owned()),
        ("event_id", uuid.clone()),
        ("event_id", "NULL".to_owned()),
        ("mark", "NULL".to_owned()),
        ("mark", "(SELECT mark FROM audit_log WHERE number = 4)".to_owned()),
    ] {
        scene.by_hand("CREATE TABLE kept_row AS SELECT * FROM audit_log WHERE number = 5").await;
        scene.by_hand(&format!("UPDATE audit_log SET {column} = {value} WHERE number = 5")).await;
        assert_eq!(scene.findings().await, [Finding::Changed(5)], "{column} = {value}");
        scene.by_hand("DELETE FROM audit_log WHERE number = 5").await;
        scene.by_hand("INSERT INTO audit_log SELECT * FROM kept_row").await;
        scene.by_hand("DROP TABLE kept_row").await;
        assert_eq!(scene.findings().await, [], "{column}");
    }
}

async fn a_removed_line_is_named(scene: Scene) {
    scene.by_hand("DELETE FROM audit_log WHERE number IN (2, 9)").await;
    assert_eq!(scene.findings().await, [Finding::Removed(2), Finding::Removed(9)]);
    // Whatever happens afterwards, it stays found.
    scene.log(1).await;
    scene.seal().await;
    assert_eq!(scene.findings().await, [Finding::Removed(2), Finding::Removed(9)]);
}

async fn an_inserted_line_is_named_before_and_after_it_is_sealed(scene: Scene) {
    scene.log(1).await;
    scene.by_hand(&format!("{INSERT}, NULL, NULL, NULL FROM audit_log WHERE number = 1")).await;
    scene.by_hand(&format!("{INSERT}, NULL, mark, NULL FROM audit_log WHERE number = 1")).await;
    scene.by_hand(&format!("{INSERT}, NULL, mark, 2 FROM audit_log WHERE number = 1")).await;
    let expected = [Finding::Inserted(11), Finding::Inserted(12), Finding::Inserted(13)];
    assert_eq!(scene.findings().await, expected);
    scene.seal().await;
    assert_eq!(scene.findings().await, expected);
}

async fn a_line_that_hides_behind_a_seal_of_its_own_is_named(scene: Scene) {
    for seal in ["-5", "0", "1000"] {
        scene.by_hand(&format!("{INSERT}, NULL, mark, {seal} FROM audit_log WHERE number = 1")).await;
    }
    assert_eq!(scene.findings().await, [Finding::Inserted(10), Finding::Inserted(11), Finding::Inserted(12)]);
}

async fn a_copied_line_is_named(scene: Scene) {
    let copy = "INSERT INTO audit_log (at, actor, source, source_bits, organization_id, what, event_id, mark) \
                SELECT at, actor, source, source_bits, organization_id, what, event_id, mark FROM audit_log \
                WHERE number = 1";
    assert!(scene.hand.execute_unprepared(copy).await.is_err(), "the store takes an id twice");
    scene.by_hand("DROP INDEX audit_log_by_event").await;
    scene.log(1).await;
    scene.by_hand(copy).await;
    let copied: Vec<Finding> = scene.findings().await;
    assert!(matches!(copied[..], [Finding::Copied(10..=12)]), "{copied:?}");
    scene.seal().await;
    assert_eq!(scene.findings().await, copied);
}

async fn lines_that_were_exchanged_are_found(scene: Scene) {
    // Both are the house's own lines, mark and all; only their places are not.
    scene.by_hand("UPDATE audit_log SET number = 1000 WHERE number = 4").await;
    scene.by_hand("UPDATE audit_log SET number = 4 WHERE number = 6").await;
    scene.by_hand("UPDATE audit_log SET number = 6 WHERE number = 1000").await;
    assert_eq!(scene.findings().await, [Finding::Exchanged { seal: 2, first: 4, last: 6 }]);
}

async fn a_changed_seal_is_named(scene: Scene) {
    for (column, value) in [
        ("at", "at + 1"),
        ("covers", "'4-5'"),
        ("covers", "'whatever'"),
        ("adopts", "(1 = 1)"),
        ("lines", "previous"),
        ("previous", "lines"),
        ("digest", "lines"),
        ("pruned_at", "7"),
        ("pruned_mark", "lines"),
    ] {
        scene.by_hand("CREATE TABLE kept_row AS SELECT * FROM audit_seals WHERE number = 2").await;
        scene.by_hand(&format!("UPDATE audit_seals SET {column} = {value} WHERE number = 2")).await;
        let findings = scene.findings().await;
        assert!(findings.contains(&Finding::SealChanged(2)), "{column}: {findings:?}");
        assert!(!findings.contains(&Finding::SealChanged(1)), "{column}: {findings:?}");
        scene.by_hand("DELETE FROM audit_seals WHERE number = 2").await;
        scene.by_hand("INSERT INTO audit_seals SELECT * FROM kept_row").await;
        scene.by_hand("DROP TABLE kept_row").await;
        assert_eq!(scene.findings().await, [], "{column}");
    }
}

async fn a_removed_seal_is_named(scene: Scene) {
    scene.by_hand("DELETE FROM audit_seals WHERE number = 2").await;
    assert_eq!(scene.findings().await, [Finding::SealRemoved(2)]);
    // With the last one gone its lines still say that it was there.
    scene.by_hand("DELETE FROM audit_seals WHERE number = 3").await;
    assert!(scene.findings().await.contains(&Finding::SealRemoved(3)));
}

async fn an_end_that_was_cut_off_shows_by_a_head_noted_elsewhere(scene: Scene) {
    let noted = scene.identity.audit().head().await.unwrap().unwrap();
    scene.by_hand("DELETE FROM audit_log WHERE seal = 3").await;
    scene.by_hand("DELETE FROM audit_seals WHERE number = 3").await;
    let compared = |head| {
        let audit = scene.identity.audit();
        async move { audit.verify(Some(&head), &|_| {}).await.unwrap().findings }
    };
    assert_eq!(scene.findings().await, []);
    assert_eq!(compared(noted).await, [Finding::HeadDiffers(3)]);
    // Nor does it help to let the house set another third seal.
    scene.log(3).await;
    scene.seal().await;
    assert_eq!(compared(noted).await, [Finding::HeadDiffers(3)]);
    let head = scene.identity.audit().head().await.unwrap().unwrap();
    assert_eq!(compared(head).await, []);
}

async fn a_pruned_log_is_whole_and_its_tallies_stay(scene: Scene) {
    let head = scene.identity.audit().head().await.unwrap().unwrap();
    assert_eq!(scene.signed_in().await, 9);
    let before = samples::NOON.plus(Lifetime::days(2));
    let prunable = scene.identity.audit().prunable(before).await.unwrap();
    assert_eq!((prunable.seals, prunable.lines, prunable.last), (2, 6, Some(6)));
    assert_eq!(scene.prune(2).await.unwrap(), 6);
    assert_eq!(scene.prune(2).await.unwrap(), 0);
    scene.seal().await;
    let verification = scene.identity.audit().verify(Some(&head), &|_| {}).await.unwrap();
    assert!(verification.is_whole(), "{verification:?}");
    // The three young ones, and the line that says who pruned.
    assert_eq!((verification.lines, verification.pruned, verification.seals), (4, 6, 4));
    assert_eq!(scene.signed_in().await, 9);
    let log = scene.store.audit_of_organization(None, 100).await.unwrap();
    assert_eq!(log.iter().filter(|line| line.what == "audit-pruned").count(), 1);
}

async fn a_log_that_is_not_whole_is_not_pruned(scene: Scene) {
    scene.by_hand("UPDATE audit_log SET detail = 'x' WHERE number = 5").await;
    let refusal = scene.prune(2).await.unwrap_err();
    assert!(matches!(&refusal, PruneError::NotWhole(findings) if findings == &[Finding::Changed(5)]), "{refusal:?}");
    assert_eq!(scene.findings().await, [Finding::Changed(5)]);
}

async fn what_was_not_pruned_cannot_pass_for_it(scene: Scene) {
    assert_eq!(scene.prune(1).await.unwrap(), 3);
    scene.by_hand("DELETE FROM audit_log WHERE seal = 2").await;
    scene
        .by_hand(
            "UPDATE audit_seals SET pruned_at = (SELECT pruned_at FROM audit_seals WHERE number = 1), \
             pruned_mark = (SELECT pruned_mark FROM audit_seals WHERE number = 1) WHERE number = 2",
        )
        .await;
    assert_eq!(scene.findings().await, [Finding::SealChanged(2)]);
}

async fn the_house_prunes_what_is_due_once_a_day(scene: Scene) {
    let rules = HouseRules { audit_kept_for: Some(Lifetime::days(30)), ..HouseRules::standard() };
    let keeping = Scene::house(&scene.store, &scene.clock, rules);
    // Three days have gone by since the first seal; its lines are due a day after they may go.
    for (days, expected) in [(0, 0), (27, 0), (1, 6), (0, 0)] {
        scene.clock.advance(Lifetime::days(days));
        scene.clock.advance(Lifetime::seconds(days));
        assert_eq!(keeping.audit().prune_what_is_due().await.unwrap(), expected, "after {days} more days");
        assert_eq!(scene.identity.audit().prune_what_is_due().await.unwrap(), 0);
    }
    scene.seal().await;
    assert_eq!(scene.findings().await, []);
}

async fn several_who_seal_at_once_make_one_chain(scene: Scene) {
    let identity = Arc::new(scene.identity);
    for _ in 0..10 {
        let mut sealers = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let identity = Arc::clone(&identity);
            sealers.spawn(async move { identity.audit().seal().await.unwrap() });
            let event = AuditEvent { organization: Some(organization()), ..samples::event(AuditKind::SignedIn) };
            let landing = scene.store.commit(samples::stamped(Change::recorded_as(event))).await.unwrap();
            assert_eq!(landing, Landing::Landed);
        }
        sealers.join_all().await;
    }
    while identity.audit().seal().await.unwrap() > 0 {}
    let verification = identity.audit().verify(None, &|_| {}).await.unwrap();
    assert!(verification.is_whole(), "{verification:?}");
    assert_eq!((verification.lines, verification.unsealed), (9 + 60, 0));
}
