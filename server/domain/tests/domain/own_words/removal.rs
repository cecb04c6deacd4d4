//! What a word that goes leaves behind, on items that were saved and in what was typed and not saved yet.

use super::{Shop, dress_form, said};
use std::collections::BTreeMap;
use stoflow_domain::own_words;
use stoflow_domain::products;
use stoflow_wire::products::{ProductForm, SaveReport};

fn shares(told: &[(&str, &str)]) -> BTreeMap<String, String> {
    let told = told.iter();
    told.map(|(material, percent)| ((*material).to_owned(), (*percent).to_owned()))
        .collect()
}

#[tokio::test]
async fn a_word_that_goes_leaves_what_it_was_like() {
    let shop = Shop::new("own-removed").await;
    let brick = shop.word("colours", "Brique", "Terracotta").await;
    let shine = shop.word("colours", "Reflets", "").await;
    let cloth = shop.word("materials", "Wax", "Coton").await;
    let style = shop.word("attributes.trend", "Friperie", "").await;
    let chic = shop.word("attributes.trend", "Bon chic", "Old money").await;
    let print = shop.word("attributes.pattern", "Perroquets", "").await;
    let product = shop
        .product(&ProductForm {
            colours: format!("{brick},{shine},red"),
            materials: format!("polyester,{cloth},cotton"),
            shares: shares(&[("polyester", "40"), (&cloth, "35"), ("cotton", "25")]),
            attributes: [
                ("pattern".to_owned(), print),
                ("trend".to_owned(), format!("{chic},techwear,{style}")),
            ]
            .into(),
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
    assert_eq!(form.materials, "cotton,polyester");
    assert_eq!(
        form.shares,
        shares(&[("cotton", "60"), ("polyester", "40")])
    );
    assert_eq!(form.attributes, said("trend", "old_money,techwear"));
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
async fn a_material_that_goes_leaves_its_share_to_what_takes_its_place() {
    let shop = Shop::new("own-share").await;
    let cloth = shop.word("materials", "Wax", "Lin").await;
    let thread = shop.word("materials", "Fil doré", "").await;
    let product = shop
        .product(&ProductForm {
            materials: format!("{cloth},cotton,{thread}"),
            shares: shares(&[(&cloth, "80"), ("cotton", "15"), (&thread, "5")]),
            ..dress_form()
        })
        .await;
    for word in shop.words().await {
        shop.remove_word(word.id).await;
    }
    let form = shop.form(product).await;
    assert_eq!(form.materials, "linen,cotton");
    assert_eq!(form.shares, shares(&[("linen", "80"), ("cotton", "15")]));
}

#[tokio::test]
async fn what_is_typed_counts_and_gets_what_a_word_was_like_too() {
    let shop = Shop::new("own-typed").await;
    let brick = shop.word("colours", "Brique", "Terracotta").await;
    let cloth = shop.word("materials", "Wax", "Coton").await;
    let style = shop.word("attributes.trend", "Friperie", "").await;
    let saved = ProductForm {
        colours: brick.clone(),
        ..dress_form()
    };
    let product = shop.product(&saved).await;
    let typed = ProductForm {
        title: "Robe à demi".to_owned(),
        price: "cher".to_owned(),
        colours: format!("red, {brick}"),
        materials: format!("{cloth},cotton"),
        shares: shares(&[(&cloth, "60 %"), ("cotton", "un peu")]),
        attributes: said("trend", &format!("{style},techwear")),
        ..saved
    };
    shop.keep_draft(product, &typed).await;
    let moment = shop.text("select saved_at::text from product_drafts").await;
    let words = shop.words().await;
    let items: Vec<i64> = words.iter().map(|word| word.items).collect();
    assert_eq!(items, [1, 1, 1], "an item counts once: {words:?}");

    for word in words {
        shop.remove_word(word.id).await;
    }
    let kept = shop.typed(product).await;
    assert_eq!(
        kept,
        ProductForm {
            colours: "red,terracotta".to_owned(),
            materials: "cotton".to_owned(),
            shares: shares(&[("cotton", "un peu")]),
            attributes: said("trend", "techwear"),
            ..typed
        }
    );
    assert_eq!(
        shop.text("select saved_at::text from product_drafts").await,
        moment,
        "nobody typed"
    );
}

#[tokio::test]
async fn a_brand_that_is_typed_is_renamed_with_its_word() {
    let shop = Shop::new("own-typed-brand").await;
    shop.word("brand", "Maison Léa", "").await;
    let branded = |brand: &str| ProductForm {
        brand: brand.to_owned(),
        ..dress_form()
    };
    let product = shop.product(&branded("MAISON LÉA")).await;
    shop.keep_draft(product, &branded("maison lea")).await;
    let other = shop.product(&branded("Zara")).await;
    shop.keep_draft(other, &branded("Maison Léa")).await;
    let word = shop.words().await.remove(0);
    assert_eq!(word.items, 2);
    let mut tx = shop.tx().await;
    own_words::update(&mut tx, word.id, "Atelier Léa", "")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(shop.typed(product).await.brand, "Atelier Léa");
    assert_eq!(shop.typed(other).await.brand, "Atelier Léa");
    assert_eq!(shop.form(other).await.brand, "Zara");
    assert_eq!(shop.words().await[0].items, 2);
}
