//! `POST /api/executor/pair`: the extension swaps a one-time code for its device token.

use crate::failure::Failure;
use crate::router::Server;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use stoflow_domain::executors;
use stoflow_wire::executor::PairRequest;

pub async fn pair(
    State(server): State<Server>,
    headers: HeaderMap,
    Json(request): Json<PairRequest>,
) -> Response {
    let answer = match executors::pair(&server.backend, request).await {
        Ok(paired) => Json(paired).into_response(),
        Err(error) => Failure::from(error).into_response(),
    };
    shared_with_extension(answer, &headers)
}

/// The browser asks before it lets the extension send JSON to another origin.
pub async fn preflight(headers: HeaderMap) -> Response {
    let mut answer = shared_with_extension(StatusCode::NO_CONTENT.into_response(), &headers);
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

/// The guard has checked that an origin, if there is one, is the extension's.
fn shared_with_extension(mut response: Response, headers: &HeaderMap) -> Response {
    if let Some(origin) = headers.get(header::ORIGIN)
        && origin.as_bytes().starts_with(b"chrome-extension://")
    {
        response
            .headers_mut()
            .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    response
}
