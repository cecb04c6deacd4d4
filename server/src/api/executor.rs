//! `POST /api/executor/pair`: the extension swaps a one-time code for its device token. Every answer below
//! `/api/executor/`, refusals included, can be read by the extension.

use crate::asked::Json;
use crate::failure::Failure;
use crate::router::Server;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use stoflow_domain::executors;
use stoflow_wire::executor::{PairRequest, Paired};

pub async fn pair(
    State(server): State<Server>,
    Json(request): Json<PairRequest>,
) -> Result<axum::Json<Paired>, Failure> {
    Ok(axum::Json(executors::pair(&server.backend, request).await?))
}

/// The browser asks before it lets the extension send JSON to another origin.
pub async fn preflight() -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    let answered = answer.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
        (
            HeaderName::from_static("access-control-allow-private-network"),
            "true",
        ),
    ] {
        answered.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Lets our extension, and no other page, read what is answered here.
pub async fn share(State(server): State<Server>, request: Request, next: Next) -> Response {
    let from_extension = request
        .headers()
        .get(header::ORIGIN)
        .filter(|origin| {
            let id = origin.as_bytes().strip_prefix(b"chrome-extension://");
            id == Some(server.settings.extension_id.as_bytes())
        })
        .filter(|_| request.uri().path().starts_with("/api/executor/"))
        .cloned();
    let mut response = next.run(request).await;
    if let Some(origin) = from_extension {
        response
            .headers_mut()
            .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}
