//! `/messages` and `/messages/{conversation}`: the inbox, and beside it the conversation one is in. The state is in the
//! address; what is shown is read again whenever something was done or a job moved.

use super::composer::Draft;
use super::empty::{NoneOpen, NothingYet};
use super::freshness::Freshness;
use super::inbox::List;
use super::place::Place;
use super::server_fns::{DISCARD, Inbox, READ, REPLY, open_conversation, read_inbox};
use super::talk::Talk;
use crate::act::Done;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::ui::{focus, keys};
use crate::words::locale;
use leptos::ev;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

#[component]
pub fn MessagesPage() -> AnyView {
    let l = locale();
    let live = Live::here();
    let toasts = Toasts::here();
    let (params, query) = (use_params_map(), use_query_map());
    let place =
        Memo::new(move |_| params.with(|params| query.with(|query| Place::read(params, query))));
    let filter = Memo::new(move |_| place.with(|place| place.filter.clone()));
    let chosen = Memo::new(move |_| place.with(|place| place.conversation));
    let acts = RwSignal::new(0_u32);
    let draft = Draft::default();
    let inbox = asked(
        move || {
            (
                filter.get(),
                live.turns.get(),
                live.unread.get(),
                acts.get(),
            )
        },
        |(filter, ..)| read_inbox(filter),
    );
    let talk = asked(
        move || (chosen.get(), live.turns.get(), acts.get()),
        async |(chosen, ..)| match chosen {
            Some(conversation) => Some(open_conversation(conversation).await),
            None => None,
        },
    );
    let done = Callback::new(move |done: Done| {
        match done.action.as_str() {
            REPLY => draft.clear(),
            READ => toasts.say(Tone::Good, say!(l, conversations.reading_asked).to_owned()),
            DISCARD => toasts.say(Tone::Good, say!(l, conversations.discarded).to_owned()),
            _ => {}
        }
        acts.try_update(|acts| *acts += 1);
    });
    listen_to_keys();
    view! {
        <Title text=say!(l, conversations.title)/>
        <div class="page messages" class:reading=move || chosen.get().is_some()>
            <header class="page-head">
                <h1>{say!(l, conversations.title)}</h1>
                <a class="button" href=paths::CANNED>{say!(l, conversations.canned)}</a>
            </header>
            <div class="panes">
                <section class="inbox card" aria-label=say!(l, conversations.inbox)>
                    <Transition fallback=|| view! { <Skeleton rows=8/> }>
                        {move || Suspend::new(async move {
                            let place = place.get();
                            match inbox.await {
                                Ok(inbox) => view! { <Rows place=place inbox=inbox done=done/> }.into_any(),
                                Err(error) => view! { <Failed error=error/> }.into_any(),
                            }
                        })}
                    </Transition>
                </section>
                <section class="talk card" aria-label=say!(l, conversations.conversation)>
                    <Transition fallback=|| view! { <Skeleton rows=8/> }>
                        {move || Suspend::new(async move {
                            let place = place.get();
                            match talk.await {
                                Some(Ok(talk)) => {
                                    view! { <Talk place=place talk=talk draft=draft done=done/> }.into_any()
                                }
                                Some(Err(error)) => view! { <Failed error=error/> }.into_any(),
                                None => view! { <NoneOpen/> }.into_any(),
                            }
                        })}
                    </Transition>
                </section>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Rows(place: Place, inbox: Inbox, done: Callback<Done>) -> AnyView {
    let Inbox { list, connection } = inbox;
    let reading = list.reading;
    let rows = if list.all == 0 {
        view! { <NothingYet read=reading.completed_at.is_some()/> }.into_any()
    } else {
        view! { <List place=place list=list/> }.into_any()
    };
    view! {
        <Freshness reading=reading connection=connection done=done/>
        {rows}
    }
    .into_any()
}

/// `/` searches, `j` and `k` walk the conversations, `r` replies; Enter opens, as links do.
fn listen_to_keys() {
    const ROWS: &str = ".inbox .rows a";
    let listener = window_event_listener(ev::keydown, |event| {
        let Some(key) = keys::plain(&event) else {
            return;
        };
        match key.as_str() {
            "/" => focus::on_first("#messages-search"),
            "j" | "ArrowDown" => focus::step(ROWS, 1),
            "k" | "ArrowUp" => focus::step(ROWS, -1),
            "r" => focus::on_first("#reply"),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}
