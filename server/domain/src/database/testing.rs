//! What tests stand on: one private PostgreSQL per test binary, and sellers made to order.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test stops where its ground does not hold"
)]

mod world;

use crate::accounts::{self, Registration};
use crate::backend::{Backend, Settings};
use crate::channels::vinted::images::{self, Images};
use crate::clock::Clock;
use crate::database::embedded::Cluster;
use crate::database::schema::SchemaName;
use crate::database::{Database, blueprint, ddl};
use crate::hints::Hints;
use crate::keys::Keys;
use crate::mail::Mailer;
use crate::photos::store::PhotoStore;
use crate::secrets::Secrets;
use crate::tenants;
use sqlx::{ConnectOptions, Connection};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use stoflow_wire::executor::Pace;
use stoflow_wire::ids::{AccountId, TenantId};
use stoflow_wire::language::Language;
use time::Duration;

/// Connections of one test.
const PER_TEST: u32 = 4;

const NO_PACE: Pace = Pace {
    read_ms: (0, 0),
    write_ms: (0, 0),
    delete_ms: (0, 0),
    look_again_ms: 0,
    rest_every: (0, 0),
    rest_ms: (0, 0),
};

/// One private cluster, migrated, for all tests of a binary.
pub struct TestWorld {
    folder: PathBuf,
    cluster: Cluster,
    keys: Keys,
    secrets: Secrets,
}

/// A registered and confirmed seller.
#[derive(Clone, Debug)]
pub struct Seller {
    pub tenant: TenantId,
    pub account: AccountId,
    pub email: String,
    pub password: String,
}

/// A backend of the test's own on the binary's database: its own connections, photos in a folder that goes with the
/// binary, mails kept, the machine's clock, no waiting between calls.
pub async fn backend() -> Backend {
    backend_with(Clock::system()).await
}

/// As [`backend`], with a clock the test moves.
pub async fn backend_with(clock: Clock) -> Backend {
    let world = TestWorld::get();
    let database = database().await;
    Backend {
        hints: Hints::new(database.clone()),
        database,
        clock,
        keys: world.keys(),
        secrets: world.secrets(),
        mailer: Mailer::kept(),
        photos: PhotoStore::local(world.folder().join("photos")).expect("photos are kept"),
        images: Images::new(
            &images::HOSTS.map(str::to_owned),
            None,
            [std::time::Duration::ZERO; 3],
        )
        .expect("photos can be fetched"),
        ebay: None,
        settings: Settings {
            origin: "http://localhost:4000".to_owned(),
            vinted_pace: NO_PACE,
            executor_patience: Duration::seconds(30),
        },
    }
}

/// Connections of the test's own to the binary's migrated database.
pub async fn database() -> Database {
    database_for(PER_TEST).await
}

/// The same, where so many hold a connection at once that the usual number would keep some waiting.
pub async fn database_for(holders: u32) -> Database {
    Database::connect_with(TestWorld::get().url(), holders)
        .await
        .expect("the test database answers")
}

/// An empty database of its own in the binary's cluster. Answers its URL.
pub async fn empty_database(name: &str) -> String {
    let world = database().await;
    let mut connection = world.dedicated().await.expect("a connection");
    ddl::run(&mut connection, format!("create database {name}"))
        .await
        .expect("a database of its own");
    world
        .options
        .clone()
        .database(name)
        .to_url_lossy()
        .to_string()
}

/// Takes `count` shops, without people.
pub async fn shops(database: &Database, count: usize) -> Vec<TenantId> {
    let mut tx = database.shared().await.expect("a transaction");
    let mut shops = Vec::with_capacity(count);
    for _ in 0..count {
        shops.push(tenants::take_ready(&mut tx).await.expect("a shop"));
    }
    tx.commit().await.expect("the shops are taken");
    shops
}

/// Builds a shop anew as it was so many migrations ago, as if they had failed in it. What it held is gone.
pub async fn set_back(database: &Database, shop: TenantId, migrations: i32) {
    let version = super::migrations::tenant_version() - migrations;
    let mut connection = database.dedicated().await.expect("a connection");
    let mut tx = connection.begin().await.expect("a transaction");
    let schema = SchemaName::of(shop);
    blueprint::remove(&mut tx, schema)
        .await
        .expect("the shop as it is goes");
    blueprint::build_to(&mut tx, schema, version)
        .await
        .expect("the shop as it was comes");
    sqlx::query("update public.tenants set schema_version = $2 where id = $1")
        .bind(shop.0)
        .bind(version)
        .execute(&mut *tx)
        .await
        .expect("the directory says so");
    tx.commit().await.expect("the shop is set back");
}

/// A new seller whose address starts with `name`, confirmed.
pub async fn seller(backend: &Backend, name: &str) -> Seller {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let email = format!("{name}.{number}.{}@example.org", std::process::id());
    let password = "Correct-Horse-9-Battery".to_owned();
    let registration = Registration {
        email: email.clone(),
        password: password.clone(),
        shop: format!("Shop of {name}"),
        language: Language::Fr,
    };
    accounts::register(backend, registration)
        .await
        .expect("a seller registers");
    let token = confirmation_token(backend, &email);
    let account = accounts::confirm(backend, &token)
        .await
        .expect("a seller confirms");
    let tenant = accounts::person(backend, account)
        .await
        .expect("a seller is known")
        .tenant;
    Seller {
        tenant,
        account,
        email,
        password,
    }
}

/// The token in the newest mail to `email`.
pub fn confirmation_token(backend: &Backend, email: &str) -> String {
    let mail = backend
        .mailer
        .kept_mails()
        .into_iter()
        .rfind(|mail| mail.to == email)
        .expect("a mail was sent");
    let (_, after) = mail.text.split_once("token=").expect("the mail has a link");
    after.chars().take_while(|c| !c.is_whitespace()).collect()
}
