//! What the governor holds back waits, says why, loses nothing, and goes on when it may.

use super::jobs::{Recovery, Stage};
use super::mishap::Fuse;
use stoflow_domain::error::Error;
use stoflow_domain::{governor, listings};
use stoflow_wire::governor::{DailyCaps, GovernorForm, GovernorView};
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
        relists: "10".to_owned(),
        relist_days: "30".to_owned(),
        relist_from: "09:00".to_owned(),
        relist_until: "20:00".to_owned(),
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
    // From a minute ago until in an hour, whatever the hour is.
    let minute: i64 = stage
        .shop
        .count("select extract(epoch from (now() at time zone 'Europe/Paris')::time)::bigint / 60")
        .await;
    let clock = |minutes: i64| {
        let minutes = minutes.rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    };
    let until = (minute + 60).rem_euclid(24 * 60);
    stage
        .govern(GovernorForm {
            quiet_from: clock(minute - 1),
            quiet_until: clock(until),
            ..usual()
        })
        .await;
    assert!(stage.governor().await.quiet_until.is_some());
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    let quiet = Trouble::QuietHours {
        until: u16::try_from(until).unwrap(),
    };
    assert_eq!(stage.waits(job).await, Some(quiet));

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
