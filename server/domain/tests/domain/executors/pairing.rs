//! Codes and tokens.

use super::{Line, connection, done, hello, parked, request, the_command};
use crate::domain::shop::Shop;
use stoflow_domain::error::Error;
use stoflow_domain::executors::{self};
use stoflow_wire::executor::{PairRequest, ToExecutor};
use stoflow_wire::jobs::JobState;
use stoflow_wire::socket::ExecutorPresence;

#[tokio::test]
async fn a_code_pairs_one_extension_however_it_is_typed() {
    let shop = Shop::new("pair").await;
    let code = executors::make_code(&shop.backend, shop.tenant)
        .await
        .unwrap()
        .code;
    let typed = format!("{} {}", code[..4].to_lowercase(), &code[4..]);
    let paired = executors::pair(&shop.backend, request(&typed))
        .await
        .unwrap();
    assert_eq!(paired.shop, "Shop of pair");
    assert!(paired.token.starts_with(&format!("sfx_{}_", shop.tenant)));
    let again = executors::pair(&shop.backend, request(&code)).await;
    assert!(matches!(again, Err(Error::NotFound { .. })), "used");
    let unknown = executors::pair(&shop.backend, request("ABCDEFGH")).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })), "unknown");
}

#[tokio::test]
async fn a_code_is_good_for_a_minute() {
    let shop = Shop::new("slow").await;
    let made = executors::make_code(&shop.backend, shop.tenant)
        .await
        .unwrap();
    let left = made.expires_at - shop.backend.clock.now();
    assert!(left <= time::Duration::seconds(61), "{left}");
    let mut tx = shop.backend.database.shared().await.unwrap();
    sqlx::query("update public.pairing_codes set expires_at = now() where tenant_id = $1")
        .bind(shop.tenant.0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let late = executors::pair(&shop.backend, request(&made.code)).await;
    assert!(matches!(late, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn two_that_come_with_one_code_at_once_are_one_extension() {
    let shop = Shop::new("race").await;
    let code = executors::make_code(&shop.backend, shop.tenant)
        .await
        .unwrap()
        .code;
    let tries = (0..8).map(|_| executors::pair(&shop.backend, request(&code)));
    let paired = futures::future::join_all(tries).await;
    assert_eq!(paired.iter().filter(|paired| paired.is_ok()).count(), 1);
    assert_eq!(shop.count("select count(*) from executors").await, 1);
}

#[tokio::test]
async fn a_device_must_have_a_name() {
    let shop = Shop::new("name").await;
    let code = executors::make_code(&shop.backend, shop.tenant)
        .await
        .unwrap()
        .code;
    for name in [
        String::new(),
        " ".to_owned(),
        "a\u{0}".to_owned(),
        "a".repeat(81),
    ] {
        let request = PairRequest {
            code: code.clone(),
            name,
        };
        let refused = executors::pair(&shop.backend, request).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    }
    executors::pair(&shop.backend, request(&code))
        .await
        .expect("the code was not used up");
}

#[tokio::test]
async fn tokens_that_are_no_good_open_nothing() {
    let shop = Shop::new("tokens").await;
    let other = Shop::new("other").await;
    let code = executors::make_code(&shop.backend, shop.tenant)
        .await
        .unwrap()
        .code;
    let token = executors::pair(&shop.backend, request(&code))
        .await
        .unwrap()
        .token;
    let secret = token.rsplit('_').next().unwrap();
    for wrong in [
        String::new(),
        "sfx_1".to_owned(),
        format!("sfx_{}_{}", shop.tenant, "0".repeat(64)),
        format!("sfx_{}_{secret}", other.tenant),
        format!("sfx_999999999_{secret}"),
    ] {
        let refused = executors::connect(&shop.backend, &wrong, "c").await;
        assert!(matches!(refused, Err(Error::SignedOut)), "{wrong}");
    }
}

#[tokio::test]
async fn an_old_token_is_replaced_and_stays_good_until_the_new_one_was_used() {
    let shop = Shop::new("rotate").await;
    let backend = &shop.backend;
    let code = executors::make_code(backend, shop.tenant)
        .await
        .unwrap()
        .code;
    let first = executors::pair(backend, request(&code))
        .await
        .unwrap()
        .token;
    shop.run("update executors set rotated_at = now() - interval '25 hours'")
        .await;
    let connected = executors::connect(backend, &first, "one").await.unwrap();
    let answers = executors::hear(backend, &connected, hello(Vec::new()))
        .await
        .unwrap();
    let ToExecutor::Welcome {
        next_token: Some(second),
        ..
    } = &answers[0]
    else {
        panic!("no new token: {answers:?}");
    };
    executors::connect(backend, &first, "two")
        .await
        .expect("the new one was not used yet");
    let connected = executors::connect(backend, second, "three").await.unwrap();
    let reused = executors::connect(backend, &first, "four").await;
    assert!(matches!(reused, Err(Error::SignedOut)));
    let answers = executors::hear(backend, &connected, hello(Vec::new()))
        .await
        .unwrap();
    assert!(matches!(
        &answers[0],
        ToExecutor::Welcome {
            next_token: None,
            ..
        }
    ));
}

#[tokio::test]
async fn a_revoked_extension_is_told_and_loses_what_it_had() {
    let shop = Shop::new("revoke").await;
    let (_, job) = parked(&shop).await;
    let code = executors::make_code(&shop.backend, shop.tenant)
        .await
        .unwrap()
        .code;
    let token = executors::pair(&shop.backend, request(&code))
        .await
        .unwrap()
        .token;
    let connected = executors::connect(&shop.backend, &token, "one")
        .await
        .unwrap();
    let line = Line {
        shop: &shop,
        connected,
    };
    let command = line.command().await;
    executors::revoke(&shop.backend, shop.tenant, line.connected.executor)
        .await
        .unwrap();
    assert_eq!(line.asked().await, [ToExecutor::Unpaired]);
    assert_eq!(line.say(done(&command)).await, [ToExecutor::Unpaired]);
    let refused = executors::connect(&shop.backend, &token, "two").await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    assert_eq!(shop.job(job).await.state, JobState::Retryable);
    assert_eq!(connection(&shop).await.executor, ExecutorPresence::Unpaired);
    let other = Line::open(&shop, "other").await;
    other.say(hello(Vec::new())).await;
    shop.leases_lapse().await;
    shop.work().await;
    assert_eq!(the_command(other.asked().await).job, job);
}
