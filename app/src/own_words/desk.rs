//! The lists of the page: the seller's words, and their corrections.

use super::sentences::{field, items, removal, treatment};
use super::server_fns::{FORGET, REMOVE};
use crate::act::{ActForm, Done};
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::{Badge, Tone};
use crate::ui::empty::Empty;
use crate::ui::icon::Sign;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::own_words::{Correction, OwnWord, OwnWordsDesk};

#[component]
pub fn Words(desk: RwSignal<OwnWordsDesk>, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let is_empty = Memo::new(move |_| desk.with(|desk| desk.words.is_empty()));
    let words = move || desk.with(|desk| desk.words.clone());
    let card = move |word: OwnWord| {
        let kind = desk.with_untracked(|desk| field(l, &word.field, &desk.fields));
        view! { <Card word=word kind=kind removed=removed/> }
    };
    let list = move || {
        if is_empty.get() {
            return view! {
                <Empty sign=Sign::Tag title=say!(l, own_words.none_title) text=say!(l, own_words.none_text)>
                    ""
                </Empty>
            }
            .into_any();
        }
        // By all that a card tells: a question that is open stays at its word.
        view! { <ul class="word-list"><For each=words key=OwnWord::clone children=card/></ul> }
            .into_any()
    };
    list.into_any()
}

#[component]
fn Card(word: OwnWord, kind: String, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let question = removal(l, &word);
    let OwnWord {
        id,
        field,
        name,
        like,
        items: count,
    } = word;
    let treated = treatment(l, &field, like);
    view! {
        <li class="card">
            <div class="row">
                <h2 dir="auto">{name.clone()}</h2>
                <Badge tone=Tone::Plain text=kind/>
            </div>
            <p class="muted">{treated} " · " {items(l, count)}</p>
            <div class="row">
                <a class="button" href=paths::own_word(id) aria-label=say!(l, own_words.edit_this, name = name)>
                    {say!(l, own_words.edit_button)}
                </a>
                <Ask label=say!(l, own_words.remove) question=question>
                    <ActForm action=REMOVE done=removed>
                        <input type="hidden" name="own" value=id.to_string()/>
                        <button class="danger">{say!(l, own_words.remove_sure)}</button>
                    </ActForm>
                </Ask>
            </div>
        </li>
    }
    .into_any()
}

#[component]
pub fn Corrections(desk: RwSignal<OwnWordsDesk>, forgotten: Callback<Done>) -> AnyView {
    let l = locale();
    let is_empty = Memo::new(move |_| desk.with(|desk| desk.corrections.is_empty()));
    let corrections = move || desk.with(|desk| desk.corrections.clone());
    let line = move |correction| view! { <Line correction=correction forgotten=forgotten/> };
    let list = move || {
        if is_empty.get() {
            view! { <p class="muted">{say!(l, own_words.no_corrections)}</p> }.into_any()
        } else {
            view! { <ul class="corrections"><For each=corrections key=Correction::clone children=line/></ul> }
                .into_any()
        }
    };
    view! {
        <section class="card">
            <h2>{say!(l, own_words.corrections)}</h2>
            <p class="muted">{say!(l, own_words.corrections_text)}</p>
            {list}
        </section>
    }
    .into_any()
}

#[component]
fn Line(correction: Correction, forgotten: Callback<Done>) -> AnyView {
    let l = locale();
    let Correction {
        id,
        field: of,
        ours,
        instead,
        theirs,
    } = correction;
    let is_gone = theirs.is_empty();
    let instead = (!instead.is_empty() && instead != theirs).then(
        || view! { <span class="muted">{say!(l, own_words.instead_of, value = instead)}</span> },
    );
    let gone = is_gone.then(|| view! { <Badge tone=Tone::Warn text=say!(l, own_words.gone)/> });
    view! {
        <li>
            <p>
                <span class="muted">{field(l, &of, &[])} " · "</span>
                <strong dir="auto">{ours}</strong>
                " → "
                <span>{theirs}</span>
                " "
                {instead}
                {gone}
            </p>
            <ActForm action=FORGET done=forgotten>
                <input type="hidden" name="back" value=paths::OWN_WORDS/>
                <button class="quiet" name="own" value=id.to_string()>{say!(l, own_words.forget)}</button>
            </ActForm>
        </li>
    }
    .into_any()
}
