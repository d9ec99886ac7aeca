//! What the programs write about themselves: lines that a machine can read, and nothing that people keep to themselves.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use test_support::process::Configuration;
use test_support::smtp::{Fault, Stage};
use trials::house::PASSWORD;
use trials::r2::{code_in, token_in};
use trials::visitor::SESSION;
use trials::wire::{Request, exchange};

use super::{NEXT_PASSWORD, Scene, WRONG};

/// Typed as a login name by somebody who slipped into the wrong field.
const SLIP: &str = "cavallo batteria graffetta";

/// The main flows, and every secret, name and address that came up in them.
async fn live(scene: &mut Scene) -> Result<Vec<String>> {
    let mut canaries: Vec<String> = [PASSWORD, NEXT_PASSWORD, WRONG, SLIP].map(str::to_owned).to_vec();
    canaries.extend(["vito", "nora", "olga", "nuova", "anna"].map(|name| format!("{name}@mail.example")));
    canaries.extend(["vito/ditta", "nora/ditta", "nuova/ditta", "anna/ditta", "nessuno/ditta"].map(str::to_owned));
    scene.house.newcomer(scene.ditta, "nuova", Some("nuova@mail.example")).await?;
    let welcome = token_in(&scene.mail("nuova@mail.example", "/welcome/").await?, "/welcome/").context("no link")?;
    let fields = [("token", welcome.as_str()), ("new_password", NEXT_PASSWORD)];
    assert_eq!(scene.visitor()?.post("/welcome", &fields).await?.status, 200);

    for (login, password) in [(SLIP, SLIP), ("nessuno/ditta", WRONG), ("vito/ditta", WRONG)] {
        scene.try_password(login, password).await?;
    }
    scene.house.bar("vito/ditta").await?;
    scene.ask("/unlock", "vito/ditta").await?;
    let mail = scene.mail("vito@mail.example", "/unlock/link/").await?;
    let (unlock, code) = (token_in(&mail, "/unlock/link/").context("no link")?, code_in(&mail).context("no code")?);
    scene.visitor()?.get(&format!("/unlock/link/{unlock}")).await?;
    let status = scene.visitor()?.post("/unlock/code", &[("login", "vito/ditta"), ("code", &code)]).await?.status;
    assert_eq!(status, 200);
    let by_link = scene.token("/unlock", "vito/ditta", "/unlock/link/").await?;
    assert_eq!(scene.visitor()?.post("/unlock/link", &[("token", &by_link)]).await?.status, 200);
    let reset = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    scene.visitor()?.get(&format!("/reset/{reset}")).await?;
    let fields = [("token", reset.as_str()), ("new_password", NEXT_PASSWORD)];
    assert_eq!(scene.visitor()?.post("/reset", &fields).await?.status, 200);
    scene.visitor()?.post("/forgot-login", &[("email", "nora@mail.example")]).await?;

    let mut vito = scene.signed_in("vito/ditta").await?;
    let answer = vito.post("/account/address", &[("new_address", "vito@new.example")]).await?;
    assert!(matches!(answer.status, 200 | 303), "{}", answer.status);
    canaries.push("vito@new.example".to_owned());
    let address = token_in(&scene.mail("vito@new.example", "/address/new/").await?, "/address/new/");
    canaries.push(vito.cookie(SESSION).context("no session")?.to_owned());
    canaries.push(vito.cookie("__Host-devices").context("no device")?.to_owned());
    let mut owner = scene.signed_in("ditta").await?;
    canaries.push(owner.cookie(SESSION).context("no session")?.to_owned());
    let nora = scene.account("nora/ditta").await?.id;
    for page in ["/console/accounts?q=nora%40mail.example", "/console/locked", &format!("/console/accounts/{nora}")] {
        assert_eq!(owner.get(page).await?.status, 200, "{page}");
    }
    vito.post("/sign-out", &[]).await?;

    scene.let_the_outbox_rest().await?;
    // A relay that repeats whom it does not know.
    scene.house.sink.misbehave_once(Fault::Answer(Stage::Recipient, "550 5.1.1 <nora@mail.example> unknown".into()));
    scene.ask("/forgot-password", "nora/ditta").await?;
    scene.let_the_outbox_rest().await?;
    for secret in [welcome, unlock, by_link, reset, address.context("no link")?] {
        canaries.push(secret);
    }
    canaries.push(format!("{} {}", &code[..4], &code[4..]));
    canaries.push(code);
    let spelt: Vec<String> = canaries
        .iter()
        .flat_map(|text| {
            [text.replace(' ', "+"), text.replace(' ', "%20"), text.replace('/', "%2F").replace('@', "%40")]
        })
        .collect();
    canaries.extend(spelt);
    Ok(canaries)
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn c03_a_log_in_json_at_its_finest_says_nothing_that_people_keep_to_themselves() -> Result<()> {
    let configuration = Configuration::new().set("logging.level", "trace").set("logging.format", "json");
    let mut scene = Scene::set_on(configuration).await?;
    let canaries = live(&mut scene).await?;
    let home = scene.house.home()?.clone();
    let mut told_by_commands = String::new();
    for command in
        ["account unlock vito/ditta", "account reinstate vito/ditta", "outbox list", "doctor", "lockout list"]
    {
        let arguments: Vec<&str> = command.split(' ').collect();
        told_by_commands += &home.identity(&arguments, "")?.err;
    }
    let backup = home.directory().join("copy").display().to_string();
    told_by_commands += &home.identity(&["backup", &backup], "")?.err;
    let node = &mut scene.house.nodes[0];
    assert!(node.terminate().await?.success());
    let log = node.stderr()?;
    let mut fields = BTreeSet::new();
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))?;
        let object = line.as_object().context("no object")?;
        fields.extend(object.keys().cloned());
        assert!(["timestamp", "level", "target", "fields"].iter().all(|name| object.contains_key(*name)), "{line}");
        assert!(
            ["ERROR", "WARN", "INFO", "DEBUG", "TRACE"].contains(&line["level"].as_str().unwrap_or_default()),
            "{line}"
        );
    }
    let known = ["fields", "level", "span", "spans", "target", "timestamp"];
    assert!(fields.iter().all(|name| known.contains(&name.as_str())), "{fields:?}");
    assert!(log.lines().count() > 20 && log.contains("DEBUG"), "requests are in it: {} lines", log.lines().count());
    let found =
        |text: &str| canaries.iter().filter(|canary| text.contains(canary.as_str())).cloned().collect::<Vec<_>>();
    assert_eq!(found(&log), Vec::<String>::new());
    assert_eq!(found(&told_by_commands), Vec::<String>::new());
    // The search itself finds what is there.
    assert!(found("vito/ditta and cavallo+batteria+graffetta").len() >= 2);
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn every_metric_that_is_documented_is_told_and_none_has_a_name_in_it() -> Result<()> {
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operating.md");
    let book = std::fs::read_to_string(book)?;
    let documented: BTreeSet<&str> = book
        .lines()
        .filter_map(|line| line.strip_prefix("| `identity_")?.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    assert!(documented.len() > 10, "{documented:?}");
    let mut scene = Scene::set().await?;
    let operations = scene.house.nodes[0].home().operations_address();
    let address = trials::house::of_url(&operations)?;
    let scrape = async || anyhow::Ok(exchange(address, &Request::get("/metrics").bytes("localhost")).await?.body);
    // Those that nothing has happened for are there, too.
    let at_first = scrape().await?;
    let canaries = live(&mut scene).await?;
    let now = scrape().await?;
    let told: BTreeSet<&str> =
        now.lines().filter_map(|line| line.strip_prefix("# TYPE identity_")?.split(' ').next()).collect();
    assert_eq!(told, documented, "what is told and what docs/operating.md lists");
    let named: Vec<_> = canaries.iter().filter(|canary| now.contains(canary.as_str())).collect();
    assert!(named.is_empty(), "{named:?}");
    for name in ["identity_sign_ins_total{outcome=\"signed-in\"} 0", "identity_build_info{version="] {
        assert!(at_first.contains(name), "{name}: {at_first}");
    }
    for (name, least) in [
        ("identity_sign_ins_total{outcome=\"signed-in\"} ", 2.0),
        ("identity_sign_ins_total{outcome=\"barred\"} ", 1.0),
        ("identity_events_total{what=\"locked-out\",detail=\"wrong-password\"} ", 1.0),
        ("identity_events_total{what=\"unlocked\",detail=\"by-code\"} ", 1.0),
        ("identity_events_total{what=\"letter-settled\",detail=\"refused\"} ", 1.0),
        ("identity_store_commit_seconds_count ", 10.0),
        ("identity_store_read_seconds ", 0.0),
        ("identity_letters_under_way{state=\"queued\"} ", 0.0),
        ("identity_letters_oldest_seconds ", 0.0),
    ] {
        let value =
            now.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("no {name}in {now}"))?;
        assert!(value.trim().parse::<f64>()? >= least, "{name}{value}");
    }
    Ok(())
}
