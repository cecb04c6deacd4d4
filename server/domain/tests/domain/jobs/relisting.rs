//! Drafts and relistings: whatever is killed, the item is on sale once, its photos in order, or the old listing stands.

use super::{Recovery, Stage};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::wardrobe::OnSold;
use stoflow_domain::error::Error;
use stoflow_domain::{batches, jobs, listings, wardrobe};
use stoflow_wire::batches::LeftOutWhy;
use stoflow_wire::ids::{JobId, ProductId};
use stoflow_wire::jobs::{JobState, Refusal, Trouble};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, Platform, VintedAction};
use stoflow_wire::products::ProductStatus;
use stoflow_wire::wardrobe::WardrobeState;

impl Stage {
    /// A live listing that the wardrobe shows, old enough for anything.
    pub(super) async fn old_listing(&mut self) -> ProductId {
        let product = self.live_listing().await;
        self.read_wardrobe().await;
        self.shop
            .run("update listings set published_at = now() - interval '40 days'")
            .await;
        product
    }

    pub(super) async fn read_wardrobe(&mut self) {
        let job = wardrobe::sync(&self.shop.backend, self.shop.tenant)
            .await
            .unwrap();
        self.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    }

    async fn relist(&self, product: ProductId) -> JobId {
        let listing = self.shop.listing_id(product).await;
        listings::relist(&self.shop.backend, self.shop.tenant, listing)
            .await
            .unwrap()
    }

    pub(super) async fn draft(&self, product: ProductId) -> JobId {
        listings::draft(
            &self.shop.backend,
            self.shop.tenant,
            product,
            Platform::Vinted,
        )
        .await
        .unwrap()
    }

    pub(super) fn on_vinted(&self) -> Vec<(i64, WardrobeState)> {
        let wardrobe = self.wardrobe.lock().unwrap();
        let items = wardrobe.live.iter();
        items.map(|item| (item.id, item.state)).collect()
    }

    pub(super) fn most_twins(&self) -> usize {
        self.wardrobe.lock().unwrap().most_twins
    }

    /// What the shop thinks is its listing's number on Vinted.
    pub(super) async fn number(&self) -> i64 {
        self.shop
            .count("select max(external_id::bigint) from listings where state in ('live', 'draft')")
            .await
    }

    pub(super) async fn state(&self, product: ProductId) -> (ListingState, ProductStatus) {
        let listing = self.shop.listing(product).await.unwrap();
        (listing.state, self.shop.status(product).await)
    }
}

pub(super) const LIVE: (ListingState, ProductStatus) =
    (ListingState::Live, ProductStatus::Published);
pub(super) const KEPT: (ListingState, ProductStatus) = (ListingState::Draft, ProductStatus::Draft);

async fn relist_sweep(name: &str, mishap: Mishap, recovery: Recovery) {
    let mut stage = Stage::new(name).await;
    // Of the server's waits every third: each round goes through a publication and two syncs besides.
    let stride = if mishap == Mishap::ServerDies { 3 } else { 1 };
    for moment in (1..).step_by(stride) {
        stage.empty_wardrobe();
        let product = stage.old_listing().await;
        let old = stage.number().await;
        let job = stage.relist(product).await;
        let fuse = Fuse::new(vec![(mishap, moment)]);
        stage.finish(job, &fuse, recovery).await;

        let at = format!("{mishap:?} at {moment}, {recovery:?}");
        assert_eq!(stage.shop.job(job).await.state, JobState::Completed, "{at}");
        assert_eq!(stage.state(product).await, LIVE, "{at}");
        let new = stage.number().await;
        assert_ne!(new, old, "{at}");
        assert_eq!(stage.on_vinted(), [(new, WardrobeState::OnSale)], "{at}");
        assert!(stage.most_twins() <= 1, "{at}");
        stage.retire(product).await;
        if !fuse.spent() {
            let least = if mishap == Mishap::ServerDies {
                150
            } else {
                10
            };
            assert!(moment > least, "{moment} moments are not the whole way");
            return;
        }
    }
}

impl Stage {
    /// Out of the way of the next round.
    pub(super) async fn retire(&mut self, product: ProductId) {
        let listing = self.shop.listing_id(product).await;
        let job = listings::withdraw(&self.shop.backend, self.shop.tenant, listing)
            .await
            .unwrap();
        self.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    }
}

#[tokio::test]
async fn killing_the_server_at_any_wait_relists_once_and_never_shows_two() {
    relist_sweep("relist-server", Mishap::ServerDies, Recovery::Prompt).await;
}

#[tokio::test]
async fn killing_the_server_late_relists_once_and_never_shows_two() {
    relist_sweep("relist-server-late", Mishap::ServerDies, Recovery::Late).await;
}

