//! Migrations of many shops: cut off and taken up again, one that fails, two servers at once.

use super::{count, migrated, run};
use crate::database::migrations::{self, Migrated, TENANT};
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
    for &shop in &shops {
        testing::set_back(&database, shop, 1).await;
    }
    (database, shops)
}

/// Statements after which the newest migration fails in this shop, and those after which it does not any more.
fn obstacle(shop: TenantId) -> (String, String) {
    let newest = TENANT.last().expect("there are migrations");
    let first = statements(newest.sql)[0];
    let table = |rest: &str| rest.split_whitespace().next().expect("a name").to_owned();
    let schema = SchemaName::of(shop);
    if let Some(rest) = first.strip_prefix("create table ") {
        let made = format!("{schema}.{}", table(rest));
        return (
            format!("create table {made} (id bigint)"),
            format!("drop table {made}"),
        );
    }
    let rest = first
        .strip_prefix("alter table ")
        .or_else(|| first.strip_prefix("update "))
        .expect("the newest migration begins with a table");
    let changed = table(rest);
    (
        format!("alter table {schema}.{changed} rename to {changed}_away"),
        format!("alter table {schema}.{changed}_away rename to {changed}"),
    )
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

#[tokio::test]
async fn a_shop_that_fails_holds_up_no_other() {
    let (database, shops) = one_version_behind("one_fails").await;
    let broken = shops[3];
    let mut connection = database.dedicated().await.expect("a connection");
    let (put_in_the_way, cleared_away) = obstacle(broken);
    run(&mut connection, put_in_the_way).await;
    let done = migrations::migrate(&database).await.expect("migrated");
    assert_eq!(
        done,
        Migrated {
            shops: SHOPS - 1,
            behind: vec![broken]
        }
    );
    assert!(database.tenant(shops[4]).await.is_ok());
    run(&mut connection, cleared_away).await;
    migrations::catch_up(&database).await.expect("caught up");
    assert_eq!(migrations::behind(&database).await.expect("counted"), 0);
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
