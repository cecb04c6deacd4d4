//! The head of a page that lies below another one: the way back there, what it is called, and what it is for.

use super::icon::{Icon, Sign};
use leptos::prelude::*;

/// `above` is the address of the page that it lies below, and `back` how that one is called.
#[component]
pub fn Head(
    #[prop(into)] above: String,
    #[prop(into)] back: String,
    title: &'static str,
    text: &'static str,
) -> AnyView {
    view! {
        <header>
            <a class="crumb" href=above><Icon sign=Sign::Left/>{back}</a>
            <h1>{title}</h1>
            <p class="muted">{text}</p>
        </header>
    }
    .into_any()
}