#[tokio::test]
async fn killing_the_extension_at_any_step_relists_once_and_never_shows_two() {
    relist_sweep("relist-extension", Mishap::ExtensionDies, Recovery::Prompt).await;
    relist_sweep(
        "relist-extension-late",
        Mishap::ExtensionDies,
        Recovery::Late,
    )
    .await;
}

/// Cancelled at any step, either the old listing stands and nothing else is there, or the new one does.
#[tokio::test]
async fn cancelled_at_any_step_the_item_is_on_sale_once() {
    let mut stage = Stage::new("relist-cancel").await;
    let mut seen = Vec::new();
    for step in 1.. {
        stage.empty_wardrobe();
        let product = stage.old_listing().await;
        let old = stage.number().await;
        let job = stage.relist(product).await;
        let fuse = Fuse::calm().with_cancel_at(step);
        stage.finish(job, &fuse, Recovery::Prompt).await;

        let ending = stage.shop.job(job).await.state;
        let number = stage.number().await;
        assert_eq!(
            stage.on_vinted(),
            [(number, WardrobeState::OnSale)],
            "{step}"
        );
        assert_eq!(number == old, ending == JobState::Cancelled, "{step}");
        assert_eq!(stage.state(product).await, LIVE, "{step}");
        assert!(stage.most_twins() <= 1, "{step}");
        stage.retire(product).await;
        seen.push(ending);
        if !fuse.spent() {
            assert!(seen.contains(&JobState::Cancelled) && seen.contains(&JobState::Completed));
            return;
        }
    }
}

