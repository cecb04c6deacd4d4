//! The controls of a channel's form, with where their values come from, and the form as text: what holds, what was typed.

use super::sentences::besides;
use crate::batches::changes::sentences::ending;
use crate::error::AppError;
use crate::error::sentences::wrong;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::field::{Kind, SelectField, Spec, TextField};
use crate::visit::Refused;
use crate::words::money::as_typed_in;
use crate::words::{Locale, locale};
use leptos::ev::Event;
use leptos::prelude::*;
use stoflow_wire::channel_rules::{ChannelDesk, RulesForm};
use stoflow_wire::pricing::{Channel, Ending, Source};
use wasm_bindgen::JsCast;

type Refusal = Signal<Option<AppError>>;

/// A control of this channel's form: its id stands once on the page, its name once in the form.
macro_rules! control {
    ($channel:expr, $field:literal, $label:expr, $hint:expr, $value:expr) => {{
        let id = match $channel {
            Channel::Vinted => concat!("vinted-", $field),
            Channel::Ebay => concat!("ebay-", $field),
            Channel::Etsy => concat!("etsy-", $field),
        };
        Spec::new(id, concat!("rules[", $field, "]"), $label, $hint).holding($value)
    }};
}

#[component]
pub fn Price(channel: Channel, by: Source, form: RulesForm, error: Refusal) -> AnyView {
    let l = locale();
    let (badge, text) = match by {
        Source::Estimate => (
            say!(l, channel_rules.price_as_it_is),
            say!(l, channel_rules.price_as_it_is_text),
        ),
        Source::Seller => (
            say!(l, channel_rules.yours),
            say!(l, channel_rules.price_yours_text),
        ),
    };
    let coefficient = control!(
        channel,
        "coefficient",
        say!(l, channel_rules.coefficient),
        say!(l, channel_rules.coefficient_hint),
        form.coefficient
    );
    let added = control!(
        channel,
        "added",
        say!(l, channel_rules.added),
        "",
        form.added
    );
    let ends = control!(
        channel,
        "ending",
        say!(l, channel_rules.ending),
        say!(l, channel_rules.ending_hint),
        String::new()
    );
    let minimum = control!(
        channel,
        "minimum",
        say!(l, channel_rules.minimum),
        say!(l, channel_rules.minimum_hint),
        form.minimum
    );
    let endings = Ending::ALL.iter().map(|one| {
        let selected = one.name() == form.ending;
        view! { <option value=one.name() selected=selected>{ending(l, *one)}</option> }
    });
    let endings = endings.collect_view();
    view! {
        <fieldset>
            <legend>{say!(l, channel_rules.price)} " " <Badge tone=tone(by) text=badge/></legend>
            <p class="hint">{text}</p>
            <div class="pair">
                <TextField spec=coefficient wrong=wrong(l, error, "coefficient")/>
                <TextField kind=Kind::DECIMAL spec=added wrong=wrong(l, error, "added")/>
                <SelectField spec=ends wrong=wrong(l, error, "ending")>{endings}</SelectField>
                <TextField kind=Kind::DECIMAL spec=minimum wrong=wrong(l, error, "minimum")/>
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
pub fn Fees(desk: ChannelDesk, form: RulesForm, error: Refusal) -> AnyView {
    let l = locale();
    let channel = desk.channel;
    let badge = match desk.fees_by {
        Source::Estimate => say!(l, channel_rules.estimate),
        Source::Seller => say!(l, channel_rules.yours),
    };
    let guessed = desk
        .guessed
        .then(|| view! { <p class="hint">{say!(l, channel_rules.guessed)}</p> });
    let also = (!desk.besides.is_empty()).then(|| {
        let parts = besides(l, &desk.besides);
        view! { <p class="hint">{say!(l, channel_rules.besides, parts = parts)}</p> }
    });
    let commission = control!(
        channel,
        "commission_percent",
        say!(l, channel_rules.commission_percent),
        "",
        form.commission_percent
    );
    let commission_fixed = control!(
        channel,
        "commission_fixed",
        say!(l, channel_rules.commission_fixed),
        "",
        form.commission_fixed
    );
    let payment = control!(
        channel,
        "payment_percent",
        say!(l, channel_rules.payment_percent),
        "",
        form.payment_percent
    );
    let payment_fixed = control!(
        channel,
        "payment_fixed",
        say!(l, channel_rules.payment_fixed),
        "",
        form.payment_fixed
    );
    let packaging = control!(
        channel,
        "packaging",
        say!(l, channel_rules.packaging),
        say!(l, channel_rules.packaging_hint),
        form.packaging
    );
    let decimal = Kind::DECIMAL;
    view! {
        <fieldset>
            <legend>{say!(l, channel_rules.fees)} " " <Badge tone=tone(desk.fees_by) text=badge/></legend>
            {guessed}
            <div class="pair">
                <TextField kind=decimal spec=commission wrong=wrong(l, error, "commission_percent")/>
                <TextField kind=decimal spec=commission_fixed wrong=wrong(l, error, "commission_fixed")/>
                <TextField kind=decimal spec=payment wrong=wrong(l, error, "payment_percent")/>
                <TextField kind=decimal spec=payment_fixed wrong=wrong(l, error, "payment_fixed")/>
                <TextField kind=decimal spec=packaging wrong=wrong(l, error, "packaging")/>
            </div>
            {also}
        </fieldset>
    }
    .into_any()
}

fn tone(by: Source) -> Tone {
    match by {
        Source::Estimate => Tone::Plain,
        Source::Seller => Tone::Info,
    }
}

/// Every text of the form under the name of its field.
fn texts(form: &mut RulesForm) -> [(&'static str, &mut String); 10] {
    [
        ("channel", &mut form.channel),
        ("coefficient", &mut form.coefficient),
        ("added", &mut form.added),
        ("ending", &mut form.ending),
        ("minimum", &mut form.minimum),
        ("commission_percent", &mut form.commission_percent),
        ("commission_fixed", &mut form.commission_fixed),
        ("payment_percent", &mut form.payment_percent),
        ("payment_fixed", &mut form.payment_fixed),
        ("packaging", &mut form.packaging),
    ]
}

/// What holds, in the reader's own writing.
pub fn as_held(l: Locale, form: &RulesForm) -> RulesForm {
    let mut held = form.clone();
    for (name, text) in texts(&mut held) {
        if !["channel", "ending"].contains(&name) {
            *text = as_typed_in(l, text);
        }
    }
    held
}

/// What was typed into a form that was sent without scripts.
pub fn as_typed(before: &Refused) -> RulesForm {
    let mut form = RulesForm::default();
    for (name, text) in &before.typed {
        put(&mut form, name, text.clone());
    }
    form
}

/// What was typed, by the names under which [`as_typed`] finds it again.
pub fn typed(form: &mut RulesForm) -> [(&'static str, &str); 10] {
    texts(form).map(|(name, text)| (name, text.as_str()))
}

/// Notes what a control of the form holds now.
pub fn note(event: &Event, typed: RwSignal<RulesForm>) {
    let control = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let name = control.and_then(|control| control.get_attribute("name"));
    let text = event_target_value(event);
    if let Some(field) = name.as_deref().and_then(bare) {
        typed.update(|typed| put(typed, field, text));
    }
}

/// `added` of `rules[added]`.
fn bare(name: &str) -> Option<&str> {
    name.strip_prefix("rules[")?.strip_suffix(']')
}

fn put(form: &mut RulesForm, field: &str, text: String) {
    let place = texts(form).into_iter().find(|(name, _)| *name == field);
    if let Some((_, place)) = place {
        *place = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::Form;

    #[test]
    fn what_is_sent_along_comes_back_as_it_was_typed() {
        let form = RulesForm {
            channel: "ebay".to_owned(),
            coefficient: "+10 %".to_owned(),
            added: "1,5".to_owned(),
            ending: "ninety".to_owned(),
            minimum: "3".to_owned(),
            commission_percent: "4".to_owned(),
            commission_fixed: "5".to_owned(),
            payment_percent: "6".to_owned(),
            payment_fixed: "7".to_owned(),
            packaging: "8".to_owned(),
        };
        let typed = typed(&mut form.clone()).map(|(name, text)| (name.to_owned(), text.to_owned()));
        let before = Refused {
            form: Form::ChannelRules,
            error: AppError::Unknown,
            typed: typed.to_vec(),
        };
        assert_eq!(as_typed(&before), form);
        assert_eq!(as_held(Locale::fr, &form).coefficient, "+10 %");
    }
}
