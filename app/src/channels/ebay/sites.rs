//! The sites of eBay that the shop is to sell on.

use crate::say;
use crate::ui::choice::{Choice, Choices};
use crate::ui::field::Spec;
use crate::visit::{Form, refused};
use crate::words::locale;
use leptos::prelude::*;
use stoflow_wire::ebay::EbaySite;

#[component]
pub fn SitesCard(chosen: Vec<EbaySite>) -> AnyView {
    let l = locale();
    let none_chosen = refused(Form::EbaySites).and_then(|before| before.error.field("sites"));
    let wrong = Signal::stored(none_chosen.map(|_| say!(l, ebay.sites_missing).to_owned()));
    let choices = EbaySite::ALL.map(|site| Choice {
        key: site.marketplace_id().to_owned(),
        label: site.domain().to_owned(),
        swatch: None,
        ticked: chosen.contains(&site),
    });
    view! {
        <section class="card">
            <h2>{say!(l, ebay.sites)}</h2>
            <form method="post" action="/fn/choose_ebay_sites" class="stack">
                <Choices
                    wrong=wrong
                    spec=Spec::new("ebay-sites", "sites[]", say!(l, ebay.sites_text), "")
                    choices=choices.to_vec()
                />
                <button>{say!(l, ebay.sites_save)}</button>
            </form>
        </section>
    }
    .into_any()
}
