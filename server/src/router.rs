//! Every route on one screen, grouped by who calls it.

use crate::security::rate_limit::SignInLimit;
use crate::settings::Settings;
use crate::sockets::gate::SocketGate;
use crate::{api, assets, health, pages, photos, sales, security, sockets};
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::routing::{get, post};
use axum::{Router, middleware};
use leptos::prelude::LeptosOptions;
use std::sync::Arc;
use stoflow_app::shell::Assets;
use stoflow_domain::backend::Backend;

/// What every handler may need. Cloning is cheap.
#[derive(Clone)]
pub struct Server {
    pub backend: Backend,
    pub settings: Arc<Settings>,
    pub assets: Assets,
    pub sign_in_limit: Arc<SignInLimit>,
    pub gate: Arc<SocketGate>,
    pub leptos: LeptosOptions,
}

impl FromRef<Server> for LeptosOptions {
    fn from_ref(server: &Server) -> Self {
        server.leptos.clone()
    }
}

/// Twenty photos of 10 MB and the form around them.
const UPLOAD_LIMIT: usize = 20 * 10 * 1024 * 1024 + 1024 * 1024;

/// The whole process as one service.
pub fn router(server: Server) -> Router {
    let probes = Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready));

    let browsers = pages::routes(&server)
        .route("/photos/{photo}/{rendition}", get(photos::show))
        .route(
            "/products/{product}/photos",
            post(photos::upload).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)),
        )
        .route("/sales/labels", get(sales::print_labels))
        .route("/sales/month.csv", get(sales::export_month))
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
        .route("/api/v1/products", get(api::products::list))
        .route("/api/v1/products/{product}", get(api::products::get));

    Router::new()
        .merge(browsers)
        .merge(extensions)
        .merge(machines)
        .layer(middleware::from_fn_with_state(
            server.clone(),
            security::guard,
        ))
        .merge(assets::routes(&server))
        .merge(probes)
        .layer(middleware::from_fn(security::headers::seal))
        .with_state(server)
}
