//! Pages of the product list: four statements for a page, however many rows and channels.
//!
//! Keyset paging, newest first: a page starts where the one before ended, so rows that come or go in between
//! neither repeat nor hide others.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::place::Place;
use crate::products::question::Question;
use crate::products::{counts, row, walk};
use crate::{listings, photos};
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::products::{ProductFilter, ProductList, ProductRow, ProductStatus};
use time::OffsetDateTime;

/// Rows of a page.
const PAGE: usize = 50;

/// One more than a page tells whether there is another.
const ASKED: i32 = 51;

pub(super) async fn list(tx: &mut TenantTx, filter: &ProductFilter) -> Result<ProductList, Error> {
    let after = filter
        .after
        .as_deref()
        .map_or(Ok(Place::TOP), Place::read)?;
    let question = Question::of(filter);
    let (mut found, counts) = if question.asks_nothing() {
        (
            page(tx, filter.status, after).await?,
            counts::read(tx).await?,
        )
    } else {
        let hits = walk::hits(tx, &question, filter.status, after, ASKED).await?;
        (named(tx, &hits.page).await?, hits.counts)
    };
    let is_last = found.len() <= PAGE;
    found.truncate(PAGE);
    Ok(ProductList {
        next: found
            .last()
            .filter(|_| !is_last)
            .map(|row| row.place().write()),
        counts,
        rows: dress(tx, found).await?,
    })
}

/// A row of the page before photos and channels are added.
#[derive(sqlx::FromRow)]
struct Found {
    id: i64,
    title: String,
    brand: String,
    size: String,
    sku: String,
    location: String,
    price_minor: Option<i64>,
    quantity: i32,
    status: String,
    created_at: OffsetDateTime,
}

impl Found {
    fn place(&self) -> Place {
        Place {
            created_at: self.created_at,
            id: self.id,
        }
    }
}

/// Rows of the list. What was never saved has no title yet but the one being typed.
macro_rules! rows_where {
    ($condition:literal) => {
        concat!(
            "select id
                , case when title = '' then coalesce((
                    select left(form ->> 'title', 500) from product_drafts where product_id = products.id
                ), '') else title end as title
                , brand, size, sku, location, price_minor, quantity, status, created_at
            from products
            where ",
            $condition,
            " order by created_at desc, id desc"
        )
    };
}

/// Two statements, so that each has the plan that suits it.
const WITH_STATUS: &str = concat!(
    rows_where!("touched and status = $1 and (created_at, id) < ($2, $3)"),
    " limit $4"
);
const WITHOUT_STATUS: &str = concat!(
    rows_where!("touched and status <> $1 and (created_at, id) < ($2, $3)"),
    " limit $4"
);

async fn page(
    tx: &mut TenantTx,
    status: Option<ProductStatus>,
    after: Place,
) -> Result<Vec<Found>, Error> {
    let (statement, status) = match status {
        Some(status) => (WITH_STATUS, status),
        None => (WITHOUT_STATUS, ProductStatus::Archived),
    };
    sqlx::query_as(statement)
        .bind(status.name())
        .bind(after.created_at)
        .bind(after.id)
        .bind(ASKED)
        .fetch_all(tx.conn())
        .await
        .attempted("listing products")
}

/// The products `ids` as rows of a page.
async fn named(tx: &mut TenantTx, ids: &[i64]) -> Result<Vec<Found>, Error> {
    sqlx::query_as(rows_where!("id = any ($1)"))
        .bind(ids)
        .fetch_all(tx.conn())
        .await
        .attempted("listing what was found")
}

/// Adds cover and channel badges: one statement each for the whole page.
async fn dress(tx: &mut TenantTx, found: Vec<Found>) -> Result<Vec<ProductRow>, Error> {
    let ids: Vec<ProductId> = found.iter().map(|row| ProductId(row.id)).collect();
    let covers = photos::covers(tx, &ids).await?;
    let mut badges = listings::badges(tx, &ids).await?;
    found
        .into_iter()
        .map(|found| {
            let id = ProductId(found.id);
            Ok(ProductRow {
                id,
                cover: covers.get(&id).copied(),
                channels: badges.remove(&id).unwrap_or_default(),
                title: found.title,
                brand: found.brand,
                size: found.size,
                sku: found.sku,
                location: found.location,
                price: found.price_minor.map(Money::euros_from_cents),
                quantity: found.quantity,
                status: row::status(&found.status)?,
                created_at: found.created_at,
            })
        })
        .collect()
}
