//! What counts of what an extension says, and what is said to it again.

use super::{Line, ack, done, granted, hello, looks_first, may_i, parked, stopped, the_command};
use crate::domain::shop::Shop;
use stoflow_domain::error::Error;
use stoflow_domain::executors::{self, Connected};
use stoflow_wire::executor::{Command, CommandId, FromExecutor, ToExecutor};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, Progress, Step, Trouble};
use stoflow_wire::listings::ListingState;
use stoflow_wire::vinted::VintedOrder;

#[tokio::test]
async fn a_command_that_was_not_acknowledged_is_sent_again_and_is_the_same() {
    let shop = Shop::new("again").await;
    parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    assert!(line.asked().await.is_empty(), "not at once");
    shop.run("update marketplace_jobs set handed_at = now() - interval '11 seconds'")
        .await;
    shop.run("update marketplace_jobs set deadline = now() + interval '3 seconds'")
        .await;
    assert_eq!(the_command(line.asked().await), command);
    let late = shop
        .count(
            "select count(*) from marketplace_jobs where deadline > now() + interval '3 seconds'",
        )
        .await;
    assert_eq!(late, 0, "saying it again is no sign of life");
    line.say(ack(&command)).await;
    shop.run("update marketplace_jobs set handed_at = now() - interval '11 seconds'")
        .await;
    assert!(line.asked().await.is_empty(), "it has it");

    let second = Line {
        shop: &shop,
        connected: Connected {
            connection: "two".to_owned(),
            ..line.connected.clone()
        },
    };
    let answers = second.say(hello(Vec::new())).await;
    assert_eq!(
        the_command(answers),
        command,
        "lost with the first connection"
    );
    let answers = second.say(hello(vec![command.id.clone()])).await;
    assert_eq!(answers.len(), 1, "it has it: {answers:?}");
}

#[tokio::test]
async fn an_extension_that_lost_its_journal_after_the_permit_looks_first() {
    let shop = Shop::new("journal").await;
    let (product, job) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    assert!(granted(&line.say(may_i(&command)).await));
    line.say(hello(Vec::new())).await;
    assert_eq!(shop.job(job).await.state, JobState::Retryable);
    assert_eq!(
        shop.listing(product).await.unwrap().state,
        ListingState::InDoubt
    );
    shop.leases_lapse().await;
    shop.work().await;
    let second = the_command(line.asked().await);
    assert!(looks_first(&second));
    assert_ne!(second.id, command.id);
    assert!(second.fence > command.fence);
}

#[tokio::test]
async fn words_that_do_not_count_change_nothing() {
    let shop = Shop::new("forged").await;
    let (product, job) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    let colleague = Line::open(&shop, "colleague").await;
    colleague.say(hello(Vec::new())).await;
    let stranger_shop = Shop::new("stranger").await;
    let stranger = Line::open(&stranger_shop, "stranger").await;
    stranger.say(hello(Vec::new())).await;

    let with = |change: fn(&mut Command)| {
        let mut other = command.clone();
        change(&mut other);
        other
    };
    let other_id = with(|command| command.id = CommandId("f".repeat(32)));
    let other_job = with(|command| command.job = JobId(command.job.0 + 1000));
    let newer_fence = with(|command| command.fence += 1);
    let older_fence = with(|command| command.fence -= 1);

    for (from, word) in [
        (&stranger, done(&command)),
        (&colleague, done(&command)),
        (&line, done(&other_id)),
        (&line, done(&other_job)),
        (&line, done(&newer_fence)),
        (&line, done(&older_fence)),
        (&stranger, ack(&command)),
        (&line, ack(&other_id)),
    ] {
        from.say(word).await;
    }
    for (from, command) in [
        (&stranger, &command),
        (&colleague, &command),
        (&line, &other_id),
        (&line, &newer_fence),
        (&line, &older_fence),
    ] {
        assert!(!granted(&from.say(may_i(command)).await));
    }
    assert_eq!(shop.job(job).await.state, JobState::AwaitingExecutor);
    assert_eq!(
        shop.listing(product).await.unwrap().state,
        ListingState::Creating
    );
    assert_eq!(
        shop.count("select count(*) from marketplace_jobs where permitted_at is not null")
            .await,
        0
    );
    assert_eq!(
        shop.count("select count(*) from marketplace_jobs where acked_at is not null")
            .await,
        0
    );
}

