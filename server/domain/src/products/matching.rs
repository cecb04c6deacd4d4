//! All that a question of the list finds, beyond the page that shows it: the list's own walk, so that nothing is chosen
//! which the list would not show.

use super::place::Place;
use super::question::Question;
use super::walk;
use crate::database::TenantTx;
use crate::error::Error;
use stoflow_wire::changes::Matching;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductFilter;

/// The first `most` products that `filter` finds, from the top of the list.
pub async fn matching(
    tx: &mut TenantTx,
    filter: &ProductFilter,
    most: u32,
) -> Result<Matching, Error> {
    // One more tells whether there are others.
    let asked = i32::try_from(most).unwrap_or(i32::MAX).saturating_add(1);
    let question = Question::of(filter);
    let found = walk::hits(tx, &question, filter.status, Place::TOP, asked).await?;
    let mut products: Vec<ProductId> = found.page.into_iter().map(ProductId).collect();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let more = products.len() > most;
    products.truncate(most);
    Ok(Matching { products, more })
}
