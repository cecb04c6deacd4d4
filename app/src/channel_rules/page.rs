//! `/settings/prices`: a card for each channel.

use super::card::Card;
use super::server_fns::read_channel_rules;
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::head::Head;
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
            <Head above=paths::SETTINGS back=say!(l, settings.title) title=say!(l, channel_rules.title) text=say!(l, channel_rules.text)/>
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
