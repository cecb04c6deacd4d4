//! What every request passes, in the brief's order, in one function:
//! origin → rate limit → token → role → (tenant transaction → work) → security headers → response.
//!
//! The tenant transaction and the work are the handler's; the headers are sealed one layer further out, so that
//! refusals carry them too.

pub mod headers;
pub mod origin;
pub mod rate_limit;
pub mod token;

use crate::failure::Failure;
use crate::router::Server;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use stoflow_domain::sessions::SignedIn;

/// Admits a request or refuses it; a session that was renewed on the way leaves with the answer.
pub async fn guard(
    State(server): State<Server>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = rate_limit::caller(&server.settings.proxies, peer.ip(), request.headers());
    if let Err(refusal) = origin::check(&server.settings, &request) {
        return refusal.into_response();
    }
    if let Err(refusal) = server.sign_in_limit.check(address, &request) {
        return refusal.into_response();
    }
    let bearer = match token::read(&server.backend, request.headers()).await {
        Ok(bearer) => bearer,
        Err(failure) => return failure.into_response(),
    };
    if let Err(refusal) = allow(bearer.signed_in.as_ref(), request.uri().path()) {
        return refusal.into_response();
    }
    crate::pages::introduce(&mut request, &bearer);
    let mut response = next.run(request).await;
    bearer.renew(&mut response);
    response
}

/// Where one signs in, and goes on with a refresh token.
const OPEN: [&str; 2] = ["/api/v1/session", "/api/v1/session/renewal"];

/// The role step: the API is for those who are signed in; pages decide for themselves where to send a stranger.
fn allow(signed_in: Option<&SignedIn>, path: &str) -> Result<(), Failure> {
    let open = !path.starts_with("/api/v1/") || OPEN.contains(&path);
    if open || signed_in.is_some() {
        return Ok(());
    }
    Err(Failure::new(StatusCode::UNAUTHORIZED, "signed_out"))
}
