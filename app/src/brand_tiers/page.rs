//! `/admin/brands`: the brands of the catalogue by name. Whoever is no admin is told so, and shown nothing.

use super::row::Row;
use super::server_fns::list_brand_tiers;
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::head::Head;
use crate::ui::icon::Sign;
use crate::ui::skeleton::Skeleton;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::params::ParamsMap;
use stoflow_wire::brand_tiers::{BrandFilter, BrandPage};

#[component]
pub fn BrandTiersPage() -> AnyView {
    let l = locale();
    let query = address::query();
    let filter = Memo::new(move |_| query.with(read));
    let page = asked(move || filter.get(), list_brand_tiers);
    view! {
        <Title text=say!(l, brand_tiers.title)/>
        <div class="page narrow brand-tiers">
            <Head above=paths::SETTINGS back=say!(l, settings.title) title=say!(l, brand_tiers.title) text=say!(l, brand_tiers.text)/>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    let filter = filter.get();
                    match page.await {
                        Ok(page) => view! { <Body filter=filter page=page/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn read(query: &ParamsMap) -> BrandFilter {
    BrandFilter {
        search: query.get("search").unwrap_or_default(),
        moved: query.get("moved").is_some_and(|moved| moved == "true"),
        after: query.get("after").filter(|after| !after.is_empty()),
    }
}

#[component]
fn Body(filter: BrandFilter, page: BrandPage) -> AnyView {
    let l = locale();
    let list = if page.rows.is_empty() {
        view! {
            <Empty sign=Sign::Tag title=say!(l, brand_tiers.none_title) text=say!(l, brand_tiers.none_text)>
                <a class="button" href=paths::BRAND_TIERS>{say!(l, brand_tiers.all)}</a>
            </Empty>
        }
        .into_any()
    } else {
        let rows = page.rows.into_iter();
        let rows = rows.map(|brand| view! { <Row brand=brand/> });
        view! { <ul class="brand-list">{rows.collect_view()}</ul> }.into_any()
    };
    let first = filter.after.as_ref().map(|_| {
        view! { <a class="button" href=paths::brand_tiers(&filter, "")>{say!(l, brand_tiers.first)}</a> }
    });
    let next = page.next.map(|after| {
        view! {
            <a class="button" rel="next" href=paths::brand_tiers(&filter, &after)>{say!(l, brand_tiers.next)}</a>
        }
    });
    view! {
        <Search filter=filter.clone()/>
        {list}
        <nav class="row" aria-label=say!(l, brand_tiers.pages)>{first} {next}</nav>
    }
    .into_any()
}

/// A form of the browser: what is looked for stands in the address.
#[component]
fn Search(filter: BrandFilter) -> AnyView {
    let l = locale();
    view! {
        <form class="card stack" role="search" method="get" action=paths::BRAND_TIERS aria-label=say!(l, brand_tiers.search)>
            <div class="field">
                <label for="brand-search">{say!(l, brand_tiers.search)}</label>
                <input
                    id="brand-search"
                    type="search"
                    name="search"
                    autocomplete="off"
                    placeholder=say!(l, brand_tiers.search_hint)
                    value=filter.search
                />
            </div>
            <label class="choice">
                <input type="checkbox" name="moved" value="true" checked=filter.moved/>
                <span>{say!(l, brand_tiers.only_moved)}</span>
            </label>
            <button>{say!(l, brand_tiers.find)}</button>
        </form>
    }
    .into_any()
}
