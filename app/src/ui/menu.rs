//! A menu under a button. Opens without scripts; with them it closes on Escape and on a click elsewhere.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The children of `button` are its face, `children` the entries.
#[component]
pub fn Menu(
    /// Read out for the button, whose face may be an icon alone.
    #[prop(into)]
    label: Signal<String>,
    face: AnyView,
    children: Children,
) -> AnyView {
    view! {
        <details class="menu" name="menu">
            <summary class="button quiet" aria-label=label>{face}</summary>
            <div class="card floating">{children()}</div>
        </details>
    }
    .into_any()
}

/// Closes whatever is open when a person turns elsewhere. Called once, by the frame around the pages.
pub fn close_on_leaving() {
    let click = window_event_listener(ev::click, |event| {
        let inside = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("details.menu, details.ask").ok().flatten());
        close_all(inside.as_ref());
    });
    let escape = window_event_listener(ev::keydown, |event| {
        if event.key() == "Escape" {
            close_all(None);
        }
    });
    on_cleanup(move || {
        click.remove();
        escape.remove();
    });
}

/// Closes the menu an entry of which was chosen.
pub fn close() {
    close_all(None);
}

fn close_all(except: Option<&web_sys::Element>) {
    let Ok(open) = document().query_selector_all("details.menu[open], details.ask[open]") else {
        return;
    };
    for index in 0..open.length() {
        let Some(element) = open
            .item(index)
            .and_then(|node| node.dyn_into::<web_sys::Element>().ok())
        else {
            continue;
        };
        if except != Some(&element) {
            give_focus_back(&element);
            let _closed = element.remove_attribute("open");
        }
    }
}

/// Focus that would vanish with the menu goes to the button that opened it.
fn give_focus_back(menu: &web_sys::Element) {
    let focus_inside = document()
        .active_element()
        .is_some_and(|focused| menu.contains(Some(&focused)));
    if focus_inside && let Ok(Some(button)) = menu.query_selector("summary") {
        super::focus::on(&button);
    }
}
