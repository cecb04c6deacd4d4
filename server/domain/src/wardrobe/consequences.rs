//! What the wardrobe's listings mean for the seller's items: sold, gone, shown under another price. Follows from how
//! things stand, not from what changed, so that doing it again changes nothing.
//!
//! A listing with a job at it is left alone: the job decides, and the next sync looks again.

use crate::channels::vinted::{self, text::Reference};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::history::Actor;
use crate::listings;
use crate::listings::outcome;
use crate::listings::rows::Seen;
use crate::listings::snapshots;
use crate::sales;
use crate::wardrobe::{likeness, rows};
use stoflow_wire::archive::TakenDown;
use stoflow_wire::ids::{ListingId, ProductId};
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::WardrobeState;

/// Follows from how these listings stand now.
pub(crate) async fn follow(tx: &mut TenantTx, vinted_ids: &[i64]) -> Result<(), Error> {
    if vinted_ids.is_empty() {
        return Ok(());
    }
    recognise(tx, vinted_ids).await?;
    find_lost(tx, vinted_ids).await?;
    for linked in idle_and_linked(tx, vinted_ids).await? {
        settle(tx, linked).await?;
    }
    Ok(())
}

/// Follows from how those stand that are over, and whose item does not know it yet: a job was at it when a walk found
/// out, and no later walk meets it again.
pub(crate) async fn catch_up(tx: &mut TenantTx) -> Result<(), Error> {
    let missed: Vec<i64> = sqlx::query_scalar(
        "select w.vinted_id from wardrobe_items w join listings l on l.id = w.listing_id
        where l.state = 'live' and w.state = any ($1) order by w.vinted_id",
    )
    .bind(rows::names(&rows::GONE))
    .fetch_all(tx.conn())
    .await
    .attempted("looking whose item does not know that it is over")?;
    follow(tx, &missed).await
}

/// Listings that StoFlow knows by Vinted's number are their items'.
async fn recognise(tx: &mut TenantTx, vinted_ids: &[i64]) -> Result<(), Error> {
    let numbers: Vec<String> = vinted_ids.iter().map(ToString::to_string).collect();
    sqlx::query(
        "update wardrobe_items set listing_id = l.id from listings l
        where wardrobe_items.vinted_id = any ($1) and wardrobe_items.listing_id is null
        and l.platform = 'vinted' and l.external_id = any ($2) and l.external_id = wardrobe_items.vinted_id::text
        and l.state in ('live', 'updating', 'removing')
        and not exists (select 1 from wardrobe_items other where other.listing_id = l.id)",
    )
    .bind(vinted_ids)
    .bind(numbers)
    .execute(tx.conn())
    .await
    .attempted("recognising listings in the wardrobe")?;
    Ok(())
}

/// A publication whose end nobody knew is found by the reference in a description: it is live.
async fn find_lost(tx: &mut TenantTx, vinted_ids: &[i64]) -> Result<(), Error> {
    let lost: Vec<(i64, String)> = sqlx::query_as(
        "select l.id, l.reference from listings l where l.platform = 'vinted' and l.state = 'in_doubt'
        and not exists (select 1 from marketplace_jobs j where j.listing_id = l.id and j.finished_at is null)
        for update of l skip locked",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking for listings in doubt")?;
    if lost.is_empty() {
        return Ok(());
    }
    let shown: Vec<(i64, String, Option<i64>, String, String)> = sqlx::query_as(
        "select vinted_id, title, price_minor, url, codes from wardrobe_items
        where vinted_id = any ($1) and listing_id is null and codes <> '' and state <> 'vanished'",
    )
    .bind(vinted_ids)
    .fetch_all(tx.conn())
    .await
    .attempted("reading references in the wardrobe")?;
    for (listing, code) in lost {
        let Some(code) = Reference::of_code(&code).map(|code| likeness::code(code.code())) else {
            continue;
        };
        let holder = shown
            .iter()
            .find(|(.., codes)| codes.lines().any(|line| line == code));
        if let Some((vinted_id, title, price, url, _)) = holder {
            let seen = Seen {
                vinted_id: *vinted_id,
                url: &vinted::page(*vinted_id, url),
                title,
                price: price.map(Money::euros_from_cents),
            };
            outcome::found(tx, ListingId(listing), &seen).await?;
            rows::tie(tx, *vinted_id, ListingId(listing)).await?;
        }
    }
    Ok(())
}

/// A listing in the wardrobe that is an item's, with nobody at work on it.
#[derive(sqlx::FromRow)]
struct Linked {
    listing: i64,
    product: i64,
    state: String,
    title: String,
    price_minor: Option<i64>,
    /// Something else than what is stored is seen.
    differs: bool,
    to_verify: bool,
    /// It was seen after it was published.
    seen_since: bool,
}

async fn idle_and_linked(tx: &mut TenantTx, vinted_ids: &[i64]) -> Result<Vec<Linked>, Error> {
    sqlx::query_as(
        "select l.id as listing, l.product_id as product, w.state, w.title, w.price_minor
            , (w.title, coalesce(w.price_minor, l.price_minor)) is distinct from (l.title, l.price_minor) as differs
            , l.to_verify, coalesce(w.seen_at > l.published_at, true) as seen_since
        from wardrobe_items w join listings l on l.id = w.listing_id
        where w.vinted_id = any ($1) and l.state = 'live'
        and not exists (select 1 from marketplace_jobs j where j.listing_id = l.id and j.finished_at is null)
        order by w.vinted_id for update of l skip locked",
    )
    .bind(vinted_ids)
    .fetch_all(tx.conn())
    .await
    .attempted("reading which items the wardrobe shows")
}

async fn settle(tx: &mut TenantTx, linked: Linked) -> Result<(), Error> {
    let (listing, product) = (ListingId(linked.listing), ProductId(linked.product));
    match rows::state(&linked.state)? {
        WardrobeState::Sold => {
            outcome::sell(tx, listing, product).await?;
            sales::ask(tx, Actor::Worker).await.map(drop)
        }
        WardrobeState::Closed => {
            snapshots::keep(tx, listing, TakenDown::Closed).await?;
            outcome::take_down(tx, listing, product).await
        }
        WardrobeState::Vanished => {
            snapshots::keep(tx, listing, TakenDown::Vanished).await?;
            outcome::take_down(tx, listing, product).await
        }
        state @ (WardrobeState::OnSale
        | WardrobeState::Draft
        | WardrobeState::Reserved
        | WardrobeState::Hidden) => {
            if state == WardrobeState::OnSale && linked.to_verify && linked.seen_since {
                listings::rows::verified(tx, listing).await?;
            }
            if linked.differs {
                let price = linked.price_minor.map(Money::euros_from_cents);
                listings::outcome::notice(tx, listing, &linked.title, price).await?;
            }
            Ok(())
        }
    }
}
