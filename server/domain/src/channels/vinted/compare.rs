//! The listing as Vinted holds it against what was ordered. Pure; names the fields that differ.

use stoflow_wire::vinted::{SeenItem, VintedItem};

/// Names of the fields found different: `title`, `description`, `price`, `category`, `brand`, `size`, `condition`,
/// `colours`, `photos`.
pub(crate) fn differences(ordered: &VintedItem, seen: &SeenItem) -> Vec<String> {
    let same = [
        ("title", one_line(&ordered.title) == one_line(&seen.title)),
        (
            "description",
            lines(&ordered.description) == lines(&seen.description),
        ),
        ("price", ordered.price.minor == seen.price_minor),
        ("category", seen.catalog_id == Some(ordered.catalog_id)),
        ("brand", folded(&ordered.brand) == folded(&seen.brand)),
        ("size", seen.size_id == ordered.size_id),
        ("condition", seen.status_id == Some(ordered.status_id)),
        (
            "colours",
            sorted(&ordered.colour_ids) == sorted(&seen.colour_ids),
        ),
        ("photos", seen.photo_ids == seen.assigned_photo_ids),
    ];
    same.into_iter()
        .filter(|(_, same)| !same)
        .map(|(field, _)| field.to_owned())
        .collect()
}

/// Vinted trims texts and joins runs of blanks; that is no difference.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Vinted writes a known brand its own way.
fn folded(brand: &str) -> String {
    one_line(brand).to_lowercase()
}

fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::money::Money;

    fn ordered() -> VintedItem {
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
            material_ids: vec![],
            package_size_id: 1,
            is_unisex: false,
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
        }
    }

    #[test]
    fn spacing_case_and_the_order_of_colours_are_no_difference() {
        assert_eq!(differences(&ordered(), &seen()), Vec::<String>::new());
    }

    #[test]
    fn every_field_is_told_by_its_name() {
        type Change = fn(&mut SeenItem);
        let changes: [(&str, Change); 9] = [
            ("title", |seen| seen.title.push('!')),
            ("description", |seen| {
                seen.description = "Très belle.".to_owned();
            }),
            ("price", |seen| seen.price_minor = 1300),
            ("category", |seen| seen.catalog_id = None),
            ("brand", |seen| seen.brand.clear()),
            ("size", |seen| seen.size_id = None),
            ("condition", |seen| seen.status_id = Some(3)),
            ("colours", |seen| seen.colour_ids = vec![7]),
            ("photos", |seen| seen.photo_ids = vec![2, 1]),
        ];
        for (field, change) in changes {
            let mut other = seen();
            change(&mut other);
            assert_eq!(differences(&ordered(), &other), [field]);
        }
    }
}
