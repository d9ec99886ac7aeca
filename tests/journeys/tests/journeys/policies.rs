//! A10, E3: an administrator reads what the policy means, previews another one, tries it on what has happened, and
//! saves it; within the bounds of the server, and not over what somebody else has saved.

use anyhow::{Result, ensure};
use fantoccini::Locator;
use serde_json::Value;
use test_support::browser::{Options, PATIENCE};

use crate::house::{GIULIA, House, MARCO, NORA};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

const TODAY: &str = "5 wrong passwords in a row lock the login name.";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, NORA])?;
    Stranger::new(house, "stranger/1.0")?.bar(&MARCO).await?;
    let mut fumbling = Stranger::new(house, "fumbling/1.0")?;
    for _ in 0..3 {
        fumbling.try_to_sign_in(NORA.login, "not it").await?;
    }
    fumbling.sign_in(&NORA).await?;

    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.open("/console/policies").await?;
    giulia.is_told("Sign-in policy").await?;
    ensure!(giulia.shows(TODAY).await? && giulia.shows("has 5 tries a day at a name").await?);
    giulia.picture("console-policies").await?;

    giulia.fill("limit", "3").await?;
    giulia.client().find(Locator::Css("#bar-for")).await?.click().await?;
    giulia.fill("bar", "12").await?;
    giulia.choose("bar_unit", "h").await?;
    giulia.press("Show what it means").await?;
    giulia.wait_for_text("Nothing is saved yet.").await?;
    ensure!(giulia.shows("It opens by itself after 12 hours").await? && giulia.shows("has 6 tries a day").await?);
    ensure!(giulia.shows(TODAY).await?, "what holds today is still told");
    ensure!(giulia.value("limit").await? == "3" && giulia.value("bar").await? == "12");
    ensure!(lockout(house)?["limit"] == 5);

    giulia.press("Try it on the last 30 days").await?;
    giulia.wait_for_text("There would have been 2 lockouts (2 people).").await?;
    ensure!(giulia.shows("In truth there was one.").await?);
    let nora = giulia.row(NORA.login).await?.text().await?;
    ensure!(nora.contains("Ended when the person came and unlocked") && nora.contains("Did not happen"), "{nora}");
    let marco = giulia.row(MARCO.login).await?.text().await?;
    ensure!(marco.contains("Would still go on") && marco.contains("Happened"), "{marco}");
    giulia.picture("console-policies-trial").await?;
    ensure!(lockout(house)?["limit"] == 5);

    // Somebody else saves in between: what was typed stays, and nothing is overwritten unseen.
    house.cli(&["policy", "set", "--organization", GIULIA.login, "--limit", "4"], "")?;
    giulia.press("Save this policy").await?;
    giulia.wait_for_text("Somebody else saved in between.").await?;
    ensure!(giulia.shows("4 wrong passwords in a row").await? && giulia.value("limit").await? == "3");
    ensure!(lockout(house)?["limit"] == 4);
    giulia.press("Save this policy").await?;
    means_today(&giulia, "3 wrong passwords in a row").await?;
    ensure!(lockout(house)?["limit"] == 3 && lockout(house)?["bar_seconds"] == 43_200);

    // Beyond what the server allows, or no number: said at the field, with what was typed still there.
    for (limit, window) in [("11", "30"), ("three", "soon")] {
        giulia.fill("limit", limit).await?;
        giulia.client().find(Locator::Css("#window-after")).await?.click().await?;
        giulia.fill("window", window).await?;
        // The page that is left may say the same.
        giulia.run("document.documentElement.dataset.left = ''", Vec::new()).await?;
        giulia.press("Save this policy").await?;
        giulia.find("html:not([data-left]) #limit[aria-invalid=true]").await?;
        ensure!(giulia.shows("A number from 2 to 10").await?, "{limit}");
        ensure!(giulia.value("limit").await? == limit && giulia.value("window").await? == window);
    }
    ensure!(lockout(house)?["limit"] == 3);

    // And it holds: three wrong passwords now.
    let mut guesser = Stranger::new(house, "guesser/1.0")?;
    for expected in [401, 401, 403] {
        ensure!(guesser.try_to_sign_in(NORA.login, "not it").await?.status == expected);
    }
    Ok(())
}

/// Without scripts the same form does the same.
pub(crate) async fn without_scripts(house: &House) -> Result<()> {
    house.studio(&[])?;
    let giulia = Visitor::new(house, Options::phone().without_scripts()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.open("/console/policies").await?;
    giulia.fill("limit", "7").await?;
    giulia.press("Show what it means").await?;
    giulia.wait_for_text("7 wrong passwords in a row lock the login name.").await?;
    giulia.press("Save this policy").await?;
    means_today(&giulia, "7 wrong passwords in a row").await?;
    ensure!(lockout(house)?["limit"] == 7);
    Ok(())
}

/// Waits until this is among what the policy in force is told to mean; the preview may say the same.
async fn means_today(visitor: &Visitor<'_>, sentence: &str) -> Result<()> {
    let xpath = format!("//section[@aria-labelledby='today']//li[contains(., '{sentence}')]");
    visitor.client().wait().at_most(PATIENCE).for_element(Locator::XPath(&xpath)).await?;
    Ok(())
}

fn lockout(house: &House) -> Result<Value> {
    let shown = house.cli(&["--json", "policy", "show", "--organization", GIULIA.login], "")?;
    let shown: Value = serde_json::from_str(&shown)?;
    Ok(shown["policy"]["lockout"].clone())
}
