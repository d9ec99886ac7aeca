//! D1: from an empty directory and one command to somebody who is signed in.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};
use reqwest::StatusCode;
use test_support::browser::{Browser, Options};
use test_support::{ports, process};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::findings::Findings;
use crate::visitor::send;

const PASSWORD: &str = "five ladders to the moon";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium: run tests/run"]
async fn an_empty_directory_becomes_an_organization_in_english() -> Result<()> {
    story("en", Options::desk()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium: run tests/run"]
async fn an_empty_directory_becomes_an_organization_in_italian_at_night() -> Result<()> {
    story("it", Options::desk().language("it").dark()).await
}

async fn story(language: &'static str, options: Options) -> Result<()> {
    let directory = tempfile::tempdir()?;
    let (_running, base, link) = start(directory.path()).await?;
    let key = std::fs::metadata(directory.path().join("identity.key"))?;
    ensure!(key.permissions().mode() & 0o777 == 0o600, "others can read the key");

    let browser = Browser::open(options).await?;
    let mut findings = Findings::of(language);
    browser.goto(&base).await?;
    findings.on(&browser, "first run").await?;
    browser.goto(&link).await?;
    findings.on(&browser, "set-up").await?;
    ensure!(browser.path().await? == "/", "the link stays in the address bar");

    for (name, value) in [
        ("organization", "Studio Verdi"),
        ("handle", "studio/verdi"),
        ("display_name", "Anna Verdi"),
        ("contact_address", "anna@verdi.example"),
        ("new_password", PASSWORD),
    ] {
        browser.fill(name, value).await?;
    }
    browser.choose("language", language).await?;
    send(&browser, "form[action^='/set-up/']", ".notice.stop").await?;
    findings.on(&browser, "set-up, not right").await?;
    ensure!(browser.value("organization").await? == "Studio Verdi");
    browser.fill("handle", "studio-verdi").await?;
    browser.fill("new_password", PASSWORD).await?;
    send(&browser, "form[action^='/set-up/']", "main a.button[href='/sign-in']").await?;
    findings.on(&browser, "set-up done").await?;

    dead_afterwards(&browser, &link, &mut findings).await?;
    signed_in(&browser, &base).await?;
    mailbox(&browser, &base, &mut findings).await?;
    findings.are_none(8)
}

/// The program, and the pipe that it goes on writing to.
struct Running {
    _child: Child,
    _output: Lines<BufReader<ChildStdout>>,
}

/// The program in that directory, its base URL and the link that it prints.
async fn start(directory: &Path) -> Result<(Running, String, String)> {
    let (port, operations_port) = (ports::free()?, ports::free()?);
    let base = format!("http://localhost:{port}");
    let mut child = Command::new(process::program("identity-web")?)
        .current_dir(directory)
        .env("IDENTITY__WEB__LISTEN", format!("127.0.0.1:{port}"))
        .env("IDENTITY__WEB__OPERATIONS_LISTEN", format!("127.0.0.1:{operations_port}"))
        .env("IDENTITY__WEB__BASE_URL", &base)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let mut output = BufReader::new(child.stdout.take().context("no output")?).lines();
    while let Some(line) = output.next_line().await? {
        if line.trim().starts_with(&format!("{base}/set-up/")) {
            let link = line.trim().to_owned();
            let running = Running { _child: child, _output: output };
            return Ok((running, base, link));
        }
    }
    bail!("it ended without printing a link")
}

async fn dead_afterwards(browser: &Browser, link: &str, findings: &mut Findings) -> Result<()> {
    browser.goto(link).await?;
    findings.on(browser, "dead set-up link").await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let status = client.get(link).send().await?.status();
    ensure!(status == StatusCode::GONE, "{status}");
    Ok(())
}

async fn signed_in(browser: &Browser, base: &str) -> Result<()> {
    browser.goto(&format!("{base}/sign-in")).await?;
    browser.fill("login", "studio-verdi").await?;
    browser.fill("password", PASSWORD).await?;
    send(browser, "form[action='/sign-in']", "h1").await?;
    browser.wait_for_path("/home").await?;
    let greeting = browser.find("h1").await?.text().await?;
    ensure!(greeting.ends_with("Anna Verdi"), "{greeting}");
    send(browser, "form[action='/sign-out']", "main a[href='/sign-in']").await
}

async fn mailbox(browser: &Browser, base: &str, findings: &mut Findings) -> Result<()> {
    browser.goto(&format!("{base}/dev/mailbox")).await?;
    findings.on(browser, "empty mailbox").await?;
    browser.goto(&format!("{base}/forgot-password")).await?;
    browser.fill("login", "studio-verdi").await?;
    send(browser, "form[action='/forgot-password']", "input[name=login][type=hidden]").await?;
    let letter = arrived(browser, base).await?;
    findings.on(browser, "mailbox").await?;
    browser.goto(&letter).await?;
    findings.on(browser, "letter").await?;
    let reset = browser.find("main a[href*='/reset/']").await?;
    reset.click().await?;
    browser.wait_for_path("/forgot-password").await?;
    browser.find("#new_password").await.map(drop)
}

/// The address of the letter in the mailbox, which it may take a moment to arrive in.
async fn arrived(browser: &Browser, base: &str) -> Result<String> {
    let found = tokio::time::timeout(test_support::browser::PATIENCE, async {
        loop {
            browser.goto(&format!("{base}/dev/mailbox")).await?;
            if browser.has("ul.letters a").await? {
                let letter = browser.find("ul.letters a").await?;
                return letter.prop("href").await?.context("no address");
            }
        }
    });
    found.await.context("no letter arrives")?
}
