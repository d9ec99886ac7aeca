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

/// How long the audit log is left unsealed; so much is what somebody with the database could take out unseen.
const SEAL_EVERY: Duration = Duration::from_secs(2);

const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// Runs a request in a task of its own: whoever hangs up in the middle does not stop it there.
pub async fn to_its_end(request: impl Future<Output = Response> + Send + 'static) -> Response {
    spawn(request).await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[expect(clippy::disallowed_methods, reason = "the room for it")]
pub(crate) fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(work)
}

/// Starts delivering, sealing and sweeping until `stop` says so.
#[must_use]
pub fn set_to_work(app: &Arc<App>, courier: &Arc<dyn Courier>, stop: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    let mut crew: Vec<_> = (0..COURIERS)
        .map(|_| spawn(deliver(Arc::clone(&app.identity), Arc::clone(courier), Arc::clone(&app.letters), stop.clone())))
        .collect();
    crew.push(spawn(seal(Arc::clone(&app.identity), stop.clone())));
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

/// Seals what was committed, after the commit: nobody who signs in waits for it. At the end too, so that nothing
/// is left open while nobody looks.
async fn seal(identity: Arc<Identity>, mut stop: watch::Receiver<bool>) {
    loop {
        let stops = *stop.borrow();
        match identity.audit().seal().await {
            Ok(lines) => {
                metrics::counter!("identity_audit_lines_sealed_total").increment(lines);
                if lines == u64::from(identity_core::application::audit::BATCH) {
                    continue;
                }
            }
            Err(error) => tracing::warn!(%error, "the audit log cannot be sealed just now"),
        }
        if stops {
            return;
        }
        tokio::select! {
            () = sleep_until(later(SEAL_EVERY)) => {}
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
        match app.identity.audit().prune_what_is_due().await {
            Ok(0) => {}
            Ok(lines) => tracing::info!(lines, "old lines of the audit log were taken out"),
            Err(error) => tracing::error!(%error, "old lines of the audit log cannot be taken out"),
        }
    }
}

fn later(wait: Duration) -> Instant {
    Instant::now() + wait
}

/// Keeps this node's idea of the time at the store's.
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
        }
    })
}
