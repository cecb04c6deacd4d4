//! The seller's own tabs: a question under a name. One that is asked now can be kept; one that is open can be taken away.

use super::server_fns::{FORGET, KEEP};
use crate::act::{ActForm, Done};
use crate::products::place::Place;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::outer::Back;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::filters::SavedView;
use stoflow_wire::products::ProductFilter;

/// As many letters as a name may have.
const LONGEST_NAME: &str = "40";

#[component]
pub fn Tabs(place: Place, views: Vec<SavedView>) -> AnyView {
    if views.is_empty() {
        return ().into_any();
    }
    let l = locale();
    let question = question(&place);
    let tabs = views
        .into_iter()
        .map(|view| {
            let open = (view.filter == question).then_some("page");
            let path = place.first(view.filter).path();
            view! {
                <a class="chip" href=path aria-current=open><span dir="auto">{view.name}</span></a>
            }
        })
        .collect_view();
    view! { <nav class="chips views" aria-label=say!(l, filters.views)>{tabs}</nav> }.into_any()
}

/// Keeps the present question, or takes its tab away.
#[component]
pub fn Upkeep(place: Place, views: Vec<SavedView>, done: Callback<Done>) -> AnyView {
    let question = question(&place);
    if question == ProductFilter::default() {
        return ().into_any();
    }
    match views.into_iter().find(|view| view.filter == question) {
        Some(open) => view! { <Forget name=open.name done=done/> }.into_any(),
        None => view! { <Keep question=question done=done/> }.into_any(),
    }
}

/// What is asked, as it is kept: without a page, its words with single spaces.
fn question(place: &Place) -> ProductFilter {
    let words: Vec<&str> = place.filter.search.split_whitespace().collect();
    place.searching(words.join(" ")).filter
}

#[component]
fn Keep(question: ProductFilter, done: Callback<Done>) -> AnyView {
    let l = locale();
    let question = serde_json::to_string(&question).unwrap_or_default();
    view! {
        <details class="ask">
            <summary class="button quiet">{say!(l, filters.keep)}</summary>
            <div class="card floating">
                <ActForm action=KEEP done=done>
                    <Back/>
                    <input type="hidden" name="filter" value=question/>
                    <div class="field">
                        <label for="view-name">{say!(l, filters.keep_name)}</label>
                        <input
                            id="view-name"
                            name="name"
                            required
                            autocomplete="off"
                            maxlength=LONGEST_NAME
                            aria-describedby="view-name-hint"
                        />
                        <p class="hint" id="view-name-hint">{say!(l, filters.keep_hint)}</p>
                    </div>
                    <button class="primary wide">{say!(l, filters.keep_button)}</button>
                </ActForm>
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Forget(name: String, done: Callback<Done>) -> AnyView {
    let l = locale();
    let question = say!(l, filters.forget_question, name = name.clone());
    view! {
        <Ask label=say!(l, filters.forget) question=question>
            <ActForm action=FORGET done=done>
                <Back/>
                <input type="hidden" name="name" value=name/>
                <button class="danger">{say!(l, filters.forget_sure)}</button>
            </ActForm>
        </Ask>
    }
    .into_any()
}
