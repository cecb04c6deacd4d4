//! The dashboard's pages and server functions, and what each of them finds in its context.

use crate::router::Server;
use crate::security::headers::RequestId;
use crate::security::token::Bearer;
use axum::Router;
use axum::extract::Request;
use axum::http::request::Parts;
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos_axum::{LeptosRoutes, generate_route_list};
use stoflow_app::app::App;
use stoflow_app::request::Visitor;
use stoflow_app::shell::shell;

/// All pages and server functions of the app.
pub fn routes(server: &Server) -> Router<Server> {
    let paths = generate_route_list(App);
    let context = {
        let server = server.clone();
        move || provide(&server)
    };
    let assets = server.assets.clone();
    let options = server.leptos.clone();
    Router::new()
        .leptos_routes_with_context(server, paths, context, move || {
            shell(options.clone(), assets.clone())
        })
        .fallback(
            leptos_axum::file_and_error_handler_with_context::<Server, _>(
                {
                    let server = server.clone();
                    move || provide(&server)
                },
                {
                    let assets = server.assets.clone();
                    move |options| shell(options, assets.clone())
                },
            ),
        )
}

/// Runs with the request's parts already in context: takes out of them what the guard put in.
fn provide(server: &Server) {
    provide_context(server.backend.clone());
    let Some(parts) = use_context::<Parts>() else {
        return;
    };
    if let Some(nonce) = parts.extensions.get::<Nonce>() {
        provide_context(nonce.clone());
    }
    if let Some(visitor) = parts.extensions.get::<Visitor>() {
        provide_context(visitor.clone());
    }
}

/// Introduces the caller to the handlers.
pub fn introduce(request: &mut Request, bearer: &Bearer) {
    let request_id = request
        .extensions()
        .get::<RequestId>()
        .map(|id| id.0.clone())
        .unwrap_or_default();
    let visitor = Visitor::of_request(bearer.signed_in.clone(), request.headers(), request_id);
    request.extensions_mut().insert(visitor);
}
