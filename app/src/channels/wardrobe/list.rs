//! The listings as a table: tabs and search above it, what can be done with many below.

use super::empty::NothingHere;
use super::picks::{Pickable, Picks, Shown};
use super::place::{Place, TABS};
use super::row::{Row, can_be_tied};
use super::sentences;
use super::server_fns::{MAKE, MAKE_ALL, TAKE, TAKE_ALL};
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::icon::{Icon, Sign};
use crate::words::{locale, money};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use stoflow_wire::wardrobe::{Tie, WardrobeCounts, WardrobeList, WardrobeShow};

/// The form that the buttons of rows belong to.
pub const ROW: &str = "listing-acts";
/// The form that the boxes of rows belong to, and the buttons for all that are ticked.
pub const BULK: &str = "listings-acts";

#[component]
pub fn List(place: Place, list: WardrobeList, picks: Picks) -> AnyView {
    let whole = place.filter.search.is_empty() && place.filter.show == WardrobeShow::ToLink;
    let sweep = whole.then(|| view! { <Sweep counts=list.counts/> });
    let rows = if list.rows.is_empty() {
        view! { <NothingHere place=place.clone()/> }.into_any()
    } else {
        view! { <Table place=place.clone() list=list.clone() picks=picks/> }.into_any()
    };
    view! {
        <div class="tools">
            <Tabs place=place.clone() counts=list.counts/>
            <Search place=place.clone()/>
        </div>
        {sweep}
        {rows}
        <Pages place=place next=list.next/>
    }
    .into_any()
}

#[component]
fn Tabs(place: Place, counts: WardrobeCounts) -> impl IntoView {
    let l = locale();
    let count = |show| match show {
        WardrobeShow::ToLink => counts.to_link,
        WardrobeShow::Linked => counts.linked,
        WardrobeShow::Gone => counts.gone,
        WardrobeShow::All => counts.to_link + counts.linked + counts.gone,
    };
    let chips = TABS.map(|(show, _)| {
        let chosen = place.filter.show == show;
        view! {
            <a class="chip" href=place.showing(show).path() aria-current=chosen.then_some("page")>
                {sentences::tab(l, show)} " " <span class="count">{money::count(l, count(show))}</span>
            </a>
        }
    });
    view! { <nav class="chips" aria-label=say!(l, wardrobe.filter)>{chips.collect_view()}</nav> }
}

#[component]
fn Search(place: Place) -> AnyView {
    let l = locale();
    let input = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let here = place.clone();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            let path = here.searching(input.value()).path();
            navigate(&path, NavigateOptions::default());
        }
    };
    let tab = place.tab();
    view! {
        <form
            class="search"
            role="search"
            aria-label=say!(l, wardrobe.search)
            method="get"
            action=paths::WARDROBE
            on:submit=on_submit
        >
            <Icon sign=Sign::Search/>
            <input
                node_ref=input
                id="wardrobe-search"
                type="search"
                name="search"
                autocomplete="off"
                aria-label=say!(l, wardrobe.search)
                placeholder=say!(l, wardrobe.search_hint)
                aria-keyshortcuts="/"
                value=place.filter.search
            />
            {(!tab.is_empty()).then(|| view! { <input type="hidden" name="show" value=tab/> })}
        </form>
    }
    .into_any()
}

/// All of the tab at once: this is how a wardrobe of hundreds comes on board.
#[component]
fn Sweep(counts: WardrobeCounts) -> impl IntoView {
    let l = locale();
    let suggested = counts.suggested;
    let loose = counts.to_link - suggested - counts.making - counts.twins;
    let take = (suggested > 0).then(|| {
        let label = say!(l, wardrobe.take_all, count = money::count(l, suggested));
        view! {
            <li>
                <p>{sentences::suggested(l, suggested)}</p>
                <Ask label=label question=say!(l, wardrobe.take_all_question)>
                    <button class="primary" form=ROW formaction=TAKE_ALL>{say!(l, wardrobe.take_all_sure)}</button>
                </Ask>
            </li>
        }
    });
    let make = (loose > 0).then(|| {
        let label = say!(l, wardrobe.make_all, count = money::count(l, loose));
        view! {
            <li>
                <p>{sentences::loose(l, loose)}</p>
                <Ask label=label question=say!(l, wardrobe.make_all_question)>
                    <button class="primary" form=ROW formaction=MAKE_ALL>{say!(l, wardrobe.make_all_sure)}</button>
                </Ask>
            </li>
        }
    });
    let look =
        (counts.twins > 0).then(|| view! { <li><p>{sentences::twins(l, counts.twins)}</p></li> });
    let some = take.is_some() || make.is_some() || look.is_some();
    some.then(|| view! { <ul class="card sweep">{take} {make} {look}</ul> })
}

