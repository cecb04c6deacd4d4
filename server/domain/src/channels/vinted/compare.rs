//! The listing as Vinted holds it against what was ordered. Pure; names the fields that differ.

use super::limits::MAX_TITLE;
use super::text::wording::{calm, cut};
use stoflow_wire::listings::ListingField;
use stoflow_wire::vinted::{SeenItem, SeenMore, VintedItem};

/// The fields found different.
pub(crate) fn differences(ordered: &VintedItem, seen: &SeenItem) -> Vec<ListingField> {
    let same = [
        (ListingField::Title, same_title(&ordered.title, &seen.title)),
        (
            ListingField::Description,
            lines(&ordered.description) == lines(&seen.description),
        ),
        (ListingField::Price, ordered.price.minor == seen.price_minor),
        (
            ListingField::Category,
            seen.catalog_id == Some(ordered.catalog_id),
        ),
        (
            ListingField::Brand,
            folded(&ordered.brand) == folded(&seen.brand),
        ),
        (ListingField::Size, seen.size_id == ordered.size_id),
        (
            ListingField::Condition,
            seen.status_id == Some(ordered.status_id),
        ),
        (
            ListingField::Colours,
            sorted(&ordered.colour_ids) == sorted(&seen.colour_ids),
        ),
        (
            ListingField::Photos,
            seen.photo_ids == seen.assigned_photo_ids,
        ),
    ];
    let more = seen.more.iter().flat_map(|more| compared(ordered, more));
    same.into_iter()
        .chain(more)
        .filter(|(_, same)| !same)
        .map(|(field, _)| field)
        .collect()
}

fn compared(ordered: &VintedItem, seen: &SeenMore) -> [(ListingField, bool); 4] {
    [
        (
            ListingField::Materials,
            sorted(&ordered.material_ids) == sorted(&seen.material_ids),
        ),
        (
            ListingField::Parcel,
            seen.package_size_id == Some(ordered.package_size_id),
        ),
        (ListingField::Unisex, seen.is_unisex == ordered.is_unisex),
        (
            ListingField::Measurements,
            (seen.measurement_width, seen.measurement_length)
                == (ordered.measurement_width, ordered.measurement_length),
        ),
    ]
}

/// A title that was shouted there is written calmly here; that is no difference either.
pub(super) fn same_title(ordered: &str, seen: &str) -> bool {
    let (ordered, seen) = (one_line(ordered), one_line(seen));
    ordered == seen || ordered == cut(&calm(&seen), MAX_TITLE)
}

/// Vinted trims texts and joins runs of blanks; that is no difference.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Vinted writes a known brand its own way.
pub(super) fn folded(brand: &str) -> String {
    one_line(brand).to_lowercase()
}

pub(super) fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use stoflow_wire::money::Money;

    pub(in crate::channels::vinted) fn ordered() -> VintedItem {
        VintedItem {
            title: "Robe rouge".to_owned(),
            description: "Très belle.\n\nRéf. SF-1".to_owned(),
            price: Money::euros_from_cents(1250),
            catalog_id: 10,
            brand_id: None,
            brand: "Sézane".to_owned(),
            size_id: Some(4),
            status_id: 2,
            colour_ids: vec![7, 9],
            material_ids: vec![44, 46],
            package_size_id: 1,
            is_unisex: false,
            measurement_width: Some(46),
            measurement_length: None,
        }
    }

    fn seen() -> SeenItem {
        SeenItem {
            title: "Robe  rouge ".to_owned(),
            description: "Très belle.\r\n\r\nRéf. SF-1\n".to_owned(),
            price_minor: 1250,
            catalog_id: Some(10),
            brand: "SÉZANE".to_owned(),
            size_id: Some(4),
            status_id: Some(2),
            colour_ids: vec![9, 7],
            photo_ids: vec![1, 2],
            assigned_photo_ids: vec![1, 2],
            more: Some(SeenMore {
                material_ids: vec![46, 44],
                package_size_id: Some(1),
                is_unisex: false,
                measurement_width: Some(46),
                measurement_length: None,
            }),
        }
    }

    #[test]
    fn spacing_case_and_the_order_of_colours_are_no_difference() {
        assert_eq!(differences(&ordered(), &seen()), []);
        assert!(same_title("Robe Rouge d'été", "ROBE ROUGE d'été"));
    }

    #[test]
    fn an_extension_that_does_not_tell_everything_differs_in_nothing_it_does_not_tell() {
        let less = SeenItem {
            more: None,
            ..seen()
        };
        assert_eq!(differences(&ordered(), &less), []);
    }

    #[test]
    fn every_field_is_told_by_its_name() {
        type Change = fn(&mut SeenItem, &mut SeenMore);
        let changes: [(ListingField, Change); 13] = [
            (ListingField::Title, |seen, _| seen.title.push('!')),
            (ListingField::Description, |seen, _| {
                seen.description = "Très belle.".to_owned();
            }),
            (ListingField::Price, |seen, _| seen.price_minor = 1300),
            (ListingField::Category, |seen, _| seen.catalog_id = None),
            (ListingField::Brand, |seen, _| seen.brand.clear()),
            (ListingField::Size, |seen, _| seen.size_id = None),
            (ListingField::Condition, |seen, _| seen.status_id = Some(3)),
            (ListingField::Colours, |seen, _| seen.colour_ids = vec![7]),
            (ListingField::Photos, |seen, _| seen.photo_ids = vec![2, 1]),
            (ListingField::Materials, |_, more| more.material_ids.clear()),
            (ListingField::Parcel, |_, more| {
                more.package_size_id = Some(3);
            }),
            (ListingField::Unisex, |_, more| more.is_unisex = true),
            (ListingField::Measurements, |_, more| {
                more.measurement_length = Some(70);
            }),
        ];
        for (field, change) in changes {
            let (mut other, mut more) = (seen(), seen().more.unwrap());
            change(&mut other, &mut more);
            other.more = Some(more);
            assert_eq!(differences(&ordered(), &other), [field]);
        }
    }
}
