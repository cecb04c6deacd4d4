//! Sessions from sign-in to sign-out, and what a stolen token is worth.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;
use stoflow_domain::backend::Backend;
use stoflow_domain::clock::Clock;
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::hints::Topic;
use stoflow_domain::sessions::{self, Tokens};
use time::{Duration, OffsetDateTime};

/// A clock that stands still until the test moves it.
pub(crate) struct Time(Arc<AtomicI64>);

impl Time {
    pub(crate) fn advance(&self, by: Duration) {
        self.0.fetch_add(by.whole_seconds(), Ordering::Relaxed);
    }
}

pub(crate) async fn backend_with_time() -> (Backend, Time) {
    let seconds = Arc::new(AtomicI64::new(Clock::system().now().unix_timestamp()));
    let clock = Clock::from_fn({
        let seconds = Arc::clone(&seconds);
        move || OffsetDateTime::from_unix_timestamp(seconds.load(Ordering::Relaxed)).unwrap()
    });
    (testing::backend_with(clock).await, Time(seconds))
}

async fn signed_in(backend: &Backend, name: &str) -> Tokens {
    let seller = testing::seller(backend, name).await;
    sessions::sign_in(backend, &seller.email, &seller.password, "Firefox")
        .await
        .unwrap()
}

fn is_signed_out<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::SignedOut))
}

#[tokio::test]
async fn a_session_from_sign_in_to_sign_out() {
    let (backend, time) = backend_with_time().await;
    let seller = testing::seller(&backend, "alice").await;
    let tokens = sessions::sign_in(&backend, &seller.email, &seller.password, "Firefox")
        .await
        .unwrap();
    let alice = sessions::verify(&backend, &tokens.access).await.unwrap();
    assert_eq!(
        (alice.account, alice.tenant),
        (seller.account, seller.tenant)
    );
    assert_eq!(alice.expires_at, tokens.access_expires);

    time.advance(Duration::minutes(15) + Duration::seconds(6));
    assert!(
        is_signed_out(&sessions::verify(&backend, &tokens.access).await),
        "15 minutes are over"
    );
    let renewed = sessions::refresh(&backend, &tokens.refresh).await.unwrap();
    let still_alice = sessions::verify(&backend, &renewed.access).await.unwrap();
    assert_eq!(still_alice.session, alice.session);
    assert_ne!(renewed.refresh, tokens.refresh);

    let mut hints = backend.hints.subscribe();
    sessions::sign_out(&backend, alice.session).await.unwrap();
    assert_eq!(hints.try_recv().unwrap().topic, Topic::Session);
    assert!(is_signed_out(
        &sessions::verify(&backend, &renewed.access).await
    ));
    assert!(is_signed_out(
        &sessions::refresh(&backend, &renewed.refresh).await
    ));
    assert!(!sessions::still_open(&backend, alice.session).await.unwrap());
    sessions::sign_out(&backend, alice.session).await.unwrap();
}

#[tokio::test]
async fn each_sign_in_is_a_session_of_its_own() {
    let backend = testing::backend().await;
    let seller = testing::seller(&backend, "two").await;
    let first = sessions::open(&backend, seller.account, "Firefox")
        .await
        .unwrap();
    let second = sessions::open(&backend, seller.account, "Chrome")
        .await
        .unwrap();
    let first = sessions::verify(&backend, &first.access).await.unwrap();
    let second_before = sessions::verify(&backend, &second.access).await.unwrap();
    assert_ne!(first.session, second_before.session);
    sessions::sign_out(&backend, first.session).await.unwrap();
    assert!(sessions::verify(&backend, &second.access).await.is_ok());
}

