//! What is read of the inbox, and how often.

use super::{ask, list, open, read, say, wish};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::shop::Shop;
use stoflow_domain::conversations;
use stoflow_domain::error::Error;
use stoflow_domain::jobs;
use stoflow_wire::conversations::{MessageKind, OfferState, Sender};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::jobs::{JobState, Trouble};

#[tokio::test]
async fn only_what_moved_is_read_and_nothing_is_kept_twice() {
    let mut stage = Stage::new("inbox-moved").await;
    for id in 1..=45 {
        ask(&stage, id, "Toujours disponible ?");
    }
    say(&stage, 45, MessageKind::Status, Sender::Site, "Vendu");
    say(
        &stage,
        45,
        MessageKind::Message,
        Sender::Them,
        "\u{202e}🙂 <b>1</b>\0",
    );
    read(&mut stage).await;
    assert_eq!(stage.wardrobe.lock().unwrap().talks.pages, 3);
    let first = list(&stage.shop).await;
    assert_eq!(
        (first.all, first.unread, first.rows[0].id),
        (45, 45, ConversationId(45))
    );
    assert!(first.reading.completed_at.is_some());
    assert_eq!(
        stage.wardrobe.lock().unwrap().talks.opened.len(),
        30,
        "the rest comes next time"
    );
    read(&mut stage).await;
    assert_eq!(stage.wardrobe.lock().unwrap().talks.opened.len(), 45);
    say(&stage, 3, MessageKind::Message, Sender::Them, "Alors ?");
    stage.wardrobe.lock().unwrap().talks.opened.clear();
    stage.wardrobe.lock().unwrap().talks.pages = 0;
    read(&mut stage).await;
    {
        let wardrobe = stage.wardrobe.lock().unwrap();
        assert_eq!(
            wardrobe.talks.pages, 2,
            "one that shows what moved, one that shows that no more has"
        );
        assert_eq!(wardrobe.talks.opened, [ConversationId(3)]);
    }
    for _ in 0..2 {
        say(&stage, 45, MessageKind::Message, Sender::Them, "?");
        read(&mut stage).await;
    }
    let status = stage
        .shop
        .count("select count(*) from messages where kind = 'status'")
        .await;
    let all = stage.shop.count("select count(*) from messages").await;
    assert_eq!((status, all), (1, 45 + 2 + 1 + 2));
    let shown = open(&stage.shop, 45).await;
    assert_eq!(shown.messages[2].body, "\u{202e}🙂 <b>1</b>");
}

#[tokio::test]
async fn unread_is_what_nobody_opened_and_our_own_word_is_none() {
    let mut stage = Stage::new("inbox-unread").await;
    ask(&stage, 1, "Bonjour");
    ask(&stage, 2, "Bonsoir");
    read(&mut stage).await;
    assert_eq!(list(&stage.shop).await.unread, 2);
    open(&stage.shop, 1).await;
    assert_eq!(list(&stage.shop).await.unread, 1);
    say(
        &stage,
        2,
        MessageKind::Message,
        Sender::Us,
        "Oui, répondu sur Vinted",
    );
    read(&mut stage).await;
    assert_eq!(list(&stage.shop).await.unread, 0);
    say(&stage, 1, MessageKind::Message, Sender::Them, "Encore là ?");
    read(&mut stage).await;
    assert_eq!(list(&stage.shop).await.rows[0].id, ConversationId(1));
    assert_eq!(list(&stage.shop).await.unread, 1);
}

#[tokio::test]
async fn an_offer_tells_what_became_of_it_and_the_item_is_the_sellers() {
    let mut stage = Stage::new("inbox-offer").await;
    let product = stage.live_listing().await;
    let listed = stage.wardrobe.lock().unwrap().live[0].id;
    stage
        .wardrobe
        .lock()
        .unwrap()
        .talks
        .ask(7, "zoe", Some(listed), "Dispo ?");
    say(&stage, 7, MessageKind::OfferRequest, Sender::Them, "");
    read(&mut stage).await;
    let shown = open(&stage.shop, 7).await;
    assert_eq!(shown.messages[1].offer, Some(OfferState::Pending));
    let item = shown.item.unwrap();
    assert_eq!(
        (item.product, item.price.map(|price| price.minor)),
        (Some(product), Some(2500))
    );
    let photos = stage
        .shop
        .count("select count(*) from conversations where opposite_photo is not null")
        .await;
    assert_eq!(photos, 0, "pictures come from Vinted's hosts only");
    stage.wardrobe.lock().unwrap().talks.change(7, |talk| {
        talk.messages[1].offer = Some(OfferState::Accepted);
    });
    say(
        &stage,
        7,
        MessageKind::Status,
        Sender::Site,
        "Offre acceptée",
    );
    read(&mut stage).await;
    let shown = open(&stage.shop, 7).await;
    assert_eq!(shown.messages[1].offer, Some(OfferState::Accepted));
    assert_eq!(shown.messages.len(), 3);
}

