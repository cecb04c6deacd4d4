//! A place with nothing in it yet: what belongs here, and the one next step as children.

use super::icon::{Icon, Sign};
use leptos::prelude::*;

#[component]
pub fn Empty(
    sign: Sign,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    children: Children,
) -> AnyView {
    view! {
        <section class="empty">
            <Icon sign=sign/>
            <h2>{title}</h2>
            <p>{text}</p>
            {children()}
        </section>
    }
    .into_any()
}
