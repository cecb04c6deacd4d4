//! What a word may be on Vinted: its real values, to search in and to choose one of. A form each, so that it does without
//! scripts.

use super::server_fns::CORRECT;
use crate::act::{ActForm, Done};
use crate::paths;
use crate::say;
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::ids::ProductId;
use stoflow_wire::own_words::{TheirValue, Understood};

#[component]
pub fn Values(
    product: ProductId,
    word: Understood,
    search: String,
    values: Vec<TheirValue>,
    more: bool,
    corrected: Callback<Done>,
) -> AnyView {
    let l = locale();
    let here = paths::understood(product);
    let close = here.clone();
    let title = say!(l, own_words.choose_value, word = word.ours.clone());
    let nothing = values
        .is_empty()
        .then(|| view! { <p class="muted" role="status">{say!(l, own_words.no_value)}</p> });
    let more = more.then(|| view! { <p class="hint">{say!(l, own_words.more_values)}</p> });
    let buttons = values.into_iter().map(|choice| {
        let chosen = choice.label == word.theirs;
        view! {
            <button name="value" value=choice.value aria-pressed=chosen.to_string()>{choice.label}</button>
        }
    });
    let buttons = buttons.collect_view();
    let Understood { field, word, .. } = word;
    let name = title.clone();
    view! {
        <section class="their-values" aria-label=name>
            <h2>{title}</h2>
            <form class="row" method="get" action=here role="search">
                <input type="hidden" name="field" value=field.clone()/>
                <input type="hidden" name="word" value=word.clone()/>
                <input
                    type="search"
                    name="search"
                    value=search
                    autocomplete="off"
                    aria-label=say!(l, own_words.search)
                    placeholder=say!(l, own_words.search)
                />
                <button>{say!(l, own_words.search_button)}</button>
                <a class="button quiet" href=close>{say!(l, own_words.close)}</a>
            </form>
            {nothing}
            <ActForm action=CORRECT done=corrected>
                <input type="hidden" name="product" value=product.to_string()/>
                <input type="hidden" name="field" value=field/>
                <input type="hidden" name="word" value=word/>
                <div class="value-list">{buttons}</div>
            </ActForm>
            {more}
        </section>
    }
    .into_any()
}
