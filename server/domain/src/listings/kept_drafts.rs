//! Listings as drafts: what a row of `listings` says while there is no more than that on the marketplace.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one};
use crate::error::Error;
use crate::listings::rows::Marks;
use stoflow_wire::ids::ListingId;
use stoflow_wire::listings::ListingState;
use stoflow_wire::vinted::SeenItem;

/// From here on the listing is this draft: what it was before is gone, or never was.
pub(crate) async fn become_draft(
    tx: &mut TenantTx,
    id: ListingId,
    vinted_id: i64,
    marks: &Marks,
) -> Result<(), Error> {
    let done = sqlx::query(
        "update listings set external_id = $2, url = null, reference = $3, upload_session = $4, published_at = null, \
         written = null, written_hash = null, written_version = null, photos = null, to_verify = false, \
         differences = '{}', sent_at = null, updated_at = now() where id = $1",
    )
    .bind(id.0)
    .bind(vinted_id.to_string())
    .bind(&marks.reference)
    .bind(&marks.upload_session)
    .execute(tx.conn())
    .await
    .attempted("writing that a listing is a draft")?;
    expect_one(&done, "listing")
}

/// It stays a draft, and this is what it shows.
pub(crate) async fn keep(
    tx: &mut TenantTx,
    id: ListingId,
    seen: Option<&SeenItem>,
) -> Result<(), Error> {
    sqlx::query(
        "update listings set state = $2, title = coalesce($3, title), price_minor = coalesce($4, price_minor), \
         sent_at = null, trouble = null, written = request #> '{listing,item}', written_hash = request_hash, \
         written_version = request_version, updated_at = now() where id = $1",
    )
    .bind(id.0)
    .bind(ListingState::Draft.name())
    .bind(seen.map(|seen| seen.title.as_str()))
    .bind(seen.map(|seen| seen.price_minor))
    .execute(tx.conn())
    .await
    .attempted("writing that a draft is kept")?;
    Ok(())
}
