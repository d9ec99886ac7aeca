//! Sessions: fixed beforehand, kept afterwards, asked for by other sites.

use anyhow::{Context, Result};
use trials::house::PASSWORD;
use trials::visitor::SESSION;
use trials::wire::Request;

use identity_core::domain::account::Standing;

use super::{NEXT_PASSWORD, Scene, is_shut_out};

const POSTS: [&str; 24] = [
    "/sign-in",
    "/unlock",
    "/unlock/code",
    "/unlock/link",
    "/forgot-password",
    "/forgot-login",
    "/reset",
    "/welcome",
    "/address",
    "/sign-out",
    "/sign-in/again",
    "/account/language",
    "/account/address",
    "/account/address/cancel",
    "/account/password",
    "/account/sessions/revoke-others",
    "/console/accounts",
    "/console/accounts/new",
    "/console/locked",
    "/console/accounts/ID/edit",
    "/console/accounts/ID/unlock",
    "/console/accounts/ID/suspend",
    "/console/accounts/ID/reinstate",
    "/console/accounts/ID/welcome",
];

/// Those that are no page as well.
const ONLY_POSTS: [&str; 12] = [
    "/unlock/code",
    "/unlock/link",
    "/reset",
    "/welcome",
    "/address",
    "/sign-out",
    "/account/address/cancel",
    "/account/sessions/revoke-others",
    "/console/accounts/ID/unlock",
    "/console/accounts/ID/suspend",
    "/console/accounts/ID/reinstate",
    "/console/accounts/ID/welcome",
];

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn s04_a_planted_session_is_never_the_one_that_is_signed_in() -> Result<()> {
    let scene = Scene::set().await?;
    let planted = "a".repeat(64);
    let mut victim = scene.visitor()?;
    victim.plant(SESSION, &planted);
    victim.plant("__Host-visit", &"b".repeat(32));
    assert_eq!(victim.sign_in("nora/ditta", PASSWORD).await?.status, 303);
    let first = victim.cookie(SESSION).context("no session")?.to_owned();
    assert_ne!(first, planted);

    let again = victim.post("/sign-in/again", &[("password", PASSWORD)]).await?;
    assert_eq!(again.status, 303);
    let second = victim.cookie(SESSION).context("no session")?.to_owned();
    assert_ne!(second, first);
    let fields = [("current_password", PASSWORD), ("new_password", NEXT_PASSWORD)];
    assert_eq!(victim.post("/account/password", &fields).await?.status, 303);
    let third = victim.cookie(SESSION).context("no session")?.to_owned();
    assert_ne!(third, second);

    for dead in [planted, first, second] {
        let mut attacker = scene.visitor()?;
        attacker.plant(SESSION, &dead);
        is_shut_out(&attacker.get("/home").await?)?;
    }
    assert_eq!(victim.get("/home").await?.status, 200);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn s01_other_sessions_end_with_the_password_that_opened_them() -> Result<()> {
    let scene = Scene::set().await?;
    let mut others = Vec::new();
    for _ in 0..5 {
        others.push(scene.signed_in("nora/ditta").await?);
    }
    let mut own = scene.signed_in("nora/ditta").await?;
    let fields = [("current_password", PASSWORD), ("new_password", NEXT_PASSWORD)];
    assert_eq!(own.post("/account/password", &fields).await?.status, 303);
    for other in &mut others {
        is_shut_out(&other.get("/home").await?)?;
    }
    assert_eq!(own.get("/home").await?.status, 200);

    let token = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let fields = [("token", token.as_str()), ("new_password", "nove ombrelli dimenticati")];
    assert_eq!(scene.visitor()?.post("/reset", &fields).await?.status, 200);
    is_shut_out(&own.get("/home").await?)?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn s02_somebody_suspended_or_demoted_keeps_no_way_in() -> Result<()> {
    let scene = Scene::set().await?;
    let mut nora = scene.signed_in("nora/ditta").await?;
    let mut anna = scene.signed_in("anna/ditta").await?;
    assert_eq!(anna.get("/console/accounts").await?.status, 200);
    scene.command(&["account", "suspend", "nora/ditta", "--yes"])?;
    scene.command(&["permission", "take", "anna/ditta", "--permission", "identity.accounts.read"])?;
    for page in ["/home", "/account/sessions", "/account/password", "/account/address"] {
        is_shut_out(&nora.get(page).await?)?;
    }
    assert_eq!(anna.get("/console/accounts").await?.status, 404);
    assert_eq!(scene.try_password("nora/ditta", PASSWORD).await?, 401);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn s05_a_form_of_another_site_does_nothing() -> Result<()> {
    let scene = Scene::set().await?;
    let id = scene.account("nora/ditta").await?.id.to_string();
    let mut owner = scene.signed_in("ditta").await?;
    let token = owner.form_token().await?;
    let origins = [
        [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin")],
        // A sandboxed frame.
        [("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "http://localhost"), ("X-Other", "-")],
        [("Origin", "http://localhost.evil.example"), ("X-Other", "-")],
        [("Sec-Fetch-Site", "cross-site"), ("X-Other", "-")],
        [("Sec-Fetch-Site", "same-site"), ("X-Other", "-")],
    ];
    for path in POSTS {
        let path = path.replace("ID", &id);
        for headers in origins {
            let fields = [("csrf", token.as_str()), ("login", "nora/ditta"), ("password", PASSWORD)];
            let [(first, said), (second, more)] = headers;
            let answer = owner.send(Request::post(&path, &fields).header(first, said).header(second, more)).await?;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
        }
        for token in ["", "0", &"0".repeat(64)] {
            let fields = [("csrf", token), ("login", "nora/ditta"), ("password", PASSWORD)];
            let answer = owner.send(Request::post(&path, &fields)).await?;
            assert_eq!(answer.status, 403, "{path} {token:?}");
        }
    }
    // The token of another browser is no token of this one.
    let other = scene.visitor()?.form_token().await?;
    let answer = owner.send(Request::post("/sign-out", &[("csrf", &other)])).await?;
    assert_eq!(answer.status, 403);
    assert_eq!(owner.get("/home").await?.status, 200);
    assert_eq!(scene.account("nora/ditta").await?.standing, Standing::Active);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn s06_opening_the_address_of_a_form_does_nothing() -> Result<()> {
    let scene = Scene::set().await?;
    let id = scene.account("nora/ditta").await?.id.to_string();
    let mut owner = scene.signed_in("ditta").await?;
    for path in ONLY_POSTS {
        let answer = owner.get(&path.replace("ID", &id)).await?;
        assert_eq!(answer.status, 405, "{path}");
        assert!(answer.cookie(SESSION).is_none());
    }
    assert_eq!(owner.get("/home").await?.status, 200);
    assert_eq!(scene.account("nora/ditta").await?.standing, Standing::Active);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn s07_a_session_that_was_ended_stays_so_over_a_restart() -> Result<()> {
    let mut scene = Scene::set().await?;
    let mut left = scene.signed_in("nora/ditta").await?;
    let stolen = left.cookie(SESSION).context("no session")?.to_owned();
    assert_eq!(left.post("/sign-out", &[]).await?.status, 200);
    let mut revoked = scene.signed_in("nora/ditta").await?;
    let mut own = scene.signed_in("nora/ditta").await?;
    assert_eq!(own.post("/account/sessions/revoke-others", &[]).await?.status, 303);
    scene.house.restart().await?;

    let mut thief = scene.visitor()?;
    thief.plant(SESSION, &stolen);
    is_shut_out(&thief.get("/home").await?)?;
    is_shut_out(&revoked.get("/home").await?)?;
    assert_eq!(own.get("/home").await?.status, 200);
    Ok(())
}
