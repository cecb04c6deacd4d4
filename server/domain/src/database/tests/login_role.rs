//! The login role of somebody's own PostgreSQL need not be a superuser.

use super::run;
use crate::database::schema::Bucket;
use crate::database::{Database, migrations, testing};
use crate::error::Error;
use sqlx::ConnectOptions;

#[tokio::test]
async fn a_role_that_may_not_make_roles_is_told_what_to_do_and_then_works() {
    let url = testing::empty_database("plain_login").await;
    let superuser = Database::connect_with(&url, 1)
        .await
        .expect("the database answers");
    let mut connection = superuser.dedicated().await.expect("a connection");
    run(&mut connection, "create role plain login").await;
    run(&mut connection, "alter database plain_login owner to plain").await;
    run(&mut connection, "grant create on schema public to plain").await;
    let url = superuser
        .options
        .clone()
        .username("plain")
        .to_url_lossy()
        .to_string();
    let plain = Database::connect_with(&url, 2)
        .await
        .expect("the database answers");

    let refused = migrations::migrate(&plain).await.expect_err("it may not");
    let Error::Internal { source, .. } = refused else {
        panic!("{refused}");
    };
    assert!(
        source.to_string().contains("alter role plain createrole"),
        "{source}"
    );

    for role in Bucket::all() {
        run(&mut connection, format!("grant {role} to plain")).await;
    }
    migrations::migrate(&plain)
        .await
        .expect("it acts as roles it was given");
    let shop = testing::shops(&plain, 1).await[0];
    let mut tx = plain.tenant(shop).await.expect("the shop opens");
    sqlx::query("insert into products (title) values ('a')")
        .execute(tx.conn())
        .await
        .expect("a product is added");
    tx.commit().await.expect("committed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn databases_of_one_cluster_make_the_roles_at_once() {
    let (one, two) = tokio::join!(super::migrated("roles_one"), super::migrated("roles_two"));
    assert!(one.is_ok() && two.is_ok());
}
