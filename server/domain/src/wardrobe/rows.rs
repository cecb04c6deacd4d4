//! The table `wardrobe_items`: whose each listing on vinted.fr is, and what became of its photos. What was seen
//! there is written by `seen`. Stores, and concludes nothing.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use sqlx::types::Json;
use stoflow_wire::ids::{ListingId, ProductId};
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::{ListingDetails, WardrobeItem, WardrobePhoto, WardrobeState};
use time::OffsetDateTime;

/// Where a listing can be seen, or will be: what can be somebody's item.
pub(super) const OPEN: [WardrobeState; 4] = [
    WardrobeState::OnSale,
    WardrobeState::Draft,
    WardrobeState::Reserved,
    WardrobeState::Hidden,
];

/// Over, one way or another.
pub(super) const GONE: [WardrobeState; 3] = [
    WardrobeState::Sold,
    WardrobeState::Closed,
    WardrobeState::Vanished,
];

pub(super) fn names(states: &[WardrobeState]) -> Vec<&'static str> {
    states.iter().map(|state| state.name()).collect()
}

/// All that a listing on vinted.fr tells, locked.
pub(crate) struct Held {
    pub(crate) item: WardrobeItem,
    pub(crate) details: Option<ListingDetails>,
    pub(crate) listing: Option<ListingId>,
    /// Ids of its photos that are in the storage of the item made from it; `None` where none was made.
    pub(crate) fetched: Option<Vec<i64>>,
}

#[derive(sqlx::FromRow)]
struct Row {
    vinted_id: i64,
    title: String,
    price_minor: Option<i64>,
    brand: String,
    size: String,
    condition: String,
    url: String,
    photos: Json<Vec<WardrobePhoto>>,
    photo_count: i32,
    total_price_minor: Option<i64>,
    service_fee_minor: Option<i64>,
    state: String,
    views: i64,
    favourites: i64,
    listed_at: Option<OffsetDateTime>,
    details: Option<Json<ListingDetails>>,
    listing_id: Option<i64>,
    fetched_photos: Option<Vec<i64>>,
}

/// Locks a listing's row. `NotFound` where the wardrobe never had it.
pub(crate) async fn lock(tx: &mut TenantTx, vinted_id: i64) -> Result<Held, Error> {
    let row: Option<Row> = sqlx::query_as(
        "select vinted_id, title, price_minor, brand, size, condition, url, photos, state, views, favourites
            , listed_at, details, listing_id, photo_count, total_price_minor, service_fee_minor, fetched_photos
        from wardrobe_items where vinted_id = $1 for update",
    )
    .bind(vinted_id)
    .fetch_optional(tx.conn())
    .await
    .attempted("locking a listing of the wardrobe")?;
    let row = row.ok_or(NOT_THERE)?;
    Ok(Held {
        item: WardrobeItem {
            vinted_id: row.vinted_id,
            title: row.title,
            price: row.price_minor.map(Money::euros_from_cents),
            total_price: row.total_price_minor.map(Money::euros_from_cents),
            service_fee: row.service_fee_minor.map(Money::euros_from_cents),
            brand: row.brand,
            size: row.size,
            condition: row.condition,
            url: row.url,
            photos: row.photos.0,
            photo_count: row.photo_count.unsigned_abs(),
            state: state(&row.state)?,
            views: row.views,
            favourites: row.favourites,
            listed_at: row.listed_at,
        },
        details: row.details.map(|json| json.0),
        listing: row.listing_id.map(ListingId),
        fetched: row.fetched_photos,
    })
}

pub(super) const NOT_THERE: Error = Error::NotFound {
    what: "listing in the wardrobe",
};

pub(super) fn state(name: &str) -> Result<WardrobeState, Error> {
    WardrobeState::from_name(name)
        .ok_or_else(|| Error::internal("reading the wardrobe", format!("`{name}` is no state")))
}

/// The item's listing, without a lock. `NotFound` where the wardrobe never had it.
pub(super) async fn listing_of(
    tx: &mut TenantTx,
    vinted_id: i64,
) -> Result<Option<ListingId>, Error> {
    let listing: Option<Option<i64>> =
        sqlx::query_scalar("select listing_id from wardrobe_items where vinted_id = $1")
            .bind(vinted_id)
            .fetch_optional(tx.conn())
            .await
            .attempted("reading whose listing this is")?;
    Ok(listing.ok_or(NOT_THERE)?.map(ListingId))
}

/// It is this listing from now on.
pub(super) async fn tie(
    tx: &mut TenantTx,
    vinted_id: i64,
    listing: ListingId,
) -> Result<(), Error> {
    sqlx::query("update wardrobe_items set listing_id = $2 where vinted_id = $1")
        .bind(vinted_id)
        .bind(listing.0)
        .execute(tx.conn())
        .await
        .attempted("linking a listing")?;
    Ok(())
}

/// It is nobody's from now on.
pub(super) async fn untie(tx: &mut TenantTx, listing: ListingId) -> Result<(), Error> {
    sqlx::query(
        "update wardrobe_items set listing_id = null, made_version = null, fetched_photos = null, photos_due = false
        where listing_id = $1",
    )
    .bind(listing.0)
    .execute(tx.conn())
    .await
    .attempted("unlinking a listing")?;
    Ok(())
}

