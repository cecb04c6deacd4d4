//! What an item is made of, and how much of each.

use super::{make, shop, titled};
use std::collections::BTreeMap;
use stoflow_domain::database::TenantTx;
use stoflow_domain::own_words::OwnWords;
use stoflow_domain::products::{self, similar, telling};
use stoflow_domain::wording;
use stoflow_domain::wording::markup::Room;
use stoflow_wire::ids::ProductId;
use stoflow_wire::problem::{FieldProblem, Problem};
use stoflow_wire::products::{ProductForm, SaveReport};
use stoflow_wire::similar::Part;
use stoflow_wire::wording::{DescriptionStyle, Language};

fn jumper(shares: &[(&str, &str)]) -> ProductForm {
    ProductForm {
        category: "sweater".to_owned(),
        materials: "nylon,wool".to_owned(),
        shares: told(shares),
        attributes: told(&[("season", "winter")]),
        ..titled("Pull")
    }
}

fn told(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect()
}

async fn form(tx: &mut TenantTx, product: ProductId) -> ProductForm {
    products::editor(tx, product).await.unwrap().form
}

#[tokio::test]
async fn shares_are_found_as_they_were_saved_and_go_where_their_materials_go() {
    let (backend, tenant) = shop("weaver").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = make(&mut tx, &jumper(&[("wool", "80 %"), ("nylon", "20")])).await;
    let saved = form(&mut tx, product).await;
    assert_eq!(saved.materials, "wool,nylon", "the main one first");
    assert_eq!(saved.shares, told(&[("wool", "80"), ("nylon", "20")]));
    assert_eq!(saved.attributes, told(&[("season", "winter")]));

    let fields = products::get(&mut tx, product).await.unwrap().fields;
    let facts = telling::facts(&fields, OwnWords::none(), Language::Fr, 2026);
    let text = wording::description(&facts, DescriptionStyle::Sheet, Room::plain(2000));
    assert!(text.contains("80 % laine"), "{text}");

    let like = similar::begin(&mut tx, product, &[Part::Materials]).await;
    let like = form(&mut tx, like.unwrap()).await;
    assert_eq!(like.shares, saved.shares);
    let bare = similar::begin(&mut tx, product, &[Part::Brand]).await;
    assert!(form(&mut tx, bare.unwrap()).await.shares.is_empty());
}

#[tokio::test]
async fn more_than_the_whole_is_refused_and_nothing_typed_is_lost() {
    let (backend, tenant) = shop("overweaver").await;
    let mut tx = backend.database.tenant(tenant).await.unwrap();
    let product = make(&mut tx, &jumper(&[("wool", "80")])).await;
    let typed = jumper(&[("wool", "80"), ("nylon", "30"), ("silk", "5")]);
    let report = products::save(&mut tx, product, &typed, 2).await.unwrap();
    let problem = FieldProblem::new("materials", Problem::TooLarge { max: 100 });
    let problems = vec![problem];
    assert_eq!(report, SaveReport::Refused { problems });
    assert_eq!(form(&mut tx, product).await, typed);
    let saved = products::get(&mut tx, product).await.unwrap().fields;
    assert_eq!(saved.shares.len(), 1);
}
