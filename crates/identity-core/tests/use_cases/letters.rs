use identity_core::{
    application::{account::Reader, outbox::RetryError},
    change::{AuditKind, LetterKind},
    domain::{
        kernel::{EmailAddress, Id, Lifetime, ShortText},
        organization::Organization,
        outbox::LetterState,
        permission::RightsWish,
        session::Source,
    },
    ports::{Delivery, LetterQuery, LettersFrom, OutboxRow},
};

use crate::{
    accounts::{authority, inside},
    stage::{Stage, open, operator},
};

/// Marco's welcome letter of a stage, refused for good.
async fn refused(stage: &Stage) -> OutboxRow {
    stage.house.identity.unlock().request("marco/studio-rossi", &stage.visit).await.unwrap();
    stage.house.courier.answer_next(Delivery::Refused(ShortText::cut("550 5.1.1 no such mailbox").unwrap()));
    stage.house.deliver_all().await;
    let rows = stage.house.store.letters();
    rows.into_iter().find(|row| row.state == LetterState::Refused).unwrap()
}

const fn query(organization: Id<Organization>) -> LetterQuery {
    LetterQuery { organization: Some(organization), state: None, from: LettersFrom::Latest, limit: 50 }
}

#[tokio::test]
async fn an_administrator_sends_letters_to_people_of_the_organization_again_and_no_others() {
    let stage = Stage::new().await;
    open(&stage.house, "studio-verdi", None).await;
    let row = refused(&stage).await;
    let outbox = stage.house.identity.outbox();
    for (login, allowed) in [("studio-verdi", false), ("marco/studio-rossi", false), ("studio-rossi", true)] {
        let who = inside(&stage, login).await;
        let page = outbox.page(Reader::Person(&who), &query(stage.organization)).await.unwrap();
        assert_eq!(page.letters.rows.iter().any(|found| found.letter.id == row.letter.id), allowed, "{login} reads");
        let everything = LetterQuery { organization: None, ..query(stage.organization) };
        assert!(outbox.page(Reader::Person(&who), &everything).await.unwrap().letters.rows.is_empty(), "{login}");
        let authority = authority(&stage, &who);
        let before = stage.house.store.audit().len();
        let retried = outbox.retry(&authority, row.letter.id, &stage.visit.from).await;
        assert_eq!(retried.is_ok(), allowed, "{login} sends again");
        assert_eq!(stage.house.store.audit().len() - before, usize::from(allowed), "{login}");
        if allowed {
            let (name, login) = page.person(&row).unwrap();
            assert_eq!((name.as_str(), login.to_string().as_str()), ("marco del Prato", "marco/studio-rossi"));
            let again = outbox.retry(&authority, row.letter.id, &stage.visit.from).await;
            assert!(matches!(again, Err(RetryError::NotFailed)), "it is on its way");
        }
    }
    let event = stage.house.store.audit().into_iter().rfind(|event| event.what.word() == "letter-retried").unwrap();
    assert_eq!(event.what, AuditKind::LetterRetried(LetterKind::UnlockInstructions));
    assert_eq!(event.organization, Some(stage.organization), "it shows in the log of the organization");
    assert_eq!(event.subject, Some(stage.account("marco/studio-rossi").await.id));
}

#[tokio::test]
async fn a_letter_that_is_nobodys_is_the_operators_affair() {
    let stage = Stage::new().await;
    stage.add("anna", None, RightsWish::administration()).await;
    let address = EmailAddress::parse("marco@mail.example").unwrap();
    stage.house.identity.recovery().request_login_names(address, &stage.visit).await.unwrap();
    stage.house.courier.answer_next(Delivery::Refused(ShortText::cut("550 5.1.1 no such mailbox").unwrap()));
    stage.house.deliver_all().await;
    let rows = stage.house.store.letters();
    let row = rows.iter().find(|row| row.state == LetterState::Refused).unwrap();
    let anna = inside(&stage, "anna/studio-rossi").await;
    let outbox = stage.house.identity.outbox();
    let authority = authority(&stage, &anna);
    assert!(matches!(outbox.retry(&authority, row.letter.id, &Source::local()).await, Err(RetryError::NotFailed)));
    let page = outbox.page(Reader::Person(&anna), &query(stage.organization)).await.unwrap();
    assert!(page.letters.rows.iter().all(|found| found.letter.id != row.letter.id));
    outbox.retry(&operator(), row.letter.id, &Source::local()).await.unwrap();
}

#[tokio::test]
async fn only_networks_that_tried_accounts_of_the_organization_lately_are_told() {
    let stage = Stage::new().await;
    open(&stage.house, "studio-verdi", None).await;
    let giulia = inside(&stage, "studio-rossi").await;
    let lockouts = stage.house.identity.lockouts();
    let tried = async || lockouts.networks_tried_from(Reader::Person(&giulia), stage.organization).await.unwrap();
    assert!(tried().await.is_empty(), "a success is no failure");
    stage.fail("studio-verdi", 1).await;
    stage.fail("nobody/studio-rossi", 1).await;
    assert!(tried().await.is_empty(), "other organizations, and names that nobody has, are not told of");
    stage.fail("marco/studio-rossi", 1).await;
    assert_eq!(tried().await.into_iter().map(|network| network.to_string()).collect::<Vec<_>>(), ["203.0.113.7"]);
    let marco = inside(&stage, "marco/studio-rossi").await;
    let read = lockouts.networks_tried_from(Reader::Person(&marco), stage.organization).await.unwrap();
    assert!(read.is_empty(), "a member reads nothing");
    stage.house.clock.advance(Lifetime::hours(2));
    assert!(tried().await.is_empty(), "that was long ago");
}
