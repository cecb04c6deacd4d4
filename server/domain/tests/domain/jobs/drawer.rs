//! What open pages are told of, where there is far more than can be shown.

use crate::domain::shop::Shop;
use stoflow_domain::jobs;
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, JobView};

/// An import of five hundred listings; their photos are fetched one item after the other, the oldest first.
const IMPORT: &str = "insert into marketplace_jobs (platform, action, idempotency_key, lane, expires_at) \
    select 'vinted', 'link', 'link-' || n, 'vinted_photos', now() + interval '1 day' from generate_series(1, 500) as n";

const BEGIN_NEXT: &str = "update marketplace_jobs set state = 'running' \
    where id = (select min(id) from marketplace_jobs where state = 'pending')";

const END_IT: &str =
    "update marketplace_jobs set state = 'completed', finished_at = now() where state = 'running'";

async fn told(shop: &Shop) -> Vec<JobView> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    jobs::recent(&mut tx).await.unwrap()
}

fn state(told: &[JobView], job: i64) -> Option<JobState> {
    let found = told.iter().find(|view| view.id == JobId(job));
    found.map(|view| view.state)
}

#[tokio::test]
async fn of_five_hundred_imports_every_one_is_told_of_when_it_runs_and_when_it_ends() {
    let shop = Shop::new("import").await;
    shop.run(IMPORT).await;
    let first = shop.count("select min(id) from marketplace_jobs").await;
    for (nth, job) in (first..first + 500).enumerate() {
        shop.run(BEGIN_NEXT).await;
        let begun = told(&shop).await;
        assert_eq!(state(&begun, job), Some(JobState::Running), "{nth}");
        assert!(begun.len() <= 200);
        assert!(begun.is_sorted_by(|newer, older| newer.id > older.id));
        shop.run(END_IT).await;
        assert_eq!(
            state(&told(&shop).await, job),
            Some(JobState::Completed),
            "{nth}"
        );
        if nth < 199 {
            assert_eq!(state(&begun, job + 1), Some(JobState::Pending), "{nth}");
        }
    }
}

#[tokio::test]
async fn of_what_waits_the_next_are_shown_and_of_what_is_over_the_newest() {
    let shop = Shop::new("shown").await;
    shop.run(IMPORT).await;
    shop.run(
        "update marketplace_jobs set state = 'completed', finished_at = now() - make_interval(mins => (400 - id)::int) \
         where id in (select id from marketplace_jobs order by id limit 350)",
    )
    .await;
    let shown = told(&shop).await;
    let waiting = shown.iter().filter(|job| !job.state.is_final()).count();
    assert_eq!((shown.len(), waiting), (200, 150));
}
