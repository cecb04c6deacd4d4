//! What was typed and not saved: any text, valid or not.

use crate::catalogue::{self, attributes, measurements};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::own_words::fields;
use crate::products::{carrying, composition, counts, form, search};
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
    make_findable(tx, product, found_by(&form)).await?;
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

/// In what was typed, `to` takes the place of a word of the seller's own in this field of the form, as it does on the items. It
/// is as old as it was: nobody typed anything.
pub(crate) async fn replace_word(
    tx: &mut TenantTx,
    field: &str,
    from: &str,
    to: &str,
) -> Result<(), Error> {
    let naming: Vec<(i64, Json<ProductForm>)> = sqlx::query_as(
        "select product_id, form from product_drafts where strpos(form::text, $1) > 0 order by product_id for update",
    )
    .bind(from)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the drafts with a word")?;
    let (mut products, mut forms) = (Vec::new(), Vec::new());
    for (product, Json(mut form)) in naming {
        replace(&mut form, field, from, to);
        products.push(product);
        forms.push(Json(form));
    }
    sqlx::query(
        "update product_drafts set form = new.form from unnest($1::bigint[], $2::jsonb[]) as new (product, form)
        where product_id = new.product",
    )
    .bind(products)
    .bind(forms)
    .execute(tx.conn())
    .await
    .attempted("taking a word out of drafts")?;
    Ok(())
}

fn replace(form: &mut ProductForm, field: &str, from: &str, to: &str) {
    let list = match field {
        fields::COLOURS => Some(&mut form.colours),
        fields::MATERIALS => Some(&mut form.materials),
        _ => {
            let mut said = form.attributes.iter_mut();
            let said = said.find(|(key, _)| fields::of_attribute(key) == field);
            said.map(|(_, words)| words)
        }
    };
    let Some(list) = list else {
        return;
    };
    let keys = list.split(',').map(|key| key.trim().to_owned());
    let keys: Vec<String> = keys.collect();
    if keys.iter().any(|key| key == from) {
        *list = carrying::replaced(&keys, from, to).join(",");
        if field == fields::MATERIALS {
            replace_share(form, &keys, from, to);
        }
    }
}

/// What was typed of either is told of both together; what is no share stays to be put right.
fn replace_share(form: &mut ProductForm, materials: &[String], from: &str, to: &str) {
    let before = form.shares.remove(to);
    let before = before.filter(|_| materials.iter().any(|key| key == to));
    let moved = form.shares.remove(from);
    let told = match (before, moved) {
        (Some(before), Some(moved)) => composition::together(&before, &moved),
        (before, moved) => before.or(moved).unwrap_or_default(),
    };
    if !to.is_empty() && !told.is_empty() {
        form.shares.insert(to.to_owned(), told);
    }
}

/// What was typed of a brand, in any of these spellings, is typed of one by another name.
pub(crate) async fn rename_brand(
    tx: &mut TenantTx,
    from: &[String],
    to: &str,
) -> Result<(), Error> {
    let typed: Vec<(i64, Json<ProductForm>)> = sqlx::query_as(
        "update product_drafts set form = jsonb_set(form, '{brand}', to_jsonb($2::text)) where form ->> 'brand' = any ($1)
        returning product_id, form",
    )
    .bind(from)
    .bind(to)
    .fetch_all(tx.conn())
    .await
    .attempted("renaming a brand in drafts")?;
    for (product, Json(form)) in typed {
        make_findable(tx, ProductId(product), found_by(&form)).await?;
    }
    Ok(())
}

fn found_by(form: &ProductForm) -> String {
    search::text(&form.title, &form.brand, &form.sku, &form.location)
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
