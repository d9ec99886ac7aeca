//! A store that somebody else put in place: it is noticed.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use test_support::process::Home;

use super::{Held, NEW_PASSWORD, mailed, redeem};
use crate::house::{House, PASSWORD};
use crate::r2::token_in;

/// A service on a store that went back refuses to start, and says what to do.
pub(super) async fn must_not_start(house: &mut House) -> Result<Vec<String>> {
    let started = house.nodes[0].restart().await;
    let told = started.map_or_else(|error| format!("{error:#}"), |()| "it started".to_owned());
    let command = house.home()?.identity(&["account", "list"], "")?;
    let mut wrong = Vec::new();
    if !(told.contains("gone back in time") && told.contains("identity restored")) {
        wrong.push(format!("a database that went back is served: {told}"));
    }
    if command.status.success() || !command.err.contains("gone back in time") {
        wrong.push(format!("a command works on a database that went back: {}", command.err));
    }
    Ok(wrong)
}

/// The negative control: a copy that is put in place without a word, where nobody remembers how far the store had
/// come, does bring back what was spent and closed. What the trial tries is alive in the backup.
pub(super) async fn control(house: &mut House, file: &Path, held: &Held) -> Result<()> {
    put_in_place(house, file).await?;
    std::fs::remove_file(house.home()?.directory().join("identity.key.mark"))?;
    house.nodes[0].restart().await?;
    for token in &held.tokens {
        let status = redeem(house, token).await?;
        ensure!(status == 200 || status == 303, "{} is dead in the backup: {status}", token.what);
    }
    let status = held.vito.clone().get("/home").await?.status;
    ensure!(status == 200, "the session is dead in the backup: {status}");
    Ok(())
}

/// Copies the backup over the database, as somebody does who has read no documentation.
async fn put_in_place(house: &mut House, file: &Path) -> Result<()> {
    house.leave();
    house.nodes[0].terminate().await?;
    let home = house.home()?;
    for log in ["identity.db-wal", "identity.db-shm"] {
        std::fs::remove_file(home.directory().join(log)).ok();
    }
    std::fs::copy(file, home.directory().join("identity.db"))?;
    Ok(())
}

/// A file that is put in place by hand is noticed; every password can be made to end.
pub(super) async fn by_hand(house: &mut House, file: &Path, held: &Held) -> Result<Vec<String>> {
    put_in_place(house, file).await?;
    let home: Home = house.home()?.clone();
    let mut wrong = must_not_start(house).await?;
    home.identity(&["restored", "--yes", "--end-passwords"], "")?.succeeds()?;
    house.nodes[0].restart().await?;
    for token in &held.tokens {
        let status = redeem(house, token).await?;
        if !matches!(status, 410 | 422) {
            wrong.push(format!("by hand, {}: {status}", token.what));
        }
    }
    let status = house.visitor(0)?.sign_in("nora/ditta", PASSWORD).await?.status;
    if status != 401 {
        wrong.push(format!("a password that ended: {status}"));
    }
    let mail = mailed(house, "/forgot-password", "nora", "/reset/").await?;
    let token = token_in(&mail, "/reset/").context("no link")?;
    let answer = house.visitor(0)?.post("/reset", &[("token", &token), ("new_password", NEW_PASSWORD)]).await?;
    let status = house.visitor(0)?.sign_in("nora/ditta", NEW_PASSWORD).await?.status;
    if status != 303 {
        wrong.push(format!("a way back in after every password ended: {}, {status}", answer.status));
    }
    Ok(wrong)
}
