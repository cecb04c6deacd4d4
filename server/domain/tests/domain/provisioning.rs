//! The server dies while it builds a shop, at each statement in turn: what is left is a complete shop or nothing.

use super::line::{Cut, Line};
use std::time::{Duration, Instant};
use stoflow_domain::database::{Database, migrations, testing};
use stoflow_domain::tenants::{self, fingerprint};
use stoflow_wire::ids::TenantId;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_before_any_statement_leaves_a_complete_shop_or_none() {
    crash_at_every_statement("crash_before", Cut::Before).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_after_any_statement_leaves_a_complete_shop_or_none() {
    crash_at_every_statement("crash_after", Cut::After).await;
}

/// T-09: nineteen of twenty are built, and handed over, within these times. A busy machine gets another look.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_is_built_in_half_a_second_and_handed_over_in_a_tenth() {
    const BUILT: Duration = Duration::from_millis(500);
    const HANDED_OVER: Duration = Duration::from_millis(100);
    const LOOKS: usize = 5;
    let url = testing::empty_database("built_in_time").await;
    let database = Database::connect_with(&url, 2).await.unwrap();
    migrations::migrate(&database).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..LOOKS {
        let mut built = Vec::new();
        for ready in 1..=20 {
            let start = Instant::now();
            let made = tenants::fill_ready_pool(&database, ready).await.unwrap();
            assert_eq!(made, 1);
            built.push(start.elapsed());
        }
        let mut handed_over = Vec::new();
        for _ in 0..20 {
            let start = Instant::now();
            testing::shops(&database, 1).await;
            handed_over.push(start.elapsed());
        }
        let times = (p95(built), p95(handed_over));
        if times.0 <= BUILT && times.1 <= HANDED_OVER {
            return;
        }
        seen.push(times);
    }
    panic!("built and handed over in {seen:?}");
}

/// Of twenty.
fn p95(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[18]
}

async fn crash_at_every_statement(name: &str, cut: Cut) {
    let url = testing::empty_database(name).await;
    let line = Line::to(&url, cut);
    let through_line = Database::connect_with(&line.url(name), 2).await.unwrap();
    let direct = Database::connect_with(&url, 2).await.unwrap();
    migrations::migrate(&direct).await.unwrap();
    let mut statement = 0;
    loop {
        let want = ready(&direct).await.len() + 1;
        line.allow(statement);
        let built = tenants::fill_ready_pool(&through_line, want).await;
        let crashed = line.was_cut();
        line.allow(i64::MAX);
        assert!(crashed || built.is_ok(), "statement {statement}: {built:?}");
        only_complete_shops(&direct).await;
        if !crashed {
            break;
        }
        statement += 1;
    }
    assert!(statement >= 60, "only {statement} statements were cut");
    leftovers_are_cleared(&direct).await;
}

async fn ready(database: &Database) -> Vec<TenantId> {
    let mut tx = database.shared().await.unwrap();
    let ids = sqlx::query_scalar::<_, i64>(
        "select id from public.tenants where state = 'ready' order by id",
    )
    .fetch_all(tx.conn())
    .await
    .unwrap();
    ids.into_iter().map(TenantId).collect()
}

/// Schemas without a directory entry or with an unfinished one, and entries without their schema.
async fn only_complete_shops(database: &Database) {
    let mut tx = database.shared().await.unwrap();
    let halves = sqlx::query_scalar::<_, String>(
        "select coalesce(nspname::text, 'entry ' || id)
        from (select nspname from pg_catalog.pg_namespace where nspname like 'user\\_%') schemas
        full join (select id from public.tenants where state <> 'being_built') entries on nspname = 'user_' || id
        where nspname is null or id is null",
    )
    .fetch_all(tx.conn())
    .await
    .unwrap();
    drop(tx);
    assert_eq!(halves, Vec::<String>::new());
    if let Some(&newest) = ready(database).await.last() {
        let template = fingerprint::of_template(database).await.unwrap();
        assert_eq!(
            fingerprint::of_shop(database, newest).await.unwrap(),
            template
        );
        database.tenant(newest).await.unwrap();
    }
}

async fn leftovers_are_cleared(database: &Database) {
    let left = "select count(*) from public.tenants where state = 'being_built'";
    let mut tx = database.shared().await.unwrap();
    let before = sqlx::query_scalar::<_, i64>(left)
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert!(before > 0, "some builds were cut off");
    sqlx::query("update public.tenants set created_at = now() - interval '1 hour' where state = 'being_built'")
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut now = before;
    while now > 0 {
        let want = ready(database).await.len() + 1;
        tenants::fill_ready_pool(database, want).await.unwrap();
        let mut tx = database.shared().await.unwrap();
        let after = sqlx::query_scalar::<_, i64>(left)
            .fetch_one(tx.conn())
            .await
            .unwrap();
        assert!(after < now, "{after} of {now} leftovers stay");
        now = after;
    }
}