#[tokio::test]
async fn a_result_said_twice_counts_once_and_is_acknowledged_twice() {
    let shop = Shop::new("twice").await;
    let (product, job) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    let acknowledged = [ToExecutor::ResultAck {
        command: command.id.clone(),
    }];
    assert_eq!(line.say(done(&command)).await, acknowledged);
    let url = shop.job(job).await.url;
    assert_eq!(
        line.say(stopped(&command, Trouble::Gone)).await,
        acknowledged
    );
    assert_eq!(shop.job(job).await.state, JobState::Completed);
    assert_eq!(shop.job(job).await.url, url);
    assert_eq!(
        shop.listing(product).await.unwrap().state,
        ListingState::Live
    );
}

#[tokio::test]
async fn nobody_works_on_a_line_that_did_not_greet_or_was_replaced() {
    let shop = Shop::new("mute").await;
    parked(&shop).await;
    let old = Line::open(&shop, "old").await;
    assert!(old.is_turned_away(FromExecutor::Ping).await, "mute");
    let command = old.command().await;
    let new = Line {
        shop: &shop,
        connected: Connected {
            connection: "new".to_owned(),
            ..old.connected.clone()
        },
    };
    new.say(hello(vec![command.id.clone()])).await;
    assert!(
        old.is_turned_away(FromExecutor::Ping).await,
        "it would stay"
    );
    assert!(old.is_turned_away(may_i(&command)).await);
    assert!(granted(&new.say(may_i(&command)).await));
}

#[tokio::test]
async fn an_extension_whose_line_is_down_speaks_through_its_sellers_page() {
    let shop = Shop::new("page").await;
    let (_, job) = parked(&shop).await;
    let own = Line::open(&shop, "own").await;
    let executor = own.connected.executor;
    let page = executors::connect_through_page(&shop.backend, shop.tenant, executor, "page").await;
    let page = Line {
        shop: &shop,
        connected: page.unwrap(),
    };
    let command = page.command().await;
    own.say(hello(vec![command.id.clone()])).await;
    assert!(
        !granted(&page.say(may_i(&command)).await),
        "its own line took over"
    );
    assert!(
        page.say(hello(vec![command.id.clone()])).await.is_empty(),
        "a greeting that was on its way through the page"
    );
    own.say(done(&command)).await;
    assert_eq!(shop.job(job).await.state, JobState::Completed);

    let other = Shop::new("not-mine").await;
    let foreign =
        executors::connect_through_page(&other.backend, other.tenant, executor, "page").await;
    assert!(matches!(foreign, Err(Error::NotFound { .. })));
    executors::revoke(&shop.backend, shop.tenant, executor)
        .await
        .unwrap();
    let revoked =
        executors::connect_through_page(&shop.backend, shop.tenant, executor, "again").await;
    assert!(matches!(revoked, Err(Error::Forbidden)));
}

#[tokio::test]
async fn of_two_greetings_that_meet_the_extensions_own_wins() {
    let shop = Shop::new("meeting").await;
    for round in 0..20 {
        let own = Line::open(&shop, &format!("own-{round}")).await;
        let executor = own.connected.executor;
        let name = format!("page-{round}");
        let page = executors::connect_through_page(&shop.backend, shop.tenant, executor, &name);
        let page = Line {
            shop: &shop,
            connected: page.await.unwrap(),
        };
        tokio::join!(own.say(hello(Vec::new())), page.say(hello(Vec::new())));
        assert_eq!(
            own.say(FromExecutor::Ping).await,
            [ToExecutor::Pong],
            "round {round}"
        );
    }
}

#[tokio::test]
async fn progress_is_shown_and_uploads_are_kept() {
    let shop = Shop::new("progress").await;
    let (_, job) = parked(&shop).await;
    let line = Line::open(&shop, "one").await;
    let command = line.command().await;
    let progress = Progress {
        step: Step::UploadPhoto { position: 1, of: 2 },
        done: 2,
        of: 6,
        wait: None,
    };
    let key = match &command.order {
        VintedOrder::Publish(order) => order.photos[0].key.clone(),
        other => panic!("{other:?}"),
    };
    let uploaded = stoflow_wire::vinted::UploadedPhoto { key, vinted_id: 11 };
    let report = FromExecutor::Progress {
        command: command.id.clone(),
        fence: command.fence,
        progress: progress.clone(),
        uploaded: vec![uploaded.clone()],
    };
    assert!(line.say(report).await.is_empty());
    assert_eq!(shop.job(job).await.progress, Some(progress));
    shop.deadlines_pass().await;
    shop.work().await;
    shop.leases_lapse().await;
    shop.work().await;
    let second = the_command(line.asked().await);
    assert!(matches!(&second.order, VintedOrder::Publish(order) if order.uploaded == [uploaded]));
    assert!(!looks_first(&second), "nothing was permitted");
}
