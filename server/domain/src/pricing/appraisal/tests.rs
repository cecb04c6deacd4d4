mod properties;

use super::*;
use stoflow_wire::pricing::{BaseSource, BrandGroup, Tier};

fn some(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn book(brand: &str, group: &str, euros: i64) -> Book {
    Book {
        brand_groups: vec![BrandGroup {
            brand: brand.to_owned(),
            group: group.to_owned(),
            base: Money::euros_from_cents(euros * 100),
            sensitivity: PerMille::WHOLE,
            expected: Words::default(),
        }],
        ..Book::default()
    }
}

fn jeans() -> Item {
    Item {
        brand: "Levi's".to_owned(),
        category: "jeans".to_owned(),
        condition: Some(8),
        ..Item::default()
    }
}

fn prices(item: &Item, book: &Book) -> [i64; 3] {
    let found = of(item, book).unwrap();
    [found.quick, found.standard, found.premium].map(|price| price.minor)
}

/// Facts section 6.3 and appendix E: × 0.75, × 1, × 1.30 of the base of 30 €.
#[test]
fn the_published_formula_holds() {
    let thirty = book("levis", "jeans", 30);
    assert_eq!(prices(&jeans(), &thirty), [2250, 3000, 3900]);
    let worn = Item {
        condition: Some(5),
        ..jeans()
    };
    assert_eq!(prices(&worn, &thirty), [1463, 1950, 2535]);
    let special = Item {
        condition: Some(10),
        told: Words {
            origins: some(&["usa"]),
            decades: some(&["90s"]),
            trends: some(&["y2k", "grunge"]),
            features: some(&["selvedge", "raw_denim"]),
            fits: some(&["baggy"]),
            ..Words::default()
        },
        ..jeans()
    };
    // 30 × 1.15 × (1 + .20 + .15 + .12 + .20 + .20)
    assert_eq!(prices(&special, &thirty), [4839, 6452, 8387]);
}

#[test]
fn the_sum_of_bad_news_leaves_a_price() {
    let mut cheap = book("levis", "jeans", 30);
    cheap.brand_groups[0].expected = Words {
        origins: some(&["japan"]),
        decades: some(&["50s"]),
        trends: some(&["techwear"]),
        features: some(&["selvedge"]),
        fits: some(&["baggy"]),
        ..Words::default()
    };
    let item = Item {
        condition: Some(0),
        told: Words {
            origins: some(&["bangladesh"]),
            decades: some(&["2020s"]),
            trends: some(&["normcore"]),
            features: some(&["lined"]),
            fits: some(&["skinny"]),
            details: some(&["torn", "moth_holes"]),
        },
        ..jeans()
    };
    let found = of(&item, &cheap).unwrap();
    assert_eq!(found.total, PerMille(-600));
    assert_eq!(prices(&item, &cheap), [180, 240, 312]);
}

#[test]
fn no_price_is_below_the_floor_or_the_sellers_minimum() {
    let poor = Item {
        category: "t_shirt".to_owned(),
        condition: Some(0),
        ..Item::default()
    };
    assert_eq!(prices(&poor, &Book::default()), [FLOOR; 3]);
    let held = |minimum| Item {
        minimum: Some(Money::euros_from_cents(minimum)),
        ..jeans()
    };
    let thirty = book("levis", "jeans", 30);
    assert_eq!(prices(&held(2500), &thirty), [2500, 3000, 3900]);
    assert_eq!(prices(&held(5000), &thirty), [5000; 3]);
    assert_eq!(prices(&held(-1), &thirty), [2250, 3000, 3900]);
    assert_eq!(prices(&held(i64::MAX), &thirty), [i64::MAX; 3]);
}

#[test]
fn a_model_has_a_price_and_features_of_its_own() {
    let thirty = book("levis", "jeans", 30);
    let named = Item {
        model: "501 Original".to_owned(),
        told: Words {
            features: some(&["copper_rivets"]),
            ..Words::default()
        },
        ..jeans()
    };
    assert_eq!(prices(&named, &thirty), [2700, 3600, 4680]);
    let found = of(&named, &thirty).unwrap();
    assert_eq!(found.model, PerMille(1200));
    let feature = found
        .adjustments
        .iter()
        .find(|one| one.kind == AdjustmentKind::Feature)
        .unwrap();
    assert_eq!(feature.effect, PerMille(0));
    assert_eq!(feature.expected[0].key, "copper_rivets");
}

#[test]
fn the_tables_alone_price_a_thing_and_say_so() {
    let found = of(&jeans(), &Book::default()).unwrap();
    assert_eq!(found.source, BaseSource::Tier { tier: Tier::Middle });
    assert_eq!(found.group, "jeans");
    let bag = Item {
        brand: "Gucci".to_owned(),
        category: "handbag".to_owned(),
        materials: some(&["leather"]),
        told: Words {
            origins: some(&["italy"]),
            fits: some(&["skinny"]),
            ..Words::default()
        },
        ..Item::default()
    };
    let found = of(&bag, &Book::default()).unwrap();
    assert_eq!(found.group, "bag_leather");
    // Luxury is expected to come from Italy, and a bag has no cut.
    assert_eq!(found.total, PerMille(0));
    assert!(
        found
            .adjustments
            .iter()
            .all(|one| one.kind != AdjustmentKind::Fit)
    );
    assert_eq!(found.standard, found.base);
}

#[test]
fn without_a_category_there_is_no_price() {
    for category in ["", "tops", "spaceship"] {
        let item = Item {
            category: category.to_owned(),
            ..jeans()
        };
        assert_eq!(of(&item, &Book::default()), None, "{category}");
    }
}
