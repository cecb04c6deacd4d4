//! Many products looked at and saved at once, in a statement or two for all of them.
//!
//! A save like any other: the version rises, so that a form which was open meanwhile says that somebody saved since, and
//! what is on sale is seen to be another than the item. What is being typed stays as it is. Whoever writes holds the
//! products first, and decides by their versions.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::{counts, row, search};
use crate::{listings, photos};
use std::collections::HashMap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::products::{ProductStatus, StatusCounts};

/// A saved product, as far as a change of many asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glance {
    pub(crate) product: ProductId,
    pub(crate) version: i64,
    /// Empty where it was never saved.
    pub(crate) title: String,
    pub(crate) status: ProductStatus,
    pub(crate) price: Option<Money>,
    pub(crate) minimum: Option<Money>,
    pub(crate) location: String,
    pub(crate) sku: String,
    pub(crate) quantity: i32,
    /// Of what is put away: the status it goes back to.
    pub(crate) before: Option<ProductStatus>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    version: i64,
    title: String,
    status: String,
    price_minor: Option<i64>,
    minimum_minor: Option<i64>,
    location: String,
    sku: String,
    quantity: i32,
    archived_from: Option<String>,
}

/// What is read of each; what was never touched is nowhere to be chosen.
macro_rules! glances {
    ($then:literal) => {
        concat!(
            "select id, version, title, status, price_minor, minimum_minor, location, sku, quantity, archived_from
            from products where id = any ($1) and touched order by id",
            $then
        )
    };
}

/// The products as they are, by their ids.
pub(crate) async fn look(tx: &mut TenantTx, products: &[ProductId]) -> Result<Vec<Glance>, Error> {
    read(tx, glances!(""), products).await
}

/// The products as they are, by their ids; nobody else changes them before this transaction ends. In one order for all, so
/// that two changes wait for each other instead of standing in each other's way.
pub(crate) async fn hold(tx: &mut TenantTx, products: &[ProductId]) -> Result<Vec<Glance>, Error> {
    read(tx, glances!(" for update"), products).await
}

async fn read(
    tx: &mut TenantTx,
    statement: &'static str,
    products: &[ProductId],
) -> Result<Vec<Glance>, Error> {
    let rows: Vec<Row> = sqlx::query_as(statement)
        .bind(numbers(products))
        .fetch_all(tx.conn())
        .await
        .attempted("looking at many products")?;
    rows.into_iter().map(Row::into_glance).collect()
}

impl Row {
    fn into_glance(self) -> Result<Glance, Error> {
        Ok(Glance {
            product: ProductId(self.id),
            version: self.version,
            title: self.title,
            status: row::status(&self.status)?,
            price: self.price_minor.map(Money::euros_from_cents),
            minimum: self.minimum_minor.map(Money::euros_from_cents),
            location: self.location,
            sku: self.sku,
            quantity: self.quantity,
            before: self
                .archived_from
                .as_deref()
                .and_then(ProductStatus::from_name),
        })
    }
}

/// Gives held products these prices, which are valid. Answers their new versions.
pub(crate) async fn reprice(
    tx: &mut TenantTx,
    prices: &[(ProductId, Option<Money>)],
) -> Result<HashMap<ProductId, i64>, Error> {
    if prices.is_empty() {
        return Ok(HashMap::new());
    }
    let (products, prices): (Vec<i64>, Vec<Option<i64>>) = prices
        .iter()
        .map(|(product, price)| (product.0, price.map(|price| price.minor)))
        .unzip();
    let saved: Vec<(i64, i64)> = sqlx::query_as(
        "update products set price_minor = new.price, version = version + 1, updated_at = now()
        from unnest($1::bigint[], $2::bigint[]) as new (product, price)
        where id = new.product
        returning id, version",
    )
    .bind(products)
    .bind(prices)
    .fetch_all(tx.conn())
    .await
    .attempted("changing prices")?;
    Ok(versions(saved))
}

/// Puts held products to these places, which are valid. Answers their new versions.
pub(crate) async fn relocate(
    tx: &mut TenantTx,
    places: &[(ProductId, String)],
) -> Result<HashMap<ProductId, i64>, Error> {
    if places.is_empty() {
        return Ok(HashMap::new());
    }
    let named: Vec<(i64, String, String, String)> =
        sqlx::query_as("select id, title, brand, sku from products where id = any ($1)")
            .bind(
                places
                    .iter()
                    .map(|(product, _)| product.0)
                    .collect::<Vec<_>>(),
            )
            .fetch_all(tx.conn())
            .await
            .attempted("reading what products are found by")?;
    let places: HashMap<i64, &str> = places
        .iter()
        .map(|(product, place)| (product.0, place.as_str()))
        .collect();
    let (mut products, mut moved, mut found_by) = (Vec::new(), Vec::new(), Vec::new());
    for (product, title, brand, sku) in named {
        let place = places.get(&product).copied().unwrap_or_default();
        products.push(product);
        moved.push(place);
        found_by.push(search::text(&title, &brand, &sku, place));
    }
    let saved: Vec<(i64, i64)> = sqlx::query_as(
        "update products set location = new.place, search_text = new.found_by, version = version + 1, updated_at = now()
        from unnest($1::bigint[], $2::text[], $3::text[]) as new (product, place, found_by)
        where id = new.product
        returning id, version",
    )
    .bind(products)
    .bind(moved)
    .bind(found_by)
    .fetch_all(tx.conn())
    .await
    .attempted("moving products to another place")?;
    Ok(versions(saved))
}

/// Clears away those of these products that stand as `standing` says and that nothing came of: no photo, nothing typed, never
/// put up anywhere. Answers which.
pub(crate) async fn discard(
    tx: &mut TenantTx,
    products: &[ProductId],
    standing: &[ProductStatus],
) -> Result<Vec<ProductId>, Error> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let pictured = photos::pictured(tx, products).await?;
    let listed = listings::badges(tx, products).await?;
    let bare: Vec<ProductId> = products
        .iter()
        .filter(|product| !pictured.contains(product) && !listed.contains_key(product))
        .copied()
        .collect();
    let standing: Vec<&str> = standing.iter().map(|status| status.name()).collect();
    let gone: Vec<(i64, String)> = sqlx::query_as(
        "delete from products where id = any ($1) and status = any ($2)
            and not exists (select 1 from product_drafts where product_id = products.id)
        returning id, status",
    )
    .bind(numbers(&bare))
    .bind(standing)
    .fetch_all(tx.conn())
    .await
    .attempted("clearing products away")?;
    let mut change = StatusCounts::default();
    for (_, status) in &gone {
        counts::tally(&mut change, row::status(status)?, -1);
    }
    counts::add(tx, change).await?;
    Ok(gone.into_iter().map(|(id, _)| ProductId(id)).collect())
}

fn numbers(products: &[ProductId]) -> Vec<i64> {
    products.iter().map(|product| product.0).collect()
}

fn versions(saved: Vec<(i64, i64)>) -> HashMap<ProductId, i64> {
    let saved = saved.into_iter();
    saved
        .map(|(product, version)| (ProductId(product), version))
        .collect()
}
