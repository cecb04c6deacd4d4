//! The WASM entry point of the dashboard: brings the rendered page to life and does nothing else.

use leptos::mount::hydrate_from_async;
use leptos::tachys::dom::body;
use stoflow_app::app::App;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once the module is loaded. Ends when everything on the page is alive, its room's part fetched.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    hydrate_from_async(body(), App).await.forget();
}
