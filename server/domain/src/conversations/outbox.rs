//! The table `replies`: what the seller writes, from the moment it is on record until it stands in its conversation.

use super::canned::{self, LONGEST_BODY};
use super::rows::NOT_THERE;
use super::{MOST_A_DAY, messages};
use crate::database::TenantTx;
use crate::database::rows::{Attempted, expect_one, on_unique};
use crate::error::Error;
use crate::jobs::judge::{Ending, Judgement};
use sqlx::types::Json;
use stoflow_wire::conversations::ReplyState;
use stoflow_wire::ids::{ConversationId, JobId, ReplyId};
use stoflow_wire::jobs::Trouble;

/// A page makes 32 characters.
const LONGEST_KEY: usize = 64;

/// The text as it will be sent. [`Error::Invalid`] where it cannot be.
pub(super) fn checked(body: &str) -> Result<String, Error> {
    let body = canned::tidy(body);
    match canned::problem(&body, LONGEST_BODY) {
        Some(problem) => Err(Error::field("body", problem)),
        None => Ok(body),
    }
}

/// There is one job for each.
pub(super) fn job_key(reply: ReplyId) -> String {
    format!("reply-{reply}")
}

/// Puts a reply on record; the one that has this key already, if there is one.
pub(super) async fn write(
    tx: &mut TenantTx,
    conversation: ConversationId,
    body: &str,
    key: &str,
) -> Result<ReplyId, Error> {
    let allowed: Option<bool> =
        sqlx::query_scalar("select allow_reply from conversations where id = $1 for update")
            .bind(conversation.0)
            .fetch_optional(tx.conn())
            .await
            .attempted("looking whether a conversation takes a reply")?;
    let allowed = allowed.ok_or(NOT_THERE)?;
    let key: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST_KEY)
        .collect();
    if key.is_empty() {
        return Err(Error::field(
            "body",
            stoflow_wire::problem::Problem::Missing,
        ));
    }
    if let Some(known) = with_key(tx, &key).await? {
        return Ok(known);
    }
    if !allowed {
        return Err(Error::OutOfPlace {
            attempted: "replying in a conversation that takes no replies",
        });
    }
    if let Some(job) = pending(tx, conversation).await? {
        return Err(Error::UnderWay(job));
    }
    if left_today(tx).await? == 0 {
        return Err(Error::TooMany {
            retry_after_s: next_place_s(tx).await?,
        });
    }
    add(tx, conversation, body, &key).await
}

async fn add(
    tx: &mut TenantTx,
    conversation: ConversationId,
    body: &str,
    key: &str,
) -> Result<ReplyId, Error> {
    let newest = messages::newest(tx, conversation).await?;
    let id: i64 = sqlx::query_scalar(
        "insert into replies (conversation_id, idempotency_key, body, state, after_message)
        values ($1, $2, $3, $4, $5) returning id",
    )
    .bind(conversation.0)
    .bind(key)
    .bind(body)
    .bind(ReplyState::Queued.name())
    .bind(newest)
    .fetch_one(tx.conn())
    .await
    .attempted("putting a reply on record")?;
    Ok(ReplyId(id))
}

async fn with_key(tx: &mut TenantTx, key: &str) -> Result<Option<ReplyId>, Error> {
    let id: Option<i64> = sqlx::query_scalar("select id from replies where idempotency_key = $1")
        .bind(key)
        .fetch_optional(tx.conn())
        .await
        .attempted("looking for a reply that was asked for before")?;
    Ok(id.map(ReplyId))
}

