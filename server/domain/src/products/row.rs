//! A product as its row holds it.

use crate::catalogue::Gender;
use crate::catalogue::attributes::{self, Described};
use crate::catalogue::measurements::{self, Measured};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::composition;
use crate::products::parcel::Parcel;
use crate::products::{Product, ProductFields};
use sqlx::types::Json;
use std::collections::BTreeMap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::products::ProductStatus;
use time::OffsetDateTime;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    version: i64,
    title: String,
    description: String,
    price_minor: Option<i64>,
    cost_minor: Option<i64>,
    minimum_minor: Option<i64>,
    category: String,
    gender: String,
    brand: String,
    size: String,
    colours: Vec<String>,
    condition: Option<i16>,
    materials: Vec<String>,
    attributes: Json<BTreeMap<String, Vec<String>>>,
    measurements: Json<BTreeMap<String, u16>>,
    weight_g: Option<i32>,
    parcel: Option<String>,
    location: String,
    sku: String,
    quantity: i32,
    status: String,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

macro_rules! products_where {
    ($condition:literal) => {
        concat!(
            "select id, version, title, description, price_minor, cost_minor, minimum_minor, category, gender, brand, size
                , colours, condition, materials, attributes, measurements, weight_g, parcel, location, sku, quantity, status
                , created_at, updated_at
            from products
            where ",
            $condition
        )
    };
}

/// The next `most` products above the number `after` that were ever touched, by their numbers.
pub(super) async fn above(
    tx: &mut TenantTx,
    after: ProductId,
    most: i64,
) -> Result<Vec<Product>, Error> {
    let rows: Vec<Row> =
        sqlx::query_as(products_where!("touched and id > $1 order by id limit $2"))
            .bind(after.0)
            .bind(most)
            .fetch_all(tx.conn())
            .await
            .attempted("reading many products")?;
    rows.into_iter().map(Row::into_product).collect()
}

pub(super) async fn find(tx: &mut TenantTx, product: ProductId) -> Result<Option<Product>, Error> {
    sqlx::query_as::<_, Row>(products_where!("id = $1"))
        .bind(product.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading a product")?
        .map(Row::into_product)
        .transpose()
}

impl Row {
    fn into_product(self) -> Result<Product, Error> {
        let mut said = self.attributes.0;
        let shares = said.remove(composition::KEPT_AS).unwrap_or_default();
        Ok(Product {
            id: ProductId(self.id),
            version: self.version,
            status: status(&self.status)?,
            fields: ProductFields {
                title: self.title,
                description: self.description,
                price: self.price_minor.map(Money::euros_from_cents),
                cost: self.cost_minor.map(Money::euros_from_cents),
                minimum: self.minimum_minor.map(Money::euros_from_cents),
                category: self.category,
                gender: Gender::from_key(&self.gender),
                brand: self.brand,
                size: self.size,
                colours: self.colours,
                condition: self.condition.and_then(|note| u8::try_from(note).ok()),
                shares: composition::found(&shares, &self.materials),
                materials: self.materials,
                attributes: described(said),
                measurements: measured(&self.measurements),
                weight_g: self.weight_g.and_then(|weight| u16::try_from(weight).ok()),
                parcel: self.parcel.as_deref().and_then(Parcel::from_key),
                location: self.location,
                sku: self.sku,
                quantity: self.quantity,
            },
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// A word that the catalogue lost is kept: the next save says so.
fn described(mut stored: BTreeMap<String, Vec<String>>) -> Vec<Described> {
    let asked = attributes::all().iter();
    asked
        .filter_map(|attribute| {
            Some(Described {
                key: attribute.key.clone(),
                words: stored.remove(&attribute.key)?,
            })
        })
        .collect()
}

/// As the column holds what is said, and how much there is of the materials.
pub(super) fn said(fields: &ProductFields) -> Json<BTreeMap<&str, Vec<String>>> {
    let pairs = fields.attributes.iter();
    let mut said: BTreeMap<&str, Vec<String>> = pairs
        .map(|said| (said.key.as_str(), said.words.clone()))
        .collect();
    if !fields.shares.is_empty() {
        said.insert(composition::KEPT_AS, composition::kept(&fields.shares));
    }
    Json(said)
}

fn measured(stored: &BTreeMap<String, u16>) -> Vec<Measured> {
    let words = measurements::all().iter();
    words
        .filter_map(|word| {
            Some(Measured {
                key: word.key.clone(),
                millimetres: *stored.get(&word.key)?,
            })
        })
        .collect()
}

/// As the column holds what was measured.
pub(super) fn stored(measured: &[Measured]) -> Json<BTreeMap<&str, u16>> {
    let pairs = measured.iter();
    Json(
        pairs
            .map(|length| (length.key.as_str(), length.millimetres))
            .collect(),
    )
}

/// The status a row names.
pub(super) fn status(name: &str) -> Result<ProductStatus, Error> {
    ProductStatus::from_name(name)
        .ok_or_else(|| Error::internal("reading a product's status", format!("`{name}` is none")))
}
