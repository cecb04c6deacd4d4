//! The wardrobe on the channel's page: how many listings wait, and when it was last read.

use super::sentences::waiting;
use super::server_fns::{Standing, read_wardrobe_standing};
use crate::asked::asked;
use crate::live::Live;
use crate::paths;
use crate::say;
use crate::words::{dates, locale};
use leptos::prelude::*;

#[component]
pub fn WardrobeCard() -> AnyView {
    let l = locale();
    let live = Live::here();
    let standing = asked(move || live.turns.get(), |_| read_wardrobe_standing());
    view! {
        <section class="card">
            <h2>{say!(l, wardrobe.title)}</h2>
            <p>{say!(l, wardrobe.card_text)}</p>
            <Transition>
                {move || Suspend::new(async move {
                    Some(view! { <Numbers standing=standing.await.ok()?/> })
                })}
            </Transition>
            <p class="row">
                <a class="button" href=paths::WARDROBE>{say!(l, wardrobe.card_open)}</a>
                <a class="button" href=paths::STATISTICS>{say!(l, statistics.card_open)}</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Numbers(standing: Standing) -> AnyView {
    let l = locale();
    let now = Live::here().now;
    let Standing { counts, sync } = standing;
    let waiting = sync.completed_at.map(|_| {
        view! { <strong>{waiting(l, counts.to_link)}</strong> " · " }
    });
    let freshness = move || match (sync.running, sync.completed_at) {
        (Some(_), _) => say!(l, wardrobe.reading).to_owned(),
        (None, Some(at)) => {
            let ago = dates::ago(l, at, now.get());
            say!(l, wardrobe.read_ago, ago = ago)
        }
        (None, None) => say!(l, wardrobe.never_read).to_owned(),
    };
    view! { <p>{waiting} <span class="muted">{freshness}</span></p> }.into_any()
}
