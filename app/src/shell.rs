//! The HTML document around every page. Runs on the server only; nothing in it is brought to life.

use crate::app::App;
use crate::visit::{Visit, load};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

/// File names of the built site, below `/pkg`, and the extension that the pages may talk to.
#[derive(Clone, Debug)]
pub struct Assets {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// WebAssembly of the rooms, which is not loaded with the page.
    pub parts: Vec<String>,
    pub extension_id: String,
}

/// The document. The theme stands in its first tag, so that nothing flashes.
pub fn shell(_options: LeptosOptions, assets: Assets) -> impl IntoView {
    let visit = load();
    provide_context(visit.clone());
    let Visit {
        language, theme, ..
    } = visit;
    let nonce = use_nonce();
    let js = format!("/pkg/{}", assets.js);
    let wasm = format!("/pkg/{}", assets.wasm);
    // Fetched from here and not preloaded by a link: browsers without scripts would load it for nothing. The mark tells
    // who drives the page by machine that its buttons are alive.
    let start = format!(
        "const module = fetch({wasm:?}); const {{ default: start, hydrate }} = await import({js:?}); \
         await start({{ module_or_path: module }}); await hydrate(); document.documentElement.dataset.alive = ''; {}",
        fetch_later(&assets.parts)
    );
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() data-theme=theme.name()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="stoflow-extension" content=assets.extension_id/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=format!("/pkg/{}", assets.css)/>
                <link rel="modulepreload" href=js nonce=nonce.clone()/>
                <script type="module" nonce=nonce>{start}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Fetches the parts of the other rooms into the browser's cache once it has nothing else to do, one after the other, so that
/// whoever goes there waits for nothing. None of them is compiled or run by that, and none is fetched for those who save data.
fn fetch_later(parts: &[String]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| format!("/pkg/{part}")).collect();
    format!(
        "const idle = (run) => window.requestIdleCallback ? requestIdleCallback(run) : setTimeout(run, 500); \
         const fetchLater = async (parts) => {{ for (const part of parts) {{ \
         await new Promise((done) => idle(() => done())); \
         await fetch(part, {{ priority: 'low' }}).then((file) => file.arrayBuffer()).catch(() => null); }} }}; \
         if (!navigator.connection?.saveData) fetchLater({parts:?});"
    )
}
