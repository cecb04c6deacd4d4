//! Which program a sheet comes from, and what its columns are, by their headings alone. What is not recognised is left to
//! the seller, who may put every column right. Pure.

use super::columns;
use crate::catalogue::folding::fold;
use crate::catalogue::table;
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::LazyLock;
use stoflow_wire::exchange::Preset;
use stoflow_wire::language::Language;

/// Heads the column of an export of ours in which each item has its number. Nobody else writes it.
pub(super) const OURS: &str = "StoFlow";

/// So many headings that no other program has make sure.
const ENOUGH: usize = 2;

#[derive(Debug, Deserialize)]
struct Known {
    preset: Preset,
    heading: String,
    column: String,
    mark: String,
}

fn headings() -> &'static [Known] {
    static ROWS: LazyLock<Vec<Known>> = LazyLock::new(|| {
        let text = include_str!("../../data/exchange/headings.csv");
        let rows: Vec<Known> = table::rows("exchange/headings", text);
        rows.into_iter()
            .map(|row| Known {
                heading: fold(&row.heading),
                ..row
            })
            .collect()
    });
    &ROWS
}

/// Whose sheet has these headings.
pub(super) fn recognise(given: &[String]) -> Option<Preset> {
    if given.iter().any(|heading| heading.trim() == OURS) {
        return Some(Preset::Stoflow);
    }
    if given.iter().any(|heading| orders_ebay(heading)) {
        return Some(Preset::Ebay);
    }
    let given: HashSet<String> = given.iter().map(|heading| fold(heading)).collect();
    let marks = |preset| {
        let marks = headings().iter().filter(|row| {
            row.preset == preset && row.mark == "yes" && given.contains(&row.heading)
        });
        marks.count()
    };
    let others = [Preset::Ebay, Preset::Vinted, Preset::Vendoo];
    others
        .into_iter()
        .max_by_key(|preset| marks(*preset))
        .filter(|preset| marks(*preset) >= ENOUGH)
}

/// `*Action(SiteID=France|Country=FR|Currency=EUR)`
fn orders_ebay(heading: &str) -> bool {
    let heading = heading.trim_start_matches('*').to_ascii_lowercase();
    heading.starts_with("action(siteid")
}

/// What each column is, by its heading: our own names first, then those of the program, then those of any other. Each of
/// ours is found once, but colours and materials, which programs spread over several.
pub(super) fn place(preset: Option<Preset>, given: &[String]) -> Vec<String> {
    let mut taken = HashSet::new();
    given
        .iter()
        .map(|heading| {
            let key = column(preset, &fold(heading)).unwrap_or_default();
            let again = matches!(key, "colours" | "materials");
            if key.is_empty() || taken.insert(key) || again {
                key.to_owned()
            } else {
                String::new()
            }
        })
        .collect()
}

fn column(preset: Option<Preset>, heading: &str) -> Option<&'static str> {
    if heading.is_empty() {
        return None;
    }
    if preset == Some(Preset::Stoflow) {
        return ours(heading);
    }
    let of_program = |known: &&Known| Some(known.preset) == preset;
    let mut known = headings().iter().filter(|row| row.heading == heading);
    if let Some(row) = known.clone().find(of_program) {
        return Some(&row.column);
    }
    ours(heading).or_else(|| known.next().map(|row| row.column.as_str()))
}

/// By the heading of an export in either language, or by the column's key.
fn ours(heading: &str) -> Option<&'static str> {
    let found = columns::offered().find(|column| {
        let named = |language| {
            let label = fold(column.label(language));
            label == heading || label.strip_suffix(" cm") == Some(heading)
        };
        named(Language::Fr) || named(Language::En) || fold(&column.key) == heading
    });
    found.map(|column| column.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(headings: &[&str]) -> (Option<Preset>, Vec<String>) {
        let headings: Vec<String> = headings.iter().map(|&text| text.to_owned()).collect();
        let preset = recognise(&headings);
        (preset, place(preset, &headings))
    }

    #[test]
    fn every_heading_leads_to_a_column_of_ours_or_nowhere() {
        for row in headings() {
            let known = row.column.is_empty() || columns::find(&row.column).is_some();
            assert!(known && !row.heading.is_empty(), "{row:?}");
            assert!(matches!(row.mark.as_str(), "" | "yes"), "{row:?}");
        }
    }

    #[test]
    fn ebay_is_known_by_its_orders_and_by_its_reports() {
        let (preset, columns) = given(&[
            "*Action(SiteID=France|Country=FR|Currency=EUR|Version=1193)",
            "CustomLabel",
            "*Category",
            "*Title",
            "*ConditionID",
            "C:Marque",
            "*C:Color",
            "*StartPrice",
            "PicURL",
        ]);
        assert_eq!(preset, Some(Preset::Ebay));
        let expected = [
            "",
            "sku",
            "category",
            "title",
            "condition",
            "brand",
            "colours",
            "price",
            "",
        ];
        assert_eq!(columns, expected);
        let (preset, columns) = given(&[
            "Item number",
            "Title",
            "Custom label (SKU)",
            "Available quantity",
        ]);
        assert_eq!(preset, Some(Preset::Ebay));
        assert_eq!(columns, ["", "title", "sku", "quantity"]);
    }

    #[test]
    fn vinted_and_vendoo_are_known_by_what_only_they_say() {
        let (preset, columns) = given(&[
            "title",
            "price",
            "brand_title",
            "size_title",
            "status",
            "color1",
        ]);
        assert_eq!(preset, Some(Preset::Vinted));
        assert_eq!(
            columns,
            ["title", "price", "brand", "size", "condition", "colours"]
        );
        let (preset, columns) = given(&[
            "Title",
            "Primary Color",
            "Secondary Color",
            "Cost of Goods",
            "Status",
        ]);
        assert_eq!(preset, Some(Preset::Vendoo));
        assert_eq!(columns, ["title", "colours", "colours", "cost", ""]);
    }

    #[test]
    fn a_sheet_of_ones_own_has_no_preset_and_its_columns_are_found_all_the_same() {
        let (preset, columns) = given(&[
            "Titre",
            "PRIX",
            "marque",
            "Longueur (cm)",
            "Poitrine",
            "Longueur du vêtement",
            "Titre",
            "Divers",
            "",
        ]);
        assert_eq!(preset, None);
        let expected = [
            "title",
            "price",
            "brand",
            "measurements.length",
            "measurements.chest",
            "attributes.length",
            "",
            "",
            "",
        ];
        assert_eq!(columns, expected);
        assert_eq!(given(&["Titre", "StoFlow"]).0, Some(Preset::Stoflow));
    }
}
