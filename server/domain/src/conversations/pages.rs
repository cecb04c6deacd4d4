//! Pages of the inbox, the conversation that moved last first.

use super::{READING_KEY, walks};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::queue;
use crate::products::search;
use stoflow_wire::conversations::{
    ConversationFilter, ConversationList, ConversationRow, ConversationShow, InboxReading,
    ReplyState,
};
use stoflow_wire::ids::ConversationId;
use time::OffsetDateTime;

/// Rows of a page.
const PAGE: usize = 50;

/// One more than a page tells whether there is another.
const ASKED: i64 = 51;

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &ConversationFilter,
) -> Result<ConversationList, Error> {
    let mut found = page(tx, filter).await?;
    let is_last = found.len() <= PAGE;
    found.truncate(PAGE);
    let next = found
        .last()
        .filter(|_| !is_last)
        .map(|row| ConversationId(row.id));
    let rows = found.into_iter().map(TryInto::try_into);
    Ok(ConversationList {
        rows: rows.collect::<Result<_, _>>()?,
        next,
        all: all(tx).await?,
        unread: unread(tx).await?,
        reading: InboxReading {
            running: queue::with_key(tx, READING_KEY).await?,
            completed_at: walks::completed_at(tx).await?,
        },
    })
}

#[derive(sqlx::FromRow)]
struct Found {
    id: i64,
    opposite_login: String,
    item_title: String,
    item_photo: Option<String>,
    preview: String,
    unread: bool,
    reply: Option<String>,
    updated_at: OffsetDateTime,
}

impl TryFrom<Found> for ConversationRow {
    type Error = Error;

    fn try_from(row: Found) -> Result<Self, Error> {
        let reply = row.reply.map(|name| state(&name)).transpose()?;
        Ok(Self {
            id: ConversationId(row.id),
            login: row.opposite_login,
            title: row.item_title,
            thumb: row.item_photo,
            preview: row.preview,
            unread: row.unread,
            reply,
            updated_at: row.updated_at,
        })
    }
}

pub(super) fn state(name: &str) -> Result<ReplyState, Error> {
    ReplyState::from_name(name)
        .ok_or_else(|| Error::internal("reading a reply", format!("`{name}` is no state")))
}

async fn page(tx: &mut TenantTx, filter: &ConversationFilter) -> Result<Vec<Found>, Error> {
    sqlx::query_as(
        "select c.id, c.opposite_login, c.item_title, c.item_photo, c.preview, c.unread, c.updated_at
            , (select r.state from replies r where r.conversation_id = c.id
                and r.state in ('queued', 'in_doubt', 'failed') order by r.id desc limit 1) as reply
        from conversations c
        where (c.unread or not $1) and c.search_text like all ($2)
        and ($3::bigint is null or (c.updated_at, c.id) < (select a.updated_at, a.id from conversations a where a.id = $3))
        order by c.updated_at desc, c.id desc limit $4",
    )
    .bind(filter.show == ConversationShow::Unread)
    .bind(search::patterns(&filter.search))
    .bind(filter.after.map(|after| after.0))
    .bind(ASKED)
    .fetch_all(tx.conn())
    .await
    .attempted("listing conversations")
}

async fn all(tx: &mut TenantTx) -> Result<i64, Error> {
    sqlx::query_scalar("select count(*) from conversations")
        .fetch_one(tx.conn())
        .await
        .attempted("counting conversations")
}

pub(super) async fn unread(tx: &mut TenantTx) -> Result<i64, Error> {
    sqlx::query_scalar("select count(*) from conversations where unread")
        .fetch_one(tx.conn())
        .await
        .attempted("counting unread conversations")
}
