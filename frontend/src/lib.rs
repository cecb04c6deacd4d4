//! The WASM entry point of the dashboard: brings the rendered page to life and does nothing else.

use leptos::mount::hydrate_body;
use stoflow_app::app::App;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_body(App);
}
