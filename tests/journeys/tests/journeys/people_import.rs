//! D5: a list of people comes in, wrong at first and then right, and goes out again.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO};
use crate::stranger::Stranger;
use crate::visitor::{Visitor, send};

const FORM: &str = "form[action='/console/accounts/import']";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let desk = tempfile::tempdir()?;
    let file = |name: &str, content: &[u8]| -> Result<PathBuf> {
        let path = desk.path().join(name);
        std::fs::write(&path, content)?;
        Ok(path)
    };
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.open("/console/accounts").await?;
    giulia.press("Import a list").await?;
    giulia.is_told("Import a list of people").await?;

    // A file from another age says so.
    look(&giulia, &file("latin.csv", b"login,display_name\nnicolo,Nicol\xf2\n")?).await?;
    giulia.is_told("The file cannot be read").await?;
    giulia.is_accessible().await?;
    ensure!(giulia.shows("Line 2, character 13 is not UTF-8").await?, "{}", giulia.text().await?);

    // Some lines are wrong: each says where and what to do, and nothing has happened.
    let wrong = "login,display_name,contact,state\nanna,Anna Ferri,anna@mail.example,\nmar co,X,,\nANNA,Anna,,\nstudio-rossi,Not Giulia,,\nluca,<script>alert(1)</script>,,\n";
    look(&giulia, &file("wrong.csv", wrong.as_bytes())?).await?;
    giulia.is_told("Some lines are not right").await?;
    giulia.is_accessible().await?;
    giulia.picture("console-import-wrong").await?;
    for text in [
        "4 lines are not right, so nothing was changed.",
        "Use letters, digits, dots, hyphens or underscores, without spaces.",
        "The same login name stands in line 2 already.",
        "No list changes the owner.",
        "Take addresses of pages and mailboxes out of the name.",
    ] {
        ensure!(giulia.shows(text).await?, "{text}: {}", giulia.text().await?);
    }
    ensure!(people(house)? == 2);

    // The right list is looked at, and then imported; a hostile name is a name.
    let right = "login;display_name;contact;state;language\r\nanna;\"Ferri, Anna\";anna@mail.example;;en\r\nbruno;'=1+1;;suspended;it\r\nmarco;Marco B.;;;\r\n";
    look(&giulia, &file("right.csv", right.as_bytes())?).await?;
    giulia.is_told("What the list would do").await?;
    giulia.is_accessible().await?;
    giulia.picture("console-import-checked").await?;
    ensure!(people(house)? == 2, "nothing has happened yet");
    send(&giulia, FORM, "a.button[href='/console/accounts']").await?;
    giulia.is_told("The list is imported").await?;
    giulia.is_accessible().await?;
    ensure!(people(house)? == 4);
    ensure!(house.account(&MARCO)?["name"] == "Marco B." && house.account(&MARCO)?["has_password"] == true);
    house.mail("anna@mail.example", "").await?;

    // What goes out comes in again and changes nothing.
    let mut export = Stranger::new(house, "export/1.0")?;
    export.sign_in(&GIULIA).await?;
    let exported = export.send("/console/accounts", "/console/accounts/export", &[]).await?.body;
    let lines: Vec<&str> = exported.lines().collect();
    ensure!(lines[0] == "login,display_name,language,contact,state", "{exported}");
    ensure!(lines.contains(&"bruno/studio-rossi,'=1+1,it,,suspended"), "{exported}");
    ensure!(lines.contains(&"anna/studio-rossi,\"Ferri, Anna\",en,anna@mail.example,active"), "{exported}");
    giulia.open("/console/accounts/import").await?;
    look(&giulia, &file("again.csv", exported.as_bytes())?).await?;
    giulia.wait_for_text("Everything is already as the list has it.").await?;

    // What somebody else changes in between is not overwritten unseen.
    look(&giulia, &file("late.csv", b"login,display_name\nmarco,Marco Late\n")?).await?;
    giulia.is_told("What the list would do").await?;
    house.cli(&["account", "edit", MARCO.login, "--name", "Marco Sooner"], "")?;
    send(&giulia, FORM, "h1").await?;
    giulia.is_told("Something has changed in between").await?;
    ensure!(house.account(&MARCO)?["name"] == "Marco Sooner");
    send(&giulia, FORM, "a.button[href='/console/accounts']").await?;
    ensure!(house.account(&MARCO)?["name"] == "Marco Late");
    Ok(())
}

/// Chooses a file and sends it, wherever the page for it is.
async fn look(visitor: &Visitor<'_>, file: &Path) -> Result<()> {
    if !visitor.has("#file").await? {
        visitor.open("/console/accounts/import").await?;
    }
    let field = visitor.client().find(Locator::Css("#file")).await?;
    field.send_keys(file.to_str().context("a path that is no text")?).await?;
    send(visitor, FORM, "h1").await
}

fn people(house: &House) -> Result<usize> {
    let listed = house.cli(&["account", "list", "--json"], "")?;
    let listed: serde_json::Value = serde_json::from_str(&listed)?;
    Ok(listed["accounts"].as_array().map_or(0, Vec::len))
}
