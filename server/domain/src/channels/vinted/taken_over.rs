//! A listing that was made by hand and became an item's, as if it had been written by StoFlow: where it says the same
//! as the item it counts as written, where it says something else it counts as different. Pure.
//!
//! What the listing has and the item says nothing about is no difference: the facts below the description, a parcel
//! the seller chose there, the "unisex" box.

use crate::channels::vinted::compare::{folded, lines, same_title, sorted};
use crate::channels::vinted::pack::catalogs;
use crate::channels::vinted::unmap;
use crate::products::ProductFields;
use stoflow_wire::vinted::VintedItem;
use stoflow_wire::wardrobe::{ListingDetails, WardrobeItem};

/// What counts as written, going by the listing. `mapped` is what the item of these `fields` would be given.
pub(crate) fn item(
    mapped: &VintedItem,
    fields: &ProductFields,
    seen: &WardrobeItem,
    details: Option<&ListingDetails>,
) -> VintedItem {
    let mut written = mapped.clone();
    if !same_title(&mapped.title, &seen.title) {
        written.title.clone_from(&seen.title);
    }
    written.price = seen.price.unwrap_or(mapped.price);
    let Some(details) = details else {
        return written;
    };
    if lines(&unmap::description(&details.description)) != lines(&fields.description) {
        written.description.clone_from(&details.description);
    }
    let brand = [&details.brand, &seen.brand]
        .into_iter()
        .find(|brand| !brand.is_empty());
    if let Some(brand) = brand
        && folded(brand) != folded(&mapped.brand)
    {
        written.brand.clone_from(brand);
        written.brand_id = details.brand_id;
    }
    if sorted(&details.colour_ids) != sorted(&mapped.colour_ids) {
        written.colour_ids.clone_from(&details.colour_ids);
    }
    if sorted(&details.material_ids) != sorted(&mapped.material_ids) {
        written.material_ids.clone_from(&details.material_ids);
    }
    if fields.parcel.is_some() {
        written.package_size_id = details.package_size_id.unwrap_or(mapped.package_size_id);
    }
    VintedItem {
        catalog_id: catalog(mapped, fields, details),
        size_id: details.size_id.or(mapped.size_id),
        status_id: details.status_id.unwrap_or(mapped.status_id),
        measurement_width: mapped.measurement_width.and(details.measurement_width),
        measurement_length: mapped.measurement_length.and(details.measurement_length),
        ..written
    }
}

/// Vinted's tree says more than an item does: another catalog of the item's own category is no difference.
fn catalog(mapped: &VintedItem, fields: &ProductFields, details: &ListingDetails) -> i64 {
    let told = details.catalog_id.unwrap_or(mapped.catalog_id);
    let is_the_items = catalogs::filed_in(told, &fields.materials).is_some_and(|filed| {
        filed.category == fields.category && fields.gender == Some(filed.gender)
    });
    if is_the_items {
        mapped.catalog_id
    } else {
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::vinted::content::changes;
    use crate::channels::vinted::item::order;
    use crate::channels::vinted::text::Reference;
    use crate::own_words::OwnWords;
    use crate::products::parcel::Parcel;
    use stoflow_wire::listings::ListingField;
    use stoflow_wire::money::Money;
    use stoflow_wire::wardrobe::WardrobeState;

    fn seen() -> (WardrobeItem, ListingDetails) {
        let item = WardrobeItem {
            vinted_id: 7,
            title: "ROBE midi à pois".to_owned(),
            price: Some(Money::euros_from_cents(2500)),
            total_price: None,
            service_fee: None,
            photo_count: 0,
            brand: "Sézane".to_owned(),
            size: "M / 38 / 10".to_owned(),
            condition: "Très bon état".to_owned(),
            url: String::new(),
            photos: Vec::new(),
            state: WardrobeState::OnSale,
            views: 0,
            favourites: 0,
            listed_at: None,
        };
        let details = ListingDetails {
            description: "Portée deux fois.\n\nRéf. SF-0A1B2C3D".to_owned(),
            catalog_id: Some(1055),
            brand: "Sézane".to_owned(),
            size_id: Some(4),
            status_id: Some(2),
            colour_ids: vec![27, 12],
            material_ids: vec![44],
            package_size_id: Some(5),
            is_unisex: true,
            measurement_width: Some(46),
            measurement_length: Some(102),
            ..ListingDetails::default()
        };
        (item, details)
    }

    fn differing(fields: &ProductFields) -> Vec<ListingField> {
        let (seen, details) = seen();
        let reference = Reference::of_code("SF-7K2M9Q").unwrap();
        let mapped = order(fields, OwnWords::none(), &reference).unwrap();
        changes(&item(&mapped, fields, &seen, Some(&details)), &mapped)
    }

    #[test]
    fn an_item_made_from_a_listing_has_nothing_to_write() {
        let (seen, details) = seen();
        let made = unmap::fields(&seen, Some(&details));
        assert_eq!(differing(&made), []);
        let before_the_details = unmap::fields(&seen, None);
        assert_eq!(before_the_details.category, "");
    }

    #[test]
    fn an_item_that_says_something_else_has_just_that_to_write() {
        let (seen, details) = seen();
        let made = unmap::fields(&seen, Some(&details));
        let other = ProductFields {
            price: Some(Money::euros_from_cents(1900)),
            condition: Some(10),
            parcel: Some(Parcel::Large),
            attributes: Vec::new(),
            measurements: Vec::new(),
            ..made.clone()
        };
        assert_eq!(
            differing(&other)
                .into_iter()
                .filter(|field| *field != ListingField::Description)
                .collect::<Vec<_>>(),
            [
                ListingField::Price,
                ListingField::Condition,
                ListingField::Parcel
            ]
        );
        let retold = ProductFields {
            description: "Portée trois fois.".to_owned(),
            ..made
        };
        assert_eq!(differing(&retold), [ListingField::Description]);
    }
}
