//! What a collaborator may do, asked at each request: where two hundred grants were made, and where two hundred thousand.

use std::path::Path;

use anyhow::{Context, Result};
use identity_core::domain::permission::OwnPermission;
use identity_settings::{Settings, attach};
use tokio::time::Instant;

use crate::{
    Extent,
    figure::{Goal, ratios},
    house::House,
    load::{Until, crowd},
    report::Report,
};

/// How many people the smaller house has.
const FEW: usize = 100;
const GOAL: f64 = 1.5;

/// A page that only says for whom one acts, and one that shows what the profile lets one see.
const PAGES: [(&str, &str); 2] =
    [("the start page, with the banner", "/home"), ("a narrowed console page", "/console/accounts")];

/// Somebody to whom something was granted.
const COLLABORATOR: usize = 2;

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let many = extent.of(100_000, 10_000);
    let houses = [House::of_collaborators(FEW).await?, House::of_collaborators(many).await?];
    for (name, path) in PAGES {
        let mut took = [Vec::new(), Vec::new()];
        for repetition in 0..=extent.of(5, 2) {
            for (house, took) in houses.iter().zip(&mut took) {
                let page = House::page_of(COLLABORATOR, path);
                let load = crowd(house.port, 1, vec![page], Until::Requests(extent.of(200, 20))).await?.all(200)?;
                // The first time fills caches.
                if repetition > 0 {
                    took.push(load.milliseconds(0.5));
                }
            }
        }
        compared(report, name, "ms", many, &took)?;
    }
    let mut took = [Vec::new(), Vec::new()];
    for repetition in 0..=extent.of(5, 2) {
        for (house, took) in houses.iter().zip(&mut took) {
            let micros = asked(&house.configuration_file(), house, extent.of(2_000, 100)).await?;
            if repetition > 0 {
                took.push(micros);
            }
        }
    }
    compared(report, "all that somebody may do, without HTTP", "\u{b5}s", many, &took)?;
    report.note(format!(
        "Everybody but the owner of an organization of {FEW} and of one of {many} holds a profile of two permissions and one permission beside it. One of \
         them asks for pages, one after the other. Without HTTP: reading what was granted, from whom it comes in the end, and deciding."
    ))?;
    for house in houses {
        house.end().await?;
    }
    Ok(())
}

fn compared(
    report: &mut Report,
    name: &str,
    unit: &'static str,
    many: usize,
    [few, most]: &[Vec<f64>; 2],
) -> Result<()> {
    report.figure(format!("{name}: {FEW} people"), unit, few)?;
    report.figure(format!("{name}: {many} people"), unit, most)?;
    report.figure_with_goal(format!("{name}: many to few"), "", &ratios(most, few), Goal::AtMost(GOAL))
}

/// How long it takes to know what the collaborator may do, in microseconds.
async fn asked(configuration: &Path, house: &House, count: usize) -> Result<f64> {
    let settings = Settings::load(Some(configuration), std::iter::empty())?;
    let identity = attach(&settings).await?.identity;
    let token = house.session_of(COLLABORATOR);
    let present = identity.sessions().present(&token).await?.context("nobody is signed in")?;
    let begun = Instant::now();
    for _ in 0..count {
        let empowered = identity.permissions().of(&present).await?;
        anyhow::ensure!(empowered.may(OwnPermission::AccountsRead), "nothing was granted");
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of a few thousand")]
    Ok(begun.elapsed().as_secs_f64() * 1e6 / count as f64)
}
