//! `/sales`: the whole page. Its state is in the address; what it shows is read again whenever something was done or a
//! reading came on.

use super::empty::NeverRead;
use super::head::{Head, ReadButton, ended, pages_read};
use super::labels::{LABELS, Morning};
use super::list::List;
use super::month::Months;
use super::place::Place;
use super::proposals::Proposals;
use super::sentences;
use super::server_fns::{FETCH, FETCH_ALL, LEAVE, READ, Sales, TAKE_BACK, list_sales};
use crate::act::{ActForm, Done};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::outer::Back;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::ui::{focus, keys};
use crate::words::{Locale, locale};
use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use std::time::Duration;
use stoflow_wire::sales::SaleShow;

/// So long a new tab takes to have its PDF: then the list knows what was printed.
const PRINTED: Duration = Duration::from_secs(3);

#[component]
pub fn SalesPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let toasts = Toasts::here();
    let query = use_query_map();
    let place = Memo::new(move |_| query.with(Place::read));
    let moved = Memo::new(move |_| live.jobs.with(|jobs| (ended(jobs), pages_read(jobs))));
    let acts = RwSignal::new(0_u32);
    let sales = asked(
        move || {
            (
                place.get().filter,
                live.turns.get(),
                acts.get(),
                moved.get(),
            )
        },
        |(filter, ..)| list_sales(filter),
    );
    let done = Callback::new(move |done: Done| {
        if let Some(text) = told(l, &done) {
            toasts.say(Tone::Good, text);
        }
        acts.try_update(|acts| *acts += 1);
    });
    let printed = Callback::new(move |()| {
        let again = move || {
            acts.try_update(|acts| *acts += 1);
        };
        set_timeout(again, PRINTED);
    });
    listen_to_keys();
    view! {
        <Title text=say!(l, sales.title)/>
        <div class="page wardrobe">
            <header class="page-head">
                <h1>{say!(l, sales.title)}</h1>
                <a class="button quiet" href=paths::RECEIPTS>{say!(l, receipts.link)}</a>
                <a class="button" href=paths::PICK_LIST><Icon sign=Sign::Layers/>{say!(l, sales.pick_list)}</a>
            </header>
            <ActForm id=LABELS action=FETCH_ALL done=done><Back/></ActForm>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    let place = place.get();
                    match sales.await {
                        Ok(sales) => {
                            view! { <Body place=place sales=sales done=done printed=printed/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
            <Months acts=acts/>
        </div>
    }
    .into_any()
}

/// What was done, in words.
pub fn told(l: Locale, done: &Done) -> Option<String> {
    match done.action.as_str() {
        READ => Some(say!(l, sales.read_asked).to_owned()),
        FETCH | FETCH_ALL => {
            let report = serde_json::from_str(&done.answer).unwrap_or_default();
            Some(sentences::asked(l, report))
        }
        TAKE_BACK => Some(say!(l, sales.taken_back).to_owned()),
        LEAVE => Some(say!(l, sales.left_sold).to_owned()),
        _ => None,
    }
}

#[component]
fn Body(place: Place, sales: Sales, done: Callback<Done>, printed: Callback<()>) -> AnyView {
    let live = Live::here();
    let Sales { list, connection } = sales;
    // Shared and not owned: what is shown lives on for a moment when the rows are read again.
    let connection =
        ArcMemo::new(move |_| live.connection.get().unwrap_or_else(|| connection.clone()));
    let reading = list.reading;
    let nothing = list.counts.all() == 0;
    if nothing && reading.completed_at.is_none() && reading.running.is_none() {
        return view! {
            <NeverRead>
                <ReadButton reading=reading connection=connection done=done/>
            </NeverRead>
        }
        .into_any();
    }
    let morning = (place.filter.show == SaleShow::ToShip).then(|| {
        view! { <Morning counts=list.counts rows=list.rows.clone() printed=printed/> }
    });
    view! {
        <Head reading=reading connection=connection done=done/>
        <Proposals proposals=list.proposals.clone() done=done/>
        {morning}
        <List place=place list=list printed=printed/>
    }
    .into_any()
}

/// `/` searches, `j` and `k` walk the rows, `x` ticks the one that has the focus; Enter opens, as links do.
fn listen_to_keys() {
    const ROWS: &str = ".sales .title";
    let listener = window_event_listener(ev::keydown, |event| {
        let Some(key) = keys::plain(&event) else {
            return;
        };
        match key.as_str() {
            "/" => focus::on_first("#sales-search"),
            "j" | "ArrowDown" => focus::step(ROWS, 1),
            "k" | "ArrowUp" => focus::step(ROWS, -1),
            "x" => focus::press(".sales tr:focus-within .pick"),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}
