//! What of the wardrobe a seller can settle with one click: everything that has a suggestion, everything that has none.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::wardrobe::rows::{OPEN, names};
use crate::wardrobe::{suggestions, twins};

/// Listings of one click; the rest waits for the next.
const AT_MOST: usize = 500;

/// Listings that are nobody's and look like an item, the newest first.
pub(super) async fn suggested(tx: &mut TenantTx) -> Result<Vec<i64>, Error> {
    let mut listings = all_suggested(tx).await?;
    listings.sort_unstable_by(|one, other| other.cmp(one));
    listings.truncate(AT_MOST);
    Ok(listings)
}

/// What can be made into items with one click.
pub(super) struct Loose {
    /// Listings that are nobody's, look like no item and like no other listing, and are not being made into an item,
    /// the newest first.
    pub(super) listings: Vec<i64>,
    /// How many more there are that look like another listing.
    pub(super) twins: u32,
}

pub(super) async fn loose(tx: &mut TenantTx) -> Result<Loose, Error> {
    let suggested = all_suggested(tx).await?;
    let twins = twins::all(tx).await?;
    let mut listings: Vec<i64> = sqlx::query_scalar(
        "select w.vinted_id from wardrobe_items w
        where w.listing_id is null and w.state = any ($1) and not w.vinted_id = any ($2)
        and not exists (select 1 from marketplace_jobs j where j.idempotency_key = 'link-' || w.vinted_id)
        order by w.vinted_id desc",
    )
    .bind(names(&OPEN))
    .bind(suggested)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which listings are nobody's")?;
    let all = listings.len();
    listings.retain(|listing| !twins.contains_key(listing));
    let twins = u32::try_from(all - listings.len()).unwrap_or(u32::MAX);
    listings.truncate(AT_MOST);
    Ok(Loose { listings, twins })
}

async fn all_suggested(tx: &mut TenantTx) -> Result<Vec<i64>, Error> {
    let shelf = suggestions::shelf(tx).await?;
    let found = suggestions::all(tx, &shelf).await?;
    Ok(found.into_iter().map(|(listing, _)| listing).collect())
}
