//! The same form sent twice: one job, and the first answer, however long after.

use super::{DRESS, Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::error::Error;
use stoflow_domain::jobs::requests::Request;
use stoflow_domain::listings::{self, Wish};
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::listings::PhotoChoice;
use stoflow_wire::platform::Platform;

/// What the product's page was rendered with.
async fn rendered(shop: &Shop, product: ProductId) -> Request {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let channels = listings::readiness(&mut tx, product).await.unwrap();
    Request::read(&channels[0].request).unwrap()
}

async fn send(shop: &Shop, wish: Wish, request: &Request) -> Result<JobId, Error> {
    listings::ask_once(&shop.backend, shop.tenant, wish, request).await
}

const JOBS: &str = "select count(*) from marketplace_jobs";

#[tokio::test]
async fn a_form_sent_again_after_all_is_done_gets_its_first_job() {
    let mut stage = Stage::new("twice").await;
    let product = stage.shop.dress().await;
    let publish = Wish::Publish(product, Platform::Vinted);
    let mut jobs = 0;
    let mut asked = vec![publish];
    while let Some(wish) = asked.pop() {
        let form = rendered(&stage.shop, product).await;
        let first = send(&stage.shop, wish, &form).await.unwrap();
        assert_eq!(send(&stage.shop, wish, &form).await.unwrap(), first);
        stage.finish(first, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(stage.shop.job(first).await.state, JobState::Completed);
        assert_eq!(send(&stage.shop, wish, &form).await.unwrap(), first);
        jobs += 1;
        assert_eq!(stage.shop.count(JOBS).await, jobs, "{wish:?}");
        let listing = stage.shop.listing_id(product).await;
        match wish {
            Wish::Publish(..) => {
                stage.shop.reprice(product, "19").await;
                asked.push(Wish::Update(listing, PhotoChoice::Replace));
            }
            Wish::Update(..) => asked.push(Wish::Withdraw(listing)),
            Wish::Withdraw(_) => {}
        }
    }
    assert_eq!(jobs, 3);
    assert_eq!(stage.copies_of(DRESS), 0);
    assert_eq!(stage.wardrobe.lock().unwrap().created, 1);

    // A page rendered since is a wish of its own.
    let anew = rendered(&stage.shop, product).await;
    let again = send(&stage.shop, publish, &anew).await.unwrap();
    stage.finish(again, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.wardrobe.lock().unwrap().created, 2);
}

#[tokio::test]
async fn a_form_sent_sixty_four_times_at_once_gets_one_answer() {
    let shop = Shop::new("hammered").await;
    let product = shop.dress().await;
    let form = rendered(&shop, product).await;
    let wish = Wish::Publish(product, Platform::Vinted);
    let answers = futures::future::join_all((0..64).map(|_| send(&shop, wish, &form))).await;
    let jobs: Vec<JobId> = answers.into_iter().map(Result::unwrap).collect();
    assert!(jobs.iter().all(|job| *job == jobs[0]));
    assert_eq!(shop.count(JOBS).await, 1);
}

/// Going back in the browser shows both buttons again.
#[tokio::test]
async fn two_buttons_of_one_page_are_two_wishes() {
    let mut stage = Stage::new("two-buttons").await;
    let product = stage.live_listing().await;
    stage.shop.reprice(product, "19").await;
    let page = rendered(&stage.shop, product).await;
    let listing = stage.shop.listing_id(product).await;
    for wish in [
        Wish::Update(listing, PhotoChoice::Replace),
        Wish::Withdraw(listing),
    ] {
        let job = send(&stage.shop, wish, &page).await.unwrap();
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    }
    assert_eq!(stage.copies_of(DRESS), 0);
}

#[tokio::test]
async fn another_form_meets_the_job_that_is_at_it() {
    let shop = Shop::new("two-tabs").await;
    let product = shop.dress().await;
    let wish = Wish::Publish(product, Platform::Vinted);
    let (one, other) = (
        rendered(&shop, product).await,
        rendered(&shop, product).await,
    );
    let job = send(&shop, wish, &one).await.unwrap();
    let met = send(&shop, wish, &other).await;
    assert!(matches!(met, Err(Error::UnderWay(at_it)) if at_it == job));
}
