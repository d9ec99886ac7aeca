//! A9: many accounts, found, sorted and paged through by keyboard; several helped at once, one of whom cannot be.

use std::fmt::Write as _;

use anyhow::{Result, bail, ensure};
use fantoccini::key::Key;
use serde_json::Value;
use test_support::browser::Options;

use crate::house::{BRUNO, GIULIA, House, MARCO, NORA};
use crate::stranger::Stranger;
use crate::visitor::{Visitor, send};

/// Beside the four who work there.
const OTHERS: usize = 120;

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, NORA, BRUNO])?;
    let mut list = "login,display_name,contact\n".to_owned();
    for number in 0..OTHERS {
        // What sorts last by login name sorts first by name, accents and case aside.
        writeln!(list, "p{number:03},{}ngelo {:03},", if number % 2 == 0 { "A" } else { "\u{e0}" }, OTHERS - number)?;
    }
    house.cli(&["account", "import", "-", "--organization", GIULIA.login], &list)?;
    for person in [MARCO, NORA, BRUNO] {
        Stranger::new(house, "stranger/1.0")?.bar(&person).await?;
    }
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    found_by_keyboard(&giulia).await?;
    several_at_once(house, &giulia).await?;
    all_that_match(house, &giulia).await
}

/// Sorting, paging and searching without a mouse.
async fn found_by_keyboard(giulia: &Visitor<'_>) -> Result<()> {
    giulia.open("/console/accounts").await?;
    giulia.wait_for_text("50 accounts shown").await?;
    ensure!(giulia.has("th[aria-sort=ascending]").await?, "it is sorted by login name");
    enter(giulia, "Name").await?;
    giulia.wait_for_text("\u{e0}ngelo 001").await?;
    giulia.picture("console-accounts-by-name").await?;
    let first = first_rows(giulia).await?;
    ensure!(first[..2] == ["\u{e0}ngelo 001", "Angelo 002"], "{first:?}");
    enter(giulia, "Next").await?;
    giulia.wait_for_text("\u{e0}ngelo 051").await?;
    enter(giulia, "Previous").await?;
    giulia.wait_for_text("\u{e0}ngelo 001").await?;
    ensure!(first_rows(giulia).await? == first, "the page before is the page that was");
    enter(giulia, "Name").await?;
    giulia.find("th[aria-sort=descending]").await?;
    ensure!(first_rows(giulia).await?[0] == NORA.name);

    giulia.fill("q", "ANGELO 11").await?;
    giulia.keys(char::from(Key::Enter)).await?;
    giulia.wait_for_text("10 accounts shown").await?;
    ensure!(giulia.value("sort").await? == "-name", "the order stays");
    giulia.fill("q", BRUNO.address).await?;
    giulia.keys(char::from(Key::Enter)).await?;
    giulia.wait_for_text("One account shown").await?;
    for odd in ["%", "_", "'; DROP TABLE accounts; --", "\\"] {
        giulia.fill("q", odd).await?;
        giulia.keys(char::from(Key::Enter)).await?;
        giulia.wait_for_text("No account is like that").await?;
    }
    Ok(())
}

