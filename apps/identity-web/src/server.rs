//! Listening: connections with bounded headers and times, and an end that lets requests under way finish.
//! HTTP/1.1 alone: telling versions apart waits for the first bytes without an end, and what stands in front
//! speaks the others to browsers.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tower::ServiceExt as _;

use crate::crew::spawn;

/// How long a connection may take to send the head of a request.
const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// Connections at once, where the system lets so many files be open; more wait to be accepted.
const CONNECTIONS: u64 = 8_192;

/// Files that are not for connections: the database, the mail on its way, the listeners, the log.
const RESERVE: u64 = 96;

/// How many connections there is room for with so many open files, one at the least.
fn places_within(files: Option<u64>) -> usize {
    let places = files.map_or(CONNECTIONS, |files| files.saturating_sub(RESERVE).clamp(1, CONNECTIONS));
    usize::try_from(places).unwrap_or(usize::MAX)
}

/// Takes as many open files as the system gives without asking anybody, and says how many those are.
fn open_files() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(2 * CONNECTIONS, |hard| hard.min(2 * CONNECTIONS));
    if limit.current.is_some_and(|soft| soft < wanted) {
        let raised = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
        if let Err(error) = raised {
            tracing::debug!(%error, "the limit of open files stays as it was");
        }
    }
    getrlimit(Resource::Nofile).current
}

/// The largest head of a request.
const HEAD_LIMIT: usize = 32 * 1024;

/// Answers on `listener` until `stop` says so, then waits for what is under way, at most `grace`.
pub async fn serve(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>, grace: Duration) {
    let under_way = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(places_within(open_files())));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file descriptors, most likely: let others finish before asking again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let watcher = under_way.watcher();
        let router = router.clone();
        spawn(async move {
            let connection = connection(stream, peer, router);
            // A client that breaks off is none of our errors.
            drop(watcher.watch(connection).await);
            drop(place);
        });
    }
    drop(listener);
    if timeout(grace, under_way.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way when their time was over");
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    if stream.set_nodelay(true).is_err() {
        tracing::debug!("a connection keeps its delay");
    }
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN).max_buf_size(HEAD_LIMIT);
    builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_for_the_database() {
        assert_eq!(places_within(Some(256)), 160);
        assert_eq!(places_within(Some(97)), 1);
        assert_eq!(places_within(Some(10)), 1);
        assert_eq!(places_within(Some(8_287)), 8_191);
        assert_eq!(places_within(Some(8_288)), 8_192);
        assert_eq!(places_within(Some(1 << 20)), 8_192);
        assert_eq!(places_within(None), 8_192);
    }
}
