//! Inventory interface, its locations. Calls that name no language are refused, as on the real one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Ebay;
use super::errors::Refusal;
use super::gate::Signed;

const LONGEST_KEY: usize = 50;

pub(crate) fn router() -> Router<Arc<Ebay>> {
    Router::new()
        .route("/sell/inventory/v1/location", get(list))
        .route("/sell/inventory/v1/location/{key}", post(create).get(one))
}

fn speaks(headers: &HeaderMap) -> Result<(), Refusal> {
    let language = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    match language {
        None | Some("" | "*") => {
            let message = "Invalid value for header Accept-Language.";
            Err(Refusal::new(400, 25709, "API_INVENTORY", message)
                .about("header", "Accept-Language"))
        }
        Some(_) => Ok(()),
    }
}

#[derive(Deserialize)]
struct Page {
    #[serde(default = "most")]
    limit: usize,
    #[serde(default)]
    offset: usize,
}

fn most() -> usize {
    100
}

async fn list(
    State(ebay): State<Arc<Ebay>>,
    signed: Signed,
    headers: HeaderMap,
    Query(page): Query<Page>,
) -> Result<Json<Value>, Refusal> {
    let name = signed.with("sell.inventory")?;
    speaks(&headers)?;
    let state = ebay.lock();
    let seller = state.sellers.get(&name).ok_or_else(Refusal::token)?;
    let locations: Vec<&Value> = seller
        .locations
        .values()
        .skip(page.offset)
        .take(page.limit.clamp(1, 100))
        .collect();
    Ok(Json(json!({
        "total": seller.locations.len(),
        "limit": page.limit,
        "offset": page.offset,
        "locations": locations,
    })))
}

async fn one(
    State(ebay): State<Arc<Ebay>>,
    signed: Signed,
    headers: HeaderMap,
    Path(key): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let name = signed.with("sell.inventory")?;
    speaks(&headers)?;
    let state = ebay.lock();
    let seller = state.sellers.get(&name).ok_or_else(Refusal::token)?;
    let location = seller.locations.get(&key).cloned();
    location.map(Json).ok_or_else(|| {
        Refusal::new(404, 25804, "API_INVENTORY", "Input error.").about("merchantLocationKey", &key)
    })
}

async fn create(
    State(ebay): State<Arc<Ebay>>,
    signed: Signed,
    headers: HeaderMap,
    Path(key): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let name = signed.with("sell.inventory")?;
    speaks(&headers)?;
    let mut location: Value = serde_json::from_slice(&body).map_err(|_| Refusal::unreadable())?;
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(invalid("merchantLocationKey"));
    }
    complete(&location)?;
    let mut state = ebay.lock();
    let seller = state.sellers.get_mut(&name).ok_or_else(Refusal::token)?;
    if seller.locations.contains_key(&key) {
        let message = "merchantLocationKey already exists.";
        return Err(Refusal::new(400, 25803, "API_INVENTORY", message)
            .about("fieldName", "merchantLocationKey"));
    }
    // The number is eBay's own, the key the seller's.
    location["location"]["locationId"] = json!(format!("{}-{key}", seller.user_id));
    location["merchantLocationKey"] = json!(key);
    if location["merchantLocationStatus"].is_null() {
        location["merchantLocationStatus"] = json!("ENABLED");
    }
    seller.locations.insert(key, location);
    Ok(StatusCode::NO_CONTENT)
}

/// A country, and a postcode or a town with its region. The town that the simulated post does not know is refused in the
/// seller's language, as the real one does.
fn complete(location: &Value) -> Result<(), Refusal> {
    let address = &location["location"]["address"];
    let has = |name: &str| address[name].as_str().is_some_and(|text| !text.is_empty());
    if !has("country") {
        return Err(missing("country"));
    }
    if !(has("postalCode") || has("city") && has("stateOrProvince")) {
        return Err(missing("postalCode"));
    }
    if address["postalCode"] == UNKNOWN_POSTCODE {
        let message = "Le code postal n'est pas valide pour ce pays.";
        return Err(Refusal::new(400, 25802, "API_INVENTORY", message)
            .about("additionalInfo", "postalCode"));
    }
    Ok(())
}

/// No place has it.
const UNKNOWN_POSTCODE: &str = "00000";

fn missing(field: &str) -> Refusal {
    let message = format!("Missing field {field}.");
    Refusal::new(400, 25801, "API_INVENTORY", &message).about("fieldName", field)
}

fn invalid(field: &str) -> Refusal {
    let message = format!("Invalid {field}.");
    Refusal::new(400, 25800, "API_INVENTORY", &message).about("fieldName", field)
}
