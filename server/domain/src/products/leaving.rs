//! Every product of a shop, some hundreds at a time, for a seller who takes them elsewhere.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::{Product, drafts, form, row};
use std::collections::HashMap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductForm;
use time::Date;

/// A product and what is said of it: of one that was never saved, what is being typed.
pub(crate) struct Leaving {
    pub(crate) product: Product,
    pub(crate) form: ProductForm,
    /// Where it is known since when it is sold: that day in Paris.
    pub(crate) sold_on: Option<Date>,
}

/// The next ones above the number `after`, by their numbers, at most `most`.
pub(crate) async fn next(
    tx: &mut TenantTx,
    after: ProductId,
    most: i64,
) -> Result<Vec<Leaving>, Error> {
    let mut leaving = Vec::new();
    let products = row::above(tx, after, most).await?;
    let mut sold = sold_on(tx, &products).await?;
    for product in products {
        let typed = if product.fields.title.is_empty() {
            drafts::find(tx, product.id).await?.map(|draft| draft.form)
        } else {
            None
        };
        let form = typed.unwrap_or_else(|| form::write(&product.fields));
        leaving.push(Leaving {
            sold_on: sold.remove(&product.id.0),
            product,
            form,
        });
    }
    Ok(leaving)
}

/// The days of those that are sold, put away since or not.
async fn sold_on(tx: &mut TenantTx, products: &[Product]) -> Result<HashMap<i64, Date>, Error> {
    let ids: Vec<i64> = products.iter().map(|product| product.id.0).collect();
    let days: Vec<(i64, Date)> = sqlx::query_as(
        "select id, (sold_at at time zone 'Europe/Paris')::date from products
        where id = any ($1) and sold_at is not null and coalesce(archived_from, status) = 'sold'",
    )
    .bind(ids)
    .fetch_all(tx.conn())
    .await
    .attempted("reading since when products are sold")?;
    Ok(days.into_iter().collect())
}
