//! The table `listings`: a product's presence on one site of one channel.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one};
use crate::error::Error;
use crate::jobs::settle::Intent;
use crate::listings::Adopted;
use sqlx::types::Json;
use stoflow_wire::ids::{ListingId, ProductId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::listings::{ListingField, ListingState};
use stoflow_wire::money::Money;
use stoflow_wire::platform::Platform;
use stoflow_wire::vinted::VintedOrder;
use time::OffsetDateTime;

#[derive(Clone, Debug)]
pub(crate) struct Listing {
    pub(crate) id: ListingId,
    pub(crate) product: ProductId,
    pub(crate) state: ListingState,
    /// The code in the description by which it is found again.
    pub(crate) reference: String,
    pub(crate) upload_session: String,
    pub(crate) external_id: Option<String>,
    /// The order last put on record, and the product version it was made from.
    pub(crate) request: Option<VintedOrder>,
    pub(crate) request_version: Option<i64>,
    pub(crate) request_hash: Option<String>,
    /// A permit for the unrepeatable call was given, and its end is not known.
    pub(crate) sent: bool,
    /// When that was first.
    pub(crate) sent_at: Option<OffsetDateTime>,
}

impl Listing {
    /// Vinted's id of a listing that is live.
    pub(crate) fn vinted_id(&self) -> Result<i64, Error> {
        self.external_id
            .as_deref()
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| Error::internal("reading a listing's id", "it has none"))
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    product_id: i64,
    state: String,
    reference: String,
    upload_session: String,
    external_id: Option<String>,
    request: Option<Json<VintedOrder>>,
    request_version: Option<i64>,
    request_hash: Option<String>,
    sent_at: Option<OffsetDateTime>,
}

impl TryFrom<Row> for Listing {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: ListingId(row.id),
            product: ProductId(row.product_id),
            state: ListingState::from_name(&row.state)
                .ok_or_else(|| Error::internal("reading a listing", "its state is unknown"))?,
            reference: row.reference,
            upload_session: row.upload_session,
            external_id: row.external_id,
            request: row.request.map(|json| json.0),
            request_version: row.request_version,
            request_hash: row.request_hash,
            sent: row.sent_at.is_some(),
            sent_at: row.sent_at,
        })
    }
}

/// Locks a listing's row.
pub(crate) async fn lock(tx: &mut TenantTx, id: ListingId) -> Result<Listing, Error> {
    sqlx::query("select 1 from listings where id = $1 for update")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("locking a listing")?;
    get(tx, id).await
}

/// A listing as it is now; it may be another a moment later.
pub(crate) async fn get(tx: &mut TenantTx, id: ListingId) -> Result<Listing, Error> {
    let row: Option<Row> = sqlx::query_as(
        "select id, product_id, state, reference, upload_session, external_id, request, request_version, \
         request_hash, sent_at from listings where id = $1",
    )
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a listing")?;
    row.ok_or(Error::NotFound { what: "listing" })?.try_into()
}

/// The listing a job is about.
pub(crate) async fn of_job(
    tx: &mut TenantTx,
    listing: Option<ListingId>,
) -> Result<Listing, Error> {
    get(tx, listing.ok_or(Error::NotFound { what: "listing" })?).await
}

/// Whether a permit was given for this listing whose end is not known.
pub(crate) async fn is_sent(tx: &mut TenantTx, listing: Option<ListingId>) -> Result<bool, Error> {
    let Some(listing) = listing else {
        return Ok(false);
    };
    sqlx::query_scalar("select sent_at is not null from listings where id = $1")
        .bind(listing.0)
        .fetch_one(tx.conn())
        .await
        .attempted("reading whether a listing was sent")
}

/// What a new listing is found and told apart by.
pub(crate) struct Marks {
    pub(crate) reference: String,
    pub(crate) upload_session: String,
}

/// A new listing on its way. `None` where the product has one there that is, or may be, live.
pub(crate) async fn add(
    tx: &mut TenantTx,
    product: ProductId,
    platform: Platform,
    site: &'static str,
    marks: &Marks,
) -> Result<Option<ListingId>, Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "insert into listings (product_id, platform, site, state, reference, upload_session) \
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id",
    )
    .bind(product.0)
    .bind(platform.name())
    .bind(site)
    .bind(ListingState::Creating.name())
    .bind(&marks.reference)
    .bind(&marks.upload_session)
    .fetch_optional(tx.conn())
    .await
    .attempted("adding a listing")?;
    Ok(id.map(ListingId))
}

