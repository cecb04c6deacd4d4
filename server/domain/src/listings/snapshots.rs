//! What a listing was, kept before it is taken off (`listing_snapshots`).

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use serde_json::Value;
use stoflow_wire::ids::ListingId;
use time::OffsetDateTime;

#[derive(sqlx::FromRow)]
struct Known {
    external_id: String,
    title: Option<String>,
    price_minor: Option<i64>,
    currency: String,
    url: Option<String>,
    published_at: Option<OffsetDateTime>,
    views: Option<i64>,
    favourites: Option<i64>,
    request: Option<Value>,
    seen: Option<Value>,
}

/// Keeps what is known of a listing that has a number on its marketplace; once for each number.
pub(crate) async fn keep(tx: &mut TenantTx, listing: ListingId) -> Result<(), Error> {
    let Some(known) = known(tx, listing).await? else {
        return Ok(());
    };
    sqlx::query(
        "insert into listing_snapshots (listing_id, external_id, title, price_minor, currency, url, published_at, \
         views, favourites, request, seen) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         on conflict (listing_id, external_id) do nothing",
    )
    .bind(listing.0)
    .bind(known.external_id)
    .bind(known.title)
    .bind(known.price_minor)
    .bind(known.currency)
    .bind(known.url)
    .bind(known.published_at)
    .bind(known.views)
    .bind(known.favourites)
    .bind(known.request)
    .bind(known.seen)
    .execute(tx.conn())
    .await
    .attempted("keeping what a listing was")?;
    Ok(())
}

async fn known(tx: &mut TenantTx, listing: ListingId) -> Result<Option<Known>, Error> {
    sqlx::query_as(
        "select l.external_id, l.title, l.price_minor, l.currency, l.url, l.published_at, w.views, w.favourites, \
         l.request, case when w.vinted_id is not null \
             then jsonb_build_object('photos', w.photos, 'details', w.details) end as seen \
         from listings l left join wardrobe_items w on w.listing_id = l.id \
         where l.id = $1 and l.external_id is not null",
    )
    .bind(listing.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading what a listing was")
}
