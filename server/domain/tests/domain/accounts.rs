//! Signing up and confirming: nothing is lost, nothing is told to strangers.

mod kills;

use std::time::{Duration, Instant};
use stoflow_domain::accounts::{self, Registration};
use stoflow_domain::backend::Backend;
use stoflow_domain::database::{Database, migrations, testing};
use stoflow_domain::error::Error;
use stoflow_domain::{sessions, tenants};
use stoflow_wire::ids::AccountId;
use stoflow_wire::language::Language;
use stoflow_wire::problem::Problem;

pub(crate) const PASSWORD: &str = "Correct-Horse-9-Battery";

pub(crate) fn registration(email: &str) -> Registration {
    Registration {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        shop: "Chez Léa".to_owned(),
        language: Language::Fr,
    }
}

#[tokio::test]
async fn a_newcomer_confirms_and_has_a_shop() {
    let backend = testing::backend().await;
    let email = "Newcomer@example.org";
    accounts::register(&backend, registration(email))
        .await
        .unwrap();
    let early = sessions::sign_in(&backend, email, PASSWORD, "")
        .await
        .unwrap();
    let early = sessions::verify(&backend, &early.access).await.unwrap();
    let person = accounts::person(&backend, early.account).await.unwrap();
    assert!(!person.confirmed, "signed in, and still to be confirmed");
    let token = testing::confirmation_token(&backend, email);
    let account = accounts::confirm(&backend, &token).await.unwrap();
    let person = accounts::person(&backend, account).await.unwrap();
    assert_eq!(
        (
            person.email.as_str(),
            person.shop.as_str(),
            person.confirmed
        ),
        (email, "Chez Léa", true)
    );
    backend
        .database
        .tenant(person.tenant)
        .await
        .unwrap()
        .commit()
        .await
        .unwrap();
    sessions::sign_in(&backend, " newcomer@EXAMPLE.org ", PASSWORD, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_known_address_gets_the_same_answer_and_a_letter() {
    let backend = testing::backend().await;
    let seller = testing::seller(&backend, "known").await;
    let other_password = Registration {
        password: "Another-Horse-9-Battery".to_owned(),
        ..registration(&seller.email.to_uppercase())
    };
    accounts::register(&backend, other_password).await.unwrap();
    let told = backend.mailer.kept_mails().pop().unwrap();
    assert_eq!(told.to.to_lowercase(), seller.email);
    assert_eq!(told.subject, "Vous avez déjà un compte StoFlow");
    sessions::sign_in(&backend, &seller.email, &seller.password, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn strangers_learn_nothing_from_the_time_it_takes() {
    const TRIES: u32 = 12;
    let backend = testing::backend().await;
    let known = testing::seller(&backend, "timed").await;
    let mut times = [Duration::ZERO; 2];
    for number in 0..TRIES {
        tenants::fill_ready_pool(&backend.database, 20)
            .await
            .unwrap();
        // in turn, so that a busy machine slows both
        for (time, email) in times
            .iter_mut()
            .zip([known.email.clone(), format!("nobody{number}@example.org")])
        {
            let start = Instant::now();
            accounts::register(&backend, registration(&email))
                .await
                .unwrap();
            *time += start.elapsed();
        }
    }
    let difference = times[0].abs_diff(times[1]) / TRIES;
    // hashing alone takes 30 ms and more: leaving it out would show
    assert!(
        difference < Duration::from_millis(25),
        "{difference:?} on average: {times:?}"
    );
}

#[tokio::test]
async fn every_field_says_what_is_wrong_with_it() {
    let backend = testing::backend().await;
    let wrong = Registration {
        email: "not an address".to_owned(),
        password: "short".to_owned(),
        shop: " ".to_owned(),
        language: Language::Fr,
    };
    let Err(Error::Invalid(problems)) = accounts::register(&backend, wrong).await else {
        panic!("a registration without anything right was taken");
    };
    let problems = problems
        .into_iter()
        .map(|p| (p.field, p.problem))
        .collect::<Vec<_>>();
    assert_eq!(
        problems,
        [
            ("email".to_owned(), Problem::NotAnEmail),
            ("password".to_owned(), Problem::TooShort { min: 12 }),
            ("shop".to_owned(), Problem::Missing),
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signing_up_twice_at_once_makes_one_account() {
    let backend = testing::backend().await;
    let email = "twice@example.org";
    let twice = [(); 4].map(|()| {
        let backend = backend.clone();
        tokio::spawn(async move { accounts::register(&backend, registration(email)).await })
    });
    let mut taken = 0;
    for one in twice {
        match one.await.unwrap() {
            Ok(()) => taken += 1,
            Err(error) => assert!(matches!(error, Error::Unavailable { .. }), "{error}"),
        }
    }
    assert!(taken >= 1);
    let mut tx = backend.database.shared().await.unwrap();
    let accounts =
        sqlx::query_scalar::<_, i64>("select count(*) from public.accounts where email_key = $1")
            .bind(email)
            .fetch_one(tx.conn())
            .await
            .unwrap();
    assert_eq!(accounts, 1);
}

#[tokio::test]
async fn the_operators_account_is_made_once() {
    let backend = testing::backend().await;
    let email = "demo@example.org";
    let first = accounts::register_confirmed(&backend, registration(email))
        .await
        .unwrap();
    let again = accounts::register_confirmed(&backend, registration(email))
        .await
        .unwrap();
    assert_eq!((first.account, first.tenant), (again.account, again.tenant));
    assert!(first.confirmed);
    assert_eq!(
        accounts::by_email(&backend, email).await.unwrap(),
        Some(first.clone())
    );
    assert_eq!(
        accounts::by_email(&backend, "nobody@example.org")
            .await
            .unwrap(),
        None
    );
    accounts::set_language(&backend, first.account, Language::En)
        .await
        .unwrap();
    assert_eq!(
        accounts::person(&backend, first.account)
            .await
            .unwrap()
            .language,
        Language::En
    );
    assert!(
        accounts::set_language(&backend, AccountId(-1), Language::En)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_database_with_people_in_it_is_told_from_one_of_trials() {
    let url = testing::empty_database("trials").await;
    let database = Database::connect_with(&url, 2).await.unwrap();
    migrations::migrate(&database).await.unwrap();
    let backend = Backend {
        database,
        ..testing::backend().await
    };
    let trials = ["bench.invalid"];
    assert!(!accounts::any_outside(&backend, &trials).await.unwrap());
    accounts::register(&backend, registration("a@Bench.Invalid"))
        .await
        .unwrap();
    assert!(!accounts::any_outside(&backend, &trials).await.unwrap());
    accounts::register(&backend, registration("lea@notbench.invalid"))
        .await
        .unwrap();
    assert!(accounts::any_outside(&backend, &trials).await.unwrap());
}
