//! R12, backup and restore: a backup is taken while people sign in; what is spent, closed or taken away after it stays
//! so once it is restored; and the backup alone opens nothing.

mod by_hand;
mod file;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use identity_core::domain::permission::RightsWish;
use serde::Serialize;
use test_support::process::Configuration;
use test_support::smtp::Mail;
use tokio::task::{JoinHandle, spawn_blocking};

use self::by_hand::{by_hand, control, must_not_start};
use self::file::{found_in, negative_backups};
use crate::house::{Database, House, PASSWORD};
use crate::r2::{code_in, token_in};
use crate::visitor::{SESSION, Visitor};

const NEW_PASSWORD: &str = "otto barattoli di marmellata";
const DEVICES: &str = "__Host-devices";

/// How large a trial is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Accounts beside those that the trial is about.
    pub accounts: usize,
    /// Where everything is kept.
    pub database: Database,
}

/// What was seen.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    trial: &'static str,
    database: Database,
    accounts: usize,
    backup_bytes: u64,
    backup_ms: u128,
    restore_ms: u128,
    /// Sign-ins that were answered while the backup was made.
    sign_ins_meanwhile: usize,
    slowest_sign_in_ms: u128,
    /// Secrets that were looked for in the backup.
    canaries: usize,
    /// What was tried after the restore, and had to be refused.
    tried: usize,
    /// What was not as it should be.
    pub violations: Vec<String>,
}

