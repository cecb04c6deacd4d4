//! A seller's own templates: kept by name, checked at their fields, and what they make of an item as it stands.

use crate::domain::shop::Shop;
use stoflow_domain::database::TenantTx;
use stoflow_domain::error::Error;
use stoflow_domain::{products, templates};
use stoflow_wire::ids::{ProductId, TemplateId};
use stoflow_wire::language;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::ProductForm;
use stoflow_wire::templates::Way;
use stoflow_wire::wording::{DescriptionStyle, Language, Template, TitleStyle};

const YEAR: i32 = 2026;

fn template(name: &str, title: &str, description: &str) -> Template {
    Template {
        name: name.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        ..Template::default()
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<FieldProblem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

fn jumper() -> ProductForm {
    ProductForm {
        title: "Mon pull".to_owned(),
        description: "Porté deux fois.".to_owned(),
        category: "sweater".to_owned(),
        brand: "Sézane".to_owned(),
        size: "M".to_owned(),
        colours: "navy".to_owned(),
        ..ProductForm::default()
    }
}

/// Saved, with the version it has then.
async fn saved(tx: &mut TenantTx) -> (ProductId, i64) {
    let product = products::create(tx).await.unwrap();
    products::save(tx, product, &jumper(), 1).await.unwrap();
    let version = products::get(tx, product).await.unwrap().version;
    (product, version)
}

#[tokio::test]
async fn they_are_kept_as_they_were_written_and_listed_by_name() {
    let shop = Shop::new("templates-kept").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let mut jeans = template("jeans ", " {marque} {coupe}", "Bonjour\r\n{taille}");
    jeans.language = Language::De;
    let first = templates::add(&mut tx, &jeans).await.unwrap();
    let short = template("Court", "{marque}", "");
    templates::add(&mut tx, &short).await.unwrap();
    let listed = templates::list(&mut tx).await.unwrap();
    let names: Vec<&str> = listed
        .iter()
        .map(|kept| kept.template.name.as_str())
        .collect();
    assert_eq!(names, ["Court", "jeans"]);
    let kept = templates::get(&mut tx, first).await.unwrap();
    assert_eq!(kept.language, Language::De);
    assert_eq!(kept.title, "{marque} {coupe}");
    assert_eq!(kept.description, "Bonjour\n{taille}");

    templates::update(&mut tx, first, &template("Jean", "", "{taille}"))
        .await
        .unwrap();
    let names = templates::names(&mut tx).await.unwrap();
    assert_eq!(names[1].name, "Jean");
    templates::remove(&mut tx, first).await.unwrap();
    for gone in [
        templates::remove(&mut tx, first).await,
        templates::update(&mut tx, first, &short).await,
    ] {
        assert!(gone.is_err());
    }
    assert_eq!(templates::list(&mut tx).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field() {
    let shop = Shop::new("templates-wrong").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let wrong = template(" ", "{marque} {prix}", &"é".repeat(5_001));
    let unknown = Problem::UnknownFact {
        name: "prix".to_owned(),
        line: 1,
        place: 10,
    };
    assert_eq!(
        refused(templates::add(&mut tx, &wrong).await),
        [
            FieldProblem::new("name", Problem::Missing),
            FieldProblem::new("description", Problem::TooLong { max: 5_000 }),
            FieldProblem::new("title", unknown),
        ]
    );
    let empty = template("Jean", " ", "\r\n");
    assert_eq!(
        refused(templates::add(&mut tx, &empty).await),
        [FieldProblem::new("description", Problem::Missing)]
    );
}

async fn add(shop: &Shop, name: &str) -> Result<TemplateId, Error> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await?;
    let added = templates::add(&mut tx, &template(name, "{marque}", "")).await?;
    tx.commit().await?;
    Ok(added)
}

#[tokio::test]
async fn a_name_is_taken_however_it_is_written() {
    let shop = Shop::new("templates-names").await;
    add(&shop, "Été").await.unwrap();
    let other = add(&shop, "Hiver").await.unwrap();
    let taken = [FieldProblem::new("name", Problem::AlreadyUsed)];
    assert_eq!(refused(add(&shop, "ÉTÉ").await), taken);
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let renamed = templates::update(&mut tx, other, &template("été", "{marque}", "")).await;
    assert_eq!(refused(renamed), taken);
}

#[tokio::test]
async fn fifty_are_enough() {
    let shop = Shop::new("templates-full").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    for number in 0..50 {
        let one = template(&format!("Modèle {number}"), "{marque}", "");
        templates::add(&mut tx, &one).await.unwrap();
    }
    let one_more = templates::add(&mut tx, &template("Encore", "{marque}", "")).await;
    let full = Problem::TooMany { max: 50 };
    assert_eq!(refused(one_more), [FieldProblem::new("name", full)]);
}

#[tokio::test]
async fn an_item_is_told_as_it_stands_and_its_own_description_is_not_repeated() {
    let shop = Shop::new("templates-item").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let (product, version) = saved(&mut tx).await;
    let way = Way {
        title: TitleStyle::Minimal,
        description: DescriptionStyle::Sheet,
        ..Way::default()
    };
    let texts = templates::write(&mut tx, product, way, YEAR).await.unwrap();
    assert_eq!(texts.title, "Sézane pull, taille M, bleu marine");
    assert!(!texts.description.contains("Porté"), "{texts:?}");

    let typing = ProductForm {
        brand: "Petit Bateau".to_owned(),
        price: "douze".to_owned(),
        title: String::new(),
        ..jumper()
    };
    products::keep_draft(&mut tx, product, &typing, version)
        .await
        .unwrap();
    let english = Way {
        language: Language::En,
        ..way
    };
    let texts = templates::write(&mut tx, product, english, YEAR)
        .await
        .unwrap();
    assert!(texts.title.starts_with("Petit Bateau sweater"), "{texts:?}");
    let nothing = templates::write(&mut tx, ProductId(0), way, YEAR).await;
    assert!(matches!(nothing, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn a_template_says_its_part_in_its_own_language_and_leaves_the_other_to_the_style() {
    let shop = Shop::new("templates-used").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let (product, _) = saved(&mut tx).await;
    let mut own = template("Deutsch", "{marque} – {couleur}", "");
    own.language = Language::De;
    let own = templates::add(&mut tx, &own).await.unwrap();
    let way = Way {
        description: DescriptionStyle::Sheet,
        template: Some(own),
        ..Way::default()
    };
    let texts = templates::write(&mut tx, product, way, YEAR).await.unwrap();
    assert_eq!(texts.title, "Sézane – Marineblau");
    assert!(texts.description.contains("Größe: M"), "{texts:?}");
    templates::remove(&mut tx, own).await.unwrap();
    let gone = templates::write(&mut tx, product, way, YEAR).await;
    assert!(matches!(gone, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn the_page_names_the_placeholders_in_the_readers_language() {
    let shop = Shop::new("templates-desk").await;
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let desk = templates::desk(&mut tx, language::Language::En, YEAR)
        .await
        .unwrap();
    assert_eq!(desk.templates, []);
    let brand = &desk.placeholders[0];
    assert_eq!(
        (brand.word.as_str(), brand.value.as_str()),
        ("brand", "Sézane")
    );
}
