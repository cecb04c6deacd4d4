//! What the pages of messages ask of the server. Each says who asks, makes one call into the domain, and leads plain
//! forms back to where they were sent from.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::conversations::{
    CannedReply, ConversationFilter, ConversationList, ConversationView,
};
use stoflow_wire::ids::{CannedReplyId, ConversationId, ReplyId};
use stoflow_wire::socket::VintedConnection;

/// The addresses of the acts.
pub const READ: &str = "/fn/read_messages";
pub const REPLY: &str = "/fn/send_reply";
pub const DISCARD: &str = "/fn/discard_reply";
pub const REMOVE_CANNED: &str = "/fn/remove_canned_reply";

/// One page of the inbox, and how the channel stands that it is read through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    pub list: ConversationList,
    pub connection: VintedConnection,
}

#[server(prefix = "/fn", endpoint = "read_inbox", input = Json)]
pub async fn read_inbox(filter: ConversationFilter) -> Result<Inbox, AppError> {
    use crate::request;
    use stoflow_domain::{conversations, executors};

    let seller = request::signed_in()?;
    conversations::visit(&request::backend()?, seller.tenant).await?;
    let mut tx = request::tenant_tx().await?;
    let list = conversations::list(&mut tx, &filter).await?;
    let connection = executors::connection(&mut tx).await?;
    tx.commit().await?;
    Ok(Inbox { list, connection })
}

/// Opens a conversation: from then on it counts as read.
#[server(prefix = "/fn", endpoint = "open_conversation", input = Json)]
pub async fn open_conversation(conversation: ConversationId) -> Result<ConversationView, AppError> {
    use crate::request;
    use stoflow_domain::conversations;

    let seller = request::signed_in()?;
    Ok(conversations::open(&request::backend()?, seller.tenant, conversation).await?)
}

/// Asks for the messages to be read.
#[server(prefix = "/fn", endpoint = "read_messages")]
pub async fn read_messages(#[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::conversations;

    let seller = request::signed_in()?;
    let asked = conversations::read(&request::backend()?, seller.tenant).await;
    lead(
        &back,
        Form::Other,
        &[],
        asked.map(|_| ()),
        Notice::ReadingAsked,
    )
}

/// Writes a reply down; it is sent when its turn comes. `key` names it: sent twice, it is one.
#[server(prefix = "/fn", endpoint = "send_reply")]
pub async fn send_reply(
    conversation: ConversationId,
    #[server(default)] body: String,
    #[server(default)] key: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::conversations;

    let seller = request::signed_in()?;
    let backend = request::backend()?;
    let written = conversations::reply(&backend, seller.tenant, conversation, &body, &key).await;
    let typed = [("body", body.as_str())];
    lead(
        &back,
        Form::Reply,
        &typed,
        written.map(|_| ()),
        Notice::ReplyWritten,
    )
}

/// Takes away a reply that was not sent.
#[server(prefix = "/fn", endpoint = "discard_reply")]
pub async fn discard_reply(
    reply: ReplyId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::conversations;

    let seller = request::signed_in()?;
    let gone = conversations::discard(&request::backend()?, seller.tenant, reply).await;
    lead(&back, Form::Other, &[], gone, Notice::ReplyDiscarded)
}

#[server(prefix = "/fn", endpoint = "list_canned_replies", input = Json)]
pub async fn list_canned_replies() -> Result<Vec<CannedReply>, AppError> {
    use stoflow_domain::conversations::canned;

    let mut tx = crate::request::tenant_tx().await?;
    let canned = canned::list(&mut tx).await?;
    tx.commit().await?;
    Ok(canned)
}

/// Writes a canned reply: the one with this number, or a new one.
#[server(prefix = "/fn", endpoint = "save_canned_reply")]
pub async fn save_canned_reply(
    #[server(default)] canned: Option<CannedReplyId>,
    #[server(default)] name: String,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::conversations::canned as replies;

    let mut tx = request::tenant_tx().await?;
    let saved = match canned {
        Some(id) => replies::update(&mut tx, id, &name, &text).await,
        None => replies::add(&mut tx, &name, &text).await.map(|_| ()),
    };
    if saved.is_ok() {
        tx.commit().await?;
        request::done(Notice::CannedSaved, paths::CANNED);
        return Ok(());
    }
    let back = canned.map_or_else(|| paths::CANNED.to_owned(), paths::canned);
    let typed = [("name", name.as_str()), ("text", text.as_str())];
    lead(&back, Form::Canned, &typed, saved, Notice::CannedSaved)
}

#[server(prefix = "/fn", endpoint = "remove_canned_reply")]
pub async fn remove_canned_reply(canned: CannedReplyId) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::conversations::canned as replies;

    let mut tx = request::tenant_tx().await?;
    let removed = replies::remove(&mut tx, canned).await;
    tx.commit().await?;
    lead(
        paths::CANNED,
        Form::Other,
        &[],
        removed,
        Notice::CannedRemoved,
    )
}

/// Leads a plain form back with what was done, or with why not and what was typed.
#[cfg(feature = "ssr")]
fn lead(
    back: &str,
    form: crate::visit::Form,
    typed: &[(&str, &str)],
    acted: Result<(), stoflow_domain::error::Error>,
    notice: crate::visit::Notice,
) -> Result<(), AppError> {
    use crate::request;

    let back = request::own_path(back);
    match acted {
        Ok(()) => {
            request::done(notice, back);
            Ok(())
        }
        Err(error) => Err(request::refuse(form, back, typed, error.into())),
    }
}