/// An item was made from it just now, and has none of its photos yet.
pub(super) async fn note_origin(tx: &mut TenantTx, vinted_id: i64) -> Result<(), Error> {
    sqlx::query(
        "update wardrobe_items set fetched_photos = '{}', photos_due = false where vinted_id = $1",
    )
    .bind(vinted_id)
    .execute(tx.conn())
    .await
    .attempted("remembering that an item has no photos yet")?;
    Ok(())
}

/// One of its photos is in the item's storage.
pub(crate) async fn note_fetched(
    tx: &mut TenantTx,
    vinted_id: i64,
    photo: i64,
) -> Result<(), Error> {
    sqlx::query(
        "update wardrobe_items set fetched_photos = array_append(fetched_photos, $2)
        where vinted_id = $1 and fetched_photos is not null",
    )
    .bind(vinted_id)
    .bind(photo)
    .execute(tx.conn())
    .await
    .attempted("remembering which photo an item has")?;
    Ok(())
}

/// Its photos are about to be fetched, all that are known by now.
pub(crate) async fn begin_photos(tx: &mut TenantTx, vinted_id: i64) -> Result<(), Error> {
    sqlx::query("update wardrobe_items set photos_due = false where vinted_id = $1")
        .bind(vinted_id)
        .execute(tx.conn())
        .await
        .attempted("beginning with the photos of a listing")?;
    Ok(())
}

/// Items that lack photos of the listing they were made from.
pub(super) async fn lacking_photos(tx: &mut TenantTx) -> Result<Vec<(i64, ProductId)>, Error> {
    let lacking: Vec<(i64, i64)> = sqlx::query_as(
        "select w.vinted_id, l.product_id from wardrobe_items w join listings l on l.id = w.listing_id
        where w.photos_due and w.state = any ($1) order by w.vinted_id",
    )
    .bind(names(&OPEN))
    .fetch_all(tx.conn())
    .await
    .attempted("looking which items lack photos")?;
    Ok(lacking
        .into_iter()
        .map(|(vinted_id, product)| (vinted_id, ProductId(product)))
        .collect())
}

/// An item was made from it, and is untouched as long as it has this version.
pub(super) async fn note_made(
    tx: &mut TenantTx,
    vinted_id: i64,
    product: ProductId,
) -> Result<(), Error> {
    sqlx::query(
        "update wardrobe_items set made_version = p.version from products p where vinted_id = $1 and p.id = $2",
    )
    .bind(vinted_id)
    .bind(product.0)
    .execute(tx.conn())
    .await
    .attempted("remembering what an item was made from")?;
    Ok(())
}

/// What the wardrobe knows of the photos of an item's listing.
#[derive(Default)]
pub(crate) struct ShownPhotos {
    /// All that were told of, the cover first.
    pub(crate) photos: Vec<WardrobePhoto>,
    /// The item was made from the listing, so it has them.
    pub(crate) made_from_it: bool,
}

pub(crate) async fn shown(tx: &mut TenantTx, listing: ListingId) -> Result<ShownPhotos, Error> {
    let row: Option<(i64, bool)> = sqlx::query_as(
        "select vinted_id, fetched_photos is not null from wardrobe_items where listing_id = $1",
    )
    .bind(listing.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking what the wardrobe shows of a listing")?;
    let Some((vinted_id, made_from_it)) = row else {
        return Ok(ShownPhotos::default());
    };
    let held = lock(tx, vinted_id).await?;
    Ok(ShownPhotos {
        photos: held.all_photos(),
        made_from_it,
    })
}

impl Held {
    /// Those of the upload form are the larger ones, and all there are.
    pub(crate) fn all_photos(self) -> Vec<WardrobePhoto> {
        self.details
            .map(|details| details.photos)
            .filter(|photos| !photos.is_empty())
            .unwrap_or(self.item.photos)
    }
}

/// Which of these can still become somebody's item.
pub(super) async fn loose(tx: &mut TenantTx, vinted_ids: &[i64]) -> Result<Vec<i64>, Error> {
    sqlx::query_scalar(
        "select vinted_id from wardrobe_items
        where vinted_id = any ($1) and listing_id is null and state = any ($2)
        order by vinted_id",
    )
    .bind(vinted_ids)
    .bind(names(&OPEN))
    .fetch_all(tx.conn())
    .await
    .attempted("looking which listings are nobody's")
}

/// The item made from this listing, as long as nobody saved it or types in it.
pub(super) async fn untouched_made(
    tx: &mut TenantTx,
    vinted_id: i64,
) -> Result<Option<ProductId>, Error> {
    let product: Option<i64> = sqlx::query_scalar(
        "select p.id from wardrobe_items w join listings l on l.id = w.listing_id
        join products p on p.id = l.product_id
        where w.vinted_id = $1 and w.made_version = p.version
        and not exists (select 1 from product_drafts d where d.product_id = p.id)",
    )
    .bind(vinted_id)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking for the item that was made from a listing")?;
    Ok(product.map(ProductId))
}
