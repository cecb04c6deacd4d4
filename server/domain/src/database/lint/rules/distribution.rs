//! What distributed PostgreSQL refuses, or gets wrong without a word.

use super::{CODE, DATABASE, HINTS, ROLES, Rule, TENANT_DDL};
use crate::database::lint::source::Sql;

const VOLATILE: [&str; 6] = [
    "gen_random_uuid(",
    "clock_timestamp(",
    "random(",
    "nextval(",
    "timeofday(",
    "uuid_generate",
];

const DDL: [&str; 4] = ["create ", "alter ", "drop ", "truncate "];

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "R5, R6 no trigger",
        instead: "do it in the statement that needs it",
        broken_by: |sql| sql.begins("create") && sql.has(" trigger "),
        breaches: &[(
            TENANT_DDL,
            "create trigger a after insert on jobs execute function b()",
        )],
        fine: &[(TENANT_DDL, "create table triggers (id bigint)")],
    },
    Rule {
        name: "R6 one place notifies",
        instead: "`hints.wake(…)` after the commit",
        broken_by: |sql| (sql.has("pg_notify(") || sql.begins("notify ")) && !sql.is_in(HINTS),
        breaches: &[(CODE, "select pg_notify('a', 'b')"), (CODE, "notify a")],
        fine: &[(HINTS, "select pg_notify($1, $2)")],
    },
    Rule {
        name: "R9 no volatile function where rows are changed",
        instead: "bind the value",
        broken_by: |sql| changes_rows(sql) && VOLATILE.iter().any(|function| sql.has(function)),
        breaches: &[(
            CODE,
            "update products set sku = gen_random_uuid() where id = $1",
        )],
        fine: &[(CODE, "update products set updated_at = now() where id = $1")],
    },
    Rule {
        name: "R10 only columns are returned",
        instead: "return the column, compute outside",
        broken_by: |sql| {
            returned(sql)
                .any(|returned| returned.split(')').next().unwrap_or_default().contains('('))
        },
        breaches: &[(
            CODE,
            "update products set version = version + 1 returning now()",
        )],
        fine: &[(
            CODE,
            "with a as (insert into products (sku) values ($1) returning id) select id from a",
        )],
    },
    Rule {
        name: "R11 no insert from a select into a shop",
        instead: "bind the values, or unnest arrays of them into a table that cannot refuse them",
        broken_by: |sql| {
            // A migration that fails is tried again, whatever the error's code.
            !sql.is_in("migrations")
                && sql.begins("insert into ")
                && sql.has(" select ")
                && !sql.has(" values (")
                && sql.names_tenant_table()
                && !sql.has(" from unnest(")
        },
        breaches: &[(
            CODE,
            "insert into listings (product_id) select id from products",
        )],
        fine: &[
            (CODE, "insert into products (title) values ($1)"),
            (
                TENANT_DDL,
                "insert into listings (product_id) select id from products",
            ),
        ],
    },
    Rule {
        name: "R12 constraint names are not relied on",
        instead: "decide by SQLSTATE, or `on conflict (columns)`",
        broken_by: |sql| sql.has("on constraint"),
        breaches: &[(
            CODE,
            "insert into a (b) values (1) on conflict on constraint c do nothing",
        )],
        fine: &[(
            CODE,
            "insert into a (b) values (1) on conflict (b) do nothing",
        )],
    },
    Rule {
        name: "R16 one statement per message",
        instead: "two calls",
        broken_by: |sql| sql.text.trim_end_matches(';').contains(';'),
        breaches: &[(CODE, "update a set b = 1; update c set d = 1")],
        fine: &[(CODE, "update products set sku = ';' where id = $1")],
    },
    Rule {
        name: "R17 numbers of rows are bigint, and there from the start",
        instead: "id bigint generated always as identity primary key",
        broken_by: |sql| {
            let ddl = sql.begins("create table") || sql.begins("alter table");
            let small = sql.has("serial")
                || (sql.has(" as identity") && !sql.has("bigint generated always as identity"));
            ddl && (small || (sql.begins("alter table") && sql.has("identity")))
        },
        breaches: &[
            (TENANT_DDL, "create table a (id bigserial primary key)"),
            (
                TENANT_DDL,
                "create table a (id integer generated always as identity)",
            ),
            (
                TENANT_DDL,
                "alter table a add column b bigint generated always as identity",
            ),
        ],
        fine: &[(
            TENANT_DDL,
            "create table a (id bigint generated always as identity primary key)",
        )],
    },
    Rule {
        name: "R18 numbers of rows are opaque",
        instead: "bind them as bigint, and let the identity column count",
        broken_by: |sql| {
            let narrowed = [
                "id::int",
                "id::integer",
                "id::int4",
                "id as int)",
                "id as integer)",
            ];
            let counted = ["max(id)", "setval(", "currval(", "lastval("];
            narrowed.iter().any(|cast| has_whole(sql, cast))
                || counted.iter().any(|count| sql.has(count))
        },
        breaches: &[
            (CODE, "select id::int from products"),
            (CODE, "select cast(product_id as integer) from listings"),
            (CODE, "select max(id) + 1 from products"),
            (CODE, "select setval('products_id_seq', 1)"),
        ],
        fine: &[
            (CODE, "select id::bigint from products"),
            (CODE, "select id::int8 from products"),
        ],
    },
    Rule {
        name: "R19 no table is copied",
        instead: "the canonical DDL",
        broken_by: |sql| {
            sql.begins("create table") && (sql.has("(like ") || sql.has(" as select "))
        },
        breaches: &[(
            TENANT_DDL,
            "create table a (like template_tenant.a including all)",
        )],
        fine: &[(TENANT_DDL, "create table a (b text)")],
    },
    Rule {
        name: "R20 DDL is the database room's",
        instead: "a migration",
        broken_by: |sql| {
            DDL.iter().any(|verb| sql.begins(verb))
                && !sql.is_in(DATABASE)
                && !sql.is_in("migrations")
        },
        breaches: &[
            (CODE, "create index on products (title)"),
            (CODE, "truncate products"),
        ],
        fine: &[("migrations/tenant", "create index a on products (title)")],
    },
    Rule {
        name: "R22 roles are made in one place",
        instead: "what it takes on a cluster is decided in `roles`",
        broken_by: |sql| {
            let verbs = [
                "create role",
                "create user",
                "alter role",
                "alter user",
                "drop role",
            ];
            verbs.iter().any(|verb| sql.begins(verb)) && !sql.is_in(ROLES)
        },
        breaches: &[
            (CODE, "create role seller nologin"),
            (
                "migrations/shared",
                "alter role stoflow set lock_timeout = '1s'",
            ),
        ],
        fine: &[(ROLES, "create role seller nologin")],
    },
    Rule {
        name: "R23 nothing rests on being distributed, or on a way back",
        instead: "plain PostgreSQL; whoever runs a cluster distributes schemas beside the server",
        broken_by: |sql| {
            sql.has("citus_") || sql.has("create_distributed_") || sql.has("create_reference_table")
        },
        breaches: &[
            (CODE, "select citus_schema_undistribute('shop')"),
            (
                "migrations/shared",
                "select create_reference_table('product_attributes.brands')",
            ),
        ],
        fine: &[(CODE, "select id from products")],
    },
    Rule {
        name: "R24 no view, no function, no type in a shop",
        instead: "a statement; text and a named check",
        broken_by: |sql| {
            let kinds = [
                "view",
                "materialized view",
                "function",
                "procedure",
                "type",
                "domain",
            ];
            let made = |kind: &&str| {
                sql.begins(&format!("create {kind} "))
                    || sql.begins(&format!("create or replace {kind} "))
            };
            sql.is_in(TENANT_DDL) && kinds.iter().any(made)
        },
        breaches: &[
            (TENANT_DDL, "create type state as enum ('a')"),
            (TENANT_DDL, "create or replace view a as select 1"),
        ],
        fine: &[("migrations/shared", "create type state as enum ('a')")],
    },
];

/// Whether the words stand there, and not as the beginning of longer ones: `id::int`, not `id::int8`.
fn has_whole(sql: &Sql, words: &str) -> bool {
    sql.text
        .match_indices(words)
        .any(|(at, _)| !sql.text[at + words.len()..].starts_with(char::is_alphanumeric))
}

/// Text after each `returning`.
fn returned(sql: &Sql) -> impl Iterator<Item = &str> {
    sql.text.split(" returning ").skip(1)
}

fn changes_rows(sql: &Sql) -> bool {
    let verbs = ["update ", "delete from ", "merge into "];
    verbs.iter().any(|verb| {
        sql.begins(verb) || sql.has(&format!("({verb}")) || sql.has(&format!("( {verb}"))
    })
}
