//! What the governor holds back waits, says why, loses nothing, and goes on when it may.

use super::jobs::{Recovery, Stage};
use super::mishap::Fuse;
use stoflow_domain::error::Error;
use stoflow_domain::{governor, jobs, listings};
use stoflow_wire::governor::{DailyCaps, GovernorForm, GovernorView, WRITES_AN_HOUR};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{JobState, Trouble};
use stoflow_wire::listings::Caution;
use stoflow_wire::problem::Problem;

fn usual() -> GovernorForm {
    GovernorForm {
        tempo: "human".to_owned(),
        publications: "200".to_owned(),
        changes: "200".to_owned(),
        removals: "200".to_owned(),
        spared_days: "30".to_owned(),
        ..GovernorForm::default()
    }
}

impl Stage {
    async fn govern(&self, typed: GovernorForm) {
        governor::set(&self.shop.backend, self.shop.tenant, &typed)
            .await
            .unwrap();
    }

    async fn governor(&self) -> GovernorView {
        let mut tx = self
            .shop
            .backend
            .database
            .tenant(self.shop.tenant)
            .await
            .unwrap();
        governor::view(&mut tx).await.unwrap()
    }

    async fn waits(&mut self, job: JobId) -> Option<Trouble> {
        self.shop.work().await;
        assert!(!self.browser.turn(&Fuse::calm()).await.unwrap());
        let job = self.shop.job(job).await;
        assert_eq!(job.state, JobState::Pending);
        job.trouble
    }
}

#[tokio::test]
async fn what_is_over_the_days_share_waits_for_the_next_day() {
    let mut stage = Stage::new("thrifty").await;
    stage
        .govern(GovernorForm {
            publications: "2".to_owned(),
            ..usual()
        })
        .await;
    for _ in 0..2 {
        stage.live_listing().await;
    }
    assert_eq!(stage.governor().await.today.publications, 2);
    let third = stage.shop.dress().await;
    let fourth = stage.shop.dress().await;
    let jobs = [
        stage.shop.publish(third).await,
        stage.shop.publish(fourth).await,
    ];
    for job in jobs {
        assert_eq!(stage.waits(job).await, Some(Trouble::DailyCap { cap: 2 }));
    }
    let tomorrow = stage
        .shop
        .count(
            "select count(*) from marketplace_jobs where run_at > now() and expires_at >= run_at + interval '24 hours' \
             and (run_at at time zone 'Europe/Paris')::time = '00:00'",
        )
        .await;
    assert_eq!(
        tomorrow, 2,
        "both wait for midnight, with their whole life ahead"
    );

    stage.govern(usual()).await;
    for job in jobs {
        stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    }
    assert_eq!(stage.governor().await.today.publications, 4);
}

#[tokio::test]
async fn quiet_hours_hold_all_but_what_is_urgent() {
    let mut stage = Stage::new("asleep").await;
    let online = stage.live_listing().await;
    let quiet = quiet_now(&stage).await;
    stage.govern(quiet).await;
    assert!(stage.governor().await.quiet_until.is_some());
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    let waits = stage.waits(job).await;
    let until = stage.governor().await.rules.quiet.unwrap().until;
    assert_eq!(waits, Some(Trouble::QuietHours { until }));

    let listing = stage.shop.listing_id(online).await;
    let removal = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing)
        .await
        .unwrap();
    stage
        .shop
        .run("update marketplace_jobs set priority = 1 where action = 'delete'")
        .await;
    stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(removal).await.state, JobState::Completed);
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);

    stage.govern(usual()).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
}

/// From a minute ago until in an hour, whatever the hour is.
async fn quiet_now(stage: &Stage) -> GovernorForm {
    let minute: i64 = stage
        .shop
        .count("select extract(epoch from (now() at time zone 'Europe/Paris')::time)::bigint / 60")
        .await;
    let clock = |minutes: i64| {
        let minutes = minutes.rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    GovernorForm {
        quiet_from: clock(minute - 1),
        quiet_until: clock(minute + 60),
        ..usual()
    }
}

#[tokio::test]
async fn a_job_parked_before_the_quiet_hours_is_not_handed_over_in_them() {
    let mut stage = Stage::new("late").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::AwaitingExecutor);
    let quiet = quiet_now(&stage).await;
    stage.govern(quiet).await;

    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert!(stage.browser.open().is_empty());
    let held = stage.shop.job(job).await;
    assert_eq!((held.state, held.attempt), (JobState::Pending, 0));
    assert!(matches!(held.trouble, Some(Trouble::QuietHours { .. })));
    stage.shop.work().await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Pending);
    assert!(!stage.browser.turn(&Fuse::calm()).await.unwrap());
    let said = stage.browser.held.clone().unwrap();
    assert_eq!((said.jobs, Some(said.why)), (1, held.trouble));

    stage.govern(usual()).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    stage.browser.turn(&Fuse::calm()).await.unwrap();
    assert_eq!(
        stage.browser.held, None,
        "the popup is told that it is over"
    );
}

