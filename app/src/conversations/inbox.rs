//! The conversations as a list: tabs and search above it.

use super::empty::NothingHere;
use super::place::{Place, TABS};
use super::sentences;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::ui::badge::Badge;
use crate::ui::icon::{Icon, Sign};
use crate::words::{dates, locale, money};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use stoflow_wire::conversations::{ConversationList, ConversationRow, ConversationShow};
use stoflow_wire::ids::ConversationId;

#[component]
pub fn List(place: Place, list: ConversationList) -> AnyView {
    let l = locale();
    let (all, unread, next) = (list.all, list.unread, list.next);
    let rows = if list.rows.is_empty() {
        view! { <NothingHere place=place.clone()/> }.into_any()
    } else {
        let rows = list.rows.into_iter();
        let rows = rows.map(|row| view! { <Row place=place.clone() row=row/> });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <nav class="chips" aria-label=say!(l, conversations.filter)>
            {TABS
                .map(|(show, _)| {
                    let count = if show == ConversationShow::All { all } else { unread };
                    let chosen = place.filter.show == show;
                    view! {
                        <a
                            class="chip"
                            href=place.showing(show).path()
                            aria-current=chosen.then_some("page")
                        >
                            {sentences::tab(l, show)} " " <span class="count">{money::count(l, count)}</span>
                        </a>
                    }
                })
                .collect_view()}
        </nav>
        <Search place=place.clone()/>
        {rows}
        <Pages place=place next=next/>
    }
    .into_any()
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
            aria-label=say!(l, conversations.search)
            method="get"
            action=paths::MESSAGES
            on:submit=on_submit
        >
            <Icon sign=Sign::Search/>
            <input
                node_ref=input
                id="messages-search"
                type="search"
                name="search"
                autocomplete="off"
                aria-label=say!(l, conversations.search)
                placeholder=say!(l, conversations.search_hint)
                aria-keyshortcuts="/"
                value=place.filter.search
            />
            {(!tab.is_empty()).then(|| view! { <input type="hidden" name="show" value=tab/> })}
        </form>
    }
    .into_any()
}

#[component]
fn Row(place: Place, row: ConversationRow) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let at = row.updated_at;
    let chosen = place.conversation == Some(row.id);
    let badge = row
        .reply
        .and_then(|state| sentences::reply_badge(l, state))
        .map(|(tone, text)| view! { <Badge tone=tone text=text/> });
    let thumb = match row.thumb {
        Some(url) => {
            view! { <img src=url alt="" width="48" height="48" loading="lazy"/> }.into_any()
        }
        None => view! { <span class="no-thumb"><Icon sign=Sign::Mail/></span> }.into_any(),
    };
    let unread = row.unread.then(|| {
        view! { <span class="dot info"></span><span class="unseen">{say!(l, conversations.unread)}</span> }
    });
    view! {
        <li>
            <a
                href=place.opening(Some(row.id)).path()
                class:unread=row.unread
                aria-current=chosen.then_some("page")
            >
                {thumb}
                <span class="about">
                    <span class="top">
                        <strong dir="auto">{named(l, row.login)}</strong>
                        <time title=dates::exact(l, at)>{move || dates::age(l, at, now.get())}</time>
                    </span>
                    <span class="item" dir="auto">{row.title}</span>
                    <span class="preview"><span dir="auto">{row.preview}</span> {badge} {unread}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// Members who left the site have no name any more.
pub fn named(l: crate::words::Locale, login: String) -> String {
    if login.trim().is_empty() {
        say!(l, conversations.nameless).to_owned()
    } else {
        login
    }
}

#[component]
fn Pages(place: Place, next: Option<ConversationId>) -> impl IntoView {
    let l = locale();
    let first = place
        .filter
        .after
        .map(|_| view! { <a class="button" href=place.starting_after(None).path()>{say!(l, conversations.first_page)}</a> });
    let further = next
        .map(|next| view! { <a class="button" href=place.starting_after(Some(next)).path()>{say!(l, conversations.next_page)}</a> });
    (first.is_some() || further.is_some()).then(|| {
        view! { <nav class="pages" aria-label=say!(l, conversations.pages)>{first} {further}</nav> }
    })
}
