//! Resident memory: at rest, at the worst, and at rest again.

use std::{cell::Cell, time::Duration};

use anyhow::Result;
use tokio::time::{interval, sleep};

use super::PEOPLE;
use crate::{
    Extent,
    figure::Goal,
    house::{House, megabytes},
    load::{Until, crowd},
    machine::cores,
    report::Report,
};

const CLIENTS: usize = 64;
const IDLE: f64 = 25.0;
const BUSY: f64 = 75.0;

/// How many cores the goal for the worst is meant for: each has a buffer of 19 MiB.
const CORES_OF_THE_GOAL: usize = 2;

/// After a start, and after work: hashing threads give their memory back after 20 seconds.
const SETTLING: Duration = Duration::from_secs(3);
const COOLING: Duration = Duration::from_secs(30);

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let mut house = House::of(PEOPLE).await?;
    let mut idle = Vec::new();
    for _ in 0..extent.of(3, 1) {
        house.web.restart().await?;
        sleep(SETTLING).await;
        idle.push(megabytes(house.web.memory()?));
    }
    report.figure_with_goal("Idle after start", "MB", &idle, Goal::AtMost(IDLE))?;
    let busy = busiest(&house, extent.of(512, CLIENTS)).await?;
    let name = format!("The most while {CLIENTS} clients sign in, {} cores", cores());
    if cores() <= CORES_OF_THE_GOAL {
        report.figure_with_goal(name, "MB", &[busy], Goal::AtMost(BUSY))?;
    } else {
        report.figure(name, "MB", &[busy])?;
    }
    sleep(COOLING).await;
    report.figure("Idle again, 30 s later", "MB", &[megabytes(house.web.memory()?)])?;
    house.end().await
}

/// The most that is resident while so many people sign in.
async fn busiest(house: &House, count: usize) -> Result<f64> {
    let most = Cell::new(0);
    let watch = async {
        let mut looks = interval(Duration::from_millis(10));
        loop {
            looks.tick().await;
            if let Ok(now) = house.web.memory() {
                most.set(most.get().max(now));
            }
        }
    };
    tokio::select! {
        () = watch => {}
        load = crowd(house.port, CLIENTS, house.sign_ins(0, count), Until::Requests(count)) => { load?.all(303)?; }
    }
    Ok(megabytes(most.get()))
}
