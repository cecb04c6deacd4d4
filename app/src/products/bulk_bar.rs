//! What can be done with the chosen items: a form whose boxes are in the list.

use super::selection::{BULK, Selection, Wanted};
use crate::batches::choice;
use crate::batches::{BulkAct, changes, sentences};
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::ui::outer::Back;
use crate::words::{is_one, locale};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use stoflow_wire::changes::ChangeKind;
use wasm_bindgen::JsCast;

/// Changes that are looked for without opening a menu.
const OUTRIGHT: [ChangeKind; 2] = [ChangeKind::Sell, ChangeKind::Archive];

/// Shown while a box is ticked.
#[component]
pub fn BulkBar(selection: Selection) -> AnyView {
    let l = locale();
    let location = use_location();
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        let Some(asked) = asked(&event) else {
            return;
        };
        event.prevent_default();
        let back = paths::current(
            &location.pathname.get_untracked(),
            &location.search.get_untracked(),
        );
        let act = (asked.name.as_str(), asked.value.as_str());
        let path = choice::path(&asked.page, act, &selection.what(), &back);
        navigate(&path, NavigateOptions::default());
    };
    let told = move || {
        let count = selection.count();
        (count > 0).then(|| {
            let text = if is_one(l, count) {
                say!(l, batches.one_chosen, count = count)
            } else {
                say!(l, batches.chosen, count = count)
            };
            view! { <strong>{text}</strong> }
        })
    };
    let numbered = move || {
        let count = selection.count();
        (count > 0).then(|| format!(" ({count})"))
    };
    let buttons = BulkAct::ALL
        .map(|act| {
            let class = (act == BulkAct::Publish).then_some("primary");
            view! {
                <button class=class name="act" value=act.name()>
                    <span>{sentences::button(l, act)} {numbered}</span>
                </button>
            }
        })
        .collect_view();
    let outright = OUTRIGHT.map(|kind| {
        view! {
            <button formaction=paths::CHANGE name="what" value=kind.name()>
                <span>{changes::sentences::button(l, kind)} {numbered}</span>
            </button>
        }
    });
    let changes = ChangeKind::ALL
        .into_iter()
        .filter(|kind| !OUTRIGHT.contains(kind));
    let changes = changes.map(move |kind| {
        view! {
            <button class="quiet" formaction=paths::CHANGE name="what" value=kind.name()>
                {changes::sentences::button(l, kind)}
            </button>
        }
    });
    let face = view! { <span>{say!(l, batches.change)}</span> }.into_any();
    view! {
        <form
            class="bulk"
            id=BULK
            method="get"
            action=paths::BULK
            aria-label=say!(l, batches.bar)
            on:submit=on_submit
        >
            <Back/>
            <p role="status">{told}</p>
            <div class="row">
                {buttons}
                {outright.collect_view()}
                <Menu label=say!(l, batches.change) face=face>{changes.collect_view()}</Menu>
            </div>
            <button
                type="button"
                class="quiet scripted"
                aria-label=say!(l, batches.unchoose)
                on:click=move |_| selection.choose_page(Wanted::Out)
            >
                <Icon sign=Sign::Close/>
            </button>
        </form>
    }
    .into_any()
}

/// What the button that was pressed asks for.
struct Asked {
    page: String,
    name: String,
    value: String,
}

fn asked(event: &SubmitEvent) -> Option<Asked> {
    let button = event.submitter()?;
    let button = button.dyn_ref::<web_sys::Element>()?;
    let page = button.get_attribute("formaction");
    Some(Asked {
        page: page.unwrap_or_else(|| paths::BULK.to_owned()),
        name: button.get_attribute("name")?,
        value: button.get_attribute("value")?,
    })
}
