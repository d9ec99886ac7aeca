//! Guessing, lock-out and unlock.

use anyhow::{Context, Result};
use test_support::process::Configuration;
use trials::house::PASSWORD;
use trials::r2::code_in;
use trials::wire::Request;

use super::{Scene, WRONG, is_to};

const LIMIT: u64 = 5;

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l04_every_spelling_of_a_name_shares_one_guard() -> Result<()> {
    let scene = Scene::set().await?;
    scene.house.organization("info@bücher.example", None).await?;
    let spellings: [(&str, &[&str]); 2] = [
        (
            "nora/ditta",
            &[
                "nora/ditta",
                "NORA/DITTA",
                " nora/ditta ",
                "nora / ditta",
                "\tnora/ditta",
                "nora/ditta\n",
                "nora\u{a0}/ditta",
                "nora/ditta.",
                "ｎｏｒａ/ditta",
                "nora／ditta",
                "no\u{200b}ra/ditta",
                "nora/dit\u{ad}ta",
                "\u{feff}nora/ditta",
                "Nora/Ditta",
                "nora/di\u{2060}tta",
                "𝐧𝐨𝐫𝐚/ditta",
                "nora\u{3000}/ditta",
                "ⓝⓞⓡⓐ/ditta",
                "nora/ditta\u{202e}",
                "\u{200f}nora/ditta",
            ],
        ),
        (
            "info@bücher.example",
            &[
                "info@bücher.example",
                "INFO@BÜCHER.EXAMPLE",
                "info@xn--bcher-kva.example",
                "info@XN--BCHER-KVA.example",
                "info@bu\u{308}cher.example",
                "info@bücher.example.",
                "info＠bücher.example",
                "info@bücher。example",
                "in\u{200d}fo@bücher.example",
                " info@bücher.example",
            ],
        ),
    ];
    for (login, spellings) in spellings {
        let before = scene.house.evaluated().await?;
        for spelling in spellings {
            for _ in 0..LIMIT {
                let status = scene.try_password(spelling, WRONG).await?;
                assert!(matches!(status, 401 | 403), "{spelling:?}: {status}");
            }
        }
        assert_eq!(scene.house.evaluated().await? - before, LIMIT, "{login}");
        for spelling in spellings {
            assert_eq!(scene.try_password(spelling, PASSWORD).await?, 403, "{spelling:?}");
        }
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l05_every_route_that_takes_a_password_shares_one_counter() -> Result<()> {
    let scene = Scene::set().await?;
    let routes = ["/sign-in", "/sign-in/again", "/account/password"];
    for (number, route) in routes.into_iter().enumerate() {
        let name = format!("pia{number}");
        let login = format!("{name}/ditta");
        let rights = identity_core::domain::permission::RightsWish::default();
        scene.house.person(scene.ditta, &name, None, rights).await?;
        let mut inside = scene.signed_in(&login).await?;
        // What is known to be somebody's device has a budget of its own; this is about everybody else's.
        inside.forget("__Host-devices");
        let fields = |password: &'static str| {
            vec![
                ("login", login.as_str()),
                ("password", password),
                ("current_password", password),
                ("new_password", super::NEXT_PASSWORD),
            ]
        };
        let before = scene.house.evaluated().await?;
        for _ in 0..=LIMIT {
            inside.post(route, &fields(WRONG)).await?;
        }
        for other in routes {
            let answer = inside.post(other, &fields(PASSWORD)).await?;
            assert_eq!(answer.status, 403, "{other} after {route}");
        }
        assert_eq!(scene.house.evaluated().await? - before, LIMIT, "{route}");
        assert_eq!(scene.try_password(&login, PASSWORD).await?, 403);
        assert_eq!(inside.get("/home").await?.status, 200);
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l05_what_strangers_bar_stays_barred_for_a_session_that_was_taken() -> Result<()> {
    let scene = Scene::set().await?;
    let mut inside = scene.signed_in("nora/ditta").await?;
    inside.forget("__Host-devices");
    scene.house.bar("nora/ditta").await?;
    let before = scene.house.evaluated().await?;
    let fields = [("password", PASSWORD), ("current_password", PASSWORD), ("new_password", super::NEXT_PASSWORD)];
    for route in ["/sign-in/again", "/account/password"] {
        assert_eq!(inside.post(route, &fields).await?.status, 403, "{route}");
    }
    assert_eq!(scene.house.evaluated().await?, before);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l07_a_restart_forgets_no_failure() -> Result<()> {
    let mut scene = Scene::set().await?;
    for _ in 1..LIMIT {
        assert_eq!(scene.try_password("nora/ditta", WRONG).await?, 401);
        scene.house.restart().await?;
    }
    assert_eq!(scene.try_password("nora/ditta", WRONG).await?, 403);
    scene.house.restart().await?;
    assert_eq!(scene.try_password("nora/ditta", PASSWORD).await?, 403);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l07_a_flood_of_unknown_names_washes_no_failure_away() -> Result<()> {
    let scene = Scene::set().await?;
    for _ in 1..LIMIT {
        assert_eq!(scene.try_password("nora/ditta", WRONG).await?, 401);
    }
    let mut flood = scene.visitor()?;
    for number in 0..150 {
        flood.sign_in(&format!("nobody{number}/ditta"), WRONG).await?;
    }
    assert_eq!(scene.try_password("nora/ditta", WRONG).await?, 403);
    assert_eq!(scene.try_password("nora/ditta", PASSWORD).await?, 403);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l08_forged_headers_buy_no_further_requests() -> Result<()> {
    let configuration = Configuration::new().set("throttle.requests_per_minute", 1).set("throttle.burst", 10);
    let scene = Scene::set_on(configuration).await?;
    let mut visitor = scene.visitor()?;
    let token = visitor.form_token().await?;
    let names = [
        "X-Forwarded-For",
        "Forwarded",
        "X-Real-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
    ];
    let mut throttled = 0;
    for number in 0..30_usize {
        let fields = [("login", "nobody/ditta"), ("email", "nobody@mail.example"), ("csrf", token.as_str())];
        let path = ["/forgot-login", "/unlock", "/forgot-password"][number % 3];
        let address = format!("192.0.2.{number}");
        let mut request = Request::post(path, &fields);
        for name in names {
            let value = if name == "Forwarded" { format!("for={address}") } else { address.clone() };
            request = request.header(name, &value).header(name, &format!("2001:db8:{number}::1"));
        }
        let answer = visitor.send(request).await?;
        if answer.status == 429 {
            throttled += 1;
            assert!(answer.header("retry-after").parse::<u32>()? > 0);
        }
    }
    assert!(throttled >= 19, "{throttled}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l10_an_older_code_is_dead_and_the_newest_one_lives() -> Result<()> {
    let scene = Scene::set().await?;
    let old = code(&scene, "nora").await?;
    let new = code(&scene, "nora").await?;
    assert_eq!(redeem(&scene, "nora/ditta", &old).await?, 422);
    assert_eq!(redeem(&scene, "nora/ditta", &new).await?, 200);
    assert_eq!(redeem(&scene, "nora/ditta", &new).await?, 422);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l10_new_codes_give_no_new_tries() -> Result<()> {
    let scene = Scene::set().await?;
    for _ in 0..2 {
        code(&scene, "nora").await?;
        for _ in 0..3 {
            assert_eq!(redeem(&scene, "nora/ditta", "00000000").await?, 422);
        }
    }
    let right = code(&scene, "nora").await?;
    for _ in 0..47 {
        scene.ask("/unlock", "nora/ditta").await?;
    }
    for typed in [right.clone(), format!(" {right} "), right.chars().rev().collect(), right.clone()] {
        assert_eq!(redeem(&scene, "nora/ditta", &typed).await?, 422);
    }
    scene.let_the_outbox_rest().await?;
    let to_nora = scene.house.sink.mails().iter().filter(|mail| is_to(mail, "nora@mail.example")).count();
    assert!(to_nora <= 3, "{to_nora}");
    // The link in the same mail is no guess, and still works.
    let mails = scene.house.sink.mails();
    let last = mails.iter().rfind(|mail| is_to(mail, "nora@mail.example")).context("no mail")?;
    let token = trials::r2::token_in(last, "/unlock/link/").context("no link")?;
    let answer = scene.visitor()?.post("/unlock/link", &[("token", &token)]).await?;
    assert_eq!(answer.status, 200);
    Ok(())
}

async fn code(scene: &Scene, name: &str) -> Result<String> {
    let seen = scene.house.sink.mails().len();
    scene.ask("/unlock", &format!("{name}/ditta")).await?;
    let mail = scene.mail_after(seen, &format!("{name}@mail.example"), "/unlock/link/").await?;
    code_in(&mail).context("no code")
}

async fn redeem(scene: &Scene, login: &str, code: &str) -> Result<u16> {
    let fields = [("login", login), ("code", code)];
    Ok(scene.visitor()?.post("/unlock/code", &fields).await?.status)
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l11_one_password_tried_at_many_names_is_slowed_down_and_bars_nobody() -> Result<()> {
    // The throttle as it is delivered.
    let scene = Scene::set_on(Configuration::default()).await?;
    let mut visitor = scene.visitor()?;
    let before = scene.house.evaluated().await?;
    let mut throttled = 0;
    for number in 0..300 {
        let login = ["nora/ditta".to_owned(), "vito/ditta".to_owned(), format!("p{number}/ditta")];
        let login = login.get(number).unwrap_or(&login[2]);
        let answer = visitor.sign_in(login, "Estate2026!Estate").await?;
        throttled += u32::from(answer.status == 429);
    }
    assert!(throttled > 200, "{throttled}");
    assert!(scene.house.evaluated().await? - before < 100);
    let locked: serde_json::Value = serde_json::from_str(&scene.command(&["lockout", "list", "--json"])?)?;
    assert!(!locked.to_string().contains("/ditta"), "{locked}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn l12_signing_in_oneself_gives_the_network_nothing_back() -> Result<()> {
    let configuration = Configuration::new().set("throttle.requests_per_minute", 1).set("throttle.burst", 20);
    let scene = Scene::set_on(configuration).await?;
    let mut let_through = 0;
    let mut visitor = scene.visitor()?;
    visitor.form_token().await?;
    for _ in 0..20 {
        for (login, password) in [
            ("v1/ditta", WRONG),
            ("v2/ditta", WRONG),
            ("v3/ditta", WRONG),
            ("v4/ditta", WRONG),
            ("nora/ditta", PASSWORD),
        ] {
            let answer = visitor.sign_in(login, password).await?;
            let_through += u32::from(answer.status != 429);
        }
    }
    assert!(let_through <= 22, "{let_through}");
    Ok(())
}
