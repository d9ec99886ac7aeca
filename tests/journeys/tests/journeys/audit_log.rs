//! D3, D10: an administrator looks at what has happened, finds one thing in the log, and takes it along.

use anyhow::{Context as _, Result, ensure};
use fantoccini::Locator;
use serde_json::Value;
use test_support::browser::Options;

use crate::house::{BRUNO, GIULIA, House, MARCO, NORA};
use crate::stranger::Stranger;
use crate::visitor::{Visitor, send};

const FILTERS: &str = "form[action='/console/audit']";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO, NORA, BRUNO])?;
    Stranger::new(house, "stranger/1.0")?.bar(&BRUNO).await?;
    Stranger::new(house, "nora/1.0")?.sign_in(&NORA).await?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    overview(&giulia).await?;
    filters(&giulia).await?;
    let href = giulia.find("a[href*='format=csv']").await?.attr("href").await?.context("no address")?;
    export(house, &href).await?;
    let verified: Value = serde_json::from_str(&house.cli(&["audit", "verify", "--json"], "")?)?;
    ensure!(verified["whole"] == true && verified["findings"] == Value::Array(Vec::new()), "{verified}");
    Ok(())
}

async fn overview(giulia: &Visitor<'_>) -> Result<()> {
    giulia.open("/console").await?;
    giulia.is_told("Overview").await?;
    giulia.picture("console-overview").await?;
    for told in ["One person is locked out.", BRUNO.name, "2 sign-ins", "5 attempts failed"] {
        ensure!(giulia.shows(told).await?, "no {told:?}: {}", giulia.text().await?);
    }
    let figures = giulia.client().find_all(Locator::Css("figure.plot")).await?;
    let mut totals = Vec::new();
    for figure in figures {
        let total = figure.find(Locator::Css("figcaption b")).await?.text().await?;
        let label = figure.find(Locator::Css("svg")).await?.attr("aria-label").await?.unwrap_or_default();
        ensure!(label.contains(&format!("{total} in all")), "{label}");
        totals.push(total);
    }
    ensure!(totals == ["2", "5", "1"], "{totals:?}");
    giulia.click("details.more summary").await?;
    let today = giulia.find("details.more tbody tr").await?.text().await?;
    ensure!(today.ends_with("2 5 1"), "{today}");
    giulia.press("Open the audit log").await?;
    giulia.is_told("Audit log").await
}

async fn filters(giulia: &Visitor<'_>) -> Result<()> {
    giulia.picture("console-audit").await?;
    let all = rows(giulia).await?;
    ensure!(all > 8, "{all} lines");
    giulia.choose("what", "locked-out").await?;
    giulia.fill("about", BRUNO.login).await?;
    giulia.fill("network", "127.0.0.0/8").await?;
    send(giulia, FILTERS, "table.ledger").await?;
    ensure!(rows(giulia).await? == 1, "{}", giulia.text().await?);
    let row = giulia.row(BRUNO.name).await?.text().await?;
    for told in ["Locked out", "wrong password", "127.0.0.1"] {
        ensure!(row.contains(told), "no {told:?}: {row}");
    }
    giulia.fill("network", "192.0.2.0/24").await?;
    send(giulia, FILTERS, "#none").await?;
    giulia.fill("network", "somewhere").await?;
    giulia.fill("by", "nobody/studio-rossi").await?;
    send(giulia, FILTERS, ".notice.stop a[href='#network']").await?;
    ensure!(giulia.has(".notice.stop a[href='#by']").await?);
    ensure!(giulia.value("about").await? == BRUNO.login, "what was typed is gone");
    giulia.fill("network", "").await?;
    giulia.fill("by", "").await?;
    giulia.choose("what", "").await?;
    giulia.fill("about", NORA.login).await?;
    send(giulia, FILTERS, "table.ledger").await?;
    ensure!(!giulia.shows(BRUNO.login).await?);
    giulia.fill("about", "").await?;
    giulia.choose("kind", "stranger").await?;
    send(giulia, FILTERS, "table.ledger").await
}

async fn rows(giulia: &Visitor<'_>) -> Result<usize> {
    Ok(giulia.client().find_all(Locator::Css("table.ledger tbody tr")).await?.len())
}

async fn export(house: &House, href: &str) -> Result<()> {
    let mut giulia = Stranger::new(house, "giulia/1.0")?;
    giulia.sign_in(&GIULIA).await?;
    let csv = giulia.get(href).await?;
    ensure!(csv.status == 200, "{}", csv.status);
    let mut lines = csv.body.lines();
    ensure!(lines.next().is_some_and(|head| head.starts_with("number,id,at,what,")), "{}", csv.body);
    let (mut numbers, mut count) = (Vec::new(), 0);
    for line in lines {
        ensure!(line.contains(",stranger,"), "{line}");
        numbers.push(line.split(',').next().unwrap_or_default().parse::<u64>()?);
        count += 1;
    }
    ensure!(count >= 5 && numbers.is_sorted(), "{}", csv.body);
    let jsonl = giulia.get(&href.replace("format=csv", "format=jsonl")).await?;
    for line in jsonl.body.lines() {
        let line: Value = serde_json::from_str(line)?;
        ensure!(line["actor"] == "stranger" && line["organization"] == "studio-rossi", "{line}");
    }
    ensure!(jsonl.body.lines().count() == count);
    let mut nora = Stranger::new(house, "nora/1.0")?;
    nora.sign_in(&NORA).await?;
    ensure!(nora.get(href).await?.status == 404, "a member takes the log along");
    Ok(())
}
