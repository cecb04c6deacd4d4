//! The sites of eBay that the shop is to sell on.

use crate::error::sentences::failure;
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
    let before = refused(Form::EbaySites);
    let wrong = before
        .as_ref()
        .map(|before| match before.error.field("sites") {
            Some(_) => say!(l, ebay.sites_missing).to_owned(),
            None => failure(l, &before.error),
        });
    let wrong = Signal::stored(wrong);
    let typed = before.map(|before| before.typed("sites"));
    let is_ticked = |site: EbaySite| match &typed {
        Some(typed) => typed.split(',').any(|name| name == site.marketplace_id()),
        None => chosen.contains(&site),
    };
    let choices = EbaySite::ALL.map(|site| Choice {
        key: site.marketplace_id().to_owned(),
        label: site.domain().to_owned(),
        swatch: None,
        ticked: is_ticked(site),
    });
    view! {
        <section class="card">
            <h2>{say!(l, ebay.sites)}</h2>
            <form method="post" action="/fn/choose_ebay_sites" class="stack" id="ebay-sites">
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
