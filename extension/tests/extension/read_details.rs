//! Reading listings as the upload form edits them, one after the other.

use crate::answers::{challenges, http};
use crate::fake_vinted::{FakeVinted, Fault};
use crate::orders::{moment, read_details, run};
use crate::publish::ITEM;
use serde_json::{Value, json};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::Method;
use stoflow_extension::vinted::run::Run;
use stoflow_extension::vinted::run::step::Step;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step as NamedStep, Trouble};
use stoflow_wire::vinted::{VintedResult, VintedSession};
use stoflow_wire::wardrobe::{FoundDetails, ListingAttribute, ListingDetails};

fn form() -> Value {
    json!({
        "id": "7", "title": "Jean", "description": "Porté deux fois.", "catalog_id": "1819",
        "brand_id": null, "brand_dto": { "id": "10", "title": "Levi's" }, "size_id": null, "status_id": null,
        "color1_id": 27, "color2_id": "9", "package_size_id": 1, "is_unisex": true,
        "item_attributes": [
            { "code": "material", "ids": [303, "44"] },
            { "code": "condition", "ids": [2] },
            { "code": "size", "ids": ["207"] },
        ],
        "photos": [
            { "id": "70", "url": "https://images1.vinted.net/t/f800/70",
              "full_size_url": "https://images1.vinted.net/t/original/70" },
            { "id": "71", "url": "https://images1.vinted.net/t/f800/71" },
        ],
    })
}

fn vinted(forms: impl IntoIterator<Item = (i64, Value)>) -> FakeVinted {
    FakeVinted {
        forms: forms.into_iter().collect(),
        ..FakeVinted::default()
    }
}

fn found(outcome: &Outcome) -> &[FoundDetails] {
    match outcome {
        Outcome::Done(VintedResult::Details { found }) => found,
        other => panic!("no details: {other:?}"),
    }
}

fn read(form: Value) -> ListingDetails {
    let outcome = run(read_details(&[7]), &mut vinted([(7, form)]));
    found(&outcome)[0].details.clone().unwrap()
}

#[test]
fn listings_are_read_in_order_and_a_missing_one_is_none() {
    let mut vinted = vinted([(7, form()), (9, json!({ "description": "Neuf." }))]);
    let outcome = run(read_details(&[9, 8, 7]), &mut vinted);
    assert_eq!(
        vinted.log,
        [
            "GET /api/v2/users/current",
            "GET /api/v2/item_upload/items/9",
            "GET /api/v2/item_upload/items/8",
            "GET /api/v2/item_upload/items/7",
        ]
    );
    let [new, gone, worn] = found(&outcome) else {
        panic!("three answers");
    };
    assert_eq!((new.vinted_id, gone.vinted_id, worn.vinted_id), (9, 8, 7));
    assert_eq!(new.details.as_ref().unwrap().description, "Neuf.");
    assert_eq!(gone.details, None);
    assert_eq!(worn.details.as_ref().unwrap().catalog_id, Some(1819));
}

#[test]
fn condition_size_and_materials_come_from_either_place() {
    let new_places = read(form());
    assert_eq!(new_places.description, "Porté deux fois.");
    assert_eq!(
        (new_places.size_id, new_places.status_id),
        (Some(207), Some(2))
    );
    assert_eq!(new_places.material_ids, [303, 44]);
    assert_eq!(
        (new_places.brand_id, new_places.brand.as_str()),
        (Some(10), "Levi's")
    );
    assert_eq!(new_places.colour_ids, [27, 9]);
    assert_eq!(
        (new_places.package_size_id, new_places.is_unisex),
        (Some(1), true)
    );
    assert_eq!(
        new_places.photos[0].url,
        "https://images1.vinted.net/t/original/70"
    );
    assert_eq!(
        new_places.photos[0].thumb,
        "https://images1.vinted.net/t/f800/70"
    );
    assert_eq!(new_places.photos[1].vinted_id, 71);

    let mut labelled = form();
    labelled["measurement_length"] = json!("104");
    labelled["manufacturer_labelling"] = json!("100 % coton");
    labelled["item_attributes"] = json!([
        { "code": "size", "ids": [207] },
        { "code": "video_game_rating", "ids": ["1281", 0] },
        { "code": "empty", "ids": [] },
    ]);
    let labelled = read(labelled);
    assert_eq!(
        (labelled.measurement_length, labelled.measurement_width),
        (Some(104), None)
    );
    assert_eq!(labelled.manufacturer_labelling, "100 % coton");
    let rating = ListingAttribute {
        code: "video_game_rating".to_owned(),
        ids: vec![1281],
    };
    assert_eq!(labelled.attributes, [rating]);

    let mut old = form();
    old["size_id"] = json!(4);
    old["status_id"] = json!("6");
    old["brand_id"] = json!(53);
    old["item_attributes"] = json!(null);
    let old_places = read(old);
    assert_eq!(
        (old_places.size_id, old_places.status_id),
        (Some(4), Some(6))
    );
    assert_eq!(
        (old_places.brand_id, old_places.material_ids.len()),
        (Some(53), 0)
    );
}

