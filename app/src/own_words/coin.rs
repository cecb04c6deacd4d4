//! Adding a word of one's own where the form's list has none: a link to the page of the own words, and where scripts run a room
//! for it on the spot. The new word is chosen at once.

use super::server_fns::coin_word;
use crate::error::{AppError, sentences};
use crate::paths;
use crate::products::catalogue::Word;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::{focus, outer};
use crate::words::locale;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Words of `field`; `coined` is told of each.
#[component]
pub fn Coin(#[prop(into)] field: String, coined: Callback<Word>) -> AnyView {
    let l = locale();
    let open = RwSignal::new(false);
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
            <a class="button quiet" href=page hidden=open on:click=opened>
                <Icon sign=Sign::Plus/>
                {say!(l, own_words.coin)}
            </a>
            {move || {
                let (field, place) = (field.clone(), place.clone());
                open.get().then(|| view! { <Room field=field place=place open=open coined=coined/> })
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Room(field: String, place: String, open: RwSignal<bool>, coined: Callback<Word>) -> AnyView {
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
                    open.try_set(false);
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
        "Escape" => open.set(false),
        _ => {}
    };
    view! {
        <div class="coin-room" class:wrong=move || wrong.with(Option::is_some)>
            <input
                id=place
                node_ref=typed
                type="text"
                autocomplete="off"
                maxlength="60"
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
