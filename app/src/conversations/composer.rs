//! Writing a reply: a text, canned replies to begin with, and how much of a day's replies is left.

use super::place::Place;
use super::server_fns::REPLY;
use crate::act::{ActForm, Done};
use crate::error::sentences::failure;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::ui::notice::NoticeBox;
use crate::ui::outer::Back;
use crate::ui::raw::inside_textarea;
use crate::ui::{focus, keys};
use crate::visit::{Form, refused};
use crate::words::locale;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use stoflow_wire::conversations::{CannedReply, ConversationView, ReplyState};
use stoflow_wire::ids::ConversationId;

/// Characters of one reply.
const LONGEST: usize = 2_000;

/// What is being typed, and where. It outlives the conversation being read again.
#[derive(Clone, Copy)]
pub struct Draft {
    text: RwSignal<String>,
    of: StoredValue<Option<ConversationId>>,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            of: StoredValue::new(None),
        }
    }
}

impl Draft {
    /// Begins anew in another conversation.
    fn begin(self, conversation: ConversationId, with: &str) {
        if self.of.get_value() != Some(conversation) {
            self.of.set_value(Some(conversation));
            self.text.set(with.to_owned());
        }
    }

    pub fn clear(self) {
        self.text.set(String::new());
    }

    /// A canned reply stands behind what was typed already.
    fn insert(self, text: &str) {
        self.text.update(|typed| {
            if !typed.is_empty() && !typed.ends_with(char::is_whitespace) {
                typed.push('\n');
            }
            typed.push_str(text);
        });
    }
}

#[component]
pub fn Composer(
    place: Place,
    talk: ConversationView,
    draft: Draft,
    done: Callback<Done>,
) -> AnyView {
    let l = locale();
    let waits = talk
        .replies
        .iter()
        .any(|reply| matches!(reply.state, ReplyState::Queued | ReplyState::InDoubt));
    let obstacle = if !talk.allow_reply {
        Some(say!(l, conversations.closed).to_owned())
    } else if talk.left_today == 0 {
        Some(say!(l, conversations.day_is_full, most = talk.most_a_day))
    } else if waits {
        Some(say!(l, conversations.one_waits).to_owned())
    } else {
        None
    };
    match obstacle {
        Some(why) => view! { <NoticeBox tone=Tone::Info>{why}</NoticeBox> }.into_any(),
        None => view! { <Writing place=place talk=talk draft=draft done=done/> }.into_any(),
    }
}

#[component]
fn Writing(place: Place, talk: ConversationView, draft: Draft, done: Callback<Done>) -> AnyView {
    let l = locale();
    let before = refused(Form::Reply);
    let canned = talk.canned.iter();
    let chosen = canned
        .clone()
        .find(|canned| Some(canned.id) == place.canned);
    let begun = before.as_ref().map(|before| before.typed("body"));
    let begun = begun.or_else(|| chosen.map(|canned| canned.text.clone()));
    let begun = begun.unwrap_or_default();
    draft.begin(talk.id, &begun);
    let wrong = before.map(|before| failure(l, &before.error));
    let text = draft.text;
    let length = move || text.with(|text| text.trim().chars().count());
    let on_keydown = |event: KeyboardEvent| {
        if keys::command(&event, "Enter") {
            event.prevent_default();
            focus::press("#send-reply");
        }
    };
    let left = talk.left_today;
    view! {
        <ActForm action=REPLY done=done>
            <Back/>
            <input type="hidden" name="conversation" value=talk.id.to_string()/>
            <input type="hidden" name="key" value=talk.key/>
            <div class="composer">
                <label class="unseen" for="reply">{say!(l, conversations.your_reply)}</label>
                <textarea
                    id="reply"
                    name="body"
                    rows="3"
                    dir="auto"
                    placeholder=say!(l, conversations.your_reply)
                    aria-describedby="reply-error reply-hint"
                    aria-keyshortcuts="Control+Enter"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=on_keydown
                >
                    {inside_textarea(&begun)}
                </textarea>
                <p class="error" id="reply-error">{wrong}</p>
                <div class="row">
                    <Picker place=place canned=talk.canned draft=draft/>
                    <p class="hint" id="reply-hint">
                        <span class:over=move || { length() > LONGEST }>{length} " / " {LONGEST}</span>
                        " · "
                        {say!(l, conversations.left_today, left = left)}
                    </p>
                    <button class="primary" id="send-reply">{say!(l, conversations.send)}</button>
                </div>
            </div>
        </ActForm>
    }
    .into_any()
}

/// Links without scripts, which load the page with the text in its place.
#[component]
fn Picker(place: Place, canned: Vec<CannedReply>, draft: Draft) -> AnyView {
    let l = locale();
    let face = view! { <Icon sign=Sign::Layers/> <span>{say!(l, conversations.canned)}</span> };
    let entries = canned.into_iter().map(|canned| {
        let path = place.beginning_with(canned.id).path();
        let text = canned.text;
        let on_click = move |event: MouseEvent| {
            event.prevent_default();
            draft.insert(&text);
            focus::on_first("#reply");
        };
        view! { <a href=path on:click=on_click rel="external" dir="auto">{canned.name}</a> }
    });
    let entries = entries.collect_view();
    view! {
        <Menu label=say!(l, conversations.canned) face=face.into_any()>
            {entries}
            <a href=paths::CANNED>{say!(l, conversations.edit_canned)}</a>
        </Menu>
    }
    .into_any()
}
