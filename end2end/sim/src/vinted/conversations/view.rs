//! A conversation as the API shows it to one of its members (marketplace facts, section 4.3, "Messages").

use serde_json::{Value, json};

use super::{Conversation, Entry, Words};
use crate::vinted::State;
use crate::vinted::items::Item;
use crate::vinted::session::MemberId;

/// A row of the inbox: the item is only there as a picture, without its id.
pub(super) fn row(state: &State, talk: &Conversation, viewer: MemberId) -> Value {
    let item = talk.item.and_then(|id| state.items.get(id));
    let preview = talk.entries.last().map(|entry| entry.words.preview());
    json!({
        "id": talk.id,
        "item_count": u8::from(talk.item.is_some()),
        "description": preview.unwrap_or_default(),
        "unread": talk.is_unread_by(viewer),
        "updated_at": iso(talk.updated_at),
        "is_deletion_restricted": false,
        "opposite_user": opposite(state, talk, viewer),
        "item_photos": item.map(|item| photos(state, item)).unwrap_or_default(),
    })
}

pub(super) fn whole(state: &State, talk: &Conversation, viewer: MemberId) -> Value {
    let messages: Vec<Value> = talk.entries.iter().map(entry).collect();
    json!({
        "id": talk.id,
        "subtitle": null,
        "read_by_current_user": true,
        "read_by_opposite_user": false,
        "allow_reply": talk.writing == super::Writing::Open,
        "is_suspicious": false,
        "messages": messages,
        "transaction": transaction(state, talk, viewer),
        "opposite_user": opposite(state, talk, viewer),
        "conversation_url": format!("https://www.vinted.fr/inbox/{}", talk.id.0),
    })
}

pub(super) fn entry(entry: &Entry) -> Value {
    let by = entry.by.map(|member| member.0);
    let (entity_type, entity) = match &entry.words {
        Words::Message { body } => (
            "message",
            json!({ "id": entry.id, "user_id": by, "body": body, "photos": [] }),
        ),
        Words::OfferRequest { cents, status } => (
            "offer_request_message",
            json!({ "offer_request_id": entry.id, "user_id": by, "title": "Offre", "body": "", "price": price(*cents),
                "original_price": null, "status": status, "status_title": status_title(*status), "current": true }),
        ),
        Words::Offer { cents, status } => (
            "offer_message",
            json!({ "offer_id": entry.id, "user_id": by, "title": "Offre", "body": "", "price": price(*cents),
                "original_price": null, "status": status, "status_title": status_title(*status), "current": true }),
        ),
        Words::Status { title, subtitle } => (
            "status_message",
            json!({ "title": title, "subtitle": subtitle }),
        ),
        Words::Action { title, subtitle } => (
            "action_message",
            json!({ "title": title, "subtitle": subtitle, "actions": [] }),
        ),
    };
    json!({
        "entity_type": entity_type,
        "entity": entity,
        "created_at_ts": iso(entry.at),
        "created_time_ago": "à l'instant",
    })
}

fn status_title(status: u32) -> &'static str {
    match status {
        20 => "Acceptée",
        30 => "Refusée",
        40 => "Annulée",
        _ => "En attente",
    }
}

fn transaction(state: &State, talk: &Conversation, viewer: MemberId) -> Value {
    let Some(item) = talk.item.and_then(|id| state.items.get(id)) else {
        return Value::Null;
    };
    json!({
        "id": talk.id.0 + 1,
        "status": 10,
        "buyer_id": talk.buyer,
        "seller_id": talk.seller,
        "item_id": item.id,
        "item_ids": [item.id],
        "item_count": 1,
        "is_bundle": false,
        "item_title": item.listing.title,
        "item_photo": photos(state, item).into_iter().next(),
        "item_url": item.url(),
        "item_is_closed": !item.is_live(),
        "offer_id": null,
        "offer_price": item.price(),
        "available_actions": [],
        "current_user_side": if viewer == talk.seller { "seller" } else { "buyer" },
    })
}

fn opposite(state: &State, talk: &Conversation, viewer: MemberId) -> Value {
    let other = if viewer == talk.seller {
        talk.buyer
    } else {
        talk.seller
    };
    let login = state.members.get(other).map(|member| member.login.as_str());
    json!({ "id": other, "login": login, "photo": null, "badge": null })
}

fn photos(state: &State, item: &Item) -> Vec<Value> {
    let photos = item.photos.iter().filter_map(|id| state.photos.get(*id));
    photos
        .take(1)
        .enumerate()
        .map(|(place, photo)| photo.placed_view(place, item.created_at))
        .collect()
}

fn price(cents: u64) -> Value {
    json!({ "amount": format!("{}.{:02}", cents / 100, cents % 100), "currency_code": "EUR" })
}

fn iso(at: time::OffsetDateTime) -> Option<String> {
    let whole = at.replace_nanosecond(0).unwrap_or(at);
    whole
        .format(&time::format_description::well_known::Rfc3339)
        .ok()
}
