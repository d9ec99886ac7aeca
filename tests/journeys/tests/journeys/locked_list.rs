//! A9: who is locked, since when and from where; one unlocked, then several at once.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{BRUNO, GIULIA, House, MARCO, NORA};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, NORA, BRUNO])?;
    for person in [MARCO, NORA] {
        Stranger::new(house, "stranger/1.0")?.bar(&person).await?;
    }
    // On the device that he always uses, as most people are.
    let mut bruno = Stranger::new(house, "bruno/1.0")?;
    bruno.sign_in(&BRUNO).await?;
    bruno.send("/home", "/sign-out", &[]).await?;
    bruno.bar(&BRUNO).await?;
    let listed = house.cli(&["--json", "lockout", "list"], "")?;
    for person in [MARCO, NORA, BRUNO] {
        ensure!(listed.contains(person.login), "{}: {listed}", person.login);
    }
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.open("/console/accounts").await?;
    giulia.wait_for_text("4 accounts shown").await?;
    giulia.picture("console-accounts").await?;
    giulia.open("/console/locked").await?;
    giulia.is_told("Locked").await?;
    giulia.picture("console-locked").await?;
    ensure!(giulia.shows("3 people are locked out.").await?);
    ensure!(giulia.shows("127.0.0.1").await? && giulia.shows("today, ").await?);
    ensure!(giulia.shows("5 wrong passwords").await?);

    giulia.press("Unlock Bruno Galli").await?;
    giulia.wait_for_text("2 people are locked out.").await?;
    ensure!(!giulia.shows(BRUNO.login).await?);
    bruno.sign_in(&BRUNO).await?;

    for person in [MARCO, NORA] {
        giulia.press_in_row(person.name, "label.tick").await?;
    }
    giulia.press("Unlock those chosen").await?;
    giulia.wait_for_text("Nobody is locked out.").await?;

    for person in [MARCO, NORA] {
        let mut anew = Stranger::new(house, "anew/1.0")?;
        anew.sign_in(&person).await?;
        ensure!(anew.is_signed_in().await?);
    }
    Ok(())
}
