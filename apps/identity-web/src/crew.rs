//! Tasks of their own: the only room that spawns. Deliveries, housekeeping, and requests that must run to
//! their end.

use std::{sync::Arc, time::Duration};

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use identity_core::{Identity, ports::Courier};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::{Instant, sleep_until},
};

use crate::app::App;

/// How many letters are under way at once on one node.
const COURIERS: usize = 4;

/// How long an idle courier waits before it looks again for letters that other nodes committed or that are
/// due for another try.
const LOOK_AGAIN: Duration = Duration::from_millis(700);

const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// Runs a request in a task of its own: whoever hangs up in the middle does not stop it there.
pub async fn to_its_end(request: impl Future<Output = Response> + Send + 'static) -> Response {
    spawn(request).await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[expect(clippy::disallowed_methods, reason = "the room for it")]
pub(crate) fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(work)
}

/// Starts delivering and sweeping until `stop` says so.
#[must_use]
pub fn set_to_work(app: &Arc<App>, courier: &Arc<dyn Courier>, stop: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    let mut crew: Vec<_> = (0..COURIERS)
        .map(|_| spawn(deliver(Arc::clone(&app.identity), Arc::clone(courier), Arc::clone(&app.letters), stop.clone())))
        .collect();
    crew.push(spawn(sweep(Arc::clone(app), stop.clone())));
    crew
}

async fn deliver(
    identity: Arc<Identity>,
    courier: Arc<dyn Courier>,
    letters: Arc<Notify>,
    mut stop: watch::Receiver<bool>,
) {
    while !*stop.borrow() {
        match identity.outbox().deliver_one(courier.as_ref()).await {
            Ok(true) => {
                letters.notify_one();
                continue;
            }
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "letters cannot be delivered just now"),
        }
        tokio::select! {
            () = letters.notified() => {}
            () = sleep_until(later(LOOK_AGAIN)) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn sweep(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = sleep_until(later(SWEEP_EVERY)) => {}
            _ = stop.changed() => continue,
        }
        app.throttle.sweep();
        match app.identity.sweep().await {
            Ok(rows) => tracing::debug!(rows, "swept"),
            Err(error) => tracing::warn!(%error, "sweeping failed"),
        }
    }
}

fn later(wait: Duration) -> Instant {
    Instant::now() + wait
}

/// Keeps this node's idea of the time at the store's, and remembers how far the store has come.
#[must_use]
pub fn keep_time(house: Arc<identity_settings::House>, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    spawn(async move {
        while !*stop.borrow() {
            tokio::select! {
                () = sleep_until(later(SWEEP_EVERY)) => {}
                _ = stop.changed() => continue,
            }
            if let Err(error) = house.clock.refresh().await {
                tracing::warn!(%error, "the store's clock cannot be read");
            }
            if let Err(error) = house.keep_mark().await {
                tracing::warn!(%error, "it cannot be remembered how far the store has come");
            }
        }
    })
}
