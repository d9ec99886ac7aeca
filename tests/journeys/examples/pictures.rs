//! The pictures of the README, from the demo: `cargo run -p journeys --example pictures -- docs/pictures`.
//! Needs Chromium with its driver, and `cargo build -p identity-web`.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, Result};
use test_support::{
    browser::{Browser, Options},
    ports,
    process::program,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

const PASSWORD: &str = "quattro gatti sul tetto";

#[tokio::main]
async fn main() -> Result<()> {
    let directory = PathBuf::from(std::env::args().nth(1).context("where to put the pictures")?);
    std::fs::create_dir_all(&directory)?;
    let house = tempfile::tempdir()?;
    let (mut demo, base) = demo(house.path()).await?;
    barred(&base, &directory).await?;
    mail(&base, &directory).await?;
    console(&base, &directory).await?;
    demo.kill().await?;
    Ok(())
}

/// The demo, once it has said who can sign in.
async fn demo(directory: &Path) -> Result<(Child, String)> {
    let (port, operations) = (ports::free()?, ports::free()?);
    let base = format!("http://localhost:{port}");
    let mut child = Command::new(program("identity-web")?)
        .arg("demo")
        .current_dir(directory)
        .env("IDENTITY__WEB__LISTEN", format!("127.0.0.1:{port}"))
        .env("IDENTITY__WEB__OPERATIONS_LISTEN", format!("127.0.0.1:{operations}"))
        .env("IDENTITY__WEB__BASE_URL", &base)
        .env("IDENTITY__OPERATOR__NAME", "Assistenza Portineria")
        .env("IDENTITY__OPERATOR__PHONE", "06 5550 0199")
        .env("IDENTITY__OPERATOR__EMAIL", "aiuto@portineria.example")
        .env("IDENTITY__OPERATOR__HOURS", "9-18")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().context("the demo says nothing")?).lines();
    while let Some(line) = lines.next_line().await? {
        if line.contains("Everybody's password") {
            return Ok((child, base));
        }
    }
    anyhow::bail!("the demo ended")
}

async fn try_to_sign_in(browser: &Browser, base: &str, login: &str, password: &str) -> Result<()> {
    browser.goto(&format!("{base}/sign-in")).await?;
    browser.fill("login", login).await?;
    browser.fill("password", password).await?;
    browser.click("main form button.button").await
}

async fn barred(base: &str, directory: &Path) -> Result<()> {
    let browser = Browser::open(Options::phone().language("it")).await?;
    try_to_sign_in(&browser, base, "bruno/studio-rossi", "non la so").await?;
    browser.wait_for_text("Mandami il codice").await?;
    browser.screenshot(&directory.join("barred.png")).await?;
    browser.click("main form button.button").await?;
    browser.wait_for_text("Guarda la posta").await?;
    browser.close().await
}

async fn mail(base: &str, directory: &Path) -> Result<()> {
    let browser = Browser::open(Options::phone().language("it")).await?;
    let letter = async || -> Result<bool> {
        browser.goto(&format!("{base}/dev/mailbox")).await?;
        browser.shows("Il tuo codice di sblocco").await
    };
    while !letter().await? {}
    let newest = browser
        .run("return document.querySelector('main a[href^=\"/dev/mailbox/\"]').getAttribute('href')", Vec::new())
        .await?;
    let path = newest.as_str().context("no mail in the list")?.to_owned();
    browser.goto(&format!("{base}{path}/html")).await?;
    browser.screenshot(&directory.join("mail.png")).await?;
    browser.close().await
}

async fn console(base: &str, directory: &Path) -> Result<()> {
    let browser = Browser::open(Options::desk().language("it")).await?;
    try_to_sign_in(&browser, base, "sara/studio-rossi", PASSWORD).await?;
    browser.wait_for_path("/home").await?;
    browser.goto(&format!("{base}/console/accounts")).await?;
    browser.wait_for_text("Bruno Galli").await?;
    // As high as the page.
    browser.resize(1280, 950).await?;
    browser.screenshot(&directory.join("console.png")).await?;
    browser.close().await
}
