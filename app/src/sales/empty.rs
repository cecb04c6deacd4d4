//! Sales before their first reading, and lists with nothing in them: always the one next step.

use super::place::Place;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::Sign;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::sales::SaleShow;

/// Nothing was ever read. The children are the button that does it.
#[component]
pub fn NeverRead(children: Children) -> AnyView {
    let l = locale();
    view! {
        <Empty sign=Sign::Parcel title=say!(l, sales.first_title) text=say!(l, sales.first_text)>
            {children()}
        </Empty>
    }
    .into_any()
}

/// A tab or a search without a sale.
#[component]
pub fn NothingHere(place: Place) -> AnyView {
    let l = locale();
    if !place.filter.search.is_empty() {
        let all = place.searching(String::new()).path();
        return view! {
            <Empty sign=Sign::Search title=say!(l, sales.no_match_title) text=say!(l, sales.no_match_text)>
                <a class="button" href=all>{say!(l, sales.no_match_button)}</a>
            </Empty>
        }
        .into_any();
    }
    match place.filter.show {
        SaleShow::ToShip => view! {
            <Empty sign=Sign::Check title=say!(l, sales.all_sent_title) text=say!(l, sales.all_sent_text)>
                <a class="button" href=place.showing(SaleShow::All).path()>{say!(l, sales.all_sent_button)}</a>
            </Empty>
        }
        .into_any(),
        SaleShow::UnderWay | SaleShow::Finished => view! {
            <Empty sign=Sign::Parcel title=say!(l, sales.none_here_title) text=say!(l, sales.none_here_text)>
                <a class="button" href=paths::SALES>{say!(l, sales.none_here_button)}</a>
            </Empty>
        }
        .into_any(),
        SaleShow::All => view! {
            <Empty sign=Sign::Parcel title=say!(l, sales.none_title) text=say!(l, sales.none_text)>
                <a class="button" href=paths::PRODUCTS>{say!(l, sales.none_button)}</a>
            </Empty>
        }
        .into_any(),
    }
}
