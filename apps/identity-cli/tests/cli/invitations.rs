//! Invitations as a person types them, and what becomes of them.

use std::sync::Mutex;

use async_trait::async_trait;
use identity_core::{
    application::{authority::Authority, invitation::NewInvitation, sign_in::PasswordSignIn},
    domain::{
        invitation::MAX_OPEN_INVITATIONS,
        kernel::{DisplayName, EmailAddress, Handle, Id, Language, MemberName, SecretToken, ShortText},
        organization::Organization,
        permission::RightsWish,
        session::{Source, Visit},
    },
    ports::{Courier, Delivery, LetterContent, ReadyLetter},
};
use identity_settings::House;
use test_support::postgres::{Cluster, TestDatabase};

use super::{Home, opened, told};

const PASSWORD: &str = "il gatto dorme di giorno";

/// A courier that keeps the links of invitations, with their login names.
#[derive(Default)]
struct Postman(Mutex<Vec<(String, String)>>);

#[async_trait]
impl Courier for Postman {
    async fn deliver(&self, letter: &ReadyLetter) -> Delivery {
        if let LetterContent::Invitation { login, link, .. } = &letter.content {
            self.0.lock().unwrap().push((login.to_string(), link.reveal().to_string()));
        }
        Delivery::Sent
    }
}

/// The link of the latest mail that invites to `login`.
async fn mailed(house: &House, login: &str) -> SecretToken {
    let postman = Postman::default();
    while house.identity.outbox().deliver_one(&postman).await.unwrap() {}
    let links = postman.0.into_inner().unwrap();
    let (_, link) = links.iter().rev().find(|(to, _)| to == login).unwrap();
    SecretToken::parse(link).unwrap()
}

fn somebody(name: &str) -> NewInvitation {
    NewInvitation {
        name: MemberName::parse(name).unwrap(),
        display_name: DisplayName::parse("Bruno Galli").unwrap(),
        language: Language::ENGLISH,
        address: EmailAddress::parse(&format!("{name}@mail.example")).unwrap(),
        rights: RightsWish::default(),
        ends_at: None,
    }
}

async fn organization(house: &House, handle: &str) -> Id<Organization> {
    let handle = Handle::parse(handle).unwrap();
    house.identity.organizations().by_handle(&handle).await.unwrap().unwrap().value.id
}

#[test]
fn people_are_invited_and_what_became_of_it_is_told() {
    invited_in(&Home::new());
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn people_are_invited_and_what_became_of_it_is_told_on_a_server() {
    let database: TestDatabase = Cluster::shared().unwrap().database().unwrap();
    invited_in(&Home::on(&database));
}

fn invited_in(home: &Home) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    drop(runtime.block_on(home.compose()));
    home.play("tests/cases/invitations/session.md");
    let run = |line: &str| home.run(&line.split(' ').collect::<Vec<_>>(), b"");
    let invite = "invitation send marco/studio-rossi --name Marco --address marco@mail.example";
    assert!(run(&format!("{invite} --permission identity.invitations.manage")).status.success());
    runtime.block_on(async {
        let house = home.compose().await;
        let (invitations, visit) = (house.identity.invitations(), Visit::default());
        let anna = mailed(&house, "anna/studio-rossi").await;
        invitations.decline(&anna, &visit).await.unwrap();
        assert!(run("invitation resend marco/studio-rossi").status.success());
        let marco = mailed(&house, "marco/studio-rossi").await;
        invitations.accept(&marco, PASSWORD, &visit).await.unwrap();

        let request = PasswordSignIn { login: "marco/studio-rossi", password: PASSWORD, devices: &[], visit: &visit };
        let inside = house.identity.sign_in().with_password(request).await.unwrap();
        let present = house.identity.sessions().present(&inside.session).await.unwrap().unwrap();
        let empowered = house.identity.permissions().of(&present).await.unwrap();
        let proof = house.identity.sessions().freshly_proven(&present).unwrap();
        let authority = Authority::Administrator(&empowered, proof);
        let studio = organization(&house, "studio-rossi").await;
        invitations.offer(&authority, studio, somebody("bruno"), &Source::local()).await.unwrap();
    });
    let id = accepted(home);
    let (code, text) = told(&run(&format!("invitation revoke {id}")));
    assert_eq!(code, Some(4));
    assert!(
        text.contains("is not open any more: accepted.\nTo see the account: identity account show marco"),
        "{text}"
    );
    assert_eq!(told(&run(&format!("invitation revoke {id} --dry-run"))), (code, text.clone()));
    assert_eq!(told(&run(&format!("invitation resend {id}"))), (code, text));
    assert!(run("account suspend marco/studio-rossi --yes").status.success());
    home.play("tests/cases/invitations/answered.md");
    assert!(run("account remove marco/studio-rossi --yes").status.success());
    let shown = home.run(&["invitation", "show", "bruno/studio-rossi", "--json"], b"");
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!((&shown["opens"], &shown["invitation"]["state"]), (&false.into(), &"pending".into()));
}

/// The id of the invitation that Marco accepted, which is found by it alone.
fn accepted(home: &Home) -> String {
    let listed = home.run(&["invitation", "list", "--json"], b"");
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let rows = listed["invitations"].as_array().unwrap();
    let id = rows.iter().find(|row| row["state"] == "accepted").unwrap()["id"].as_str().unwrap().to_owned();
    let shown = home.run(&["invitation", "show", &id, "--json"], b"");
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!((&shown["opens"], &shown["offers_now"]), (&false.into(), &serde_json::json!([])));
    let account = home.run(&["account", "show", "marco/studio-rossi", "--json"], b"");
    let account: serde_json::Value = serde_json::from_slice(&account.stdout).unwrap();
    assert_eq!(shown["invitation"]["account_id"], account["account"]["id"]);
    id
}

#[test]
fn as_many_invitations_as_there_may_be_are_all_listed_once_and_one_more_is_refused() {
    let home = opened();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let house = home.compose().await;
        let authority = Authority::Operator(ShortText::parse("test").unwrap());
        let a = organization(&house, "a").await;
        for number in 0..MAX_OPEN_INVITATIONS {
            let new = somebody(&format!("p{number}"));
            house.identity.invitations().offer(&authority, a, new, &Source::local()).await.unwrap();
        }
    });
    let listed = home.run(&["invitation", "list", "--open", "--json"], b"");
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let logins = listed["invitations"].as_array().unwrap().iter().map(|row| row["login"].as_str().unwrap());
    let mut logins: Vec<_> = logins.collect();
    assert_eq!(logins.len(), MAX_OPEN_INVITATIONS);
    logins.sort_unstable();
    logins.dedup();
    assert_eq!(logins.len(), MAX_OPEN_INVITATIONS);

    let send =
        |login: &str| home.run(&["invitation", "send", login, "--name", "A", "--address", "a@mail.example"], b"");
    let (code, text) = told(&send("more/a"));
    assert_eq!(code, Some(4));
    assert!(text.contains("a has 500 open invitations") && text.contains("list --organization a --open"), "{text}");
    assert!(send("p7/a").status.success(), "a newer one takes the place of the older one");
    assert!(home.run(&["invitation", "revoke", "p8/a"], b"").status.success());
    assert!(send("more/a").status.success());
}
