//! The seller's conversations on vinted.fr as they were last read, and what is answered in them. Writes
//! `conversations`, `messages`, `replies`, `canned_replies` and the `inbox` of `readings`, and nobody else does.
//!
//! No spam by construction: nobody is written to who did not write first, one reply waits in a conversation at a time,
//! and a day has a limit. How Vinted is read and written to is the channel's business.

pub mod canned;
mod messages;
pub(crate) mod outbox;
mod pages;
pub mod placeholders;
pub(crate) mod rows;
mod view;
pub(crate) mod walks;

use crate::backend::Backend;
use crate::database::TenantTx;
use crate::error::Error;
use crate::executors::sight::{self, Acquaintance};
use crate::hints::Topic;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::jobs::rows::Job;
use crate::jobs::turns;
use stoflow_wire::conversations::{ConversationFilter, ConversationList, ConversationView};
use stoflow_wire::ids::{ConversationId, JobId, ReplyId, TenantId};
use stoflow_wire::platform::{JobKind, VintedAction};

/// The inbox is read by one at a time.
const READING_KEY: &str = "inbox";

/// Replies of a shop in 24 hours. A person who answers by hand stays below; an account that writes more looks like a
/// machine to Vinted, and is held back (facts `marketplace-apis.md` section 4.1).
pub const MOST_A_DAY: u32 = 100;

/// One page, the conversation that moved last first.
pub async fn list(
    tx: &mut TenantTx,
    filter: &ConversationFilter,
) -> Result<ConversationList, Error> {
    pages::list(tx, filter).await
}

/// How many the seller has not opened since somebody wrote in them.
pub async fn unread(tx: &mut TenantTx) -> Result<i64, Error> {
    pages::unread(tx).await
}

/// A conversation with its messages; opened, it is read. One whose messages were never read, or have moved since, is
/// wanted from then on. [`Error::NotFound`] where this shop has none of this id.
pub async fn open(
    backend: &Backend,
    tenant: TenantId,
    conversation: ConversationId,
) -> Result<ConversationView, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let news = rows::open(&mut tx, conversation).await?;
    let view = view::one(&mut tx, conversation).await?;
    let asked = news.wanted
        && walks::is_stale(&mut tx, walks::Patience::Wanted).await?
        && read_where_possible(&mut tx).await?;
    tx.commit().await?;
    if asked {
        turns::announce(backend, tenant).await;
    }
    if news.was_unread {
        backend.hints.wake(tenant, Topic::Conversations);
    }
    Ok(view)
}

/// Asks for the inbox to be read. A reading that is under way is the one that is meant.
pub async fn read(backend: &Backend, tenant: TenantId) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let job = match queue::enqueue(&mut tx, &reading(Actor::Seller)).await {
        Err(Error::UnderWay(job)) => job,
        asked => asked?,
    };
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    Ok(job)
}

/// The seller looks at the inbox: what they see should not be older than a few minutes. Asks for a reading where it is
/// and can be read, and never for the first one.
pub async fn visit(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let asked = walks::is_stale(&mut tx, walks::Patience::Visited).await?
        && read_where_possible(&mut tx).await?;
    tx.commit().await?;
    if asked {
        turns::announce(backend, tenant).await;
    }
    Ok(())
}

/// Asks for a reading by itself where it is time for one. `true` where it did.
pub(crate) async fn keep_fresh(
    tx: &mut TenantTx,
    acquaintance: Acquaintance,
) -> Result<bool, Error> {
    if acquaintance == Acquaintance::Settled {
        walks::expect_first(tx).await?;
    }
    Ok(walks::is_stale(tx, walks::Patience::Unasked).await? && ask(tx).await?)
}

/// `true` where a reading was asked for: a browser is there, the lane is free to go, and none is under way.
async fn read_where_possible(tx: &mut TenantTx) -> Result<bool, Error> {
    match sight::can_be_read(tx).await? {
        Some(_) => ask(tx).await,
        None => Ok(false),
    }
}

async fn ask(tx: &mut TenantTx) -> Result<bool, Error> {
    match queue::enqueue(tx, &reading(Actor::Clock)).await {
        Ok(_) => Ok(true),
        Err(Error::UnderWay(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn reading(asked_by: Actor) -> NewJob {
    NewJob {
        kind: JobKind::Vinted(VintedAction::Message),
        product: None,
        listing: None,
        idempotency_key: READING_KEY.to_owned(),
        kept: Kept::default(),
        asked_by,
    }
}

/// Writes a reply down and asks for it to be sent. The same `key` twice is one reply.
///
/// [`Error::Invalid`] for a text that cannot be taken (field `body`), [`Error::NotFound`] for a conversation this shop
/// has not, [`Error::OutOfPlace`] for one that Vinted closed, [`Error::UnderWay`] while another reply waits in it,
/// [`Error::TooMany`] where the day's limit is reached.
pub async fn reply(
    backend: &Backend,
    tenant: TenantId,
    conversation: ConversationId,
    body: &str,
    key: &str,
) -> Result<ReplyId, Error> {
    let body = outbox::checked(body)?;
    let mut tx = backend.database.tenant(tenant).await?;
    let reply = outbox::write(&mut tx, conversation, &body, key).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Reply),
        product: None,
        listing: None,
        idempotency_key: outbox::job_key(reply),
        kept: Kept {
            reply: Some(reply),
            ..Kept::default()
        },
        asked_by: Actor::Seller,
    };
    match queue::enqueue(&mut tx, &job).await {
        Ok(job) => outbox::is_sent_by(&mut tx, reply, job).await?,
        Err(Error::UnderWay(_)) => {}
        Err(error) => return Err(error),
    }
    rows::mark_read(&mut tx, conversation).await?;
    tx.commit().await?;
    turns::announce(backend, tenant).await;
    backend.hints.wake(tenant, Topic::Conversations);
    Ok(reply)
}

/// Takes away a reply that was not sent, or of which it is not known: the seller has seen to it. `OutOfPlace` while it
/// is on its way, and once it was sent.
pub async fn discard(backend: &Backend, tenant: TenantId, reply: ReplyId) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    outbox::discard(&mut tx, reply).await?;
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Conversations);
    Ok(())
}

/// A job about messages that was over is wanted again. `OutOfPlace` where its reply was sent or taken away, or another
/// one waits in the conversation by now.
pub(crate) async fn wish_again(tx: &mut TenantTx, job: &Job) -> Result<(), Error> {
    match job.kept.reply {
        Some(reply) => {
            outbox::reopen(tx, reply).await?;
            queue::take_key_again(tx, job.id, &outbox::job_key(reply)).await
        }
        None => queue::take_key_again(tx, job.id, READING_KEY).await,
    }
}
