//! The image host, `images1.vinted.net`: it gives out pictures to whoever has their whole address, and knows no member.
//!
//! The same paths answer under www.vinted.fr, for the simulated pages, and on the plain HTTP port.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::Site;
use super::faults::{Cut, Fault};
use super::photos::PhotoId;

/// The name the front door knows it by.
pub(crate) const HOST: &str = "images1.vinted.net";

/// As long as a browser keeps anything: a picture never changes under its address.
const KEPT: &str = "public, max-age=31536000, immutable";

pub(crate) fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/t/{rendition}/{file}", get(image))
        .with_state(site)
}

/// The part of an address that nobody can guess.
#[derive(Deserialize)]
struct Signed {
    s: Option<String>,
}

/// `GET /t/{rendition}/{photo}.{ending}?s={signature}`: the bytes as uploaded, whatever the rendition.
async fn image(
    State(site): State<Arc<Site>>,
    Path((_rendition, file)): Path<(String, String)>,
    Query(signed): Query<Signed>,
    uri: Uri,
) -> Response {
    let fault = site
        .lock()
        .faults
        .draw(|named| named.fits(&Method::GET, uri.path()));
    if let Some(fault) = fault
        && let Some(response) = play(&fault).await
    {
        return response;
    }
    let id = file.split('.').next().and_then(|id| id.parse().ok());
    let state = site.lock();
    let Some(photo) = id.and_then(|id| state.photos.get(PhotoId(id))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if signed.s.as_deref() != Some(photo.signature()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match photo.bytes() {
        Some(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, photo.picture.content_type),
                (header::CACHE_CONTROL, KEPT),
            ];
            (headers, bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What the fault answers in place of the picture. A cut shows at the front door; elsewhere it is a 502.
async fn play(fault: &Fault) -> Option<Response> {
    match fault {
        Fault::Slow { ms } => {
            tokio::time::sleep(Duration::from_millis(*ms)).await;
            None
        }
        Fault::CutBefore | Fault::CutAfter => {
            let mut response = StatusCode::BAD_GATEWAY.into_response();
            response.extensions_mut().insert(Cut);
            Some(response)
        }
        other => other.refusal().map(IntoResponse::into_response),
    }
}