#[component]
fn Table(place: Place, list: WardrobeList, picks: Picks) -> AnyView {
    let l = locale();
    let now = Live::here().now.get_untracked();
    let shown: Vec<Pickable> = list
        .rows
        .iter()
        .filter(|row| can_be_tied(row))
        .map(|row| Pickable {
            listing: row.vinted_id,
            suggested: matches!(row.tie, Tie::Suggested { .. }),
        })
        .collect();
    let shown: Shown = shown.into();
    let rows = list
        .rows
        .into_iter()
        .map(|row| {
            view! { <Row row=row place=place.clone() picks=picks shown=shown.clone() now=now/> }
        })
        .collect_view();
    let all = (!shown.is_empty()).then(|| {
        let (page, turned) = (shown.clone(), shown.clone());
        view! {
            <input
                type="checkbox"
                class="scripted"
                aria-label=say!(l, wardrobe.pick_all)
                prop:checked=move || picks.has_all(&page)
                on:click=move |_| picks.turn_all(&turned)
            />
        }
    });
    view! {
        <input type="hidden" name="request" form=ROW value=list.request/>
        <table class="listings">
            <thead>
                <tr>
                    <th class="box"><span class="unseen">{say!(l, wardrobe.column_pick)}</span>{all}</th>
                    <th class="photo"><span class="unseen">{say!(l, wardrobe.column_photo)}</span></th>
                    <th>{say!(l, wardrobe.column_listing)}</th>
                    <th class="number">{say!(l, wardrobe.column_price)}</th>
                    <th>{say!(l, wardrobe.column_state)}</th>
                    <th class="interest"><span class="unseen">{say!(l, wardrobe.column_interest)}</span></th>
                    <th class="age">{say!(l, wardrobe.column_age)}</th>
                    <th>{say!(l, wardrobe.column_item)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Bar picks=picks shown=shown/>
    }
    .into_any()
}

/// What can be done with all that are ticked. It shows itself where some are, without scripts too.
#[component]
fn Bar(picks: Picks, shown: Shown) -> AnyView {
    let l = locale();
    let ticked = ArcMemo::new(move |_| picks.among(&shown));
    let suggested = ticked.clone();
    let suggested = ArcMemo::new(move |_| {
        suggested.with(|ticked| ticked.iter().filter(|row| row.suggested).count())
    });
    let count = ArcMemo::new(move |_| ticked.with(Vec::len));
    let told = count.clone();
    let told = move || Some(told.get()).filter(|count| *count > 0);
    let (some, none_suggested) = (count.clone(), suggested.clone());
    let without_suggestion = move || some.get() > 0 && none_suggested.get() == 0;
    let take = move || match suggested.get() {
        0 => say!(l, wardrobe.take_suggestions).to_owned(),
        count => say!(l, wardrobe.take_suggestions_of, count = count),
    };
    let make = move || match count.get() {
        0 => say!(l, wardrobe.make_items).to_owned(),
        count => say!(l, wardrobe.make_items_of, count = count),
    };
    view! {
        <div class="bulk">
            <p class="scripted" role="status">{move || told().map(|count| sentences::picked(l, count))}</p>
            <button class="quiet scripted" type="button" on:click=move |_| picks.clear()>
                {say!(l, wardrobe.unpick)}
            </button>
            <button form=BULK formaction=TAKE disabled=without_suggestion>{take}</button>
            <button class="primary" form=BULK formaction=MAKE>{make}</button>
        </div>
    }
    .into_any()
}

#[component]
fn Pages(place: Place, next: Option<i64>) -> impl IntoView {
    let l = locale();
    let first = place.filter.after.map(|_| {
        view! {
            <a class="button" rel="prev" href=place.starting_after(None).path()>
                <Icon sign=Sign::Left/>
                {say!(l, wardrobe.first_page)}
            </a>
        }
    });
    let next = next.map(|after| {
        view! {
            <a class="button" rel="next" href=place.starting_after(Some(after)).path()>
                {say!(l, wardrobe.next_page)}
                <Icon sign=Sign::Right/>
            </a>
        }
    });
    let some = first.is_some() || next.is_some();
    some.then(
        || view! { <nav class="pages" aria-label=say!(l, wardrobe.pages)>{first} {next}</nav> },
    )
}
