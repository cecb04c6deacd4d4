//! Messages before their first reading, and places with nothing in them: always the one next step.

use super::place::Place;
use crate::paths;
use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::Sign;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::conversations::ConversationShow;

/// No conversation was ever read.
#[component]
pub fn NothingYet(
    /// They were read, and there are none.
    read: bool,
) -> AnyView {
    let l = locale();
    let (title, text) = if read {
        (
            say!(l, conversations.none_title),
            say!(l, conversations.none_text),
        )
    } else {
        (
            say!(l, conversations.first_title),
            say!(l, conversations.first_text),
        )
    };
    view! {
        <Empty sign=Sign::Mail title=title text=text>
            <a class="button" href=paths::CANNED>{say!(l, conversations.prepare_canned)}</a>
        </Empty>
    }
    .into_any()
}

/// A tab or a search without a conversation.
#[component]
pub fn NothingHere(place: Place) -> AnyView {
    let l = locale();
    let (title, text) = if place.filter.search.is_empty() {
        (
            say!(l, conversations.all_read_title),
            say!(l, conversations.all_read_text),
        )
    } else {
        (
            say!(l, conversations.no_match_title),
            say!(l, conversations.no_match_text),
        )
    };
    let all = place
        .searching(String::new())
        .showing(ConversationShow::All);
    view! {
        <Empty sign=Sign::Check title=title text=text>
            <a class="button" href=all.path()>{say!(l, conversations.show_everything)}</a>
        </Empty>
    }
    .into_any()
}

/// The place beside the list while no conversation is open.
#[component]
pub fn NoneOpen() -> AnyView {
    let l = locale();
    view! {
        <Empty sign=Sign::Mail title=say!(l, conversations.choose_title) text=say!(l, conversations.choose_text)>
            ""
        </Empty>
    }
    .into_any()
}
