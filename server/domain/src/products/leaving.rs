//! Every product of a shop, some hundreds at a time, for a seller who takes them elsewhere.

use crate::database::TenantTx;
use crate::error::Error;
use crate::products::{Product, drafts, form, row};
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductForm;

/// A product and what is said of it: of one that was never saved, what is being typed.
pub(crate) struct Leaving {
    pub(crate) product: Product,
    pub(crate) form: ProductForm,
}

/// The next ones above the number `after`, by their numbers, at most `most`.
pub(crate) async fn next(
    tx: &mut TenantTx,
    after: ProductId,
    most: i64,
) -> Result<Vec<Leaving>, Error> {
    let mut leaving = Vec::new();
    for product in row::above(tx, after, most).await? {
        let typed = if product.fields.title.is_empty() {
            drafts::find(tx, product.id).await?.map(|draft| draft.form)
        } else {
            None
        };
        let form = typed.unwrap_or_else(|| form::write(&product.fields));
        leaving.push(Leaving { product, form });
    }
    Ok(leaving)
}
