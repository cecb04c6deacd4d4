//! One word in its form: a new one, one that is changed, or one that could not be taken.

use super::sentences::field as field_name;
use super::server_fns::{SaveOwnWord, list_shared_words};
use crate::asked::asked_apart;
use crate::editing::Turn;
use crate::error::form::{FormFailure, refusal};
use crate::error::sentences::wrong;
use crate::paths;
use crate::products::form::lists::Suggested;
use crate::say;
use crate::ui::field::{Kind, SelectField, Spec, TextField};
use crate::visit::Refused;
use crate::words::locale;
use leptos::ev::Event;
use leptos::form::ActionForm;
use leptos::prelude::*;
use stoflow_wire::ids::OwnWordId;
use stoflow_wire::own_words::{OpenField, OwnWord};

/// The list of words that a new one may be like.
const LIKES: &str = "shared-words";

/// `field` is the one a new word is of, until another one is chosen. `before` is how it came back when it was sent without
/// scripts.
#[component]
pub fn Writing(
    edited: Option<OwnWord>,
    fields: Vec<OpenField>,
    field: String,
    before: Option<Refused>,
    turn: Turn<OwnWordId>,
    save: ServerAction<SaveOwnWord>,
) -> AnyView {
    let l = locale();
    let typed = |name, known: Option<&String>| {
        let typed = before.as_ref().map(|before| before.typed(name));
        typed.or_else(|| known.cloned()).unwrap_or_default()
    };
    let word = typed("word", edited.as_ref().map(|edited| &edited.name));
    let like = typed("like", edited.as_ref().map(|edited| &edited.like));
    let known = edited.as_ref().map(|edited| edited.field.clone());
    let first = fields.first().map(|first| first.field.clone());
    let chosen = known.or_else(|| Some(field).filter(|field| !field.is_empty()));
    let chosen = RwSignal::new(chosen.or(first).unwrap_or_default());
    let error = refusal(*save, before.as_ref());
    let button = turn.button();
    let title = if edited.is_some() {
        say!(l, own_words.edit)
    } else {
        say!(l, own_words.new_word)
    };
    let cancel = edited.as_ref().map(|_| {
        view! { <a class="button quiet" href=paths::OWN_WORDS>{say!(l, own_words.cancel)}</a> }
    });
    let place = if let Some(edited) = &edited {
        let name = field_name(l, &edited.field, &fields);
        view! {
            <p class="muted">{name}</p>
            <input type="hidden" name="own" value=edited.id.to_string()/>
        }
        .into_any()
    } else {
        let spec = Spec::new(
            "word-field",
            "field",
            say!(l, own_words.field),
            say!(l, own_words.field_hint),
        );
        view! {
            <div class="contents" on:change=move |event: Event| chosen.set(event_target_value(&event))>
                <SelectField wrong=wrong(l, error, "field") spec=spec>
                    {options(fields, &chosen.get_untracked())}
                </SelectField>
            </div>
        }
        .into_any()
    };
    let of_word = Spec::new(
        "word",
        "word",
        say!(l, own_words.word),
        say!(l, own_words.word_hint),
    );
    let of_like = Spec::new(
        "like",
        "like",
        say!(l, own_words.like),
        say!(l, own_words.like_hint),
    );
    view! {
        <section class="card">
            <h2>{title}</h2>
            <ActionForm action=save attr:novalidate=true>
                <div class="word-form">
                    {place}
                    <div class="pair">
                        <TextField wrong=wrong(l, error, "word") spec=of_word.holding(word)/>
                        <TextField kind=Kind::suggested_by(LIKES) wrong=wrong(l, error, "like") spec=of_like.holding(like)/>
                    </div>
                    <Likes field=chosen.into()/>
                    <FormFailure error=error/>
                    <div class="row">
                        <button node_ref=button class="primary" disabled=save.pending()>{say!(l, own_words.save)}</button>
                        {cancel}
                    </div>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

fn options(fields: Vec<OpenField>, chosen: &str) -> AnyView {
    let options = fields.into_iter().map(|open| {
        let selected = open.field == chosen;
        view! { <option value=open.field selected=selected>{open.label}</option> }
    });
    options.collect_view().into_any()
}

/// The shared words of the field that is chosen.
#[component]
fn Likes(field: Signal<String>) -> AnyView {
    let likes = asked_apart(move || field.get(), list_shared_words);
    view! {
        <Transition>
            {move || {
                let likes = likes.clone();
                Suspend::new(async move {
                    let words = likes.await.unwrap_or_default();
                    view! { <Suggested id=LIKES texts=Signal::stored(words)/> }
                })
            }}
        </Transition>
    }
    .into_any()
}
