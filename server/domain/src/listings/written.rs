//! What a listing was last given, and how the product stands against it. Writes the columns `written`, `written_hash`
//! and `photos` of `listings` where no job does.

use crate::channels::vinted::content::{self, Content};
use crate::channels::vinted::publish::reference;
use crate::channels::vinted::taken_over;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::listings::Adopted;
use crate::listings::offer::{self, Offer};
use crate::listings::rows;
use crate::photos::{self, Photo};
use crate::products::Product;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use stoflow_wire::ids::{ListingId, PhotoId, ProductId};
use stoflow_wire::listings::ListingField;
use stoflow_wire::pricing::Channel;
use stoflow_wire::vinted::{UploadedPhoto, VintedItem};

/// One of our photos on a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListedPhoto {
    pub(crate) photo: PhotoId,
    /// Of the picture: the same one may come back as another photo.
    pub(crate) hash: String,
    pub(crate) vinted_id: i64,
}

/// What a listing was last given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// `None` where nothing is known of it.
    pub(crate) item: Option<VintedItem>,
    pub(crate) hash: Option<String>,
    pub(crate) version: Option<i64>,
    /// Empty where nobody knows what they are called there.
    pub(crate) photos: Vec<ListedPhoto>,
    /// Seen there, and not as it was given.
    pub(crate) differences: Vec<ListingField>,
}

impl Written {
    /// Whether other photos, or another order of them, are to go with the item than it was given.
    pub(crate) fn has_other_photos(&self, now: &[Photo]) -> Result<bool, Error> {
        let (Some(item), Some(hash)) = (&self.item, &self.hash) else {
            return Ok(false);
        };
        let with_these = Content {
            item: item.clone(),
            photos: content::hashes(now),
        };
        Ok(with_these.hash()? != *hash)
    }

