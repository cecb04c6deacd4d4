//! How pooled connections are set up, watched and retired.
//!
//! A backend keeps about 0.4 MB of catalogue memory per schema it has touched, so each connection is closed after
//! 120 sellers or 15 minutes; one that comes back inside a transaction is closed at once.
#![expect(clippy::disallowed_types, reason = "here pools get their rules")]

use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::{Executor, Row};
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use stoflow_wire::ids::TenantId;

/// Connections of one server process.
pub(super) const PER_NODE: u32 = 10;

/// Sellers a connection may have served before it is closed: half a megabyte of catalogue each (T-11,
/// `tests/domain/shops.rs`), 70 MB at the end.
const TENANTS_PER_CONNECTION: usize = 120;

const LIFETIME: Duration = Duration::from_mins(15);

/// What a session starts with. No path: a query that forgot its door finds no table. A shop's rows lie in memory or on a
/// disk without a head, so that a page off the line costs about as much as the next one; and no statement here runs long
/// enough to be worth compiling first.
pub(super) const SESSION: [(&str, &str); 6] = [
    ("search_path", ""),
    ("random_page_cost", "1.1"),
    ("jit", "off"),
    ("statement_timeout", STATEMENT_TIMEOUT),
    ("lock_timeout", LOCK_TIMEOUT),
    (
        "idle_in_transaction_session_timeout",
        IDLE_IN_TRANSACTION_TIMEOUT,
    ),
];

pub(super) const STATEMENT_TIMEOUT: &str = "5s";
pub(super) const LOCK_TIMEOUT: &str = "2s";
pub(super) const IDLE_IN_TRANSACTION_TIMEOUT: &str = "10s";

/// Raised whenever PostgreSQL says that a cached statement no longer fits (`0A000`).
static STATEMENTS_AGE: AtomicU64 = AtomicU64::new(0);

/// Makes every connection forget its prepared statements before its next transaction.
pub(super) fn statements_are_stale() {
    STATEMENTS_AGE.fetch_add(1, Ordering::Relaxed);
}

/// What is known of each pooled connection, by the process id of its backend.
#[derive(Default)]
pub(super) struct Connections(Mutex<HashMap<i32, Life>>);

struct Life {
    born: Instant,
    tenants: HashSet<TenantId>,
    statements_age: u64,
}

/// What has to happen before a connection is used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Statements {
    Good,
    Stale,
}

impl Connections {
    /// Notes that `backend` serves `tenant`, and says whether its prepared statements are still good.
    pub(super) fn serves(&self, backend: i32, tenant: TenantId) -> Statements {
        let newest = STATEMENTS_AGE.load(Ordering::Relaxed);
        let mut lives = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !lives.contains_key(&backend) {
            lives.retain(|_, life| life.born.elapsed() < LIFETIME * 2);
        }
        let life = lives.entry(backend).or_insert_with(|| Life {
            born: Instant::now(),
            tenants: HashSet::new(),
            statements_age: newest,
        });
        life.tenants.insert(tenant);
        if std::mem::replace(&mut life.statements_age, newest) == newest {
            Statements::Good
        } else {
            Statements::Stale
        }
    }

    /// Whether the connection may serve on; one that may not is forgotten.
    fn may_stay(&self, backend: i32) -> bool {
        let mut lives = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let spent = lives
            .get(&backend)
            .is_some_and(|life| life.tenants.len() >= TENANTS_PER_CONNECTION);
        if spent {
            lives.remove(&backend);
        }
        !spent
    }
}

/// The pool's rules. Connections are checked when they come back, not when they are taken: that is off the way of
/// the request.
pub(super) fn pool(connections: &Arc<Connections>, size: u32) -> PgPoolOptions {
    let connections = Arc::clone(connections);
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(3))
        .idle_timeout(Duration::from_mins(5))
        .max_lifetime(LIFETIME)
        .test_before_acquire(false)
        .after_release(move |connection, _| {
            let connections = Arc::clone(&connections);
            Box::pin(async move {
                let back = came_back(connection).await?;
                if !back.clean {
                    tracing::error!(
                        backend = back.backend,
                        "a connection came back inside a transaction or a shop; it is closed"
                    );
                }
                Ok(back.clean && connections.may_stay(back.backend))
            })
        })
}

/// One connection that stays, for LISTEN.
pub(super) fn one_for_ever() -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
}

struct CameBack {
    backend: i32,
    /// Outside a transaction, with the path and the role it was born with.
    clean: bool,
}

/// Outside a transaction each simple query is its own, so it starts when its statement starts.
async fn came_back(connection: &mut PgConnection) -> Result<CameBack, sqlx::Error> {
    let row = connection
        .fetch_one(sqlx::raw_sql(
            "select pg_backend_pid()
                , now() = statement_timestamp() and current_setting('search_path') = '' and current_user = session_user",
        ))
        .await?;
    Ok(CameBack {
        backend: row.try_get(0)?,
        clean: row.try_get(1)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Connections, Statements, TENANTS_PER_CONNECTION, statements_are_stale};
    use stoflow_wire::ids::TenantId;

    #[test]
    fn a_connection_serves_so_many_shops_and_no_more() {
        let connections = Connections::default();
        for shop in 1..TENANTS_PER_CONNECTION {
            // each twice: what counts is how many there are
            for _ in 0..2 {
                connections.serves(1, TenantId(i64::try_from(shop).expect("a small number")));
            }
            assert!(connections.may_stay(1));
        }
        connections.serves(1, TenantId(0));
        assert!(!connections.may_stay(1));
        assert!(
            connections.may_stay(1),
            "the next one with this number starts afresh"
        );
    }

    #[test]
    fn stale_statements_are_forgotten_once_per_connection() {
        let connections = Connections::default();
        connections.serves(1, TenantId(1));
        statements_are_stale();
        assert_eq!(connections.serves(1, TenantId(1)), Statements::Stale);
        assert_eq!(
            connections.serves(2, TenantId(1)),
            Statements::Good,
            "it is new"
        );
    }
}
