//! The audit log: who reads it, what stands in it, and that nothing gets in without its mark.

use identity_core::{
    application::{account::Reader, audit::PruneError},
    change::{Actor, Tally},
    domain::kernel::Lifetime,
    ports::{AuditChain, AuditFrom, AuditQuery},
};
use identity_testkit::samples;

use super::{
    accounts::{authority, inside},
    stage::{Stage, open, operator},
};

const MARCO: &str = "marco/studio-rossi";

fn query(stage: &Stage) -> AuditQuery {
    AuditQuery { organization: Some(stage.organization), limit: 100, ..AuditQuery::default() }
}

#[tokio::test]
async fn every_use_case_marks_what_it_records() {
    let stage = Stage::new().await;
    stage.bar(MARCO).await;
    let owner = inside(&stage, "studio-rossi").await;
    let authority = authority(&stage, &owner);
    let marco = stage.account(MARCO).await.id;
    stage.house.identity.lockouts().clear(&authority, marco, &stage.visit.from).await.unwrap();
    stage.house.deliver_all().await;
    let lines = stage.house.store.unsealed_lines(true, 0, 1_000).await.unwrap();
    assert_eq!(lines.len(), stage.house.store.audit().len());
    assert!(lines.len() > 10 && lines.iter().all(|line| line.bears_its_mark(&samples::house_key())));
    let mut ids: Vec<_> = lines.iter().map(|line| line.stamp.unwrap().id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), lines.len());
}

#[tokio::test]
async fn whoever_is_signed_in_acts_for_their_organization_and_nobody_else_for_any() {
    let stage = Stage::new().await;
    stage.fail(MARCO, 1).await;
    stage.sign_in("studio-rossi").await;
    stage.house.deliver_all().await;
    let events = stage.house.store.audit();
    for event in &events {
        let expected = matches!(event.actor, Actor::Account(_)).then_some(stage.organization);
        assert_eq!(event.acts_for, expected, "{event:?}");
    }
    for kind in [|actor: &Actor| matches!(actor, Actor::Account(_)), |actor: &Actor| *actor == Actor::Stranger] {
        assert!(events.iter().any(|event| kind(&event.actor)));
    }
}

#[tokio::test]
async fn a_log_is_read_by_who_administers_its_organization() {
    let stage = Stage::new().await;
    open(&stage.house, "studio-bianchi", None).await;
    let identity = &stage.house.identity;
    stage.fail(MARCO, 1).await;
    let mut readers = Vec::new();
    for login in ["studio-rossi", MARCO, "studio-bianchi"] {
        readers.push(inside(&stage, login).await);
    }
    let [owner, member, stranger] = &readers[..] else { unreachable!() };
    let all = AuditQuery { organization: None, ..query(&stage) };
    let read = async |reader, query: AuditQuery| identity.audit().page(reader, &query).await.unwrap().page.lines.len();
    assert!(read(Reader::Person(owner), query(&stage)).await > 3);
    assert!(read(Reader::Operator, all.clone()).await > read(Reader::Operator, query(&stage)).await);
    for reader in [member, stranger] {
        assert_eq!(read(Reader::Person(reader), query(&stage)).await, 0);
    }
    assert_eq!(read(Reader::Person(owner), all).await, 0, "the log of all is the operator's");
    let told = async |reader| {
        identity.audit().tallies(reader, stage.organization, &["sign-in-failed"], 0).await.unwrap().len()
    };
    assert_eq!(
        [
            told(Reader::Person(owner)).await,
            told(Reader::Operator).await,
            told(Reader::Person(member)).await,
            told(Reader::Person(stranger)).await
        ],
        [1, 1, 0, 0]
    );
}

#[tokio::test]
async fn a_page_names_who_may_be_read_about_and_an_export_goes_from_first_to_last() {
    let stage = Stage::new().await;
    stage.fail(MARCO, 3).await;
    let identity = &stage.house.identity;
    let page = identity.audit().page(Reader::Operator, &query(&stage)).await.unwrap();
    let marco = stage.account(MARCO).await.id;
    assert_eq!(page.called(marco).unwrap().login.to_string(), MARCO);
    assert_eq!(page.handle_of(stage.organization).unwrap().as_str(), "studio-rossi");
    let (mut after, mut exported) = (0, Vec::new());
    let by_two = AuditQuery { limit: 2, from: AuditFrom::Latest, ..query(&stage) };
    loop {
        let next = identity.audit().next(Reader::Operator, &by_two, after).await.unwrap().page.lines;
        let Some(last) = next.last() else { break };
        after = last.number;
        exported.extend(next);
    }
    let mut backwards = page.page.lines;
    backwards.reverse();
    assert_eq!(exported, backwards);
}

#[tokio::test]
async fn sealing_changes_no_figure_and_verifying_finds_nothing() {
    let stage = Stage::new().await;
    stage.fail(MARCO, 4).await;
    let audit = stage.house.identity.audit();
    let hour = Tally::hour_of(stage.house.identity.now());
    let told = async || audit.tallies(Reader::Operator, stage.organization, &["sign-in-failed"], hour).await.unwrap();
    let before = told().await;
    assert_eq!(before.iter().map(|tally| tally.count).sum::<u64>(), 4);
    assert!(audit.head().await.unwrap().is_none());
    assert!(audit.seal().await.unwrap() > 4);
    assert_eq!(audit.seal().await.unwrap(), 0);
    assert_eq!(told().await, before);
    let verification = audit.verify(None, &|_| {}).await.unwrap();
    assert!(verification.is_whole() && verification.unsealed == 0, "{verification:?}");
    assert_eq!(verification.head, audit.head().await.unwrap());
}

#[tokio::test]
async fn only_the_operator_takes_lines_out() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let authority = authority(&stage, &owner);
    let audit = stage.house.identity.audit();
    while audit.seal().await.unwrap() > 0 {}
    let later = stage.house.identity.now().plus(Lifetime::days(1));
    let denied = audit.prune(&authority, later, &stage.visit.from, &|_| {}).await;
    assert!(matches!(denied, Err(PruneError::NotAllowed)));
    assert!(audit.prune(&operator(), later, &stage.visit.from, &|_| {}).await.unwrap() > 0);
}
