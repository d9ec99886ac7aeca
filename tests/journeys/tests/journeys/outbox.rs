//! Row 6 of the console: mails that a relay refused are seen with the reason, and sent again, one and several.

use anyhow::{Result, ensure};
use test_support::browser::Options;
use test_support::smtp::Fault;

use crate::house::{BRUNO, GIULIA, House, MARCO, NORA};
use crate::mails::as_read;
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, NORA, BRUNO])?;
    house.sink().misbehave(Fault::unknown_recipient());
    for person in [MARCO, NORA, BRUNO] {
        Stranger::new(house, "stranger/1.0")?.bar(&person).await?;
    }
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    all_are_refused(&giulia).await?;
    giulia.wait_for_text("3 mails shown").await?;
    ensure!(giulia.shows("550 5.1.1").await? && giulia.shows("one try").await?);
    giulia.picture("console-outbox").await?;

    let seen = house.mails_so_far();
    house.sink().behave();
    giulia.press_in_row(BRUNO.name, "button").await?;
    giulia.wait_for_text("2 mails shown").await?;
    let mail = house.mail_after(seen, BRUNO.address, "").await?;
    ensure!(as_read(&mail).contains("barred") || as_read(&mail).contains("locked"), "{}", as_read(&mail));

    for person in [MARCO, NORA] {
        giulia.press_in_row(person.name, "label.tick").await?;
    }
    giulia.press("Send those chosen again").await?;
    giulia.wait_for_text("No mail is like that").await?;
    for person in [MARCO, NORA] {
        house.mail_after(seen, person.address, "").await?;
    }
    giulia.press("Show all mails").await?;
    giulia.wait_for_text("3 mails shown").await?;
    ensure!(giulia.shows("Sent").await? && !giulia.has("button[name=one]").await?, "nothing is left to send again");
    Ok(())
}

/// The mails are on their way while the page is opened: it is asked for again until it shows what became of them.
async fn all_are_refused(giulia: &Visitor<'_>) -> Result<()> {
    const TIMES: usize = 200;
    for _ in 0..TIMES {
        giulia.open("/console/outbox?state=refused").await?;
        giulia.is_told("Outgoing mail").await?;
        if giulia.shows("3 mails shown").await? {
            return Ok(());
        }
    }
    anyhow::bail!("after {TIMES} looks the page shows: {}", giulia.text().await?)
}
