//! A member's wardrobe: the list with its paging, one listing of it, taking one down, hiding one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::catalogue::{Catalogue, condition_title};
use super::errors::{FieldError, Refusal};
use super::gate::SignedIn;
use super::items::{Item, ItemId, SoldRemoval, Standing, Visibility};
use super::session::MemberId;
use super::{Site, State as SiteState};
use crate::clock;

const LARGEST_PAGE: usize = 96;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/wardrobe/{member}/items", get(list))
        .route("/api/v2/wardrobe/items/{id}", get(one))
        .route("/api/v2/items/{id}", get(public).delete(delete))
        .route("/api/v2/items/{id}/status", get(status))
        .route("/api/v2/items/{id}/delete", post(delete))
        .route("/api/v2/items/{id}/is_hidden", put(hide))
}

#[derive(Deserialize)]
struct Paging {
    page: Option<usize>,
    per_page: Option<usize>,
    cond: Option<Condition>,
}

/// Which part of the wardrobe.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Condition {
    Active,
    Drafts,
}

impl Condition {
    fn keeps(&self, item: &Item) -> bool {
        match self {
            Self::Active => matches!(item.standing, Standing::OnSale | Standing::Reserved),
            Self::Drafts => item.standing == Standing::Draft,
        }
    }
}

/// Newest first, whatever `order` asks for: of two equally relevant own listings the newer comes first.
async fn list(
    State(site): State<Arc<Site>>,
    SignedIn(viewer): SignedIn,
    Path(owner): Path<u64>,
    Query(paging): Query<Paging>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let owner = MemberId(owner);
    state.members.get(owner).ok_or(Refusal::NotFound)?;
    let items = state
        .items
        .of(owner)
        .filter(|item| item.is_kept() && (viewer == owner || item.is_live()));
    let items: Vec<&Item> = items
        .filter(|item| paging.cond.as_ref().is_none_or(|cond| cond.keeps(item)))
        .collect();

    let per_page = paging.per_page.unwrap_or(20).clamp(1, LARGEST_PAGE);
    let page = paging.page.unwrap_or(1).max(1);
    let shown = items
        .iter()
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page);
    let views: Vec<Value> = shown
        .map(|item| view(&site.catalogue, &state, item))
        .collect();
    Ok(Json(json!({
        "items": views,
        "pagination": {
            "current_page": page,
            "total_pages": items.len().div_ceil(per_page).max(1),
            "total_entries": items.len(),
            "per_page": per_page,
            "time": clock::now().unix_timestamp(),
        },
        "code": 0,
    })))
}

async fn one(
    State(site): State<Arc<Site>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let item = kept(&state, ItemId(id))?;
    let mut view = view(&site.catalogue, &state, item);
    view["can_edit"] = (item.member == viewer && item.is_editable()).into();
    Ok(Json(json!({ "item": view, "code": 0 })))
}

/// The real site has closed this door to API calls; the page is the source.
async fn public() -> Refusal {
    Refusal::AccessDenied
}

async fn status(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let item = state.items.get(ItemId(id)).ok_or(Refusal::NotFound)?;
    Ok(Json(json!({
        "item_status": {
            "item_id": item.id,
            "seller_id": item.member,
            "is_draft": item.standing == Standing::Draft,
            "is_reserved": item.standing == Standing::Reserved,
            "is_hidden": item.visibility == Visibility::Hidden,
            "is_closed": closing(item).is_some(),
            "item_closing_action": closing(item),
            "transaction_permitted": item.is_live(),
        },
        "code": 0,
    })))
}

async fn delete(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
) -> Result<Response, Refusal> {
    let mut state = site.lock();
    let removal = state.sold_removal;
    let item = own(&mut state, member, ItemId(id))?;
    let taken = matches!(item.standing, Standing::Sold | Standing::Reserved);
    match removal {
        SoldRemoval::NotFound if taken => return Err(Refusal::NotFound),
        SoldRemoval::Refused if taken => {
            let error = FieldError::new("base", "Cet article ne peut pas être supprimé");
            return Err(Refusal::Validation(vec![error]));
        }
        _ => item.stand(Standing::Deleted),
    }
    if taken && removal == SoldRemoval::NoContent {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let done = json!({ "code": 0, "message": "Ok", "message_code": "ok" });
    Ok(Json(done).into_response())
}

#[derive(Deserialize)]
struct Hiding {
    is_hidden: bool,
}

async fn hide(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let hiding: Hiding = serde_json::from_slice(&body).map_err(|error| {
        Refusal::Validation(vec![FieldError::new("is_hidden", &error.to_string())])
    })?;
    let mut state = site.lock();
    own(&mut state, member, ItemId(id))?.visibility = if hiding.is_hidden {
        Visibility::Hidden
    } else {
        Visibility::Shown
    };
    Ok(Json(json!({ "code": 0 })))
}

fn kept(state: &SiteState, id: ItemId) -> Result<&Item, Refusal> {
    state
        .items
        .get(id)
        .filter(|item| item.is_kept())
        .ok_or(Refusal::NotFound)
}

fn own(state: &mut SiteState, member: MemberId, id: ItemId) -> Result<&mut Item, Refusal> {
    let item = state
        .items
        .get_mut(id)
        .filter(|item| item.is_kept())
        .ok_or(Refusal::NotFound)?;
    if item.member == member {
        Ok(item)
    } else {
        Err(Refusal::AccessDenied)
    }
}

/// How a closed listing was closed, as the site words it.
fn closing(item: &Item) -> Option<&'static str> {
    match item.standing {
        Standing::Draft | Standing::OnSale | Standing::Reserved => None,
        Standing::Sold => Some("sold"),
        Standing::Deleted => Some("deleted"),
    }
}

/// The list's view of a listing: no description, titles instead of most ids.
fn view(catalogue: &Catalogue, state: &SiteState, item: &Item) -> Value {
    let photos = item
        .photos
        .iter()
        .filter_map(|id| state.photos.get(*id))
        .enumerate();
    let photos: Vec<Value> = photos
        .map(|(place, photo)| photo.placed_view(place, item.created_at))
        .collect();
    json!({
        "id": item.id,
        "user_id": item.member,
        "user": state.members.get(item.member).map(|member| json!({ "id": member.id, "login": member.login })),
        "title": item.listing.title,
        "price": item.price(),
        "currency": "EUR",
        "brand": item.listing.brand.title,
        "size": item.listing.size_id.and_then(|id| catalogue.size_title(id)),
        "status": condition_title(item.listing.status_id),
        "url": item.url(),
        "path": item.path(),
        "photos": photos,
        "is_draft": item.standing == Standing::Draft,
        "is_hidden": item.visibility == Visibility::Hidden,
        "is_reserved": item.standing == Standing::Reserved,
        "is_closed": closing(item).is_some(),
        "is_processing": false,
        "item_closing_action": closing(item),
        "item_alert_type": null,
        "view_count": item.views,
        "favourite_count": item.favourites,
        "created_at_ts": item.created_at.unix_timestamp(),
    })
}
