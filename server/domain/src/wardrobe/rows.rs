//! The table `wardrobe_items`: what the extension read of each listing on vinted.fr. Stores, and concludes nothing.

use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wardrobe::likeness;
use sqlx::types::Json;
use std::collections::HashSet;
use stoflow_wire::ids::{ListingId, ProductId};
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::{
    ListingAttribute, ListingDetails, WardrobeItem, WardrobePhoto, WardrobeState,
};
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

/// Writes down what a page showed, in walk `run`. What is new or has changed has its details read again. How many of a
/// listing's photos a page has room for depends on its neighbours: a longer list stays where the cover and the count
/// say that nothing changed.
pub(crate) async fn see(tx: &mut TenantTx, run: i64, items: &[WardrobeItem]) -> Result<(), Error> {
    let mut columns = Columns::default();
    let mut known = HashSet::new();
    for item in items.iter().filter(|item| known.insert(item.vinted_id)) {
        columns.push(item)?;
    }
    sqlx::query(
        "insert into wardrobe_items (vinted_id, title, price_minor, brand, size, condition, url, photos, state, views
            , favourites, listed_at, search_text, photo_count, total_price_minor, service_fee_minor, first_run, seen_run)
        select vinted_id, title, price_minor, brand, size, condition, url, photos::jsonb, state, views, favourites
            , listed_at, search_text, photo_count, total_price_minor, service_fee_minor, $17, $17
        from unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]
            , $9::text[], $10::bigint[], $11::bigint[], $12::timestamptz[], $13::text[], $14::integer[], $15::bigint[]
            , $16::bigint[])
        as seen (vinted_id, title, price_minor, brand, size, condition, url, photos, state, views, favourites
            , listed_at, search_text, photo_count, total_price_minor, service_fee_minor)
        on conflict (vinted_id) do update
        set details_due = wardrobe_items.details_due or wardrobe_items.state = 'vanished'
                or (wardrobe_items.title, wardrobe_items.brand, wardrobe_items.size, wardrobe_items.condition
                    , wardrobe_items.photos -> 0 -> 'vinted_id') is distinct from
                (excluded.title, excluded.brand, excluded.size, excluded.condition
                    , excluded.photos -> 0 -> 'vinted_id')
                or (wardrobe_items.photo_count <> excluded.photo_count
                    and 0 not in (wardrobe_items.photo_count, excluded.photo_count))
            , title = excluded.title, price_minor = excluded.price_minor, brand = excluded.brand, size = excluded.size
            , condition = excluded.condition, url = excluded.url, state = excluded.state
            , photos = case when wardrobe_items.photos -> 0 -> 'vinted_id' = excluded.photos -> 0 -> 'vinted_id'
                    and wardrobe_items.photo_count = excluded.photo_count
                    and jsonb_array_length(excluded.photos) < jsonb_array_length(wardrobe_items.photos)
                then wardrobe_items.photos else excluded.photos end
            , views = excluded.views, favourites = excluded.favourites, listed_at = excluded.listed_at
            , search_text = excluded.search_text, photo_count = excluded.photo_count
            , total_price_minor = excluded.total_price_minor, service_fee_minor = excluded.service_fee_minor
            , seen_run = excluded.seen_run, seen_at = now()",
    )
    .bind(columns.ids)
    .bind(columns.titles)
    .bind(columns.prices)
    .bind(columns.brands)
    .bind(columns.sizes)
    .bind(columns.conditions)
    .bind(columns.urls)
    .bind(columns.photos)
    .bind(columns.states)
    .bind(columns.views)
    .bind(columns.favourites)
    .bind(columns.listed)
    .bind(columns.search_texts)
    .bind(columns.photo_counts)
    .bind(columns.total_prices)
    .bind(columns.service_fees)
    .bind(run)
    .execute(tx.conn())
    .await
    .attempted("writing down a page of the wardrobe")?;
    Ok(())
}

/// The rows of a page, column by column.
#[derive(Default)]
struct Columns {
    ids: Vec<i64>,
    titles: Vec<String>,
    prices: Vec<Option<i64>>,
    brands: Vec<String>,
    sizes: Vec<String>,
    conditions: Vec<String>,
    urls: Vec<String>,
    photos: Vec<String>,
    states: Vec<&'static str>,
    views: Vec<i64>,
    favourites: Vec<i64>,
    listed: Vec<Option<OffsetDateTime>>,
    search_texts: Vec<String>,
    photo_counts: Vec<i32>,
    total_prices: Vec<Option<i64>>,
    service_fees: Vec<Option<i64>>,
}

