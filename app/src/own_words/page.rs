//! `/settings/words`: the seller's own words with how many items use each, one form to write them, and what they said of
//! Vinted's.

use super::desk::{Corrections, Words};
use super::server_fns::{SaveOwnWord, read_own_words};
use super::writing::Writing;
use crate::act::{Done, follow, reread};
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::head::Head;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::visit::{Form, refused};
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::ids::OwnWordId;
use stoflow_wire::own_words::OwnWordsDesk;

#[component]
pub fn OwnWordsPage() -> AnyView {
    let l = locale();
    let desk = asked(|| (), |()| read_own_words());
    view! {
        <Title text=say!(l, own_words.title)/>
        <div class="page narrow own-words">
            <Head above=paths::SETTINGS back=say!(l, settings.title) title=say!(l, own_words.title) text=say!(l, own_words.text)/>
            <Suspense fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) => view! { <Body desk=desk/> }.into_any(),
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Body(desk: OwnWordsDesk) -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let query = address::query();
    let asked_for = move |name: &str| query.with(|query| query.get(name));
    let field = Memo::new(move |_| asked_for("field").unwrap_or_default());
    let desk = RwSignal::new(desk);
    // As long as it is there.
    let chosen = Memo::new(move |_| {
        let chosen = asked_for("edit")?.parse::<OwnWordId>().ok()?;
        let is_there = |desk: &OwnWordsDesk| desk.words.iter().any(|word| word.id == chosen);
        desk.with(is_there).then_some(chosen)
    });
    let (acts, saves) = (RwSignal::new(0_u32), RwSignal::new(0_u32));
    let save = ServerAction::<SaveOwnWord>::new();
    follow(*save, saves, say!(l, own_words.saved), paths::OWN_WORDS);
    reread(move || acts.get() + saves.get(), desk, read_own_words);
    let act = move |told: &'static str| {
        Callback::new(move |_: Done| {
            toasts.say(Tone::Good, told.to_owned());
            acts.try_update(|acts| *acts += 1);
        })
    };
    let removed = act(say!(l, own_words.removed));
    let forgotten = act(say!(l, own_words.correction_removed));
    let turn = move || (chosen.get(), field.get(), saves.get());
    let (first, before) = (untrack(turn), StoredValue::new(refused(Form::OwnWord)));
    // One for each word and after each save: what was typed for one word, or refused, stands in no other's form.
    let writing = move |turn: (Option<OwnWordId>, String, u32)| {
        save.clear();
        let before = before.get_value().filter(|_| turn == first);
        let (chosen, field, saves) = turn;
        let (edited, fields) = desk.with_untracked(|desk| {
            let mut words = desk.words.iter();
            let edited = words.find(|word| Some(word.id) == chosen);
            (edited.cloned(), desk.fields.clone())
        });
        view! { <Writing edited=edited fields=fields field=field before=before saves=saves save=save/> }
    };
    view! {
        <For each=move || [turn()] key=Clone::clone children=writing/>
        <Words desk=desk removed=removed/>
        <Corrections desk=desk forgotten=forgotten/>
    }
    .into_any()
}