    /// What our photos are called on the listing, as far as the pictures are there.
    pub(crate) fn listed(&self, wanted: &[Photo]) -> Vec<UploadedPhoto> {
        let mut left = self.photos.clone();
        let mut take = |fits: &dyn Fn(&ListedPhoto) -> bool| {
            let at = left.iter().position(fits)?;
            Some(left.remove(at).vinted_id)
        };
        let mut listed = Vec::new();
        for photo in wanted {
            let found = take(&|there| there.photo == photo.id)
                .or_else(|| take(&|there| there.hash == photo.content_hash));
            listed.extend(found.map(|vinted_id| UploadedPhoto {
                key: photo.id.to_string(),
                vinted_id,
            }));
        }
        listed
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    written: Option<Json<VintedItem>>,
    written_hash: Option<String>,
    written_version: Option<i64>,
    photos: Option<Json<Vec<ListedPhoto>>>,
    differences: Vec<String>,
}

pub(crate) async fn get(tx: &mut TenantTx, listing: ListingId) -> Result<Written, Error> {
    let row: Row = sqlx::query_as(
        "select written, written_hash, written_version, photos, differences from listings where id = $1",
    )
    .bind(listing.0)
    .fetch_one(tx.conn())
    .await
    .attempted("reading what a listing was given")?;
    let names = row.differences.iter();
    Ok(Written {
        item: row.written.map(|json| json.0),
        hash: row.written_hash,
        version: row.written_version,
        photos: row.photos.map(|json| json.0).unwrap_or_default(),
        differences: names
            .filter_map(|name| ListingField::from_name(name))
            .collect(),
    })
}

/// How a product stands against its listing.
pub(crate) struct Standing {
    pub(crate) outdated: bool,
    pub(crate) photos_changed: bool,
}

/// Whether the listing would get something else today, be it that the item changed or how its seller's words are
/// understood. Where nothing is known of what it got, every save counts; one that cannot be listed any more is not what was
/// listed.
pub(super) async fn standing(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
) -> Result<Standing, Error> {
    let listing = rows::get(tx, listing).await?;
    let written = get(tx, listing.id).await?;
    let Offer {
        product,
        photos,
        own,
    } = offer::read(tx, Channel::Vinted, product).await?;
    let now = Content::of(&product.fields, &own, &reference(&listing)?, &photos);
    let outdated = match (&written.hash, now) {
        (Some(hash), Ok(now)) => now.hash()? != *hash,
        (Some(_), Err(_)) => true,
        (None, _) => written
            .version
            .is_some_and(|version| product.version > version),
    };
    Ok(Standing {
        outdated,
        photos_changed: written.has_other_photos(&photos)?,
    })
}

/// A listing that was made by hand is the product's from now on, and holds what it is seen to hold.
pub(super) async fn take_over(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
    adopted: &Adopted<'_>,
) -> Result<(), Error> {
    let reference = reference(&rows::get(tx, listing).await?)?;
    let Offer {
        product,
        photos,
        own,
    } = offer::read(tx, Channel::Vinted, product).await?;
    let content = Content::of(&product.fields, &own, &reference, &photos).ok();
    let content = content.map(|now| Content {
        item: taken_over::item(&now.item, &product.fields, adopted.item, adopted.details),
        ..now
    });
    write(tx, listing, content.as_ref(), &product).await
}

/// What the product cannot be told to be there is not known: from now on its saves count.
async fn write(
    tx: &mut TenantTx,
    listing: ListingId,
    content: Option<&Content>,
    product: &Product,
) -> Result<(), Error> {
    let hash = content.map(Content::hash).transpose()?;
    sqlx::query(
        "update listings set written = $2, written_hash = $3, written_version = $4 where id = $1",
    )
    .bind(listing.0)
    .bind(content.map(|content| Json(&content.item)))
    .bind(hash)
    .bind(product.version)
    .execute(tx.conn())
    .await
    .attempted("writing down what a listing holds")?;
    Ok(())
}

/// A photo of the listing came into our own storage: it is one and the same picture.
pub(crate) async fn add_photo(
    tx: &mut TenantTx,
    product: ProductId,
    photo: PhotoId,
    vinted_id: i64,
) -> Result<(), Error> {
    let present = photos::list(tx, product).await?;
    let Some(photo) = present.iter().find(|known| known.id == photo) else {
        return Ok(());
    };
    let listing: Option<i64> = sqlx::query_scalar(
        "select id from listings where product_id = $1 and state in ('live', 'updating', 'removing', 'relisting') for update",
    )
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("finding the listing of a photo")?;
    let Some(listing) = listing.map(ListingId) else {
        return Ok(());
    };
    let mut written = get(tx, listing).await?;
    written.photos.push(ListedPhoto {
        photo: photo.id,
        hash: photo.content_hash.clone(),
        vinted_id,
    });
    let hashes = written.photos.iter().map(|there| there.hash.clone());
    let content = written.item.map(|item| Content {
        item,
        photos: hashes.collect(),
    });
    let hash = content.as_ref().map(Content::hash).transpose()?;
    sqlx::query("update listings set photos = $2, written_hash = $3 where id = $1")
        .bind(listing.0)
        .bind(Json(&written.photos))
        .bind(hash)
        .execute(tx.conn())
        .await
        .attempted("writing down a listing's photo")?;
    Ok(())
}

/// The seller decided that the listing stays as it is, whatever the product has.
pub(crate) async fn settle(tx: &mut TenantTx, listing: ListingId, hash: &str) -> Result<(), Error> {
    sqlx::query("update listings set written_hash = $2 where id = $1")
        .bind(listing.0)
        .bind(hash)
        .execute(tx.conn())
        .await
        .attempted("settling what a listing holds")?;
    Ok(())
}

/// The listing has these photos of ours now, in this order.
pub(crate) async fn note_photos(
    tx: &mut TenantTx,
    listing: ListingId,
    product: ProductId,
    uploaded: &[UploadedPhoto],
) -> Result<(), Error> {
    if uploaded.is_empty() {
        return Ok(());
    }
    let present = photos::list(tx, product).await?;
    let known = |photo: &UploadedPhoto| {
        let ours = present
            .iter()
            .find(|ours| ours.id.to_string() == photo.key)?;
        Some(ListedPhoto {
            photo: ours.id,
            hash: ours.content_hash.clone(),
            vinted_id: photo.vinted_id,
        })
    };
    let listed: Vec<ListedPhoto> = uploaded.iter().filter_map(known).collect();
    sqlx::query("update listings set photos = $2 where id = $1")
        .bind(listing.0)
        .bind(Json(listed))
        .execute(tx.conn())
        .await
        .attempted("writing down which photos a listing has")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(id: i64, hash: &str) -> Photo {
        Photo {
            id: PhotoId(id),
            storage_key: String::new(),
            content_hash: hash.to_owned(),
            width: 1,
            height: 1,
            internal: false,
            whole_key: None,
        }
    }

    #[test]
    fn a_picture_that_is_there_is_found_by_its_photo_or_by_its_looks() {
        let there = |id, hash: &str, vinted_id| ListedPhoto {
            photo: PhotoId(id),
            hash: hash.to_owned(),
            vinted_id,
        };
        let written = Written {
            photos: vec![there(1, "a", 11), there(2, "b", 12), there(3, "b", 13)],
            ..Written::default()
        };
        let wanted = [photo(9, "b"), photo(3, "b"), photo(8, "c"), photo(1, "a")];
        let listed: Vec<(String, i64)> = written
            .listed(&wanted)
            .into_iter()
            .map(|photo| (photo.key, photo.vinted_id))
            .collect();
        let expected = [("9", 12), ("3", 13), ("1", 11)];
        assert_eq!(
            listed,
            expected.map(|(key, vinted_id)| (key.to_owned(), vinted_id))
        );
    }
}
