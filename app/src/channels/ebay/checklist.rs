//! What an account needs before something can be sold with it: each thing with how it stands and the button that mends it.

use super::location::LocationForm;
use crate::live::Live;
use crate::say;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, Sign};
use crate::visit::{Form, refused};
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use stoflow_wire::ebay::{EbayReadiness, SellingLimit, SiteTerms, Terms, TermsKind};

/// Where eBay takes in who has not sold there before.
const SELLING_AT_EBAY: &str = "https://www.ebay.fr/sl/sell";

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    Missing,
    Waiting,
}

#[component]
pub fn ChecklistCard(readiness: Option<EbayReadiness>) -> AnyView {
    let l = locale();
    let read_at = readiness.as_ref().map(|readiness| readiness.read_at);
    let lines = readiness.map(|readiness| view! { <Lines readiness=readiness/> });
    let now = Live::here().now;
    let moment = match read_at {
        Some(at) => view! {
            <p class="muted">
                {move || {
                    let ago = dates::ago(l, at, now.get());
                    say!(l, ebay.checked, ago = ago)
                }}
            </p>
        }
        .into_any(),
        None => view! { <p class="muted">{say!(l, ebay.not_read)}</p> }.into_any(),
    };
    view! {
        <section class="card">
            <h2>{say!(l, ebay.checklist)}</h2>
            {lines}
            <div class="row checked">
                {moment}
                <form method="post" action="/fn/look_at_ebay">
                    <button>{say!(l, ebay.check_again)}</button>
                </form>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Lines(readiness: EbayReadiness) -> AnyView {
    let l = locale();
    let registration = registration(l, &readiness);
    let program = program(l, &readiness);
    let terms = terms(l, &readiness);
    let places = readiness
        .locations
        .iter()
        .map(|place| [place.name.as_str(), place.place.as_str()].join(" · "))
        .collect::<Vec<_>>();
    let location = if places.is_empty() {
        line(
            l,
            State::Missing,
            say!(l, ebay.location).to_owned(),
            say!(l, ebay.location_missing).to_owned(),
            view! { <LocationForm/> }.into_any(),
        )
    } else {
        line(
            l,
            State::Done,
            say!(l, ebay.location).to_owned(),
            places.join(", "),
            // A place that was refused while another came to be known: what was typed is not lost.
            refused(Form::EbayLocation)
                .map(|_| view! { <LocationForm/> })
                .into_any(),
        )
    };
    view! {
        <ul class="checklist">
            {registration}
            {program}
            {terms}
            {location}
        </ul>
    }
    .into_any()
}

fn line(l: Locale, state: State, title: String, text: String, mend: AnyView) -> AnyView {
    let (tone, word, sign) = match state {
        State::Done => (Tone::Good, say!(l, ebay.done), Sign::Check),
        State::Missing => (Tone::Warn, say!(l, ebay.missing), Sign::Alert),
        State::Waiting => (Tone::Info, say!(l, ebay.waiting), Sign::Clock),
    };
    view! {
        <li class=tone.class()>
            <Icon sign=sign/>
            <div>
                <h3>{title} <Badge tone=tone text=word/></h3>
                <p class="muted" dir="auto">{text}</p>
                {mend}
            </div>
        </li>
    }
    .into_any()
}

fn registration(l: Locale, readiness: &EbayReadiness) -> AnyView {
    let title = say!(l, ebay.registered).to_owned();
    if readiness.registered {
        let limit = readiness.limit.as_ref();
        let text = limit.and_then(|limit| limit_told(l, limit));
        let text = text.unwrap_or_else(|| say!(l, ebay.registered_done).to_owned());
        return line(l, State::Done, title, text, ().into_any());
    }
    let mend = view! {
        <a class="button primary" href=SELLING_AT_EBAY target="_blank" rel="noopener">
            {say!(l, ebay.registered_open)}
            <Icon sign=Sign::External/>
        </a>
    };
    let text = say!(l, ebay.registered_missing).to_owned();
    line(l, State::Missing, title, text, mend.into_any())
}

/// `None` where eBay names no limit, or only a part of one.
fn limit_told(l: Locale, limit: &SellingLimit) -> Option<String> {
    let whole: i64 = limit.amount.as_ref()?.split('.').next()?.parse().ok()?;
    let currency = limit.currency.as_ref()?;
    let amount = format!("{} {currency}", money::count(l, whole));
    let items = money::count(l, limit.items?);
    Some(say!(
        l,
        ebay.registered_limit,
        items = items,
        amount = amount
    ))
}

fn program(l: Locale, readiness: &EbayReadiness) -> AnyView {
    let title = say!(l, ebay.program).to_owned();
    if readiness.opted_in {
        let text = say!(l, ebay.program_done).to_owned();
        return line(l, State::Done, title, text, ().into_any());
    }
    let mend = view! {
        <form method="post" action="/fn/opt_in_ebay">
            <button class="primary">{say!(l, ebay.program_ask)}</button>
        </form>
    };
    let text = say!(l, ebay.program_missing).to_owned();
    line(l, State::Missing, title, text, mend.into_any())
}

/// Nothing can be said of terms before they are kept at all: the line above comes first.
fn terms(l: Locale, readiness: &EbayReadiness) -> Vec<AnyView> {
    if !readiness.opted_in {
        return Vec::new();
    }
    let of_site = |site: &SiteTerms| terms_on(l, site);
    readiness.sites.iter().map(of_site).collect()
}

fn terms_on(l: Locale, terms: &SiteTerms) -> AnyView {
    let site = terms.site.domain();
    let title = say!(l, ebay.terms_on, site = site);
    if terms.is_complete() {
        let text = say!(l, ebay.terms_done).to_owned();
        return line(l, State::Done, title, text, ().into_any());
    }
    let kinds = terms.by_kind();
    if kinds.iter().any(|(_, terms)| **terms == Terms::NotYet) {
        let text = say!(l, ebay.terms_waiting).to_owned();
        return line(l, State::Waiting, title, text, ().into_any());
    }
    let missing = kinds
        .into_iter()
        .filter(|(_, terms)| **terms == Terms::Missing)
        .map(|(kind, _)| kind_name(l, kind))
        .collect::<Vec<_>>()
        .join(", ");
    let mend = view! {
        <a class="button" href=terms.site.policies_page() target="_blank" rel="noopener">
            {say!(l, ebay.terms_open, site = site)}
            <Icon sign=Sign::External/>
        </a>
    };
    let text = say!(l, ebay.terms_missing, kinds = missing);
    line(l, State::Missing, title, text, mend.into_any())
}

fn kind_name(l: Locale, kind: TermsKind) -> &'static str {
    match kind {
        TermsKind::Payment => say!(l, ebay.payment),
        TermsKind::Shipping => say!(l, ebay.shipping),
        TermsKind::Returns => say!(l, ebay.returns),
    }
}
