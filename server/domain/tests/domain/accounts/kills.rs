//! The server killed at every wait of a registration: there is a complete seller or none, no shop without one, and
//! whoever signs up again has a shop.

use super::{PASSWORD, registration};
use crate::domain::mishap::{Fuse, Mishap};
use crate::domain::slow_line;
use sqlx::Row;
use stoflow_domain::accounts::{self, Registration};
use stoflow_domain::backend::Backend;
use stoflow_domain::database::{Database, migrations, testing};
use stoflow_domain::{sessions, tenants};

/// A database of the test's own, in which every taken shop is some seller's, and a backend at the end of a slow line.
struct Stage {
    slow: Backend,
    direct: Backend,
}

impl Stage {
    async fn new(name: &str) -> Self {
        let url = testing::empty_database(name).await;
        let database = Database::connect_with(&url, 3).await.unwrap();
        migrations::migrate(&database).await.unwrap();
        let backend = testing::backend().await;
        Self {
            slow: Backend {
                database: slow_line::to(&url).await,
                ..backend.clone()
            },
            direct: Backend {
                database,
                ..backend
            },
        }
    }

    /// Killed at `moment`; `true` where it came to its end before.
    async fn register_until(&self, moment: usize, typed: Registration) -> bool {
        // a shop is ready, as on a running server; the building of one is killed elsewhere
        tenants::fill_ready_pool(&self.direct.database, 2)
            .await
            .unwrap();
        let fuse = Fuse::new(vec![(Mishap::ServerDies, moment)]);
        fuse.run(accounts::register(&self.slow, typed))
            .await
            .is_ok()
    }

    /// In one look, since a commit that was on its way may land between two: shops without a seller, sellers without a
    /// shop, and sellers who could not be confirmed.
    async fn halves(&self) -> Vec<i64> {
        let mut tx = self.direct.database.shared().await.unwrap();
        let row = sqlx::query(
            "select (select count(*) from public.tenants t left join public.accounts a on a.tenant_id = t.id
                    where t.state = 'taken' and a.id is null)
                , (select count(*) from public.accounts a join public.tenants t on a.tenant_id = t.id
                    where t.state <> 'taken')
                , (select count(*) from public.accounts a where a.confirmed_at is null
                    and not exists (select 1 from public.confirmations c where c.account_id = a.id))",
        )
        .fetch_one(tx.conn())
        .await
        .unwrap();
        (0..3).map(|column| row.get(column)).collect()
    }

    async fn what_was_given_up_is_removed(&self) {
        let database = &self.direct.database;
        let mut tx = database.shared().await.unwrap();
        sqlx::query("update public.tenants set created_at = now() - interval '1 hour'")
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        tenants::fill_ready_pool(database, 3).await.unwrap();
        let mut tx = database.shared().await.unwrap();
        let row = sqlx::query(
            "select (select count(*) from public.tenants where state = 'being_built')
                , (select count(*) from public.tenants)
                , (select count(*) from pg_catalog.pg_namespace where nspname like 'user\\_%')",
        )
        .fetch_one(tx.conn())
        .await
        .unwrap();
        let [unfinished, entries, schemas] = [0, 1, 2].map(|column| row.get::<i64, _>(column));
        assert_eq!(unfinished, 0);
        assert_eq!(entries, schemas);
    }

    /// Signs up anew, confirms and opens the shop.
    async fn finish(&self, typed: Registration) {
        let (email, password) = (typed.email.clone(), typed.password.clone());
        accounts::register(&self.direct, typed).await.unwrap();
        let token = testing::confirmation_token(&self.direct, &email);
        let account = accounts::confirm(&self.direct, &token).await.unwrap();
        let person = accounts::person(&self.direct, account).await.unwrap();
        self.direct.database.tenant(person.tenant).await.unwrap();
        sessions::sign_in(&self.direct, &email, &password, "")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_newcomer_killed_at_any_wait_is_a_complete_seller_or_none() {
    let stage = Stage::new("register_kills").await;
    for moment in 1.. {
        let typed = registration(&format!("newcomer{moment}@example.org"));
        let whole = stage.register_until(moment, typed.clone()).await;
        assert_eq!(stage.halves().await, [0, 0, 0], "killed at {moment}");
        stage.finish(typed).await;
        assert_eq!(stage.halves().await, [0, 0, 0], "after {moment}");
        if whole {
            assert!(moment > 10, "{moment} waits are not the whole way");
            return;
        }
    }
}

#[tokio::test]
async fn an_address_taken_over_at_any_wait_leaves_no_shop_behind() {
    let stage = Stage::new("take_over_kills").await;
    for moment in 1.. {
        let first = registration(&format!("taken{moment}@example.org"));
        let second = Registration {
            password: format!("{PASSWORD}-2"),
            ..first.clone()
        };
        accounts::register(&stage.direct, first.clone())
            .await
            .unwrap();
        let whole = stage.register_until(moment, second.clone()).await;
        assert_eq!(stage.halves().await, [0, 0, 0], "killed at {moment}");
        stage.finish(second).await;
        assert_eq!(stage.halves().await, [0, 0, 0], "after {moment}");
        let refused = sessions::sign_in(&stage.direct, &first.email, &first.password, "").await;
        assert!(refused.is_err(), "the first password at {moment}");
        if whole {
            assert!(moment > 12, "{moment} waits are not the whole way");
            return stage.what_was_given_up_is_removed().await;
        }
    }
}