/// A new listing of what is on Vinted already. `None` where the product has one there that is, or may be, live.
pub(super) async fn add_live(
    tx: &mut TenantTx,
    product: ProductId,
    site: &'static str,
    marks: &Marks,
    adopted: &Adopted<'_>,
) -> Result<Option<ListingId>, Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "insert into listings (product_id, platform, site, state, reference, upload_session, external_id, url, title, \
         price_minor, published_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, now())) \
         on conflict do nothing returning id",
    )
    .bind(product.0)
    .bind(Platform::Vinted.name())
    .bind(site)
    .bind(ListingState::Live.name())
    .bind(&marks.reference)
    .bind(&marks.upload_session)
    .bind(adopted.item.vinted_id.to_string())
    .bind(&adopted.url)
    .bind(&adopted.item.title)
    .bind(adopted.item.price.map(|price| price.minor))
    .bind(adopted.item.listed_at)
    .fetch_optional(tx.conn())
    .await
    .attempted("adding a listing that is live already")?;
    Ok(id.map(ListingId))
}

/// Removes a listing that never left this server.
pub(crate) async fn erase(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    sqlx::query("update marketplace_jobs set listing_id = null where listing_id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("parting a job from its listing")?;
    sqlx::query("delete from listings where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("erasing a listing")?;
    Ok(())
}

/// Puts the exact order on record before it leaves.
pub(crate) async fn intend(tx: &mut TenantTx, id: ListingId, intent: &Intent) -> Result<(), Error> {
    let done = sqlx::query(
        "update listings set request = $2, request_version = $3, request_hash = $4, updated_at = now() where id = $1",
    )
    .bind(id.0)
    .bind(Json(&intent.order))
    .bind(intent.version)
    .bind(&intent.hash)
    .execute(tx.conn())
    .await
    .attempted("putting an order on record")?;
    expect_one(&done, "listing")
}

/// From here on it may be live: to be committed before the permit leaves.
pub(crate) async fn mark_sent(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    let done = sqlx::query(
        "update listings set sent_at = coalesce(sent_at, now()), updated_at = now() where id = $1",
    )
    .bind(id.0)
    .execute(tx.conn())
    .await
    .attempted("marking a listing as sent")?;
    expect_one(&done, "listing")
}

/// Where a listing stands while nothing is known to have changed outside.
pub(crate) struct Standing<'a> {
    pub(crate) state: ListingState,
    /// It may be live, and that stays to be found out.
    pub(crate) in_doubt: bool,
    pub(crate) trouble: Option<&'a Trouble>,
}

pub(crate) async fn stand(
    tx: &mut TenantTx,
    id: ListingId,
    standing: Standing<'_>,
) -> Result<(), Error> {
    sqlx::query(
        "update listings set state = $2, sent_at = case when $3 then coalesce(sent_at, now()) end, trouble = $4, \
         updated_at = now() where id = $1",
    )
    .bind(id.0)
    .bind(standing.state.name())
    .bind(standing.in_doubt)
    .bind(standing.trouble.map(Json))
    .execute(tx.conn())
    .await
    .attempted("writing where a listing stands")?;
    Ok(())
}

/// What is known of a listing that was made just now.
#[derive(Clone, Copy)]
pub(crate) struct FoundAt<'a> {
    pub(crate) vinted_id: i64,
    pub(crate) url: &'a str,
    /// The seller has to verify the item there before it is shown.
    pub(crate) to_verify: bool,
}

/// What the marketplace shows after a write that is known to have happened.
pub(crate) struct Shown<'a> {
    /// Where it is to be found, where that is news.
    pub(crate) found_at: Option<FoundAt<'a>>,
    pub(crate) title: &'a str,
    pub(crate) price: Money,
    pub(crate) differences: &'a [ListingField],
}

