//! A seller's own words and corrections: theirs alone, taken in every form and sheet, told and mapped as they said, and gone
//! without a trace when they go.

mod corrections;
mod removal;

use crate::domain::shop::{Shop, dress_form};
use std::collections::BTreeMap;
use stoflow_domain::channels::vinted::{corrected, understood};
use stoflow_domain::database::TenantTx;
use stoflow_domain::error::Error;
use stoflow_domain::exchange::import;
use stoflow_domain::own_words::{self, desk};
use stoflow_domain::products::{self, brands};
use stoflow_wire::ids::{OwnWordId, ProductId};
use stoflow_wire::language::Language;
use stoflow_wire::own_words::{MOST, OwnWord, Understanding, Wished};
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

    async fn keep_draft(&self, product: ProductId, typed: &ProductForm) {
        let mut tx = self.tx().await;
        let version = products::get(&mut tx, product).await.unwrap().version;
        products::keep_draft(&mut tx, product, typed, version)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// What the editor shows, typed or saved.
    async fn typed(&self, product: ProductId) -> ProductForm {
        let mut tx = self.tx().await;
        products::editor(&mut tx, product).await.unwrap().form
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
