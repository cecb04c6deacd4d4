//! `/sales/pick-list`: what is to be taken from the shelves, in the order of the shelves. Made to be printed, or to be
//! ticked off on a phone.

use super::head::ended;
use super::row::{Deadline, Thumb};
use super::server_fns::{PACK, UNPACK, read_pick_list};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::words::{dates, locale};
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::sales::{Pick, PickList, SoldProduct};

/// The form that the ticks belong to.
const TICKS: &str = "pick-acts";

#[component]
pub fn PickListPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let acts = RwSignal::new(0_u32);
    let over = Memo::new(move |_| live.jobs.with(|jobs| ended(jobs)));
    let read = asked(move || (acts.get(), over.get()), |_| read_pick_list());
    let done = Callback::new(move |_: Done| {
        acts.try_update(|acts| *acts += 1);
    });
    view! {
        <Title text=say!(l, sales.pick_list)/>
        <div class="page middling picking">
            <header class="page-head led">
                <a class="button quiet" href=paths::SALES aria-label=say!(l, sales.see_all)><Icon sign=Sign::Left/></a>
                <h1>{say!(l, sales.pick_list)}</h1>
                <button type="button" class="scripted" on:click=move |_| print()>{say!(l, sales.print_list)}</button>
            </header>
            <ActForm id=TICKS action=PACK done=done><Back/></ActForm>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match read.await {
                        Ok(list) => view! { <Picks list=list/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn print() {
    let _asked = window().print();
}

#[component]
fn Picks(list: PickList) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let freshness = list.reading.completed_at.map(|at| {
        let ago = move || {
            let ago = dates::ago(l, at, now.get());
            say!(l, sales.read_ago, ago = ago)
        };
        view! { <p class="muted" title=dates::exact(l, at)>{ago}</p> }
    });
    if list.picks.is_empty() {
        return view! {
            <Empty sign=Sign::Check title=say!(l, sales.all_sent_title) text=say!(l, sales.all_sent_text)>
                <a class="button" href=paths::SALES>{say!(l, sales.see_all)}</a>
            </Empty>
        }
        .into_any();
    }
    let packed = list.picks.iter().filter(|pick| pick.packed).count();
    let of = list.picks.len();
    let picks = list.picks.into_iter();
    let picks = picks
        .map(|pick| view! { <PickRow pick=pick/> })
        .collect_view();
    view! {
        <div class="picked">
            <p role="status">{say!(l, sales.packed_of, done = packed, of = of)}</p>
            {freshness}
        </div>
        <ul class="picks">{picks}</ul>
    }
    .into_any()
}

#[component]
fn PickRow(pick: Pick) -> AnyView {
    let l = locale();
    let (place, sku) = match &pick.product {
        Some(SoldProduct { location, sku, .. }) => (location.clone(), sku.clone()),
        None => (String::new(), String::new()),
    };
    let place = if place.is_empty() {
        view! { <span class="place muted">{say!(l, sales.no_place)}</span> }.into_any()
    } else {
        view! { <strong class="place">{place}</strong> }.into_any()
    };
    let (act, name) = if pick.packed {
        (UNPACK, say!(l, sales.unpack))
    } else {
        (PACK, say!(l, sales.pack))
    };
    let about = [sku, pick.buyer.clone()];
    let about = about.into_iter().filter(|text| !text.is_empty());
    let about = about.collect::<Vec<_>>().join(" · ");
    let title = pick.title.clone();
    view! {
        <li class:packed=pick.packed>
            <span class="tick-box" aria-hidden="true">{pick.packed.then(|| view! { <Icon sign=Sign::Check/> })}</span>
            {place}
            <Thumb address=pick.thumb/>
            <div class="what">
                <a class="title" href=paths::sale(pick.sale)>{pick.title}</a>
                <small>{about}</small>
            </div>
            <Deadline ship_by=pick.ship_by/>
            <button
                class:quiet=pick.packed
                form=TICKS
                formaction=act
                name="sale"
                value=pick.sale.to_string()
                aria-label=format!("{name} : {title}")
            >
                {name}
            </button>
        </li>
    }
    .into_any()
}
