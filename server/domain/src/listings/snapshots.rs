//! What a listing was, kept before it is taken off (`listing_snapshots`): text, price, what people thought of it, where
//! its photos lie. Until it is gone, what is known later replaces what was known before.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use serde_json::Value;
use sqlx::types::Json;
use stoflow_wire::archive::TakenDown;
use stoflow_wire::ids::ListingId;
use stoflow_wire::wardrobe::ListingDetails;
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
pub(crate) async fn keep(
    tx: &mut TenantTx,
    listing: ListingId,
    why: TakenDown,
) -> Result<(), Error> {
    let Some(known) = known(tx, listing).await? else {
        return Ok(());
    };
    sqlx::query(
        "insert into listing_snapshots (listing_id, external_id, title, price_minor, currency, url, published_at, \
         views, favourites, request, seen, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (listing_id, external_id) do update set title = coalesce(excluded.title, listing_snapshots.title), \
         price_minor = coalesce(excluded.price_minor, listing_snapshots.price_minor), currency = excluded.currency, \
         url = coalesce(excluded.url, listing_snapshots.url), published_at = excluded.published_at, \
         views = coalesce(excluded.views, listing_snapshots.views), \
         favourites = coalesce(excluded.favourites, listing_snapshots.favourites), \
         request = coalesce(excluded.request, listing_snapshots.request), \
         seen = coalesce(jsonb_strip_nulls(listing_snapshots.seen), '{}') || coalesce(jsonb_strip_nulls(excluded.seen), '{}'), \
         reason = excluded.reason, taken_at = now()",
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
    .bind(why.name())
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

/// Adds what the upload form says of it at the last moment.
pub(crate) async fn describe(
    tx: &mut TenantTx,
    listing: ListingId,
    details: &ListingDetails,
) -> Result<(), Error> {
    sqlx::query(
        "update listing_snapshots set seen = coalesce(seen, '{}') || jsonb_build_object('details', $2::jsonb) \
         where listing_id = $1 and external_id = (select external_id from listings where id = $1)",
    )
    .bind(listing.0)
    .bind(Json(details))
    .execute(tx.conn())
    .await
    .attempted("keeping what a listing said")?;
    Ok(())
}

/// Whether its photos are kept already.
pub(crate) async fn has_photos(tx: &mut TenantTx, listing: ListingId) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (select 1 from listing_snapshots s join listings l on l.id = s.listing_id \
         and l.external_id = s.external_id where s.listing_id = $1 and s.photos <> '{}')",
    )
    .bind(listing.0)
    .fetch_one(tx.conn())
    .await
    .attempted("looking whether a listing's photos are kept")
}

/// Adds where its photos lie.
pub(crate) async fn illustrate(
    tx: &mut TenantTx,
    listing: ListingId,
    storage_keys: &[String],
) -> Result<(), Error> {
    sqlx::query(
        "update listing_snapshots set photos = $2 \
         where listing_id = $1 and external_id = (select external_id from listings where id = $1)",
    )
    .bind(listing.0)
    .bind(storage_keys)
    .execute(tx.conn())
    .await
    .attempted("keeping a listing's photos")?;
    Ok(())
}

/// Whether a picture in the store shows what some listing was.
pub(crate) async fn shows(tx: &mut TenantTx, storage_key: &str) -> Result<bool, Error> {
    sqlx::query_scalar("select exists (select 1 from listing_snapshots where $1 = any (photos))")
        .bind(storage_key)
        .fetch_one(tx.conn())
        .await
        .attempted("looking whether a picture is kept for a listing")
}