#[test]
fn missing_fields_are_left_open() {
    assert_eq!(read(json!({ "id": 7 })), ListingDetails::default());
    let free = read(json!({ "brand_dto": { "id": null, "title": "Atelier" }, "color1_id": 0 }));
    assert_eq!((free.brand_id, free.brand.as_str()), (None, "Atelier"));
    assert_eq!(free.colour_ids, [0_i64; 0]);
}

#[test]
fn an_answer_without_a_listing_is_no_details() {
    let mut vinted = vinted([(7, form())]);
    let odd = http(
        200,
        "application/json",
        "{\"item\":\"none\",\"code\":\"zero\"}",
    );
    vinted.strike(Method::Get, ITEM, Fault::Instead(odd));
    let what = "item".to_owned();
    let trouble = Trouble::Unreadable { what };
    assert_eq!(run(read_details(&[7]), &mut vinted), stopped(trouble));
}

#[test]
fn nothing_asked_for_is_nothing_found() {
    let outcome = run(read_details(&[]), &mut vinted([]));
    assert_eq!(found(&outcome), []);
}

#[test]
fn a_challenge_in_the_middle_stops_and_is_told() {
    for challenge in challenges() {
        let mut vinted = vinted([(7, form()), (8, form()), (9, form())]);
        vinted.strike(
            Method::Get,
            "/api/v2/item_upload/items/8",
            Fault::Instead(challenge),
        );
        let mut run = Run::begin(read_details(&[7, 8, 9]));
        let mut sessions = Vec::new();
        while run.outcome().is_none() {
            if let Step::Ask { request, .. } = run.step(moment(0)) {
                run.hear_page(&vinted.answer(&request, None));
                sessions.extend(run.take_session());
            }
        }
        assert_eq!(run.outcome(), Some(&stopped(Trouble::Challenged)));
        assert_eq!(sessions.last(), Some(&VintedSession::Challenged));
        assert_eq!(vinted.count("GET /api/v2/item_upload/items/"), 2);
    }
}

#[test]
fn a_cut_answer_is_read_over_at_each_listing() {
    for reply in [PageReply::Lost, http(503, "text/html", "<html>")] {
        let mut vinted = vinted([(7, form()), (8, form())]);
        for path in ["/api/v2/item_upload/items/7", "/api/v2/item_upload/items/8"] {
            vinted.strike(Method::Get, path, Fault::Instead(reply.clone()));
        }
        let outcome = run(read_details(&[7, 8]), &mut vinted);
        assert!(found(&outcome).iter().all(|found| found.details.is_some()));
        assert_eq!(vinted.count("GET /api/v2/item_upload/items/"), 4);
    }
}

#[test]
fn progress_counts_the_listings() {
    let mut vinted = vinted([(7, form()), (8, form())]);
    let mut run = Run::begin(read_details(&[7, 8]));
    let mut seen = Vec::new();
    while run.outcome().is_none() {
        if let Step::Ask { request, .. } = run.step(moment(0)) {
            let progress = run.progress(0);
            seen.push((progress.step, progress.done, progress.of));
            run.hear_page(&vinted.answer(&request, None));
        }
    }
    let listing = |position| NamedStep::ReadDetails { position, of: 2 };
    assert_eq!(
        seen,
        [
            (NamedStep::Identify, 0, 3),
            (listing(1), 1, 3),
            (listing(2), 2, 3)
        ]
    );
}

#[test]
fn it_can_be_given_up_at_any_time() {
    let mut vinted = vinted([(7, form()), (8, form())]);
    let mut run = Run::begin(read_details(&[7, 8]));
    for _ in 0..2 {
        let Step::Ask { request, .. } = run.step(moment(0)) else {
            panic!("a question");
        };
        run.hear_page(&vinted.answer(&request, None));
    }
    run.cancel();
    let uploaded = vec![];
    assert_eq!(run.outcome(), Some(&Outcome::Cancelled { uploaded }));
    assert_eq!(vinted.count("GET /api/v2/item_upload/items/"), 1);
}

fn stopped(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: vec![],
    }
}
