use super::super::mapping::{self, ItemFacts, Mapped};
use super::*;
use crate::catalogue::{self, Gender};
use crate::own_words::OwnWords;
use stoflow_wire::money::Money;
use stoflow_wire::wardrobe::WardrobeState;

fn listing() -> WardrobeItem {
    WardrobeItem {
        vinted_id: 7,
        title: "Robe rouge".to_owned(),
        price: Some(Money::euros_from_cents(2500)),
        total_price: None,
        service_fee: None,
        brand: String::new(),
        size: String::new(),
        condition: String::new(),
        url: String::new(),
        photos: Vec::new(),
        photo_count: 0,
        state: WardrobeState::OnSale,
        views: 0,
        favourites: 0,
        listed_at: None,
    }
}

/// What the upload form would say of a listing that was made from `mapped`.
fn form(mapped: &Mapped) -> ListingDetails {
    ListingDetails {
        catalog_id: Some(mapped.catalog.id),
        brand_id: mapped.brand_id,
        brand: mapped.brand_text.clone(),
        size_id: mapped.size.map(|size| size.id),
        status_id: Some(mapped.status.id),
        colour_ids: mapped.colours.iter().map(|colour| colour.id).collect(),
        material_ids: mapped
            .materials
            .iter()
            .map(|material| material.id)
            .collect(),
        ..ListingDetails::default()
    }
}

