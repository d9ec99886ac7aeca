//! A8: who could not get back in, and what is done about it.

use anyhow::{Result, ensure};
use serde_json::Value;
use test_support::browser::Options;
use test_support::smtp::Fault;

use crate::house::{GIULIA, House, MARCO, NORA};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, NORA])?;
    let davide = ["account", "add", "davide/studio-rossi", "--name", "Davide Longo", "--password-stdin"];
    house.cli(&davide, "six hats on one camel")?;
    house.sink().misbehave_once(Fault::unknown_recipient());
    let mut stranger = Stranger::new(house, "stranger/1.0")?;
    stranger.send("/forgot-password", "/forgot-password", &[("login", MARCO.login)]).await?;
    wait_until_refused(house).await?;

    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.press("Open the console").await?;
    giulia.press("Readiness").await?;
    giulia.is_told("Who could not get back in").await?;
    let cannot = giulia.find("#cannot + ol").await?.text().await?;
    ensure!(cannot.contains("Davide Longo") && cannot.contains("No contact address"), "{cannot}");
    ensure!(cannot.contains(MARCO.name) && cannot.contains("Mail comes back"), "{cannot}");
    let at_risk = giulia.find("#risk + ol").await?.text().await?;
    ensure!(at_risk.contains(NORA.name) && at_risk.contains("Address never confirmed"), "{at_risk}");
    ensure!(at_risk.contains(GIULIA.name) && at_risk.contains("Nobody else administers"), "{at_risk}");
    giulia.picture("readiness").await?;

    let told = house.web_home().identity(&["readiness", "--json"], "")?;
    ensure!(told.status.code() == Some(9), "{}", told.status);
    let told: Value = serde_json::from_str(&told.out)?;
    ensure!(told["cannot_recover"] == 2 && told["at_risk"] == 2, "{told}");

    giulia.click("#cannot + ol li:first-child a.button").await?;
    giulia.find("form[action$='/edit']").await?;
    giulia.fill("contact_address", "davide.longo@mail.example").await?;
    giulia.press("Save").await?;
    giulia.wait_for_text("davide.longo@mail.example").await?;
    giulia.open("/console/readiness").await?;
    let cannot = giulia.find("#cannot + ol").await?.text().await?;
    ensure!(!cannot.contains("Davide Longo"), "{cannot}");
    Ok(())
}

/// The letter came back, and the house knows it.
async fn wait_until_refused(house: &House) -> Result<()> {
    for _ in 0..2_000 {
        let refused: Value =
            serde_json::from_str(&house.cli(&["outbox", "list", "--state", "refused", "--json"], "")?)?;
        if refused["letters"].as_array().is_some_and(|letters| !letters.is_empty()) {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
    anyhow::bail!("the letter is never refused")
}
