//! A product as Vinted's upload form takes it, or what it lacks for that. Pure.

use crate::channels::vinted::limits;
use crate::channels::vinted::mapping::{self, ItemFacts};
use crate::channels::vinted::pack::Counterpart;
use crate::channels::vinted::text::{self, Reference};
use crate::own_words::OwnWords;
use crate::products::ProductFields;
use stoflow_wire::gap::{Gap, GapField, GapReason};
use stoflow_wire::vinted::VintedItem;

/// Everything that keeps the product from being put on Vinted; empty means ready.
pub(crate) fn gaps(fields: &ProductFields, own: &OwnWords, photo_count: usize) -> Vec<Gap> {
    let mut gaps = limits::readiness(&facts(fields, own), photo_count, fields.price);
    if fields.quantity < 1 {
        gaps.push(Gap {
            field: GapField::Quantity,
            reason: GapReason::TooLow,
        });
    }
    gaps
}

/// The item with its final texts and Vinted's ids. Photos are not part of it.
pub(crate) fn order(
    fields: &ProductFields,
    own: &OwnWords,
    reference: &Reference,
) -> Result<VintedItem, Vec<Gap>> {
    let facts = facts(fields, own);
    let mapped = mapping::map(&facts)?;
    let price = fields.price.ok_or_else(|| {
        vec![Gap {
            field: GapField::Price,
            reason: GapReason::Missing,
        }]
    })?;
    let ids = |found: Vec<Counterpart>| {
        found
            .into_iter()
            .map(|counterpart| counterpart.id)
            .collect()
    };
    Ok(VintedItem {
        title: text::title(&facts),
        description: text::description(&facts, reference),
        price,
        catalog_id: mapped.catalog.id,
        brand_id: mapped.brand_id,
        brand: mapped.brand_text,
        size_id: mapped.size.map(|size| size.id),
        status_id: mapped.status.id,
        colour_ids: ids(mapped.colours),
        material_ids: ids(mapped.materials),
        package_size_id: mapped.package_size.id,
        is_unisex: mapped.is_unisex,
        measurement_width: mapped.width_cm,
        measurement_length: mapped.length_cm,
    })
}

pub(super) fn facts<'a>(fields: &'a ProductFields, own: &'a OwnWords) -> ItemFacts<'a> {
    ItemFacts {
        own,
        title: &fields.title,
        description: &fields.description,
        category: &fields.category,
        gender: fields.gender,
        brand: &fields.brand,
        size: &fields.size,
        colours: &fields.colours,
        condition: fields.condition,
        materials: &fields.materials,
        shares: &fields.shares,
        attributes: &fields.attributes,
        measurements: &fields.measurements,
        weight_g: fields.weight_g,
        parcel: fields.parcel,
    }
}