/// Three are to be unlocked, one of whom has gone in between: two are, and the third is told with its reason.
async fn several_at_once(house: &House, giulia: &Visitor<'_>) -> Result<()> {
    giulia.open("/console/accounts?state=locked").await?;
    giulia.wait_for_text("3 accounts shown").await?;
    for person in [MARCO, NORA, BRUNO] {
        giulia.press_in_row(person.name, "label.tick").await?;
    }
    // What a form of an older list holds.
    let stranger = "document.querySelector('input[name=account]').value = '0198f3a0-0000-7000-8000-000000000001'";
    giulia.run(stranger, Vec::new()).await?;
    giulia.choose("do", "unlock").await?;
    giulia.press("Do it").await?;
    giulia.is_told("Not all of it was done").await?;
    giulia.is_accessible().await?;
    giulia.picture("console-bulk-some").await?;
    for text in ["2 accounts were unlocked.", "Not done for one", "There is no such account", "Done for 2"] {
        ensure!(giulia.shows(text).await?, "{text}: {}", giulia.text().await?);
    }
    giulia.press("Back to the list").await?;
    giulia.wait_for_text("One account shown").await?;
    ensure!(giulia.value("state").await? == "locked", "the way back leads to the same list");

    // Suspending one asks nothing; suspending two does.
    giulia.open("/console/accounts?q=angelo+11").await?;
    for name in ["Angelo 110", "\u{e0}ngelo 111"] {
        giulia.press_in_row(name, "label.tick").await?;
    }
    giulia.choose("do", "suspend").await?;
    giulia.press("Do it").await?;
    giulia.is_told("Suspend these accounts?").await?;
    giulia.is_accessible().await?;
    ensure!(giulia.shows("2 people can no longer sign in.").await?);
    ensure!(giulia.shows("Angelo 110").await? && giulia.shows("\u{e0}ngelo 111").await?);
    ensure!(suspended(house)? == 0, "nothing has happened yet");
    giulia.press("Suspend 2 accounts").await?;
    giulia.is_told("Done").await?;
    ensure!(suspended(house)? == 2);

    // The reset link by the side of the account, and among many: some have none to be sent.
    let seen = house.mails_so_far();
    giulia.open("/console/accounts?sort=-name").await?;
    for person in [BRUNO.name, GIULIA.name] {
        giulia.press_in_row(person, "label.tick").await?;
    }
    giulia.choose("do", "reset").await?;
    giulia.press("Do it").await?;
    giulia.is_told("Not all of it was done").await?;
    ensure!(giulia.shows("It is your own account").await?);
    house.mail_after(seen, BRUNO.address, "password").await?;
    giulia.press(BRUNO.name).await?;
    giulia.wait_for_text("Reset link ordered").await?;
    send(giulia, "form[action$='/reset']", "form[action$='/reset']").await
}

/// All that a search finds, on however many pages: asked first, with the names.
async fn all_that_match(house: &House, giulia: &Visitor<'_>) -> Result<()> {
    giulia.open("/console/accounts?q=angelo&state=active").await?;
    giulia.wait_for_text("50 accounts shown").await?;
    giulia.press_in_row("p000/", "label.tick").await?;
    giulia.wait_for_text("or all 118 that the list has").await?;
    giulia.tick("all", "yes").await?;
    giulia.choose("do", "welcome").await?;
    giulia.press("Do it").await?;
    giulia.is_told("Nothing was done").await?;
    ensure!(giulia.shows("There is no contact address").await?);
    giulia.press("Back to the list").await?;
    giulia.press_in_row("p000/", "label.tick").await?;
    giulia.wait_for_text("or all 118 that the list has").await?;
    giulia.tick("all", "yes").await?;
    giulia.choose("do", "suspend").await?;
    giulia.press("Do it").await?;
    giulia.press("Suspend 118 accounts").await?;
    giulia.is_told("Done").await?;
    ensure!(suspended(house)? == OTHERS, "{}", suspended(house)?);
    giulia.open("/console/accounts?state=suspended").await?;
    giulia.press_in_row("p000/", "label.tick").await?;
    giulia.wait_for_text("or all 120 that the list has").await?;
    giulia.tick("all", "yes").await?;
    giulia.choose("do", "reinstate").await?;
    giulia.press("Do it").await?;
    giulia.press("Reinstate 120 accounts").await?;
    giulia.is_told("Done").await?;
    ensure!(suspended(house)? == 0);
    Ok(())
}

/// Goes to the link that reads this with the tabulator alone, and follows it.
async fn enter(visitor: &Visitor<'_>, link: &str) -> Result<()> {
    visitor.run("document.activeElement.blur(); window.scrollTo(0, 0)", Vec::new()).await?;
    for _ in 0..200 {
        visitor.keys(char::from(Key::Tab)).await?;
        let reads = visitor.run("return document.activeElement.textContent.trim()", Vec::new()).await?;
        if reads == link {
            return visitor.keys(char::from(Key::Enter)).await;
        }
    }
    bail!("no key leads to {link}")
}

async fn first_rows(visitor: &Visitor<'_>) -> Result<Vec<String>> {
    let names = "return Array.from(document.querySelectorAll('tbody th a')).slice(0, 3).map(name => name.textContent)";
    Ok(serde_json::from_value(visitor.run(names, Vec::new()).await?)?)
}

fn suspended(house: &House) -> Result<usize> {
    let listed = house.cli(&["account", "list", "--state", "suspended", "--json"], "")?;
    let listed: Value = serde_json::from_str(&listed)?;
    Ok(listed["accounts"].as_array().map_or(0, Vec::len))
}
