//! The simulated eBay: the consent, tokens, who somebody is, what they may sell, and where they send from.
//!
//! It answers on the plain HTTP port below `/ebay`, in a folder for each of eBay's hosts, and plays them as the marketplace
//! facts (section 2) and the published documents say, not as a client would like it. An interface asked on another host
//! than its own is 404.

mod account;
pub mod consent;
pub mod errors;
pub mod faults;
mod gate;
mod identity;
pub mod keyset;
mod locations;
pub mod pages;
pub mod requests;
pub mod sellers;
pub mod tokens;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::faults::FaultBook;
use crate::requests::RequestLog;
use errors::Refusal;
use keyset::Keyset;
use sellers::Sellers;
use tokens::Tokens;

/// eBay: the application it knows, and everything that changes behind one lock.
pub(crate) struct Ebay {
    pub(crate) keyset: Keyset,
    state: Mutex<State>,
}

/// Everything it remembers.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) sellers: Sellers,
    pub(crate) tokens: Tokens,
    pub(crate) faults: FaultBook<faults::Matching, faults::Fault>,
    pub(crate) requests: RequestLog<requests::Caller>,
}

impl Ebay {
    pub(crate) fn new(keyset: Keyset) -> Self {
        Self {
            keyset,
            state: Mutex::default(),
        }
    }

    /// The state, for as long as the guard lives; never held across an await.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn reset(&self) {
        *self.lock() = State::default();
    }
}

/// Every path of the three hosts, and the page for people.
pub(crate) fn router(ebay: Arc<Ebay>) -> Router {
    let api = Router::new()
        .route("/identity/v1/oauth2/token", post(tokens::grant))
        .route("/identity/v1/oauth2/revoke", post(tokens::revoke))
        .merge(account::router())
        .merge(locations::router());
    let apiz = Router::new().route("/commerce/identity/v1/user/", get(identity::user));
    let auth = Router::new()
        .route("/oauth2/authorize", get(consent::ask))
        .route("/oauth2/answer", post(consent::answer));
    let hosts = Router::new()
        .nest("/ebay/api.ebay.com", closed(api))
        .nest("/ebay/apiz.ebay.com", closed(apiz))
        .nest("/ebay/auth.ebay.com", auth)
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&ebay),
            gate::pass,
        ));
    Router::new()
        .merge(hosts)
        .route("/ebay", get(pages::overview))
        .with_state(ebay)
}

/// What a host does not have is nowhere.
fn closed(host: Router<Arc<Ebay>>) -> Router<Arc<Ebay>> {
    host.fallback(nowhere)
}

async fn nowhere() -> Response {
    Refusal::NOWHERE.into_response()
}
