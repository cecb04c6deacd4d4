//! What a seller sees of all jobs and of one, what they do to all at once, and what is kept in the end.

use super::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::Shop;
use stoflow_domain::error::Error;
use stoflow_domain::{conversations, executors, jobs};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{
    JobActor, JobDetail, JobFilter, JobList, JobShow, JobState, Step, StepResult, StepState,
    Trouble,
};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::vinted::VintedSession;

async fn list(shop: &Shop, filter: &JobFilter) -> JobList {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    jobs::list(&mut tx, filter).await.unwrap()
}

async fn detail(shop: &Shop, job: JobId) -> Result<JobDetail, Error> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    jobs::detail(&mut tx, job).await
}

fn showing(show: JobShow) -> JobFilter {
    JobFilter {
        show,
        ..JobFilter::default()
    }
}

/// A job that ended badly: its item lost its photos while it waited.
async fn broken_job(shop: &Shop) -> JobId {
    let product = shop.dress().await;
    let job = shop.publish(product).await;
    shop.run("delete from product_photos").await;
    shop.work().await;
    assert_eq!(shop.job(job).await.state, JobState::Failed);
    job
}

#[tokio::test]
async fn the_list_goes_page_by_page_and_answers_every_question() {
    let shop = Shop::new("pages").await;
    let broken = broken_job(&shop).await;
    let product = shop.dress().await;
    shop.run(
        "insert into marketplace_jobs (platform, action, product_id, lane, state, expires_at, finished_at) \
         select 'vinted', 'update', max(p.id), 'vinted', 'completed', now(), now() \
         from products p, generate_series(1, 60) group by generate_series",
    )
    .await;
    let open = shop.publish(product).await;

    let first = list(&shop, &JobFilter::default()).await;
    assert_eq!((first.jobs.len(), first.jobs[0].id), (50, open));
    assert_eq!((first.counts.open, first.counts.broken), (1, 1));
    let rest = JobFilter {
        after: first.next,
        ..JobFilter::default()
    };
    let second = list(&shop, &rest).await;
    assert_eq!((second.jobs.len(), second.next), (12, None));
    assert_eq!(second.jobs.last().unwrap().id, broken);

    let ids = |list: JobList| list.jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
    assert_eq!(ids(list(&shop, &showing(JobShow::Open)).await), [open]);
    assert_eq!(ids(list(&shop, &showing(JobShow::Broken)).await), [broken]);
    assert_eq!(
        list(&shop, &showing(JobShow::Completed)).await.jobs.len(),
        50
    );
    let publications = JobFilter {
        kind: Some(JobKind::Vinted(VintedAction::Publish)),
        ..JobFilter::default()
    };
    assert_eq!(ids(list(&shop, &publications).await), [open, broken]);
    for (search, found) in [("robe FLEURS", 50), ("pantalon", 0), ("%", 0)] {
        let question = JobFilter {
            search: search.to_owned(),
            ..JobFilter::default()
        };
        assert_eq!(list(&shop, &question).await.jobs.len(), found, "{search}");
    }
}

