//! B4, B7: a reset link, a password that is refused, and one that is not.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{House, MARCO, Person};
use crate::mails::link_in;
use crate::stranger::Stranger;
use crate::visitor::Visitor;

const NEW: Person = Person { password: "a lighthouse made of soap", ..MARCO };

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let elsewhere = Visitor::new(house, Options::phone()).await?;
    elsewhere.sign_in(&MARCO).await?;
    let mut stranger = Stranger::new(house, "stranger/1.0")?;
    stranger.bar(&MARCO).await?;

    let marco = Visitor::new(house, Options::desk()).await?;
    marco.open("/sign-in").await?;
    marco.press("I do not remember my password").await?;
    marco.fill("login", MARCO.login).await?;
    marco.press("Send me the link").await?;
    marco.is_told("Look at your mail").await?;
    let mail = house.mail(MARCO.address, "Choose another password for Studio Rossi").await?;
    let link = link_in(&mail, "/reset/")?;

    marco.goto(&link).await?;
    marco.is_told("Choose a new password").await?;
    ensure!(marco.path().await? == "/forgot-password");
    marco.fill("new_password", "password").await?;
    marco.press("Save the new password").await?;
    marco.wait_for_text("It is too short: it takes at least 15 characters.").await?;
    ensure!(marco.shows("Many people use it").await?);

    rules_and_eye(&marco).await?;
    ensure!(elsewhere_is_at_home(&elsewhere).await?);
    marco.press("Save the new password").await?;
    marco.is_told("Your new password is saved").await?;
    house.mail(MARCO.address, "Your password at Studio Rossi was changed").await?;

    ensure!(!elsewhere_is_at_home(&elsewhere).await?);
    marco.goto(&link).await?;
    marco.is_told("This link no longer opens anything").await?;
    marco.try_to_sign_in(MARCO.login, MARCO.password).await?;
    marco.wait_for_text("The login name or the password is not right.").await?;
    marco.sign_in(&NEW).await
}

/// What the page says while one types.
async fn rules_and_eye(marco: &Visitor<'_>) -> Result<()> {
    let field = marco.find("#new_password").await?;
    ensure!(field.prop("type").await?.as_deref() == Some("password"));
    marco.fill("new_password", "Marco").await?;
    ensure!(!marco.has("[data-rule=length][data-met]").await?);
    ensure!(!marco.has("[data-rule=names][data-met]").await?);
    // A name may stand in a phrase, and the page says so before the server does.
    for (password, is_met) in [("MarcoBianchi1980", false), ("il cane di marco dorme sempre", true)] {
        marco.fill("new_password", password).await?;
        ensure!(marco.has("[data-rule=names][data-met]").await? == is_met, "{password}");
    }
    marco.fill("new_password", NEW.password).await?;
    ensure!(marco.has("[data-rule=length][data-met]").await?);
    ensure!(marco.has("[data-rule=names][data-met]").await?);
    marco.press("Show").await?;
    let field = marco.find("#new_password").await?;
    ensure!(field.prop("type").await?.as_deref() == Some("text"));
    ensure!(marco.value("new_password").await? == NEW.password);
    ensure!(marco.shows("Hide").await?);
    Ok(())
}

async fn elsewhere_is_at_home(elsewhere: &Visitor<'_>) -> Result<bool> {
    elsewhere.open("/home").await?;
    let path = elsewhere.path().await?;
    ensure!(path == "/home" || path == "/sign-in", "{path}");
    Ok(path == "/home")
}
