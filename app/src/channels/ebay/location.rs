//! Where items are sent from: a form, with what was typed still in it where it could not be taken.

use crate::error::form::FormFailure;
use crate::error::sentences::wrong;
use crate::say;
use crate::ui::field::{SelectField, Spec, TextField};
use crate::visit::{Form, Refused, refused};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::ebay::SENT_FROM;

#[component]
pub fn LocationForm() -> AnyView {
    let l = locale();
    let before = refused(Form::EbayLocation);
    let error = Signal::stored(before.as_ref().map(|before| before.error.clone()));
    let typed = |name: &str| {
        let typed = before.as_ref().map(|before: &Refused| before.typed(name));
        typed.unwrap_or_default()
    };
    let chosen = Some(typed("country")).filter(|country| !country.is_empty());
    let chosen = chosen.unwrap_or_else(|| SENT_FROM[0].to_owned());
    let countries = SENT_FROM.map(|country| {
        view! {
            <option value=country selected=country == chosen>{country_name(l, country)}</option>
        }
    });
    view! {
        <form method="post" action="/fn/add_ebay_location" class="stack" id="ebay-location" novalidate>
            <FormFailure error=error/>
            <TextField
                wrong=wrong(l, error, "name")
                spec=Spec::new("ebay-name", "location[name]", say!(l, ebay.location_name), say!(l, ebay.location_name_hint)).holding(typed("name"))
            />
            <TextField
                wrong=wrong(l, error, "street")
                spec=Spec::new("ebay-street", "location[street]", say!(l, ebay.location_street), "").holding(typed("street"))
            />
            <div class="pair">
                <TextField
                    wrong=wrong(l, error, "postcode")
                    spec=Spec::new("ebay-postcode", "location[postcode]", say!(l, ebay.location_postcode), "").holding(typed("postcode"))
                />
                <TextField
                    wrong=wrong(l, error, "city")
                    spec=Spec::new("ebay-city", "location[city]", say!(l, ebay.location_city), "").holding(typed("city"))
                />
            </div>
            <SelectField
                wrong=wrong(l, error, "country")
                spec=Spec::new("ebay-country", "location[country]", say!(l, ebay.location_country), "")
            >
                {countries.collect_view()}
            </SelectField>
            <button class="primary">{say!(l, ebay.location_add)}</button>
        </form>
    }
    .into_any()
}

fn country_name(l: Locale, country: &str) -> &'static str {
    match country {
        "GB" => say!(l, ebay.country_gb),
        "DE" => say!(l, ebay.country_de),
        "IT" => say!(l, ebay.country_it),
        "ES" => say!(l, ebay.country_es),
        "NL" => say!(l, ebay.country_nl),
        "BE" => say!(l, ebay.country_be),
        "PL" => say!(l, ebay.country_pl),
        "AT" => say!(l, ebay.country_at),
        "IE" => say!(l, ebay.country_ie),
        "LU" => say!(l, ebay.country_lu),
        "PT" => say!(l, ebay.country_pt),
        _ => say!(l, ebay.country_fr),
    }
}
