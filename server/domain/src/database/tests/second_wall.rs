//! The wrong schema in the scope, by a fault of ours: the role refuses it, and so does the canary.

use crate::database::schema::{Bucket, SchemaName};
use crate::database::scope::Scope;
use crate::database::testing;
use crate::error::Error;
use stoflow_wire::ids::TenantId;

const PAIRS: usize = 64;

#[tokio::test]
async fn a_wrong_schema_is_refused_twice() {
    let database = testing::database().await;
    let shops = testing::shops(&database, PAIRS + 1).await;
    let mut refused_by_role = 0;
    for pair in shops.windows(2) {
        let (own, other) = (pair[0], SchemaName::of(pair[1]));
        let own_role = Bucket::of(SchemaName::of(own));
        let wrong = |role| {
            database.scoped(
                own,
                Scope {
                    schema: other,
                    role,
                },
            )
        };
        // PostgreSQL passes over a schema the role may not use: no table is found
        if matches!(wrong(own_role).await, Err(Error::NotFound { .. })) {
            refused_by_role += 1;
        }
        let canary = wrong(Bucket::of(other))
            .await
            .err()
            .expect("the canary refuses");
        assert!(
            matches!(canary, Error::Internal { attempted, .. } if attempted == "checking whose shop this is"),
            "{canary}"
        );
    }
    assert!(
        refused_by_role >= PAIRS - 1,
        "the role refused {refused_by_role} of {PAIRS}"
    );
}

#[tokio::test]
async fn a_shop_whose_schema_is_too_old_waits_and_others_do_not() {
    let database = testing::database().await;
    let shops = testing::shops(&database, 3).await;
    let newest = crate::database::migrations::tenant_version();
    for (shop, version) in shops.iter().zip([newest, newest - 1, newest - 2]) {
        set_version(&database, *shop, version).await;
    }
    assert!(database.tenant(shops[0]).await.is_ok());
    assert!(
        database.tenant(shops[1]).await.is_ok(),
        "the version before is served"
    );
    let behind = database.tenant(shops[2]).await.err().expect("too old");
    assert!(matches!(behind, Error::ShopBehind), "{behind}");
}

async fn set_version(database: &crate::database::Database, shop: TenantId, version: i32) {
    let mut connection = database.dedicated().await.expect("a connection");
    let schema = SchemaName::of(shop);
    super::run(
        &mut connection,
        format!("update {schema}.tenant_identity set schema_version = {version}"),
    )
    .await;
}