/// The job of the reply that waits in a conversation.
async fn pending(tx: &mut TenantTx, conversation: ConversationId) -> Result<Option<JobId>, Error> {
    let job: Option<Option<i64>> = sqlx::query_scalar(
        "select job_id from replies where conversation_id = $1 and state in ('queued', 'in_doubt')",
    )
    .bind(conversation.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("looking whether a reply waits already")?;
    Ok(job.map(|job| JobId(job.unwrap_or_default())))
}

/// How many more may be sent now.
pub(super) async fn left_today(tx: &mut TenantTx) -> Result<u32, Error> {
    let written: i64 = sqlx::query_scalar(
        "select count(*) from replies
        where created_at > now() - interval '24 hours' and state in ('queued', 'sent', 'in_doubt')",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("counting the replies of a day")?;
    Ok(MOST_A_DAY.saturating_sub(u32::try_from(written).unwrap_or(u32::MAX)))
}

/// Seconds until the oldest of the day's replies is a day old.
async fn next_place_s(tx: &mut TenantTx) -> Result<u32, Error> {
    let seconds: Option<i64> = sqlx::query_scalar(
        "select extract(epoch from min(created_at) + interval '24 hours' - now())::bigint from replies
        where created_at > now() - interval '24 hours' and state in ('queued', 'sent', 'in_doubt')",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("reading when another reply may be sent")?;
    Ok(u32::try_from(seconds.unwrap_or_default()).unwrap_or_default())
}

pub(super) async fn is_sent_by(tx: &mut TenantTx, reply: ReplyId, job: JobId) -> Result<(), Error> {
    let done = sqlx::query("update replies set job_id = $2 where id = $1")
        .bind(reply.0)
        .bind(job.0)
        .execute(tx.conn())
        .await
        .attempted("writing which job sends a reply")?;
    expect_one(&done, "reply")
}

/// What a job has to send.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Written {
    pub(crate) conversation_id: i64,
    pub(crate) body: String,
    pub(crate) after_message: Option<i64>,
    /// A permit was given, and its end is not known.
    pub(crate) sent: bool,
}

pub(crate) async fn get(tx: &mut TenantTx, reply: ReplyId) -> Result<Written, Error> {
    let row: Option<Written> = sqlx::query_as(
        "select conversation_id, body, after_message, sent_at is not null as sent from replies where id = $1",
    )
    .bind(reply.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a reply")?;
    row.ok_or(Error::NotFound { what: "reply" })
}

/// From here on it may stand there: to be committed before the permit leaves.
pub(crate) async fn mark_sent(tx: &mut TenantTx, reply: ReplyId) -> Result<(), Error> {
    let done = sqlx::query("update replies set sent_at = coalesce(sent_at, now()) where id = $1")
        .bind(reply.0)
        .execute(tx.conn())
        .await
        .attempted("marking a reply as sent")?;
    expect_one(&done, "reply")
}

/// Whether a permit was given for it whose end is not known.
pub(crate) async fn is_sent(tx: &mut TenantTx, reply: ReplyId) -> Result<bool, Error> {
    Ok(get(tx, reply).await.is_ok_and(|written| written.sent))
}

/// Moves a reply to where the end of its job's attempt leaves it.
pub(crate) async fn follow(
    tx: &mut TenantTx,
    reply: ReplyId,
    judged: &Judgement,
) -> Result<(), Error> {
    let (state, trouble) = match &judged.ending {
        Ending::Done | Ending::Finished(_) => (ReplyState::Sent, None),
        Ending::Continued => return Ok(()),
        Ending::TryAgain(trouble) | Ending::HandedBack(Some(trouble)) => {
            (ReplyState::Queued, Some(trouble))
        }
        Ending::HandedBack(None) => (ReplyState::Queued, None),
        Ending::Failed(trouble) | Ending::Expired(trouble) if judged.in_doubt => {
            (ReplyState::InDoubt, Some(trouble))
        }
        Ending::Failed(trouble) | Ending::Expired(trouble) => (ReplyState::Failed, Some(trouble)),
        Ending::Cancelled => (ReplyState::Cancelled, None),
    };
    stand(tx, reply, state, judged.in_doubt, trouble).await
}

async fn stand(
    tx: &mut TenantTx,
    reply: ReplyId,
    state: ReplyState,
    in_doubt: bool,
    trouble: Option<&Trouble>,
) -> Result<(), Error> {
    sqlx::query(
        "update replies set state = $2, sent_at = case when $3 then coalesce(sent_at, now()) end, trouble = $4
            , ended_at = case when $2 <> 'queued' then now() end
        where id = $1",
    )
    .bind(reply.0)
    .bind(state.name())
    .bind(in_doubt)
    .bind(trouble.map(Json))
    .execute(tx.conn())
    .await
    .attempted("writing where a reply stands")?;
    Ok(())
}

/// Takes up a reply again whose job failed or expired.
pub(super) async fn reopen(tx: &mut TenantTx, reply: ReplyId) -> Result<(), Error> {
    const ATTEMPTED: &str = "sending a reply again";
    let moved_on = || Error::OutOfPlace {
        attempted: ATTEMPTED,
    };
    let done = sqlx::query(
        "update replies set state = 'queued', trouble = null, ended_at = null
        where id = $1 and state in ('failed', 'in_doubt')",
    )
    .bind(reply.0)
    .execute(tx.conn())
    .await;
    let done = on_unique(done, ATTEMPTED, moved_on)?;
    expect_one(&done, "reply").map_err(|_| moved_on())
}

/// Takes a reply away whose job is over and that is not known to stand there.
pub(super) async fn discard(tx: &mut TenantTx, reply: ReplyId) -> Result<(), Error> {
    get(tx, reply).await?;
    let done = sqlx::query(
        "update replies set state = 'cancelled', ended_at = now()
        where id = $1 and state in ('failed', 'in_doubt', 'cancelled')",
    )
    .bind(reply.0)
    .execute(tx.conn())
    .await
    .attempted("taking a reply away")?;
    expect_one(&done, "reply").map_err(|_| Error::OutOfPlace {
        attempted: "taking away a reply that is on its way",
    })
}

/// What was in doubt and stands in the conversation, as it was read just now, was sent.
pub(super) async fn settle_doubts(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> Result<(), Error> {
    sqlx::query(
        "update replies r set state = 'sent', sent_at = null, trouble = null
        where r.conversation_id = $1 and r.state = 'in_doubt' and exists (select 1 from messages m
            where m.conversation_id = $1 and m.sender = 'us' and m.kind = 'message' and m.anchor like 'message:%'
            and split_part(m.anchor, ':', 2)::bigint > coalesce(r.after_message, 0)
            and lower(regexp_replace(btrim(m.body), '\\s+', ' ', 'g'))
                = lower(regexp_replace(btrim(r.body), '\\s+', ' ', 'g')))",
    )
    .bind(conversation.0)
    .execute(tx.conn())
    .await
    .attempted("settling replies in doubt")?;
    Ok(())
}
