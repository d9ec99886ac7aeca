//! A1: an administrator defines a person, who alone ever knows the password.

use anyhow::{Result, ensure};
use fantoccini::Locator;
use test_support::browser::Options;

use crate::house::{GIULIA, House, NORA};
use crate::mails::{as_read, link_in};
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[])?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.press("Open the console").await?;
    giulia.press("Accounts").await?;
    giulia.press("Add an account").await?;
    giulia.is_told("Add an account").await?;
    ensure!(!giulia.has("input[type=password]").await?);
    giulia.fill("account_name", "nora").await?;
    giulia.fill("display_name", NORA.name).await?;
    giulia.fill("contact_address", "not an address").await?;
    giulia.choose("language", NORA.language).await?;
    giulia.press("Add the account").await?;
    giulia.wait_for_text("Type a mail address").await?;
    ensure!(giulia.value("display_name").await? == NORA.name);
    giulia.fill("contact_address", NORA.address).await?;
    giulia.press("Add the account").await?;
    giulia.is_told(NORA.name).await?;
    ensure!(giulia.shows("No password yet").await?);

    let mail = house.mail(NORA.address, "Il tuo account di Studio Rossi").await?;
    ensure!(as_read(&mail).contains(NORA.login));
    let nora = Visitor::new(house, Options::phone().language("it")).await?;
    nora.goto(&link_in(&mail, "/welcome/")?).await?;
    nora.is_told("Ciao: scegli la tua password").await?;
    nora.fill("new_password", NORA.password).await?;
    nora.press("Salva la password").await?;
    nora.is_told("Il tuo account è pronto").await?;
    nora.press("Entra").await?;
    nora.sign_in(&NORA).await?;

    giulia.reload().await?;
    giulia.is_told(NORA.name).await?;
    ensure!(!giulia.shows("No password yet").await? && giulia.shows("Signed in").await?);
    // The link answered from that mailbox.
    ensure!(giulia.shows("Yes, by mail").await?);
    giulia.picture("console-account").await?;
    // What happened is told in words, all of it.
    for cell in giulia.client().find_all(Locator::Css("table.ledger td:nth-child(2)")).await? {
        let what = cell.text().await?;
        ensure!(what.starts_with(char::is_uppercase), "{what:?}");
    }

    giulia.open("/console/accounts").await?;
    giulia.wait_for_text(NORA.login).await?;
    giulia.fill("q", "caputo").await?;
    giulia.press("Show").await?;
    giulia.wait_for_text("One account shown").await?;
    ensure!(giulia.shows(NORA.login).await?);

    // Who is not an administrator finds no console.
    nora.open("/console/accounts").await?;
    nora.is_told("Questa pagina non c’è").await
}
