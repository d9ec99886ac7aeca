//! D2: where one is signed in.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{House, MARCO};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0";
const FIREFOX_SHOWN: &str = "Firefox on Windows";

const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let mut at_work = Stranger::new(house, FIREFOX)?;
    let mut in_the_pocket = Stranger::new(house, SAFARI)?;
    let phone = Visitor::new(house, Options::phone()).await?;
    at_work.sign_in(&MARCO).await?;
    in_the_pocket.sign_in(&MARCO).await?;
    phone.sign_in(&MARCO).await?;
    let marco = Visitor::new(house, Options::desk()).await?;
    marco.sign_in(&MARCO).await?;
    ensure!(marco.shows("Signed in on 4 devices").await?);

    marco.press("Sessions and devices").await?;
    marco.is_told("Sessions and devices").await?;
    ensure!(marco.shows("4 devices are signed in").await?);
    ensure!(marco.shows(FIREFOX_SHOWN).await? && marco.shows("Safari on iPhone").await?);

    marco.press_in_row(FIREFOX_SHOWN, "summary").await?;
    let field = marco.find("details[open] input[name=label]").await?;
    field.clear().await?;
    field.send_keys("The one at work").await?;
    marco.press_in_row(FIREFOX_SHOWN, "details button").await?;
    marco.wait_for_text("The one at work").await?;
    marco.picture("sessions").await?;
    // A name is one's own word for it; what it runs in is still there to be recognised.
    let named = marco.row("The one at work").await?.text().await?;
    ensure!(named.contains(FIREFOX_SHOWN), "{named:?}");

    marco.press("Sign out The one at work").await?;
    marco.wait_for_text("3 devices are signed in").await?;
    ensure!(!at_work.is_signed_in().await? && in_the_pocket.is_signed_in().await?);

    marco.press("Sign out the other 2").await?;
    marco.wait_for_text("Only this device is signed in").await?;
    ensure!(!in_the_pocket.is_signed_in().await?);
    phone.reload().await?;
    phone.wait_for_path("/sign-in").await?;

    marco.press("Sign out").await?;
    marco.is_told("You are signed out").await?;
    marco.open("/home").await?;
    marco.wait_for_path("/sign-in").await?;
    // Back in with one step, to the page that was asked for.
    marco.open("/account/sessions").await?;
    marco.wait_for_text("Sign in to go on to that page.").await?;
    marco.fill("login", MARCO.login).await?;
    marco.fill("password", MARCO.password).await?;
    marco.press("Sign in").await?;
    marco.wait_for_path("/account/sessions").await
}
