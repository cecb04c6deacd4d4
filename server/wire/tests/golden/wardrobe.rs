//! The words about what is on vinted.fr.

use crate::check;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::Step;
use stoflow_wire::money::Money;
use stoflow_wire::vinted::VintedResult;
use stoflow_wire::wardrobe::{
    FoundDetails, ListingAttribute, ListingDetails, WardrobeItem, WardrobePage, WardrobePhoto,
    WardrobeState,
};

fn cover() -> WardrobePhoto {
    WardrobePhoto {
        vinted_id: 880,
        url: "https://images1.vinted.net/t/880".to_owned(),
        thumb: "https://images1.vinted.net/t/880s".to_owned(),
    }
}

const COVER: &str = concat!(
    r#"{"vinted_id":880,"url":"https://images1.vinted.net/t/880","#,
    r#""thumb":"https://images1.vinted.net/t/880s"}"#
);

#[test]
fn a_wardrobe() {
    let item = WardrobeItem {
        vinted_id: 99,
        title: "Jean".to_owned(),
        price: Some(Money::euros_from_cents(2550)),
        total_price: Some(Money::euros_from_cents(2748)),
        service_fee: Some(Money::euros_from_cents(198)),
        brand: "Levi's".to_owned(),
        size: "M".to_owned(),
        condition: "Bon état".to_owned(),
        url: "https://www.vinted.fr/items/99".to_owned(),
        photos: vec![cover()],
        photo_count: 7,
        state: WardrobeState::OnSale,
        views: 12,
        favourites: 3,
        listed_at: time::OffsetDateTime::from_unix_timestamp(1_764_000_000).ok(),
    };
    let page = WardrobePage {
        page: 1,
        pages: 2,
        entries: 97,
        items: vec![item],
    };
    check(
        &Outcome::Done(VintedResult::Wardrobe(Box::new(page))),
        &format!(
            concat!(
                r#"{{"outcome":"done","result":"wardrobe","page":1,"pages":2,"entries":97,"items":[{{"#,
                r#""vinted_id":99,"title":"Jean","price":{{"minor":2550,"currency":"EUR"}},"#,
                r#""total_price":{{"minor":2748,"currency":"EUR"}},"#,
                r#""service_fee":{{"minor":198,"currency":"EUR"}},"#,
                r#""brand":"Levi's","size":"M","condition":"Bon état","#,
                r#""url":"https://www.vinted.fr/items/99","photos":[{cover}],"photo_count":7,"state":"on_sale","#,
                r#""views":12,"favourites":3,"listed_at":"2025-11-24T16:00:00Z"}}]}}"#,
            ),
            cover = COVER,
        ),
    );
    let states = WardrobeState::ALL.map(|state| serde_json::to_string(&state).unwrap());
    assert_eq!(
        states,
        WardrobeState::ALL.map(|state| format!("\"{}\"", state.name()))
    );
}

#[test]
fn details_of_listings() {
    let details = ListingDetails {
        description: "Un jean.".to_owned(),
        catalog_id: Some(1819),
        brand_id: Some(10),
        brand: "Levi's".to_owned(),
        size_id: Some(207),
        status_id: Some(2),
        colour_ids: vec![9],
        material_ids: vec![303],
        package_size_id: Some(1),
        is_unisex: false,
        measurement_width: Some(41),
        measurement_length: None,
        manufacturer_labelling: "Coton".to_owned(),
        attributes: vec![ListingAttribute {
            code: "video_game_rating".to_owned(),
            ids: vec![1281],
        }],
        photos: vec![cover()],
    };
    let found = [(99, Some(details)), (98, None)]
        .map(|(vinted_id, details)| FoundDetails { vinted_id, details });
    check(
        &Outcome::Done(VintedResult::Details {
            found: found.into(),
        }),
        &format!(
            concat!(
                r#"{{"outcome":"done","result":"details","found":[{{"vinted_id":99,"details":{{"#,
                r#""description":"Un jean.","catalog_id":1819,"brand_id":10,"brand":"Levi's","#,
                r#""size_id":207,"status_id":2,"colour_ids":[9],"material_ids":[303],"#,
                r#""package_size_id":1,"is_unisex":false,"measurement_width":41,"#,
                r#""manufacturer_labelling":"Coton","#,
                r#""attributes":[{{"code":"video_game_rating","ids":[1281]}}],"photos":[{cover}]}}}},"#,
                r#"{{"vinted_id":98,"details":null}}]}}"#,
            ),
            cover = COVER,
        ),
    );
}

#[test]
fn steps_of_a_sync() {
    check(
        &Step::ReadWardrobe { page: 2, of: 3 },
        r#"{"step":"read_wardrobe","page":2,"of":3}"#,
    );
    check(
        &Step::ReadDetails {
            position: 4,
            of: 10,
        },
        r#"{"step":"read_details","position":4,"of":10}"#,
    );
}
