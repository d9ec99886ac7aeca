//! A7 when nothing else works: mail is down, and the pages are down while the link is made.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use test_support::browser::{Browser, Options};
use test_support::ports;
use test_support::postgres::{Cluster, TestDatabase};
use test_support::process::{Configuration, Home, WebProcess};

use crate::visitor::send;

const NEW: &str = "a lighthouse made of soap";
const NEWER: &str = "four umbrellas and a goat";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium: run tests/run"]
async fn an_owner_gets_back_in_while_mail_and_pages_are_down_on_sqlite() -> Result<()> {
    story(None).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium and PostgreSQL: run tests/run"]
async fn an_owner_gets_back_in_while_mail_and_pages_are_down_on_postgresql() -> Result<()> {
    story(Some(Cluster::shared()?.database()?)).await
}

async fn story(database: Option<TestDatabase>) -> Result<()> {
    // Nobody listens there.
    let configuration = Configuration::new()
        .set("mail.host", "127.0.0.1")
        .set("mail.port", i64::from(ports::free()?))
        .set("mail.from", "no-reply@portineria.example");
    let configuration = match &database {
        Some(database) => configuration.on(database),
        None => configuration,
    };
    let home = Home::prepare(configuration)?;
    let mut web = WebProcess::start(&home).await?;
    let cli = |arguments: &[&str], input: &str| home.identity(arguments, input)?.succeeds();
    let open = ["organization", "open", "--handle", "studio-rossi", "--name", "Studio Rossi", "--owner-name", "Giulia"];
    let address = ["--owner-address", "giulia@mail.example", "--language", "en", "--password-stdin"];
    cli(&[&open[..], &address].concat(), "sette nani e una mela\n")?;
    ensure!(web.terminate().await?.success());

    let printed = cli(&["break-glass", "studio-rossi", "--reason", "Mail is down", "--yes", "--json"], "")?;
    let printed: Value = serde_json::from_str(&printed)?;
    let link = printed["link"].as_str().context("no link")?;
    web.restart().await?;
    let browser = Browser::open(Options::desk()).await?;
    browser.goto(link).await?;
    browser.fill("new_password", NEW).await?;
    send(&browser, "form[action='/break-glass']", "main a.button[href='/sign-in']").await?;
    sign_in(&browser, &web, NEW).await?;
    let waiting: Value = serde_json::from_str(&cli(&["outbox", "list", "--json"], "")?)?;
    let told = waiting["letters"].as_array().context("no letters")?.iter();
    let told: Vec<_> = told.filter(|letter| letter["kind"] == "break-glass").collect();
    ensure!(told.len() == 2 && told.iter().all(|letter| letter["state"] == "queued"), "they wait: {waiting}");

    // And with no browser at hand either.
    ensure!(web.terminate().await?.success());
    cli(&["account", "suspend", "studio-rossi", "--yes"], "")?;
    let set = ["break-glass", "studio-rossi", "--reason", "No browser", "--set-password", "--yes"];
    let said = cli(&set, &format!("{NEWER}\n"))?;
    ensure!(said.contains("The suspension is over."), "{said}");
    web.restart().await?;
    sign_in(&browser, &web, NEWER).await
}

async fn sign_in(browser: &Browser, web: &WebProcess, password: &str) -> Result<()> {
    browser.client().delete_all_cookies().await?;
    browser.goto(&web.url("/sign-in")).await?;
    browser.fill("login", "studio-rossi").await?;
    browser.fill("password", password).await?;
    send(browser, "form[action='/sign-in']", "h1").await?;
    browser.wait_for_path("/home").await
}