#[tokio::test]
async fn a_draft_with_its_photos_in_another_order_leaves_the_old_listing() {
    let mut stage = Stage::new("relist-photos").await;
    let product = stage.old_listing().await;
    let before = stage.on_vinted();
    stage.wardrobe.lock().unwrap().reverses_photos = true;
    let job = stage.relist(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let job = stage.shop.job(job).await;
    let differ = Trouble::PhotosDiffer { sent: 2, seen: 2 };
    assert_eq!(
        (job.state, job.trouble),
        (JobState::Failed, Some(differ.clone()))
    );
    assert_eq!(stage.on_vinted(), before);
    assert_eq!(stage.state(product).await, LIVE);
    assert_eq!(
        stage.shop.listing(product).await.unwrap().trouble,
        Some(differ)
    );

    // Once Vinted keeps the order, the same job brings it to its end.
    stage.wardrobe.lock().unwrap().reverses_photos = false;
    jobs::retry(&stage.shop.backend, stage.shop.tenant, job.id)
        .await
        .unwrap();
    stage.finish(job.id, &Fuse::calm(), Recovery::Prompt).await;
    assert_ne!(stage.on_vinted(), before);
    assert_eq!(stage.state(product).await, LIVE);
    assert_eq!(stage.most_twins(), 1);
    let kept = stage
        .shop
        .count("select count(*) from listing_snapshots")
        .await;
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn a_refusal_before_the_old_listing_goes_takes_the_draft_away() {
    let mut stage = Stage::new("relist-refused").await;
    let product = stage.old_listing().await;
    let before = stage.on_vinted();
    let reasons = vec![Refusal {
        field: "photos".to_owned(),
        words: "Non".to_owned(),
    }];
    let refused = Trouble::Refused { reasons };
    stage.browser.refusal = Some(refused.clone());
    let job = stage.relist(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.trouble, Some(refused));
    assert_eq!(stage.on_vinted(), before);
    assert_eq!(stage.state(product).await, LIVE);
}

#[tokio::test]
async fn what_is_reserved_hidden_or_was_never_read_is_not_relisted() {
    let mut stage = Stage::new("relist-states").await;
    let product = stage.live_listing().await;
    let listing = stage.shop.listing_id(product).await;
    for state in [
        None,
        Some(WardrobeState::Reserved),
        Some(WardrobeState::Hidden),
    ] {
        if let Some(state) = state {
            stage.wardrobe.lock().unwrap().live[0].state = state;
            stage.read_wardrobe().await;
        }
        let asked = listings::relist(&stage.shop.backend, stage.shop.tenant, listing).await;
        assert!(matches!(asked, Err(Error::OutOfPlace { .. })), "{state:?}");
    }
    assert_eq!(stage.state(product).await, LIVE);
}

#[tokio::test]
async fn the_sellers_rules_leave_items_out_of_a_batch_and_hold_the_rest_to_the_days_share() {
    let mut stage = Stage::new("relist-batch").await;
    let (old, young) = (stage.old_listing().await, stage.live_listing().await);
    stage.read_wardrobe().await;
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let report = batches::rehearse(backend, tenant, batches::Act::Relist, &[old, young])
        .await
        .unwrap();
    assert_eq!((report.asked, report.left_out.len()), (1, 1));
    let why = LeftOutWhy::TooYoung { days: 0, least: 30 };
    assert_eq!(
        (report.left_out[0].product, &report.left_out[0].why),
        (young, &why)
    );

    stage
        .shop
        .run(
            "update vinted_governor set relisting = jsonb_build_object('cap', 1, 'least_days', 0, \
             'below_favourites', null, 'by_itself', false, \
             'weekdays', '[true, true, true, true, true, true, true]'::jsonb, 'from', 0, 'until', 1439)",
        )
        .await;
    let first = stage.relist(old).await;
    let second = stage.relist(young).await;
    stage.finish(first, &Fuse::calm(), Recovery::Prompt).await;
    stage.shop.work().await;
    let held = stage.shop.job(second).await;
    assert_eq!(held.trouble, Some(Trouble::DailyCap { cap: 1 }));
    assert_eq!(stage.state(young).await.0, ListingState::Relisting);
}

#[tokio::test]
async fn the_oldest_listing_is_put_up_anew_by_itself_where_the_seller_wants_that() {
    let mut stage = Stage::new("relist-itself").await;
    let product = stage.old_listing().await;
    let young = stage.live_listing().await;
    stage.read_wardrobe().await;
    let before = stage.number().await;
    let tenant = stage.shop.tenant;
    jobs::rescue(&stage.shop.backend, tenant).await.unwrap();
    assert_eq!(stage.state(product).await, LIVE);
    stage
        .shop
        .run(
            "update vinted_governor set relisting = jsonb_build_object('cap', 5, 'least_days', 30, \
             'below_favourites', null, 'by_itself', true, \
             'weekdays', '[true, true, true, true, true, true, true]'::jsonb, 'from', 0, 'until', 1440)",
        )
        .await;
    for _ in 0..2 {
        jobs::rescue(&stage.shop.backend, tenant).await.unwrap();
    }
    let mut tx = stage.shop.backend.database.tenant(tenant).await.unwrap();
    let open = jobs::recent(&mut tx).await.unwrap();
    drop(tx);
    let relists = JobKind::Vinted(VintedAction::Relist);
    let open = open.iter().filter(|job| job.kind == relists);
    let open: Vec<_> = open.filter(|job| !job.state.is_final()).collect();
    let [job] = open.as_slice() else {
        panic!("one relisting was asked for: {open:?}");
    };
    assert_eq!(job.product, Some(product));
    let job = job.id;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_ne!(stage.number().await, before);
    assert_eq!(stage.state(young).await, LIVE);
}

/// The old listing is sold in the moment before it would go: the sale counts, and nothing takes its place.
#[tokio::test]
async fn a_listing_that_is_bought_while_it_is_put_up_anew_is_sold_and_its_draft_goes() {
    let mut stage = Stage::new("relist-bought").await;
    let product = stage.old_listing().await;
    let old = stage.number().await;
    let job = stage.relist(product).await;
    stage.wardrobe.lock().unwrap().on_sold = OnSold::Shown;
    stage.wardrobe.lock().unwrap().live[0].state = WardrobeState::Sold;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    let sold = (ListingState::Sold, ProductStatus::Sold);
    assert_eq!(stage.state(product).await, sold);
    assert_eq!(stage.on_vinted(), [(old, WardrobeState::Sold)]);
}

/// Sold elsewhere, an item goes from Vinted however far its listing or its draft is.
#[tokio::test]
async fn sold_elsewhere_neither_the_listing_nor_the_draft_stays() {
    let mut stage = Stage::new("relist-elsewhere").await;
    let relisted = stage.old_listing().await;
    let kept = stage.shop.dress().await;
    let draft = stage.draft(kept).await;
    stage.finish(draft, &Fuse::calm(), Recovery::Prompt).await;
    let relisting = stage.relist(relisted).await;
    for product in [relisted, kept] {
        listings::sell_elsewhere(&stage.shop.backend, stage.shop.tenant, product)
            .await
            .unwrap();
        let removal = stage.shop.listing(product).await.unwrap().job.unwrap();
        stage.finish(removal, &Fuse::calm(), Recovery::Prompt).await;
        let gone = (ListingState::Removed, ProductStatus::Sold);
        assert_eq!(stage.state(product).await, gone);
    }
    assert_eq!(stage.shop.job(relisting).await.state, JobState::Cancelled);
    assert_eq!(stage.on_vinted(), []);
}

/// Photos of a draft are the listing's own once it is public: nothing is to be updated.
#[tokio::test]
async fn a_new_listing_is_up_to_date_and_a_later_change_is_seen() {
    let mut stage = Stage::new("relist-fresh").await;
    let product = stage.old_listing().await;
    let job = stage.relist(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let listing = stage.shop.listing(product).await.unwrap();
    assert!(!listing.outdated && !listing.photos_changed);
    assert_eq!(listing.differences, []);
    stage.shop.reprice(product, "19").await;
    assert!(stage.shop.listing(product).await.unwrap().outdated);
}
