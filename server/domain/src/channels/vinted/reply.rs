//! Answering in a conversation: a reply that is on record becomes an order, and what was read afterwards is kept.

use crate::backend::Backend;
use crate::conversations::{outbox, rows};
use crate::database::TenantTx;
use crate::error::Error;
use crate::jobs::judge::{Ending, Judgement};
use crate::jobs::rows::Job;
use crate::jobs::settle::{Intent, Verdict};
use stoflow_wire::conversations::ReplyOrder;
use stoflow_wire::ids::{ConversationId, TenantId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::{VintedOrder, VintedResult};

pub(crate) async fn prepare(
    backend: &Backend,
    tenant: TenantId,
    job: &Job,
) -> Result<Verdict, Error> {
    let Some(reply) = job.kept.reply else {
        return Ok(Verdict::Fail(Trouble::Internal));
    };
    let mut tx = backend.database.tenant(tenant).await?;
    let written = outbox::get(&mut tx, reply).await?;
    tx.commit().await?;
    let order = ReplyOrder {
        conversation: ConversationId(written.conversation_id),
        body: written.body,
        look_first: written.sent,
        after: written.after_message,
    };
    Ok(Verdict::AwaitExecutor(Box::new(Intent {
        order: VintedOrder::Reply(order),
        version: 0,
        hash: None,
    })))
}

/// The end of an attempt, for the reply and its conversation.
pub(crate) async fn follow(tx: &mut TenantTx, job: &Job, judged: &Judgement) -> Result<(), Error> {
    let Some(reply) = job.kept.reply else {
        return Ok(());
    };
    outbox::follow(tx, reply, judged).await?;
    let conversation = ConversationId(outbox::get(tx, reply).await?.conversation_id);
    match &judged.ending {
        Ending::Finished(result) => keep(tx, conversation, result).await,
        Ending::Failed(Trouble::Gone) => rows::gone(tx, conversation).await,
        _ => Ok(()),
    }
}

/// What was read back stands there now, the reply among it.
async fn keep(
    tx: &mut TenantTx,
    conversation: ConversationId,
    result: &VintedResult,
) -> Result<(), Error> {
    let VintedResult::Replied(replied) = result else {
        return Ok(());
    };
    match &replied.read_back {
        Some(read) => rows::take(tx, conversation, read).await,
        None => Ok(()),
    }
}
