//! A migration changes a type under a prepared statement. PostgreSQL then refuses that statement for ever; we
//! forget it.

use crate::database::rows::Attempted;
use crate::database::schema::SchemaName;
use crate::database::{Database, TenantTx, testing};
use crate::error::Error;
use futures::FutureExt;
use stoflow_wire::ids::TenantId;

const TITLES: &str = "select title from products";

async fn titles(tx: &mut TenantTx) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(TITLES)
        .fetch_all(tx.conn())
        .await
        .attempted("reading titles")
}

/// On one connection, so that it is the one with the prepared statement.
async fn with_prepared_statement() -> (Database, TenantId) {
    let database = Database::connect_with(testing::TestWorld::get().url(), 1)
        .await
        .expect("the database answers");
    let shop = testing::shops(&database, 1).await[0];
    let mut tx = database.tenant(shop).await.expect("the shop opens");
    titles(&mut tx).await.expect("the statement is prepared");
    tx.commit().await.expect("committed");
    (database, shop)
}

async fn change_type(database: &Database, shop: TenantId, length: u32) {
    let mut connection = database.dedicated().await.expect("a connection");
    let schema = SchemaName::of(shop);
    super::run(
        &mut connection,
        format!("alter table {schema}.products alter column title type varchar({length})"),
    )
    .await;
}

#[tokio::test]
async fn the_next_transaction_has_forgotten_it() {
    let (database, shop) = with_prepared_statement().await;
    // a stale statement of another test makes this one be forgotten too: then it is not refused at first
    for length in 300..320 {
        change_type(&database, shop, length).await;
        let mut tx = database.tenant(shop).await.expect("the shop opens");
        let Err(refused) = titles(&mut tx).await else {
            continue;
        };
        assert!(matches!(refused, Error::Unavailable { .. }), "{refused}");
        drop(tx);
        let mut tx = database.tenant(shop).await.expect("the shop opens");
        assert_eq!(
            titles(&mut tx).await.expect("prepared anew"),
            Vec::<String>::new()
        );
        return;
    }
    panic!("PostgreSQL took every stale statement");
}

#[tokio::test]
async fn an_act_is_tried_again_by_itself() {
    let (database, shop) = with_prepared_statement().await;
    change_type(&database, shop, 300).await;
    let found = database.in_tenant(shop, |tx| titles(tx).boxed()).await;
    assert_eq!(found.expect("tried again"), Vec::<String>::new());
}

#[tokio::test]
async fn an_act_that_fails_for_good_is_not_tried_again() {
    let database = testing::database().await;
    let shop = testing::shops(&database, 1).await[0];
    let tries = std::sync::atomic::AtomicU32::new(0);
    let failed = database
        .in_tenant(shop, |_| {
            tries.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            async { Err::<(), _>(Error::Forbidden) }.boxed()
        })
        .await;
    assert!(matches!(failed, Err(Error::Forbidden)));
    assert_eq!(tries.into_inner(), 1);
}
