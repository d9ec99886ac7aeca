//! Sign-ins as fast as so many clients can, beside argon2 with nothing around it.

use anyhow::Result;

use super::PEOPLE;
use crate::{
    Extent,
    bare::{Memory, bare_hashing},
    figure::{Goal, number, ratios},
    house::House,
    load::{Until, crowd},
    machine::cores,
    report::Report,
};

/// The measurements with one number of clients; those at one place of the lists were made one after the other.
#[derive(Default)]
struct Measured {
    sign_ins: Vec<f64>,
    milliseconds: Vec<f64>,
    processor: Vec<f64>,
    share: Vec<f64>,
    bare_fresh: Vec<f64>,
    bare_fresh_processor: Vec<f64>,
    bare_fresh_on_cores: Vec<f64>,
    bare_kept_on_cores: Vec<f64>,
    bare_kept_processor: Vec<f64>,
}

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let house = House::of(PEOPLE).await?;
    let mut first = 0;
    for (clients, count) in [(1, 40), (8, 160), (64, 320)] {
        let count = extent.of(count, clients.max(10));
        let mut measured = Measured::default();
        for _ in 0..extent.of(3, 1) {
            repeat(&house, clients, count, first, &mut measured).await?;
            first += count;
        }
        tell(report, clients, &measured)?;
    }
    report.note(format!(
        "Bare argon2id has the same parameters (19 MiB, 2 passes, 1 lane). Fresh memory is what the library allocates for each hash by itself; \
         \"on the cores\" is on {} threads at most, with one buffer each where the memory is kept.",
        cores()
    ))?;
    house.end().await
}

async fn repeat(house: &House, clients: usize, count: usize, first: usize, measured: &mut Measured) -> Result<()> {
    let on_cores = clients.min(cores());
    let fresh = bare_hashing(clients, count, Memory::Fresh).await?;
    let before = house.used()?;
    let load = crowd(house.port, clients, house.sign_ins(first, count), Until::Requests(count)).await?.all(303)?;
    let after = house.used()?;
    let fresh_on_cores = bare_hashing(on_cores, count, Memory::Fresh).await?;
    let kept_on_cores = bare_hashing(on_cores, count, Memory::Kept).await?;
    measured.sign_ins.push(load.per_second());
    measured.milliseconds.push(load.milliseconds(0.5));
    measured.processor.push((after.all - before.all) * 1000.0 / number(count));
    measured.share.push((after.hashing - before.hashing) / (after.all - before.all));
    measured.bare_fresh.push(fresh.per_second());
    measured.bare_fresh_processor.push(fresh.processor_milliseconds());
    measured.bare_fresh_on_cores.push(fresh_on_cores.per_second());
    measured.bare_kept_on_cores.push(kept_on_cores.per_second());
    measured.bare_kept_processor.push(kept_on_cores.processor_milliseconds());
    Ok(())
}

fn tell(report: &mut Report, clients: usize, measured: &Measured) -> Result<()> {
    let who = match clients {
        1 => "1 client".to_owned(),
        _ => format!("{clients} clients"),
    };
    let threads = if clients == 1 { "1 thread".to_owned() } else { format!("{clients} threads") };
    report.figure(format!("{who}: sign-ins"), "per s", &measured.sign_ins)?;
    report.figure(format!("{who}: half of them answered within"), "ms", &measured.milliseconds)?;
    report.figure(format!("Bare argon2, fresh memory, {threads}: hashes"), "per s", &measured.bare_fresh)?;
    let ratio = ratios(&measured.sign_ins, &measured.bare_fresh);
    let name = format!("{who}: sign-ins to bare hashes with fresh memory on {threads}");
    if clients == 1 {
        report.figure(name, "", &ratio)?;
    } else {
        report.figure_with_goal(name, "", &ratio, Goal::AtLeast(1.0))?;
    }
    if clients > cores() {
        report.figure(
            format!("{who}: to bare hashes with fresh memory on the cores"),
            "",
            &ratios(&measured.sign_ins, &measured.bare_fresh_on_cores),
        )?;
    }
    report.figure(
        format!("{who}: to bare hashes with kept memory on the cores"),
        "",
        &ratios(&measured.sign_ins, &measured.bare_kept_on_cores),
    )?;
    let by_cost = ratios(&measured.bare_fresh_processor, &measured.processor);
    report.figure(
        format!("{who}: the same by processor time, a bare hash with fresh memory on {threads} to a sign-in"),
        "",
        &by_cost,
    )?;
    report.figure(format!("{who}: the server's processor time for a sign-in"), "ms", &measured.processor)?;
    report.figure(
        format!("Bare hash, fresh memory, {threads}: processor time"),
        "ms",
        &measured.bare_fresh_processor,
    )?;
    report.figure("Bare hash, kept memory, on the cores: processor time", "ms", &measured.bare_kept_processor)?;
    let name = format!("{who}: part of the server's processor time that its hashing threads used");
    report.figure_with_goal(name, "", &measured.share, Goal::AtLeast(0.9))
}
