//! The lists of the page: the seller's words, and their corrections.

use super::sentences::{field, items, removal};
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
use stoflow_wire::own_words::{Correction, OpenField, OwnWord};

#[component]
pub fn Words(words: Vec<OwnWord>, fields: Vec<OpenField>, removed: Callback<Done>) -> AnyView {
    let l = locale();
    if words.is_empty() {
        return view! {
            <Empty sign=Sign::Tag title=say!(l, own_words.none_title) text=say!(l, own_words.none_text)>
                ""
            </Empty>
        }
        .into_any();
    }
    let cards = words.into_iter().map(|word| {
        let kind = field(l, &word.field, &fields);
        view! { <Card word=word kind=kind removed=removed/> }
    });
    view! { <ul class="word-list">{cards.collect_view()}</ul> }.into_any()
}

#[component]
fn Card(word: OwnWord, kind: String, removed: Callback<Done>) -> AnyView {
    let l = locale();
    let question = removal(l, &word);
    let OwnWord {
        id,
        name,
        like,
        items: count,
        ..
    } = word;
    let treated = if like.is_empty() {
        say!(l, own_words.text_only).to_owned()
    } else {
        say!(l, own_words.treated_as, word = like)
    };
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
pub fn Corrections(corrections: Vec<Correction>, forgotten: Callback<Done>) -> AnyView {
    let l = locale();
    let list = if corrections.is_empty() {
        view! { <p class="muted">{say!(l, own_words.no_corrections)}</p> }.into_any()
    } else {
        let lines = corrections.into_iter();
        let lines =
            lines.map(|correction| view! { <Line correction=correction forgotten=forgotten/> });
        view! { <ul class="corrections">{lines.collect_view()}</ul> }.into_any()
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
        ..
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
