//! A change of the contact address takes both mailboxes, and ends what the old one could do.

use anyhow::{Result, ensure};
use reqwest::{Method, StatusCode};
use test_support::browser::Options;

use crate::house::{House, MARCO};
use crate::mails::link_in;
use crate::stranger::Stranger;
use crate::visitor::Visitor;

const NEW: &str = "marco@new.example";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let mut client = Stranger::new(house, "client/1.0")?;
    let forgotten = [("login", MARCO.login)];
    client.send("/forgot-password", "/forgot-password", &forgotten).await?;
    let mail = house.mail(MARCO.address, "Choose another password for Studio Rossi").await?;
    let old_reset = link_in(&mail, "/reset/")?;
    ensure!(client.scan(Method::GET, &old_reset).await?.status == StatusCode::OK);

    let marco = Visitor::new(house, Options::desk()).await?;
    marco.sign_in(&MARCO).await?;
    marco.press("Contact address").await?;
    marco.is_told("Contact address").await?;
    marco.fill("new_address", NEW).await?;
    marco.press("Send the confirmation").await?;
    marco.wait_for_text("The old address has still to agree").await?;
    ensure!(marco.shows("The new address has still to answer").await?);

    let confirm = house.mail(NEW, "Confirm this address for Studio Rossi").await?;
    let agree = house.mail(MARCO.address, "do you agree?").await?;
    // Each mailbox is read in a browser of its own, where nobody is signed in.
    let reader = Visitor::new(house, Options::phone()).await?;
    reader.goto(&link_in(&confirm, "/address/new/")?).await?;
    reader.is_told("Confirm the contact address").await?;
    reader.press("Confirm").await?;
    reader.is_told("One confirmation is still missing").await?;
    marco.reload().await?;
    marco.wait_for_text("The new address has answered").await?;
    ensure!(house.account(&MARCO)?["address"] == MARCO.address);

    reader.goto(&link_in(&agree, "/address/old/")?).await?;
    reader.press("Confirm").await?;
    reader.is_told("The contact address is changed").await?;
    house.mail(MARCO.address, "Your contact address at Studio Rossi was changed").await?;
    marco.reload().await?;
    marco.wait_for_text("Confirmed marco@new.example").await?;

    let dead = client.scan(Method::GET, &old_reset).await?;
    ensure!(dead.status == StatusCode::GONE, "{}", dead.status);
    let seen = house.mails_so_far();
    client.send("/forgot-password", "/forgot-password", &forgotten).await?;
    let next = house.mail_after(seen, NEW, "Choose another password for Studio Rossi").await?;
    let page = client.scan(Method::GET, &link_in(&next, "/reset/")?).await?;
    ensure!(page.status == StatusCode::OK, "{}", page.status);
    Ok(())
}
