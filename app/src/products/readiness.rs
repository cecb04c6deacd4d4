//! How the product stands on each channel: what it lacks, what is live, what can be done.

use super::editor::FORM;
use super::editor::desk::Desk;
use super::{gap_name, listing_field, platform_name, standing};
use crate::act::{ActForm, Done};
use crate::bridge::Bridge;
use crate::channels::server_fns::publish_product;
use crate::error::AppError;
use crate::jobs::drawer::Drawer;
use crate::jobs::sentences::trouble;
use crate::own_words::there::There;
use crate::paths;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::outer;
use crate::words::{Locale, dates, locale, money};
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::listings::{
    Caution, ListingField, ListingState, ListingView, Readiness, Withheld,
};

/// Saves, then asks for the product to be published.
pub fn publish(desk: Desk, drawer: Drawer, bridge: Bridge) {
    // Of before the save: pressed again after a lost answer it is the same request.
    let request = desk.request();
    spawn_local(async move {
        if !desk.save().await {
            return;
        }
        match publish_product(desk.product, request).await {
            Ok(()) => desk.begun(drawer, bridge),
            Err(AppError::SignedOut) => outer::reload(),
            Err(error) => desk.fail(error),
        }
    });
}

#[component]
pub fn Channels(desk: Desk) -> AnyView {
    let l = locale();
    view! {
        <aside class="channels" aria-label=say!(l, editor.channels)>
            {move || {
                // A refused publication can name a gap that the saved item does not show.
                desk.failure.track();
                desk.readiness
                    .get()
                    .into_iter()
                    .map(|channel| view! { <Channel desk=desk channel=channel/> })
                    .collect_view()
            }}
        </aside>
    }
    .into_any()
}

#[component]
fn Channel(desk: Desk, channel: Readiness) -> AnyView {
    let l = locale();
    let email_gap = desk
        .failure
        .get_untracked()
        .map(email_gaps)
        .unwrap_or_default();
    let free = channel.is_free();
    let gaps: Vec<Gap> = channel.gaps.into_iter().chain(email_gap).collect();
    let state = match &channel.listing {
        Some(listing) => standing(l, listing.state, listing.withheld),
        None if gaps.is_empty() => (Tone::Good, say!(l, editor.ready)),
        None => (Tone::Plain, say!(l, editor.not_ready)),
    };
    let lacking = !gaps.is_empty();
    let request = channel.request;
    let asking = request.clone();
    let publish = free.then(|| {
        view! {
            <input type="hidden" name="request" form=FORM value=asking.clone()/>
            <Publish desk=desk lacking=lacking request=asking/>
        }
    });
    view! {
        <section class="card channel">
            <header>
                <h2>{platform_name(l, channel.platform)}</h2>
                <Badge tone=state.0 text=state.1/>
            </header>
            {channel.listing.map(|listing| view! { <Listing desk=desk listing=listing lacking=lacking request=request/> })}
            {lacking.then(|| view! { <Gaps gaps=gaps/> })}
            <There product=desk.product place=channel.place/>
            {publish}
        </section>
    }
    .into_any()
}

/// The account's own gap comes with a refusal to publish; readiness looks at the product alone.
fn email_gaps(error: AppError) -> Vec<Gap> {
    match error {
        AppError::NotReady { gaps } => gaps
            .into_iter()
            .filter(|gap| gap.field == GapField::Email)
            .collect(),
        _ => Vec::new(),
    }
}

#[component]
fn Publish(desk: Desk, lacking: bool, request: String) -> AnyView {
    let l = locale();
    let (drawer, bridge) = (Drawer::here(), Bridge::here());
    let begun = Callback::new(move |_: Done| desk.begun(drawer, bridge));
    view! {
        <button
            class="wide"
            class:primary=!lacking
            form=FORM
            formaction="/fn/save_and_publish"
            on:click=move |event| {
                event.prevent_default();
                publish(desk, drawer, bridge);
            }
        >
            {say!(l, editor.publish_vinted)}
        </button>
        <ActForm action="/fn/draft_product" done=begun>
            <input type="hidden" name="request" value=request/>
            <button class="wide quiet" name="product" value=desk.product.0 disabled=lacking>
                {say!(l, editor.draft_vinted)}
            </button>
        </ActForm>
    }
    .into_any()
}

