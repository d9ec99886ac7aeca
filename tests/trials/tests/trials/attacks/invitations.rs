//! Invitations and collaborators: what an invitation opens, for whom, and what it never gives.

use anyhow::{Context, Result, ensure};
use identity_core::domain::invitation::{INVITATIONS_PER_WINDOW, MAX_OPEN_INVITATIONS};
use identity_core::domain::permission::RightsWish;
use test_support::process::Configuration;
use trials::house::{Database, House};
use trials::r2::token_in;
use trials::visitor::Visitor;
use trials::volley::{Shot, fire};

use super::{NEXT_PASSWORD, Scene, WRONG, is_shut_out};

const LINK: &str = "/invitation/";

/// Invites luca by the console, and answers the id of the invitation.
async fn invited(visitor: &mut Visitor, more: &[(&str, &str)]) -> Result<String> {
    let mut fields = vec![
        ("account_name", "luca"),
        ("display_name", "Luca"),
        ("contact_address", "luca@mail.example"),
        ("language", "it"),
    ];
    fields.extend_from_slice(more);
    let answer = visitor.post("/console/invitations/new", &fields).await?;
    ensure!(answer.status == 303, "{}: {}", answer.status, answer.body);
    Ok(answer.header("location").rsplit('/').next().context("no id")?.to_owned())
}

