//! Shops that wait for their sellers: complete, alike, handed out once.

use std::collections::HashSet;
use stoflow_domain::database::{Database, migrations, testing};
use stoflow_domain::tenants::{self, fingerprint};
use stoflow_wire::ids::TenantId;

#[tokio::test]
async fn every_shop_is_made_of_what_the_template_is_made_of() {
    let database = testing::database().await;
    let template = fingerprint::of_template(&database).await.unwrap();
    assert!(
        template.lines().len() > 200,
        "{} lines",
        template.lines().len()
    );
    for shop in testing::shops(&database, 3).await {
        let own = fingerprint::of_shop(&database, shop).await.unwrap();
        assert_eq!(
            own.beyond(&template),
            Vec::<String>::new(),
            "shop {shop} has more"
        );
        assert_eq!(
            template.beyond(&own),
            Vec::<String>::new(),
            "shop {shop} has less"
        );
        assert_eq!(own.digest(), template.digest());
    }
}

#[tokio::test]
async fn shops_count_their_own_rows() {
    let database = testing::database().await;
    for shop in testing::shops(&database, 2).await {
        let mut tx = database.tenant(shop).await.unwrap();
        let first =
            sqlx::query_scalar::<_, i64>("insert into products (title) values ('a') returning id")
                .fetch_one(tx.conn())
                .await
                .unwrap();
        assert_eq!(first, 1, "shop {shop} shares its numbers with another");
    }
}

#[tokio::test]
async fn an_empty_shop_leaves_a_small_footprint() {
    let database = testing::database().await;
    let shop = testing::shops(&database, 1).await[0];
    let mut tx = database.shared().await.unwrap();
    let (tables, indexes, files, bytes) = sqlx::query_as::<_, (i64, i64, i64, i64)>(
        "with own as (
            select class.oid, relkind, reltoastrelid
            from pg_catalog.pg_class class
            join pg_catalog.pg_namespace namespace on namespace.oid = class.relnamespace
            where nspname = $1
        ), with_toast as (
            select oid, relkind from own
            union all
            select toast.oid, toast.relkind from own join pg_catalog.pg_class toast on toast.oid = own.reltoastrelid
            union all
            select indexrelid, 'I' from own join pg_catalog.pg_index on indrelid = own.reltoastrelid
        ), forks as (
            select oid, fork, pg_relation_size(oid, fork) as size
            from with_toast cross join unnest(array['main', 'fsm', 'vm', 'init']) fork
        )
        select (select count(*) from own where relkind = 'r')
            , (select count(*) from own where relkind = 'i')
            , (select count(*) from with_toast) + (select count(*) from forks where size > 0 and fork <> 'main')
            , (select sum(size)::bigint from forks)",
    )
    .bind(format!("user_{shop}"))
    .fetch_one(tx.conn())
    .await
    .unwrap();
    assert!(tables > 0 && tables <= 30, "{tables} tables");
    assert!(indexes > 0 && indexes <= 65, "{indexes} indexes");
    assert!(files <= 150, "{files} files");
    assert!(bytes <= 1_200_000, "{bytes} bytes");
}

/// T-11: what a connection keeps of the catalogue for each shop it has served, every table of it. The facts count on 200
/// shops of 350 kB to a connection; ours have more columns, so a connection serves 120 and is as small when it is closed.
/// Shop by shop, and the middle of them: PostgreSQL empties a connection's cache when tests next door make many tables,
/// and a shop looked into across such a moment seems to have cost less than nothing.
#[tokio::test]
async fn a_connection_keeps_little_of_each_shop_it_served() {
    const SHOPS: usize = 20;
    let database = Database::connect_with(testing::TestWorld::get().url(), 1)
        .await
        .unwrap();
    let mut kept = Vec::with_capacity(SHOPS);
    for shop in testing::shops(&database, SHOPS).await {
        let before = catalogue_memory(&database).await;
        look_into_every_table(&database, shop).await;
        kept.push(catalogue_memory(&database).await - before);
    }
    kept.sort_unstable();
    let each = kept[SHOPS / 2];
    assert!(each > 50_000, "{kept:?}: nothing was looked into");
    assert!(each * 120 <= 350_000 * 200, "{kept:?}");
}

async fn look_into_every_table(database: &Database, shop: TenantId) {
    let mut tx = database.tenant(shop).await.unwrap();
    sqlx::raw_sql(
        "do $$ declare name text; begin
            for name in select tablename from pg_catalog.pg_tables where schemaname = (current_schemas(false))[1] loop
                execute format('select 1 from %I limit 1', name);
            end loop;
        end $$",
    )
    .execute(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn catalogue_memory(database: &Database) -> i64 {
    let mut tx = database.shared().await.unwrap();
    sqlx::query_scalar::<_, i64>(
        "select sum(total_bytes - free_bytes)::bigint from pg_catalog.pg_backend_memory_contexts
        where name = 'CacheMemoryContext' or parent = 'CacheMemoryContext'",
    )
    .fetch_one(tx.conn())
    .await
    .unwrap()
}

/// T-10.
#[tokio::test]
async fn a_shop_that_drifted_is_told_line_by_line() {
    let url = testing::empty_database("drift").await;
    let database = Database::connect_with(&url, 2).await.unwrap();
    migrations::migrate(&database).await.unwrap();
    tenants::fill_ready_pool(&database, 3).await.unwrap();
    assert_eq!(fingerprint::drifted(&database).await.unwrap(), []);
    let mut tx = database.shared().await.unwrap();
    sqlx::raw_sql("alter table user_2.products add column extra text; alter table user_2.products alter column title drop not null")
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let drifted = fingerprint::drifted(&database).await.unwrap();
    let [drift] = &drifted[..] else {
        panic!("{drifted:?}");
    };
    assert_eq!(drift.shop, TenantId(2));
    assert!(
        drift
            .more
            .iter()
            .any(|line| line.starts_with("column products.extra text")),
        "{drift:?}"
    );
    assert!(
        drift
            .less
            .iter()
            .all(|line| line.starts_with("column products.title text")),
        "{drift:?}"
    );
    assert_eq!(drift.less.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sign_ups_at_the_same_moment_get_a_shop_each() {
    const TAKERS: u32 = 20;
    let database = testing::database_for(TAKERS).await;
    let takers = (0..TAKERS)
        .map(|_| {
            let database = database.clone();
            tokio::spawn(async move { testing::shops(&database, 1).await[0] })
        })
        .collect::<Vec<_>>();
    let mut taken = HashSet::new();
    for taker in takers {
        assert!(
            taken.insert(taker.await.unwrap()),
            "one shop was handed out twice"
        );
    }
}

#[tokio::test]
async fn a_sign_up_that_fails_gives_its_shop_back() {
    let database = testing::database().await;
    let mut tx = database.shared().await.unwrap();
    let shop = tenants::take_ready(&mut tx).await.unwrap();
    drop(tx);
    let mut tx = database.shared().await.unwrap();
    let state = sqlx::query_scalar::<_, String>("select state from public.tenants where id = $1")
        .bind(shop.0)
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_ne!(state, "being_built");
}
