//! The inbox as a member sees it: all conversations, and one with everything that stands in it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::{not_found, site_page};
use crate::vinted::conversations::{Conversation, ConversationId, Entry, Words, Writing};
use crate::vinted::gate::Visitor;
use crate::vinted::{Site, State as SiteState};

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/inbox", get(list))
        .route("/inbox/{id}", get(one))
}

async fn list(State(site): State<Arc<Site>>, visitor: Visitor) -> Response {
    let Some(viewer) = visitor.member else {
        return Redirect::to("/member/signup/select_type").into_response();
    };
    let state = site.lock();
    let own = state.talks.of(viewer);
    let content = html! {
        h1 { "Messages" }
        @if own.is_empty() { p.note { "Aucune conversation pour l'instant." } }
        ul.talks {
            @for talk in own {
                li { a href={ "/inbox/" (talk.id.0) } { (with_whom(&state, talk)) } }
            }
        }
    };
    site_page("Messages", &state, &visitor, &content)
}

async fn one(State(site): State<Arc<Site>>, visitor: Visitor, Path(id): Path<u64>) -> Response {
    let state = site.lock();
    let talk = state.talks.get(ConversationId(id));
    let talk = talk.filter(|talk| visitor.member.is_some_and(|member| talk.has(member)));
    let Some(talk) = talk else {
        return not_found();
    };
    let content = html! {
        h1 { (with_whom(&state, talk)) }
        ol.talk data-conversation=(talk.id.0) {
            @for entry in &talk.entries { (bubble(&state, talk, entry)) }
        }
        @if talk.writing == Writing::Closed { p.note { "Tu ne peux plus écrire dans cette conversation." } }
    };
    site_page("Messages", &state, &visitor, &content)
}

fn with_whom(state: &SiteState, talk: &Conversation) -> Markup {
    let name = |id| state.members.get(id).map(|member| member.login.as_str());
    let item = talk.item.and_then(|id| state.items.get(id));
    html! {
        (name(talk.buyer).unwrap_or_default()) " et " (name(talk.seller).unwrap_or_default())
        @if let Some(item) = item { span.muted { " · " (item.listing.title) } }
    }
}

fn bubble(state: &SiteState, talk: &Conversation, entry: &Entry) -> Markup {
    let side = match entry.by {
        Some(member) if member == talk.seller => "seller",
        Some(_) => "buyer",
        None => "site",
    };
    let login = entry.by.and_then(|id| state.members.get(id));
    html! {
        li data-entry=(entry.id) data-by=(side) {
            @if let Some(member) = login { strong { (member.login) } " " }
            @match &entry.words {
                Words::Message { body } => span.words { (body) },
                Words::OfferRequest { cents, .. } | Words::Offer { cents, .. } => {
                    span.words { "Offre : " (cents / 100) "," (format!("{:02}", cents % 100)) " €" }
                }
                Words::Status { title, subtitle } | Words::Action { title, subtitle } => {
                    span.words { (title) span.muted { " " (subtitle) } }
                }
            }
        }
    }
}
