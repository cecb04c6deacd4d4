//! Pages of the wardrobe, newest first: Vinted numbers listings as they are made.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::queue;
use crate::jobs::requests::Request;
use crate::products::search;
use crate::wardrobe::likeness::Match;
use crate::wardrobe::rows::{self, GONE, OPEN, names};
use crate::wardrobe::{DETAILS_KEY, SYNC_KEY, link_key, runs, suggestions, twins};
use sqlx::types::Json;
use std::collections::HashMap;
use stoflow_wire::ids::{JobId, ListingId, ProductId};
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::{
    SyncView, Tie, TwinOf, WardrobeCounts, WardrobeFilter, WardrobeList, WardrobePhoto,
    WardrobeRow, WardrobeShow, WardrobeState,
};
use time::OffsetDateTime;

/// Rows of a page.
const PAGE: usize = 50;

/// One more than a page tells whether there is another.
const ASKED: i64 = 51;

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &WardrobeFilter,
) -> Result<WardrobeList, Error> {
    let mut found = page(tx, filter).await?;
    let is_last = found.len() <= PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| !is_last).map(|row| row.vinted_id);
    let counts = counts(tx).await?;
    let mut ties = Ties::read(tx, &found, counts.to_link).await?;
    Ok(WardrobeList {
        next,
        counts: WardrobeCounts {
            suggested: ties.suggested(),
            making: being_made(tx).await?,
            twins: ties.twins(),
            ..counts
        },
        rows: found
            .into_iter()
            .map(|row| dress(row, &mut ties))
            .collect::<Result<_, _>>()?,
        sync: SyncView {
            running: queue::with_key(tx, SYNC_KEY).await?,
            details: queue::with_key(tx, DETAILS_KEY).await?,
            without_details: runs::without_details(tx).await?,
            completed_at: runs::completed_at(tx).await?,
        },
        request: Request::new().into_text(),
    })
}

#[derive(sqlx::FromRow)]
struct Found {
    vinted_id: i64,
    title: String,
    price_minor: Option<i64>,
    total_price_minor: Option<i64>,
    brand: String,
    size: String,
    condition: String,
    url: String,
    cover: Option<Json<WardrobePhoto>>,
    state: String,
    views: i64,
    favourites: i64,
    listed_at: Option<OffsetDateTime>,
    seen_at: OffsetDateTime,
    listing: Option<i64>,
    product: Option<i64>,
    product_title: Option<String>,
}

async fn page(tx: &mut TenantTx, filter: &WardrobeFilter) -> Result<Vec<Found>, Error> {
    let (states, linked): (&[WardrobeState], Option<bool>) = match filter.show {
        WardrobeShow::ToLink => (&OPEN, Some(false)),
        WardrobeShow::Linked => (&OPEN, Some(true)),
        WardrobeShow::Gone => (&GONE, None),
        WardrobeShow::All => (&WardrobeState::ALL, None),
    };
    sqlx::query_as(
        "select w.vinted_id, w.title, w.price_minor, w.total_price_minor, w.brand, w.size, w.condition, w.url, w.photos -> 0 as cover
            , w.state, w.views, w.favourites, w.listed_at, w.seen_at, l.id as listing, l.product_id as product
            , p.title as product_title
        from wardrobe_items w left join listings l on l.id = w.listing_id left join products p on p.id = l.product_id
        where w.state = any ($1) and ($2::boolean is null or (w.listing_id is not null) = $2)
        and w.search_text like all ($3) and w.vinted_id < $4
        order by w.vinted_id desc limit $5",
    )
    .bind(names(states))
    .bind(linked)
    .bind(search::patterns(&filter.search))
    .bind(filter.after.unwrap_or(i64::MAX))
    .bind(ASKED)
    .fetch_all(tx.conn())
    .await
    .attempted("listing the wardrobe")
}

/// From how many listings an item is being made.
async fn being_made(tx: &mut TenantTx) -> Result<i64, Error> {
    sqlx::query_scalar("select count(*) from marketplace_jobs where idempotency_key like 'link-%'")
        .fetch_one(tx.conn())
        .await
        .attempted("counting items in the making")
}

/// All but the suggestions and what is being made.
async fn counts(tx: &mut TenantTx) -> Result<WardrobeCounts, Error> {
    let (to_link, linked, gone): (i64, i64, i64) = sqlx::query_as(
        "select count(*) filter (where state = any ($1) and listing_id is null)
            , count(*) filter (where state = any ($1) and listing_id is not null)
            , count(*) filter (where not state = any ($1))
        from wardrobe_items",
    )
    .bind(names(&OPEN))
    .fetch_one(tx.conn())
    .await
    .attempted("counting the wardrobe")?;
    Ok(WardrobeCounts {
        to_link,
        suggested: 0,
        making: 0,
        twins: 0,
        linked,
        gone,
    })
}

