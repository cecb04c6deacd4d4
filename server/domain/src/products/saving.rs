//! Saving a form over the version it was typed on.

use crate::catalogue::Gender;
use crate::database::TenantTx;
use crate::database::rows::{self, Attempted};
use crate::error::Error;
use crate::own_words;
use crate::products::parcel::Parcel;
use crate::products::{self, ProductFields, form, row, search};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use stoflow_wire::ids::ProductId;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::{ProductForm, SaveReport};

/// Writes the product where the form is valid and nobody saved since; touches no draft.
pub(super) async fn write(
    tx: &mut TenantTx,
    product: ProductId,
    form: &ProductForm,
    base_version: i64,
) -> Result<SaveReport, Error> {
    let own = own_words::all(tx).await?;
    let fields = match form::read(form, &own) {
        Ok(fields) => fields,
        Err(problems) => return Ok(SaveReport::Refused { problems }),
    };
    let saved = products::get(tx, product).await?;
    if saved.version != base_version {
        return Ok(SaveReport::Stale {
            version: saved.version,
        });
    }
    if saved.fields == fields {
        return Ok(SaveReport::Saved {
            version: saved.version,
        });
    }
    match update_or_keep_alive(tx, product, &fields, base_version).await? {
        Updated::To(version) => Ok(SaveReport::Saved { version }),
        Updated::SkuTaken => Ok(SaveReport::Refused {
            problems: vec![FieldProblem::new("sku", Problem::AlreadyUsed)],
        }),
        Updated::Overtaken => Ok(SaveReport::Stale {
            version: products::get(tx, product).await?.version,
        }),
    }
}

enum Updated {
    To(i64),
    /// Somebody saved between our reading and our writing.
    Overtaken,
    SkuTaken,
}

/// A taken SKU fails the statement; the savepoint keeps the transaction alive, so that the draft can still be kept.
async fn update_or_keep_alive(
    tx: &mut TenantTx,
    product: ProductId,
    fields: &ProductFields,
    base_version: i64,
) -> Result<Updated, Error> {
    let attempted = "saving a product";
    let mut savepoint = tx.conn().begin().await.attempted(attempted)?;
    match update(&mut savepoint, product, fields, base_version).await {
        Ok(version) => {
            savepoint.commit().await.attempted(attempted)?;
            Ok(version.map_or(Updated::Overtaken, Updated::To))
        }
        Err(error) if rows::is_duplicate(&error) => {
            savepoint.rollback().await.attempted(attempted)?;
            Ok(Updated::SkuTaken)
        }
        Err(error) => Err(error).attempted(attempted),
    }
}

/// The new version; `None` where `base_version` is not the newest any more.
pub(super) async fn update(
    conn: &mut PgConnection,
    product: ProductId,
    fields: &ProductFields,
    base_version: i64,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar(
        "update products
        set version = version + 1, updated_at = now()
            , title = $3, description = $4, price_minor = $5, category = $6, gender = $7, brand = $8, size = $9
            , colours = $10, condition = $11, materials = $12, location = $13, sku = $14, quantity = $15
            , search_text = $16, measurements = $17, weight_g = $18, parcel = $19, attributes = $20
            , cost_minor = $21, minimum_minor = $22
        where id = $1 and version = $2
        returning version",
    )
    .bind(product.0)
    .bind(base_version)
    .bind(&fields.title)
    .bind(&fields.description)
    .bind(fields.price.map(|price| price.minor))
    .bind(&fields.category)
    .bind(fields.gender.map_or("", Gender::key))
    .bind(&fields.brand)
    .bind(&fields.size)
    .bind(&fields.colours)
    .bind(fields.condition.map(i16::from))
    .bind(&fields.materials)
    .bind(&fields.location)
    .bind(&fields.sku)
    .bind(fields.quantity)
    .bind(search::text(&fields.title, &fields.brand, &fields.sku, &fields.location))
    .bind(row::stored(&fields.measurements))
    .bind(fields.weight_g.map(i32::from))
    .bind(fields.parcel.map(Parcel::key))
    .bind(row::said(fields))
    .bind(fields.cost.map(|cost| cost.minor))
    .bind(fields.minimum.map(|minimum| minimum.minor))
    .fetch_optional(conn)
    .await
}
