//! Many clients at once, each asking again as soon as it is answered.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::{Result, ensure};
use futures_util::future::try_join_all;
use tokio::time::{Instant, sleep_until};

use crate::{
    figure::{number, quantile},
    http::{Connection, Request},
};

/// When the clients stop asking.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// After so many requests of all of them together.
    Requests(usize),
    /// After this time.
    Over(Duration),
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Load {
    pub(crate) wall: Duration,
    pub(crate) answers: Vec<Timed>,
}

/// One answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timed {
    pub(crate) status: u16,
    /// From when the request was due.
    pub(crate) took: Duration,
    /// When it was due.
    pub(crate) due: Instant,
}

impl Load {
    pub(crate) fn per_second(&self) -> f64 {
        number(self.answers.len()) / self.wall.as_secs_f64()
    }

    /// The time within which this part of the answers came, in milliseconds.
    pub(crate) fn milliseconds(&self, part: f64) -> f64 {
        milliseconds(&self.answers, part)
    }

    /// How often each status was answered.
    pub(crate) fn statuses(&self) -> BTreeMap<u16, usize> {
        let mut statuses = BTreeMap::new();
        for answer in &self.answers {
            *statuses.entry(answer.status).or_default() += 1;
        }
        statuses
    }

    /// The same, if every answer had this status: anything else would have measured something else.
    pub(crate) fn all(self, status: u16) -> Result<Self> {
        let statuses = self.statuses();
        ensure!(statuses.keys().eq([&status]), "not all answers are {status}: {statuses:?}");
        Ok(self)
    }
}

/// The time within which this part of the answers came, in milliseconds.
pub(crate) fn milliseconds(answers: &[Timed], part: f64) -> f64 {
    quantile(answers.iter().map(|answer| answer.took.as_secs_f64() * 1000.0).collect(), part)
}

/// Has `clients` connections ask for the requests, in turn and from the start again, until it is enough.
pub(crate) async fn crowd(port: u16, clients: usize, requests: Vec<Request>, until: Until) -> Result<Load> {
    let connections = try_join_all((0..clients).map(|_| Connection::open(port))).await?;
    let (requests, next) = (Arc::new(requests), Arc::new(AtomicUsize::new(0)));
    let begun = Instant::now();
    let clients = connections.into_iter().map(|connection| {
        let client = ask_on(connection, Arc::clone(&requests), Arc::clone(&next), until, begun);
        async { tokio::spawn(client).await? }
    });
    let answers = try_join_all(clients).await?.concat();
    Ok(Load { wall: begun.elapsed(), answers })
}

async fn ask_on(
    mut connection: Connection,
    requests: Arc<Vec<Request>>,
    next: Arc<AtomicUsize>,
    until: Until,
    begun: Instant,
) -> Result<Vec<Timed>> {
    let mut answers = Vec::new();
    loop {
        let turn = next.fetch_add(1, Ordering::Relaxed);
        let enough = match until {
            Until::Requests(count) => turn >= count,
            Until::Over(span) => begun.elapsed() >= span,
        };
        if enough {
            return Ok(answers);
        }
        let due = Instant::now();
        let status = connection.ask(&requests[turn % requests.len()]).await?.status;
        answers.push(Timed { status, took: due.elapsed(), due });
    }
}

/// Has each of these clients ask for its page at fixed times until `stop`, whether or not the last answer was late,
/// and counts from those times: a server that stalls is not spared the requests that would have come meanwhile.
pub(crate) async fn readers(
    port: u16,
    pages: Vec<Request>,
    every: Duration,
    stop: impl Future<Output = ()>,
) -> Result<Vec<Timed>> {
    let connections = try_join_all(pages.iter().map(|_| Connection::open(port))).await?;
    let over = Arc::new(AtomicBool::new(false));
    let apart = every / u32::try_from(pages.len().max(1))?;
    let mut first = Instant::now();
    let mut clients = Vec::new();
    for (connection, page) in connections.into_iter().zip(pages) {
        first += apart;
        clients.push(tokio::spawn(read_on(connection, page, first, every, Arc::clone(&over))));
    }
    stop.await;
    over.store(true, Ordering::Relaxed);
    let answers = try_join_all(clients).await?;
    Ok(answers.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

async fn read_on(
    mut connection: Connection,
    page: Request,
    first: Instant,
    every: Duration,
    over: Arc<AtomicBool>,
) -> Result<Vec<Timed>> {
    let (mut answers, mut due) = (Vec::new(), first);
    while !over.load(Ordering::Relaxed) {
        sleep_until(due).await;
        let status = connection.ask(&page).await?.status;
        answers.push(Timed { status, took: due.elapsed(), due });
        due += every;
    }
    Ok(answers)
}