fn facts(fields: &ProductFields) -> ItemFacts<'_> {
    ItemFacts {
        own: OwnWords::none(),
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

fn ids(mapped: &Mapped) -> (i64, Option<i64>, i64, Vec<i64>, Vec<i64>, String) {
    (
        mapped.catalog.id,
        mapped.size.map(|size| size.id),
        mapped.status.id,
        mapped.colours.iter().map(|colour| colour.id).collect(),
        mapped
            .materials
            .iter()
            .map(|material| material.id)
            .collect(),
        mapped.brand_text.clone(),
    )
}

/// There and back and there again: an item may come back as the word that fits its ids best, and that word leads to
/// the same ids.
#[test]
fn every_category_size_and_condition_comes_back_or_as_its_equal_to_vinted() {
    let mut ways = 0_u32;
    for leaf in catalogue::categories().iter().filter(|word| word.is_leaf()) {
        for gender in &leaf.genders {
            let sizes: Vec<&str> = sizes::of(leaf).map(|size| size.key.as_str()).collect();
            for size in sizes.iter().copied().chain(sizes.is_empty().then_some("")) {
                for condition in catalogue::conditions() {
                    ways += u32::from(goes_and_comes_back(leaf, *gender, size, condition.note));
                }
            }
        }
    }
    assert!(ways > 50_000, "only {ways} combinations can be listed");
}

/// `false` where Vinted has no such size.
fn goes_and_comes_back(leaf: &Category, gender: Gender, size: &str, note: u8) -> bool {
    let colours = ["navy".to_owned()];
    let item = ItemFacts {
        category: &leaf.key,
        gender: Some(gender),
        brand: "Levi's",
        size,
        colours: &colours,
        condition: Some(note),
        ..ItemFacts::default()
    };
    let Ok(there) = mapping::map(&item) else {
        return false;
    };
    let back = fields(&listing(), Some(&form(&there)));
    let name = format!("{} {gender:?} {size} {note}: {back:?}", leaf.key);
    assert_eq!(back.gender, Some(gender), "{name}");
    let again = mapping::map(&facts(&back)).unwrap_or_else(|gaps| panic!("{name}: {gaps:?}"));
    assert_eq!(ids(&again), ids(&there), "{name}");
    true
}

#[test]
fn every_colour_and_material_comes_back_as_its_equal_to_vinted() {
    for word in catalogue::colours() {
        let id = pack::colour(&word.key).unwrap().id;
        let back = pack::colour_of(id).unwrap();
        assert_eq!(pack::colour(back).unwrap().id, id, "{}", word.key);
    }
    for word in catalogue::materials() {
        if let Some(there) = pack::material(&word.key) {
            let back = pack::material_of(there.id).unwrap();
            assert_eq!(pack::material(back).unwrap().id, there.id, "{}", word.key);
        }
    }
}

#[test]
fn a_word_of_our_own_that_fits_exactly_comes_back_as_itself() {
    for key in ["black", "khaki", "navy", "peach", "silver", "gold"] {
        let id = pack::colour(key).unwrap().id;
        assert_eq!(pack::colour_of(id), Some(key));
    }
    let back = |status_id| {
        let details = ListingDetails {
            status_id: Some(status_id),
            ..ListingDetails::default()
        };
        fields(&listing(), Some(&details)).condition
    };
    let notes: Vec<Option<u8>> = [6, 1, 2, 3, 4, 5].into_iter().map(back).collect();
    assert_eq!(notes, [Some(10), Some(9), Some(7), Some(6), Some(4), None]);
}

#[test]
fn without_the_upload_form_words_are_all_there_is() {
    let item = WardrobeItem {
        brand: "Sézane".to_owned(),
        size: "M / 38 / 10".to_owned(),
        condition: "Très bon état".to_owned(),
        ..listing()
    };
    let expected = ProductFields {
        title: "Robe rouge".to_owned(),
        price: Some(Money::euros_from_cents(2500)),
        brand: "Sézane".to_owned(),
        size: "M / 38 / 10".to_owned(),
        condition: Some(7),
        quantity: 1,
        ..ProductFields::default()
    };
    assert_eq!(fields(&item, None), expected);
    for (words, note) in [
        ("Neuf avec étiquette", Some(10)),
        ("new without tags", Some(9)),
        ("Satisfaisant", Some(4)),
        ("Pas entièrement fonctionnel", None),
        ("", None),
    ] {
        let item = WardrobeItem {
            condition: words.to_owned(),
            ..listing()
        };
        assert_eq!(fields(&item, None).condition, note, "{words}");
    }
}

#[test]
fn our_own_reference_line_is_left_out() {
    let details = ListingDetails {
        description: "Portée deux fois.\n\nMarque : Sézane\n\nRéf. SF-0A1B2C3D\n".to_owned(),
        ..ListingDetails::default()
    };
    let back = fields(&listing(), Some(&details));
    assert_eq!(back.description, "Portée deux fois.\n\nMarque : Sézane");
    for kept in ["Réf. AB-12", "Voir SF-0A1B2C3D", "SF-0A1B2C3D"] {
        assert_eq!(description(kept), kept);
    }
}

/// Whatever Vinted shows, the editor can take it.
#[test]
fn strange_texts_fit_into_the_form() {
    let long = "é🙂 ".repeat(4_000);
    let item = WardrobeItem {
        title: long.clone(),
        brand: long.clone(),
        size: "\u{202e}XL\0\n".to_owned(),
        price: Some(Money::euros_from_cents(i64::MAX)),
        ..listing()
    };
    let details = ListingDetails {
        description: long.clone(),
        catalog_id: Some(-1),
        size_id: Some(i64::MIN),
        colour_ids: vec![9, 9, 27, i64::MAX, 1, 2, 3, 4],
        material_ids: vec![44, 44, 45, 46, 49],
        ..ListingDetails::default()
    };
    for item in [
        item,
        WardrobeItem {
            title: " \u{200b}".to_owned(),
            ..listing()
        },
    ] {
        let back = fields(&item, Some(&details));
        assert_eq!(form::read(&form::write(&back), OwnWords::none()), Ok(back));
    }
}

#[test]
fn width_length_and_a_chosen_parcel_come_back() {
    let details = |catalog_id, package_size_id| ListingDetails {
        catalog_id: Some(catalog_id),
        package_size_id: Some(package_size_id),
        measurement_width: Some(46),
        measurement_length: Some(102),
        ..ListingDetails::default()
    };
    let lengths = |fields: &ProductFields| {
        let lengths = fields.measurements.iter();
        lengths
            .map(|length| (length.key.clone(), length.millimetres))
            .collect::<Vec<_>>()
    };
    let dress = fields(&listing(), Some(&details(1055, 3)));
    assert_eq!(dress.category, "dress");
    let expected = [("chest", 460), ("length", 1020)];
    assert_eq!(
        lengths(&dress),
        expected.map(|(key, mm)| (key.to_owned(), mm))
    );
    assert_eq!(dress.parcel, Some(Parcel::Large));
    let usual = fields(&listing(), Some(&details(1055, 1)));
    assert_eq!(usual.parcel, None, "the category alone leads there");
    let bulky = fields(&listing(), Some(&details(1055, 5)));
    assert_eq!(bulky.parcel, None, "no choice of ours");
    let mapped = mapping::map(&ItemFacts {
        brand: "Sézane",
        size: "M",
        colours: &["navy".to_owned()],
        condition: Some(7),
        ..facts(&dress)
    })
    .unwrap();
    assert_eq!((mapped.width_cm, mapped.length_cm), (Some(46), Some(102)));
    assert_eq!(mapped.package_size.id, 3);
}
