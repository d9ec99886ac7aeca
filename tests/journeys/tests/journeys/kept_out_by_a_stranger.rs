//! A11: who has signed in before is not kept out by others.

use anyhow::{Result, ensure};
use reqwest::StatusCode;
use test_support::browser::Options;

use crate::house::{House, MARCO, WRONG};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let known = Visitor::new(house, Options::desk()).await?;
    known.sign_in(&MARCO).await?;
    known.press("Sign out").await?;
    known.is_told("You are signed out").await?;

    let mut stranger = Stranger::new(house, "stranger/1.0")?;
    stranger.bar(&MARCO).await?;
    let unknown = Visitor::new(house, Options::phone()).await?;
    unknown.try_to_sign_in(MARCO.login, MARCO.password).await?;
    unknown.is_told("Sign-in is barred").await?;

    // One slip is forgiven, as it would be without the stranger.
    known.try_to_sign_in(MARCO.login, WRONG).await?;
    known.wait_for_text("The login name or the password is not right.").await?;
    known.sign_in(&MARCO).await?;

    // The stranger is no better off for it.
    let page = stranger.try_to_sign_in(MARCO.login, MARCO.password).await?;
    ensure!(page.status == StatusCode::FORBIDDEN, "{}", page.status);
    Ok(())
}
