//! A4: the link in the mail, for somebody who has closed the page.

use anyhow::{Result, ensure};
use reqwest::{Method, StatusCode};
use test_support::browser::Options;

use crate::house::{House, MARCO};
use crate::mails::link_in;
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let mut stranger = Stranger::new(house, "stranger/1.0")?;
    stranger.bar(&MARCO).await?;
    let told = house.mail(MARCO.address, "Sign-in at Studio Rossi is barred").await?;

    let marco = Visitor::new(house, Options::desk()).await?;
    marco.goto(&link_in(&told, "/unlock")?).await?;
    marco.is_told("Unlock your access").await?;
    marco.fill("login", MARCO.login).await?;
    marco.press("Send me the unlock code").await?;
    marco.is_told("Look at your mail").await?;

    let mail = house.mail(MARCO.address, "Your unlock code for Studio Rossi").await?;
    let link = link_in(&mail, "/unlock/link/")?;
    marco.goto(&link).await?;
    marco.is_told("One more button").await?;
    // Nobody reads the link over a shoulder, or finds it in the history.
    ensure!(marco.path().await? == "/unlock");
    marco.press("Unlock my access").await?;
    marco.is_told("You can sign in again").await?;
    ensure!(marco.shows("There were 5 failed attempts").await?);

    marco.goto(&link).await?;
    marco.is_told("This link no longer opens anything").await?;
    let gone = stranger.scan(Method::GET, &link).await?;
    ensure!(gone.status == StatusCode::GONE, "{}", gone.status);
    marco.press("Send me a new code").await?;
    marco.is_told("Unlock your access").await?;

    marco.sign_in(&MARCO).await
}