pub(crate) async fn show(tx: &mut TenantTx, id: ListingId, shown: Shown<'_>) -> Result<(), Error> {
    sqlx::query(
        "update listings set state = $2, external_id = coalesce($3, external_id), url = coalesce($4, url), title = $5, \
         price_minor = $6, currency = $7, differences = $8, sent_at = null, trouble = null, \
         written = request -> 'item', written_hash = request_hash, written_version = request_version, \
         published_at = coalesce(published_at, now()), to_verify = coalesce($9, to_verify), updated_at = now() \
         where id = $1",
    )
    .bind(id.0)
    .bind(ListingState::Live.name())
    .bind(shown.found_at.map(|found| found.vinted_id.to_string()))
    .bind(shown.found_at.map(|found| found.url))
    .bind(shown.title)
    .bind(shown.price.minor)
    .bind(shown.price.currency.code())
    .bind(names(shown.differences))
    .bind(shown.found_at.map(|found| found.to_verify))
    .execute(tx.conn())
    .await
    .attempted("writing what a listing shows")?;
    Ok(())
}

/// How a listing was met on its marketplace.
pub(crate) struct Seen<'a> {
    pub(crate) vinted_id: i64,
    pub(crate) url: &'a str,
    pub(crate) title: &'a str,
    /// `None` in a currency that is not known here.
    pub(crate) price: Option<Money>,
}

/// It is live, whatever was thought of it.
pub(super) async fn found(tx: &mut TenantTx, id: ListingId, seen: &Seen<'_>) -> Result<(), Error> {
    sqlx::query(
        "update listings set state = $2, external_id = $3, url = $4, title = $5, price_minor = coalesce($6, price_minor), \
         sent_at = null, trouble = null, written = coalesce(request -> 'item', written), \
         written_hash = coalesce(request_hash, written_hash), \
         written_version = coalesce(request_version, written_version), \
         published_at = coalesce(published_at, now()), updated_at = now() where id = $1",
    )
    .bind(id.0)
    .bind(ListingState::Live.name())
    .bind(seen.vinted_id.to_string())
    .bind(seen.url)
    .bind(seen.title)
    .bind(seen.price.map(|price| price.minor))
    .execute(tx.conn())
    .await
    .attempted("writing that a listing was found")?;
    Ok(())
}

/// What the marketplace shows of a live listing, and how that differs from what it should.
pub(super) async fn notice(
    tx: &mut TenantTx,
    id: ListingId,
    title: &str,
    price: Option<Money>,
    differences: &[ListingField],
) -> Result<(), Error> {
    sqlx::query(
        "update listings set title = $2, price_minor = coalesce($3, price_minor), differences = $4, updated_at = now() \
         where id = $1",
    )
    .bind(id.0)
    .bind(title)
    .bind(price.map(|price| price.minor))
    .bind(names(differences))
    .execute(tx.conn())
    .await
    .attempted("writing what a listing shows")?;
    Ok(())
}

/// The marketplace shows it: nothing is left to verify.
pub(crate) async fn verified(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    sqlx::query(
        "update listings set to_verify = false, updated_at = now() where id = $1 and to_verify",
    )
    .bind(id.0)
    .execute(tx.conn())
    .await
    .attempted("writing that a listing is verified")?;
    Ok(())
}

fn names(fields: &[ListingField]) -> Vec<&'static str> {
    fields.iter().map(|field| field.name()).collect()
}

/// Gone from the marketplace.
pub(crate) async fn remove(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    sqlx::query(
        "update listings set state = $2, sent_at = null, trouble = null, removed_at = now(), updated_at = now() \
         where id = $1",
    )
    .bind(id.0)
    .bind(ListingState::Removed.name())
    .execute(tx.conn())
    .await
    .attempted("writing that a listing is gone")?;
    Ok(())
}

/// Sold on the marketplace.
pub(crate) async fn sell(tx: &mut TenantTx, id: ListingId) -> Result<(), Error> {
    sqlx::query(
        "update listings set state = $2, sent_at = null, trouble = null, updated_at = now() where id = $1",
    )
    .bind(id.0)
    .bind(ListingState::Sold.name())
    .execute(tx.conn())
    .await
    .attempted("writing that a listing is sold")?;
    Ok(())
}

/// Whether the product is, or may be, on a marketplace.
pub(crate) async fn is_anywhere(tx: &mut TenantTx, product: ProductId) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (select 1 from listings where product_id = $1 \
         and state in ('live', 'updating', 'removing', 'relisting', 'in_doubt'))",
    )
    .bind(product.0)
    .fetch_one(tx.conn())
    .await
    .attempted("looking where a product is listed")
}