async fn secret(scene: &Scene, seen: usize) -> Result<String> {
    let mail = scene.mail_after(seen, "luca@mail.example", LINK).await?;
    token_in(&mail, LINK).context("no secret")
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn i01_i03_an_invitation_is_for_one_mailbox_and_nobody_who_is_signed_in() -> Result<()> {
    let scene = Scene::set().await?;
    let mut owner = scene.signed_in("ditta").await?;
    invited(&mut owner, &[]).await?;
    let secret = secret(&scene, 0).await?;
    let mut nora = scene.signed_in("nora/ditta").await?;
    let shown = nora.get(&format!("{LINK}{secret}")).await?;
    assert!(shown.status == 409 && !shown.body.contains("new_password"), "{}", shown.status);
    for fields in [
        &[("token", secret.as_str()), ("new_password", NEXT_PASSWORD)][..],
        &[("token", secret.as_str()), ("decline", "1")],
    ] {
        assert_eq!(nora.post("/invitation", fields).await?.status, 409);
    }
    assert!(scene.account("luca/ditta").await.is_err(), "somebody who is signed in accepted");
    // Whatever is sent along, the name, the mailbox and the rights are those of the invitation.
    let more = [
        ("token", secret.as_str()),
        ("new_password", NEXT_PASSWORD),
        ("contact_address", "evil@evil.example"),
        ("login", "ditta"),
        ("account_name", "evil"),
        ("permission", "identity.accounts.manage"),
        ("profile", "identity.accounts.manage"),
        ("rank", "owner"),
        ("organization", "ditta"),
        ("ends_on", "2099-12-31"),
    ];
    assert_eq!(scene.visitor()?.post("/invitation", &more).await?.status, 200);
    let luca = scene.account("luca/ditta").await?;
    assert!(luca.rights.is_empty() && luca.ends_at.is_none());
    assert_eq!(luca.contact.context("no address")?.address.as_str(), "luca@mail.example");
    assert!(scene.account("evil/ditta").await.is_err());
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn i02_many_who_accept_at_once_make_one_account() -> Result<()> {
    let scene = Scene::set().await?;
    scene.house.invite(scene.ditta, "luca", "luca@mail.example").await?;
    let secret = secret(&scene, 0).await?;
    let mut shots = Vec::new();
    for number in 0..20 {
        let password = format!("{NEXT_PASSWORD} {number}");
        let bytes = scene.visitor()?.form("/invitation", &[("token", &secret), ("new_password", &password)]).await?;
        shots.push(Shot { node: 0, address: scene.house.address(0)?, bytes });
    }
    fire(shots).await?;
    let mut opens = 0;
    for number in 0..20 {
        opens += usize::from(scene.try_password("luca/ditta", &format!("{NEXT_PASSWORD} {number}")).await? == 303);
        scene.house.unlock(scene.account("luca/ditta").await?.id).await?;
    }
    assert_eq!(opens, 1);
    let listed = scene.command(&["audit", "list", "--json"])?;
    assert_eq!(listed.matches("\"invitation-accepted\"").count(), 1);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn i07_nobody_raises_rights_by_an_invitation() -> Result<()> {
    let scene = Scene::set().await?;
    let (organization, vito) = (scene.ditta, scene.account("vito/ditta").await?.id);
    for permission in ["identity.invitations.manage", "identity.permissions.grant", "identity.accounts.read"] {
        scene.command(&["permission", "grant", "vito/ditta", "--permission", permission])?;
    }
    let mut visitor = scene.signed_in("vito/ditta").await?;
    let fields = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![
            ("account_name", "luca"),
            ("display_name", "Luca"),
            ("contact_address", "luca@mail.example"),
            ("language", "it"),
            ("rank", "owner"),
            ("role", "owner"),
            ("organization", "altra"),
            ("expires_at", "2099-01-01"),
        ];
        fields.extend_from_slice(more);
        fields
    };
    for (permission, status) in
        [("identity.accounts.manage", 403), ("identity.organization.manage", 422), ("identity.nothing", 422)]
    {
        let answer = visitor.post("/console/invitations/new", &fields(&[("permission", permission)])).await?;
        assert_eq!(answer.status, status, "{permission}");
    }
    let seen = scene.house.sink.mails().len();
    let sent = fields(&[("permission", "identity.accounts.read")]);
    let answer = visitor.post("/console/invitations/new", &sent).await?;
    assert_eq!(answer.status, 303);
    let id = answer.header("location").rsplit('/').next().context("no id")?.to_owned();
    let first = secret(&scene, seen).await?;
    // Sent again with another address, another end and more: the address and the end stay, and the older link is dead.
    let seen = scene.house.sink.mails().len();
    let more = [
        ("contact_address", "evil@evil.example"),
        ("permission", "identity.accounts.manage"),
        ("expires_at", "2099-01-01"),
    ];
    assert_eq!(visitor.post(&format!("/console/invitations/{id}/resend"), &more).await?.status, 303);
    let second = secret(&scene, seen).await?;
    assert_eq!(scene.visitor()?.get(&format!("{LINK}{first}")).await?.status, 410);
    assert!(scene.house.sink.mails().iter().all(|mail| !super::is_to(mail, "evil@evil.example")));
    // What is taken from the inviter meanwhile is not given.
    scene.command(&["permission", "take", "vito/ditta", "--permission", "identity.accounts.read"])?;
    let accepted = scene.visitor()?.post("/invitation", &[("token", &second), ("new_password", NEXT_PASSWORD)]).await?;
    assert_eq!(accepted.status, 200);
    let luca = scene.account("luca/ditta").await?;
    assert!(luca.rights.is_empty() && luca.organization == organization);
    // Without the permission to invite, what was offered is over.
    let seen = scene.house.sink.mails().len();
    let mut again = fields(&[]);
    again[0].1 = "luigi";
    assert_eq!(visitor.post("/console/invitations/new", &again).await?.status, 303);
    let third = secret(&scene, seen).await?;
    scene.house.suspend(vito).await?;
    assert_eq!(scene.visitor()?.get(&format!("{LINK}{third}")).await?.status, 410);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn i08_invitations_of_another_organization_are_nobodys() -> Result<()> {
    let scene = Scene::set().await?;
    let altra = scene.house.organization("altra", None).await?;
    let id = scene.house.invite(altra, "luca", "luca@mail.example").await?.to_string();
    let secret = secret(&scene, 0).await?;
    for login in ["ditta", "anna/ditta"] {
        let mut visitor = scene.signed_in(login).await?;
        let page = format!("/console/invitations/{id}");
        assert_eq!(visitor.get(&page).await?.status, 404);
        for act in ["resend", "revoke"] {
            assert_eq!(visitor.post(&format!("{page}/{act}"), &[]).await?.status, 404, "{act}");
        }
        let list = visitor.get("/console/invitations?all=yes").await?;
        assert!(list.status == 404 || !list.body.contains("luca"), "{login}");
    }
    assert_eq!(scene.visitor()?.get(&format!("{LINK}{secret}")).await?.status, 200, "it is as it was");
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn i09_no_page_list_or_log_shows_the_secret_of_an_invitation() -> Result<()> {
    let scene = Scene::set().await?;
    let mut owner = scene.signed_in("ditta").await?;
    let id = invited(&mut owner, &[]).await?;
    let secret = secret(&scene, 0).await?;
    for page in [
        "/console/invitations".to_owned(),
        "/console/invitations?all=yes".to_owned(),
        format!("/console/invitations/{id}"),
        "/console/audit".to_owned(),
        "/console/outbox".to_owned(),
        "/console".to_owned(),
    ] {
        let answer = owner.get(&page).await?;
        assert!(answer.status == 200 && !answer.body.contains(&secret), "{page}: {}", answer.status);
    }
    for command in [
        &["invitation", "list", "--json"][..],
        &["invitation", "show", "luca/ditta", "--json"],
        &["audit", "list", "--json"],
        &["outbox", "list", "--json"],
    ] {
        assert!(!scene.command(command)?.contains(&secret), "{command:?}");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn i10_invitations_have_an_end() -> Result<()> {
    let scene = Scene::set().await?;
    for number in 0..MAX_OPEN_INVITATIONS {
        let mailbox = format!("n{number}@mail.example");
        scene.house.invite(scene.ditta, &format!("n{number}"), &mailbox).await?;
    }
    let beyond = scene.house.invite(scene.ditta, "beyond", "beyond@mail.example").await;
    assert!(beyond.is_err_and(|error| error.to_string().contains("too many")), "one more than may be open");
    // In place of an open one there may be another, until there were as many as there may be in a day.
    for number in MAX_OPEN_INVITATIONS..INVITATIONS_PER_WINDOW as usize {
        scene.house.invite(scene.ditta, "n0", &format!("m{number}@mail.example")).await?;
    }
    let beyond = scene.house.invite(scene.ditta, "n0", "beyond@mail.example").await;
    assert!(beyond.is_err_and(|error| error.to_string().contains("too many")), "one more than in a day");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn s02_somebody_removed_is_out_at_the_next_request_on_every_node() -> Result<()> {
    let _room = crate::ROOM.read().await;
    let house = House::open(Database::Postgres, 3, Configuration::new()).await?;
    let ditta = house.organization("ditta", None).await?;
    let id = house.person(ditta, "luca", Some("luca@mail.example"), RightsWish::administration()).await?;
    let luca = house.signed_in("luca/ditta").await?;
    let mut nodes = Vec::new();
    for node in 0..3 {
        let mut there = luca.clone().sent_to(house.address(node)?);
        assert_eq!(there.get("/console/accounts").await?.status, 200);
        nodes.push(there);
    }
    house.home()?.identity(&["account", "remove", "luca/ditta", "--yes"], "")?.succeeds()?;
    for there in &mut nodes {
        for page in ["/home", "/console/accounts", "/account/sessions"] {
            is_shut_out(&there.get(page).await?)?;
        }
        let acted = there.post(&format!("/console/accounts/{id}/suspend"), &[]).await?;
        assert_ne!(acted.status, 200);
    }
    assert_eq!(house.visitor(0)?.sign_in("luca/ditta", WRONG).await?.status, 401);
    Ok(())
}