impl Columns {
    fn push(&mut self, item: &WardrobeItem) -> Result<(), Error> {
        let (title, brand, size) = (
            storable(&item.title),
            storable(&item.brand),
            storable(&item.size),
        );
        self.ids.push(item.vinted_id);
        self.prices.push(item.price.map(|price| price.minor));
        self.search_texts
            .push(fold(&[&*title, &*brand, &*size].join(" ")));
        self.titles.push(title);
        self.brands.push(brand);
        self.sizes.push(size);
        self.conditions.push(storable(&item.condition));
        self.urls.push(storable(&item.url));
        self.photos.push(as_json(&clean(&item.photos))?);
        self.states.push(item.state.name());
        self.views.push(item.views);
        self.favourites.push(item.favourites);
        self.listed.push(item.listed_at);
        self.photo_counts
            .push(i32::try_from(item.photo_count).unwrap_or_default());
        self.total_prices
            .push(item.total_price.map(|price| price.minor));
        self.service_fees
            .push(item.service_fee.map(|fee| fee.minor));
        Ok(())
    }
}

/// PostgreSQL has no NUL in texts; everything else is kept as Vinted shows it.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}

fn clean(photos: &[WardrobePhoto]) -> Vec<WardrobePhoto> {
    photos
        .iter()
        .map(|photo| WardrobePhoto {
            vinted_id: photo.vinted_id,
            url: storable(&photo.url),
            thumb: storable(&photo.thumb),
        })
        .collect()
}

fn as_json(photos: &[WardrobePhoto]) -> Result<String, Error> {
    serde_json::to_string(photos).map_err(|error| Error::internal("writing photos down", error))
}

/// Writes down what the upload form knows of a listing: it is there, whatever the pages showed.
pub(crate) async fn detail(
    tx: &mut TenantTx,
    run: i64,
    vinted_id: i64,
    details: &ListingDetails,
) -> Result<(), Error> {
    let details = ListingDetails {
        description: storable(&details.description),
        brand: storable(&details.brand),
        manufacturer_labelling: storable(&details.manufacturer_labelling),
        attributes: details.attributes.iter().map(attribute).collect(),
        photos: clean(&details.photos),
        ..details.clone()
    };
    let codes = likeness::codes(&details.description).join("\n");
    let photos: Vec<i64> = details.photos.iter().map(|photo| photo.vinted_id).collect();
    sqlx::query(
        "update wardrobe_items set details = $2, codes = $3, details_due = false, seen_run = greatest(seen_run, $4)
            , seen_at = now(), photos_due = photos_due or coalesce(not $5 <@ fetched_photos, false)
        where vinted_id = $1",
    )
    .bind(vinted_id)
    .bind(Json(details))
    .bind(codes)
    .bind(run)
    .bind(photos)
    .execute(tx.conn())
    .await
    .attempted("writing down a listing's details")?;
    Ok(())
}

fn attribute(told: &ListingAttribute) -> ListingAttribute {
    ListingAttribute {
        code: storable(&told.code),
        ids: told.ids.clone(),
    }
}

/// The upload form does not know these: those that the pages of walk `run` did not show either are gone. Answers
/// which.
pub(crate) async fn without_details(
    tx: &mut TenantTx,
    run: i64,
    vinted_ids: &[i64],
) -> Result<Vec<i64>, Error> {
    sqlx::query("update wardrobe_items set details_due = false where vinted_id = any ($1)")
        .bind(vinted_ids)
        .execute(tx.conn())
        .await
        .attempted("writing down that there are no details")?;
    sqlx::query_scalar(
        "update wardrobe_items set state = 'vanished'
        where vinted_id = any ($1) and seen_run < $2 and state = any ($3)
        returning vinted_id",
    )
    .bind(vinted_ids)
    .bind(run)
    .bind(names(&OPEN))
    .fetch_all(tx.conn())
    .await
    .attempted("writing down what is gone from the wardrobe")
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
