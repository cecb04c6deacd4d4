//! Several servers on one database, and a time that the test moves (facts: Q-15).

use super::cadence::{self, Cadence};
use super::calendar::{self, Outcome, Schedule, Turn};
use super::duties::Duty;
use super::{rounds, run};
use crate::backend::Backend;
use crate::clock::Clock;
use crate::database::{Database, migrations, testing};
use crate::hints::Hints;
use crate::{accounts, executors, sessions};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use time::macros::{datetime, time};
use time::{OffsetDateTime, UtcOffset};
use tokio::sync::watch;

const MINUTES: u64 = 10;

const PLAN: [Schedule; 3] = [
    Schedule {
        name: "often",
        cadence: Cadence::Every(Duration::from_mins(MINUTES)),
    },
    // A moment that clocks show twice on one day of the year, and on another never.
    Schedule {
        name: "nightly",
        cadence: Cadence::Daily(time!(2:30)),
    },
    Schedule {
        name: "in_the_morning",
        cadence: Cadence::Daily(time!(7:00)),
    },
];

async fn own_database(name: &str) -> Database {
    let url = testing::empty_database(name).await;
    let database = Database::connect_with(&url, 8).await.expect("connected");
    migrations::migrate(&database).await.expect("migrated");
    database
}

async fn own_backend(name: &str, clock: Clock) -> Backend {
    let database = own_database(name).await;
    Backend {
        hints: Hints::new(database.clone()),
        database,
        ..testing::backend_with(clock).await
    }
}

async fn count(database: &Database, query: &'static str) -> i64 {
    let mut tx = database.shared().await.expect("a transaction");
    sqlx::query_scalar(query)
        .fetch_one(tx.conn())
        .await
        .expect("counted")
}

async fn change(database: &Database, statement: &'static str) {
    let mut tx = database.shared().await.expect("a transaction");
    sqlx::query(statement)
        .execute(tx.conn())
        .await
        .expect("changed");
    tx.commit().await.expect("committed");
}

async fn take_all(database: &Database, now: OffsetDateTime) -> Vec<Turn> {
    let mut turns = Vec::new();
    while let Some(turn) = calendar::take(database, &PLAN, now).await.expect("looked") {
        turns.push(turn);
    }
    turns
}

async fn end_all(database: &Database, turns: &[Turn]) {
    for turn in turns {
        calendar::end(database, &PLAN, turn, Outcome::Done)
            .await
            .expect("ended");
    }
}

/// Three servers look within a second of each other. Answers what they did, each at its own moment.
async fn three_servers(database: &Database, due: OffsetDateTime) -> Vec<(String, OffsetDateTime)> {
    let moments = [0, 450, 999].map(|late| due + time::Duration::milliseconds(late));
    let (a, b, c) = tokio::join!(
        take_all(database, moments[0]),
        take_all(database, moments[1]),
        take_all(database, moments[2])
    );
    let mut done = Vec::new();
    for (turns, at) in [a, b, c].into_iter().zip(moments) {
        end_all(database, &turns).await;
        done.extend(turns.into_iter().map(|turn| (turn.name, at)));
    }
    done
}

