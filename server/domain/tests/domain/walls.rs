//! A query that forgot its door finds nothing, whatever it asks for.

use stoflow_domain::database::testing;
use stoflow_domain::error::Error;
use stoflow_wire::ids::TenantId;

#[tokio::test]
async fn a_forgotten_door_finds_no_table() {
    let database = testing::database().await;
    let mut tx = database.shared().await.unwrap();
    let tables = sqlx::query_scalar::<_, String>(
        "select tablename::text from pg_catalog.pg_tables where schemaname = 'template_tenant'",
    )
    .fetch_all(tx.conn())
    .await
    .unwrap();
    assert!(tables.len() >= 10, "{tables:?}");
    // the template's tables, by their bare names, and a shared one
    for table in tables.iter().map(String::as_str).chain(["accounts"]) {
        let found = sqlx::query_scalar::<_, bool>("select to_regclass($1) is not null")
            .bind(table)
            .fetch_one(tx.conn())
            .await
            .unwrap();
        assert!(!found, "{table} is found without a shop");
    }
    let refused = sqlx::query("select id from products")
        .execute(tx.conn())
        .await
        .unwrap_err();
    assert_eq!(
        refused.as_database_error().unwrap().code().unwrap(),
        "42P01"
    );
}

#[tokio::test]
async fn no_table_name_is_used_in_two_kinds_of_schema() {
    let database = testing::database().await;
    let mut tx = database.shared().await.unwrap();
    let shared_names = sqlx::query_scalar::<_, String>(
        "select relname::text
        from pg_catalog.pg_class class
        join pg_catalog.pg_namespace namespace on namespace.oid = class.relnamespace
        where nspname in ('public', 'product_attributes', 'template_tenant') and relkind in ('r', 'p', 'v', 'm', 'f')
        group by relname having count(*) > 1",
    )
    .fetch_all(tx.conn())
    .await
    .unwrap();
    assert_eq!(shared_names, Vec::<String>::new());
}

#[tokio::test]
async fn a_shop_sees_what_is_its_own_and_nothing_else() {
    let database = testing::database().await;
    let shops = testing::shops(&database, 2).await;
    let mut tx = database.tenant(shops[0]).await.unwrap();
    for query in [
        "select email from public.accounts",
        "select id from public.tenants",
        "select title from template_tenant.products",
        "update tenant_identity set tenant_id = 1",
        "create table mine (id bigint)",
    ] {
        let refused = sqlx::query(query)
            .execute(tx.conn())
            .await
            .expect_err(query);
        assert_eq!(
            refused.as_database_error().unwrap().code().unwrap(),
            "42501",
            "{query}"
        );
        drop(tx);
        tx = database.tenant(shops[0]).await.unwrap();
    }
}

#[tokio::test]
async fn a_shop_that_is_not_there_is_not_found() {
    let database = testing::database().await;
    for id in [0, -1, i64::MAX] {
        let refused = database.tenant(TenantId(id)).await.err().unwrap();
        assert!(
            matches!(refused, Error::NotFound { what: "shop" }),
            "{id}: {refused}"
        );
    }
}

#[tokio::test]
async fn a_transaction_with_a_failed_statement_does_not_pretend_to_commit() {
    let database = testing::database().await;
    let shop = testing::shops(&database, 1).await[0];
    let mut tx = database.tenant(shop).await.unwrap();
    sqlx::query("insert into products (title) values ('a')")
        .execute(tx.conn())
        .await
        .unwrap();
    sqlx::query("insert into products (quantity) values (-1)")
        .execute(tx.conn())
        .await
        .unwrap_err();
    assert!(tx.commit().await.is_err());
}
