//! A seller's own words and corrections: theirs alone, taken in every form and sheet, told and mapped as they said, and gone
//! without a trace when they go.

use crate::domain::jobs::{Recovery, Stage};
use crate::domain::mishap::Fuse;
use crate::domain::shop::{Shop, dress_form};
use std::collections::BTreeMap;
use stoflow_domain::channels::vinted::{corrected, understood};
use stoflow_domain::database::TenantTx;
use stoflow_domain::error::Error;
use stoflow_domain::exchange::import;
use stoflow_domain::own_words::{self, desk};
use stoflow_domain::products::{self, brands};
use stoflow_domain::{batches, listings};
use stoflow_wire::ids::{OwnWordId, ProductId};
use stoflow_wire::jobs::JobState;
use stoflow_wire::language::Language;
use stoflow_wire::listings::{ListingField, PhotoChoice};
use stoflow_wire::own_words::{MOST, OwnWord, Sureness, Understanding, Wished};
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::{ProductForm, SaveReport};

impl Shop {
    async fn tx(&self) -> TenantTx {
        self.backend.database.tenant(self.tenant).await.unwrap()
    }

    /// Adds a word and answers its key.
    async fn word(&self, field: &str, name: &str, like: &str) -> String {
        let mut tx = self.tx().await;
        let coined = own_words::add(&mut tx, field, name, like).await.unwrap();
        tx.commit().await.unwrap();
        coined.key
    }

    async fn words(&self) -> Vec<OwnWord> {
        let mut tx = self.tx().await;
        desk::read(&mut tx, Language::Fr).await.unwrap().words
    }

