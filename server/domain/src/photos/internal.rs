//! Photos that are kept with their item and never published: of the tag, of the label in the storage.
//!
//! While a channel is being given the product's photos none of them becomes internal: it may be among them.

use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one};
use crate::error::Error;
use crate::photos::MAX_PER_PRODUCT;
use crate::{listings, products};
use std::collections::HashSet;
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::photos::{MOST_INTERNAL, Mark};
use stoflow_wire::problem::Problem;

pub(super) async fn mark(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
    mark: Mark,
) -> Result<(), Error> {
    products::touch(tx, product).await?;
    if mark == Mark::Internal && on_their_way(tx, product).await? {
        return Err(Error::field(mark.name(), Problem::AlreadyUsed));
    }
    let most = match mark {
        Mark::Published => MAX_PER_PRODUCT,
        Mark::Internal => MOST_INTERNAL,
    };
    if others(tx, product, photo, mark).await? >= most {
        let max = u32::try_from(most).unwrap_or(u32::MAX);
        return Err(Error::field(mark.name(), Problem::TooMany { max }));
    }
    let done =
        sqlx::query("update product_photos set internal = $3 where id = $1 and product_id = $2")
            .bind(photo.0)
            .bind(product.0)
            .bind(mark == Mark::Internal)
            .execute(tx.conn())
            .await
            .attempted("marking a photo")?;
    expect_one(&done, "photo")?;
    products::keep_pictured(tx, product).await
}

/// Where pictures lie that are internal photos of the product, or were what such a photo is.
pub(crate) async fn keys(tx: &mut TenantTx, product: ProductId) -> Result<HashSet<String>, Error> {
    let keys: Vec<String> = sqlx::query_scalar(
        "select key from product_photos
        cross join unnest(array[storage_key, original ->> 'storage_key'] || earlier_keys) as key
        where product_id = $1 and internal and key is not null",
    )
    .bind(product.0)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which pictures are internal")?;
    Ok(keys.into_iter().collect())
}

/// Whether a channel may be given photos that were read before now, or holds them back in a draft.
async fn on_their_way(tx: &mut TenantTx, product: ProductId) -> Result<bool, Error> {
    let badges = listings::badges(tx, &[product]).await?;
    let mut states = badges.values().flatten().map(|badge| badge.state);
    Ok(states.any(|state| match state {
        ListingState::Creating
        | ListingState::Updating
        | ListingState::Draft
        | ListingState::Relisting
        | ListingState::InDoubt => true,
        ListingState::Live
        | ListingState::Removing
        | ListingState::Removed
        | ListingState::Sold
        | ListingState::Failed => false,
    }))
}

/// How many of the product's other photos have this mark.
async fn others(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
    mark: Mark,
) -> Result<usize, Error> {
    let count: i64 = sqlx::query_scalar(
        "select count(*) from product_photos where product_id = $1 and id <> $2 and internal = $3",
    )
    .bind(product.0)
    .bind(photo.0)
    .bind(mark == Mark::Internal)
    .fetch_one(tx.conn())
    .await
    .attempted("counting photos of a mark")?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}
