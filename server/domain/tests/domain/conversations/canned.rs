//! Canned replies: kept by name, checked at their fields, filled in where they are used.

use super::{open, read};
use crate::domain::jobs::Stage;
use crate::domain::shop::Shop;
use stoflow_domain::conversations::canned;
use stoflow_domain::error::Error;
use stoflow_wire::problem::{FieldProblem, Problem};

async fn add(shop: &Shop, name: &str, text: &str) -> Result<(), Error> {
    let mut tx = shop.backend.database.tenant(shop.tenant).await?;
    canned::add(&mut tx, name, text).await?;
    tx.commit().await
}

#[tokio::test]
async fn they_are_filled_in_with_what_the_conversation_knows() {
    let mut stage = Stage::new("canned-filled").await;
    add(
        &stage.shop,
        "Dispo",
        "Bonjour {acheteur}, {article} est à {price}.",
    )
    .await
    .unwrap();
    stage
        .wardrobe
        .lock()
        .unwrap()
        .talks
        .ask(7, "zoe", Some(99), "Dispo ?");
    stage
        .wardrobe
        .lock()
        .unwrap()
        .talks
        .ask(8, "lea", None, "Bonjour");
    read(&mut stage).await;
    let text = |view: stoflow_wire::conversations::ConversationView| view.canned[0].text.clone();
    assert_eq!(
        text(open(&stage.shop, 7).await),
        "Bonjour zoe, Robe rouge est à 25,00\u{a0}€."
    );
    assert_eq!(text(open(&stage.shop, 8).await), "Bonjour lea, … est à ….");
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field() {
    let shop = Shop::new("canned-wrong").await;
    let Err(Error::Invalid(wrong)) = add(&shop, "", "Bonjour {acheteuse}").await else {
        panic!("it was taken");
    };
    let name = "acheteuse".to_owned();
    assert_eq!(
        wrong,
        [
            FieldProblem::new("name", Problem::Missing),
            FieldProblem::new("text", Problem::UnknownPlaceholder { name }),
        ]
    );
    add(&shop, "Dispo", "Oui !").await.unwrap();
    let Err(Error::Invalid(wrong)) = add(&shop, "Dispo", "Non").await else {
        panic!("the name is taken");
    };
    assert_eq!(wrong[0].problem, Problem::AlreadyUsed);
    let mut tx = shop.backend.database.tenant(shop.tenant).await.unwrap();
    let only = canned::list(&mut tx).await.unwrap().remove(0);
    canned::update(&mut tx, only.id, "Dispo", &"x".repeat(2_000))
        .await
        .unwrap();
    canned::remove(&mut tx, only.id).await.unwrap();
    assert!(matches!(
        canned::remove(&mut tx, only.id).await,
        Err(Error::NotFound { .. })
    ));
}
