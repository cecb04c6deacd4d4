//! What was typed and not saved: any text, valid or not.

use crate::catalogue::{self, attributes, measurements};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::{counts, form, search};
use sqlx::types::Json;
use stoflow_wire::ids::ProductId;
use stoflow_wire::own_words::is_own;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::ProductForm;

/// Characters of one field; far beyond every valid text, far below what would hurt.
const FIELD_MAX: u32 = 20_000;

/// An unsaved form and the product version its typing started from.
pub(super) struct Draft {
    pub(super) form: ProductForm,
    pub(super) base_version: i64,
}

pub(super) async fn find(tx: &mut TenantTx, product: ProductId) -> Result<Option<Draft>, Error> {
    let row: Option<(Json<ProductForm>, i64)> =
        sqlx::query_as("select form, base_version from product_drafts where product_id = $1")
            .bind(product.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("reading a draft")?;
    Ok(row.map(|(Json(form), base_version)| Draft { form, base_version }))
}

pub(super) async fn keep(
    tx: &mut TenantTx,
    product: ProductId,
    form: &ProductForm,
    base_version: i64,
) -> Result<(), Error> {
    let form = storable(form.clone())?;
    keep_row(tx, product, &form, base_version).await?;
    let search_text = search::text(&form.title, &form.brand, &form.sku, &form.location);
    make_findable(tx, product, search_text).await?;
    counts::appear(tx, product).await
}

async fn keep_row(
    tx: &mut TenantTx,
    product: ProductId,
    form: &ProductForm,
    base_version: i64,
) -> Result<(), Error> {
    let kept = sqlx::query(
        "insert into product_drafts (product_id, form, base_version)
        values ($1, $2, $3)
        on conflict (product_id) do update
        set form = excluded.form, base_version = excluded.base_version, saved_at = now()",
    )
    .bind(product.0)
    .bind(Json(form))
    .bind(base_version)
    .execute(tx.conn())
    .await;
    match kept {
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            Err(Error::NotFound { what: "product" })
        }
        kept => kept.attempted("keeping a draft").map(drop),
    }
}

/// A product that was never saved is found by its draft.
async fn make_findable(
    tx: &mut TenantTx,
    product: ProductId,
    search_text: String,
) -> Result<(), Error> {
    sqlx::query("update products set search_text = $2 where id = $1 and title = ''")
        .bind(product.0)
        .bind(search_text)
        .execute(tx.conn())
        .await
        .attempted("making a draft findable")?;
    Ok(())
}

pub(super) async fn forget(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    sqlx::query("delete from product_drafts where product_id = $1")
        .bind(product.0)
        .execute(tx.conn())
        .await
        .attempted("forgetting a draft")?;
    Ok(())
}

/// PostgreSQL has no NUL in texts, and no form has a field that nobody knows; everything else is kept.
fn storable(mut form: ProductForm) -> Result<ProductForm, Error> {
    form.shares
        .retain(|key, _| catalogue::material(key).is_some() || is_own(key));
    form.attributes
        .retain(|key, _| attributes::find(key).is_some());
    form.measurements
        .retain(|key, _| measurements::find(key).is_some());
    let mut problems = Vec::new();
    for (field, text) in form::texts(&mut form) {
        text.retain(|c| c != '\0');
        if text.chars().nth(FIELD_MAX as usize).is_some() {
            problems.push(FieldProblem::new(
                field,
                Problem::TooLong { max: FIELD_MAX },
            ));
        }
    }
    if problems.is_empty() {
        Ok(form)
    } else {
        Err(Error::Invalid(problems))
    }
}
