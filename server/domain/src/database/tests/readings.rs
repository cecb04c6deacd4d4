//! Three tables with a row each become one with a row for each.

use super::{migrated, run};
use crate::database::migrations::{self, TENANT};
use crate::database::schema::SchemaName;
use crate::database::testing;

const MERGING: &str = "tenant/0026_ebay_connection";

#[tokio::test]
async fn what_was_read_of_a_shop_is_still_known_after_the_tables_were_merged() {
    let database = migrated("readings").await.expect("migrated");
    let shops = testing::shops(&database, 2).await;
    let newer = TENANT
        .iter()
        .rev()
        .position(|migration| migration.name == MERGING)
        .and_then(|place| i32::try_from(place + 1).ok())
        .expect("the migration is there");
    for &shop in &shops {
        testing::set_back(&database, shop, newer).await;
    }
    let mut connection = database.dedicated().await.expect("a connection");
    let shop = SchemaName::of(shops[0]);
    for row in [
        "wardrobe_sync (run, completed_at) values (7, '2026-11-20')",
        "sales_reading (completed_at, begun_by_itself_at) values ('2026-11-21', '2026-11-22')",
        "inbox_sync (unfinished) values (true)",
    ] {
        run(&mut connection, format!("insert into {shop}.{row}")).await;
    }
    migrations::migrate(&database).await.expect("migrated");

    let mut tx = database.tenant(shops[0]).await.expect("a transaction");
    let rows: Vec<(String, i64, Option<String>, bool)> = sqlx::query_as(
        "select what, run, to_char(completed_at, 'YYYY-MM-DD'), unfinished from readings order by what",
    )
    .fetch_all(tx.conn())
    .await
    .expect("the readings");
    drop(tx);
    let row = |what: &str, run, at: Option<&str>, unfinished| {
        (what.to_owned(), run, at.map(str::to_owned), unfinished)
    };
    assert_eq!(
        rows,
        [
            row("inbox", 0, None, true),
            row("sales", 0, Some("2026-11-21"), false),
            row("wardrobe", 7, Some("2026-11-20"), false),
        ]
    );
    let mut tx = database.tenant(shops[1]).await.expect("a transaction");
    let none: i64 = sqlx::query_scalar("select count(*) from readings")
        .fetch_one(tx.conn())
        .await
        .expect("the readings");
    assert_eq!(none, 0, "what was never read is not known");
}
