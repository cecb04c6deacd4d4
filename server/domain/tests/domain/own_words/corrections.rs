//! What a seller says a word is on Vinted: it goes with every order and update, and what Vinted does not have is passed over.

use super::{Shop, dress_form, refused};
use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use stoflow_domain::own_words::{self, desk};
use stoflow_domain::{batches, listings};
use stoflow_wire::ids::{OwnWordId, ProductId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::language::Language;
use stoflow_wire::listings::{ListingField, PhotoChoice};
use stoflow_wire::own_words::{Sureness, Understanding, Wished};
use stoflow_wire::products::ProductForm;

#[tokio::test]
async fn a_word_and_a_correction_go_with_the_order_to_vinted() {
    let mut stage = Stage::new("own-order").await;
    let shop = &stage.shop;
    let brick = shop.word("colours", "Brique", "Terracotta").await;
    let product = shop
        .product(&ProductForm {
            colours: brick.clone(),
            size: "taille de fée".to_owned(),
            ..dress_form()
        })
        .await;
    let there = shop.understood(product, Wished::default()).await;
    let of = |there: &Understanding, field: &str| {
        let mut said = there.said.iter();
        said.find(|said| said.field == field).unwrap().clone()
    };
    assert_eq!(of(&there, "colours").ours, "Brique");
    assert_eq!(of(&there, "size").sureness, Sureness::Nothing);
    let category = of(&there, "category");
    let wished = Wished {
        field: "category".to_owned(),
        word: category.word.clone(),
        search: "robes longues".to_owned(),
    };
    let values = shop.understood(product, wished).await.values;
    let long = values.first().unwrap().clone();
    shop.correct("category", &category.word, &long.value)
        .await
        .unwrap();
    let size = of(&there, "size").word;
    let sizes = shop
        .understood(
            product,
            Wished {
                field: "size".to_owned(),
                word: size.clone(),
                search: String::new(),
            },
        )
        .await
        .values;
    shop.correct("size", &size, &sizes[0].value).await.unwrap();
    let corrected = shop.understood(product, Wished::default()).await;
    assert_eq!(of(&corrected, "category").theirs, long.label);
    assert_eq!(of(&corrected, "category").sureness, Sureness::Yours);

    let job = stage.shop.publish(product).await;
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    assert_eq!(stage.shop.job(job).await.state, JobState::Completed);
    let sent = |part: &'static str| stage.shop.text(part);
    assert_eq!(
        sent("select written ->> 'catalog_id' from listings").await,
        long.value
    );
    assert_eq!(
        sent("select written ->> 'size_id' from listings").await,
        sizes[0].value
    );
    let text = sent("select written ->> 'description' from listings").await;
    assert!(text.contains("Couleur : brique"), "{text}");
}

#[tokio::test]
async fn a_correction_makes_what_is_online_another_and_the_next_update_takes_it_there() {
    let mut stage = Stage::new("own-update").await;
    let product = stage.live_listing().await;
    assert!(!stage.shop.listing(product).await.unwrap().outdated);
    stage.shop.correct("colours", "red", "1").await.unwrap();
    assert!(stage.shop.listing(product).await.unwrap().outdated);
    let asked = batches::rehearse(
        &stage.shop.backend,
        stage.shop.tenant,
        batches::Act::Update,
        &[product],
    )
    .await
    .unwrap();
    assert_eq!(asked.asked, 1);
    let listing = stage.shop.listing_id(product).await;
    let job = listings::update(
        &stage.shop.backend,
        stage.shop.tenant,
        listing,
        PhotoChoice::Keep,
    )
    .await
    .unwrap();
    stage.finish(job, &Fuse::calm(), Recovery::Prompt).await;
    let updates = stage.wardrobe.lock().unwrap().updates.clone();
    assert_eq!(updates[0].changed, [ListingField::Colours]);
    assert_eq!(updates[0].item.colour_ids, [1]);
    assert!(!stage.shop.listing(product).await.unwrap().outdated);

    // StoFlow's own choice holds again, and the listing is another once more.
    let mut tx = stage.shop.tx().await;
    let kept = desk::read(&mut tx, Language::Fr).await.unwrap().corrections;
    assert_eq!(
        (kept[0].ours.as_str(), kept[0].theirs.as_str()),
        ("Rouge", "Noir")
    );
    drop(tx);
    stage.shop.remove_word(kept[0].id).await;
    assert!(stage.shop.listing(product).await.unwrap().outdated);
}

#[tokio::test]
async fn what_vinted_does_not_have_is_refused_and_what_it_has_no_more_is_passed_over() {
    let shop = Shop::new("own-unknown").await;
    for (field, word, value, wrong) in [
        ("colours", "navy", "999999", "value"),
        ("colours", "navy", "noir", "value"),
        ("colours", "octarine", "1", "word"),
        ("category", "spaceship.women", "1055", "word"),
        ("size", "giants.m", "4", "word"),
        ("condition", "11", "6", "word"),
        ("location", "navy", "1", "word"),
    ] {
        let told = refused(shop.correct(field, word, value).await);
        assert_eq!(told[0].field, wrong, "{field} {word} {value}");
    }
    let product = shop.dress().await;
    shop.correct("colours", "red", "1").await.unwrap();
    shop.run("update own_words set means = '999999'").await;
    let there = shop.understood(product, Wished::default()).await;
    let colour = there
        .said
        .iter()
        .find(|said| said.field == "colours")
        .unwrap();
    assert_eq!(colour.theirs, "Rouge");
    assert_ne!(colour.sureness, Sureness::Yours);
    let mut tx = shop.tx().await;
    let kept = desk::read(&mut tx, Language::Fr).await.unwrap().corrections;
    assert_eq!(kept[0].theirs, "", "the page says that it is passed over");
}

impl Shop {
    /// What the item's brand is on Vinted.
    async fn brand_there(&self, product: ProductId) -> (String, Sureness) {
        let there = self.understood(product, Wished::default()).await;
        let mut said = there.said.into_iter();
        let brand = said.find(|said| said.field == "brand").unwrap();
        (brand.theirs, brand.sureness)
    }

    async fn branded(&self, brand: &str) -> ProductId {
        self.product(&ProductForm {
            brand: brand.to_owned(),
            ..dress_form()
        })
        .await
    }

    async fn rename_word(&self, id: OwnWordId, name: &str) {
        let mut tx = self.tx().await;
        own_words::update(&mut tx, id, name, "").await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The value of Vinted's by this name, for the item's brand.
    async fn brand_value(&self, product: ProductId, name: &str) -> String {
        let wished = Wished {
            field: "brand".to_owned(),
            word: "maison lea".to_owned(),
            search: name.to_owned(),
        };
        let values = self.understood(product, wished).await.values;
        let mut values = values.into_iter();
        values.find(|value| value.label == name).unwrap().value
    }
}

#[tokio::test]
async fn what_was_said_of_a_brand_stays_whether_it_is_a_text_or_a_word() {
    let shop = Shop::new("own-brand-said").await;
    let product = shop.branded("Maison Léa").await;
    let zara = shop.brand_value(product, "Zara").await;
    let sezane = shop.brand_value(product, "Sézane").await;
    let is_zara = ("Zara".to_owned(), Sureness::Yours);
    let is_sezane = ("Sézane".to_owned(), Sureness::Yours);
    shop.correct("brand", "maison lea", &zara).await.unwrap();
    assert_eq!(shop.brand_there(product).await, is_zara);

    shop.word("brand", "Maison Léa", "").await;
    assert_eq!(shop.brand_there(product).await, is_zara);
    let mut tx = shop.tx().await;
    let told = desk::read(&mut tx, Language::Fr).await.unwrap().corrections;
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].ours.as_str(), told[0].theirs.as_str()),
        ("Maison Léa", "Zara")
    );
    drop(tx);

    // A page that was open meanwhile still names the text.
    shop.correct("brand", "maison lea", &sezane).await.unwrap();
    assert_eq!(shop.brand_there(product).await, is_sezane);
    assert_eq!(shop.count("select count(*) from own_words").await, 2);

    let word = shop.words().await.remove(0);
    shop.rename_word(word.id, "Atelier Léa").await;
    assert_eq!(shop.brand_there(product).await, is_sezane);
    shop.remove_word(word.id).await;
    assert_eq!(shop.form(product).await.brand, "Atelier Léa");
    assert_eq!(shop.brand_there(product).await, is_sezane);
    assert_eq!(shop.count("select count(*) from own_words").await, 1);
}

#[tokio::test]
async fn a_word_that_takes_a_brands_name_takes_what_was_said_of_it() {
    let shop = Shop::new("own-brand-taken").await;
    let product = shop.branded("Atelier Léa").await;
    let zara = shop.brand_value(product, "Zara").await;
    shop.correct("brand", "atelier lea", &zara).await.unwrap();
    shop.word("brand", "Maison Léa", "").await;
    let word = shop.words().await.remove(0);
    shop.rename_word(word.id, "Atelier Léa").await;
    let is_zara = ("Zara".to_owned(), Sureness::Yours);
    assert_eq!(shop.brand_there(product).await, is_zara);
}
