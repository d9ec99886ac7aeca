//! Two people edit one account: whoever saves last sees what the other has saved, and overwrites nothing unseen.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO};
use crate::visitor::Visitor;

const THEIRS: &str = "Marco Aurelio Bianchi";

const MINE: &str = "marco.b@elsewhere.example";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.open("/console/accounts").await?;
    giulia.press(MARCO.name).await?;
    giulia.press("Edit").await?;
    giulia.is_told("Edit Marco Bianchi").await?;
    house.cli(&["account", "edit", MARCO.login, "--name", THEIRS], "")?;

    giulia.fill("contact_address", MINE).await?;
    giulia.press("Save").await?;
    giulia.wait_for_text("Somebody else saved this account in between.").await?;
    ensure!(house.account(&MARCO)?["address"] == MARCO.address);
    let shown = giulia.value("display_name").await?;
    ensure!(shown == THEIRS, "the page says how it stands now, and shows {shown:?}");

    giulia.fill("contact_address", MINE).await?;
    giulia.press("Save").await?;
    giulia.is_told(THEIRS).await?;
    let saved = house.account(&MARCO)?;
    ensure!(saved["address"] == MINE && saved["name"] == THEIRS, "{saved}");
    Ok(())
}
