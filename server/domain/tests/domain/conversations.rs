//! The seller's messages: read no further than needed, each thing once, answered once whatever is killed.

mod canned;
mod reading;
mod replying;

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::conversations;
use stoflow_wire::conversations::{
    ConversationFilter, ConversationList, ConversationView, MessageKind, Sender,
};
use stoflow_wire::ids::{ConversationId, JobId};
use stoflow_wire::jobs::JobState;

async fn wish(shop: &Shop) -> JobId {
    conversations::read(&shop.backend, shop.tenant)
        .await
        .unwrap()
}

/// A reading from the wish to its end, with nothing in its way.
async fn read(stage: &mut Stage) {
    let job = wish(&stage.shop).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

async fn list(shop: &Shop) -> ConversationList {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    conversations::list(&mut tx, &ConversationFilter::default())
        .await
        .unwrap()
}

async fn open(shop: &Shop, id: i64) -> ConversationView {
    conversations::open(&shop.backend, shop.tenant, ConversationId(id))
        .await
        .unwrap()
}

fn ask(stage: &Stage, id: i64, body: &str) {
    stage
        .wardrobe
        .lock()
        .unwrap()
        .talks
        .ask(id, &format!("acheteuse{id}"), None, body);
}

fn say(stage: &Stage, id: i64, kind: MessageKind, from: Sender, text: &str) {
    stage
        .wardrobe
        .lock()
        .unwrap()
        .talks
        .say(id, kind, from, text);
}
