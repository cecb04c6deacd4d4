//! What the client sends, held against eBay's published documents (OpenAPI) where they lie beside the checkout.

use super::Stage;
use serde_json::Value;
use std::path::{Path, PathBuf};
use stoflow_domain::channels::ebay::readiness;
use stoflow_wire::ebay::LocationForm;
use stoflow_wire::language::Language;

/// The interfaces the client speaks with: where their paths begin, and their documents.
const INTERFACES: [(&str, &str); 3] = [
    (
        "/apiz.ebay.com/commerce/identity/v1",
        "commerce_identity_v1_oas3.json",
    ),
    ("/api.ebay.com/sell/account/v1", "sell_account_v1_oas3.json"),
    (
        "/api.ebay.com/sell/inventory/v1",
        "sell_inventory_v1_oas3.json",
    ),
];

/// `shared/specs/ebay` in the checkout or beside it.
fn folder() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above
        .map(|folder| folder.join("shared/specs/ebay"))
        .find(|folder| folder.is_dir())
}

#[tokio::test]
async fn every_call_is_one_of_the_documents() {
    let stage = Stage::connected("ebay-documents").await;
    let tenant = stage.shop.tenant;
    readiness::opt_in(stage.backend(), tenant, Language::Fr)
        .await
        .unwrap();
    let place = LocationForm {
        name: "Chez moi".to_owned(),
        street: "1 rue des Lilas".to_owned(),
        postcode: "75011".to_owned(),
        city: "Paris".to_owned(),
        country: "FR".to_owned(),
    };
    readiness::add_location(stage.backend(), tenant, Language::Fr, &place)
        .await
        .unwrap();
    let Some(folder) = folder() else {
        eprintln!(
            "eBay's documents are not beside this checkout: the calls are not held against them"
        );
        return;
    };
    let mut checked = 0;
    for (start, name) in INTERFACES {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        for call in stage.market.calls(start) {
            check(&document, &call);
            checked += 1;
        }
    }
    assert!(checked >= 20, "only {checked} calls");
}

/// A call after the part of its path that all calls of its interface begin with.
pub(super) struct Call {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<String>,
    pub(super) body: Value,
}

fn check(document: &Value, call: &Call) {
    let paths = document["paths"].as_object().unwrap();
    let known = paths.iter().find(|(path, _)| is_like(path, &call.path));
    let (_, methods) = known.unwrap_or_else(|| panic!("{} is not in the document", call.path));
    let operation = &methods[&call.method];
    assert!(operation.is_object(), "{} {}", call.method, call.path);
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let questions: Vec<&Value> = parameters.filter(|one| one["in"] == "query").collect();
    for name in &call.query {
        assert!(
            questions.iter().any(|one| one["name"] == **name),
            "{}?{name}",
            call.path
        );
    }
    for one in questions.iter().filter(|one| one["required"] == true) {
        let name = one["name"].as_str().unwrap();
        assert!(
            call.query.iter().any(|sent| sent == name),
            "{} lacks {name}",
            call.path
        );
    }
    if !call.body.is_null() {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        fields(document, schema, &call.body, &call.path);
    }
}

fn is_like(path: &str, sent: &str) -> bool {
    let (known, sent): (Vec<_>, Vec<_>) = (path.split('/').collect(), sent.split('/').collect());
    let pairs = || known.iter().zip(&sent);
    known.len() == sent.len()
        && pairs().all(|(known, sent)| known == sent || known.starts_with('{'))
}

/// Every field that is sent is one that the document knows.
fn fields(document: &Value, schema: &Value, sent: &Value, at: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    let (Some(known), Some(sent)) = (schema["properties"].as_object(), sent.as_object()) else {
        return;
    };
    for (name, value) in sent {
        let property = known.get(name);
        let property = property.unwrap_or_else(|| panic!("{at}: {name} is not in the document"));
        fields(document, property, value, &format!("{at}.{name}"));
    }
}
