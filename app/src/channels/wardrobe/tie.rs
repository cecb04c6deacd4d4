//! What a listing belongs to: an item of the seller's, perhaps one, one in the making, or none yet.

use super::list::ROW;
use super::place::Place;
use super::row::is_open;
use super::sentences::because;
use super::server_fns::{DETACH, MAKE, TAKE};
use crate::jobs::sentences::{state, step, trouble};
use crate::live::Live;
use crate::paths;
use crate::products::title_or_none;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::Menu;
use crate::words::{Locale, locale};
use leptos::prelude::*;
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::JobView;
use stoflow_wire::wardrobe::{Likeness, Tie, TwinOf, WardrobeState};

/// `title` and `state` are the listing's. What is over on Vinted is tied to nothing any more.
#[component]
pub fn TieCell(
    listing: i64,
    title: String,
    tie: Tie,
    state: WardrobeState,
    place: Place,
) -> AnyView {
    let l = locale();
    let open = is_open(state);
    let other = place.choosing(listing, String::new()).path();
    match tie {
        Tie::Linked {
            product,
            title: item,
            ..
        } => {
            let item = title_or_none(l, &item);
            view! { <Linked listing=listing product=product item=item state=state/> }.into_any()
        }
        Tie::Suggested {
            product,
            title: item,
            because,
        } if open => {
            let item = title_or_none(l, &item);
            view! { <Suggested listing=listing title=title product=product item=item because=because other=other/> }
                .into_any()
        }
        Tie::Making { job } => view! { <Making job=job/> }.into_any(),
        Tie::Twin { of } if open => {
            view! { <Twin listing=listing title=title of=of other=other/> }.into_any()
        }
        Tie::Loose if open => view! { <Loose listing=listing other=other/> }.into_any(),
        Tie::Suggested { .. } | Tie::Twin { .. } | Tie::Loose => {
            view! { <p class="muted">{say!(l, wardrobe.no_item)}</p> }.into_any()
        }
    }
}

/// A sale is not undone by unlinking.
#[component]
fn Linked(listing: i64, product: ProductId, item: String, state: WardrobeState) -> impl IntoView {
    let l = locale();
    let detach = (state != WardrobeState::Sold).then(|| {
        view! {
            <Ask label=say!(l, wardrobe.detach) question=say!(l, wardrobe.detach_question)>
                <button class="danger" form=ROW formaction=DETACH name="listing" value=listing.to_string()>
                    {say!(l, wardrobe.detach_sure)}
                </button>
            </Ask>
        }
    });
    view! {
        <p class="item linked"><Icon sign=Sign::Check/><a href=paths::product(product)>{item}</a></p>
        {detach}
    }
}

#[component]
fn Suggested(
    listing: i64,
    title: String,
    product: ProductId,
    item: String,
    because: Vec<Likeness>,
    other: String,
) -> impl IntoView {
    let l = locale();
    let label = say!(
        l,
        wardrobe.attach_this,
        listing = title,
        item = item.clone()
    );
    view! {
        <p class="item">
            <span>{say!(l, wardrobe.looks_like)} " " <a href=paths::product(product)>{item}</a></span>
            <small>{self::because(l, &because)}</small>
        </p>
        <button form=ROW formaction=TAKE name="listings[]" value=listing.to_string() aria-label=label>
            {say!(l, wardrobe.attach)}
        </button>
        <Menu label=say!(l, wardrobe.more_acts) face=view! { <Icon sign=Sign::More/> }.into_any()>
            <a href=other>{say!(l, wardrobe.attach_other)}</a>
            <button class="quiet" form=ROW formaction=MAKE name="listings[]" value=listing.to_string()>
                {say!(l, wardrobe.make)}
            </button>
        </Menu>
    }
}

/// It looks like another listing: the seller compares the two before a second item is made.
#[component]
fn Twin(listing: i64, title: String, of: TwinOf, other: String) -> impl IntoView {
    let l = locale();
    let item = of.product.map(|product| {
        view! { <small><a href=paths::product(product)>{say!(l, wardrobe.twin_item)}</a></small> }
    });
    let label = say!(l, wardrobe.make_anyway_of, title = title);
    view! {
        <p class="item twin">
            <span>
                <Icon sign=Sign::Alert/>
                {say!(l, wardrobe.twin)} " "
                <a href=of.url target="_blank" rel="noopener">{say!(l, wardrobe.twin_other)} <Icon sign=Sign::External/></a>
            </span>
            <small>{say!(l, wardrobe.twin_what)}</small>
            {item}
        </p>
        <button form=ROW formaction=MAKE name="listings[]" value=listing.to_string() aria-label=label>
            {say!(l, wardrobe.make_anyway)}
        </button>
        <a class="button quiet" href=other>{say!(l, wardrobe.attach_to)}</a>
    }
}

#[component]
fn Loose(listing: i64, other: String) -> impl IntoView {
    let l = locale();
    view! {
        <button form=ROW formaction=MAKE name="listings[]" value=listing.to_string()>{say!(l, wardrobe.make)}</button>
        <a class="button quiet" href=other>{say!(l, wardrobe.attach_to)}</a>
    }
}

/// The step the job is at, as it is told; the bare word until then.
#[component]
fn Making(job: JobId) -> impl IntoView {
    let l = locale();
    let live = Live::here();
    let at = move || {
        live.jobs.with(|jobs| {
            jobs.iter()
                .find(|told| told.id == job)
                .map(|job| stage(l, job))
        })
    };
    view! {
        <p class="item">
            <span><Icon sign=Sign::Clock/>{say!(l, wardrobe.making)}</span>
            <small>{at}</small>
        </p>
    }
}

fn stage(l: Locale, job: &JobView) -> String {
    match (&job.trouble, &job.progress) {
        (Some(why), _) => trouble(l, why),
        (None, Some(progress)) => step(l, &progress.step),
        (None, None) => state(l, job.state).1.to_owned(),
    }
}
