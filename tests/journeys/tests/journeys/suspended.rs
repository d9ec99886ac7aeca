//! A suspended person is out with the next request, and in again when reinstated.

use anyhow::{Result, ensure};
use reqwest::StatusCode;
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let marco = Visitor::new(house, Options::phone()).await?;
    marco.sign_in(&MARCO).await?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.press("Open the console").await?;
    giulia.press("Accounts").await?;
    giulia.press(MARCO.name).await?;
    ensure!(giulia.shows("Live sessions 1").await?);

    giulia.press("Suspend").await?;
    giulia.wait_for_text("Suspended since today, ").await?;
    ensure!(giulia.shows("Live sessions 0").await?);
    marco.press("Sessions and devices").await?;
    marco.wait_for_path("/sign-in").await?;

    // The right password gets the answer that a wrong one gets.
    let page = Stranger::new(house, "anew/1.0")?.try_to_sign_in(MARCO.login, MARCO.password).await?;
    ensure!(page.status == StatusCode::UNAUTHORIZED, "{}", page.status);
    marco.try_to_sign_in(MARCO.login, MARCO.password).await?;
    marco.wait_for_text("The login name or the password is not right.").await?;

    giulia.press("Reinstate").await?;
    giulia.wait_for_text("Active").await?;
    ensure!(giulia.shows("Reinstated").await?);
    marco.sign_in(&MARCO).await
}
