//! The plain HTTP listener: what a person and a test look at from outside the played world: mailbox, listings,
//! control.
//!
//! Nothing under test talks to it, but for what a server here cannot meet under its real name: pictures, labels and all of
//! eBay.

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::control::{self, Control};
use crate::ebay::{self, Ebay};
use crate::mailbox::{self, Mailbox};
use crate::vinted::{self, Site};

/// Every path of the plain HTTP port.
pub(crate) fn router(
    site: Arc<Site>,
    mailbox: Arc<Mailbox>,
    ebay: Arc<Ebay>,
    control: Control,
) -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::to("/vinted") }))
        .route("/health", get(|| async { "ok" }))
        .route("/sim.css", get(stylesheet))
        .merge(vinted::labels::router(Arc::clone(&site)))
        .merge(vinted::pages::showcase::router(site))
        .merge(mailbox::pages::router(mailbox))
        .merge(ebay::router(ebay))
        .merge(control::routes::router(control))
}

/// The style sheet of all pages, on both hosts.
pub(crate) async fn stylesheet() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../assets/sim.css"),
    )
}

/// Serves until `stop`.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let served = axum::serve(listener, router)
        .with_graceful_shutdown(stop.cancelled_owned())
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "the pages of the simulator stopped");
    }
}
