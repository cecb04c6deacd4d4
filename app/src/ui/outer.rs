//! The way out of a page: a fresh load, and the way back to it for forms.

use crate::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Loads `path` anew from the server: language, theme and who is signed in are read again.
pub fn load(path: &str) {
    let _left = window().location().assign(path);
}

/// Loads this page anew.
pub fn reload() {
    let _left = window().location().reload();
}

/// A hidden field that tells a form where it was sent from.
#[component]
pub fn Back() -> impl IntoView {
    let location = use_location();
    let here = move || {
        location
            .pathname
            .with(|path| location.search.with(|search| paths::current(path, search)))
    };
    view! { <input type="hidden" name="back" value=here/> }
}
