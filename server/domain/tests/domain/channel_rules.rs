//! A seller's own rules: theirs alone, and what they make of prices wherever a price leaves the shop.

use crate::domain::archive::with_real_photos;
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use stoflow_domain::backend::Backend;
use stoflow_domain::batches::changes;
use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_domain::{channel_rules, listings, products};
use stoflow_wire::changes::{ChangeForm, ChangeKind, Turn};
use stoflow_wire::channel_rules::{ChannelDesk, RulesForm};
use stoflow_wire::ids::{ProductId, TenantId};
use stoflow_wire::listings::{ListingField, PhotoChoice};
use stoflow_wire::pricing::{Channel, Source};
use stoflow_wire::problem::{FieldProblem, Problem};

async fn desk(backend: &Backend, tenant: TenantId, channel: Channel) -> ChannelDesk {
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let desks = channel_rules::desks(&mut tx).await.unwrap();
    let mut desks = desks.into_iter();
    desks.find(|desk| desk.channel == channel).unwrap()
}

async fn set(backend: &Backend, tenant: TenantId, form: &RulesForm) -> Result<ChannelDesk, Error> {
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let desk = channel_rules::set(&mut tx, form).await?;
    tx.commit().await.unwrap();
    Ok(desk)
}

/// Ten percent more, up to 90 cents.
fn dearer(desk: ChannelDesk) -> RulesForm {
    RulesForm {
        coefficient: "+10 %".to_owned(),
        ending: "ninety".to_owned(),
        ..desk.form
    }
}

#[tokio::test]
async fn they_are_one_sellers_and_can_be_forgotten() {
    let backend = testing::backend().await;
    let alice = testing::seller(&backend, "rules-alice").await.tenant;
    let bob = testing::seller(&backend, "rules-bob").await.tenant;
    let before = desk(&backend, alice, Channel::Ebay).await;
    assert_eq!(
        (before.price_by, before.fees_by),
        (Source::Estimate, Source::Estimate)
    );
    let form = RulesForm {
        commission_percent: "5".to_owned(),
        ..dearer(before.clone())
    };
    let kept = set(&backend, alice, &form).await.unwrap();
    assert_eq!(
        (kept.price_by, kept.fees_by),
        (Source::Seller, Source::Seller)
    );
    assert_eq!(desk(&backend, alice, Channel::Ebay).await, kept);
    assert_eq!(kept.form.coefficient, "1.10");
    assert_eq!(desk(&backend, bob, Channel::Ebay).await, before);
    let etsy = desk(&backend, alice, Channel::Etsy).await;
    assert_eq!(etsy.fees_by, Source::Estimate);

    let mut tx = backend.database.tenant(alice).await.unwrap();
    channel_rules::reset(&mut tx, Channel::Ebay).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(desk(&backend, alice, Channel::Ebay).await, before);
}

#[tokio::test]
async fn what_cannot_be_a_rule_changes_nothing() {
    let backend = testing::backend().await;
    let alice = testing::seller(&backend, "rules-careless").await.tenant;
    let before = desk(&backend, alice, Channel::Vinted).await;
    let form = RulesForm {
        coefficient: "0".to_owned(),
        ..before.form.clone()
    };
    let refused = set(&backend, alice, &form).await;
    let expected = [FieldProblem::new(
        "coefficient",
        Problem::TooSmall { min: 500 },
    )];
    assert!(matches!(refused, Err(Error::Invalid(told)) if told == expected));
    assert_eq!(desk(&backend, alice, Channel::Vinted).await, before);
}

impl Stage {
    async fn price_dearer(&self) {
        let (backend, tenant) = (&self.shop.backend, self.shop.tenant);
        let form = dearer(desk(backend, tenant, Channel::Vinted).await);
        set(backend, tenant, &form).await.unwrap();
    }

    /// What the item's listing asks for on vinted.fr, in cents.
    fn asked_there(&self) -> i64 {
        self.wardrobe.lock().unwrap().live[0].price_minor
    }

    async fn item_price(&self, product: ProductId) -> i64 {
        let database = &self.shop.backend.database;
        let mut tx = database.tenant(self.shop.tenant).await.unwrap();
        let product = products::get(&mut tx, product).await.unwrap();
        product.fields.price.unwrap().minor
    }
}

#[tokio::test]
async fn a_publication_asks_what_the_rules_make_of_the_items_price() {
    let mut stage = Stage::new("rules-publishing").await;
    stage.price_dearer().await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let item = stage.item_price(product).await;
    let more = item * 11 / 10;
    let there = stage.asked_there();
    assert_eq!(there % 100, 90);
    assert!((more..more + 100).contains(&there), "{item} became {there}");
    let view = stage.shop.listing(product).await.unwrap();
    assert!(!view.outdated && view.differences.is_empty());
}

#[tokio::test]
async fn a_live_listing_keeps_its_price_until_it_is_updated() {
    let mut stage = Stage::new("rules-updating").await;
    let product = stage.shop.dress().await;
    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.asked_there(), stage.item_price(product).await);

    stage.price_dearer().await;
    assert!(stage.shop.listing(product).await.unwrap().outdated);
    let listing = stage.shop.listing_id(product).await;
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let job = listings::update(backend, tenant, listing, PhotoChoice::Replace);
    let job = job.await.unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let update = stage.wardrobe.lock().unwrap().updates[0].clone();
    assert_eq!(update.changed, [ListingField::Price]);
    assert!(stage.asked_there() > stage.item_price(product).await);
    assert!(!stage.shop.listing(product).await.unwrap().outdated);
}

#[tokio::test]
async fn a_change_of_many_prices_shows_what_listings_will_ask_for() {
    let stage = Stage::new("rules-repricing").await;
    stage.price_dearer().await;
    let product = stage.shop.dress().await;
    let (backend, tenant) = (&stage.shop.backend, stage.shop.tenant);
    let form = ChangeForm {
        way: "to".to_owned(),
        amount: "30".to_owned(),
        ..ChangeForm::default()
    };
    let kind = ChangeKind::Price;
    let report = changes::rehearse(backend, tenant, kind, &form, &[product]).await;
    let report = report.unwrap();
    let Turn::Price { there, .. } = &report.changed[0].turn else {
        panic!("{report:?}");
    };
    let there: Vec<(Channel, i64)> = there
        .iter()
        .map(|there| (there.channel, there.price.minor))
        .collect();
    assert_eq!(there, [(Channel::Vinted, 3390)]);
}

#[tokio::test]
async fn an_item_that_comes_back_by_its_listing_costs_what_it_did() {
    let mut stage = Stage::new("rules-back").await;
    let (backend, tenant) = (stage.shop.backend.clone(), stage.shop.tenant);
    let rules = dearer(desk(&backend, tenant, Channel::Vinted).await);
    set(&backend, tenant, &rules).await.unwrap();
    let product = stage.live_listing().await;
    with_real_photos(&stage.shop, product).await;
    let listing = stage.shop.listing_id(product).await;
    let job = listings::withdraw(&backend, tenant, listing).await.unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    products::archive(&mut tx, product).await.unwrap();
    let kept = listings::archive(&mut tx, None).await.unwrap().rows;
    tx.commit().await.unwrap();
    assert_eq!(kept[0].price.unwrap().minor, 2790, "25 € and ten percent");
    let again = listings::revive(&backend, tenant, kept[0].id)
        .await
        .unwrap();
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let made = products::get(&mut tx, again).await.unwrap();
    let price = made.fields.price.unwrap();
    assert_eq!(
        price.minor, 2536,
        "the dearest whose listing asks for 27,90 €"
    );
}