/// A worker in the middle of a turn meets what came up since the turn began.
#[tokio::test]
async fn what_is_claimed_within_a_turn_is_judged_too() {
    let stage = Stage::new("within").await;
    stage
        .shop
        .run(
            "insert into marketplace_jobs (platform, action, idempotency_key, lane, expires_at) \
             values ('vinted', 'link', 'link-1', 'vinted_photos', now() + interval '1 day')",
        )
        .await;
    let link = JobId(
        stage
            .shop
            .count("select max(id) from marketplace_jobs")
            .await,
    );
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let job = {
        let mut turn = std::pin::pin!(jobs::run_until_idle(&backend, tenant));
        while stage.shop.job(link).await.state != JobState::Running {
            let moment = std::time::Duration::from_micros(200);
            let over = tokio::time::timeout(moment, &mut turn).await;
            assert!(over.is_err(), "the turn was over before it was looked at");
        }
        let quiet = quiet_now(&stage).await;
        stage.govern(quiet).await;
        let product = stage.shop.dress().await;
        let job = stage.shop.publish(product).await;
        turn.await.unwrap();
        job
    };
    let held = stage.shop.job(job).await;
    assert_eq!(held.state, JobState::Pending);
    assert!(matches!(held.trouble, Some(Trouble::QuietHours { .. })));
    let claims = stage
        .shop
        .count("select count(*) from job_events where event = 'claimed'")
        .await;
    assert_eq!(claims, 1, "the link's");
}

#[tokio::test]
async fn an_hours_share_is_counted_and_kept() {
    let mut stage = Stage::new("hour").await;
    stage.shop.backend.settings.vinted_pace.write_ms = (1, 2);
    stage.live_listing().await;
    assert_eq!(stage.governor().await.this_hour, 1);
    stage
        .shop
        .run("update vinted_connection set hour_writes = 50")
        .await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    assert_eq!(
        stage.waits(job).await,
        Some(Trouble::HourlyCap {
            cap: WRITES_AN_HOUR
        })
    );
    let next_hour = stage
        .shop
        .count(
            "select count(*) from marketplace_jobs where finished_at is null \
             and run_at = date_trunc('hour', now()) + interval '1 hour'",
        )
        .await;
    assert_eq!(next_hour, 1);
    stage
        .shop
        .run("update vinted_connection set hour = hour - interval '1 hour'")
        .await;
    stage.govern(usual()).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.governor().await.this_hour, 1);
}

#[tokio::test]
async fn limits_that_cannot_be_are_refused_whole() {
    let stage = Stage::new("typing").await;
    let typed = GovernorForm {
        publications: "none".to_owned(),
        changes: "7".to_owned(),
        ..usual()
    };
    let refused = governor::set(&stage.shop.backend, stage.shop.tenant, &typed)
        .await
        .unwrap_err();
    let Error::Invalid(problems) = refused else {
        panic!("{refused}");
    };
    assert_eq!(problems[0].field, "publications");
    assert_eq!(problems[0].problem, Problem::NotANumber);
    assert_eq!(stage.governor().await.rules.caps.changes, DailyCaps::MOST);
}

#[tokio::test]
async fn a_young_listing_is_asked_about_and_kept_as_it_was() {
    let mut stage = Stage::new("hasty").await;
    let product = stage.live_listing().await;
    let listing = stage.shop.listing(product).await.unwrap();
    let young = Caution {
        days_online: 0,
        favourites: 0,
    };
    assert_eq!(listing.caution, Some(young));
    stage
        .govern(GovernorForm {
            spared_days: "0".to_owned(),
            ..usual()
        })
        .await;
    assert_eq!(stage.shop.listing(product).await.unwrap().caution, None);

    let removal = listings::withdraw(&stage.shop.backend, stage.shop.tenant, listing.id)
        .await
        .unwrap();
    stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
    let kept = stage
        .shop
        .count(
            "select count(*) from listing_snapshots s join listings l on l.id = s.listing_id \
             where s.external_id = l.external_id and s.title = 'Robe rouge à fleurs' and s.price_minor = 2500 \
             and s.request ->> 'order' = 'publish'",
        )
        .await;
    assert_eq!(kept, 1);
}
