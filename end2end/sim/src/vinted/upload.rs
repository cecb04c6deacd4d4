//! The editor: creating a listing, reading it back in full, replacing it.
//!
//! An update is a full replacement: a form without `assigned_photos` leaves a listing without photos.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::catalogue::{Catalogue, condition_title};
use super::errors::{FieldError, Refusal};
use super::form::judgement::enough_photos;
use super::form::{Problems, UploadForm};
use super::gate::SignedIn;
use super::items::{Item, ItemId, Standing};
use super::photos::PhotoId;
use super::session::MemberId;
use super::{Site, State as SiteState};
use crate::clock;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/item_upload/items", post(create))
        .route("/api/v2/item_upload/items/{id}", get(edit).put(update))
}

async fn create(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let (request, form) = read(&body)?;
    let mut state = site.lock();
    let photos = form.photos().unwrap_or_default();
    let mut problems = Problems::default();
    problems.note(form.placed(state.placement, &headers));
    problems.note(enough_photos(&photos).and_then(|()| usable(&state, member, &form, &photos)));
    let listing = form.judge(&site.catalogue, problems)?;
    let id = state.items.add(member, listing, photos, request);
    Ok(Json(json!({
        "item": { "id": id },
        "after_upload_actions": ["show_upload_another_item_tip"],
        "code": 0,
    })))
}

async fn update(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut state = site.lock();
    editable(&state, member, ItemId(id))?;
    let (request, form) = read(&body)?;
    let mut problems = Problems::default();
    problems.note(form.placed(state.placement, &headers));
    if form.item_id().is_some_and(|named| named != id) {
        problems.note::<()>(Err(FieldError::new(
            "id",
            "L'annonce et son adresse ne correspondent pas",
        )));
    }
    let photos = form.photos();
    if let Some(photos) = &photos {
        problems.note(enough_photos(photos).and_then(|()| usable(&state, member, &form, photos)));
    }
    let listing = form.judge(&site.catalogue, problems)?;
    let item = state.items.get_mut(ItemId(id)).ok_or(Refusal::NotFound)?;
    item.listing = listing;
    item.photos = photos.unwrap_or_default();
    item.request = request;
    item.updated_at = clock::now();
    Ok(Json(
        json!({ "item": { "id": id }, "after_upload_actions": [], "code": 0 }),
    ))
}

async fn edit(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let item = editable(&state, member, ItemId(id))?;
    let view = state
        .placement
        .show(full_view(&site.catalogue, &state, item));
    Ok(Json(json!({ "item": view, "code": 0 })))
}

fn read(body: &[u8]) -> Result<(Value, UploadForm), Refusal> {
    let unreadable = |error: serde_json::Error| {
        Refusal::Validation(vec![FieldError::new("item", &error.to_string())])
    };
    let request: Value = serde_json::from_slice(body).map_err(unreadable)?;
    let form = UploadForm::read(&request)?;
    Ok((request, form))
}

/// The member's own listing while it can still be changed; gone, sold and reserved ones are 404.
fn editable(state: &SiteState, member: MemberId, id: ItemId) -> Result<&Item, Refusal> {
    let item = state
        .items
        .get(id)
        .filter(|item| item.is_editable())
        .ok_or(Refusal::NotFound)?;
    if item.member == member {
        Ok(item)
    } else {
        Err(Refusal::AccessDenied)
    }
}

/// Every photo must be the member's, and either come from this upload session, or from none, or be on a listing of
/// theirs already.
fn usable(
    state: &SiteState,
    member: MemberId,
    form: &UploadForm,
    photos: &[PhotoId],
) -> Result<(), FieldError> {
    let fits = |id: &PhotoId| {
        state.photos.get(*id).is_some_and(|photo| {
            let of_this_session = photo.session.is_none() || photo.session == form.session();
            photo.member == member && (of_this_session || on_a_listing(state, member, *id))
        })
    };
    if photos.iter().all(fits) {
        Ok(())
    } else {
        Err(FieldError::new(
            "photos",
            "Une photo n'existe plus ou vient d'un autre envoi",
        ))
    }
}

fn on_a_listing(state: &SiteState, member: MemberId, photo: PhotoId) -> bool {
    state
        .items
        .of(member)
        .any(|item| item.photos.contains(&photo))
}

/// The editor's view of a listing. Its ids come as text, as was seen, where other answers have numbers.
fn full_view(catalogue: &Catalogue, state: &SiteState, item: &Item) -> Value {
    let listing = &item.listing;
    let color = |place: usize| listing.color_ids.get(place).copied();
    let color_title = |place| {
        color(place)
            .and_then(|id| catalogue.color(id))
            .map(|color| &color.title)
    };
    json!({
        "id": item.id.0.to_string(),
        "user_id": item.member,
        "title": listing.title,
        "description": listing.description,
        "catalog_id": listing.catalog_id,
        "brand_id": listing.brand.id,
        "brand_dto": {
            "id": listing.brand.id,
            "title": listing.brand.title,
            "slug": listing.brand.title.to_lowercase().replace(' ', "-"),
            "is_custom_brand": listing.brand.id.is_none(),
        },
        "size_id": listing.size_id,
        "size_title": listing.size_id.and_then(|id| catalogue.size_title(id)),
        "status_id": listing.status_id,
        "status": condition_title(listing.status_id),
        "color1_id": color(0),
        "color1": color_title(0),
        "color2_id": color(1),
        "color2": color_title(1),
        "package_size_id": listing.package_size_id,
        "price": item.price(),
        "currency": "EUR",
        "measurement_length": listing.measurement_length,
        "measurement_width": listing.measurement_width,
        "measurement_unit": "cm",
        "is_unisex": listing.is_unisex,
        "is_draft": item.standing == Standing::Draft,
        "isbn": listing.isbn,
        "manufacturer": listing.manufacturer,
        "manufacturer_labelling": listing.manufacturer_labelling,
        "item_attributes": listing.item_attributes,
        "shipment_prices": { "domestic": null, "international": null },
        "photos": photo_views(state, item),
        "url": item.url(),
        "created_at": item.created_at.unix_timestamp(),
        "can_edit": true,
    })
}

fn photo_views(state: &SiteState, item: &Item) -> Vec<Value> {
    let photos = item
        .photos
        .iter()
        .filter_map(|id| state.photos.get(*id))
        .enumerate();
    photos
        .map(|(place, photo)| {
            let mut view = photo.placed_view(place, item.created_at);
            view["id"] = photo.id.0.to_string().into();
            view
        })
        .collect()
}
