//! Every product of a shop, some hundreds at a time, for a seller who takes them elsewhere.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::{Product, drafts, form, row};
use std::collections::HashMap;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::{ProductForm, ProductStatus};
use time::Date;

/// A product and what is said of it: of one that was never saved, what is being typed.
pub(crate) struct Leaving {
    pub(crate) product: Product,
    pub(crate) form: ProductForm,
    /// As it is to come in elsewhere: what was sold on a day that nobody knows and then put away is sold, which no other word
    /// would say.
    pub(crate) status: ProductStatus,
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
    let mut sold = sold(tx, &products).await?;
    for product in products {
        let typed = if product.fields.title.is_empty() {
            drafts::find(tx, product.id).await?.map(|draft| draft.form)
        } else {
            None
        };
        let form = typed.unwrap_or_else(|| form::write(&product.fields));
        let sold = sold.remove(&product.id.0);
        leaving.push(Leaving {
            status: match sold {
                Some(None) => ProductStatus::Sold,
                Some(Some(_)) | None => product.status,
            },
            sold_on: sold.flatten(),
            product,
            form,
        });
    }
    Ok(leaving)
}

/// Those that are sold, put away since or not, with the day where it is known.
async fn sold(
    tx: &mut TenantTx,
    products: &[Product],
) -> Result<HashMap<i64, Option<Date>>, Error> {
    let ids: Vec<i64> = products.iter().map(|product| product.id.0).collect();
    let days: Vec<(i64, Option<Date>)> = sqlx::query_as(
        "select id, (sold_at at time zone 'Europe/Paris')::date from products
        where id = any ($1) and coalesce(archived_from, status) = 'sold'",
    )
    .bind(ids)
    .fetch_all(tx.conn())
    .await
    .attempted("reading since when products are sold")?;
    Ok(days.into_iter().collect())
}
