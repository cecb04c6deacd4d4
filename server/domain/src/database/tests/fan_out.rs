//! Migrations of many shops: cut off and taken up again, one that fails, two servers at once.

use super::{count, migrated, run};
use crate::database::migrations::{self, Migrated, TENANT, tenant_version};
use crate::database::schema::SchemaName;
use crate::database::statements::statements;
use crate::database::{Database, testing};
use crate::tenants;
use crate::tenants::fingerprint;
use std::collections::BTreeSet;
use std::path::Path;
use stoflow_wire::ids::TenantId;

const SHOPS: usize = 12;

/// Shops as they were before the newest migration: built anew by those before it.
async fn one_version_behind(name: &str) -> (Database, Vec<TenantId>) {
    let database = migrated(name).await.expect("migrated");
    let shops = testing::shops(&database, SHOPS).await;
    let mut connection = database.dedicated().await.expect("a connection");
    for &shop in &shops {
        let schema = SchemaName::of(shop);
        let older = tenant_version() - 1;
        for text in [
            format!("drop schema {schema} cascade"),
            format!("create schema {schema}"),
            format!("set search_path = {schema}, product_attributes"),
        ] {
            run(&mut connection, text).await;
        }
        for statement in TENANT
            .iter()
            .rev()
            .skip(1)
            .rev()
            .flat_map(|older| statements(older.sql))
        {
            run(&mut connection, statement.to_owned()).await;
        }
        run(
            &mut connection,
            format!(
                "insert into tenant_identity (tenant_id, schema_version) values ({shop}, {older})"
            ),
        )
        .await;
        run(
            &mut connection,
            format!("update public.tenants set schema_version = {older} where id = {shop}"),
        )
        .await;
    }
    (database, shops)
}

async fn all_are_like_the_template(database: &Database, shops: &[TenantId]) {
    let template = fingerprint::of_template(database)
        .await
        .expect("the template's");
    for &shop in shops {
        let own = fingerprint::of_shop(database, shop)
            .await
            .expect("the shop's");
        assert_eq!(own.beyond(&template), Vec::<String>::new(), "shop {shop}");
        assert_eq!(template.beyond(&own), Vec::<String>::new(), "shop {shop}");
    }
}

#[tokio::test]
async fn every_shop_is_brought_up_to_date_once() {
    let (database, shops) = one_version_behind("fan_out").await;
    assert_eq!(migrations::behind(&database).await.expect("counted"), SHOPS);
    let done = migrations::migrate(&database).await.expect("migrated");
    assert_eq!(
        done,
        Migrated {
            shops: SHOPS,
            behind: vec![]
        }
    );
    all_are_like_the_template(&database, &shops).await;
    assert_eq!(migrations::behind(&database).await.expect("counted"), 0);
    let again = migrations::migrate(&database).await.expect("migrated");
    assert_eq!(again, Migrated::default());
}

/// What the newest migration meets in one shop: something of the name it begins with is there already.
struct Obstacle {
    put: String,
    clear: String,
}

impl Obstacle {
    fn of(schema: &SchemaName) -> Self {
        let newest = TENANT.last().expect("there are migrations");
        let statements = statements(newest.sql);
        let words: Vec<&str> = statements[0].split_whitespace().collect();
        match words[..] {
            ["create", "table", table, ..] => Self {
                put: format!("create table {schema}.{table} (id bigint)"),
                clear: format!("drop table {schema}.{table}"),
            },
            ["alter", "table", table, "add", "column", column, ..] => Self {
                put: format!("alter table {schema}.{table} add column {column} bigint"),
                clear: format!("alter table {schema}.{table} drop column {column}"),
            },
            _ => panic!("what to put in the way of {words:?}?"),
        }
    }
}

#[tokio::test]
async fn a_shop_that_fails_holds_up_no_other() {
    let (database, shops) = one_version_behind("one_fails").await;
    let broken = shops[3];
    let mut connection = database.dedicated().await.expect("a connection");
    let way = Obstacle::of(&SchemaName::of(broken));
    run(&mut connection, way.put).await;
    let done = migrations::migrate(&database).await.expect("migrated");
    assert_eq!(
        done,
        Migrated {
            shops: SHOPS - 1,
            behind: vec![broken]
        }
    );
    assert!(database.tenant(shops[4]).await.is_ok());
    run(&mut connection, way.clear).await;
    let done = migrations::migrate(&database).await.expect("migrated");
    assert_eq!(
        done,
        Migrated {
            shops: 1,
            behind: vec![]
        }
    );
    all_are_like_the_template(&database, &shops).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_was_cut_off_is_taken_up_again() {
    let (database, shops) = one_version_behind("cut_off").await;
    let running = tokio::spawn({
        let database = database.clone();
        async move { migrations::migrate(&database).await }
    });
    while !running.is_finished()
        && migrations::behind(&database).await.expect("counted") > SHOPS - 3
    {
        tokio::task::yield_now().await;
    }
    running.abort();
    let cut_off = running.await.is_err();
    let done = migrations::migrate(&database).await.expect("migrated");
    assert!(!cut_off || done.shops <= SHOPS - 3, "{done:?}");
    all_are_like_the_template(&database, &shops).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_start_at_once_migrate_once() {
    let (database, shops) = one_version_behind("two_servers").await;
    let (one, two) = tokio::join!(
        migrations::migrate(&database),
        migrations::migrate(&database)
    );
    let (one, two) = (one.expect("migrated"), two.expect("migrated"));
    assert_eq!(one.shops + two.shops, SHOPS);
    all_are_like_the_template(&database, &shops).await;
}

#[tokio::test]
async fn a_shop_that_is_behind_is_not_handed_out() {
    let (database, _) = one_version_behind("not_handed_out").await;
    tenants::fill_ready_pool(&database, 1).await.expect("built");
    let mut connection = database.dedicated().await.expect("a connection");
    run(
        &mut connection,
        "update public.tenants set schema_version = 0 where state = 'ready'",
    )
    .await;
    let shop = testing::shops(&database, 1).await[0];
    assert!(database.tenant(shop).await.is_ok());
    let waiting = count(
        &mut connection,
        "select count(*) from public.tenants where state = 'ready'",
    )
    .await;
    assert_eq!(waiting.expect("counted"), 1, "the old one still waits");
}

/// A file that is not in the list would never run.
#[test]
fn every_migration_file_is_in_the_list_and_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    for (kind, listed) in [("shared", migrations::SHARED), ("tenant", TENANT)] {
        let files = std::fs::read_dir(folder.join(kind))
            .expect("the folder")
            .map(|entry| {
                entry
                    .expect("a file")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .map(|name| format!("{kind}/{}", name.trim_end_matches(".sql")))
            .collect::<BTreeSet<_>>();
        let listed = listed
            .iter()
            .map(|migration| migration.name.to_owned())
            .collect::<Vec<_>>();
        assert_eq!(files.into_iter().collect::<Vec<_>>(), listed);
    }
}
