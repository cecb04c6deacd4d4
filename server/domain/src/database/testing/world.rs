//! The PostgreSQL of this test binary: started by the first test that asks, gone with the process.

use super::TestWorld;
use crate::database::embedded::{Cluster, Durability};
use crate::database::{Database, migrations};
use crate::keys::{Given, Keys};
use crate::secrets::{self, Secrets};
use crate::tenants;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Shops built before the first test runs; when they are taken, each sign-up builds its own.
const READY: usize = 8;

impl TestWorld {
    /// Started at the first call. Safe to call from any runtime: the work is done on threads of its own.
    pub fn get() -> &'static Self {
        static WORLD: OnceLock<TestWorld> = OnceLock::new();
        WORLD.get_or_init(|| {
            std::thread::spawn(Self::start)
                .join()
                .expect("the test world starts")
        })
    }

    pub fn url(&self) -> &str {
        self.cluster.url()
    }

    /// A folder that is removed with the cluster.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn keys(&self) -> Keys {
        self.keys.clone()
    }

    pub(super) fn secrets(&self) -> Secrets {
        self.secrets.clone()
    }

    fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("stoflow-test-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let cluster = Cluster::start_blocking(&folder.join("postgres"), Durability::None)
            .expect("PostgreSQL starts");
        remove_afterwards(&folder, cluster.process().expect("PostgreSQL runs"));
        let keys =
            Keys::load_or_make(&folder.join("keys"), &Given::default()).expect("keys are made");
        let secrets = Secrets::load_or_make(&folder.join("keys"), &secrets::Given::default())
            .expect("a key for secrets is made");
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(prepare(cluster.url()));
        Self {
            folder,
            cluster,
            keys,
            secrets,
        }
    }
}

async fn prepare(url: &str) {
    let database = Database::connect_with(url, 2)
        .await
        .expect("the database answers");
    migrations::migrate(&database)
        .await
        .expect("the migrations run");
    tenants::fill_ready_pool(&database, READY)
        .await
        .expect("shops are built");
    database.close().await;
}

/// A process that waits for the end of ours, which closes its standard input, then for PostgreSQL's, then cleans up.
fn remove_afterwards(folder: &Path, postgres: u32) {
    let script = "cat; while kill -0 \"$2\" 2>/dev/null; do sleep 0.1; done; rm -rf \"$1\"";
    let child = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(folder)
        .arg(postgres.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a cleaner for the test folder");
    // its standard input stays open as long as we live
    std::mem::forget(child);
}
