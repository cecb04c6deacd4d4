//! `/settings/prices`: a card for each channel.

use super::card::Card;
use super::server_fns::read_channel_rules;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn ChannelRulesPage() -> AnyView {
    let l = locale();
    let desks = asked(|| (), |()| read_channel_rules());
    view! {
        <Title text=say!(l, channel_rules.title)/>
        <div class="page narrow">
            <header>
                <a class="crumb" href=paths::SETTINGS><Icon sign=Sign::Left/>{say!(l, settings.title)}</a>
                <h1>{say!(l, channel_rules.title)}</h1>
                <p class="muted">{say!(l, channel_rules.text)}</p>
            </header>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match desks.await {
                        Ok(desks) => {
                            let cards = desks.into_iter().map(|desk| view! { <Card desk=desk/> });
                            cards.collect_view().into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}
