//! Probes for whoever keeps the process running. They say yes or no, never why: logs do.

use crate::router::Server;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
pub async fn live() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// The process can serve: its database answers.
pub async fn ready(State(server): State<Server>) -> StatusCode {
    match server.backend.database.ping().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