/// Each gap leads to the control that closes it.
#[component]
fn Gaps(gaps: Vec<Gap>) -> AnyView {
    let l = locale();
    let gaps = gaps
        .into_iter()
        .map(|gap| {
            let label = gap_name(l, gap.field);
            view! {
                <li>
                    <a href=place(gap.field) rel="external">
                        <Icon sign=Sign::Alert/>
                        <span>{label} " : " {reason(l, gap.reason)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="muted">{say!(l, editor.to_complete)}</p>
        <ul class="gaps">{gaps}</ul>
    }
    .into_any()
}

/// Where on the page the gap is closed.
fn place(field: GapField) -> &'static str {
    match field {
        GapField::Photos => "#photos",
        GapField::Title => "#field-title",
        GapField::Description => "#field-description",
        GapField::Price => "#field-price",
        GapField::Quantity => "#field-quantity",
        GapField::Category => "#field-category",
        GapField::Gender => "#field-gender",
        GapField::Brand => "#field-brand",
        GapField::Size => "#field-size",
        GapField::Colours => "#field-colours",
        GapField::Condition => "#field-condition",
        GapField::Materials => "#field-materials",
        GapField::Email => "/check-your-mail",
    }
}

fn reason(l: Locale, reason: GapReason) -> &'static str {
    match reason {
        GapReason::Missing => say!(l, editor.gap_missing),
        GapReason::NoCounterpart => say!(l, editor.gap_no_counterpart),
        GapReason::TooLong => say!(l, editor.gap_too_long),
        GapReason::TooLow => say!(l, editor.gap_too_low),
        GapReason::TooHigh => say!(l, editor.gap_too_high),
        GapReason::TooMany => say!(l, editor.gap_too_many),
    }
}

/// What the marketplace shows, and what can be done about it.
#[component]
fn Listing(desk: Desk, listing: ListingView, lacking: bool, request: String) -> AnyView {
    let l = locale();
    let shown = listing.price.map(|price| {
        let price = money::amount(l, price);
        say!(l, editor.listed_price, price = price)
    });
    let since = listing.published_at.map(|at| {
        let date = dates::date(l, at);
        say!(l, editor.listed_since, date = date)
    });
    let page = listing.url.clone().map(|url| {
        view! {
            <a class="button wide" href=url target="_blank" rel="noopener">
                {say!(l, editor.open_listing)}
                <Icon sign=Sign::External/>
            </a>
        }
    });
    let failed = listing.trouble.as_ref().map(|why| {
        let text = trouble(l, why);
        view! { <NoticeBox tone=Tone::Bad>{text}</NoticeBox> }
    });
    let different = (!listing.differences.is_empty()).then(|| {
        let names = listing.differences.iter();
        let names: Vec<String> = names
            .map(|field| listing_field(l, *field).to_lowercase())
            .collect();
        let fields = names.join(", ");
        view! { <NoticeBox tone=Tone::Warn>{say!(l, editor.differences, fields = fields)}</NoticeBox> }
    });
    let withheld = listing.withheld.map(|why| {
        let text = withheld_text(l, why);
        let tone = if why == Withheld::ToVerify {
            Tone::Warn
        } else {
            Tone::Info
        };
        view! { <NoticeBox tone=tone>{text}</NoticeBox> }
    });
    let at_work = listing
        .job
        .map(|_| view! { <p><a href=paths::JOBS>{say!(l, editor.follow_job)}</a></p> });
    let acts = match (listing.state, listing.job) {
        (ListingState::Live, None) => {
            view! { <ListingActs desk=desk listing=listing lacking=lacking request=request/> }
                .into_any()
        }
        (ListingState::Draft, None) => {
            view! { <DraftActs desk=desk listing=listing lacking=lacking request=request/> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        {failed}
        {withheld}
        <p class="muted">{shown} " " {since}</p>
        {different}
        {at_work}
        {page}
        {acts}
    }
    .into_any()
}

/// What it means that nobody can buy it now, and what the seller can do.
fn withheld_text(l: Locale, why: Withheld) -> &'static str {
    match why {
        Withheld::ToVerify => say!(l, editor.withheld_to_verify),
        Withheld::Reserved => say!(l, editor.withheld_reserved),
        Withheld::Hidden => say!(l, editor.withheld_hidden),
        Withheld::Draft => say!(l, editor.withheld_draft),
        Withheld::Sold => say!(l, editor.withheld_sold),
    }
}

#[component]
fn ListingActs(desk: Desk, listing: ListingView, lacking: bool, request: String) -> AnyView {
    let l = locale();
    let (drawer, bridge) = (Drawer::here(), Bridge::here());
    let begun = Callback::new(move |_: Done| desk.begun(drawer, bridge));
    let (id, product) = (listing.id, desk.product);
    let (to_update, to_relist) = (request.clone(), request.clone());
    let question = match listing.caution {
        Some(caution) => withdraw_early(l, caution),
        None => say!(l, editor.withdraw_question).to_owned(),
    };
    let outdated = listing
        .outdated
        .then(|| view! { <p>{say!(l, editor.outdated)}</p> });
    view! {
        {outdated}
        <ActForm action="/fn/update_listing" done=begun>
            <input type="hidden" name="product" value=product.0/>
            <PhotoQuestion listing=listing.clone()/>
            <input type="hidden" name="request" value=to_update/>
            <button class="wide" class:primary=listing.outdated name="listing" value=id.0 disabled=lacking>
                {say!(l, editor.update_vinted)}
            </button>
        </ActForm>
        <Ask label=say!(l, editor.relist_vinted) question=say!(l, editor.relist_question)>
            <ActForm action="/fn/relist_listing" done=begun>
                <input type="hidden" name="product" value=product.0/>
                <input type="hidden" name="request" value=to_relist/>
                <button class="primary wide" name="listing" value=id.0 disabled=lacking>
                    {say!(l, editor.relist_sure)}
                </button>
            </ActForm>
        </Ask>
        <Ask label=say!(l, editor.withdraw_vinted) question=question>
            <ActForm action="/fn/withdraw_listing" done=begun>
                <input type="hidden" name="product" value=product.0/>
                <input type="hidden" name="request" value=request/>
                <button class="danger wide" name="listing" value=id.0>{say!(l, editor.withdraw_sure)}</button>
            </ActForm>
        </Ask>
    }
    .into_any()
}

/// A draft that is kept on the marketplace: online with it, or away.
#[component]
fn DraftActs(desk: Desk, listing: ListingView, lacking: bool, request: String) -> AnyView {
    let l = locale();
    let (drawer, bridge) = (Drawer::here(), Bridge::here());
    let begun = Callback::new(move |_: Done| desk.begun(drawer, bridge));
    let (id, product) = (listing.id, desk.product);
    let to_complete = request.clone();
    view! {
        <p>{say!(l, editor.draft_kept)}</p>
        <ActForm action="/fn/complete_listing" done=begun>
            <input type="hidden" name="product" value=product.0/>
            <input type="hidden" name="request" value=to_complete/>
            <button class="wide primary" name="listing" value=id.0 disabled=lacking>
                {say!(l, editor.complete_vinted)}
            </button>
        </ActForm>
        <Ask label=say!(l, editor.withdraw_draft) question=say!(l, editor.withdraw_draft_question)>
            <ActForm action="/fn/withdraw_listing" done=begun>
                <input type="hidden" name="product" value=product.0/>
                <input type="hidden" name="request" value=request/>
                <button class="danger wide" name="listing" value=id.0>{say!(l, editor.withdraw_draft_sure)}</button>
            </ActForm>
        </Ask>
    }
    .into_any()
}

/// What an update does about photos that are not those of the listing; nothing where they are.
#[component]
fn PhotoQuestion(listing: ListingView) -> impl IntoView {
    let l = locale();
    let differ = listing.differences.contains(&ListingField::Photos);
    let (why, replace) = match (listing.photos_changed, differ) {
        (true, _) => (
            say!(l, editor.photos_changed),
            say!(l, editor.photos_replace),
        ),
        (false, true) => (say!(l, editor.photos_differ), say!(l, editor.photos_again)),
        (false, false) => return None,
    };
    Some(view! {
        <fieldset class="photo-question">
            <legend>{why}</legend>
            <label class="choice">
                <input type="radio" name="photos" value="replace" checked=true/>
                <span>{replace}</span>
            </label>
            <label class="choice">
                <input type="radio" name="photos" value="keep"/>
                <span>{say!(l, editor.photos_keep)}</span>
            </label>
        </fieldset>
    })
}

/// What a removal now would throw away, and the question.
fn withdraw_early(l: Locale, caution: Caution) -> String {
    let (days, favourites) = (caution.days_online, caution.favourites);
    let online = match days {
        0 => say!(l, editor.online_today).to_owned(),
        1 => say!(l, editor.online_one_day).to_owned(),
        _ => say!(l, editor.online_days, days = days),
    };
    let saved = match favourites {
        ..=0 => String::new(),
        1 => say!(l, editor.saved_once).to_owned(),
        _ => say!(l, editor.saved_often, count = favourites),
    };
    let question = say!(l, editor.withdraw_question);
    let parts = [online.as_str(), saved.as_str(), question];
    let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    told.join(" ")
}
