//! What a listing is given: its item and its photos, and how that differs from what it was given before. Pure.

use crate::channels::vinted::item;
use crate::channels::vinted::text::Reference;
use crate::error::Error;
use crate::own_words::OwnWords;
use crate::photos::{Photo, intake};
use crate::products::ProductFields;
use stoflow_wire::gap::Gap;
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::VintedItem;

/// An item with the hashes of its photos in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub(crate) item: VintedItem,
    pub(crate) photos: Vec<String>,
}

impl Content {
    /// The product as it is now, in the seller's words as they are understood now, or what it lacks.
    pub(crate) fn of(
        fields: &ProductFields,
        own: &OwnWords,
        reference: &Reference,
        photos: &[Photo],
    ) -> Result<Self, Vec<Gap>> {
        Ok(Self {
            item: item::order(fields, own, reference)?,
            photos: hashes(photos),
        })
    }

    /// The same for equal contents alone.
    pub(crate) fn hash(&self) -> Result<String, Error> {
        let canonical = serde_json::to_vec(&(&self.item, &self.photos))
            .map_err(|error| Error::internal("hashing a listing's content", error))?;
        Ok(intake::sha256(&canonical))
    }
}

pub(crate) fn hashes(photos: &[Photo]) -> Vec<String> {
    let hashes = photos.iter().map(|photo| photo.content_hash.clone());
    hashes.collect()
}

/// The fields in which the item is not any more what was written. A size belongs to its category, so both go together.
pub(crate) fn changes(written: &VintedItem, now: &VintedItem) -> Vec<ListingField> {
    let category = written.catalog_id == now.catalog_id;
    let measured = |item: &VintedItem| (item.measurement_width, item.measurement_length);
    let same = [
        (ListingField::Title, written.title == now.title),
        (
            ListingField::Description,
            written.description == now.description,
        ),
        (ListingField::Price, written.price == now.price),
        (ListingField::Category, category),
        (
            ListingField::Brand,
            (written.brand_id, &written.brand) == (now.brand_id, &now.brand),
        ),
        (
            ListingField::Size,
            category && written.size_id == now.size_id,
        ),
        (ListingField::Condition, written.status_id == now.status_id),
        (ListingField::Colours, written.colour_ids == now.colour_ids),
        (
            ListingField::Materials,
            written.material_ids == now.material_ids,
        ),
        (
            ListingField::Parcel,
            written.package_size_id == now.package_size_id,
        ),
        (ListingField::Unisex, written.is_unisex == now.is_unisex),
        (
            ListingField::Measurements,
            measured(written) == measured(now),
        ),
    ];
    let changed = same.into_iter().filter(|(_, same)| !same);
    changed.map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::vinted::compare::tests::ordered;
    use stoflow_wire::money::Money;

    #[test]
    fn what_changed_is_named_field_by_field() {
        type Change = fn(&mut VintedItem);
        let changes_made: [(ListingField, Change); 11] = [
            (ListingField::Title, |item| item.title.push('!')),
            (ListingField::Description, |item| item.description.push('!')),
            (ListingField::Price, |item| {
                item.price = Money::euros_from_cents(1);
            }),
            (ListingField::Brand, |item| item.brand_id = Some(1)),
            (ListingField::Size, |item| item.size_id = None),
            (ListingField::Condition, |item| item.status_id = 3),
            (ListingField::Colours, |item| item.colour_ids = vec![9, 7]),
            (ListingField::Materials, |item| item.material_ids = vec![1]),
            (ListingField::Parcel, |item| item.package_size_id = 3),
            (ListingField::Unisex, |item| item.is_unisex = true),
            (ListingField::Measurements, |item| {
                item.measurement_length = Some(70);
            }),
        ];
        for (field, change) in changes_made {
            let mut now = ordered();
            change(&mut now);
            assert_eq!(changes(&ordered(), &now), [field]);
        }
        let moved = VintedItem {
            catalog_id: 11,
            ..ordered()
        };
        assert_eq!(
            changes(&ordered(), &moved),
            [ListingField::Category, ListingField::Size]
        );
        assert_eq!(changes(&ordered(), &ordered()), []);
    }

    #[test]
    fn the_hash_tells_items_photos_and_their_order_apart() {
        let content = |item: VintedItem, photos: &[&str]| {
            let photos = photos.iter().map(|hash| (*hash).to_owned()).collect();
            Content { item, photos }.hash().unwrap()
        };
        let first = content(ordered(), &["a", "b"]);
        assert_eq!(content(ordered(), &["a", "b"]), first);
        let dearer = VintedItem {
            price: Money::euros_from_cents(1300),
            ..ordered()
        };
        for other in [
            content(dearer, &["a", "b"]),
            content(ordered(), &["b", "a"]),
            content(ordered(), &["a"]),
        ] {
            assert_ne!(other, first);
        }
    }
}
