//! The doors of the inbox: its pages, one conversation (reading it marks it as read), a reply in one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ConversationId, LONGEST_BODY, Words, Writing, view};
use crate::vinted::Site;
use crate::vinted::errors::{FieldError, Refusal};
use crate::vinted::gate::SignedIn;

const LARGEST_PAGE: usize = 20;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/inbox", get(inbox))
        .route("/api/v2/conversations/{id}", get(one))
        .route("/api/v2/conversations/{id}/replies", post(reply))
}

#[derive(Deserialize)]
struct Paging {
    page: Option<usize>,
    per_page: Option<usize>,
}

async fn inbox(
    State(site): State<Arc<Site>>,
    SignedIn(viewer): SignedIn,
    Query(paging): Query<Paging>,
) -> Json<Value> {
    let state = site.lock();
    let own = state.talks.of(viewer);
    let per_page = paging
        .per_page
        .unwrap_or(LARGEST_PAGE)
        .clamp(1, LARGEST_PAGE);
    let page = paging.page.unwrap_or(1).max(1);
    let shown = own
        .iter()
        .skip((page - 1).saturating_mul(per_page))
        .take(per_page);
    let rows: Vec<Value> = shown.map(|talk| view::row(&state, talk, viewer)).collect();
    Json(json!({
        "conversations": rows,
        "pagination": {
            "current_page": page,
            "total_pages": own.len().div_ceil(per_page).max(1),
            "total_entries": own.len(),
            "per_page": per_page,
        },
        "websocket_user_id": viewer.0.to_string(),
        "code": 0,
    }))
}

async fn one(
    State(site): State<Arc<Site>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    let mut state = site.lock();
    let id = ConversationId(id);
    let talk = state.talks.get_mut(id).filter(|talk| talk.has(viewer));
    talk.ok_or(Refusal::NotFound)?.read_by(viewer);
    let talk = state.talks.get(id).ok_or(Refusal::NotFound)?;
    Ok(Json(
        json!({ "conversation": view::whole(&state, talk, viewer), "code": 0 }),
    ))
}

#[derive(Deserialize)]
struct Answer {
    reply: Reply,
}

#[derive(Deserialize)]
struct Reply {
    body: String,
}

/// Two equal calls make two messages: that the real site would notice is unproven. What the real answer holds is
/// unknown; here it is the message.
async fn reply(
    State(site): State<Arc<Site>>,
    SignedIn(viewer): SignedIn,
    Path(id): Path<u64>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let answer: Answer =
        serde_json::from_slice(&body).map_err(|error| complaint(&error.to_string()))?;
    let body = answer.reply.body.trim().to_owned();
    let mut state = site.lock();
    let id = ConversationId(id);
    let talk = state.talks.get(id).filter(|talk| talk.has(viewer));
    if talk.ok_or(Refusal::NotFound)?.writing == Writing::Closed {
        return Err(complaint("Tu ne peux plus écrire dans cette conversation"));
    }
    match body.chars().count() {
        0 => return Err(complaint("Écris un message")),
        1..=LONGEST_BODY => {}
        _ => return Err(complaint("Ton message est trop long")),
    }
    let said = state.talks.say(id, Some(viewer), Words::Message { body });
    let said = said.ok_or(Refusal::NotFound)?;
    Ok(Json(json!({ "message": view::entry(&said), "code": 0 })))
}

fn complaint(words: &str) -> Refusal {
    Refusal::Unprocessable(vec![FieldError::new("body", words)])
}
