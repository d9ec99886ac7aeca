//! Account discovery.

use anyhow::{Context, Result};
use identity_core::domain::permission::RightsWish;
use test_support::smtp::{Fault, Stage};
use trials::house::PASSWORD;
use trials::wire::Answer;

use super::{Scene, WRONG};

/// Names of the same length in every state that an account can be in, the first two of which are nobody's.
const STATES: [&str; 8] = [
    "unknown1/ditta",
    "unknown1/nullo",
    "ordinary/ditta",
    "suspende/ditta",
    "newcomer/ditta",
    "noletter/ditta",
    "noletpwd/ditta",
    "readmail/ditta",
];

async fn scene() -> Result<Scene> {
    let scene = Scene::set().await?;
    let house = &scene.house;
    let person = async |name: &str, has_address: bool| {
        let address = format!("{name}@mail.example");
        let address = has_address.then_some(address.as_str());
        house.person(scene.ditta, name, address, RightsWish::default()).await
    };
    person("ordinary", true).await?;
    let suspended = person("suspende", true).await?;
    house.suspend(suspended).await?;
    house.newcomer(scene.ditta, "newcomer", Some("newcomer@mail.example")).await?;
    person("noletter", false).await?;
    house.newcomer(scene.ditta, "noletpwd", None).await?;
    person("readmail", true).await?;
    let token = scene.token("/unlock", "readmail/ditta", "/unlock/link/").await?;
    scene.visitor()?.post("/unlock/link", &[("token", &token)]).await?;
    Ok(scene)
}

/// What an answer tells: everything but the name that was typed, what is drawn anew each time, and the time of day.
fn told(answer: &Answer, login: &str) -> String {
    let mut body = answer.body.replace(login, "NAME");
    for (start, end) in [("name=\"csrf\" value=\"", "\""), ("<time", "</time>")] {
        body = masked(&body, start, end);
    }
    let mut headers: Vec<String> = Vec::new();
    for (name, value) in &answer.headers {
        let value = match name.as_str() {
            "date" => "DATE",
            // The name, and how long its value is.
            "set-cookie" => value.split('=').next().unwrap_or_default(),
            _ => value,
        };
        headers.push(format!("{name}: {value}"));
    }
    format!("{}\n{}\n\n{body}", answer.status, headers.join("\n"))
}

fn masked(text: &str, start: &str, end: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(start) {
        kept.push_str(before);
        kept.push_str("...");
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    kept + rest
}

async fn all_alike(scene: &Scene, logins: &[&str], path: &str, more: &[(&str, &str)], status: u16) -> Result<()> {
    let mut first: Option<String> = None;
    for login in logins {
        let mut fields = vec![("login", *login)];
        fields.extend_from_slice(more);
        let answer = scene.visitor()?.post(path, &fields).await?;
        assert_eq!(answer.status, status, "{path} {login}");
        let told = told(&answer, login);
        let first = first.get_or_insert_with(|| told.clone());
        assert_eq!(*first, told, "{path} {login}");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn e02_no_state_of_an_account_shows_in_any_answer() -> Result<()> {
    let scene = scene().await?;
    all_alike(&scene, &STATES, "/sign-in", &[("password", WRONG)], 401).await?;
    all_alike(&scene, &STATES, "/unlock", &[], 200).await?;
    all_alike(&scene, &STATES, "/forgot-password", &[], 200).await?;
    for _ in 0..4 {
        all_alike(&scene, &STATES, "/unlock/code", &[("code", "12345678")], 422).await?;
    }
    // Those that may not sign in do not betray it to whoever knows the password either.
    let shut = ["unknown1/ditta", "suspende/ditta", "newcomer/ditta"];
    all_alike(&scene, &shut, "/sign-in", &[("password", PASSWORD)], 401).await?;
    for page in ["/sign-in", "/unlock", "/forgot-password"] {
        let mut first = None;
        for login in STATES {
            let answer = scene.visitor()?.get(&format!("{page}?login={login}")).await?;
            let told = told(&answer, login);
            assert_eq!(*first.get_or_insert_with(|| told.clone()), told, "{page} {login}");
        }
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn e02_barred_names_are_alike_whether_anybody_has_them() -> Result<()> {
    let scene = scene().await?;
    for login in STATES {
        scene.house.bar(login).await?;
    }
    all_alike(&scene, &STATES, "/sign-in", &[("password", PASSWORD)], 403).await?;
    all_alike(&scene, &STATES, "/sign-in", &[("password", WRONG)], 403).await?;
    all_alike(&scene, &STATES, "/unlock", &[], 200).await?;
    all_alike(&scene, &STATES, "/forgot-password", &[], 200).await?;
    for _ in 0..6 {
        all_alike(&scene, &STATES, "/unlock/code", &[("code", "12345678")], 422).await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn e04_a_forgotten_password_or_name_tells_nobody_who_exists() -> Result<()> {
    let scene = scene().await?;
    // Beyond the cap on mails, too.
    for _ in 0..5 {
        all_alike(&scene, &STATES, "/forgot-password", &[], 200).await?;
        let mut first = None;
        for address in ["ordinary@mail.example", "nobodyxx@mail.example", "suspende@mail.example"] {
            let answer = scene.visitor()?.post("/forgot-login", &[("email", address)]).await?;
            assert_eq!(answer.status, 200);
            let told = told(&answer, address);
            assert_eq!(*first.get_or_insert_with(|| told.clone()), told, "{address}");
        }
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn e06_mail_that_is_down_is_down_for_every_name() -> Result<()> {
    let scene = scene().await?;
    for fault in [Fault::Close(Stage::Greeting), Fault::Silence(Stage::Hello), Fault::unknown_recipient()] {
        scene.house.sink.misbehave(fault);
        all_alike(&scene, &STATES, "/unlock", &[], 200).await?;
        all_alike(&scene, &STATES, "/forgot-password", &[], 200).await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn e02_a_setting_that_shows_addresses_is_the_only_thing_that_does() -> Result<()> {
    let scene = scene().await?;
    let opened = [
        "organization",
        "open",
        "--handle",
        "aperta",
        "--name",
        "Aperta",
        "--owner-name",
        "Pia",
        "--owner-address",
        "pia.rossi@mail.example",
        "--show-masked-address",
    ];
    scene.command(&opened)?;
    let shown = scene.ask("/unlock", "aperta").await?;
    let hidden = scene.ask("/unlock", "ordinary/ditta").await?;
    let domain = |answer: &Answer| answer.body.contains("@mail.example");
    assert!(domain(&shown) && !shown.body.contains("pia.rossi@mail.example"));
    assert!(!domain(&hidden));
    scene.house.sink.wait_for(|mail| super::is_to(mail, "pia.rossi@mail.example")).await.context("no welcome")?;
    Ok(())
}