/// What is known of the rows that are nobody's yet.
struct Ties {
    making: HashMap<i64, JobId>,
    suggested: HashMap<i64, Match>,
    titles: HashMap<ProductId, String>,
    twins: HashMap<i64, TwinOf>,
}

impl Ties {
    async fn read(tx: &mut TenantTx, found: &[Found], to_link: i64) -> Result<Self, Error> {
        let loose: Vec<i64> = found
            .iter()
            .filter(|row| row.listing.is_none())
            .map(|row| row.vinted_id)
            .collect();
        let mut ties = Self {
            making: making(tx, &loose).await?,
            suggested: HashMap::new(),
            titles: HashMap::new(),
            twins: HashMap::new(),
        };
        if to_link == 0 {
            return Ok(ties);
        }
        let shelf = suggestions::shelf(tx).await?;
        ties.suggested = suggestions::all(tx, &shelf).await?.into_iter().collect();
        let shown = loose.iter().filter_map(|id| ties.suggested.get(id));
        let shown: Vec<i64> = shown.map(|found| found.product.0).collect();
        ties.titles = titles(tx, &shown).await?;
        ties.twins = twins::all(tx).await?;
        ties.twins.retain(|id, _| !ties.suggested.contains_key(id));
        Ok(ties)
    }

    fn suggested(&self) -> i64 {
        i64::try_from(self.suggested.len()).unwrap_or(i64::MAX)
    }

    fn twins(&self) -> i64 {
        i64::try_from(self.twins.len()).unwrap_or(i64::MAX)
    }

    fn of(&mut self, vinted_id: i64) -> Tie {
        if let Some(job) = self.making.get(&vinted_id) {
            return Tie::Making { job: *job };
        }
        let Some(found) = self.suggested.remove(&vinted_id) else {
            let twin = self.twins.remove(&vinted_id);
            return twin.map_or(Tie::Loose, |of| Tie::Twin { of });
        };
        let title = self.titles.get(&found.product).cloned();
        Tie::Suggested {
            product: found.product,
            title: title.unwrap_or_default(),
            because: found.because,
        }
    }
}

async fn making(tx: &mut TenantTx, vinted_ids: &[i64]) -> Result<HashMap<i64, JobId>, Error> {
    let keys: Vec<String> = vinted_ids.iter().map(|id| link_key(*id)).collect();
    let jobs: Vec<(i64, String)> = sqlx::query_as(
        "select id, idempotency_key from marketplace_jobs where idempotency_key = any ($1)",
    )
    .bind(&keys)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which items are being made")?;
    let by_key: HashMap<String, JobId> = jobs
        .into_iter()
        .map(|(job, key)| (key, JobId(job)))
        .collect();
    let ids = vinted_ids.iter().zip(&keys);
    Ok(ids
        .filter_map(|(id, key)| Some((*id, *by_key.get(key)?)))
        .collect())
}

async fn titles(tx: &mut TenantTx, products: &[i64]) -> Result<HashMap<ProductId, String>, Error> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("select id, title from products where id = any ($1)")
            .bind(products)
            .fetch_all(tx.conn())
            .await
            .attempted("reading the titles of items")?;
    Ok(rows
        .into_iter()
        .map(|(id, title)| (ProductId(id), title))
        .collect())
}

fn dress(row: Found, ties: &mut Ties) -> Result<WardrobeRow, Error> {
    let tie = match (row.listing, row.product) {
        (Some(listing), Some(product)) => Tie::Linked {
            product: ProductId(product),
            title: row.product_title.unwrap_or_default(),
            listing: ListingId(listing),
        },
        _ => ties.of(row.vinted_id),
    };
    Ok(WardrobeRow {
        vinted_id: row.vinted_id,
        title: row.title,
        price: row.price_minor.map(Money::euros_from_cents),
        total_price: row.total_price_minor.map(Money::euros_from_cents),
        brand: row.brand,
        size: row.size,
        condition: row.condition,
        url: crate::channels::vinted::page(row.vinted_id, &row.url),
        thumb: row.cover.map(|cover| cover.0.thumb),
        state: rows::state(&row.state)?,
        views: row.views,
        favourites: row.favourites,
        listed_at: row.listed_at,
        seen_at: row.seen_at,
        tie,
    })
}
