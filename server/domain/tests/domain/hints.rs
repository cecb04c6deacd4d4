//! Hints reach everybody who listens, on this node and on the others.

use std::time::Duration;
use stoflow_domain::database::{Database, testing};
use stoflow_domain::hints::{Hint, Hints, Topic};
use stoflow_wire::ids::TenantId;
use tokio::sync::{broadcast, watch};
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(10);

async fn hear(hints: &mut broadcast::Receiver<Hint>, wanted: Hint) {
    timeout(SOON, async {
        while hints.recv().await.unwrap() != wanted {}
    })
    .await
    .expect("the hint arrives");
}

/// A node hears once it listens: until then hints are lost, as they may be.
async fn until_heard(here: &Hints, far_off: &mut broadcast::Receiver<Hint>, hint: Hint) {
    timeout(SOON, async {
        loop {
            here.wake(hint.tenant, hint.topic);
            let heard = timeout(Duration::from_millis(100), hear(far_off, hint)).await;
            if heard.is_ok() {
                break;
            }
        }
    })
    .await
    .expect("hints get through");
}

async fn cut_listeners(database: &Database) {
    let mut tx = database.shared().await.unwrap();
    let cut = sqlx::query_scalar::<_, bool>(
        "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%stoflow_hints%'",
    )
    .fetch_all(tx.conn())
    .await
    .unwrap();
    assert!(cut.len() >= 2, "both nodes listen");
}

#[tokio::test]
async fn a_hint_reaches_this_node_and_the_others() {
    let (stop, stopped) = watch::channel(false);
    let here = Hints::new(testing::database().await);
    let there = Hints::new(testing::database().await);
    let relays = [here.clone(), there.clone()].map(|hints| {
        let stopped = stopped.clone();
        tokio::spawn(async move { hints.run(stopped).await })
    });
    let (mut nearby, mut far_off) = (here.subscribe(), there.subscribe());
    let hint = Hint {
        tenant: TenantId(7_000_001),
        topic: Topic::Jobs,
    };
    // the other node listens once its first hint gets through
    until_heard(&here, &mut far_off, hint).await;
    hear(&mut nearby, hint).await;

    let burst = (0..1_000).map(|number| Hint {
        tenant: TenantId(8_000_000 + number),
        topic: Topic::Executors,
    });
    for hint in burst.clone() {
        here.wake(hint.tenant, hint.topic);
    }
    for hint in burst {
        hear(&mut far_off, hint).await;
    }

    // the connections that listen die; others take their place
    cut_listeners(&testing::database().await).await;
    until_heard(&here, &mut far_off, hint).await;
    stop.send(true).unwrap();
    for relay in relays {
        timeout(SOON, relay)
            .await
            .expect("the relay stops")
            .unwrap();
    }
}

#[tokio::test]
async fn a_hint_wakes_its_own_node_without_a_relay() {
    let hints = Hints::new(testing::database().await);
    let mut heard = hints.subscribe();
    hints.wake(TenantId(9), Topic::Session);
    let hint = heard.try_recv().unwrap();
    assert_eq!((hint.tenant, hint.topic), (TenantId(9), Topic::Session));
}
