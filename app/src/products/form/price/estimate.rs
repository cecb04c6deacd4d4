//! Three estimates of a price, each to be taken over with one press, and every number that went into them in plain words.

use crate::products::catalogue::Attribute;
use crate::say;
use crate::ui::typing;
use crate::words::{Locale, locale, money, percent};
use leptos::prelude::*;
use stoflow_wire::money::Money;
use stoflow_wire::pricing::{Adjustment, Appraisal, BaseSource, PerMille, Tier, Weighed};

/// `prices` are the quick, the standard and the premium one; the one that is asked already is marked.
#[component]
pub fn Offers(scripted: RwSignal<bool>, prices: [Money; 3], asked: Option<Money>) -> AnyView {
    let l = locale();
    let names = [
        say!(l, price.quick),
        say!(l, price.standard),
        say!(l, price.premium),
    ];
    let offers = names.into_iter().zip(prices).map(|(name, price)| {
        let text = money::as_typed_in(l, &price.decimal());
        let chosen = asked == Some(price);
        view! {
            <li>
                <button
                    type="button"
                    class="offer"
                    aria-pressed=chosen.to_string()
                    disabled=move || !scripted.get()
                    on:click=move |_| typing::write("#field-price", &text)
                >
                    <span>{name}</span>
                    " "
                    <strong>{money::amount(l, price)}</strong>
                    " "
                    <span class="unseen">{say!(l, price.take)}</span>
                </button>
            </li>
        }
    });
    view! { <ul class="offers">{offers.collect_view()}</ul> }.into_any()
}

/// What the estimates were made of.
#[component]
pub fn Why(appraisal: Appraisal, words: Vec<Attribute>) -> AnyView {
    let l = locale();
    let reasons = reasons(l, &appraisal, &words).into_iter();
    let reasons = reasons.map(|reason| {
        view! {
            <dt>{reason.name}</dt>
            <dd><strong>{reason.figure}</strong> " " <span class="muted">{reason.because}</span></dd>
        }
    });
    view! {
        <details class="why">
            <summary>{say!(l, price.why)}</summary>
            <dl class="facts">{reasons.collect_view()}</dl>
            <p class="hint">{say!(l, price.how)}</p>
        </details>
    }
    .into_any()
}

/// A number with its name, and where it comes from.
struct Reason {
    name: String,
    figure: String,
    because: String,
}

fn reason(name: &str, figure: String, because: &str) -> Reason {
    Reason {
        name: name.to_owned(),
        figure,
        because: because.to_owned(),
    }
}

fn reasons(l: Locale, appraisal: &Appraisal, words: &[Attribute]) -> Vec<Reason> {
    let model = if appraisal.model == PerMille::WHOLE {
        say!(l, price.model_unknown)
    } else {
        say!(l, price.model_known)
    };
    let mut reasons = vec![
        reason(
            say!(l, price.base),
            money::amount(l, appraisal.base),
            &source(l, appraisal.source),
        ),
        reason(say!(l, price.model), times(l, appraisal.model), model),
        reason(
            say!(l, editor.condition),
            times(l, appraisal.condition),
            say!(l, price.condition_text),
        ),
    ];
    let adjustments = appraisal.adjustments.iter();
    reasons.extend(adjustments.filter_map(|one| adjustment(l, one, words)));
    reasons.push(reason(
        say!(l, price.together),
        percent::change(l, appraisal.total),
        say!(l, price.together_text),
    ));
    reasons.push(reason(
        say!(l, price.floor),
        money::amount(l, appraisal.floor),
        say!(l, price.floor_text),
    ));
    reasons
}

/// What a factor adds or takes away.
fn times(l: Locale, factor: PerMille) -> String {
    percent::change(l, PerMille(factor.0.saturating_sub(PerMille::WHOLE.0)))
}

fn source(l: Locale, source: BaseSource) -> String {
    match source {
        BaseSource::Tier { tier } => say!(l, price.of_tier, tier = tier_name(l, tier)),
        BaseSource::BrandGroup => say!(l, price.of_brand).to_owned(),
    }
}

fn tier_name(l: Locale, tier: Tier) -> &'static str {
    match tier {
        Tier::Budget => say!(l, price.tier_budget),
        Tier::Mainstream => say!(l, price.tier_mainstream),
        Tier::Middle => say!(l, price.tier_middle),
        Tier::Premium => say!(l, price.tier_premium),
        Tier::Designer => say!(l, price.tier_designer),
        Tier::Luxury => say!(l, price.tier_luxury),
    }
}

/// By the name that the attribute has in the form.
fn adjustment(l: Locale, adjustment: &Adjustment, words: &[Attribute]) -> Option<Reason> {
    let mut asked = words.iter();
    let asked = asked.find(|asked| asked.word.key == adjustment.kind.name())?;
    let seen = labels(asked, &adjustment.seen);
    let expected = labels(asked, &adjustment.expected);
    let because = match (seen.is_empty(), expected.is_empty()) {
        (true, _) => say!(l, price.untold).to_owned(),
        (false, true) => seen,
        (false, false) => say!(l, price.seen_expected, seen = seen, expected = expected),
    };
    let figure = percent::change(l, adjustment.effect);
    Some(reason(&asked.word.label, figure, &because))
}

fn labels(asked: &Attribute, weighed: &[Weighed]) -> String {
    let labels = weighed.iter().filter_map(|weighed| {
        let word = asked.words.iter().find(|word| word.key == weighed.key)?;
        Some(word.label.as_str())
    });
    labels.collect::<Vec<_>>().join(", ")
}
