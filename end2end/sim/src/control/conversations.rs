//! Buyers on order: one asks about a listing, makes an offer, the site tells how a sale stands.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::{Control, ControlError};
use crate::vinted::conversations::{Conversation, ConversationId, Entry, Words, Writing};
use crate::vinted::items::ItemId;
use crate::vinted::session::MemberId;

pub(crate) fn router() -> Router<Control> {
    Router::new()
        .route("/control/conversations", get(all).post(ask))
        .route("/control/conversations/{id}", axum::routing::patch(change))
        .route("/control/conversations/{id}/entries", post(say))
}

/// Somebody writes to a member; the same somebody about the same listing goes on in the same conversation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Who is written to.
    pub member: MemberId,
    /// Who writes, by name; a new name is a new member.
    pub buyer: String,
    pub item: Option<ItemId>,
    pub body: String,
}

/// What is said next, and by whom; the site itself where nobody is named.
#[derive(Clone, Debug, Deserialize)]
pub struct Saying {
    pub by: Option<MemberId>,
    #[serde(flatten)]
    pub words: Words,
}

/// A conversation with everything in it.
#[derive(Clone, Debug, Serialize)]
pub struct ConversationReport {
    pub id: ConversationId,
    pub seller: MemberId,
    pub buyer: MemberId,
    pub item: Option<ItemId>,
    pub writing: Writing,
    pub entries: Vec<Entry>,
}

impl ConversationReport {
    fn of(talk: &Conversation) -> Self {
        Self {
            id: talk.id,
            seller: talk.seller,
            buyer: talk.buyer,
            item: talk.item,
            writing: talk.writing,
            entries: talk.entries.clone(),
        }
    }
}

impl Control {
    /// Every conversation there is.
    pub fn conversations(&self) -> Vec<ConversationReport> {
        let state = self.site.lock();
        state.talks.all().map(ConversationReport::of).collect()
    }

    /// A buyer asks; answers with the conversation.
    pub fn ask(&self, question: Question) -> Result<ConversationId, ControlError> {
        let mut state = self.site.lock();
        let seller = state.members.get(question.member);
        let seller = seller.ok_or(ControlError::NoSuchMember)?.id;
        if let Some(item) = question.item {
            state.items.get(item).ok_or(ControlError::NoSuchItem)?;
        }
        let known = state.members.find(&question.buyer).map(|member| member.id);
        let buyer = known.or_else(|| Some(state.members.add(&question.buyer)?.id));
        let buyer = buyer.ok_or(ControlError::LoginTaken)?;
        let id = state.talks.between(seller, buyer, question.item);
        let words = Words::Message {
            body: question.body,
        };
        state.talks.say(id, Some(buyer), words);
        Ok(id)
    }

    /// Somebody says something more.
    pub fn say(&self, id: ConversationId, saying: Saying) -> Result<(), ControlError> {
        let said = self.site.lock().talks.say(id, saying.by, saying.words);
        said.map(|_| ()).ok_or(ControlError::NoSuchConversation)
    }

    /// Lets members write there, or not any more.
    pub fn set_writing(&self, id: ConversationId, writing: Writing) -> Result<(), ControlError> {
        let mut state = self.site.lock();
        let talk = state.talks.get_mut(id);
        talk.ok_or(ControlError::NoSuchConversation)?.writing = writing;
        Ok(())
    }
}

async fn all(State(control): State<Control>) -> Json<Vec<ConversationReport>> {
    Json(control.conversations())
}

async fn ask(
    State(control): State<Control>,
    Json(question): Json<Question>,
) -> Result<(StatusCode, Json<ConversationId>), ControlError> {
    Ok((StatusCode::CREATED, Json(control.ask(question)?)))
}

async fn say(
    State(control): State<Control>,
    Path(id): Path<u64>,
    Json(saying): Json<Saying>,
) -> Result<StatusCode, ControlError> {
    control.say(ConversationId(id), saying)?;
    Ok(StatusCode::CREATED)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    writing: Writing,
}

async fn change(
    State(control): State<Control>,
    Path(id): Path<u64>,
    Json(change): Json<Change>,
) -> Result<StatusCode, ControlError> {
    control.set_writing(ConversationId(id), change.writing)?;
    Ok(StatusCode::NO_CONTENT)
}
