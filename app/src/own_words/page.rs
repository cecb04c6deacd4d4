//! `/settings/words`: the seller's own words with how many items use each, one form to write them, and what they said of
//! Vinted's.

use super::desk::{Corrections, Words};
use super::server_fns::{SaveOwnWord, read_own_words};
use super::writing::Writing;
use crate::address;
use crate::asked::asked;
use crate::editing::{Editing, Turn};
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::head::Head;
use crate::ui::skeleton::Skeleton;
use crate::visit::Form;
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
    let field = address::query().with_untracked(|query| query.get("field"));
    let field = field.unwrap_or_default();
    let desk = RwSignal::new(desk);
    let editing = Editing::new(Form::OwnWord, move |id: OwnWordId| {
        desk.with(|desk| desk.words.iter().any(|word| word.id == id))
    });
    let save = ServerAction::<SaveOwnWord>::new();
    editing.saved(*save, say!(l, own_words.saved), paths::OWN_WORDS);
    editing.reread(desk, read_own_words);
    let removed = editing.done(say!(l, own_words.removed));
    let forgotten = editing.done(say!(l, own_words.correction_removed));
    let writing = move |turn: Turn<OwnWordId>| {
        save.clear();
        let (edited, fields) = desk.with_untracked(|desk| {
            let mut words = desk.words.iter();
            let edited = words.find(|word| Some(word.id) == turn.chosen);
            (edited.cloned(), desk.fields.clone())
        });
        view! {
            <Writing edited=edited fields=fields field=field.clone() before=editing.before(turn) turn=turn save=save/>
        }
    };
    view! {
        <For each=move || [editing.turn()] key=Clone::clone children=writing/>
        <Words desk=desk removed=removed/>
        <Corrections desk=desk forgotten=forgotten/>
    }
    .into_any()
}
