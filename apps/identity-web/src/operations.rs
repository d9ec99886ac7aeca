//! Health, readiness and metrics, on a listener of their own.

use std::sync::Arc;

use axum::{Router, extract::State, http::StatusCode, routing::get};
use identity_settings::House;
use metrics_exporter_prometheus::PrometheusHandle;

/// What the operations listener tells about.
#[derive(Clone)]
pub struct Operations {
    /// The house whose store must answer.
    pub house: Arc<House>,
    /// Where counts are read.
    pub metrics: PrometheusHandle,
}

/// `/healthz`: the process answers. `/readyz`: so does its store. `/metrics`: counts for Prometheus.
pub fn router(operations: Operations) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(async |State(operations): State<Operations>| counts(&operations)))
        .with_state(operations)
}

async fn ready(State(operations): State<Operations>) -> (StatusCode, &'static str) {
    if operations.house.store.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
    }
}

/// What is counted as it happens, and what the hashing threads know themselves.
fn counts(operations: &Operations) -> String {
    let hasher = &operations.house.hasher;
    format!(
        "{}# TYPE identity_password_evaluations_total counter\nidentity_password_evaluations_total {}\n\
         # TYPE identity_hashing_buffer_bytes gauge\nidentity_hashing_buffer_bytes {}\n",
        operations.metrics.render(),
        hasher.evaluations(),
        hasher.held_bytes(),
    )
}
