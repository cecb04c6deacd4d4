//! `/products`: the list. Its whole state is in the address, but for its layout, which is as it was left where the address
//! says nothing of it; paging, filters and acts work without scripts.

use super::bulk_bar::BulkBar;
use super::columns::Columns;
use super::filters::Filters;
use super::filters::arrangement::column_name;
use super::heap_name;
use super::layout::{Layout, Left};
use super::place::Place;
use super::receipt::undoable;
use super::row::{Row, cell};
use super::selection::{ChooseAll, ChoosePage, Selection};
use super::server_fns::{SELL_ELSEWHERE, list_products};
use crate::act::{ActForm, Done};
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::{Step, Toast, Toasts};
use crate::ui::{focus, keys};
use crate::words::{Locale, locale, money};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use std::sync::Arc;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::{ProductList, ProductStatus, StatusCounts};

/// Buttons of rows belong to this form.
pub const ACTS: &str = "row-acts";
pub const ARCHIVE: &str = "/fn/archive_product";
pub const RESTORE: &str = "/fn/restore_product";

#[component]
pub fn ProductListPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let toasts = Toasts::here();
    let query = address::query();
    let place = Memo::new(move |_| query.with(Place::read));
    let left = Left::here();
    let layout = left.layout(place);
    left.follow(layout);
    let acts = RwSignal::new(0_u32);
    let selection = Selection::new();
    let list = asked(
        move || (place.get().filter, live.turns.get(), acts.get()),
        |(filter, ..)| list_products(filter),
    );
    let done = Callback::new(move |done: Done| {
        acts.update(|acts| *acts += 1);
        toasts.show(told(l, &done, acts, toasts));
    });
    listen_to_keys();
    view! {
        <Title text=say!(l, products.title)/>
        <div class="page">
            <header class="page-head">
                <h1>{say!(l, products.title)}</h1>
                <a class="button quiet" href=paths::IMPORT>{say!(l, exchange.title)}</a>
            </header>
            <Filters place=place/>
            <ActForm id=ACTS action=ARCHIVE done=done>
                <Back/>
            </ActForm>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    let (place, layout) = (place.get(), layout.get());
                    match list.await {
                        Ok(list) => view! { <List place=place layout=layout list=list selection=selection/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
            <BulkBar selection=selection/>
        </div>
    }
    .into_any()
}

#[component]
fn List(place: Place, layout: Layout, list: ProductList, selection: Selection) -> impl IntoView {
    selection.shows(list.rows.iter().map(|product| product.id).collect());
    let chips = view! { <Chips place=place.clone() counts=list.counts/> };
    if list.rows.is_empty() {
        return view! { {chips} <Nothing place=place/> }.into_any();
    }
    let l = locale();
    let now = Live::here().now.get_untracked();
    let class = format!("products {}", layout.rows.name());
    let columns = layout.columns;
    let (filter, shown) = (place.filter.clone(), list.rows.len());
    let rows = list
        .rows
        .into_iter()
        .map(|product| view! { <Row product=product now=now columns=columns selection=selection/> })
        .collect_view();
    view! {
        {chips}
        <ChooseAll selection=selection filter=filter counts=list.counts shown=shown/>
        <table class=class>
            <thead>
                <tr>
                    <th class="choose"><ChoosePage selection=selection/></th>
                    <th class="photo"><span class="unseen">{say!(l, products.column_photo)}</span></th>
                    <th>{say!(l, products.column_product)}</th>
                    {headings(l, columns)}
                    <th class="acts"><span class="unseen">{say!(l, products.column_acts)}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Pages place=place next=list.next/>
    }
    .into_any()
}

fn headings(l: Locale, columns: Columns) -> AnyView {
    columns
        .shown()
        .map(|column| view! { <th class=cell(column)>{column_name(l, column)}</th> })
        .collect_view()
        .into_any()
}

/// One chip per status, with how many of the question it holds.
#[component]
fn Chips(place: Place, counts: StatusCounts) -> impl IntoView {
    let l = locale();
    let all = counts.draft + counts.published + counts.sold;
    let chips = [
        (None, all),
        (Some(ProductStatus::Draft), counts.draft),
        (Some(ProductStatus::Published), counts.published),
        (Some(ProductStatus::Sold), counts.sold),
        (Some(ProductStatus::Archived), counts.archived),
    ]
    .map(|(status, count)| {
        let name = status.map_or(say!(l, products.status_all), |status| heap_name(l, status));
        let chosen = place.filter.status == status;
        view! {
            <a class="chip" href=place.in_status(status).path() aria-current=chosen.then_some("page")>
                {name} " " <span class="count">{money::count(l, count)}</span>
            </a>
        }
    });
    view! { <nav class="chips" aria-label=say!(l, products.filter)>{chips.collect_view()}</nav> }
}

#[component]
fn Nothing(place: Place) -> impl IntoView {
    let l = locale();
    if place.is_whole() {
        return view! {
            <Empty sign=Sign::Tag title=say!(l, products.none_title) text=say!(l, products.none_text)>
                <form method="post" action="/fn/create_product">
                    <button class="primary">{say!(l, products.none_button)}</button>
                </form>
                <p>
                    {say!(l, wardrobe.already_selling)} " "
                    <a href=paths::WARDROBE>{say!(l, wardrobe.import)}</a>
                </p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty sign=Sign::Search title=say!(l, products.no_match_title) text=say!(l, products.no_match_text)>
            <a class="button" href=Place::default().path()>{say!(l, products.no_match_button)}</a>
        </Empty>
    }
    .into_any()
}

#[component]
fn Pages(place: Place, next: Option<String>) -> impl IntoView {
    let l = locale();
    let previous = place.previous().map(|page| {
        view! {
            <a class="button" rel="prev" href=page.path()>
                <Icon sign=Sign::Left/>
                {say!(l, products.previous)}
            </a>
        }
    });
    let next = next.map(|start| {
        view! {
            <a class="button" rel="next" href=place.next(start).path()>
                {say!(l, products.next)}
                <Icon sign=Sign::Right/>
            </a>
        }
    });
    view! { <nav class="pages" aria-label=say!(l, products.pages)>{previous} {next}</nav> }
}

/// Tells of an act and offers the opposite.
fn told(l: Locale, done: &Done, acts: RwSignal<u32>, toasts: Toasts) -> Toast {
    let product = done.value.parse::<ProductId>().ok();
    if let Some(product) = product.filter(|_| done.action == SELL_ELSEWHERE) {
        let again = move || {
            acts.try_update(|acts| *acts += 1);
        };
        return undoable(l, product, done, again, toasts);
    }
    let archived = done.action == ARCHIVE;
    let undo = product.map(|product| Step::Act {
        label: say!(l, products.undo).to_owned(),
        act: Arc::new(move || undo(l, product, archived, acts, toasts)),
    });
    Toast {
        tone: Tone::Good,
        text: if archived {
            say!(l, frame.archived)
        } else {
            say!(l, frame.restored)
        }
        .to_owned(),
        step: undo,
    }
}

fn undo(l: Locale, product: ProductId, archived: bool, acts: RwSignal<u32>, toasts: Toasts) {
    use super::server_fns::{archive_product, restore_product};
    spawn_local(async move {
        let undone = if archived {
            restore_product(product, String::new()).await
        } else {
            archive_product(product, String::new()).await
        };
        match undone {
            Ok(()) => {
                acts.try_update(|acts| *acts += 1);
            }
            Err(error) => toasts.say(Tone::Bad, crate::error::sentences::failure(l, &error)),
        }
    });
}

/// `/` searches, `j` and `k` walk the rows, `x` ticks one, with shift all from the last one ticked, `n` makes a new item; Enter
/// opens, as links do.
fn listen_to_keys() {
    const ROWS: &str = ".products .title";
    const CURRENT: &str = ".products tr:focus-within .choose input";
    let listener = window_event_listener(ev::keydown, |event| {
        let Some(key) = keys::plain(&event) else {
            return;
        };
        match key.as_str() {
            "/" => focus::on_first("#search"),
            "j" | "ArrowDown" => focus::step(ROWS, 1),
            "k" | "ArrowUp" => focus::step(ROWS, -1),
            "x" | "X" if event.shift_key() => focus::press_with_shift(CURRENT),
            "x" | "X" => focus::press(CURRENT),
            "n" => focus::press("#new-product"),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}