/// a day and a half on which clocks are changed, with a second that comes twice at each midnight.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_is_done_once_in_its_period_and_at_most_a_second_late() {
    for (name, from, until, nights) in [
        (
            "autumn",
            datetime!(2026-10-24 12:00:00.5 UTC),
            datetime!(2026-10-26 00:00 UTC),
            [datetime!(2026-10-25 00:30 UTC)],
        ),
        (
            "spring",
            datetime!(2026-03-28 12:00:00.5 UTC),
            datetime!(2026-03-30 00:00 UTC),
            [datetime!(2026-03-29 01:30 UTC)],
        ),
    ] {
        let database = own_database(name).await;
        // What is new is done at once; then it has its times.
        assert_eq!(three_servers(&database, from).await.len(), PLAN.len());
        let mut done: BTreeMap<String, Vec<OffsetDateTime>> = BTreeMap::new();
        loop {
            let mut tx = database.shared().await.expect("a transaction");
            let due: OffsetDateTime =
                sqlx::query_scalar("select min(next_at) from public.schedules")
                    .fetch_one(tx.conn())
                    .await
                    .expect("something is next");
            drop(tx);
            if due >= until {
                break;
            }
            let early = due - time::Duration::milliseconds(1_001);
            assert_eq!(three_servers(&database, early).await, [], "never early");
            for (name, at) in three_servers(&database, due).await {
                assert!(at - due < time::Duration::SECOND, "{name} was late");
                done.entry(name).or_default().push(due);
            }
            if due.time() == time::Time::MIDNIGHT {
                let leap = due - time::Duration::SECOND;
                assert_eq!(three_servers(&database, leap).await, [], "a second twice");
            }
        }
        let mut expected = Vec::new();
        let mut next = cadence::next(PLAN[0].cadence, from);
        while next < until {
            expected.push(next);
            next += Duration::from_mins(MINUTES);
        }
        assert_eq!(done["often"], expected);
        assert_eq!(done["nightly"], nights);
        let mornings: Vec<_> = done["in_the_morning"]
            .iter()
            .map(|at| at.to_offset(UtcOffset::UTC))
            .collect();
        assert_eq!(mornings.len(), 1, "{mornings:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_makes_nothing_twice() {
    let database = own_database("jumps").await;
    let start = datetime!(2026-11-30 10:00:30 UTC);
    three_servers(&database, start).await;
    let back = start - time::Duration::minutes(30);
    assert_eq!(three_servers(&database, back).await, []);
    let three_hours_on = start + time::Duration::hours(3);
    let caught_up = three_servers(&database, three_hours_on).await;
    assert_eq!(
        caught_up
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        ["often"],
        "once, not eighteen times"
    );
    assert_eq!(three_servers(&database, three_hours_on).await, []);
}

#[tokio::test]
async fn what_a_server_died_at_is_taken_up_again_and_its_late_word_is_not_heard() {
    let database = own_database("died_at").await;
    let start = datetime!(2026-11-30 10:00:30 UTC);
    let died_at = take_all(&database, start).await;
    assert_eq!(died_at.len(), PLAN.len());
    let soon = start + time::Duration::minutes(4);
    assert!(
        take_all(&database, soon).await.is_empty(),
        "it may be at it"
    );
    let later = start + time::Duration::minutes(5);
    let again = take_all(&database, later).await;
    assert_eq!(again.len(), PLAN.len());

    end_all(&database, &died_at).await;
    let held = "select count(*) from public.schedules where held_until is not null";
    assert_eq!(count(&database, held).await, 3, "the second is at it");
    let failed = calendar::end(&database, &PLAN, &again[0], Outcome::Failed).await;
    failed.expect("written");
    end_all(&database, &again[1..]).await;
    let tried_again = take_all(&database, later + time::Duration::minutes(5)).await;
    assert!(tried_again.iter().any(|turn| turn.name == again[0].name));
}

/// Paris is worked out here and known by PostgreSQL: both say the same.
#[tokio::test]
async fn paris_is_where_postgresql_says_it_is() {
    let database = own_database("paris").await;
    let mut tx = database.shared().await.expect("a transaction");
    let mornings: Vec<OffsetDateTime> = sqlx::query_scalar(
        "select (day + time '07:00') at time zone 'Europe/Paris' \
         from generate_series(timestamp '2024-01-01', timestamp '2037-12-31', interval '1 day') as day order by day",
    )
    .fetch_all(tx.conn())
    .await
    .expect("PostgreSQL knows Paris");
    for pair in mornings.windows(2) {
        assert_eq!(cadence::next(Cadence::Daily(time!(7:00)), pair[0]), pair[1]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_keep_one_pool_of_ready_shops() {
    let backend = own_backend("one_pool", Clock::system()).await;
    let (stop, stopped) = watch::channel(false);
    let ready = "select count(*) from public.tenants where state = 'ready'";
    let servers = [0, 1].map(|_| {
        let (backend, stopped) = (backend.clone(), stopped.clone());
        tokio::spawn(async move { run(&backend, stopped).await })
    });
    let begun = Instant::now();
    while count(&backend.database, ready).await < 20 {
        assert!(begun.elapsed() < Duration::from_mins(2), "never filled");
        tokio::task::yield_now().await;
    }
    stop.send(true).expect("both listen");
    for server in servers {
        server.await.expect("it stops in order");
    }
    assert_eq!(count(&backend.database, ready).await, 20, "not one more");
    let open = "select count(*) from public.schedules where held_until is not null or last_outcome <> 'done'";
    assert_eq!(count(&backend.database, open).await, 0);
}

#[tokio::test]
async fn what_signing_in_leaves_behind_is_cleared_away() {
    let now = std::sync::Arc::new(std::sync::Mutex::new(OffsetDateTime::UNIX_EPOCH));
    let clock = Clock::from_fn({
        let now = now.clone();
        move || *now.lock().expect("the time")
    });
    let set = |at| *now.lock().expect("the time") = at;
    let start = Clock::system().now();
    set(start);
    let backend = own_backend("cleared", clock).await;
    let seller = testing::seller(&backend, "cleared").await;
    let open = sessions::open(&backend, seller.account, "test").await;
    let kept = open.expect("signed in");
    let over = sessions::open(&backend, seller.account, "test").await;
    let over = sessions::verify(&backend, &over.expect("signed in").access).await;
    let over = over.expect("known").session;
    sessions::sign_out(&backend, over)
        .await
        .expect("signed out");
    let wrong = sessions::sign_in(&backend, &seller.email, "Wrong-1-Password", "test").await;
    assert!(wrong.is_err());
    executors::make_code(&backend, seller.tenant)
        .await
        .expect("a code");
    change(
        &backend.database,
        "update public.pairing_codes set expires_at = now() - interval '2 hours'",
    )
    .await;
    let everything = async |days: i64| {
        set(start + time::Duration::days(days));
        for duty in [Duty::SignIns, Duty::Confirmations, Duty::PairingCodes] {
            duty.perform(&backend).await.expect("cleared");
        }
        let mut left = Vec::new();
        for table in [
            "select count(*) from public.sessions",
            "select count(*) from public.refresh_tokens",
            "select count(*) from public.sign_in_attempts",
            "select count(*) from public.confirmations",
            "select count(*) from public.pairing_codes",
        ] {
            left.push(count(&backend.database, table).await);
        }
        left
    };
    assert_eq!(everything(0).await, [2, 2, 1, 1, 0]);
    sessions::refresh(&backend, &kept.refresh)
        .await
        .expect("nothing in use was cleared");
    assert_eq!(everything(1).await, [2, 3, 0, 1, 0]);
    assert_eq!(everything(8).await, [2, 0, 0, 1, 0], "tokens ran out");
    assert_eq!(everything(32).await, [1, 0, 0, 0, 0]);
    assert_eq!(everything(61).await, [0, 0, 0, 0, 0]);
    assert!(
        accounts::person(&backend, seller.account).await.is_ok(),
        "the account stays"
    );
}

/// Ten thousand shops, three servers: each is taken once, and not again before its time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_share_the_round_through_all_shops() {
    let database = own_database("rounds").await;
    change(
        &database,
        "insert into public.tenants (state, taken_at) select 'taken', now() from generate_series(1, 10000)",
    )
    .await;
    let server = async || {
        let mut taken = Vec::new();
        loop {
            let some = rounds::take(&database).await.expect("looked");
            if some.is_empty() {
                return taken;
            }
            taken.extend(some);
        }
    };
    let (a, b, c) = tokio::join!(server(), server(), server());
    let mut taken = [a, b, c].concat();
    assert_eq!(taken.len(), 10_000);
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 10_000, "each once");
    let too_late = "select count(*) from public.tenants where tend_at > now() + interval '60 seconds' \
         or tend_at < now() + interval '20 seconds'";
    assert_eq!(count(&database, too_late).await, 0, "within a minute");
}
