//! Whether scripts run on the page: false as the server renders it, true as soon as a browser has taken it over.

use leptos::prelude::*;

/// Of the page around the caller. What only looks different without scripts can have the class `scripted` instead.
pub fn run() -> RwSignal<bool> {
    let run = RwSignal::new(false);
    Effect::new(move |_| run.set(true));
    run
}
