//! All that a question of the list finds, beyond the page that shows it. Knows no question itself: it turns the list's own
//! pages, so that nothing is chosen which the list would not show.

use super::pages;
use crate::database::TenantTx;
use crate::error::Error;
use stoflow_wire::changes::Matching;
use stoflow_wire::products::ProductFilter;

/// The first `most` products that `filter` finds, from the top of the list.
pub async fn matching(
    tx: &mut TenantTx,
    filter: &ProductFilter,
    most: u32,
) -> Result<Matching, Error> {
    let mut place = ProductFilter {
        after: None,
        ..filter.clone()
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut products = Vec::new();
    loop {
        let page = pages::list(tx, &place).await?;
        products.extend(page.rows.iter().map(|row| row.id));
        if products.len() > most || page.next.is_none() {
            break;
        }
        place.after = page.next;
    }
    let more = products.len() > most;
    products.truncate(most);
    Ok(Matching { products, more })
}
