//! The items that carry words of their seller's own: counted, and given other words in the place of one that goes.
//!
//! Each change counts as a save, as in `revision`. What was typed and not saved is seen to in `drafts`, by the same rule. Knows
//! no word: `own_words` says which.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::{composition, search};
use sqlx::types::Json;
use std::collections::HashMap;

/// How many items carry each own word, saved or typed, by the form's name of its field and its key.
pub(crate) async fn words(tx: &mut TenantTx) -> Result<HashMap<(String, String), i64>, Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "with carried (product, field, word) as (
            select id, 'colours', unnest(colours) from products where touched
            union all
            select id, 'materials', unnest(materials) from products where touched
            union all
            select id, 'attributes.' || said.key, said.word
            from products
                cross join lateral (
                    select key, jsonb_array_elements_text(value) from jsonb_each(attributes) where key <> 'material_shares'
                ) as said (key, word)
            where touched
            union all
            select product_id, 'colours', unnest(string_to_array(form ->> 'colours', ',')) from product_drafts
            union all
            select product_id, 'materials', unnest(string_to_array(form ->> 'materials', ',')) from product_drafts
            union all
            select product_id, 'attributes.' || said.key, said.word
            from product_drafts
                cross join lateral (
                    select key, unnest(string_to_array(value, ',')) from jsonb_each_text(form -> 'attributes')
                ) as said (key, word)
        )
        select field, trim(word), count(distinct product) from carried where starts_with(trim(word), $1)
        group by field, trim(word)",
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

/// How many items are of each brand, as it was saved and as it was typed since, in their own spelling; where nothing was typed
/// since, as it was saved.
pub(crate) async fn brands(tx: &mut TenantTx) -> Result<Vec<(String, String, i64)>, Error> {
    sqlx::query_as(
        "select brand, coalesce(form ->> 'brand', brand) as typed, count(*)
        from products left join product_drafts on product_id = id
        where touched group by brand, typed",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("counting the items of each brand")
}

/// These keys with `to` in the place of `from`. Where it is there already, or empty, `from` goes.
pub(super) fn replaced(keys: &[String], from: &str, to: &str) -> Vec<String> {
    let goes = to.is_empty() || keys.iter().any(|key| key == to);
    let stay = keys.iter().filter(|key| !goes || *key != from);
    let stay = stay.map(|key| if key == from { to } else { key.as_str() });
    stay.map(str::to_owned).collect()
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

/// The same for a material, with how much of it there is.
pub(crate) async fn replace_material(tx: &mut TenantTx, from: &str, to: &str) -> Result<(), Error> {
    let items: Vec<(i64, Vec<String>, Json<Vec<String>>)> = sqlx::query_as(
        "select id, materials, coalesce(attributes -> 'material_shares', '[]') from products
        where $1 = any (materials) order by id for update",
    )
    .bind(from)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the items of a material")?;
    let (mut products, mut made_of, mut told) = (Vec::new(), Vec::new(), Vec::new());
    for (product, materials, Json(kept)) in items {
        let shares = composition::moved(composition::found(&kept, &materials), from, to);
        let mut materials = replaced(&materials, from, to);
        composition::main_first(&mut materials, &shares);
        products.push(product);
        made_of.push(materials.join(","));
        told.push(Json(composition::kept(&shares)));
    }
    sqlx::query(
        "update products set version = version + 1, updated_at = now()
            , materials = string_to_array(new.made_of, ',')
            , attributes = case when new.told = '[]' then attributes - 'material_shares'
                else jsonb_set(attributes, '{material_shares}', new.told) end
        from unnest($1::bigint[], $2::text[], $3::jsonb[]) as new (product, made_of, told)
        where id = new.product",
    )
    .bind(products)
    .bind(made_of)
    .bind(told)
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
                    then jsonb_set(attributes, array[$1::text], (
                        select jsonb_agg(case said.word when $2 then $3 else said.word end order by said.place)
                        from jsonb_array_elements_text(attributes -> $1::text) with ordinality as said (word, place)
                    ))
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
