//! What holds for every item and every book, sane or not.

use super::*;
use crate::catalogue;
use crate::pricing::CEILING;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn word(attribute: &str) -> impl Strategy<Value = Vec<String>> + use<> {
    let known = catalogue::attributes::find(attribute).unwrap();
    let keys = known.words.iter().map(|word| word.key.clone());
    let keys: Vec<String> = keys.chain(["Nowhere".to_owned()]).collect();
    vec(select(keys), 0..4)
}

fn words() -> impl Strategy<Value = Words> {
    let kinds = (
        word("origin"),
        word("decade"),
        word("trend"),
        word("unique_feature"),
        word("fit"),
        word("condition_detail"),
    );
    kinds.prop_map(
        |(origins, decades, trends, features, fits, details)| Words {
            origins,
            decades,
            trends,
            features,
            fits,
            details,
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    let leaves = catalogue::categories().iter().filter(|node| node.is_leaf());
    let leaves: Vec<String> = leaves.map(|leaf| leaf.key.clone()).collect();
    let materials = catalogue::materials().iter().map(|m| m.key.clone());
    let brand = select(vec![
        "", "Zara", "Levi's", "Hermès", "Shein", "Inconnue", "…",
    ]);
    (
        brand,
        select(leaves),
        vec(select(materials.collect::<Vec<_>>()), 0..4),
        select(vec!["", "501", "Birkin 30", "x"]),
        proptest::option::of(any::<u8>()),
        words(),
        proptest::option::of(any::<i64>().prop_map(Money::euros_from_cents)),
    )
        .prop_map(
            |(brand, category, materials, model, condition, told, minimum)| Item {
                brand: brand.to_owned(),
                category,
                materials,
                model: model.to_owned(),
                condition,
                told,
                minimum,
            },
        )
}

/// Entries as nobody would let them pass, of the brands and groups the items have.
fn any_book() -> impl Strategy<Value = Book> {
    let group = select(book::groups().collect::<Vec<_>>());
    let brand = select(vec!["", "zara", "levis", "inconnue"]);
    let entry = (brand, group, any::<i64>(), any::<i32>(), words());
    let entry = entry.prop_map(|(brand, group, base, sensitivity, expected)| BrandGroup {
        brand: brand.to_owned(),
        group: group.to_owned(),
        base: Money::euros_from_cents(base),
        sensitivity: PerMille(sensitivity),
        expected,
    });
    vec(entry, 0..60).prop_map(|brand_groups| Book {
        brand_groups,
        ..Book::default()
    })
}

proptest! {
    #[test]
    fn every_item_has_prices_in_order_above_every_floor(item in item(), book in any_book()) {
        let found = of(&item, &book).unwrap();
        let minimum = item.minimum.map_or(0, |minimum| minimum.minor);
        prop_assert!(found.quick.minor >= FLOOR.max(minimum));
        prop_assert!(found.quick.minor <= found.standard.minor);
        prop_assert!(found.standard.minor <= found.premium.minor);
        prop_assert!(found.premium.minor <= CEILING.max(minimum));
    }

    #[test]
    fn what_is_shown_multiplies_out_to_the_price(item in item(), book in any_book()) {
        let found = of(&item, &book).unwrap();
        let effects: i32 = found.adjustments.iter().map(|one| one.effect.0).sum();
        prop_assert_eq!(found.total.0, effects.clamp(-600, 1000));
        let shown = [found.model.0, found.condition.0, 1000 + found.total.0];
        let product = shown.iter().fold(i128::from(found.base.minor), |product, ratio| {
            product * i128::from(*ratio)
        });
        let rounded = i64::try_from((product + 500_000_000) / 1_000_000_000).unwrap();
        let floor = found.floor.minor;
        prop_assert_eq!(found.standard.minor, rounded.min(CEILING).max(floor));
    }

    #[test]
    fn every_effect_follows_from_the_words_beside_it(item in item(), book in any_book()) {
        for one in of(&item, &book).unwrap().adjustments {
            let worths: Vec<i32> = one.seen.iter().map(|word| word.worth.0).collect();
            prop_assert!(worths.is_sorted_by(|a, b| a >= b));
            let usual = one.expected.first().map_or(0, |word| word.worth.0);
            let effect = match (one.kind, worths.first()) {
                (_, None) => 0,
                (AdjustmentKind::Detail, _) => worths.iter().sum::<i32>().clamp(-400, 150),
                (AdjustmentKind::Feature, Some(best)) => (best - usual).clamp(-300, 300),
                (_, Some(best)) => best - usual,
            };
            prop_assert_eq!(one.effect.0, effect);
        }
    }

    #[test]
    fn the_same_words_give_the_same_price_in_any_order(mut item in item(), book in any_book()) {
        let found = of(&item, &book);
        for kind in AdjustmentKind::ALL {
            item.told.of_mut(*kind).reverse();
        }
        item.materials.reverse();
        prop_assert_eq!(of(&item, &book), found);
    }

    #[test]
    fn a_better_state_is_never_worth_less(item in item(), note in 0_u8..10) {
        let standard = |note| {
            let item = Item { condition: Some(note), ..item.clone() };
            of(&item, &Book::default()).unwrap().standard.minor
        };
        prop_assert!(standard(note) <= standard(note + 1));
    }

    #[test]
    fn any_text_is_survived(brand: String, category: String, model: String, word: String) {
        let mut item = Item { brand, category, model, ..Item::default() };
        item.told.origins.push(word.clone());
        item.materials.push(word);
        prop_assert!(of(&item, &Book::default()).is_none());
        item.category = "jacket".to_owned();
        prop_assert!(of(&item, &Book::default()).is_some());
    }
}
