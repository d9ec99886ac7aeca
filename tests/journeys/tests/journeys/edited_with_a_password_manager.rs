//! A2: an administrator edits a person while the browser holds the administrator's own credentials for the site.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO};
use crate::visitor::Visitor;

const MOVED: &str = "marco.b@elsewhere.example";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let before = house.account(&MARCO)?;
    let giulia = Visitor::new(house, Options::desk()).await?;

    // The filler is one: here it does its work.
    giulia.open("/sign-in").await?;
    let filled = giulia.autofill(GIULIA.login, GIULIA.password).await?;
    ensure!(filled == ["login", "password"], "{filled:?}");
    giulia.press("Sign in").await?;
    giulia.is_at_home(&GIULIA).await?;

    giulia.press("Open the console").await?;
    giulia.press("Accounts").await?;
    giulia.press(MARCO.name).await?;
    giulia.press("Edit").await?;
    giulia.is_told("Edit Marco Bianchi").await?;
    giulia.picture("edit-form").await?;
    ensure!(!giulia.has("input[type=password]").await?);
    // A login name stays; the form does not offer what saving would leave out.
    ensure!(
        !giulia.has("[name=account_name]:not([type=hidden]):not([readonly])").await?,
        "the login name can be typed over"
    );

    // Managers fill a page as it opens, and some again as one types.
    let first = giulia.autofill(GIULIA.login, GIULIA.password).await?;
    giulia.fill("contact_address", MOVED).await?;
    let second = giulia.autofill(GIULIA.login, GIULIA.password).await?;
    ensure!(first.is_empty() && second.is_empty(), "{first:?} {second:?}");
    giulia.press("Save").await?;
    giulia.is_told(MARCO.name).await?;
    ensure!(giulia.shows(MOVED).await?);

    let after = house.account(&MARCO)?;
    ensure!(after["address"] == MOVED);
    ensure!(without_address(before)? == without_address(after)?);

    let marco = Visitor::new(house, Options::phone()).await?;
    marco.sign_in(&MARCO).await
}

fn without_address(account: Value) -> Result<Value> {
    let mut account = account;
    let facts = account.as_object_mut().context("not an object")?;
    facts.remove("address").context("no address")?;
    facts.remove("address_confirmed_at");
    ensure!(facts["login"] == MARCO.login && facts["has_password"] == true);
    Ok(account)
}
