//! `/channels/vinted/wardrobe`: the whole page. Its state is in the address; what it shows is read again whenever
//! something was done or a reading of the wardrobe came on.

use super::chooser::Chooser;
use super::empty::{FirstSteps, NothingThere};
use super::head::{Head, Reading, SyncButton, pages_read};
use super::list::{BULK, List, ROW};
use super::news::News;
use super::picks::Picks;
use super::place::Place;
use super::server_fns::{MAKE, Wardrobe, read_wardrobe};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::ui::{focus, keys};
use crate::words::locale;
use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use stoflow_wire::wardrobe::{WardrobeCounts, WardrobeList};

#[component]
pub fn WardrobePage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let query = use_query_map();
    let place = Memo::new(move |_| query.with(Place::read));
    let filter = Memo::new(move |_| place.with(|place| place.filter.clone()));
    let pages = Memo::new(move |_| live.jobs.with(|jobs| pages_read(jobs)));
    let acts = RwSignal::new(0_u32);
    let wardrobe = asked(
        move || (filter.get(), live.turns.get(), acts.get(), pages.get()),
        |(filter, ..)| read_wardrobe(filter),
    );
    let (picks, news) = (Picks::default(), News::here(acts));
    let done = Callback::new(move |done: Done| news.tell(&done, picks));
    Effect::new(move |_| {
        filter.track();
        picks.clear();
    });
    listen_to_keys();
    let chosen = Memo::new(move |_| {
        place.with(|place| place.chooser.as_ref().map(|choosing| choosing.listing))
    });
    view! {
        <Title text=say!(l, wardrobe.title)/>
        <div class="page wardrobe">
            <header>
                <a class="crumb" href=paths::VINTED><Icon sign=Sign::Left/>{say!(l, wardrobe.back_to_vinted)}</a>
                <h1>{say!(l, wardrobe.title)}</h1>
                <a href=paths::ARCHIVE>{say!(l, archive.title)}</a>
            </header>
            <ActForm id=ROW action=MAKE done=done><Back/></ActForm>
            <ActForm id=BULK action=MAKE done=done><Back/></ActForm>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    let place = place.get();
                    match wardrobe.await {
                        Ok(wardrobe) => {
                            view! { <Body place=place wardrobe=wardrobe picks=picks done=done/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
            {move || chosen.get().map(|listing| {
                view! { <Chooser listing=listing place=place wardrobe=wardrobe news=news/> }
            })}
        </div>
    }
    .into_any()
}

#[component]
fn Body(place: Place, wardrobe: Wardrobe, picks: Picks, done: Callback<Done>) -> AnyView {
    let live = Live::here();
    let Wardrobe { list, connection } = wardrobe;
    let sync = list.sync;
    // Shared and not owned: what is shown lives on for a moment when the rows are read again.
    let connection =
        ArcMemo::new(move |_| live.connection.get().unwrap_or_else(|| connection.clone()));
    let reading = ArcMemo::new(move |_| live.jobs.with(|jobs| Reading::of(sync, jobs)));
    let empty = is_empty(&list);
    let there = reading.clone();
    view! {
        {move || {
            let (connection, reading) = (connection.clone(), reading.clone());
            if empty && reading.with(Reading::is_first) {
                view! {
                    <FirstSteps connection=connection.get()>
                        <SyncButton connection=connection reading=reading done=done/>
                    </FirstSteps>
                }
                .into_any()
            } else {
                view! { <Head connection=connection reading=reading done=done/> }.into_any()
            }
        }}
        {if empty {
            view! { <NothingThere reading=there/> }.into_any()
        } else {
            view! { <List place=place list=list picks=picks/> }.into_any()
        }}
    }
    .into_any()
}

/// Nothing was ever seen in the wardrobe.
fn is_empty(list: &WardrobeList) -> bool {
    let WardrobeCounts {
        to_link,
        suggested: _,
        making: _,
        twins: _,
        linked,
        gone,
    } = list.counts;
    list.rows.is_empty() && to_link + linked + gone == 0
}

/// `/` searches, `j` and `k` walk the rows, `x` ticks the one that has the focus; Enter opens, as links do.
fn listen_to_keys() {
    const ROWS: &str = ".listings .title";
    let listener = window_event_listener(ev::keydown, |event| {
        let Some(key) = keys::plain(&event) else {
            return;
        };
        match key.as_str() {
            "/" => focus::on_first("#wardrobe-search"),
            "j" | "ArrowDown" => focus::step(ROWS, 1),
            "k" | "ArrowUp" => focus::step(ROWS, -1),
            "x" => focus::press(".listings tr:focus-within .pick"),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}
