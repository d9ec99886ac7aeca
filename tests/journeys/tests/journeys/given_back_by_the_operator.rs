//! A7: the operator gives accounts back that nobody else could.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use test_support::browser::Options;

use crate::house::{GIULIA, House, Person, holds};
use crate::mails::{as_read, link_in, secret_of};
use crate::visitor::Visitor;

const NEW: &str = "a lighthouse made of soap";
const WHY: &str = "Lost the mailbox, called from the number on file";

/// The other one who administers.
const SARA: Person = Person {
    login: "sara/studio-rossi",
    name: "Sara Vitale",
    address: "sara.vitale@mail.example",
    language: "en",
    password: "seven spoons of honey",
};

fn broken(house: &House, login: &str) -> Result<Value> {
    let printed = house.cli(&["break-glass", login, "--reason", WHY, "--yes", "--json"], "")?;
    Ok(serde_json::from_str(&printed)?)
}

/// The sole owner, who has no address, gets back in by the link, and has one afterwards.
pub(crate) async fn sole_owner_without_an_address(house: &House) -> Result<()> {
    let open =
        ["organization", "open", "--handle", GIULIA.login, "--name", "Studio Rossi", "--owner-name", GIULIA.name];
    house.cli(&[&open[..], &["--language", "en", "--password-stdin"]].concat(), GIULIA.password)?;
    let elsewhere = Visitor::new(house, Options::phone()).await?;
    elsewhere.sign_in(&GIULIA).await?;

    let printed = broken(house, GIULIA.login)?;
    ensure!(printed["told"].as_array().is_some_and(Vec::is_empty), "{printed}");
    let link = printed["link"].as_str().context("no link")?;
    ensure!(!holds(&house.everything_kept()?, secret_of(link)), "the secret is kept");

    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.goto(link).await?;
    giulia.is_told("Take your account back").await?;
    ensure!(giulia.path().await? == "/sign-in", "the secret stays in the address bar");
    ensure!(!giulia.shows("This account is suspended").await?);
    giulia.picture("break-glass").await?;
    elsewhere.open("/home").await?;
    ensure!(elsewhere.path().await? == "/home", "looking ends nothing");

    giulia.fill("new_password", NEW).await?;
    giulia.fill("contact_address", "nowhere").await?;
    giulia.press("Save the password").await?;
    giulia.find(".notice.stop").await?;
    giulia.fill("new_password", NEW).await?;
    giulia.fill("contact_address", GIULIA.address).await?;
    giulia.press("Save the password").await?;
    giulia.is_told("The account is yours again").await?;
    elsewhere.open("/home").await?;
    ensure!(elsewhere.path().await? == "/sign-in", "every device is out");
    giulia.goto(link).await?;
    giulia.is_told("This link no longer opens anything").await?;
    giulia.open("/home").await?;
    ensure!(giulia.path().await? == "/sign-in", "the link opens no session");
    giulia.sign_in(&Person { password: NEW, ..GIULIA }).await?;

    ensure!(house.account(&GIULIA)?["address"].is_null(), "nobody has confirmed");
    let mail = house.mail(GIULIA.address, "address").await?;
    giulia.goto(&link_in(&mail, "/address/new/")?).await?;
    giulia.press("Confirm").await.or(giulia.click("form[action='/address'] button").await)?;
    giulia.find("main .actions a.button").await?;
    ensure!(house.account(&GIULIA)?["address"] == GIULIA.address);
    ensure!(!holds(&house.everything_kept()?, secret_of(link)), "the secret was kept");
    Ok(())
}

/// A suspended owner is reinstated with the new password; the other administrator reads of it in a mail and in the
/// console.
pub(crate) async fn suspended_owner(house: &House) -> Result<()> {
    house.studio(&[SARA])?;
    house.cli(
        &[
            "permission",
            "grant",
            SARA.login,
            "--permission",
            "identity.accounts.manage",
            "--permission",
            "identity.accounts.read",
            "--permission",
            "identity.readiness.read",
        ],
        "",
    )?;
    house.cli(&["account", "suspend", GIULIA.login, "--yes"], "")?;
    let sara = Visitor::new(house, Options::desk()).await?;
    sara.sign_in(&SARA).await?;
    sara.open("/console/accounts").await?;
    ensure!(!sara.shows("given back at the server").await?);

    let dry = house.cli(&["break-glass", GIULIA.login, "--reason", WHY, "--dry-run"], "")?;
    ensure!(dry.contains("is suspended") && dry.contains(SARA.login), "{dry}");
    let printed = broken(house, GIULIA.login)?;
    ensure!(printed["reinstates"] == true, "{printed}");
    let link = printed["link"].as_str().context("no link")?;
    let mail = house.mail(SARA.address, "is given back at the server").await?;
    let text = as_read(&mail).split_whitespace().collect::<Vec<_>>().join(" ");
    ensure!(text.contains(WHY) && text.contains("a link was made"), "{text}");
    ensure!(!mail.raw().windows(64).any(|part| part == secret_of(link).as_bytes()), "the mail holds the secret");
    house.mail(GIULIA.address, "is given back at the server").await?;

    sara.open("/console/accounts").await?;
    ensure!(sara.shows("An account was given back at the server").await? && sara.shows(WHY).await?);
    sara.open("/home").await?;
    ensure!(!sara.shows(WHY).await?, "the notice belongs to the console");

    let seen = house.mails_so_far();
    let giulia = Visitor::new(house, Options::phone()).await?;
    giulia.goto(link).await?;
    giulia.wait_for_text("This account is suspended").await?;
    giulia.fill("new_password", NEW).await?;
    giulia.press("Save the password").await?;
    giulia.is_told("The account is yours again").await?;
    ensure!(giulia.shows("The suspension is over.").await?);
    giulia.sign_in(&Person { password: NEW, ..GIULIA }).await?;

    let mail = house.mail_after(seen, SARA.address, "is given back at the server").await?;
    ensure!(as_read(&mail).contains("was given back"), "{}", as_read(&mail));
    sara.open("/console/accounts").await?;
    sara.press(GIULIA.name).await?;
    sara.wait_for_text("The account was given back, with the link from the server").await?;
    sara.picture("console-account-given-back").await
}
