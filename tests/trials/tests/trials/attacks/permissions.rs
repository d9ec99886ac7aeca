//! Permissions and tenants: what a person may do about others, and about others of another house.

use anyhow::{Context, Result};
use identity_core::domain::{
    account::{Account, Rank, Standing},
    permission::RightsWish,
};
use trials::house::PASSWORD;
use trials::visitor::{SESSION, Visitor};
use trials::wire::Request;

use super::{Scene, is_shut_out};

const ACTS: [&str; 4] = ["unlock", "suspend", "reinstate", "welcome"];

const TAKEN_OVER: [(&str, &str); 5] = [
    ("display_name", "Presa"),
    ("contact_address", "evil@evil.example"),
    ("language", "it"),
    ("administrator", "yes"),
    ("version", "1"),
];

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn a01_nobody_raises_their_own_rights() -> Result<()> {
    let scene = Scene::set().await?;
    let mut nora = scene.signed_in("nora/ditta").await?;
    let before = scene.account("nora/ditta").await?;
    let more = [
        ("language", "en"),
        ("label", "x"),
        ("rank", "owner"),
        ("administrator", "yes"),
        ("role", "owner"),
        ("organization", "ditta"),
        ("standing", "active"),
        ("permissions[]", "identity.*"),
        ("permission", "identity.accounts.manage"),
        ("profile", "identity.accounts.manage"),
        ("contact_address", "evil@evil.example"),
        ("display_name", "Presa"),
    ];
    assert_eq!(nora.post("/account/language", &more).await?.status, 303);
    nora.post("/account/sessions/revoke-others", &more).await?;
    let after = scene.account("nora/ditta").await?;
    assert_eq!((after.rank, &after.contact, &after.name), (Rank::Member, &before.contact, &before.name));
    assert!(after.rights.is_empty());

    let id = after.id.to_string();
    let pages = [
        "/console/accounts".to_owned(),
        "/console/accounts/new".to_owned(),
        "/console/locked".to_owned(),
        format!("/console/accounts/{id}"),
        format!("/console/accounts/{id}/edit"),
    ];
    for page in &pages {
        assert_eq!(nora.get(page).await?.status, 404, "{page}");
    }
    let mut posts = vec![
        "/console/accounts".to_owned(),
        "/console/accounts/new".to_owned(),
        "/console/locked".to_owned(),
        format!("/console/accounts/{id}/edit"),
    ];
    posts.extend(ACTS.map(|act| format!("/console/accounts/{id}/{act}")));
    for path in &posts {
        assert_eq!(nora.post(path, &TAKEN_OVER).await?.status, 404, "{path}");
    }
    for method in ["PUT", "PATCH", "DELETE"] {
        let answer = nora.send(Request::of(method, &format!("/console/accounts/{id}")).body("rank=owner")).await?;
        assert_eq!(answer.status, 405, "{method}");
    }
    let nora = scene.account("nora/ditta").await?;
    assert!(nora.rank == Rank::Member && nora.rights.is_empty());
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn a02_an_administrator_does_nothing_about_the_owner_or_about_themselves() -> Result<()> {
    let scene = Scene::set().await?;
    let mut anna = scene.signed_in("anna/ditta").await?;
    for login in ["ditta", "anna/ditta"] {
        let before = scene.account(login).await?;
        let id = before.id;
        for act in ACTS {
            assert_eq!(anna.post(&format!("/console/accounts/{id}/{act}"), &[]).await?.status, 403, "{act} {login}");
        }
        let version = version_of(&mut anna, &id.to_string()).await?;
        let mut fields = TAKEN_OVER.to_vec();
        fields[4] = ("version", &version);
        assert_eq!(anna.post(&format!("/console/accounts/{id}/edit"), &fields).await?.status, 403, "{login}");
        assert_eq!(changed(&before, &scene.account(login).await?), Vec::<&str>::new());
    }
    assert_eq!(scene.try_password("ditta", PASSWORD).await?, 303);
    Ok(())
}

async fn version_of(visitor: &mut Visitor, id: &str) -> Result<String> {
    let page = visitor.get(&format!("/console/accounts/{id}/edit")).await?;
    Ok(page.field("version").unwrap_or("1").to_owned())
}

fn changed(before: &Account, after: &Account) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut compare = |what, is_same: bool| {
        if !is_same {
            found.push(what);
        }
    };
    compare("name", before.name == after.name);
    compare("contact", before.contact == after.contact);
    compare("rank", before.rank == after.rank);
    compare("rights", before.rights == after.rights);
    compare("end", before.ends_at == after.ends_at);
    compare("standing", before.standing == after.standing);
    compare("password", before.password == after.password);
    compare("language", before.language == after.language);
    found
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn a03_a_bulk_act_reaches_nobody_that_a_single_one_would_not() -> Result<()> {
    let scene = Scene::set().await?;
    let foreign = scene.house.organization("altra", None).await?;
    let stranger = scene.house.person(foreign, "ugo", None, RightsWish::default()).await?.to_string();
    let (owner, anna, nora) = (
        scene.account("ditta").await?.id,
        scene.account("anna/ditta").await?.id,
        scene.account("nora/ditta").await?.id,
    );
    let (owner, own, nora) = (owner.to_string(), anna.to_string(), nora.to_string());
    let mut anna = scene.signed_in("anna/ditta").await?;
    let mut fields = vec![
        ("do", "suspend"),
        ("account", owner.as_str()),
        ("account", &own),
        ("account", &stranger),
        ("account", &nora),
    ];
    let asked = anna.post("/console/accounts", &fields).await?;
    assert_eq!(scene.account("nora/ditta").await?.standing, Standing::Active, "it is shown first");
    fields.push(("confirmed", "yes"));
    let answer = anna.post("/console/accounts", &fields).await?;
    for page in [&asked, &answer] {
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("ugo"), "whoever is of another organization has no name here");
    }
    for login in ["ditta", "anna/ditta", "ugo/altra"] {
        assert_eq!(scene.account(login).await?.standing, Standing::Active, "{login}");
    }
    assert_ne!(scene.account("nora/ditta").await?.standing, Standing::Active);
    let nobody = anna.post("/console/locked", &[("one", stranger.as_str())]).await?;
    assert!(nobody.status == 200 && !nobody.body.contains("ugo"), "{}", nobody.status);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn a06_a_session_that_was_taken_is_asked_for_the_password_before_it_matters() -> Result<()> {
    let scene = Scene::set().await?;
    let before = scene.account("nora/ditta").await?;
    let id = before.id;
    let mut owner = scene.signed_in("ditta").await?;
    let version = version_of(&mut owner, &id.to_string()).await?;
    let session = owner.cookie(SESSION).context("no session")?.to_owned();
    scene.house.grow_stale(&session).await?;
    let mut fields = TAKEN_OVER.to_vec();
    fields[4] = ("version", &version);
    let mut posts = vec![
        format!("/console/accounts/{id}/edit"),
        "/console/accounts/new".to_owned(),
        "/account/address".to_owned(),
        "/console/accounts".to_owned(),
        "/console/locked".to_owned(),
    ];
    posts.extend(ACTS.map(|act| format!("/console/accounts/{id}/{act}")));
    for path in &posts {
        let answer = owner.post(path, &fields).await?;
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").starts_with("/sign-in/again?next="), "{path}");
    }
    assert_eq!(changed(&before, &scene.account("nora/ditta").await?), Vec::<&str>::new());
    assert_eq!(owner.post("/sign-in/again", &[("password", super::WRONG)]).await?.status, 401);
    assert_eq!(owner.post("/sign-in/again", &[("password", PASSWORD)]).await?.status, 303);
    assert_eq!(owner.post(&format!("/console/accounts/{id}/suspend"), &[]).await?.status, 303);
    assert_ne!(scene.account("nora/ditta").await?.standing, Standing::Active);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn m01_ids_of_another_organization_are_ids_of_nobody() -> Result<()> {
    let scene = Scene::set().await?;
    let foreign = scene.house.organization("altra", None).await?;
    let ugo = scene.house.person(foreign, "ugo", Some("ugo@mail.example"), RightsWish::default()).await?;
    let before = scene.account("ugo/altra").await?;
    scene.house.bar("ugo/altra").await?;
    let mut owner = scene.signed_in("ditta").await?;
    for id in [ugo.to_string(), "00000000-0000-0000-0000-000000000000".to_owned(), "0".to_owned(), "..%2f..".to_owned()]
    {
        for page in [format!("/console/accounts/{id}"), format!("/console/accounts/{id}/edit")] {
            assert_eq!(owner.get(&page).await?.status, 404, "{page}");
        }
        for act in ACTS.into_iter().chain(["edit"]) {
            let path = format!("/console/accounts/{id}/{act}");
            assert_eq!(owner.post(&path, &TAKEN_OVER).await?.status, 404, "{path}");
        }
    }
    let list = owner.get("/console/accounts?q=ugo").await?.body + &owner.get("/console/locked").await?.body;
    assert!(!list.contains("ugo/altra") && !list.contains(&ugo.to_string()));
    assert_eq!(changed(&before, &scene.account("ugo/altra").await?), Vec::<&str>::new());
    assert_eq!(scene.try_password("ugo/altra", PASSWORD).await?, 403);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn m01_ids_of_other_peoples_sessions_and_devices_are_ids_of_nobody() -> Result<()> {
    let scene = Scene::set().await?;
    let mut nora = scene.signed_in("nora/ditta").await?;
    let page = nora.get("/account/sessions").await?.body;
    let ids = |kind: &str| -> Vec<String> {
        let mark = format!("action=\"/account/{kind}/");
        let rest = page.split(mark.as_str()).skip(1);
        rest.filter_map(|rest| rest.split('/').next()).filter(|id| id.len() == 36).map(str::to_owned).collect()
    };
    let (sessions, devices) = (ids("sessions"), ids("devices"));
    assert!(!sessions.is_empty() && !devices.is_empty());
    let mut vito = scene.signed_in("vito/ditta").await?;
    for id in &sessions {
        assert_eq!(vito.post(&format!("/account/sessions/{id}/revoke"), &[]).await?.status, 404);
        assert_eq!(vito.post(&format!("/account/sessions/{id}/name"), &[("label", "preso")]).await?.status, 404);
    }
    for id in &devices {
        assert_eq!(vito.post(&format!("/account/devices/{id}/forget"), &[]).await?.status, 404);
    }
    let after = nora.get("/account/sessions").await?;
    assert_eq!(after.status, 200);
    assert!(!after.body.contains("preso"));
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn m02_the_session_decides_about_the_organization() -> Result<()> {
    let scene = Scene::set().await?;
    let foreign = scene.house.organization("altra", None).await?;
    let mut owner = scene.signed_in("ditta").await?;
    let token = owner.form_token().await?;
    let other = foreign.to_string();
    let fields = [
        ("csrf", token.as_str()),
        ("account_name", "spia"),
        ("display_name", "Spia"),
        ("language", "en"),
        ("contact_address", ""),
        ("organization", "altra"),
        ("organization_id", &other),
        ("tenant_id", &other),
        ("handle", "altra"),
        ("version", ""),
    ];
    let request = Request::post(&format!("/console/accounts/new?organization={other}&handle=altra"), &fields)
        .header("X-Tenant", "altra")
        .header("X-Organization-Id", &other);
    assert_eq!(owner.send(request).await?.status, 303);
    assert_eq!(scene.account("spia/ditta").await?.organization, scene.ditta);
    assert!(scene.account("spia/altra").await.is_err());
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn m03_a_session_of_one_organization_administers_no_other() -> Result<()> {
    let scene = Scene::set().await?;
    scene.house.organization("altra", None).await?;
    let mut other = scene.signed_in("altra").await?;
    let list = other.get("/console/accounts").await?;
    assert_eq!(list.status, 200);
    assert!(!list.body.contains("/ditta"));
    let nora = scene.account("nora/ditta").await?.id;
    assert_eq!(other.post(&format!("/console/accounts/{nora}/suspend"), &[]).await?.status, 404);
    assert_eq!(scene.account("nora/ditta").await?.standing, Standing::Active);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn d04_set_up_is_over_once_and_for_all() -> Result<()> {
    let mut scene = Scene::set().await?;
    let out = scene.house.nodes[0].stdout()?;
    let link = out.split("/set-up/").nth(1).and_then(|rest| rest.get(..64)).context("no set-up link")?.to_owned();
    let fields = [
        ("organization", "Presa"),
        ("handle", "presa"),
        ("display_name", "Eva"),
        ("contact_address", "evil@evil.example"),
        ("language", "en"),
        ("new_password", super::NEXT_PASSWORD),
    ];
    for round in 0..2 {
        let path = format!("/set-up/{link}");
        assert_eq!(scene.visitor()?.get(&path).await?.status, 410, "{round}");
        assert_eq!(scene.visitor()?.post(&path, &fields).await?.status, 410, "{round}");
        is_shut_out(&scene.visitor()?.get("/").await?)?;
        scene.house.restart().await?;
    }
    assert!(scene.account("presa").await.is_err());
    Ok(())
}
