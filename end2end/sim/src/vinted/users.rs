//! Who am I, who is that, and new tokens: `users/current`, `users/{id}`, `auth/refresh`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use serde_json::{Value, json};

use super::errors::Refusal;
use super::gate::{SignedIn, Visitor, jar_of};
use super::session::{Member, MemberId};
use super::{Site, State as SiteState};

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/users/current", get(current))
        .route("/api/v2/users/{id}", get(somebody))
        .route("/web/api/auth/refresh", post(refresh))
}

async fn current(
    State(site): State<Arc<Site>>,
    SignedIn(id): SignedIn,
    visitor: Visitor,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let member = state.members.get(id).ok_or(Refusal::NoSession)?;
    let mut user = public_face(&state, member);
    let own = json!({
        "anon_id": visitor.session.anon_id,
        "email": member.email,
        "currency": "EUR",
        "locale": "fr",
        "default_address": {
            "id": member.id.0 + 1,
            "user_id": member.id.0,
            "country_id": 16,
            "entry_type": 1,
            "name": member.login,
            "postal_code": "75011",
            "city": "Paris",
            "line1": "1 rue de la Simulation",
        },
        "verification": {
            "email": { "valid": true, "available": true },
            "phone": { "valid": false, "verified_at": null, "available": true },
        },
        "bundle_discount": null,
        "account_status": 0,
        "has_confirmed_payments_account": true,
        "updated_on": member.joined_at.unix_timestamp(),
    });
    merge(&mut user, own);
    Ok(Json(json!({ "user": user, "code": 0 })))
}

async fn somebody(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let state = site.lock();
    let member = state.members.get(MemberId(id)).ok_or(Refusal::NotFound)?;
    Ok(Json(
        json!({ "user": public_face(&state, member), "code": 0 }),
    ))
}

/// The real answer's body is unknown (marketplace facts, section 7); only the cookies matter.
async fn refresh(State(site): State<Arc<Site>>, jar: CookieJar) -> Response {
    let refreshed = site.lock().sessions.refresh(&jar);
    match refreshed {
        Some(session) => (jar_of(&session), Json(json!({ "code": 0 }))).into_response(),
        None => Refusal::NoSession.into_response(),
    }
}

fn public_face(state: &SiteState, member: &Member) -> Value {
    let shown = state
        .items
        .of(member.id)
        .filter(|item| item.is_live())
        .count();
    let all = state
        .items
        .of(member.id)
        .filter(|item| item.is_kept())
        .count();
    json!({
        "id": member.id.0,
        "login": member.login,
        "real_name": null,
        "business": false,
        "is_on_holiday": false,
        "item_count": shown,
        "total_items_count": all,
        "given_item_count": 0,
        "taken_item_count": 0,
        "followers_count": 0,
        "following_count": 0,
        "positive_feedback_count": 0,
        "neutral_feedback_count": 0,
        "negative_feedback_count": 0,
        "feedback_count": 0,
        "feedback_reputation": 0.0,
        "country_iso_code": "FR",
        "country_code": "FR",
        "country_title": "France",
        "city": "Paris",
        "photo": null,
        "path": format!("/member/{}-{}", member.id.0, member.login),
        "profile_url": format!("https://www.vinted.fr/member/{}-{}", member.id.0, member.login),
        "is_online": true,
        "can_view_profile": true,
    })
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
