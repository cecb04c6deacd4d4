//! The items that carry words of their seller's own: counted, and given other words in the place of one that goes.
//!
//! Each change counts as a save, as in `revision`. Knows no word: `own_words` says which.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::search;
use std::collections::HashMap;

/// How many items carry each own word, by the form's name of its field and its key.
pub(crate) async fn words(tx: &mut TenantTx) -> Result<HashMap<(String, String), i64>, Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select 'colours' as field, carried.word, count(*) from products, unnest(colours) as carried (word)
        where touched and starts_with(carried.word, $1) group by carried.word
        union all
        select 'materials' as field, carried.word, count(*) from products, unnest(materials) as carried (word)
        where touched and starts_with(carried.word, $1) group by carried.word
        union all
        select 'attributes.' || said.key, carried.word, count(*)
        from products, jsonb_each(attributes) as said (key, list), jsonb_array_elements_text(said.list) as carried (word)
        where touched and starts_with(carried.word, $1) and said.key <> 'material_shares'
        group by said.key, carried.word",
    )
    .bind(stoflow_wire::own_words::MARK)
    .fetch_all(tx.conn())
    .await
    .attempted("counting the items with a seller's own words")?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(field, word, count)| ((field, word), count))
        .collect())
}

/// How many items are of each brand, as it is written on them.
pub(crate) async fn brands(tx: &mut TenantTx) -> Result<Vec<(String, i64)>, Error> {
    sqlx::query_as(
        "select brand, count(*) from products where touched and brand <> '' group by brand",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("counting the items of each brand")
}

/// `to` takes the place of `from`, unless it is there already or empty.
pub(crate) async fn replace_colour(tx: &mut TenantTx, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query(
        "update products set version = version + 1, updated_at = now()
            , colours = case when $2 = '' or $2 = any (colours)
                then array_remove(colours, $1) else array_replace(colours, $1, $2) end
        where $1 = any (colours)",
    )
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await
    .attempted("taking a colour off items")?;
    Ok(())
}

/// The same for a material. How much of it there was is not said any more.
pub(crate) async fn replace_material(tx: &mut TenantTx, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query(
        "update products set version = version + 1, updated_at = now()
            , materials = case when $2 = '' or $2 = any (materials)
                then array_remove(materials, $1) else array_replace(materials, $1, $2) end
        where $1 = any (materials)",
    )
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await
    .attempted("taking a material off items")?;
    Ok(())
}

/// The same for a word of an attribute; one of which nothing is said any more is left out.
pub(crate) async fn replace_said(
    tx: &mut TenantTx,
    attribute: &str,
    from: &str,
    to: &str,
) -> Result<(), Error> {
    sqlx::query(
        "update products set version = version + 1, updated_at = now()
            , attributes = case
                when $3 <> '' and not ((attributes -> $1::text) ? $3)
                    then jsonb_set(attributes, array[$1::text], ((attributes -> $1::text) - $2::text) || to_jsonb($3::text))
                when (attributes -> $1::text) - $2::text = '[]' then attributes - $1::text
                else jsonb_set(attributes, array[$1::text], (attributes -> $1::text) - $2::text) end
        where (attributes -> $1::text) ? $2",
    )
    .bind(attribute)
    .bind(from)
    .bind(to)
    .execute(tx.conn())
    .await
    .attempted("taking a word off items")?;
    Ok(())
}

/// Items of a brand, however it is written on them, are of one by another name.
pub(crate) async fn rename_brand(
    tx: &mut TenantTx,
    from: &[String],
    to: &str,
) -> Result<(), Error> {
    let items: Vec<(i64, String, String, String)> = sqlx::query_as(
        "select id, title, sku, location from products where brand = any ($1) order by id for update",
    )
    .bind(from)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the items of a brand")?;
    let (mut products, mut found_by) = (Vec::new(), Vec::new());
    for (product, title, sku, location) in items {
        products.push(product);
        found_by.push(search::text(&title, to, &sku, &location));
    }
    sqlx::query(
        "update products set brand = $3, search_text = new.found_by, version = version + 1, updated_at = now()
        from unnest($1::bigint[], $2::text[]) as new (product, found_by)
        where id = new.product",
    )
    .bind(products)
    .bind(found_by)
    .bind(to)
    .execute(tx.conn())
    .await
    .attempted("renaming a brand on items")?;
    Ok(())
}
