use super::*;
use crate::catalogue::sizes::SizeGroup;
use crate::catalogue::{self, Category};
use crate::channels::vinted::pack::catalogs::SizeTable;

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

/// A complete item: Levi's jeans for men.
fn with_jeans(test: impl FnOnce(ItemFacts<'_>)) {
    let (colours, materials) = (keys(&["blue", "white"]), keys(&["denim", "cotton"]));
    test(ItemFacts {
        title: "",
        description: "",
        category: "jeans",
        gender: Some(Gender::Men),
        brand: "levis",
        size: "W32/L34",
        colours: &colours,
        condition: Some(7),
        materials: &materials,
        ..ItemFacts::default()
    });
}

fn ids(found: &[Counterpart]) -> Vec<i64> {
    found.iter().map(|counterpart| counterpart.id).collect()
}

fn gaps(item: &ItemFacts<'_>) -> Vec<(GapField, GapReason)> {
    map(item)
        .unwrap_err()
        .into_iter()
        .map(|gap| (gap.field, gap.reason))
        .collect()
}

#[test]
fn maps_a_complete_item() {
    with_jeans(|item| {
        let mapped = map(&item).unwrap();
        assert_eq!(mapped.catalog.id, 1819);
        assert_eq!(mapped.brand_id, Some(10));
        assert_eq!(mapped.brand_text, "Levi's");
        assert_eq!(mapped.size.map(|size| size.id), Some(1640));
        assert_eq!(mapped.status.id, 2);
        assert_eq!(ids(&mapped.colours), [9, 12]);
        assert_eq!(ids(&mapped.materials), [303, 44]);
        assert_eq!(mapped.package_size.id, 2);
        assert!(!mapped.is_unisex);
        // Nobody said how the jeans are cut.
        assert_eq!(mapped.catalog.confidence, Confidence::Guess);
    });
}

#[test]
fn an_unknown_brand_goes_as_text() {
    with_jeans(|item| {
        let mapped = map(&ItemFacts {
            brand: "  Atelier\u{202e} du\nCoin ",
            ..item
        })
        .unwrap();
        assert_eq!(mapped.brand_id, None);
        assert_eq!(mapped.brand_text, "Atelier du Coin");
    });
}

#[test]
fn says_everything_that_is_missing_at_once() {
    assert_eq!(
        gaps(&ItemFacts::default()),
        [
            (GapField::Category, GapReason::Missing),
            (GapField::Gender, GapReason::Missing),
            (GapField::Brand, GapReason::Missing),
            (GapField::Size, GapReason::Missing),
            (GapField::Colours, GapReason::Missing),
            (GapField::Condition, GapReason::Missing),
        ]
    );
    with_jeans(|item| {
        assert_eq!(
            gaps(&ItemFacts {
                gender: None,
                ..item
            }),
            [(GapField::Gender, GapReason::Missing)]
        );
    });
}

#[test]
fn says_what_vinted_cannot_hold() {
    with_jeans(|item| {
        let colours = keys(&["ultraviolet"]);
        let cases = [
            (
                ItemFacts {
                    category: "skirt",
                    ..item
                },
                GapField::Category,
            ),
            (
                ItemFacts {
                    category: "bottoms",
                    ..item
                },
                GapField::Category,
            ),
            (
                ItemFacts {
                    size: "immense",
                    ..item
                },
                GapField::Size,
            ),
            (
                ItemFacts {
                    size: "10 ans",
                    ..item
                },
                GapField::Size,
            ),
            (
                ItemFacts {
                    colours: &colours,
                    ..item
                },
                GapField::Colours,
            ),
            (
                ItemFacts {
                    condition: Some(11),
                    ..item
                },
                GapField::Condition,
            ),
        ];
        for (item, field) in cases {
            assert_eq!(gaps(&item), [(field, GapReason::NoCounterpart)]);
        }
    });
}

#[test]
fn keeps_to_vinteds_numbers_of_colours_and_materials() {
    with_jeans(|item| {
        let colours = keys(&["camel", "brown", "cognac", "olive", "khaki", "red"]);
        let materials = keys(&["rayon", "viscose", "hemp", "cotton", "wool", "silk"]);
        let mapped = map(&ItemFacts {
            colours: &colours,
            materials: &materials,
            ..item
        })
        .unwrap();
        assert_eq!(ids(&mapped.colours), [2, 16]);
        assert_eq!(ids(&mapped.materials), [48, 44, 46]);
    });
}

#[test]
fn unisex_goes_to_men_unless_men_have_no_such_garment() {
    with_jeans(|item| {
        let unisex = ItemFacts {
            gender: Some(Gender::Unisex),
            ..item
        };
        let catalog = |item: &ItemFacts<'_>| map(item).unwrap().catalog.id;
        assert_eq!(catalog(&unisex), 1819);
        let skirt = ItemFacts {
            category: "skirt",
            size: "M",
            ..unisex
        };
        assert_eq!(catalog(&skirt), 540);
        let child = ItemFacts {
            category: "hoodie",
            size: "8 ans",
            ..unisex
        };
        assert_eq!(catalog(&child), 1672);
    });
}

/// The sizes a table of Vinted's has no place for, and why.
fn has_no_place(size_table: SizeTable, size: &Size) -> bool {
    const ADULTS_ONLY: [&str; 6] = ["3xl", "4xl", "5xl", "6xl", "7xl", "8xl"];
    let letter_but =
        |known: &[&str]| size.group == SizeGroup::Letter && !known.contains(&size.key.as_str());
    match size_table {
        // Children wear ages, heights and letters.
        SizeTable::Children => {
            matches!(
                size.group,
                SizeGroup::European | SizeGroup::Waist | SizeGroup::Glove | SizeGroup::Belt
            ) || ADULTS_ONLY.contains(&size.key.as_str())
        }
        // A bra has no waist, and adults' catalogs know no ages.
        SizeTable::Bras => matches!(size.group, SizeGroup::Waist | SizeGroup::Child),
        SizeTable::Women
        | SizeTable::Men
        | SizeTable::MenTrousers
        | SizeTable::MenShirts
        | SizeTable::MenSuits => size.group == SizeGroup::Child,
        // Feet that Vinted has no shoes of that gender for.
        SizeTable::WomenShoes => !(34.0..=46.0).contains(&shoe(size)),
        SizeTable::MenShoes => shoe(size) < 38.0,
        SizeTable::ChildrenShoes => shoe(size) > 40.0,
        SizeTable::Hats | SizeTable::MenBelts => {
            size.group == SizeGroup::Child || letter_but(&["xs", "s", "m", "l", "xl", "xxl"])
        }
        SizeTable::ChildrenHats => size.group == SizeGroup::Letter,
        SizeTable::Gloves | SizeTable::WomenBelts => {
            size.group == SizeGroup::Child || letter_but(&["xs", "s", "m", "l", "xl"])
        }
        SizeTable::Rings | SizeTable::Watches => false,
    }
}

fn shoe(size: &Size) -> f32 {
    let number = size.key.trim_start_matches("shoe_").replace('_', ".");
    number.parse().unwrap()
}

/// A bag is listed whatever its size.
fn reaches_without_size(category: &Category, gender: Gender) -> bool {
    let colours = keys(&["beige"]);
    let item = ItemFacts {
        category: &category.key,
        gender: Some(gender),
        brand: "Zara",
        colours: &colours,
        condition: Some(10),
        ..ItemFacts::default()
    };
    map(&item).is_ok_and(|mapped| mapped.size.is_none())
}

/// Every leaf category, gender, size, colour and condition together reaches Vinted, but for the reasons above.
#[test]
fn every_item_that_can_exist_reaches_vinted() {
    let colours = keys(&["beige"]);
    for category in catalogue::categories() {
        for gender in &category.genders {
            let (catalog, _) = catalogs::holding(&category.key, *gender, &[], &[]).unwrap();
            if !catalog.needs_size {
                assert!(reaches_without_size(category, *gender), "{}", category.key);
                continue;
            }
            for size in sizes::of(category) {
                let item = ItemFacts {
                    category: &category.key,
                    gender: Some(*gender),
                    brand: "Zara",
                    size: &size.key,
                    colours: &colours,
                    condition: Some(10),
                    ..ItemFacts::default()
                };
                let name = format!("{} {} {}", category.key, gender.key(), size.key);
                match map(&item) {
                    Ok(mapped) => {
                        assert!(!has_no_place(catalog.size_table, size), "{name}");
                        assert_eq!(mapped.catalog.id, catalog.id, "{name}");
                        assert!(mapped.size.is_some(), "{name}");
                    }
                    Err(gaps) => {
                        assert!(has_no_place(catalog.size_table, size), "{name}");
                        assert_eq!(
                            gaps,
                            [gap(GapField::Size, GapReason::NoCounterpart)],
                            "{name}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_colour_and_condition_reaches_vinted_in_an_item() {
    with_jeans(|item| {
        for colour in catalogue::colours() {
            for condition in catalogue::conditions() {
                let colours = vec![colour.key.clone()];
                let mapped = map(&ItemFacts {
                    colours: &colours,
                    condition: Some(condition.note),
                    ..item
                })
                .unwrap();
                assert_eq!(mapped.colours.len(), 1, "{}", colour.key);
            }
        }
    });
}

#[test]
fn width_and_length_are_those_of_the_garment() {
    let measured: Vec<Measured> = [("chest", 524), ("waist", 405), ("length", 1045)]
        .map(|(key, millimetres)| Measured {
            key: key.to_owned(),
            millimetres,
        })
        .into();
    with_jeans(|item| {
        let jeans = ItemFacts {
            measurements: &measured,
            ..item
        };
        let mapped = map(&jeans).unwrap();
        assert_eq!((mapped.width_cm, mapped.length_cm), (Some(41), Some(105)));
        let shirt = ItemFacts {
            category: "shirt",
            size: "M",
            ..jeans
        };
        let mapped = map(&shirt).unwrap();
        assert_eq!((mapped.width_cm, mapped.length_cm), (Some(52), Some(105)));
        let mapped = map(&item).unwrap();
        assert_eq!((mapped.width_cm, mapped.length_cm), (None, None));
    });
}

#[test]
fn the_sellers_parcel_wins_over_category_and_weight() {
    with_jeans(|item| {
        let heavy = ItemFacts {
            weight_g: Some(1_400),
            ..item
        };
        assert_eq!(map(&heavy).unwrap().package_size.id, 3);
        let chosen = ItemFacts {
            parcel: Some(Parcel::Small),
            ..heavy
        };
        assert_eq!(map(&chosen).unwrap().package_size.id, 1);
    });
}
