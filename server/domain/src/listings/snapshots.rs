//! What a listing was, kept before it is taken off (`listing_snapshots`).

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::ListingId;

/// Keeps what is known of a listing that has a number on its marketplace; once for each number.
pub(crate) async fn keep(tx: &mut TenantTx, listing: ListingId) -> Result<(), Error> {
    sqlx::query(
        "insert into listing_snapshots (listing_id, external_id, title, price_minor, currency, url, published_at, \
         views, favourites, request, seen) \
         select l.id, l.external_id, l.title, l.price_minor, l.currency, l.url, l.published_at, w.views, w.favourites, \
         l.request, case when w.vinted_id is not null \
             then jsonb_build_object('photos', w.photos, 'details', w.details) end \
         from listings l left join wardrobe_items w on w.listing_id = l.id \
         where l.id = $1 and l.external_id is not null on conflict (listing_id, external_id) do nothing",
    )
    .bind(listing.0)
    .execute(tx.conn())
    .await
    .attempted("keeping what a listing was")?;
    Ok(())
}
