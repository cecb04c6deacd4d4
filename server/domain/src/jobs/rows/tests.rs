//! What a claim looks at.

use super::*;
use crate::database::testing;

#[tokio::test]
async fn the_next_job_is_read_off_the_index_however_many_are_believed_to_wait() {
    let database = testing::database().await;
    let shop = testing::shops(&database, 1).await[0];
    let mut tx = database.tenant(shop).await.unwrap();
    // As many as nobody has counted yet.
    sqlx::query(
        "insert into marketplace_jobs (platform, action, idempotency_key, lane, priority, kept, expires_at) \
         select 'vinted', 'link', number::text, 'vinted_photos', 3, '{}', now() + interval '1 day' \
         from generate_series(1, 2000) as number",
    )
    .execute(tx.conn())
    .await
    .unwrap();
    let plan: Vec<String> = sqlx::query_scalar(claim!("explain "))
        .bind("running")
        .bind("test")
        .bind(30.0)
        .bind(LANES.as_slice())
        .fetch_all(tx.conn())
        .await
        .unwrap();
    let plan = plan.join("\n");
    assert!(
        plan.contains("Index Scan using marketplace_jobs_first on marketplace_jobs n"),
        "{plan}"
    );
}