    async fn remove_word(&self, id: OwnWordId) {
        let mut tx = self.tx().await;
        own_words::remove(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn correct(&self, field: &str, word: &str, value: &str) -> Result<(), Error> {
        let mut tx = self.tx().await;
        corrected::correct(&mut tx, field, word, value).await?;
        tx.commit().await
    }

    async fn understood(&self, product: ProductId, wished: Wished) -> Understanding {
        let mut tx = self.tx().await;
        understood::read(&mut tx, product, &wished, Language::Fr)
            .await
            .unwrap()
    }

    async fn form(&self, product: ProductId) -> ProductForm {
        let mut tx = self.tx().await;
        let saved = products::get(&mut tx, product).await.unwrap();
        products::form::write(&saved.fields)
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<FieldProblem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

fn said(attribute: &str, words: &str) -> BTreeMap<String, String> {
    [(attribute.to_owned(), words.to_owned())].into()
}

#[tokio::test]
async fn a_word_is_of_its_seller_alone_and_taken_like_any_other() {
    let shop = Shop::new("own-word").await;
    let brick = shop.word("colours", "Brique", "Terracotta").await;
    let cloth = shop.word("materials", "Wax", "").await;
    let print = shop.word("attributes.pattern", "Perroquets", "").await;
    let product = shop
        .product(&ProductForm {
            colours: brick.clone(),
            materials: format!("{cloth},cotton"),
            shares: [(cloth.clone(), "80".to_owned())].into(),
            attributes: said("pattern", &print),
            ..dress_form()
        })
        .await;
    let form = shop.form(product).await;
    assert_eq!(form.colours, brick);
    assert_eq!(form.materials, format!("{cloth},cotton"));
    assert_eq!(form.shares[&cloth], "80");
    assert_eq!(form.attributes["pattern"], print);

    let words = shop.words().await;
    let told: Vec<(&str, &str, i64)> = words
        .iter()
        .map(|word| (word.name.as_str(), word.like.as_str(), word.items))
        .collect();
    assert_eq!(
        told,
        [
            ("Perroquets", "", 1),
            ("Brique", "Terracotta", 1),
            ("Wax", "", 1)
        ]
    );

    let other = Shop::new("own-word-other").await;
    assert_eq!(other.words().await, []);
    let mut tx = other.tx().await;
    let theirs = products::create(&mut tx).await.unwrap();
    let typed = ProductForm {
        colours: brick,
        ..dress_form()
    };
    let report = products::save(&mut tx, theirs, &typed, 1).await.unwrap();
    assert!(matches!(report, SaveReport::Saved { .. }), "{report:?}");
    let saved = products::get(&mut tx, theirs).await.unwrap();
    assert_eq!(saved.fields.colours, Vec::<String>::new());
}

#[tokio::test]
async fn a_brand_of_ones_own_is_offered_first_and_renamed_on_its_items() {
    let shop = Shop::new("own-brand").await;
    shop.word("brand", "Maison Léa", "Sézane").await;
    let product = shop
        .product(&ProductForm {
            brand: "MAISON LÉA".to_owned(),
            ..dress_form()
        })
        .await;
    let mut tx = shop.tx().await;
    let offered = brands::like(&mut tx, "lé", 5).await.unwrap();
    assert!(
        offered.contains(&"Maison Léa".to_owned()) || offered.contains(&"MAISON LÉA".to_owned())
    );
    let word = shop.words().await.remove(0);
    assert_eq!((word.items, word.like.as_str()), (1, "Sézane"));
    own_words::update(&mut tx, word.id, "Atelier Léa", "")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(shop.form(product).await.brand, "Atelier Léa");
    let found = shop.text("select search_text from products").await;
    assert!(found.starts_with("atelier lea"), "{found}");
    shop.remove_word(word.id).await;
    assert_eq!(
        shop.form(product).await.brand,
        "Atelier Léa",
        "it stays as text"
    );
}

#[tokio::test]
async fn what_cannot_be_a_word_is_said_at_its_field() {
    let shop = Shop::new("own-refused").await;
    shop.word("colours", "Brique", "").await;
    let mut tx = shop.tx().await;
    for (field, name, like, expected) in [
        ("colours", "bleu marine", "", ("word", Problem::AlreadyUsed)),
        ("colours", "BRIQUE", "", ("word", Problem::AlreadyUsed)),
        ("colours", "", "", ("word", Problem::Missing)),
        ("colours", "Brun", "Laine", ("like", Problem::Unknown)),
        ("size", "Immense", "", ("field", Problem::Unknown)),
    ] {
        let wrong = refused(own_words::add(&mut tx, field, name, like).await);
        let told: Vec<(&str, &Problem)> = wrong
            .iter()
            .map(|wrong| (wrong.field.as_str(), &wrong.problem))
            .collect();
        assert!(
            told.contains(&(expected.0, &expected.1)),
            "{name}: {told:?}"
        );
    }
    let long = "é".repeat(51);
    let wrong = refused(own_words::add(&mut tx, "colours", &long, "").await);
    assert_eq!(wrong[0].problem, Problem::TooLong { max: 50 });
}

#[tokio::test]
async fn there_are_so_many_and_no_more() {
    let shop = Shop::new("own-most").await;
    shop.run(
        "insert into own_words (field, word, name)
        select 'colours', 'own_' || number, 'Nuance ' || number from generate_series(1, 500) as all_of_them (number)",
    )
    .await;
    let mut tx = shop.tx().await;
    let wrong = refused(own_words::add(&mut tx, "colours", "Brique", "").await);
    assert_eq!(wrong[0].problem, Problem::TooMany { max: MOST });
    let wrong = refused(corrected::correct(&mut tx, "colours", "navy", "1").await);
    assert_eq!(
        (wrong[0].field.as_str(), &wrong[0].problem),
        ("value", &Problem::TooMany { max: MOST })
    );
}

#[tokio::test]
async fn a_word_that_goes_leaves_what_it_was_like() {
    let shop = Shop::new("own-removed").await;
    let brick = shop.word("colours", "Brique", "Terracotta").await;
    let shine = shop.word("colours", "Reflets", "").await;
    let cloth = shop.word("materials", "Wax", "Coton").await;
    let style = shop.word("attributes.trend", "Friperie", "").await;
    let product = shop
        .product(&ProductForm {
            colours: format!("{brick},{shine},red"),
            materials: format!("{cloth},cotton"),
            attributes: said("trend", &style),
            ..dress_form()
        })
        .await;
    let version = shop.count("select version from products").await;
    shop.correct("colours", &brick, "1").await.unwrap();
    for word in shop.words().await {
        shop.remove_word(word.id).await;
    }
    let form = shop.form(product).await;
    assert_eq!(form.colours, "terracotta,red");
    assert_eq!(form.materials, "cotton");
    assert_eq!(form.attributes, BTreeMap::new());
    assert_eq!(shop.count("select count(*) from own_words").await, 0);
    assert!(shop.count("select version from products").await > version);

    // A form that was open meanwhile still names them.
    let mut tx = shop.tx().await;
    let typed = ProductForm {
        colours: format!("{brick},red"),
        ..form
    };
    let version = products::get(&mut tx, product).await.unwrap().version;
    let report = products::save(&mut tx, product, &typed, version)
        .await
        .unwrap();
    assert!(matches!(report, SaveReport::Saved { .. }), "{report:?}");
}

#[tokio::test]
async fn a_sheet_may_hold_them_by_name() {
    let shop = Shop::new("own-sheet").await;
    let brick = shop.word("colours", "Brique", "").await;
    let sheet = "Titre;Couleurs\nRobe;brique, rouge\n".as_bytes().to_vec();
    let batch = import::begin(&shop.backend, shop.tenant, "articles.csv", sheet.into())
        .await
        .unwrap();
    let mut tx = shop.tx().await;
    let view = import::look(&mut tx, batch, Language::Fr).await.unwrap();
    assert_eq!(view.report.troubled, []);
    let shown: Vec<&str> = view.samples[0]
        .texts
        .iter()
        .map(|text| text.text.as_str())
        .collect();
    assert!(shown.contains(&"Brique, Rouge"), "{shown:?}");
    drop(tx);
    let keys: Vec<String> = view
        .columns
        .into_iter()
        .map(|column| column.column)
        .collect();
    assert!(
        import::run(&shop.backend, shop.tenant, batch, &keys)
            .await
            .unwrap()
    );
    assert_eq!(
        shop.text("select array_to_string(colours, ',') from products")
            .await,
        format!("{brick},red")
    );
}

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
