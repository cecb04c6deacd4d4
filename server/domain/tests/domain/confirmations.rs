//! Letters that confirm an address: who gets them, how long they are good, and whose the address is meanwhile.

use super::accounts::{PASSWORD, registration};
use std::time::{Duration, Instant};
use stoflow_domain::accounts::{self, Registration};
use stoflow_domain::backend::Backend;
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::mail::{Mail, Mailer};
use stoflow_domain::sessions;
use stoflow_wire::language::Language;

/// Asks for another letter and waits for it: it is sent after the answer.
async fn resend(backend: &Backend, email: &str) {
    let before = mails_to(backend, email).len();
    accounts::resend(backend, email).await.unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    while mails_to(backend, email).len() == before {
        assert!(Instant::now() < deadline, "no letter came");
        tokio::task::yield_now().await;
    }
}

fn mails_to(backend: &Backend, email: &str) -> Vec<Mail> {
    let mut mails = backend.mailer.kept_mails();
    mails.retain(|mail| mail.to == email);
    mails
}

#[tokio::test]
async fn the_letter_is_in_the_language_of_the_page() {
    let backend = testing::backend().await;
    for (email, language, subject) in [
        (
            "fr@letters.example.org",
            Language::Fr,
            "Confirmez votre adresse e-mail",
        ),
        (
            "en@letters.example.org",
            Language::En,
            "Confirm your e-mail address",
        ),
    ] {
        let registration = Registration {
            language,
            ..registration(email)
        };
        accounts::register(&backend, registration).await.unwrap();
        assert_eq!(mails_to(&backend, email)[0].subject, subject);
    }
}

#[tokio::test]
async fn a_link_works_once_and_for_a_day() {
    let (backend, time) = super::sessions::backend_with_time().await;
    let email = "links@example.org";
    accounts::register(&backend, registration(email))
        .await
        .unwrap();
    let first = testing::confirmation_token(&backend, email);
    resend(&backend, email).await;
    let second = testing::confirmation_token(&backend, email);
    let confirm = async |token: &str| accounts::confirm(&backend, token).await.err();
    assert!(
        matches!(confirm(&first).await, Some(Error::NotFound { .. })),
        "a newer link replaces it"
    );
    assert!(matches!(
        confirm("made-up").await,
        Some(Error::NotFound { .. })
    ));
    time.advance(time::Duration::hours(24));
    assert!(
        matches!(confirm(&second).await, Some(Error::NotFound { .. })),
        "a day has passed"
    );
    resend(&backend, email).await;
    let third = testing::confirmation_token(&backend, email);
    assert!(confirm(&third).await.is_none());
    assert!(matches!(
        confirm(&third).await,
        Some(Error::OutOfPlace { .. })
    ));
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_loses_no_account() {
    let backend = testing::backend().await;
    let email = "nomail@example.org";
    let cut_off = Backend {
        mailer: Mailer::smtp("smtp://127.0.0.1:1", "StoFlow <a@example.org>").unwrap(),
        ..backend.clone()
    };
    let answer = accounts::register(&cut_off, registration(email))
        .await
        .err()
        .unwrap();
    assert!(matches!(answer, Error::Unavailable { .. }), "{answer}");
    resend(&backend, email).await;
    let token = testing::confirmation_token(&backend, email);
    accounts::confirm(&backend, &token).await.unwrap();
}

/// Somebody signs up with another's address, settles in, and waits for its owner to confirm it.
#[tokio::test]
async fn an_unconfirmed_address_belongs_to_whoever_signed_up_last() {
    let backend = testing::backend().await;
    let email = "squatted@example.org";
    accounts::register(&backend, registration(email))
        .await
        .unwrap();
    let squatters_link = testing::confirmation_token(&backend, email);
    let tokens = sessions::sign_in(&backend, email, PASSWORD, "")
        .await
        .unwrap();
    let squatter = sessions::verify(&backend, &tokens.access).await.unwrap();

    let owners = Registration {
        password: "Owners-Horse-9-Battery".to_owned(),
        shop: "Owner's".to_owned(),
        ..registration(email)
    };
    accounts::register(&backend, owners).await.unwrap();
    assert!(accounts::confirm(&backend, &squatters_link).await.is_err());
    assert!(sessions::verify(&backend, &tokens.access).await.is_err());
    assert!(sessions::refresh(&backend, &tokens.refresh).await.is_err());
    let token = testing::confirmation_token(&backend, email);
    let account = accounts::confirm(&backend, &token).await.unwrap();
    let owner = accounts::person(&backend, account).await.unwrap();
    assert_eq!(owner.shop, "Owner's");
    assert_ne!(
        owner.tenant, squatter.tenant,
        "what was put into the shop stays out"
    );
    let refused = sessions::sign_in(&backend, email, PASSWORD, "")
        .await
        .err()
        .unwrap();
    assert!(matches!(refused, Error::SignedOut));
}

#[tokio::test]
async fn signing_up_again_with_the_same_password_keeps_the_shop() {
    let backend = testing::backend().await;
    let email = "impatient@example.org";
    accounts::register(&backend, registration(email))
        .await
        .unwrap();
    let before = accounts::by_email(&backend, email).await.unwrap().unwrap();
    let tokens = sessions::sign_in(&backend, email, PASSWORD, "")
        .await
        .unwrap();
    accounts::register(&backend, registration(email))
        .await
        .unwrap();
    assert_eq!(
        accounts::by_email(&backend, email).await.unwrap(),
        Some(before)
    );
    assert!(sessions::verify(&backend, &tokens.access).await.is_ok());
    assert_eq!(mails_to(&backend, email).len(), 2);
}
