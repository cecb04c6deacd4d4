//! Cross-site requests: a cookie must never work for a page that is not ours.
//!
//! `SameSite` cookies are the first wall; this is the second, and the only one for sockets, to which browsers apply
//! no CORS at all.

use crate::failure::Failure;
use crate::settings::Settings;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};

/// Refuses requests that change something, and sockets, unless they come from one of our own pages, from our
/// extension where it has its own door, or carry no cookie at all (an API client).
pub fn check(settings: &Settings, request: &Request) -> Result<(), Failure> {
    let path = request.uri().path();
    let socket = path.starts_with("/ws/");
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe && !socket {
        return Ok(());
    }
    let headers = request.headers();
    let allowed = if path.starts_with("/api/executor/") || path == "/ws/executor" {
        from_extension(settings, headers)
    } else {
        from_our_pages(settings, headers) || (!socket && without_cookie(headers))
    };
    if allowed {
        return Ok(());
    }
    Err(Failure::new(StatusCode::FORBIDDEN, "wrong_origin"))
}

fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN)?.to_str().ok()
}

fn from_our_pages(settings: &Settings, headers: &HeaderMap) -> bool {
    origin(headers).is_some_and(|origin| settings.origins.iter().any(|ours| ours == origin))
}

/// A browser always names the extension's origin here; a client that is no browser names none and has no
/// cookie to abuse.
fn from_extension(settings: &Settings, headers: &HeaderMap) -> bool {
    origin(headers).is_none_or(|origin| {
        origin
            .strip_prefix("chrome-extension://")
            .is_some_and(|id| id == settings.extension_id)
    })
}

fn without_cookie(headers: &HeaderMap) -> bool {
    !headers.contains_key(header::COOKIE) && origin(headers).is_none()
}
