//! A chip for each filter that is set; each is the link to the list without it.

use super::sentences;
use crate::products::catalogue::Family;
use crate::products::place::{Part, Place};
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::prelude::*;

#[component]
pub fn Set(place: Place, families: Vec<Family>) -> AnyView {
    let l = locale();
    let set = Part::ALL.into_iter().filter(|part| place.asks(*part));
    let chips = set
        .map(|part| {
            let what = sentences::chosen(l, &place, part, &families);
            let remove = say!(l, filters.remove, what = what.clone());
            view! {
                <li>
                    <a class="chip set" href=place.without(part).path() aria-label=remove>
                        <span dir="auto">{what}</span>
                        <Icon sign=Sign::Close/>
                    </a>
                </li>
            }
        })
        .collect_view();
    if chips.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="set-filters" aria-label=say!(l, filters.set)>{chips}</ul>
        <a class="button quiet" href=place.without_filters().path()>{say!(l, filters.clear)}</a>
    }
    .into_any()
}
