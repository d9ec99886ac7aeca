//! Health, readiness and metrics, on a listener of their own.
//!
//! Every metric is listed in `docs/operating.md`, and a test holds the list to what is told. No label has a name, an
//! address or anything else that a person chose.

use std::{fmt::Write as _, sync::Arc, time::Instant};

use axum::{Router, extract::State, http::StatusCode, routing::get};
use identity_core::{domain::kernel::Timestamp, ports::Installation as _};
use identity_settings::House;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// Bounds of the buckets of times, in seconds.
const BUCKETS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Events that people watch, so that they are there at zero, too.
const WATCHED: [(&str, &str); 7] = [
    ("signed-in", ""),
    ("sign-in-failed", "wrong-password"),
    ("locked-out", "wrong-password"),
    ("unlocked", "by-link"),
    ("letter-settled", "sent"),
    ("letter-settled", "refused"),
    ("letter-settled", "given-up"),
];

/// What the operations listener tells about.
#[derive(Clone)]
pub struct Operations {
    /// The house whose store must answer.
    pub house: Arc<House>,
    /// Where counts are read.
    pub metrics: PrometheusHandle,
}

/// Begins to count.
///
/// # Errors
/// When somebody counts already.
pub fn count() -> Result<PrometheusHandle, BuildError> {
    let times = Matcher::Full("identity_store_commit_seconds".to_owned());
    let handle = PrometheusBuilder::new().set_buckets_for_metric(times, &BUCKETS)?.install_recorder()?;
    for outcome in crate::pages::SIGN_IN_OUTCOMES {
        metrics::counter!("identity_sign_ins_total", "outcome" => outcome).absolute(0);
    }
    for (what, detail) in WATCHED {
        metrics::counter!("identity_events_total", "what" => what, "detail" => detail).absolute(0);
    }
    metrics::counter!("identity_throttled_total").absolute(0);
    metrics::counter!("identity_commits_overtaken_total").absolute(0);
    metrics::counter!("identity_store_failures_total").absolute(0);
    metrics::gauge!("identity_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// `/healthz`: the process answers. `/readyz`: so does its store. `/metrics`: counts for Prometheus.
pub fn router(operations: Operations) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(async |State(operations): State<Operations>| counts(&operations).await))
        .with_state(operations)
}

async fn ready(State(operations): State<Operations>) -> (StatusCode, &'static str) {
    if operations.house.store.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
    }
}

/// What is counted as it happens, what the hashing threads know themselves, and what the store has at this moment.
/// While the store does not answer, its part is missing.
#[expect(clippy::disallowed_methods, reason = "measures how long the store takes, which decides nothing about time")]
async fn counts(operations: &Operations) -> String {
    operations.metrics.run_upkeep();
    let (house, mut text) = (&operations.house, operations.metrics.render());
    let hasher = &house.hasher;
    counter(&mut text, "identity_password_evaluations_total", hasher.evaluations());
    counter(&mut text, "identity_hashing_refused_total", hasher.refused());
    gauge(&mut text, "identity_hashing_waiting", hasher.waiting());
    gauge(&mut text, "identity_hashing_buffer_bytes", hasher.held_bytes());
    let asked = Instant::now();
    let (reached, waiting) = (house.store.reached().await, house.store.letters_under_way().await);
    if let (Ok(reached), Ok(waiting)) = (reached, waiting) {
        gauge(&mut text, "identity_store_read_seconds", asked.elapsed().as_secs_f64());
        gauge(&mut text, "identity_restored_timestamp_seconds", seconds(reached.epoch.restored_at()));
        declare(&mut text, "identity_letters_under_way", "gauge");
        for (state, count) in [("queued", waiting.queued), ("sending", waiting.sending)] {
            line(&mut text, &format!("identity_letters_under_way{{state=\"{state}\"}} {count}"));
        }
        let now = house.identity.now();
        let oldest = waiting.oldest_asked_at.map_or(0, |asked_at| asked_at.seconds_until(now));
        gauge(&mut text, "identity_letters_oldest_seconds", oldest);
    }
    text
}

fn seconds(at: Option<Timestamp>) -> i64 {
    at.map_or(0, |at| at.as_micros().div_euclid(1_000_000))
}

fn counter(text: &mut String, name: &str, value: u64) {
    declare(text, name, "counter");
    line(text, &format!("{name} {value}"));
}

fn gauge(text: &mut String, name: &str, value: impl std::fmt::Display) {
    declare(text, name, "gauge");
    line(text, &format!("{name} {value}"));
}

fn declare(text: &mut String, name: &str, kind: &str) {
    line(text, &format!("# TYPE {name} {kind}"));
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    writeln!(text, "{line}").ok();
}
