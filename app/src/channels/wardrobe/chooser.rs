//! The seller looks for the item that a listing is. A panel beside the rows, with an address of its own: without
//! scripts its search and its buttons are plain forms.

use super::news::News;
use super::place::{Choosing, Place};
use super::server_fns::{ATTACH, Wardrobe};
use crate::act::{ActForm, Done};
use crate::asked::{Json, asked};
use crate::error::AppError;
use crate::error::page::Failed;
use crate::paths;
use crate::products::row::Thumb;
use crate::products::server_fns::list_products;
use crate::products::{status_name, title_or_none};
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::focus;
use crate::ui::icon::{Icon, Sign};
use crate::ui::pause::put_off;
use crate::ui::skeleton::Skeleton;
use crate::words::{locale, money};
use leptos::ev::{self, SubmitEvent};
use leptos::html::Input;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use stoflow_wire::products::{ProductFilter, ProductList, ProductRow, ProductStatus};

/// As many as one looks through before typing another word.
const MOST: usize = 20;

#[component]
pub fn Chooser(
    listing: i64,
    place: Memo<Place>,
    wardrobe: Resource<Result<Wardrobe, AppError>, Json>,
    news: News,
) -> AnyView {
    let l = locale();
    let words = Memo::new(move |_| place.with(searched));
    let items = asked(
        move || words.get(),
        |search| {
            list_products(ProductFilter {
                search,
                ..ProductFilter::default()
            })
        },
    );
    let closed = move || place.with(|place| place.without_chooser().path());
    let navigate = use_navigate();
    let close = Callback::new(move |()| {
        let closed = place.with_untracked(|place| place.without_chooser().path());
        navigate(&closed, quietly());
        request_animation_frame(move || focus::on_first(&format!("#listing-{listing} .title")));
    });
    let attached = Callback::new(move |_: Done| {
        news.attached(listing);
        close.run(());
    });
    Effect::new(|_| focus::on_first("#item-search"));
    let on_escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close.run(());
        }
    };
    view! {
        <section class="chooser" role="dialog" aria-labelledby="chooser-title" on:keydown=on_escape>
            <header>
                <h2 id="chooser-title">{say!(l, wardrobe.chooser)}</h2>
                <a class="button quiet" href=closed aria-label=say!(l, wardrobe.close)><Icon sign=Sign::Close/></a>
            </header>
            <Transition>
                {move || Suspend::new(async move {
                    let title = wardrobe.await.ok().and_then(|wardrobe| titled(wardrobe, listing));
                    view! { <p>{match title {
                        Some(title) => say!(l, wardrobe.chooser_text, title = title),
                        None => say!(l, wardrobe.chooser_text_plain).to_owned(),
                    }}</p> }
                })}
            </Transition>
            <ItemSearch listing=listing place=place/>
            <ActForm action=ATTACH done=attached>
                <input type="hidden" name="listing" value=listing.to_string()/>
                <input type="hidden" name="back" value=closed/>
                <Transition fallback=|| view! { <Skeleton rows=5/> }>
                    {move || Suspend::new(async move {
                        match items.await {
                            Ok(items) => view! { <Items items=items/> }.into_any(),
                            Err(error) => view! { <Failed error=error/> }.into_any(),
                        }
                    })}
                </Transition>
            </ActForm>
        </section>
    }
    .into_any()
}

fn searched(place: &Place) -> String {
    place
        .chooser
        .as_ref()
        .map(|Choosing { search, .. }| search.clone())
        .unwrap_or_default()
}

fn titled(wardrobe: Wardrobe, listing: i64) -> Option<String> {
    wardrobe
        .list
        .rows
        .into_iter()
        .find(|row| row.vinted_id == listing)
        .map(|row| row.title)
}

/// Another address for the same page: nothing scrolls, and the way back is the page before.
fn quietly() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        scroll: false,
        ..NavigateOptions::default()
    }
}

#[component]
fn ItemSearch(listing: i64, place: Memo<Place>) -> AnyView {
    let l = locale();
    let input = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            let place = place.get_untracked().choosing(listing, input.value());
            navigate(&place.path(), quietly());
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        go.run(());
    };
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |_| {
        put_off(pending, move || {
            go.try_run(());
        });
    };
    let hidden = move || {
        place
            .get()
            .query()
            .into_iter()
            .filter(|(name, value)| *name != "item" && !value.is_empty())
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view()
    };
    let typed = place.with_untracked(searched);
    view! {
        <form
            class="search"
            role="search"
            aria-label=say!(l, wardrobe.chooser_search)
            method="get"
            action=paths::WARDROBE
            on:submit=on_submit
        >
            <Icon sign=Sign::Search/>
            <input
                node_ref=input
                id="item-search"
                type="search"
                name="item"
                autocomplete="off"
                aria-label=say!(l, wardrobe.chooser_search)
                placeholder=say!(l, wardrobe.chooser_search_hint)
                value=typed
                on:input=on_input
            />
            {hidden}
        </form>
    }
    .into_any()
}

#[component]
fn Items(items: ProductList) -> AnyView {
    let l = locale();
    if items.rows.is_empty() {
        return view! {
            <Empty
                sign=Sign::Search
                title=say!(l, wardrobe.chooser_none_title)
                text=say!(l, wardrobe.chooser_none_text)
            >
                ""
            </Empty>
        }
        .into_any();
    }
    let more = items.rows.len() > MOST || items.next.is_some();
    let rows = items
        .rows
        .into_iter()
        .take(MOST)
        .map(|item| view! { <Item item=item/> })
        .collect_view();
    view! {
        <ul>{rows}</ul>
        {more.then(|| view! { <p class="muted">{say!(l, wardrobe.chooser_more)}</p> })}
    }
    .into_any()
}

#[component]
fn Item(item: ProductRow) -> impl IntoView {
    let l = locale();
    let taken = item.channels.iter().any(|badge| badge.state.may_be_live());
    let about = [item.brand, item.size, item.sku]
        .into_iter()
        .chain(item.price.map(|price| money::amount(l, price)))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let act = if taken {
        view! { <span class="muted">{say!(l, wardrobe.chooser_taken)}</span> }.into_any()
    } else if matches!(item.status, ProductStatus::Sold | ProductStatus::Archived) {
        view! { <span class="muted">{status_name(l, item.status)}</span> }.into_any()
    } else {
        view! { <button name="product" value=item.id.to_string()>{say!(l, wardrobe.attach)}</button> }
            .into_any()
    };
    view! {
        <li>
            <Thumb cover=item.cover/>
            <p><strong>{title_or_none(l, &item.title)}</strong><small>{about}</small></p>
            {act}
        </li>
    }
}
