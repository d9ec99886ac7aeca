//! The owner writes down whom to turn to; a person who is locked out reads it in the mail. Whoever else changes
//! the organization meanwhile is not overwritten unseen.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO};
use crate::mails::as_read;
use crate::stranger::Stranger;
use crate::visitor::Visitor;

const CARLA: &str = "Carla Neri";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.open("/console/accounts").await?;
    giulia.press("Organization").await?;
    giulia.is_told("Organization").await?;
    house.cli(&["organization", "edit", "studio-rossi", "--name", "Studio Rossi e Figli"], "")?;

    giulia.fill("contact_name", CARLA).await?;
    giulia.fill("contact_phone", "+39 06 5550 0111").await?;
    giulia.press("Save").await?;
    giulia.wait_for_text("Somebody else saved this organization in between.").await?;
    ensure!(giulia.value("organization_name").await? == "Studio Rossi e Figli");
    ensure!(giulia.value("contact_name").await?.is_empty());

    giulia.fill("contact_name", CARLA).await?;
    giulia.fill("contact_phone", "+39 06 5550 0111").await?;
    giulia.fill("contact_hours", "Mon-Fri 9-18").await?;
    giulia.press("Save").await?;
    giulia.wait_for_text("Saved").await?;
    giulia.picture("console-organization").await?;
    ensure!(giulia.value("organization_name").await? == "Studio Rossi e Figli");
    ensure!(giulia.value("contact_name").await? == CARLA);

    Stranger::new(house, "stranger/1.0")?.bar(&MARCO).await?;
    let mail = as_read(&house.mail(MARCO.address, "barred").await?);
    ensure!(mail.contains(CARLA) && mail.contains("+39 06 5550 0111") && mail.contains("Mon-Fri 9-18"), "{mail}");

    // Nobody else finds the page.
    house.cli(&["account", "edit", MARCO.login, "--rank", "administrator"], "")?;
    house.cli(&["account", "unlock", MARCO.login], "")?;
    let mut marco = Stranger::new(house, "marco/1.0")?;
    marco.sign_in(&MARCO).await?;
    ensure!(marco.get("/console/organization").await?.status == 404);
    let console = marco.get("/console/accounts").await?;
    ensure!(console.status == 200 && !console.body.contains("/console/organization"));
    Ok(())
}
