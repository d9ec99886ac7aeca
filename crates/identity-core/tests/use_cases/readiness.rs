use identity_core::{
    application::account::{AccountEdit, Reader},
    domain::{
        kernel::{EmailAddress, Lifetime, ShortText},
        permission::RightsWish,
        readiness::{Severity, Unready},
        session::Source,
    },
    ports::Delivery,
};

use crate::{
    accounts::{as_it_is, inside},
    stage::{Stage, operator},
};

async fn reasons(stage: &Stage, severity: Severity) -> Vec<(String, Vec<&'static str>)> {
    let readiness = stage.house.identity.readiness();
    let page = readiness.page(Reader::Operator, stage.organization, severity, None, 50).await.unwrap();
    assert_eq!(page.next, None);
    let told = page
        .rows
        .into_iter()
        .map(|row| (row.account.login.to_string(), row.reasons.into_iter().map(Unready::as_str).collect::<Vec<_>>()));
    told.collect()
}

fn told(login: &str, reasons: &[&'static str]) -> (String, Vec<&'static str>) {
    (login.to_owned(), reasons.to_vec())
}

#[tokio::test]
async fn everybody_is_told_under_their_worst_trouble_with_all_of_it() {
    let stage = Stage::new().await;
    stage.add("davide", None, RightsWish::default()).await;
    assert_eq!(reasons(&stage, Severity::CannotRecover).await, [told("davide/studio-rossi", &["no-address"])]);
    assert_eq!(
        reasons(&stage, Severity::AtRisk).await,
        [
            told("marco/studio-rossi", &["never-confirmed"]),
            told("studio-rossi", &["never-confirmed", "sole-administrator"]),
        ]
    );
    stage.add("sara", None, RightsWish::administration()).await;
    assert_eq!(
        reasons(&stage, Severity::AtRisk).await,
        [told("marco/studio-rossi", &["never-confirmed"]), told("studio-rossi", &["never-confirmed"])],
        "two can help each other"
    );
}

#[tokio::test]
async fn mail_that_comes_back_is_told_until_a_later_one_arrives_or_the_address_is_another() {
    let stage = Stage::new().await;
    let marco = "marco/studio-rossi";
    let ask = async |answer| {
        stage.house.courier.answer_next(answer);
        stage.house.identity.recovery().request_reset(marco, &stage.visit).await.unwrap();
        stage.house.deliver_all().await;
        stage.house.clock.advance(Lifetime::hours(2));
    };
    let refused = || Delivery::Refused(ShortText::parse("550 no such user").unwrap());
    ask(refused()).await;
    assert_eq!(reasons(&stage, Severity::CannotRecover).await, [told(marco, &["bouncing", "never-confirmed"])]);
    ask(Delivery::Sent).await;
    assert_eq!(reasons(&stage, Severity::CannotRecover).await, []);
    ask(refused()).await;
    assert_eq!(reasons(&stage, Severity::CannotRecover).await.len(), 1);

    let account = stage.account(marco).await;
    let accounts = stage.house.identity.accounts();
    let version = accounts.by_login(&account.login).await.unwrap().unwrap().version;
    let edit = AccountEdit { contact: Some(EmailAddress::parse("marco@new.example").unwrap()), ..as_it_is(&account) };
    accounts.edit(&operator(), account.id, version, edit, &Source::local()).await.unwrap();
    assert_eq!(reasons(&stage, Severity::CannotRecover).await, [], "nothing came back from the new one");
}

#[tokio::test]
async fn a_suspended_owner_and_a_house_that_nobody_could_run_are_told() {
    let stage = Stage::new().await;
    let id = stage.account("studio-rossi").await.id;
    stage.house.identity.accounts().suspend(&operator(), id, &Source::local()).await.unwrap();
    assert_eq!(
        reasons(&stage, Severity::CannotRecover).await,
        [told("studio-rossi", &["suspended-owner", "nobody-administers"])]
    );
    stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    assert_eq!(reasons(&stage, Severity::CannotRecover).await, [told("studio-rossi", &["suspended-owner"])]);
}

#[tokio::test]
async fn pages_show_everybody_once_whatever_their_length() {
    let stage = Stage::new().await;
    for number in 0..9 {
        stage.add(&format!("n{number}"), None, RightsWish::default()).await;
        stage.add(&format!("m{number}"), Some(&format!("m{number}@mail.example")), RightsWish::default()).await;
    }
    let readiness = stage.house.identity.readiness();
    for severity in [Severity::CannotRecover, Severity::AtRisk] {
        let all = reasons(&stage, severity).await;
        for limit in 1..=12 {
            let mut seen = Vec::new();
            let mut after = None;
            loop {
                let page = readiness.page(Reader::Operator, stage.organization, severity, after, limit).await.unwrap();
                assert!(page.rows.len() <= limit as usize);
                seen.extend(page.rows.into_iter().map(|row| row.account.login.to_string()));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            let expected: Vec<_> = all.iter().map(|(login, _)| login.clone()).collect();
            assert_eq!(seen, expected, "{severity:?} by {limit}");
        }
    }
    let tally = readiness.tally().await.unwrap();
    assert_eq!((tally["no-address"], tally["never-confirmed"], tally["sole-administrator"]), (9, 11, 1));
    assert_eq!(tally["bouncing"], 0, "what nobody has is told as nothing");
}

#[tokio::test]
async fn only_those_who_administer_read_it_and_only_of_their_own() {
    let stage = Stage::new().await;
    let other = crate::stage::open(&stage.house, "studio-verdi", None).await;
    let readiness = stage.house.identity.readiness();
    let marco = inside(&stage, "marco/studio-rossi").await;
    let owner = inside(&stage, "studio-rossi").await;
    for (reader, organization, is_shown) in [
        (Reader::Person(&marco), stage.organization, false),
        (Reader::Person(&owner), other, false),
        (Reader::Person(&owner), stage.organization, true),
    ] {
        let page = readiness.page(reader, organization, Severity::AtRisk, None, 50).await.unwrap();
        assert_eq!(page.rows.is_empty(), !is_shown);
        let counts = readiness.counts(reader, organization, 10).await.unwrap();
        assert_eq!(counts.active > 0, is_shown);
        assert_eq!(readiness.administrators(reader, organization).await.unwrap().is_empty(), !is_shown);
    }
}
