//! Drafts: begun, written anew, made public, thrown away. A draft is its owner's alone, stands in their wardrobe and is
//! read in the editor like any listing.
//!
//! The site is said to take half a form for a draft; here it is judged whole, since nobody sends half of one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::{post, put};
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

use super::errors::Refusal;
use super::faults::Twist;
use super::form::judgement::enough_photos;
use super::form::{Listing, Problems, UploadForm};
use super::gate::SignedIn;
use super::items::{ItemId, Standing};
use super::photos::PhotoId;
use super::session::MemberId;
use super::upload::{editable, read, usable};
use super::{Site, State as SiteState, twins};
use crate::clock;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/item_upload/drafts", post(create))
        .route(
            "/api/v2/item_upload/drafts/{id}",
            put(update).delete(delete),
        )
        .route("/api/v2/item_upload/drafts/{id}/completion", post(complete))
}

async fn create(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    twist: Option<Extension<Twist>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let (request, form) = read(&body)?;
    let mut state = site.lock();
    let (listing, photos) = judged(&site, &state, member, (&headers, &form))?;
    let photos = Twist::photos(twist.as_deref(), photos);
    let id = state
        .items
        .add(member, listing, photos, request, Standing::Draft);
    Ok(Json(json!({ "draft": { "id": id }, "code": 0 })))
}

async fn update(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    twist: Option<Extension<Twist>>,
    Path(id): Path<u64>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut state = site.lock();
    draft(&state, member, ItemId(id))?;
    write(
        &site,
        &mut state,
        member,
        ItemId(id),
        (&headers, &body),
        twist.as_deref(),
    )?;
    Ok(Json(json!({ "draft": { "id": id }, "code": 0 })))
}

/// A body is the form once more, and is written first.
async fn complete(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    twist: Option<Extension<Twist>>,
    Path(id): Path<u64>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let mut state = site.lock();
    let id = ItemId(id);
    draft(&state, member, id)?;
    if !body.is_empty() {
        let sent = (&headers, &body[..]);
        write(&site, &mut state, member, id, sent, twist.as_deref())?;
    }
    let item = state.items.get(id).ok_or(Refusal::NotFound)?;
    twins::refuse(&state, member, &item.listing, &item.photos)?;
    let item = state.items.get_mut(id).ok_or(Refusal::NotFound)?;
    item.stand(Standing::OnSale);
    item.created_at = clock::now();
    Ok(Json(json!({
        "item": { "id": id },
        "after_upload_actions": Twist::after_upload(twist.as_deref()),
        "code": 0,
    })))
}

async fn delete(
    State(site): State<Arc<Site>>,
    SignedIn(member): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let mut state = site.lock();
    draft(&state, member, ItemId(id))?;
    let item = state.items.get_mut(ItemId(id)).ok_or(Refusal::NotFound)?;
    item.stand(Standing::Deleted);
    Ok(Json(json!({ "code": 0 })))
}

/// The member's own draft; what is public by now is none any more.
fn draft(state: &SiteState, member: MemberId, id: ItemId) -> Result<(), Refusal> {
    match editable(state, member, id)?.standing {
        Standing::Draft => Ok(()),
        _ => Err(Refusal::NotFound),
    }
}

fn judged(
    site: &Site,
    state: &SiteState,
    member: MemberId,
    (headers, form): (&HeaderMap, &UploadForm),
) -> Result<(Listing, Vec<PhotoId>), Refusal> {
    let photos = form.photos().unwrap_or_default();
    let mut problems = Problems::default();
    problems.note(form.placed(state.placement, headers));
    problems.note(enough_photos(&photos).and_then(|()| usable(state, member, form, &photos)));
    Ok((form.judge(&site.catalogue, problems)?, photos))
}

fn write(
    site: &Site,
    state: &mut SiteState,
    member: MemberId,
    id: ItemId,
    (headers, body): (&HeaderMap, &[u8]),
    twist: Option<&Twist>,
) -> Result<(), Refusal> {
    let (request, form) = read(body)?;
    let (listing, photos) = judged(site, state, member, (headers, &form))?;
    let item = state.items.get_mut(id).ok_or(Refusal::NotFound)?;
    item.listing = listing;
    item.photos = Twist::photos(twist, photos);
    item.request = request;
    item.updated_at = clock::now();
    Ok(())
}