#[tokio::test]
async fn a_job_tells_its_steps_and_its_whole_history() {
    let mut stage = Stage::new("detail").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    stage.browser.refusal = Some(Trouble::MarketplaceDown {
        status: 503,
        retry_after_s: None,
    });
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    stage.shop.leases_lapse().await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;

    let told = detail(&stage.shop, job).await.unwrap();
    assert_eq!(told.job.state, JobState::Completed);
    assert_eq!(told.steps[0].step, Step::Prepare);
    assert_eq!(told.steps[0].state, StepState::Done);
    assert!(
        told.steps
            .iter()
            .all(|step| step.state != StepState::Running)
    );
    assert!(
        told.steps
            .iter()
            .all(|step| step.finished_at >= Some(step.started_at))
    );
    let (first, last) = (&told.history[0], told.history.last().unwrap());
    assert_eq!(
        (first.actor, first.event.as_str()),
        (JobActor::Seller, "asked")
    );
    assert_eq!(
        (last.actor, last.event.as_str()),
        (JobActor::Executor, "completed")
    );
    let mut events = told.history.iter();
    let broke = events.find(|event| event.event == "to_be_retried").unwrap();
    assert_eq!(
        broke.trouble,
        Some(Trouble::MarketplaceDown {
            status: 503,
            retry_after_s: None
        })
    );
    assert_eq!(broke.attempt, Some(1));

    let last_photo = Step::UploadPhoto { position: 2, of: 2 };
    assert_eq!(broke.step.as_ref(), Some(&last_photo));
    let cut_short = told.steps.iter().find(|step| step.step == last_photo);
    let cut_short = cut_short.unwrap();
    assert_eq!(
        (cut_short.state, &cut_short.trouble),
        (StepState::Failed, &broke.trouble)
    );
    let handed_over = told.steps.iter().filter(|step| step.step == Step::Handover);
    assert_eq!(handed_over.count(), 2, "each try is there");
    let left: Vec<StepResult> = told.steps.iter().filter_map(|step| step.result).collect();
    let photos = left
        .iter()
        .filter(|left| matches!(left, StepResult::Photo { .. }));
    assert_eq!(photos.count(), 2);
    let vinted_id = stage.wardrobe.lock().unwrap().live[0].id;
    assert_eq!(left.last(), Some(&StepResult::Listing { vinted_id }));

    let unknown = detail(&stage.shop, JobId(4_711)).await;
    assert!(matches!(unknown, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn everything_broken_is_tried_again_but_for_what_was_asked_for_since() {
    let shop = Shop::new("broken").await;
    let overtaken = broken_job(&shop).await;
    let other = broken_job(&shop).await;
    let product = shop.job(overtaken).await.product.unwrap();
    let photo = "insert into product_photos (product_id, position, storage_key, content_hash, width, height, bytes) \
                 select id, 0, id::text, repeat('0', 64), 800, 600, 1000 from products";
    shop.run(photo).await;
    let newer = shop.publish(product).await;
    assert_eq!(
        list(&shop, &showing(JobShow::Broken)).await.counts.broken,
        1
    );

    let retried = jobs::retry_broken(&shop.backend, shop.tenant)
        .await
        .unwrap();
    assert_eq!(retried, 1);
    assert_eq!(shop.job(other).await.state, JobState::Pending);
    assert_eq!(shop.job(newer).await.state, JobState::Pending);
    assert_eq!(shop.job(overtaken).await.state, JobState::Failed);
    let again = jobs::retry_broken(&shop.backend, shop.tenant)
        .await
        .unwrap();
    assert_eq!(again, 0);
}

#[tokio::test]
async fn a_seller_pauses_everything_and_only_they_resume_it() {
    let mut stage = Stage::new("standstill").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    jobs::pause_all(&backend, tenant).await.unwrap();
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);

    // Neither a sign-in nor a later stop and its end take the seller's pause away.
    for session in [
        VintedSession::Challenged,
        VintedSession::SignedOut,
        VintedSession::SignedIn {
            user_id: 42,
            login: "alice".to_owned(),
        },
    ] {
        stage.browser.session = session;
        stage.browser.lose_memory();
        stage.browser.turn(&Fuse::calm()).await.unwrap();
        stage.shop.work().await;
    }
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let connection = executors::connection(&mut tx).await.unwrap();
    drop(tx);
    assert_eq!(connection.stopped, Some(Trouble::PausedBySeller));
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);

    executors::resume_lane(&backend, tenant).await.unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

#[tokio::test]
async fn what_a_browser_has_in_hand_ends_safely_in_a_pause() {
    for step in 1.. {
        let mut stage = Stage::new("midway").await;
        let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        stage.shop.work().await;
        let stopped_at_step = Fuse::new(vec![(super::super::mishap::Mishap::ExtensionDies, step)]);
        let whole_way = stage.browser.turn(&stopped_at_step).await.is_ok();
        jobs::pause_all(&backend, tenant).await.unwrap();
        stage.browser.lose_memory();
        for _ in 0..6 {
            stage.browser.turn(&Fuse::calm()).await.unwrap();
            stage.shop.leases_lapse().await;
            stage.shop.work().await;
        }
        let ended = stage.shop.job(job).await.state;
        let copies = stage.copies_of(super::DRESS);
        assert!(copies <= 1, "paused at {step}");
        let in_doubt = stage.shop.listing(product).await.unwrap().state == ListingState::InDoubt;
        assert!(
            in_doubt || (ended == JobState::Completed) == (copies == 1),
            "{ended:?} paused at {step}"
        );

        executors::resume_lane(&backend, tenant).await.unwrap();
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
        assert_eq!(stage.copies_of(super::DRESS), 1, "paused at {step}");
        if whole_way {
            assert!(step > 5, "the sweep went through the whole way");
            return;
        }
    }
}

#[tokio::test]
async fn jobs_of_three_months_ago_are_put_away_whole() {
    let mut stage = Stage::new("archive").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let product = stage.shop.dress().await;
    let done = stage.shop.publish(product).await;
    stage.finish(done, &Fuse::calm(), Recovery::Prompt).await;
    let before = detail(&stage.shop, done).await.unwrap();
    let young = broken_job(&stage.shop).await;
    stage.shop.run(
        "update marketplace_jobs set finished_at = now() - interval '91 days' where state = 'completed'",
    )
    .await;
    // Several servers do it at once; each job is moved once.
    let sweeps = (0..4).map(|_| jobs::clear(&backend, tenant));
    for swept in futures::future::join_all(sweeps).await {
        swept.unwrap();
    }
    assert_eq!(
        stage.shop.count("select count(*) from job_archive").await,
        1
    );
    assert_eq!(
        stage
            .shop
            .count("select count(*) from marketplace_jobs")
            .await,
        1
    );
    let leftovers = stage
        .shop
        .count("select count(*) from marketplace_tasks t where t.job_id not in (select id from marketplace_jobs)")
        .await;
    assert_eq!(leftovers, 0);
    assert_eq!(stage.shop.job(young).await.state, JobState::Failed);
    let told = detail(&stage.shop, done).await.unwrap();
    assert_eq!(
        (told.job.state, told.job.product),
        (JobState::Completed, Some(product))
    );
    assert!(told.archived);
    assert_eq!(
        (&told.steps, &told.history),
        (&before.steps, &before.history)
    );

    let archived = |search: &str| JobFilter {
        show: JobShow::Archived,
        search: search.to_owned(),
        ..JobFilter::default()
    };
    for (search, found) in [("", 1), ("robe", 1), ("manteau", 0)] {
        let listed = list(&stage.shop, &archived(search)).await.jobs;
        assert_eq!(listed.len(), found, "{search}");
        assert!(listed.iter().all(|job| job.id == done && job.url.is_some()));
    }
    assert!(matches!(
        jobs::retry(&backend, tenant, done).await,
        Err(Error::NotFound { .. })
    ));
    stage
        .shop
        .run("update job_archive set finished_at = now() - interval '731 days'")
        .await;
    jobs::clear(&backend, tenant).await.unwrap();
    assert!(matches!(
        detail(&stage.shop, done).await,
        Err(Error::NotFound { .. })
    ));
}

/// The inbox is read many times a day: its readings are put away sooner, and not kept for years.
#[tokio::test]
async fn readings_of_the_inbox_are_put_away_after_a_day() {
    let mut stage = Stage::new("archive-inbox").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let job = conversations::read(&backend, tenant).await.unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    jobs::clear(&backend, tenant).await.unwrap();
    assert!(!detail(&stage.shop, job).await.unwrap().archived);
    stage
        .shop
        .run("update marketplace_jobs set finished_at = now() - interval '25 hours'")
        .await;
    jobs::clear(&backend, tenant).await.unwrap();
    let told = detail(&stage.shop, job).await.unwrap();
    assert!(told.archived && !told.history.is_empty());
    stage
        .shop
        .run("update job_archive set finished_at = now() - interval '121 days'")
        .await;
    jobs::clear(&backend, tenant).await.unwrap();
    assert!(detail(&stage.shop, job).await.is_err());
}
