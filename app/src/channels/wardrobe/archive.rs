//! `/channels/vinted/archive`: the listings that are gone from Vinted, as they were, and the way to list them again.

use super::server_fns::{LIST_AGAIN, read_archive};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::products::title_or_none;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::empty::Empty;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use stoflow_wire::archive::{Keepsake, KeepsakeList, TakenDown};
use stoflow_wire::ids::{ProductId, SnapshotId};

/// The form that the buttons of rows belong to.
const AGAIN: &str = "archive-acts";

#[component]
pub fn ArchivePage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let query = use_query_map();
    let after: Memo<Option<SnapshotId>> =
        Memo::new(move |_| query.with(|query| query.get("after")?.parse().ok()));
    let kept = asked(
        move || (after.get(), live.turns.get()),
        |(after, _)| read_archive(after),
    );
    let navigate = use_navigate();
    let done = Callback::new(move |done: Done| {
        if let Ok(product) = serde_json::from_str::<ProductId>(&done.answer) {
            navigate(&paths::product(product), NavigateOptions::default());
        }
    });
    view! {
        <Title text=say!(l, archive.title)/>
        <div class="page wardrobe">
            <header>
                <a class="crumb" href=paths::WARDROBE><Icon sign=Sign::Left/>{say!(l, wardrobe.title)}</a>
                <h1>{say!(l, archive.title)}</h1>
            </header>
            <p class="muted">{say!(l, archive.text)}</p>
            <ActForm id=AGAIN action=LIST_AGAIN done=done><Back/></ActForm>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    let first = after.get().is_none();
                    match kept.await {
                        Ok(list) if list.rows.is_empty() && first => nothing(l),
                        Ok(list) => view! { <Table list=list/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

fn nothing(l: Locale) -> AnyView {
    view! {
        <Empty sign=Sign::Layers title=say!(l, archive.none_title) text=say!(l, archive.none_text)>
            <a class="button" href=paths::WARDROBE>{say!(l, wardrobe.card_open)}</a>
        </Empty>
    }
    .into_any()
}

#[component]
fn Table(list: KeepsakeList) -> AnyView {
    let l = locale();
    let rows = list
        .rows
        .into_iter()
        .map(|kept| view! { <Row kept=kept/> })
        .collect_view();
    view! {
        <table class="listings">
            <thead>
                <tr>
                    <th class="photo"><span class="unseen">{say!(l, wardrobe.column_photo)}</span></th>
                    <th>{say!(l, wardrobe.column_listing)}</th>
                    <th class="number">{say!(l, wardrobe.column_price)}</th>
                    <th>{say!(l, archive.column_why)}</th>
                    <th class="age">{say!(l, archive.column_when)}</th>
                    <th>{say!(l, wardrobe.column_item)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <Next next=list.next/>
    }
    .into_any()
}

#[component]
fn Row(kept: Keepsake) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let cover = match kept.photos {
        0 => view! { <span class="no-photo"><Icon sign=Sign::Camera/></span> }.into_any(),
        _ => view! { <img src=paths::kept_cover(kept.id) width="48" height="48" loading="lazy" alt=""/> }.into_any(),
    };
    let interest = kept.views.zip(kept.favourites).map(|(views, favourites)| {
        let (views, favourites) = (money::count(l, views), money::count(l, favourites));
        view! { <small>{say!(l, wardrobe.interest, views = views, favourites = favourites)}</small> }
    });
    let (tone, why) = why(l, kept.why);
    let (removed, published) = (kept.removed_at, kept.published_at);
    let since = published.map(|at| {
        let date = dates::date(l, at);
        view! { <small>{say!(l, archive.online_since, date = date)}</small> }
    });
    let button = if kept.product_is_over {
        say!(l, archive.make_again)
    } else {
        say!(l, archive.list_again)
    };
    let label = format!("{button} {}", title_or_none(l, &kept.title));
    view! {
        <tr>
            <td class="photo">{cover}</td>
            <td class="what">
                <details>
                    <summary class="title">{title_or_none(l, &kept.title)}</summary>
                    <p class="prose">{kept.description}</p>
                </details>
                {interest}
            </td>
            <td class="number price">{kept.price.map(|price| money::amount(l, price))}</td>
            <td class="state"><Badge tone=tone text=why/></td>
            <td class="age">
                <time title=dates::exact(l, removed)>{move || dates::ago(l, removed, now.get())}</time>
                {since}
            </td>
            <td class="tie">
                <div class="tied">
                    <p class="item">
                        <a href=paths::product(kept.product)>{title_or_none(l, &kept.product_title)}</a>
                    </p>
                    <button form=AGAIN name="snapshot" value=kept.id.to_string() aria-label=label>{button}</button>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn why(l: Locale, why: TakenDown) -> (Tone, &'static str) {
    match why {
        TakenDown::Withdrawn => (Tone::Plain, say!(l, archive.why_withdrawn)),
        TakenDown::Closed => (Tone::Plain, say!(l, archive.why_closed)),
        TakenDown::Vanished => (Tone::Warn, say!(l, archive.why_vanished)),
    }
}

#[component]
fn Next(next: Option<SnapshotId>) -> impl IntoView {
    let l = locale();
    next.map(|after| {
        let path = paths::with_query(paths::ARCHIVE, &[("after", &after.to_string())]);
        view! {
            <nav class="pages" aria-label=say!(l, wardrobe.pages)>
                <a class="button" rel="next" href=path>
                    {say!(l, wardrobe.next_page)}
                    <Icon sign=Sign::Right/>
                </a>
            </nav>
        }
    })
}