/// A form that uses a secret up.
struct Redeemable {
    what: &'static str,
    path: &'static str,
    fields: Vec<(&'static str, String)>,
}

/// What people hold at the time of the backup.
struct Held {
    tokens: Vec<Redeemable>,
    vito: Visitor,
    anna: Visitor,
    /// Every secret that there is, with what it is.
    canaries: Vec<(&'static str, String)>,
}

/// Runs the trial.
///
/// # Errors
/// The rig fails; what the house does wrong is in the report.
pub async fn run(plan: Plan) -> Result<Report> {
    let mut house = House::open(plan.database, 1, Configuration::new()).await?;
    let ditta = house.organization("ditta", Some("olga@mail.example")).await?;
    for (name, rights) in [
        ("anna", RightsWish::administration()),
        ("nora", RightsWish::default()),
        ("vito", RightsWish::default()),
        ("bruno", RightsWish::default()),
        ("carla", RightsWish::default()),
        ("folla", RightsWish::default()),
    ] {
        house.person(ditta, name, Some(&format!("{name}@mail.example")), rights).await?;
    }
    house.newcomer(ditta, "nuova", Some("nuova@mail.example")).await?;
    house.crowd(ditta, "ditta", plan.accounts).await?;
    let held = hold(&house).await?;

    let store = tempfile::tempdir()?;
    let file = store.path().join("backup");
    let load = Load::begin(&house)?;
    load.first().await;
    let begun = Instant::now();
    back_up(&house, &file).await?;
    let backup_ms = begun.elapsed().as_millis();
    let (sign_ins_meanwhile, slowest, mut violations) = load.end().await?;
    violations.extend(found_in(&file, &held.canaries)?);
    if plan.database == Database::Sqlite {
        violations.extend(negative_backups(&house, &file)?);
    }

    spend(&house, &held).await?;
    violations.extend(bring_back_under_the_service(&house, &file)?);
    house.leave();
    ensure!(house.nodes[0].terminate().await?.success(), "the node does not end well");
    let begun = Instant::now();
    bring_back(&mut house, &file, &mut violations).await?;
    let restore_ms = begun.elapsed().as_millis();
    house.nodes[0].restart().await?;
    house.come_back().await?;
    let (tried, wrong) = try_all(&house, &held).await?;
    violations.extend(wrong);
    if plan.database == Database::Sqlite {
        control(&mut house, &file, &held).await?;
        violations.extend(by_hand(&mut house, &file, &held).await?);
    }
    Ok(Report {
        trial: "r12",
        database: plan.database,
        accounts: plan.accounts,
        backup_bytes: std::fs::metadata(&file)?.len(),
        backup_ms,
        restore_ms,
        sign_ins_meanwhile,
        slowest_sign_in_ms: slowest.as_millis(),
        canaries: held.canaries.len(),
        tried,
        violations,
    })
}

/// Has secrets of each kind mailed, and opens sessions.
async fn hold(house: &House) -> Result<Held> {
    let nora = mailed(house, "/unlock", "nora", "/unlock/link/").await?;
    let (unlock, code) = (token_in(&nora, "/unlock/link/").context("no link")?, code_in(&nora).context("no code")?);
    let bruno = mailed(house, "/unlock", "bruno", "/unlock/link/").await?;
    let other_code = code_in(&bruno).context("no code")?;
    let reset = mailed(house, "/forgot-password", "nora", "/reset/").await?;
    let reset = token_in(&reset, "/reset/").context("no link")?;
    let welcome = house.sink.wait_for(|mail| is_to(mail, "nuova@mail.example")).await?;
    let welcome = token_in(&welcome, "/welcome/").context("no link")?;
    let (vito, anna) = (house.signed_in("vito/ditta").await?, house.signed_in("anna/ditta").await?);
    let form = |what, path, fields: &[(&'static str, &str)]| Redeemable {
        what,
        path,
        fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
    };
    let tokens = vec![
        form("unlock link", "/unlock/link", &[("token", &unlock)]),
        form("unlock code", "/unlock/code", &[("login", "bruno/ditta"), ("code", &other_code)]),
        form("reset link", "/reset", &[("token", &reset), ("new_password", NEW_PASSWORD)]),
        form("welcome link", "/welcome", &[("token", &welcome), ("new_password", NEW_PASSWORD)]),
    ];
    let cookie = |visitor: &Visitor, name| visitor.cookie(name).map(str::to_owned).context("no cookie");
    let key = std::fs::read_to_string(house.home()?.directory().join("identity.key"))?;
    let canaries = vec![
        ("unlock link", unlock),
        ("unlock code", code),
        ("reset link", reset),
        ("welcome link", welcome),
        ("session", cookie(&vito, SESSION)?),
        ("device", cookie(&vito, DEVICES)?),
        ("session of an administrator", cookie(&anna, SESSION)?),
        ("password", PASSWORD.to_owned()),
        ("house key", key.trim().to_owned()),
    ];
    Ok(Held { tokens, vito, anna, canaries })
}

async fn mailed(house: &House, ask: &str, name: &str, path: &str) -> Result<Mail> {
    let seen = house.sink.mails().len();
    house.visitor(0)?.post(ask, &[("login", &format!("{name}/ditta"))]).await?;
    let address = format!("{name}@mail.example");
    house.sink.wait_for_after(seen, |mail| is_to(mail, &address) && mail.link(path).is_some()).await
}

fn is_to(mail: &Mail, address: &str) -> bool {
    mail.recipients().iter().any(|to| to == address)
}

/// Somebody who signs in again and again.
struct Load {
    stop: Arc<AtomicBool>,
    answered: tokio::sync::watch::Receiver<usize>,
    at_work: JoinHandle<Result<(usize, Duration, Vec<String>)>>,
}

impl Load {
    fn begin(house: &House) -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (tell, answered) = tokio::sync::watch::channel(0);
        let (mut visitor, stopped) = (house.visitor(0)?, Arc::clone(&stop));
        let at_work = tokio::spawn(async move {
            let (mut count, mut slowest, mut wrong) = (0, Duration::ZERO, Vec::new());
            while !stopped.load(Ordering::Relaxed) {
                let answer = visitor.sign_in("folla/ditta", PASSWORD).await?;
                if answer.status != 303 {
                    wrong.push(format!("a sign-in during the backup: {}", answer.status));
                }
                count += 1;
                slowest = slowest.max(answer.took);
                tell.send_replace(count);
            }
            Ok((count, slowest, wrong))
        });
        Ok(Self { stop, answered, at_work })
    }

    /// Waits until it has begun.
    async fn first(&self) {
        self.answered.clone().wait_for(|count| *count > 0).await.ok();
    }

    async fn end(self) -> Result<(usize, Duration, Vec<String>)> {
        self.stop.store(true, Ordering::Relaxed);
        let (count, slowest, mut wrong) = self.at_work.await??;
        if count < 2 {
            wrong.push("nobody signed in during the backup".to_owned());
        }
        Ok((count, slowest, wrong))
    }
}

async fn back_up(house: &House, file: &Path) -> Result<()> {
    if let Some(database) = house.database() {
        return database.back_up(file);
    }
    let (home, name) = (house.home()?.clone(), file.display().to_string());
    let answer = spawn_blocking(move || home.identity(&["backup", &name, "--json"], "")).await??;
    let told: serde_json::Value = serde_json::from_str(&answer.succeeds()?)?;
    ensure!(told["file"] == file.display().to_string() && told["beside_key"] == false, "{told}");
    Ok(())
}

/// Spends, closes and takes away what people held.
async fn spend(house: &House, held: &Held) -> Result<()> {
    for token in &held.tokens {
        let status = redeem(house, token).await?;
        ensure!(matches!(status, 200 | 303), "{}: {status}", token.what);
    }
    let mut vito = held.vito.clone();
    let status = vito.post("/sign-out", &[]).await?.status;
    ensure!(status == 303 || status == 200, "sign-out: {status}");
    let home = house.home()?;
    home.identity(&["permission", "take", "anna/ditta", "--permission", "identity.accounts.read"], "")?.succeeds()?;
    home.identity(&["account", "suspend", "bruno/ditta", "--yes"], "")?.succeeds()?;
    house.bar("carla/ditta").await
}

async fn redeem(house: &House, token: &Redeemable) -> Result<u16> {
    let fields: Vec<(&str, &str)> = token.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Ok(house.visitor(0)?.post(token.path, &fields).await?.status)
}

/// A file that is in use is not replaced.
fn bring_back_under_the_service(house: &House, file: &Path) -> Result<Vec<String>> {
    if house.database().is_some() {
        return Ok(Vec::new());
    }
    let answer = house.home()?.identity(&["restore", &file.display().to_string(), "--yes"], "")?;
    let is_refused = answer.status.code() == Some(4) && answer.err.contains("in use");
    Ok(if is_refused { Vec::new() } else { vec![format!("restored under the service: {}", answer.err)] })
}

async fn bring_back(house: &mut House, file: &Path, violations: &mut Vec<String>) -> Result<()> {
    let home = house.home()?.clone();
    let name = file.display().to_string();
    let Some(database) = house.database() else {
        let state = || -> Result<String> {
            let shown = |command: &[&str]| home.identity(command, "")?.succeeds();
            Ok(shown(&["account", "show", "anna/ditta", "--json"])? + &shown(&["lockout", "list", "--json"])?)
        };
        let before = state()?;
        home.identity(&["restore", &name, "--dry-run", "--json"], "")?.succeeds()?;
        if before != state()? {
            violations.push("a dry run changed the database".to_owned());
        }
        let unconfirmed = home.identity(&["restore", &name], "YES\n")?;
        if unconfirmed.status.code() != Some(2) {
            violations.push(format!("restored without a confirmation: {}", unconfirmed.err));
        }
        let told: serde_json::Value =
            serde_json::from_str(&home.identity(&["restore", &name, "--yes", "--json"], "")?.succeeds()?)?;
        if told["carried_over"] != serde_json::json!({ "suspended": 1, "barred": 1 }) {
            violations.push(format!("carried over: {}", told["carried_over"]));
        }
        if told["to_confirm"] != serde_json::json!(["anna/ditta"]) {
            violations.push(format!("to confirm: {}", told["to_confirm"]));
        }
        let aside = PathBuf::from(told["kept_aside"].as_str().context("nothing is kept")?);
        ensure!(aside.is_file(), "{} is not there", aside.display());
        return Ok(());
    };
    database.restore(file)?;
    violations.extend(must_not_start(house).await?);
    home.identity(&["restored", "--yes", "--json"], "")?.succeeds().map(drop)
}

/// Tries everything that must be over; how much was tried, and what was not refused.
async fn try_all(house: &House, held: &Held) -> Result<(usize, Vec<String>)> {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let mut is_refused = |what: &str, refused: bool, told: String| {
        tried += 1;
        if !refused {
            wrong.push(format!("{what}: {told}"));
        }
    };
    for token in &held.tokens {
        let status = redeem(house, token).await?;
        is_refused(token.what, matches!(status, 410 | 422), status.to_string());
    }
    for (whose, visitor) in [("a closed session", &held.vito), ("an administrator's session", &held.anna)] {
        let answer = visitor.clone().get("/home").await?;
        let is_out = answer.status == 303 && answer.header("location").starts_with("/sign-in");
        is_refused(whose, is_out, answer.status.to_string());
    }
    let mut anna = house.signed_in("anna/ditta").await?;
    let answer = anna.get("/console/accounts").await?;
    is_refused("a right that was taken away", answer.status != 200, answer.status.to_string());
    if house.database().is_none() {
        for name in ["bruno/ditta", "carla/ditta"] {
            let status = house.visitor(0)?.sign_in(name, PASSWORD).await?.status;
            is_refused(name, matches!(status, 401 | 403), status.to_string());
        }
    }
    house.bar("vito/ditta").await?;
    let mut known = house.visitor(0)?;
    known.plant(DEVICES, held.vito.cookie(DEVICES).context("no device")?);
    let status = known.sign_in("vito/ditta", PASSWORD).await?.status;
    is_refused("a device of before", status == 403, status.to_string());
    // What the documentation says that a restore cannot know.
    let status = house.visitor(0)?.sign_in("nora/ditta", PASSWORD).await?.status;
    is_refused("the password of before is the one again", status == 303, status.to_string());
    Ok((tried, wrong))
}
