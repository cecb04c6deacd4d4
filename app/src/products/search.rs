//! The search box of the top bar: a form without scripts, and with them a list that follows the typing.

use super::place::Place;
use crate::address;
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::pause::{call_off, put_off};
use crate::words::locale;
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Input;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

#[component]
pub fn SearchBox() -> AnyView {
    let l = locale();
    let location = use_location();
    let query = address::query();
    let input = NodeRef::<Input>::new();
    let on_list = move || location.pathname.with(|path| path == paths::PRODUCTS);
    let place = Memo::new(move |_| {
        if on_list() {
            query.with(Place::read)
        } else {
            Place::default()
        }
    });
    follow_address(input, place);

    let navigate = use_navigate();
    let go = move |replace: bool| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let options = NavigateOptions {
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(
            &place.get_untracked().searching(input.value()).path(),
            options,
        );
    };
    let go_now = go.clone();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        go_now(false);
    };
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |_: Event| {
        // Typing on another page only prepares a question; on the list it asks at once.
        if on_list() {
            let go = go.clone();
            put_off(pending, move || go(true));
        } else {
            call_off(pending);
        }
    };
    view! {
        <form
            class="search"
            role="search"
            aria-label=say!(l, products.search)
            method="get"
            action=paths::PRODUCTS
            on:submit=on_submit
        >
            <Icon sign=Sign::Search/>
            <input
                node_ref=input
                id="search"
                type="search"
                name="search"
                autocomplete="off"
                aria-label=say!(l, products.search)
                placeholder=say!(l, products.search_hint)
                aria-keyshortcuts="/"
                value=place.get_untracked().filter.search
                on:input=on_input
            />
            {move || place.get().beside("search").into_iter().map(|(name, value)| view! {
                <input type="hidden" name=name value=value/>
            }).collect_view()}
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}

/// The box shows what the address asks, unless somebody is typing in it.
fn follow_address(input: NodeRef<Input>, place: Memo<Place>) {
    Effect::new(move |_| {
        let search = place.get().filter.search;
        let Some(input) = input.get() else {
            return;
        };
        let typing = document().active_element().as_ref() == Some(input.as_ref());
        if !typing {
            input.set_value(&search);
        }
    });
}
