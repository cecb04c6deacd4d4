//! Items made from a listing of the wardrobe: made once, and completed when more becomes known while nobody has
//! touched them.

use crate::channel_rules;
use crate::channels::vinted::unmap;
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::queue::{self, NewJob};
use crate::listings::{self, Adopted};
use crate::products::{self, ProductFields};
use crate::wardrobe::link_job;
use crate::wardrobe::rows::{self, Held, OPEN};
use stoflow_wire::ids::ProductId;
use stoflow_wire::pricing::Channel;
use stoflow_wire::products::ProductStatus;

/// What became of the wish to make an item.
pub(crate) enum Making {
    Made(ProductId),
    /// It is somebody's by now.
    Taken,
    /// It is not on Vinted any more.
    Gone,
}

/// Makes the item, its live listing and the link between them. Whoever comes second finds it taken.
pub(crate) async fn make(tx: &mut TenantTx, vinted_id: i64) -> Result<Making, Error> {
    let held = rows::lock(tx, vinted_id).await?;
    if held.listing.is_some() {
        return Ok(Making::Taken);
    }
    if !OPEN.contains(&held.item.state) {
        return Ok(Making::Gone);
    }
    let fields = told(tx, &held).await?;
    let product = products::add(tx, &fields).await?;
    let adopted = Adopted::of(&held.item, held.details.as_ref());
    let Some(listing) = listings::adopt(tx, product, &adopted).await? else {
        return Err(Error::internal(
            "listing an item that was just made",
            "it has a listing already",
        ));
    };
    rows::tie(tx, vinted_id, listing).await?;
    products::set_status(tx, product, ProductStatus::Published).await?;
    rows::note_made(tx, vinted_id, product).await?;
    rows::note_origin(tx, vinted_id).await?;
    Ok(Making::Made(product))
}

/// Fills what is still empty in the item that was made from this listing, now that its details are known. One that
/// the seller saved, or is typing in, is left as it is.
pub(crate) async fn complete(tx: &mut TenantTx, vinted_id: i64) -> Result<(), Error> {
    let Some(product) = rows::untouched_made(tx, vinted_id).await? else {
        return Ok(());
    };
    let held = rows::lock(tx, vinted_id).await?;
    let now = products::get(tx, product).await?;
    let known = told(tx, &held).await?;
    let fields = filled(now.fields.clone(), known);
    if fields != now.fields && products::complete(tx, product, &fields, now.version).await? {
        rows::note_made(tx, vinted_id, product).await?;
        if let Some(listing) = held.listing {
            let adopted = Adopted::of(&held.item, held.details.as_ref());
            listings::adopt_anew(tx, listing, product, &adopted).await?;
        }
    }
    Ok(())
}

/// Asks for the photos that items lack, now that the details of their listings told of them. One whose making is still
/// under way is asked for with the next details that are read.
pub(crate) async fn fetch_missing(tx: &mut TenantTx) -> Result<(), Error> {
    let lacking = rows::lacking_photos(tx).await?;
    let jobs: Vec<NewJob> = lacking
        .into_iter()
        .map(|(vinted_id, product)| link_job(vinted_id, Some(product)))
        .collect();
    queue::enqueue_all(tx, &jobs).await.map(drop)
}

/// What an item says of itself by its listing, at the price that makes the listing's.
async fn told(tx: &mut TenantTx, held: &Held) -> Result<ProductFields, Error> {
    let fields = unmap::fields(&held.item, held.details.as_ref());
    let price = match fields.price {
        Some(shown) => Some(channel_rules::unlisted(tx, Channel::Vinted, shown).await?),
        None => None,
    };
    Ok(ProductFields { price, ..fields })
}

/// `fields` with what they lack and `known` has.
fn filled(fields: ProductFields, known: ProductFields) -> ProductFields {
    let text = |own: String, other: String| if own.is_empty() { other } else { own };
    let list = |own: Vec<String>, other: Vec<String>| if own.is_empty() { other } else { own };
    ProductFields {
        description: text(fields.description, known.description),
        price: fields.price.or(known.price),
        category: text(fields.category, known.category),
        gender: fields.gender.or(known.gender),
        brand: text(fields.brand, known.brand),
        size: text(fields.size, known.size),
        colours: list(fields.colours, known.colours),
        condition: fields.condition.or(known.condition),
        materials: list(fields.materials, known.materials),
        measurements: if fields.measurements.is_empty() {
            known.measurements
        } else {
            fields.measurements
        },
        parcel: fields.parcel.or(known.parcel),
        ..fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_empty_is_filled() {
        let own = ProductFields {
            title: "Robe".to_owned(),
            brand: "Sézane".to_owned(),
            condition: Some(8),
            quantity: 1,
            ..ProductFields::default()
        };
        let known = ProductFields {
            title: "Autre".to_owned(),
            brand: "Zara".to_owned(),
            category: "dress".to_owned(),
            condition: Some(6),
            sku: "X".to_owned(),
            quantity: 4,
            ..ProductFields::default()
        };
        let expected = ProductFields {
            category: "dress".to_owned(),
            ..own.clone()
        };
        assert_eq!(filled(own, known), expected);
    }
}