#[tokio::test]
async fn an_old_refresh_token_ends_the_session() {
    let (backend, time) = backend_with_time().await;
    let stolen = signed_in(&backend, "late").await;
    let renewed = sessions::refresh(&backend, &stolen.refresh).await.unwrap();
    time.advance(Duration::seconds(11));
    assert!(is_signed_out(
        &sessions::refresh(&backend, &stolen.refresh).await
    ));
    assert!(
        is_signed_out(&sessions::refresh(&backend, &renewed.refresh).await),
        "the whole family is dead"
    );
    assert!(is_signed_out(
        &sessions::verify(&backend, &renewed.access).await
    ));
    let deadline = Instant::now() + std::time::Duration::from_secs(10);
    let told = "Une connexion à votre compte a été fermée";
    while !backend
        .mailer
        .kept_mails()
        .iter()
        .any(|mail| mail.subject == told)
    {
        assert!(Instant::now() < deadline, "the owner is not told");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_refresh_token_whose_successor_was_used_ends_the_session() {
    let (backend, _) = backend_with_time().await;
    let stolen = signed_in(&backend, "successor").await;
    let second = sessions::refresh(&backend, &stolen.refresh).await.unwrap();
    let third = sessions::refresh(&backend, &second.refresh).await.unwrap();
    assert!(
        is_signed_out(&sessions::refresh(&backend, &stolen.refresh).await),
        "within ten seconds, and too late"
    );
    assert!(is_signed_out(
        &sessions::verify(&backend, &third.access).await
    ));
}

#[tokio::test]
async fn a_thief_in_the_race_of_tabs_is_found_out_later() {
    let (backend, time) = backend_with_time().await;
    let tokens = signed_in(&backend, "race").await;
    let owners = sessions::refresh(&backend, &tokens.refresh).await.unwrap();
    let thiefs = sessions::refresh(&backend, &tokens.refresh).await.unwrap();
    time.advance(Duration::minutes(15));
    let owners = sessions::refresh(&backend, &owners.refresh).await.unwrap();
    time.advance(Duration::minutes(15));
    assert!(is_signed_out(
        &sessions::refresh(&backend, &thiefs.refresh).await
    ));
    assert!(is_signed_out(
        &sessions::refresh(&backend, &owners.refresh).await
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_tabs_that_renew_at_once_stay_signed_in() {
    let backend = testing::backend().await;
    let tokens = signed_in(&backend, "tabs").await;
    let session = sessions::verify(&backend, &tokens.access)
        .await
        .unwrap()
        .session;
    let tabs = (0..20)
        .map(|_| {
            let (backend, refresh) = (backend.clone(), tokens.refresh.clone());
            tokio::spawn(async move { sessions::refresh(&backend, &refresh).await })
        })
        .collect::<Vec<_>>();
    let mut last = None;
    for tab in tabs {
        let renewed = tab.await.unwrap().expect("no tab is thrown out");
        assert_eq!(
            sessions::verify(&backend, &renewed.access)
                .await
                .unwrap()
                .session,
            session
        );
        last = Some(renewed);
    }
    assert!(
        sessions::refresh(&backend, &last.unwrap().refresh)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn tokens_do_not_outlive_their_time() {
    let (backend, time) = backend_with_time().await;
    let tokens = signed_in(&backend, "week").await;
    time.advance(Duration::days(7));
    assert!(is_signed_out(
        &sessions::refresh(&backend, &tokens.refresh).await
    ));

    let mut tokens = signed_in(&backend, "month").await;
    for _ in 0..5 {
        time.advance(Duration::days(6));
        match sessions::refresh(&backend, &tokens.refresh).await {
            Ok(renewed) => tokens = renewed,
            Err(error) => assert!(matches!(error, Error::SignedOut)),
        }
    }
    assert!(
        is_signed_out(&sessions::refresh(&backend, &tokens.refresh).await),
        "thirty days are the most"
    );
}

#[tokio::test]
async fn guessing_is_stopped_for_half_an_hour_whoever_it_is() {
    let (backend, time) = backend_with_time().await;
    let seller = testing::seller(&backend, "guessed").await;
    for email in [seller.email.as_str(), "has.no.account@example.org"] {
        for _ in 0..5 {
            assert!(is_signed_out(
                &sessions::sign_in(&backend, email, "Wrong-Horse-9-Battery", "").await
            ));
        }
        let stopped = sessions::sign_in(&backend, email, &seller.password, "")
            .await
            .err()
            .unwrap();
        assert!(
            matches!(
                stopped,
                Error::TooMany {
                    retry_after_s: 1800
                }
            ),
            "{stopped:?}"
        );
    }
    time.advance(Duration::minutes(30));
    sessions::sign_in(&backend, &seller.email, &seller.password, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_right_password_forgives_the_wrong_ones() {
    let backend = testing::backend().await;
    let seller = testing::seller(&backend, "forgetful").await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert!(is_signed_out(
                &sessions::sign_in(&backend, &seller.email, "wrong", "").await
            ));
        }
        sessions::sign_in(&backend, &seller.email, &seller.password, "")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn nothing_that_could_be_replayed_is_kept() {
    let backend = testing::backend().await;
    let tokens = signed_in(&backend, "hashed").await;
    let mut tx = backend.database.shared().await.unwrap();
    let kept = sqlx::query_scalar::<_, bool>(
        "select exists (select 1 from public.refresh_tokens where encode(token_hash, 'escape') like '%' || $1 || '%')",
    )
    .bind(&tokens.refresh)
    .fetch_one(tx.conn())
    .await
    .unwrap();
    assert!(!kept);
}
