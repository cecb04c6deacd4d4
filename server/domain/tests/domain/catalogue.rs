//! The catalogue in `product_attributes`: whole, readable by every seller, kept up with the server's own.

use stoflow_domain::catalogue;
use stoflow_domain::database::{migrations, testing};

/// Design section 4: what all sellers share to describe an item.
#[tokio::test]
async fn every_table_of_the_catalogue_is_filled() {
    let database = testing::database().await;
    let mut tx = database.shared().await.unwrap();
    let versions: i64 =
        sqlx::query_scalar("select count(*) from product_attributes.catalogue_versions")
            .fetch_one(tx.conn())
            .await
            .unwrap();
    let (tables, categories, lists, premium): (i64, i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from pg_catalog.pg_tables where schemaname = 'product_attributes')
            , (select count(*) from product_attributes.categories where cardinality(genders) > 0)
            , (select count(*) from product_attributes.attributes where 'shoes' = any (shown_for))
            , (select count(*) from product_attributes.origins where premium and coefficient > 0)",
    )
    .fetch_one(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert!(tables >= 35, "{tables} tables");
    assert_eq!(versions, tables - 1, "each but the versions' own");
    let leaves = catalogue::categories().iter().filter(|node| node.is_leaf());
    assert_eq!(usize::try_from(categories).unwrap(), leaves.count());
    assert!(
        lists >= 10 && premium >= 5,
        "{lists} lists, {premium} origins"
    );
}

#[tokio::test]
async fn a_seller_reads_the_words_by_their_bare_name() {
    let database = testing::database().await;
    let shop = testing::shops(&database, 1).await[0];
    let mut tx = database.tenant(shop).await.unwrap();
    let told: String = sqlx::query_scalar("select de from fits where key = 'loose'")
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_eq!(told, "Weit");
    let refused = sqlx::query("delete from fits").execute(tx.conn()).await;
    assert!(refused.is_err(), "a seller changed what all share");
}

/// A word that was spoilt comes back with the next version of its file; what was added by hand stays.
#[tokio::test]
async fn a_new_version_mends_and_removes_nothing() {
    let database = testing::database().await;
    let mut tx = database.shared().await.unwrap();
    for statement in [
        "update product_attributes.rises set fr = 'faux' where key = 'mid_rise'",
        "insert into product_attributes.rises (key, fr, en, de, it, es, nl, pl)
        values ('by_hand', 'a', 'b', 'c', 'd', 'e', 'f', 'g')",
        "update product_attributes.catalogue_versions set version = 'old' where catalogue = 'rises'",
    ] {
        sqlx::query(statement).execute(tx.conn()).await.unwrap();
    }
    tx.commit().await.unwrap();
    migrations::migrate(&database).await.unwrap();
    let mut tx = database.shared().await.unwrap();
    let (mended, kept): (String, i64) = sqlx::query_as(
        "select (select fr from product_attributes.rises where key = 'mid_rise')
            , (select count(*) from product_attributes.rises where key = 'by_hand')",
    )
    .fetch_one(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!((mended.as_str(), kept), ("Taille mi-haute", 1));
}
