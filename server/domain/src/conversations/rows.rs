//! The table `conversations`: what the inbox and the conversations themselves show of each.

use super::{messages, outbox};
use crate::catalogue::folding::fold;
use crate::channels::vinted::images;
use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one};
use crate::error::Error;
use stoflow_wire::conversations::{Conversation, InboxEntry, TalkedAbout};
use stoflow_wire::ids::ConversationId;

/// Conversations read in one walk: the rest comes with the next, so that one walk takes minutes and not hours.
const READ_AT_MOST: i64 = 30;

/// Writes down what a page of the inbox showed. Answers how many are new or have moved: their messages are due.
pub(crate) async fn see(tx: &mut TenantTx, entries: &[InboxEntry]) -> Result<u64, Error> {
    let mut moved = 0;
    for entry in entries {
        moved += see_one(tx, entry).await?;
    }
    Ok(moved)
}

async fn see_one(tx: &mut TenantTx, entry: &InboxEntry) -> Result<u64, Error> {
    // Without a time the text alone tells that something happened.
    let written = sqlx::query(
        "insert into conversations as c (id, opposite_id, opposite_login, opposite_photo, item_photo, preview, unread
            , updated_at, search_text)
        values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, now()), '')
        on conflict (id) do update
        set opposite_id = coalesce(excluded.opposite_id, c.opposite_id), opposite_login = excluded.opposite_login
            , opposite_photo = excluded.opposite_photo, item_photo = coalesce(excluded.item_photo, c.item_photo)
            , preview = excluded.preview, updated_at = coalesce($8, c.updated_at), due = true
            , unread = excluded.unread or (c.unread and not c.due)
        where c.preview is distinct from excluded.preview or c.updated_at is distinct from coalesce($8, c.updated_at)",
    )
    .bind(entry.id.0)
    .bind(entry.opposite.id)
    .bind(storable(&entry.opposite.login))
    .bind(of_vinted(entry.opposite.photo.as_deref()))
    .bind(of_vinted(entry.photo.as_deref()))
    .bind(storable(&entry.preview))
    .bind(entry.unread)
    .bind(entry.updated_at)
    .execute(tx.conn())
    .await
    .attempted("writing down a row of the inbox")?;
    let moved = written.rows_affected();
    if moved > 0 {
        index(tx, entry.id).await?;
    }
    Ok(moved)
}

/// Whose messages are to be read, at most 30: those the seller waits for first, then the unread, then the newest.
pub(crate) async fn due(tx: &mut TenantTx) -> Result<Vec<ConversationId>, Error> {
    let due: Vec<i64> = sqlx::query_scalar(
        "select id from conversations where due
        order by wanted_at is null, unread desc, updated_at desc, id desc limit $1",
    )
    .bind(READ_AT_MOST)
    .fetch_all(tx.conn())
    .await
    .attempted("looking which conversations have moved")?;
    Ok(due.into_iter().map(ConversationId).collect())
}

/// Writes down a conversation as it was read. Our own word as the last one means that there is nothing unread.
pub(crate) async fn take(
    tx: &mut TenantTx,
    id: ConversationId,
    read: &Conversation,
) -> Result<(), Error> {
    let nothing = TalkedAbout {
        vinted_id: None,
        title: String::new(),
        photo: None,
        price: None,
    };
    let item = read.item.as_ref().unwrap_or(&nothing);
    let known = sqlx::query(
        "update conversations set allow_reply = $2, opposite_id = coalesce($3, opposite_id)
            , opposite_login = case when $4 = '' then opposite_login else $4 end, item_id = $5, item_title = $6
            , item_photo = coalesce($7, item_photo), item_price_minor = $8, due = false, wanted_at = null
            , read_at = now(), unread = unread and not $9
        where id = $1",
    )
    .bind(id.0)
    .bind(read.allow_reply)
    .bind(read.opposite.id)
    .bind(storable(&read.opposite.login))
    .bind(item.vinted_id)
    .bind(storable(&item.title))
    .bind(of_vinted(item.photo.as_deref()))
    .bind(item.price.map(|price| price.minor))
    .bind(messages::ends_with_us(&read.messages))
    .execute(tx.conn())
    .await
    .attempted("writing down a conversation")?;
    if known.rows_affected() == 0 {
        return Ok(());
    }
    messages::keep(tx, id, &read.messages).await?;
    outbox::settle_doubts(tx, id).await?;
    index(tx, id).await
}

/// Not there any more: nothing can be read, and nothing said.
pub(crate) async fn gone(tx: &mut TenantTx, id: ConversationId) -> Result<(), Error> {
    sqlx::query(
        "update conversations set due = false, wanted_at = null, allow_reply = false, read_at = now() where id = $1",
    )
    .bind(id.0)
    .execute(tx.conn())
    .await
    .attempted("writing down that a conversation is gone")?;
    Ok(())
}

/// What is looked for when somebody searches.
async fn index(tx: &mut TenantTx, id: ConversationId) -> Result<(), Error> {
    let (login, title, preview): (String, String, String) = sqlx::query_as(
        "select opposite_login, item_title, preview from conversations where id = $1",
    )
    .bind(id.0)
    .fetch_one(tx.conn())
    .await
    .attempted("reading what a conversation is about")?;
    sqlx::query("update conversations set search_text = $2 where id = $1")
        .bind(id.0)
        .bind(fold(&[login, title, preview].join(" ")))
        .execute(tx.conn())
        .await
        .attempted("indexing a conversation")?;
    Ok(())
}

/// What opening a conversation changed.
pub(super) struct Opened {
    pub(super) was_unread: bool,
    /// Its messages are not the newest.
    pub(super) wanted: bool,
}

/// The seller opens it. `NotFound` where this shop has none of this id.
pub(super) async fn open(tx: &mut TenantTx, id: ConversationId) -> Result<Opened, Error> {
    let row: Option<(bool, bool)> =
        sqlx::query_as("select unread, due from conversations where id = $1 for update")
            .bind(id.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("opening a conversation")?;
    let (was_unread, wanted) = row.ok_or(NOT_THERE)?;
    if was_unread || wanted {
        sqlx::query(
            "update conversations set unread = false, wanted_at = case when due then now() end where id = $1",
        )
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("marking a conversation as read")?;
    }
    Ok(Opened { was_unread, wanted })
}

/// Nothing in it is unread.
pub(super) async fn mark_read(tx: &mut TenantTx, id: ConversationId) -> Result<(), Error> {
    let done = sqlx::query("update conversations set unread = false where id = $1")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .attempted("marking a conversation as read")?;
    expect_one(&done, "conversation")
}

pub(super) const NOT_THERE: Error = Error::NotFound {
    what: "conversation",
};

/// PostgreSQL has no NUL in texts; everything else is kept as it was written.
pub(super) fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// An address where it is one of Vinted's own hosts: a seller's browser fetches pictures from nowhere else.
pub(super) fn of_vinted(address: Option<&str>) -> Option<String> {
    let address = storable(address?);
    images::is_address(&address).then_some(address)
}
