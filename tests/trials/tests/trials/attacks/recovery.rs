//! Resets, unlock mails and their links, as strangers and mail scanners send them.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use identity_core::domain::permission::RightsWish;
use trials::house::PASSWORD;
use trials::wire::Request;

use super::{NEXT_PASSWORD, Scene, is_to};

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r01_no_form_sends_mail_to_a_second_address() -> Result<()> {
    let scene = Scene::set().await?;
    let (own, evil) = ("nora@mail.example", "evil@evil.example");
    let mut addresses = vec![
        format!("{own},{evil}"),
        format!("{own};{evil}"),
        format!("{own} {evil}"),
        format!("{own}\r\nBcc: {evil}"),
        format!("{own}\nTo: {evil}"),
        format!("{own}\0{evil}"),
        format!("{own}%0a{evil}"),
        format!("<{own}>,<{evil}>"),
        format!("{evil} <{own}>"),
        format!("\"{evil}\"@mail.example"),
        format!("[\"{own}\",\"{evil}\"]"),
        format!("{{\"email\":[\"{own}\",\"{evil}\"]}}"),
        format!("{own}|{evil}"),
        format!("@{evil}:{own}"),
    ];
    addresses.push(evil.to_owned());
    for address in &addresses {
        for (path, field) in [("/forgot-login", "email"), ("/forgot-password", "login"), ("/unlock", "login")] {
            let answer = scene.visitor()?.post(path, &[(field, address)]).await?;
            assert!(matches!(answer.status, 200 | 400..=499), "{path} {address:?}: {}", answer.status);
        }
    }
    let twice: [&[(&str, &str)]; 4] = [
        &[("email", own), ("email", evil)],
        &[("email[]", own), ("email[]", evil)],
        &[("email", own), ("email[]", evil), ("email[1]", evil), ("to", evil), ("cc", evil)],
        &[("login", "nora/ditta"), ("login", "vito/ditta"), ("email", evil)],
    ];
    for fields in twice {
        for path in ["/forgot-login", "/forgot-password", "/unlock"] {
            let answer = scene.visitor()?.post(path, fields).await?;
            assert!(matches!(answer.status, 200 | 400..=499), "{path} {fields:?}");
        }
    }
    let repeated =
        scene.visitor()?.post("/forgot-password", &[("login", "nora/ditta"), ("login", "vito/ditta")]).await?;
    assert_eq!(repeated.status, 400);
    let mut visitor = scene.visitor()?;
    let json = Request::of("POST", "/forgot-password")
        .header("Content-Type", "application/json")
        .body(format!("{{\"login\":\"nora/ditta\",\"email\":\"{evil}\"}}"));
    assert!((400..500).contains(&visitor.send(json).await?.status));

    scene.let_the_outbox_rest().await?;
    for mail in scene.house.sink.attempts() {
        assert_eq!(mail.recipients().len(), 1, "{:?}", mail.recipients());
        assert!(mail.recipients().iter().all(|to| to.ends_with("@mail.example")), "{:?}", mail.recipients());
        assert_eq!(mail.to(), mail.recipients());
    }
    let heard = scene.house.sink.commands();
    assert!(heard.iter().all(|command| !command.line.contains("evil.example")));
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r03_links_start_with_the_configured_address_whatever_the_host_header_says() -> Result<()> {
    let scene = Scene::set().await?;
    let headers: [&[(&str, &str)]; 12] = [
        &[("Host", "evil.example")],
        &[("Host", "evil.example:80")],
        &[("Host", "localhost@evil.example")],
        &[("Host", "localhost:1@evil.example")],
        &[("Host", "localhost evil.example")],
        &[("Host", "localhost"), ("Host", "evil.example")],
        &[("X-Forwarded-Host", "evil.example")],
        &[("Forwarded", "host=evil.example;proto=https")],
        &[("X-Forwarded-Proto", "https"), ("X-Forwarded-Server", "evil.example")],
        &[("X-Original-URL", "http://evil.example/"), ("X-Rewrite-URL", "http://evil.example/")],
        &[("X-HTTP-Host-Override", "evil.example"), ("X-Host", "evil.example")],
        &[("Referer", "http://evil.example/")],
    ];
    let mut answered = 0;
    for number in 0..=headers.len() {
        let name = format!("pia{number}");
        let address = format!("{name}@mail.example");
        scene.house.person(scene.ditta, &name, Some(&address), RightsWish::default()).await?;
        for path in ["/forgot-password", "/unlock"] {
            let mut visitor = scene.visitor()?;
            let token = visitor.form_token().await?;
            let login = format!("{name}/ditta");
            let fields = [("login", login.as_str()), ("csrf", token.as_str())];
            let target = if number < headers.len() { path.to_owned() } else { format!("http://evil.example{path}") };
            let mut request = Request::post(&target, &fields);
            for (name, value) in headers.get(number).copied().unwrap_or_default() {
                request = request.header(name, value);
            }
            let answer = visitor.send(request).await?;
            assert!(answer.status < 500, "{}", answer.status);
            assert!(!answer.body.contains("evil.example") && !answer.header("location").contains("evil.example"));
            answered += usize::from(answer.status == 200);
        }
    }
    let base = scene.house.home()?.base_url();
    let mails = scene.house.sink.wait_for_count(answered).await?;
    assert!(answered >= 14, "{answered}");
    for mail in mails {
        let text = mail.text() + &mail.html();
        assert!(!text.contains("evil.example"));
        for (at, _) in text.match_indices("://") {
            let scheme = text[..at].rfind(|letter: char| !letter.is_ascii_alphabetic()).map_or(0, |before| before + 1);
            let address = &text[scheme..];
            assert!(address.starts_with(&base), "{:?}", address.get(..60));
        }
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r04_a_used_link_opens_nothing_any_more() -> Result<()> {
    let mut scene = Scene::set().await?;
    let token = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let mut first = scene.visitor()?;
    let fields = [("token", token.as_str()), ("new_password", NEXT_PASSWORD)];
    assert_eq!(first.post("/reset", &fields).await?.status, 200);
    // The person is told, and from where.
    let told =
        scene.house.sink.wait_for(|mail| is_to(mail, "nora@mail.example") && mail.subject().contains("was changed"));
    // Without the word joiners that keep mail programs from making links.
    let told = told.await?.text().replace('\u{2060}', "");
    assert!(told.contains("127.0.0.1"), "{told}");
    let again = [("token", token.as_str()), ("new_password", "nove ombrelli dimenticati")];
    assert_eq!(first.post("/reset", &again).await?.status, 410);
    assert_eq!(scene.visitor()?.post("/reset", &again).await?.status, 410);
    scene.house.restart().await?;
    assert_eq!(scene.visitor()?.post("/reset", &again).await?.status, 410);
    assert_eq!(scene.visitor()?.get(&format!("/reset/{token}")).await?.status, 410);
    assert_eq!(scene.try_password("nora/ditta", NEXT_PASSWORD).await?, 303);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r08_a_link_acts_on_its_own_account_whoever_else_is_named() -> Result<()> {
    let scene = Scene::set().await?;
    let own = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let victim = scene.account("vito/ditta").await?.id.to_string();
    for token in ["", "null", "0000", &"0".repeat(64), &"f".repeat(64), &own.to_uppercase(), &own[..63], "undefined"] {
        let fields = [("token", token), ("login", "vito/ditta"), ("new_password", NEXT_PASSWORD)];
        assert_eq!(scene.visitor()?.post("/reset", &fields).await?.status, 410, "{token}");
    }
    let missing = [("login", "vito/ditta"), ("new_password", NEXT_PASSWORD)];
    assert_eq!(scene.visitor()?.post("/reset", &missing).await?.status, 410);
    let mine = [
        ("token", own.as_str()),
        ("login", "vito/ditta"),
        ("account", &victim),
        ("id", &victim),
        ("email", "vito@mail.example"),
        ("new_password", NEXT_PASSWORD),
    ];
    assert_eq!(scene.visitor()?.post("/reset", &mine).await?.status, 200);
    assert_eq!(scene.try_password("vito/ditta", PASSWORD).await?, 303);
    assert_eq!(scene.try_password("vito/ditta", NEXT_PASSWORD).await?, 401);
    assert_eq!(scene.try_password("nora/ditta", NEXT_PASSWORD).await?, 303);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r12_a_scanner_that_opens_every_link_uses_none_up() -> Result<()> {
    let scene = Scene::set().await?;
    scene.house.newcomer(scene.ditta, "nuova", Some("nuova@mail.example")).await?;
    scene.house.bar("vito/ditta").await?;
    let unlock = scene.token("/unlock", "vito/ditta", "/unlock/link/").await?;
    let reset = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let welcome = scene.mail("nuova@mail.example", "/welcome/").await?;
    let welcome = trials::r2::token_in(&welcome, "/welcome/").context("no link")?;
    let links = [("/unlock/link", unlock), ("/reset", reset), ("/welcome", welcome)];
    for (path, token) in &links {
        let target = format!("{path}/{token}");
        for method in ["HEAD", "GET", "GET", "GET", "OPTIONS"] {
            let bytes = Request::of(method, &target).bytes("localhost");
            // What answers HEAD has the length of a body, and none.
            if let Ok(answer) = trials::wire::exchange(scene.house.address(0)?, &bytes).await {
                assert!(answer.cookie("__Host-session").is_none());
                assert!(matches!(answer.status, 200 | 405), "{method} {path}: {}", answer.status);
            }
        }
    }
    assert_eq!(scene.try_password("vito/ditta", PASSWORD).await?, 403);
    for (path, token) in &links {
        let mut person = scene.visitor()?;
        assert_eq!(person.get(&format!("{path}/{token}")).await?.status, 200, "{path}");
        let fields = [("token", token.as_str()), ("new_password", NEXT_PASSWORD)];
        let answer = person.post(path, &fields).await?;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.cookie("__Host-session").is_none());
    }
    assert_eq!(scene.try_password("vito/ditta", PASSWORD).await?, 303);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r14_one_mailbox_gets_few_mails_of_a_kind_whatever_it_is_called() -> Result<()> {
    let scene = Scene::set().await?;
    let spellings = ["pia@mail.example", "PIA@mail.example", "pia@MAIL.example", "Pia@Mail.Example"];
    for (number, address) in spellings.iter().enumerate() {
        scene.house.person(scene.ditta, &format!("pia{number}"), Some(address), RightsWish::default()).await?;
    }
    for round in 0..60 {
        let login = format!("PIA{}/ditta", round % spellings.len());
        assert_eq!(scene.ask("/forgot-password", &login).await?.status, 200);
    }
    assert_eq!(scene.ask("/forgot-password", "nora/ditta").await?.status, 200);
    scene.mail("nora@mail.example", "/reset/").await?;
    scene.let_the_outbox_rest().await?;
    let mails = scene.house.sink.mails();
    let to_pia =
        mails.iter().filter(|mail| mail.recipients().iter().any(|to| to.eq_ignore_ascii_case("pia@mail.example")));
    let to_pia = to_pia.count();
    assert!((1..=3).contains(&to_pia), "{to_pia}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r17_asking_for_a_reset_changes_nothing() -> Result<()> {
    let scene = Scene::set().await?;
    let mut inside = scene.signed_in("nora/ditta").await?;
    for _ in 0..50 {
        scene.ask("/forgot-password", "nora/ditta").await?;
    }
    assert_eq!(inside.get("/home").await?.status, 200);
    assert_eq!(scene.try_password("nora/ditta", PASSWORD).await?, 303);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r13_token_pages_send_no_referrer_and_load_nothing_foreign() -> Result<()> {
    let scene = Scene::set().await?;
    let reset = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let unlock = scene.token("/unlock", "nora/ditta", "/unlock/link/").await?;
    for target in [format!("/reset/{reset}"), format!("/unlock/link/{unlock}"), format!("/reset/{}", "0".repeat(64))] {
        let page = scene.visitor()?.get(&target).await?;
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
        let loads: BTreeSet<&str> = ["src=\"", "href=\"", "action=\"", "url("]
            .iter()
            .flat_map(|mark| page.body.split(mark).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(!loads.is_empty());
        for place in loads {
            let is_ours = place.starts_with('/') && !place.starts_with("//") || place.starts_with(['#', '?']);
            assert!(is_ours || place.starts_with("tel:") || place.starts_with("mailto:"), "{place}");
            assert!(!place.contains(&reset) || place.starts_with("/reset/"), "{place}");
        }
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r12_an_unlock_leaves_the_password_needed() -> Result<()> {
    let scene = Scene::set().await?;
    scene.house.bar("nora/ditta").await?;
    let token = scene.token("/unlock", "nora/ditta", "/unlock/link/").await?;
    let answer = scene.visitor()?.post("/unlock/link", &[("token", &token)]).await?;
    assert_eq!((answer.status, answer.cookie("__Host-session")), (200, None));
    assert_eq!(scene.try_password("nora/ditta", super::WRONG).await?, 401);
    assert_eq!(scene.try_password("nora/ditta", PASSWORD).await?, 303);
    assert!(scene.house.sink.mails().iter().any(|mail| is_to(mail, "nora@mail.example")));
    Ok(())
}
