//! A1: what somebody may do is what they were granted: by a profile, by single permissions, until an end.

use anyhow::{Result, ensure};
use serde_json::json;
use test_support::browser::Options;

use crate::house::{BRUNO, GIULIA, House, MARCO};
use crate::visitor::{Visitor, send};

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, BRUNO])?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    let marco = Visitor::new(house, Options::phone()).await?;
    marco.sign_in(&MARCO).await?;
    ensure!(!marco.shows("Open the console").await?);

    giulia.open("/console/profiles/new").await?;
    giulia.fill("name", "Front desk").await?;
    giulia.tick("permission", "identity.accounts.read").await?;
    ensure!(!giulia.has("[value='identity.organization.manage']").await?, "owner-only cannot be chosen");
    giulia.press("Define").await?;
    giulia.is_told("Authorization profiles").await?;
    ensure!(giulia.shows("See the accounts").await?);

    giulia.open("/console/accounts").await?;
    giulia.press(MARCO.name).await?;
    giulia.press("Permissions").await?;
    giulia.is_told("What Marco Bianchi was granted").await?;
    giulia.press("Give").await?;
    giulia.wait_for_text("Choose a profile or a permission.").await?;
    choose_by_label(&giulia, "Front desk").await?;
    giulia.fill("until", "2020-01-01").await?;
    giulia.press("Give").await?;
    giulia.wait_for_text("choose one that is not over").await?;
    giulia.fill("until", "2099-12-31").await?;
    giulia.press("Give").await?;
    giulia.row("Front desk").await?;
    giulia.picture("console-rights").await?;

    // At once, in the session that was open before.
    marco.reload().await?;
    marco.press("Open the console").await?;
    marco.is_told("Accounts").await?;
    ensure!(!marco.has("a[href='/console/accounts/new']").await? && !marco.has("a[href='/console/locked']").await?);
    for path in ["/console/accounts/new", "/console/locked", "/console/profiles"] {
        marco.open(path).await?;
        marco.is_told("There is no such page").await?;
    }

    // A profile that changes changes what its holders may do.
    giulia.open("/console/profiles").await?;
    giulia.press("Front desk").await?;
    ensure!(giulia.shows(MARCO.login).await?);
    giulia.tick("permission", "identity.accounts.unlock").await?;
    giulia.press("Save").await?;
    giulia.is_told("Authorization profiles").await?;
    marco.open("/console/locked").await?;
    marco.is_told("Locked").await?;

    // Saving a person in the form leaves alone what was granted and until when.
    let before = house.account(&MARCO)?;
    giulia.open("/console/accounts").await?;
    giulia.press(MARCO.name).await?;
    ensure!(giulia.shows("2 permissions of").await? && giulia.shows("Profile Front desk, until").await?);
    giulia.press("Edit").await?;
    giulia.press("Save").await?;
    giulia.is_told(MARCO.name).await?;
    let after = house.account(&MARCO)?;
    ensure!(before == after, "{before} {after}");

    giulia.press("Permissions").await?;
    giulia.press_in_row("Front desk", "button").await?;
    giulia.wait_for_text("Nothing was granted to this account yet.").await?;
    marco.open("/console/accounts").await?;
    marco.is_told("There is no such page").await?;

    // The last day of an account, in the form.
    giulia.open("/console/accounts").await?;
    giulia.press(BRUNO.name).await?;
    giulia.press("Edit").await?;
    giulia.fill("ends_on", "2020-01-01").await?;
    giulia.press("Save").await?;
    giulia.wait_for_text("choose one that is not over").await?;
    giulia.fill("ends_on", "2099-12-31").await?;
    giulia.tick("permission", "identity.audit.read").await?;
    giulia.press("Save").await?;
    giulia.is_told(BRUNO.name).await?;
    ensure!(house.account(&BRUNO)?["ends_at"] != json!(null));
    let who = house.cli(&["--json", "permission", "who", "identity.audit.read", "--organization", GIULIA.login], "")?;
    ensure!(who.contains(BRUNO.login) && who.contains(GIULIA.login) && !who.contains(MARCO.login), "{who}");
    giulia.open("/console/accounts").await?;
    giulia.press("Who may do what").await?;
    giulia.choose("what", "identity.audit.read").await?;
    giulia.press("Show").await?;
    giulia.row(BRUNO.login).await?;
    ensure!(giulia.shows(GIULIA.login).await? && !giulia.shows(MARCO.login).await?);
    ensure!(giulia.shows("given by Giulia Rossi").await?);
    send(&giulia, "form[action='/sign-out']", "main a[href='/sign-in']").await
}

async fn choose_by_label(visitor: &Visitor<'_>, label: &str) -> Result<()> {
    let script = "const [label] = arguments; const select = document.querySelector('select[name=what]'); \
        select.value = [...select.options].find(option => option.textContent === label).value;";
    visitor.run(script, vec![json!(label)]).await.map(drop)
}
