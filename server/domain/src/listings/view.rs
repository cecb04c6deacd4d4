//! Listings as the dashboard shows them: the newest of a product on each channel. Changes nothing.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::caution::Rule;
use crate::listings::written::{self, Standing};
use sqlx::types::Json;
use std::collections::HashMap;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::listings::{ChannelBadge, ListingField, ListingState, ListingView, Withheld};
use stoflow_wire::money::Money;
use stoflow_wire::platform::Platform;
use stoflow_wire::wardrobe::WardrobeState;
use time::OffsetDateTime;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    platform: String,
    state: String,
    url: Option<String>,
    price_minor: Option<i64>,
    title: Option<String>,
    job: Option<i64>,
    trouble: Option<Json<Trouble>>,
    differences: Vec<String>,
    published_at: Option<OffsetDateTime>,
    favourites: i64,
    to_verify: bool,
    in_wardrobe: Option<String>,
}

/// Why a listing that is there cannot be bought. What the wardrobe shows is believed as long as the listing counts as
/// live; how it ends is `wardrobe::consequences`.
fn withheld(state: ListingState, to_verify: bool, in_wardrobe: Option<&str>) -> Option<Withheld> {
    if !matches!(
        state,
        ListingState::Live
            | ListingState::Updating
            | ListingState::Removing
            | ListingState::Relisting
    ) {
        return None;
    }
    if to_verify {
        return Some(Withheld::ToVerify);
    }
    match in_wardrobe.and_then(WardrobeState::from_name)? {
        WardrobeState::Reserved => Some(Withheld::Reserved),
        WardrobeState::Hidden => Some(Withheld::Hidden),
        WardrobeState::Draft => Some(Withheld::Draft),
        WardrobeState::Sold => Some(Withheld::Sold),
        WardrobeState::OnSale | WardrobeState::Closed | WardrobeState::Vanished => None,
    }
}

impl Row {
    fn shown(self, rule: &Rule, standing: Option<Standing>) -> Result<ListingView, Error> {
        let row = self;
        let state = state(&row.state)?;
        let caution = (state == ListingState::Live)
            .then(|| rule.caution(row.published_at, row.favourites))
            .flatten();
        Ok(ListingView {
            id: ListingId(row.id),
            platform: platform(&row.platform)?,
            state,
            withheld: withheld(state, row.to_verify, row.in_wardrobe.as_deref()),
            url: row.url,
            price: row.price_minor.map(Money::euros_from_cents),
            title: row.title,
            job: row.job.map(JobId),
            trouble: row.trouble.map(|json| json.0),
            differences: row
                .differences
                .iter()
                .filter_map(|name| ListingField::from_name(name))
                .collect(),
            outdated: standing.as_ref().is_some_and(|now| now.outdated),
            photos_changed: standing.is_some_and(|now| now.photos_changed),
            caution,
            published_at: row.published_at,
        })
    }
}

fn platform(name: &str) -> Result<Platform, Error> {
    Platform::from_name(name)
        .ok_or_else(|| Error::internal("showing a listing", "its marketplace is unknown"))
}

fn state(name: &str) -> Result<ListingState, Error> {
    ListingState::from_name(name)
        .ok_or_else(|| Error::internal("showing a listing", "its state is unknown"))
}

/// One per channel, the newest. `outdated` only while it is live, or a draft that is kept.
pub(super) async fn of_product(
    tx: &mut TenantTx,
    product: ProductId,
) -> Result<Vec<ListingView>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "select distinct on (l.platform) l.id, l.platform, l.state, l.url, l.price_minor, l.title, \
         (select max(j.id) from marketplace_jobs j where j.listing_id = l.id and j.finished_at is null) as job, \
         l.trouble, l.differences, l.published_at, coalesce(w.favourites, 0) as favourites, l.to_verify, \
         w.state as in_wardrobe from listings l \
         left join wardrobe_items w on w.listing_id = l.id where l.product_id = $1 \
         order by l.platform, l.id desc",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading a product's listings")?;
    let rule = Rule::read(tx).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let standing = match state(&row.state)? {
            ListingState::Live | ListingState::Updating | ListingState::Draft => {
                Some(written::standing(tx, ListingId(row.id), product).await?)
            }
            _ => None,
        };
        shown.push(row.shown(&rule, standing)?);
    }
    Ok(shown)
}

/// The badges of a page of products, in one statement. A product that was never listed has none.
pub(super) async fn badges(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<HashMap<ProductId, Vec<ChannelBadge>>, Error> {
    let ids: Vec<i64> = products.iter().map(|id| id.0).collect();
    let rows: Vec<(i64, String, String, bool, Option<String>)> = sqlx::query_as(
        "select distinct on (l.product_id, l.platform) l.product_id, l.platform, l.state, l.to_verify, w.state \
         from listings l left join wardrobe_items w on w.listing_id = l.id \
         where l.product_id = any($1) order by l.product_id, l.platform, l.id desc",
    )
    .bind(&ids)
    .fetch_all(tx.conn())
    .await
    .attempted("reading products' listings")?;
    let mut badges: HashMap<ProductId, Vec<ChannelBadge>> = HashMap::new();
    for (product, platform_name, state_name, to_verify, in_wardrobe) in rows {
        let state = state(&state_name)?;
        badges
            .entry(ProductId(product))
            .or_default()
            .push(ChannelBadge {
                platform: platform(&platform_name)?,
                state,
                withheld: withheld(state, to_verify, in_wardrobe.as_deref()),
            });
    }
    Ok(badges)
}

/// The products whose last listing a marketplace refused.
pub(crate) async fn refused(tx: &mut TenantTx) -> Result<Vec<ProductId>, Error> {
    // By the clock and in one pass: looking for a later one of each would cost a walk for each.
    let ids: Vec<i64> = sqlx::query_scalar(
        "select product_id from listings group by product_id \
         having max(created_at) filter (where state = 'failed') = max(created_at)",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking for refused products")?;
    Ok(ids.into_iter().map(ProductId).collect())
}

/// The products that a marketplace wants the seller to verify.
pub(crate) async fn to_verify(tx: &mut TenantTx) -> Result<Vec<ProductId>, Error> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "select product_id from listings \
         where to_verify and state in ('live', 'updating', 'removing', 'relisting')",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking for products to verify")?;
    Ok(ids.into_iter().map(ProductId).collect())
}