#[tokio::test]
async fn a_walk_that_was_cut_off_is_made_up_for() {
    let mut stage = Stage::new("inbox-cut-off").await;
    for id in 1..=60 {
        ask(&stage, id, "Bonjour");
    }
    let job = wish(&stage.shop).await;
    stage.shop.work().await;
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    for _ in 0..8 {
        stage.browser.refusal = Some(Trouble::NoMarketplaceTab);
        stage.shop.work().await;
        stage.browser.turn(&Fuse::calm()).await.unwrap();
        stage.shop.leases_lapse().await;
    }
    assert_eq!(stage.shop.job(job).await.state, JobState::Failed);
    assert_eq!(list(&stage.shop).await.all, 20);
    read(&mut stage).await;
    assert_eq!(list(&stage.shop).await.all, 60);
}

async fn kill_sweep(name: &str, mishap: Mishap, stride: usize) {
    let mut stage = Stage::new(name).await;
    for id in 1..=22 {
        ask(&stage, id, "Bonjour");
    }
    read(&mut stage).await;
    let mut moment = 1;
    let mut said = 22;
    loop {
        for id in [3, 9] {
            say(&stage, id, MessageKind::Message, Sender::Them, "Alors ?");
            said += 1;
        }
        let job = wish(&stage.shop).await;
        let fuse = Fuse::new(vec![(mishap, moment)]);
        stage.finish(job, &fuse, Recovery::Prompt).await;
        assert_eq!(
            stage.shop.job(job).await.state,
            JobState::Completed,
            "{moment}"
        );
        assert_eq!(
            stage.shop.count("select count(*) from messages").await,
            said,
            "{moment}"
        );
        if !fuse.spent() {
            return;
        }
        moment += stride;
    }
}

#[tokio::test]
async fn killing_the_server_in_a_reading_loses_and_doubles_nothing() {
    kill_sweep("inbox-server-dies", Mishap::ServerDies, 5).await;
}

#[tokio::test]
async fn killing_the_extension_in_a_reading_loses_and_doubles_nothing() {
    kill_sweep("inbox-extension-dies", Mishap::ExtensionDies, 1).await;
}

#[tokio::test]
async fn the_inbox_is_read_again_by_itself_where_an_extension_is_there() {
    const LONG_AGO: &str = "update readings set completed_at = now() - interval '11 minutes', \
         begun_by_itself_at = begun_by_itself_at - interval '11 minutes' where what = 'inbox'";
    let mut stage = Stage::new("inbox-periodic").await;
    ask(&stage, 1, "Bonjour");
    let running = async |shop: &Shop| {
        jobs::rescue(&shop.backend, shop.tenant).await.unwrap();
        list(shop).await.reading.running
    };
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(running(&stage.shop).await, None, "never asked for");
    read(&mut stage).await;
    assert_eq!(running(&stage.shop).await, None, "fresh");
    stage.shop.run(LONG_AGO).await;
    let job = running(&stage.shop).await.unwrap();
    assert_eq!(wish(&stage.shop).await, job, "one at a time");
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    stage.shop.run(LONG_AGO).await;
    stage
        .shop
        .run("update executors set lease_until = now() - interval '1 second'")
        .await;
    assert_eq!(running(&stage.shop).await, None, "nobody is there");
    stage.shop.run(LONG_AGO).await;
    stage.browser.lose_memory();
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    conversations::visit(&stage.shop.backend, stage.shop.tenant)
        .await
        .unwrap();
    assert!(list(&stage.shop).await.reading.running.is_some(), "a visit");
}

#[tokio::test]
async fn another_shops_conversation_is_not_there() {
    let mut stage = Stage::new("inbox-alice").await;
    ask(&stage, 1, "Bonjour");
    read(&mut stage).await;
    let bob = Shop::new("inbox-bob").await;
    let opened = conversations::open(&bob.backend, bob.tenant, ConversationId(1)).await;
    assert!(matches!(opened, Err(Error::NotFound { .. })));
    let replied =
        conversations::reply(&bob.backend, bob.tenant, ConversationId(1), "Moi", "k1").await;
    assert!(matches!(replied, Err(Error::NotFound { .. })));
}
