//! Adding a word of one's own where the form's list has none: a link to the page of the own words, and where scripts run a room
//! for it on the spot. The new word is chosen at once. What is typed here is none of the item's: its form does not hear of it.

use super::server_fns::coin_word;
use crate::error::{AppError, sentences};
use crate::paths;
use crate::products::catalogue::Word;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::{focus, outer};
use crate::words::locale;
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::html::{A, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::own_words::LONGEST;

/// Puts a coined word to the boxes that came `later`, and ticks its box, which is called `name`.
pub fn ticking<Boxed: Send + Sync + 'static>(
    name: impl Into<String>,
    later: RwSignal<Vec<Boxed>>,
    boxed: fn(Word) -> Boxed,
) -> Callback<Word> {
    let name = name.into();
    Callback::new(move |word: Word| {
        let place = format!("[name='{name}'][value='{}']", word.key);
        later.update(|later| later.push(boxed(word)));
        request_animation_frame(move || focus::press(&place));
    })
}

/// Words of `field`; `coined` is told of each.
#[component]
pub fn Coin(#[prop(into)] field: String, coined: Callback<Word>) -> AnyView {
    let l = locale();
    let open = RwSignal::new(false);
    let link = NodeRef::<A>::new();
    // Where the way here began the keyboard goes on, once that is on show again.
    let close = Callback::new(move |()| {
        open.try_set(false);
        request_animation_frame(move || {
            if let Some(link) = link.try_get_untracked().flatten() {
                focus::on(&link);
            }
        });
    });
    let page = paths::new_word(&field);
    let place = format!("coin-{}", field.replace('.', "-"));
    let room = place.clone();
    let opened = move |event: MouseEvent| {
        event.prevent_default();
        open.set(true);
        let room = format!("#{room}");
        request_animation_frame(move || focus::on_first(&room));
    };
    view! {
        <div class="coin">
            <a node_ref=link class="button quiet" href=page hidden=open on:click=opened>
                <Icon sign=Sign::Plus/>
                {say!(l, own_words.coin)}
            </a>
            {move || {
                let (field, place) = (field.clone(), place.clone());
                open.get().then(|| view! { <Room field=field place=place close=close coined=coined/> })
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Room(field: String, place: String, close: Callback<()>, coined: Callback<Word>) -> AnyView {
    let l = locale();
    let typed = NodeRef::<Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let error = format!("error-{place}");
    let add = Callback::new(move |()| {
        let Some(word) = typed.get_untracked().map(|input| input.value()) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let field = field.clone();
        spawn_local(async move {
            let answer = coin_word(field, word).await;
            busy.try_set(false);
            match answer {
                Ok(word) => {
                    close.try_run(());
                    coined.try_run(Word {
                        key: word.key,
                        label: word.name,
                    });
                }
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => {
                    let told = error.field("word");
                    let told = told.map(|problem| sentences::problem(l, "word", &problem));
                    wrong.try_set(Some(told.unwrap_or_else(|| sentences::failure(l, &error))));
                }
            }
        });
    });
    // The item's own form is around it: Enter adds the word and saves nothing.
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            add.run(());
        }
        "Escape" => close.run(()),
        _ => {}
    };
    let unheard = |event: Event| event.stop_propagation();
    view! {
        <div class="coin-room" on:input=unheard on:change=unheard class:wrong=move || wrong.with(Option::is_some)>
            <input
                id=place
                node_ref=typed
                type="text"
                autocomplete="off"
                maxlength=LONGEST.to_string()
                aria-label=say!(l, own_words.coin_hint)
                placeholder=say!(l, own_words.coin_hint)
                aria-describedby=error.clone()
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                on:keydown=on_key
            />
            <button type="button" disabled=busy on:click=move |_| add.run(())>{say!(l, own_words.coin_add)}</button>
            <p class="error" id=error role="status">{move || wrong.get()}</p>
        </div>
    }
    .into_any()
}
