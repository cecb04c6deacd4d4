//! Every route on one screen, grouped by who calls it.

use crate::failure::{no_such_door, not_that_way};
use crate::security::rate_limit::SignInLimit;
use crate::settings::Settings;
use crate::sockets::gate::SocketGate;
use crate::{
    api, apology, assets, ebay, exchange, health, pages, photos, sales, security, sockets,
};
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::routing::{any, get, post};
use axum::{Router, middleware};
use leptos::prelude::LeptosOptions;
use std::sync::Arc;
use stoflow_app::shell::Assets;
use stoflow_domain::backend::Backend;
use tokio::sync::watch;

/// What every handler may need. Cloning is cheap.
#[derive(Clone)]
pub struct Server {
    pub backend: Backend,
    pub settings: Arc<Settings>,
    pub assets: Assets,
    pub sign_in_limit: Arc<SignInLimit>,
    pub gate: Arc<SocketGate>,
    pub leptos: LeptosOptions,
    /// Turns true when the process is about to end: what stays open is to be closed.
    pub closing: watch::Receiver<bool>,
}

impl FromRef<Server> for LeptosOptions {
    fn from_ref(server: &Server) -> Self {
        server.leptos.clone()
    }
}

/// What is read of an upload. Twenty photos need 200 MB; a film that was chosen with them is read to its end, so that the
/// photos after it are taken, and kept nowhere.
const UPLOAD_LIMIT: usize = 1024 * 1024 * 1024;

/// The whole process as one service.
pub fn router(server: Server) -> Router {
    let probes = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));

    let browsers = pages::routes(&server)
        .route("/photos/{photo}/{rendition}", get(photos::show))
        .route(
            "/channels/vinted/archive/{snapshot}/photos/{place}/{rendition}",
            get(photos::show_kept),
        )
        .route(
            "/products/{product}/photos",
            post(photos::upload).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route(
            "/products/import",
            post(exchange::import).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route("/products/export/{file}", get(exchange::export))
        .route("/sales/labels", get(sales::print_labels))
        .route("/sales/month.csv", get(sales::export_month))
        .route("/channels/ebay/connect", get(ebay::connect))
        .route("/channels/ebay/callback", get(ebay::come_back))
        .route("/ws/dashboard", get(sockets::dashboard::open));

    let extensions = Router::new()
        .route(
            "/api/executor/pair",
            post(api::executor::pair).options(api::executor::preflight),
        )
        .route(
            "/photos/signed/{tenant}/{photo}/{expires}/{signature}",
            get(photos::show_signed),
        )
        .route("/ws/executor", get(sockets::executor::open));

    let machines = Router::new()
        .route(
            "/api/v1/session",
            post(api::session::sign_in).delete(api::session::sign_out),
        )
        .route("/api/v1/session/renewal", post(api::session::renew))
        .route("/api/v1/products", get(api::products::list))
        .route("/api/v1/products/{product}", get(api::products::get))
        .route("/api/{*elsewhere}", any(no_such_door));

    let marketplaces = Router::new().route(
        "/channels/ebay/notices",
        get(ebay::answer).post(ebay::notice),
    );

    Router::new()
        .merge(browsers)
        .merge(extensions)
        .merge(marketplaces)
        .merge(machines)
        .method_not_allowed_fallback(not_that_way)
        .layer(middleware::from_fn_with_state(
            server.clone(),
            security::guard,
        ))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            api::executor::share,
        ))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            apology::tell,
        ))
        .merge(assets::routes(&server))
        .merge(probes)
        .layer(middleware::from_fn(security::headers::seal))
        .with_state(server)
}
