//! The simulated vinted.fr: pages, cookies, the private web API its pages use, and its moods.
//!
//! This room holds the state and joins the doors; each door's behaviour lies in its own file. It plays the site as
//! observed (marketplace facts, section 4), not as a client would like it.

pub(crate) mod catalogue;
pub mod challenge;
pub mod conversations;
mod drafts;
pub mod errors;
pub mod faults;
pub mod form;
pub(crate) mod gate;
pub(crate) mod images;
pub mod items;
pub(crate) mod labels;
pub(crate) mod pages;
pub(crate) mod photos;
pub mod requests;
pub mod sales;
pub mod session;
mod taxonomy;
pub mod twins;
mod upload;
mod users;
mod wallet;
mod wardrobe;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::control::{self, Control};
use crate::desk;
use crate::faults::FaultBook;
use crate::requests::RequestLog;
use catalogue::Catalogue;
use challenge::Challenge;
use conversations::Talks;
use errors::Refusal;
use faults::Connections;
use form::placement::Placement;
use items::{Shelf, SoldRemoval};
use photos::PhotoBox;
use sales::Ledger;
use session::{Members, Sessions};
use twins::Twins;

/// The site: what never changes, and everything that does behind one lock.
pub(crate) struct Site {
    pub(crate) catalogue: Catalogue,
    state: Mutex<State>,
}

/// Everything the site remembers.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) members: Members,
    pub(crate) sessions: Sessions,
    pub(crate) items: Shelf,
    pub(crate) photos: PhotoBox,
    pub(crate) sales: Ledger,
    pub(crate) talks: Talks,
    pub(crate) faults: FaultBook<faults::Matching, faults::Fault>,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) requests: RequestLog<requests::Browser>,
    pub(crate) connections: Connections,
    pub(crate) twins: Twins,
    pub(crate) placement: Placement,
    pub(crate) sold_removal: SoldRemoval,
}

impl Site {
    pub(crate) fn new(catalogue: Catalogue) -> Self {
        Self {
            catalogue,
            state: Mutex::default(),
        }
    }

    /// The state, for as long as the guard lives; never held across an await.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every path of <https://www.vinted.fr>. What is not the site's own (the style sheet, pictures, solving a challenge,
/// `/control`) stands outside the gate: it is neither logged nor disturbed by faults.
pub(crate) fn router(site: Arc<Site>, control: Control) -> Router {
    let gated = Router::new()
        .merge(pages::router())
        .merge(users::router())
        .merge(wardrobe::router())
        .merge(sales::router())
        .merge(wallet::router())
        .merge(upload::router())
        .merge(drafts::router())
        .merge(conversations::doors::router())
        .merge(taxonomy::router())
        .route("/api/v2/photos", post(photos::upload))
        .fallback(nowhere)
        .layer(DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&site),
            gate::pass,
        ));
    Router::new()
        .route("/sim.css", get(desk::stylesheet))
        .route("/datadome/solve", post(challenge::solve))
        .merge(gated)
        .with_state(Arc::clone(&site))
        .merge(labels::router(Arc::clone(&site)))
        .merge(images::router(site))
        .merge(control::routes::in_the_browser(control))
}

async fn nowhere(uri: Uri) -> Response {
    if gate::is_api(uri.path()) {
        Refusal::NotFound.into_response()
    } else {
        pages::not_found()
    }
}
