//! The embedded PostgreSQL: it comes back after a crash, is shared by those who start it twice, and finds room for
//! its socket.

use crate::database::embedded::{self, Cluster, Durability};
use crate::database::{Database, testing};
use crate::error::Error;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(30);

fn folder(name: &str) -> PathBuf {
    testing::TestWorld::get().folder().join(name)
}

fn start(folder: &std::path::Path) -> Cluster {
    Cluster::start_blocking(folder, Durability::Full).expect("PostgreSQL starts")
}

fn kill(process: u32) {
    let killed = Command::new("sh")
        .args(["-c", "kill -KILL \"$1\"", "sh", &process.to_string()])
        .status();
    assert!(killed.expect("sh runs").success());
}

async fn until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < SOON, "it does not come back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn until_it_answers(database: &Database) {
    let start = Instant::now();
    while let Err(error) = database.ping().await {
        assert!(matches!(error, Error::Unavailable { .. }), "{error}");
        assert!(start.elapsed() < SOON, "it does not come back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_comes_back_after_a_crash_with_what_was_acknowledged() {
    let cluster = start(&folder("crash"));
    let database = Database::connect_with(cluster.url(), 3)
        .await
        .expect("it answers");
    let mut connection = database.dedicated().await.expect("a connection");
    super::run(&mut connection, "create table public.kept (id bigint)").await;
    for round in 1..=3_i64 {
        let mut tx = database.shared().await.expect("a transaction");
        sqlx::query("insert into public.kept (id) values ($1)")
            .bind(round)
            .execute(tx.conn())
            .await
            .expect("a row");
        tx.commit().await.expect("acknowledged");
        let killed = cluster.process().expect("it runs");
        kill(killed);
        // its backends answer for a moment longer
        until(|| cluster.process().is_some_and(|process| process != killed)).await;
        until_it_answers(&database).await;
        let mut connection = database.dedicated().await.expect("a connection");
        let kept = super::count(&mut connection, "select count(*) from public.kept").await;
        assert_eq!(kept.expect("counted"), round);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_on_the_same_data_uses_the_first_and_outlives_it() {
    let folder = folder("twice");
    let first = start(&folder);
    let second = start(&folder);
    assert_eq!(first.process(), second.process());
    assert_eq!(first.url(), second.url());
    assert_eq!(embedded::url(&folder), first.url());
    let database = Database::connect_with(second.url(), 2)
        .await
        .expect("it answers");
    drop(first);
    // the one that ends may answer a last time
    until(|| second.process().is_some()).await;
    until_it_answers(&database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_path_finds_room_for_its_socket() {
    let folder = folder(&"long".repeat(30));
    let cluster = start(&folder);
    let database = Database::connect_with(cluster.url(), 1)
        .await
        .expect("it answers");
    database.ping().await.expect("it answers");
    let socket = database.options.get_socket().expect("a socket").clone();
    assert!(!socket.starts_with(&folder));
    drop(cluster);
    std::fs::remove_dir(socket).expect("a stopped PostgreSQL leaves no socket behind");
}
