//! Pages for people who are signed in, beside an app that does one indexed read and nothing else.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use identity_core::domain::{kernel::SecretToken, session::SESSION_PURPOSE};
use identity_settings::{Settings, attach};
use tokio::{task::JoinSet, time::Instant};

use super::PEOPLE;
use crate::{
    Extent,
    bare::{BareApp, is_session, open},
    figure::{Goal, number, ratios},
    house::House,
    http::{Connection, Request},
    load::{Load, Until, crowd},
    process::processor_seconds,
    report::Report,
};

const CLIENTS: usize = 8;

/// The page that needs least beside the check, and the first one that people see.
const PAGES: [(&str, bool); 2] = [("/account/language", true), ("/home", false)];

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let house = House::of(PEOPLE).await?;
    for (path, is_light) in PAGES {
        page(&house, path, is_light, extent, report).await?;
    }
    within(&house, extent, report).await?;
    report.note(format!(
        "{CLIENTS} clients, {} sessions in turn, answers of the same size from both apps. A page is the check, what the page reads beside it, \
         and its text from the catalogues. \"Without HTTP\" is the check alone as a host product calls it, against the bare read alone.",
        PEOPLE / 2
    ))?;
    house.end().await
}

async fn page(house: &House, path: &str, is_light: bool, extent: Extent, report: &mut Report) -> Result<()> {
    let span = Duration::from_millis(extent.of(3000, 300));
    let bytes = size(house, path).await?;
    let bare = BareApp::start(house.database(), bytes).await?;
    let (mut ours, mut theirs, mut our_processor, mut their_processor) = (vec![], vec![], vec![], vec![]);
    let our_pid = house.web.pid().context("the web app does not run")?;
    for repetition in 0..=extent.of(3, 1) {
        let ask = |port, requests| crowd(port, CLIENTS, requests, Until::Over(span));
        let (us, our_cost) = with_cost(our_pid, ask(house.port, house.pages(path, PEOPLE / 2))).await?;
        let (them, their_cost) = with_cost(bare.pid()?, ask(bare.port(), house.bare_pages(PEOPLE / 2))).await?;
        // The first time fills caches on both sides.
        if repetition > 0 {
            ours.push(us);
            theirs.push(them);
            our_processor.push(our_cost);
            their_processor.push(their_cost);
        }
    }
    bare.end().await?;
    report.figure(format!("`{path}` ({bytes} bytes)"), "per s", &ours)?;
    report.figure(format!("Bare app, {bytes} bytes"), "per s", &theirs)?;
    let name = format!("`{path}` to the bare app");
    let ratio = ratios(&ours, &theirs);
    if is_light {
        report.figure_with_goal(name, "", &ratio, Goal::AtLeast(0.7))?;
    } else {
        report.figure(name, "", &ratio)?;
    }
    report.figure(format!("`{path}`: the server's processor time for one"), "ms", &our_processor)?;
    report.figure("Bare app: the same", "ms", &their_processor)?;
    let by_cost = ratios(&their_processor, &our_processor);
    report.figure(format!("`{path}` to the bare app by the servers' processor time"), "", &by_cost)
}

/// Answers per second, and the server's processor time for each in milliseconds.
async fn with_cost(pid: u32, load: impl Future<Output = Result<Load>>) -> Result<(f64, f64)> {
    let before = processor_seconds(pid)?;
    let load = load.await?.all(200)?;
    let used = processor_seconds(pid)? - before;
    Ok((load.per_second(), used * 1000.0 / number(load.answers.len())))
}

async fn size(house: &House, path: &str) -> Result<usize> {
    let page: Vec<Request> = house.pages(path, 1);
    let mut connection = Connection::open(house.port).await?;
    let answer = connection.ask(page.first().context("no page")?).await?;
    ensure!(answer.status == 200, "{path} answers {}", answer.status);
    Ok(answer.body.len())
}

/// The check alone, in this process.
async fn within(house: &House, extent: Extent, report: &mut Report) -> Result<()> {
    let count = extent.of(40_000, 1000);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for repetition in 0..=extent.of(3, 1) {
        let us = checks(&house.configuration_file(), house, count).await?;
        let them = reads(&house.database(), house, count).await?;
        if repetition > 0 {
            ours.push(us);
            theirs.push(them);
        }
    }
    report.figure("Without HTTP: session checks", "per s", &ours)?;
    report.figure("Without HTTP: bare reads", "per s", &theirs)?;
    report.figure("Without HTTP: checks to bare reads", "", &ratios(&ours, &theirs))
}

async fn checks(configuration: &Path, house: &House, count: usize) -> Result<f64> {
    let settings = Settings::load(Some(configuration), std::iter::empty())?;
    let identity = attach(&settings).await?.identity;
    let tokens = Arc::new(house.sessions(PEOPLE / 2));
    together(count, move |turn| {
        let (identity, tokens) = (Arc::clone(&identity), Arc::clone(&tokens));
        async move { Ok(identity.sessions().present(&tokens[turn % tokens.len()]).await?.is_some()) }
    })
    .await
}

async fn reads(file: &Path, house: &House, count: usize) -> Result<f64> {
    let database = open(file).await?;
    let digest = |token: &SecretToken| token.digest(SESSION_PURPOSE).as_bytes().to_vec();
    let tokens: Arc<Vec<_>> = Arc::new(house.sessions(PEOPLE / 2).iter().map(digest).collect());
    together(count, move |turn| {
        let (database, tokens) = (database.clone(), Arc::clone(&tokens));
        async move { Ok(is_session(&database, tokens[turn % tokens.len()].clone()).await?) }
    })
    .await
}

/// Has as many tasks as there are clients do something so often, and tells how often in a second.
async fn together<F>(count: usize, work: impl Fn(usize) -> F + Clone + Send + 'static) -> Result<f64>
where
    F: Future<Output = Result<bool>> + Send,
{
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for client in 0..CLIENTS {
        let work = work.clone();
        tasks.spawn(async move {
            for turn in (client..count).step_by(CLIENTS) {
                ensure!(work(turn).await?, "a session is not known");
            }
            Ok(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(number(count) / begun.elapsed().as_secs_f64())
}
