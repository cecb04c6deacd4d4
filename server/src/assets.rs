//! The built site: hashed names that may be kept for ever, served as they were compressed at build time.

use crate::router::Server;
use axum::Router;
use axum::http::{HeaderValue, header};
use serde::Deserialize;
use std::path::Path;
use stoflow_app::shell::Assets;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// `assets.json`, written by `cargo xtask build`: file names below `/pkg`.
#[derive(Deserialize)]
struct Manifest {
    js: String,
    wasm: String,
    css: String,
    /// Absent in a site that was built in one piece.
    #[serde(default)]
    parts: Vec<String>,
}

/// Reads the names of the built files; the pages link to them.
pub fn read(site: &Path, extension_id: &str) -> std::io::Result<Assets> {
    let text = std::fs::read_to_string(site.join("assets.json"))?;
    let manifest: Manifest = serde_json::from_str(&text)?;
    Ok(Assets {
        js: manifest.js,
        wasm: manifest.wasm,
        css: manifest.css,
        parts: manifest.parts,
        extension_id: extension_id.to_owned(),
    })
}

/// Static files. They skip the guard: nothing here is anybody's own.
pub fn routes(server: &Server) -> Router<Server> {
    let site = &server.settings.site;
    let hashed = ServiceBuilder::new()
        .layer(cached("public, max-age=31536000, immutable"))
        .service(compressed(&site.join("pkg")));
    let icon = ServiceBuilder::new()
        .layer(cached("public, max-age=86400"))
        .service(tower_http::services::ServeFile::new(
            site.join("favicon.svg"),
        ));
    Router::new()
        .nest_service("/pkg", hashed)
        .route_service("/favicon.svg", icon)
}

fn compressed(folder: &Path) -> ServeDir {
    ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
}

fn cached(rule: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(rule))
}
