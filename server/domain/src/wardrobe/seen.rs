//! Writes down what the extension saw on vinted.fr: a page of the wardrobe, the upload form of a listing, its absence.
//! What follows from it is said elsewhere.

use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wardrobe::likeness;
use crate::wardrobe::rows::{OPEN, names};
use sqlx::types::Json;
use std::collections::HashSet;
use stoflow_wire::wardrobe::{ListingAttribute, ListingDetails, WardrobeItem, WardrobePhoto};
use time::OffsetDateTime;

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
