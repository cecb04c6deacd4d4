//! What the rules come to for one item, while they are typed: what is asked for, what is left.

use super::sentences;
use super::server_fns::look_at_channel_rules;
use crate::asked::asked_apart;
use crate::error::sentences::failure;
use crate::say;
use crate::ui::pause::rested;
use crate::ui::skeleton::Skeleton;
use crate::words::{Locale, locale, money};
use leptos::prelude::*;
use stoflow_wire::channel_rules::{Example, RulesForm};
use stoflow_wire::pricing::Channel;

#[component]
pub fn Shown(channel: Channel, typed: RwSignal<RulesForm>) -> AnyView {
    let l = locale();
    let asked = rested(typed);
    // Shared and not owned: what is shown may be asked for once more while the card is drawn anew.
    let look = asked_apart(move || asked.get(), look_at_channel_rules);
    view! {
        <div class="example" role="status">
            <Transition fallback=|| view! { <Skeleton rows=1/> }>
                {move || {
                    let look = look.clone();
                    Suspend::new(async move {
                        match look.await {
                            Ok(look) => match look.example {
                                Some(example) => told(l, channel, &example),
                                None => say!(l, channel_rules.example_wrong).to_owned().into_any(),
                            },
                            Err(error) => failure(l, &error).into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
    .into_any()
}

fn told(l: Locale, channel: Channel, example: &Example) -> AnyView {
    let Example {
        item,
        profit,
        advised,
    } = example;
    let amount = |money| money::amount(l, money);
    let name = sentences::channel(l, channel);
    let sentence = say!(
        l,
        channel_rules.example,
        item = amount(*item),
        price = amount(profit.price),
        channel = name,
        left = amount(profit.proceeds),
        fees = amount(profit.fee)
    );
    let advice = (*advised != profit.price).then(|| {
        let price = amount(*advised);
        view! { <p class="hint">{say!(l, channel_rules.advice, price = price)}</p> }
    });
    view! {
        <p>{sentence}</p>
        {advice}
    }
    .into_any()
}
