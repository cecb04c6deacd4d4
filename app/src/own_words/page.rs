//! `/settings/words`: the seller's own words with how many items use each, one form to write them, and what they said of
//! Vinted's.

use super::desk::{Corrections, Words};
use super::server_fns::{SaveOwnWord, read_own_words};
use super::writing::Writing;
use crate::act::{Done, follow};
use crate::address;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::head::Head;
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;
use stoflow_wire::ids::OwnWordId;
use stoflow_wire::own_words::OwnWordsDesk;

#[component]
pub fn OwnWordsPage() -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let acts = RwSignal::new(0_u32);
    let query = address::query();
    let asked_for = move |name: &str| query.with(|query| query.get(name));
    let chosen = Memo::new(move |_| asked_for("edit")?.parse::<OwnWordId>().ok());
    let field = Memo::new(move |_| asked_for("field").unwrap_or_default());
    let desk = asked(move || acts.get(), |_| read_own_words());
    let save = ServerAction::<SaveOwnWord>::new();
    follow(*save, acts, say!(l, own_words.saved), paths::OWN_WORDS);
    let removed = Callback::new(move |_: Done| {
        toasts.say(Tone::Good, say!(l, own_words.removed).to_owned());
        acts.try_update(|acts| *acts += 1);
    });
    let forgotten = Callback::new(move |_: Done| {
        toasts.say(Tone::Good, say!(l, own_words.correction_removed).to_owned());
        acts.try_update(|acts| *acts += 1);
    });
    view! {
        <Title text=say!(l, own_words.title)/>
        <div class="page narrow own-words">
            <Head above=paths::SETTINGS back=say!(l, settings.title) title=say!(l, own_words.title) text=say!(l, own_words.text)/>
            <Transition fallback=|| view! { <Skeleton rows=6/> }>
                {move || Suspend::new(async move {
                    let (chosen, field) = (chosen.get(), field.get());
                    match desk.await {
                        Ok(desk) => {
                            view! {
                                <Body desk=desk chosen=chosen field=field save=save removed=removed forgotten=forgotten/>
                            }
                            .into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Body(
    desk: OwnWordsDesk,
    chosen: Option<OwnWordId>,
    field: String,
    save: ServerAction<SaveOwnWord>,
    removed: Callback<Done>,
    forgotten: Callback<Done>,
) -> AnyView {
    let OwnWordsDesk {
        words,
        corrections,
        fields,
    } = desk;
    let edited = words.iter().find(|word| Some(word.id) == chosen).cloned();
    view! {
        <Writing edited=edited fields=fields.clone() field=field save=save/>
        <Words words=words fields=fields removed=removed/>
        <Corrections corrections=corrections forgotten=forgotten/>
    }
    .into_any()
}
