//! What keeps shops apart from each other and from what all share.

use super::{CODE, DATABASE, MIGRATING, Rule, TENANT_DDL, TENANTS};
use crate::database::lint::source::Sql;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "R1 no foreign key from a shop to shared tables",
        instead: "store the id",
        broken_by: |sql| sql.is_in(TENANT_DDL) && sql.has("references public."),
        breaches: &[(
            TENANT_DDL,
            "create table a (b bigint references public.accounts (id))",
        )],
        fine: &[(
            TENANT_DDL,
            "create table a (b bigint references products (id))",
        )],
    },
    Rule {
        name: "R2, R3 no foreign key into a shop from outside",
        instead: "store the id",
        broken_by: |sql| {
            sql.has("references user_")
                || sql.has("references template_tenant")
                || (!sql.is_in(TENANT_DDL)
                    && sql.has("references ")
                    && !sql.has("references public.")
                    && sql.begins("create table"))
        },
        breaches: &[(
            "migrations/shared",
            "create table public.a (b bigint references products (id))",
        )],
        fine: &[(
            "migrations/shared",
            "create table public.a (b bigint references public.accounts (id))",
        )],
    },
    Rule {
        name: "R4 the shared catalogues are not written by requests",
        instead: "change them in a migration",
        broken_by: |sql| {
            !sql.is_in("migrations")
                && !sql.is_in(MIGRATING)
                && [
                    "insert into product_attributes",
                    "update product_attributes",
                    "delete from product_attributes",
                ]
                .iter()
                .any(|write| sql.has(write))
        },
        breaches: &[(
            CODE,
            "insert into product_attributes.brands (name) values ($1)",
        )],
        fine: &[
            (
                "migrations/shared",
                "insert into product_attributes.brands (name) values ('a')",
            ),
            (
                MIGRATING,
                "insert into product_attributes.brands (name) values ($1)",
            ),
        ],
    },
    Rule {
        name: "R7, R21 no statement reads a shop and shared tables",
        instead: "two transactions",
        broken_by: |sql| sql.has("public.") && sql.names_tenant_table(),
        breaches: &[(
            CODE,
            "select a.email from public.accounts a join products on products.id = a.id",
        )],
        fine: &[
            (CODE, "select id from public.accounts"),
            (CODE, "select id from products"),
        ],
    },
    Rule {
        name: "R8, R21 no schema of a shop is named",
        instead: "open a TenantTx",
        broken_by: |sql| {
            !sql.is_in(DATABASE)
                && !sql.is_in(TENANTS)
                && (sql.with_quotes.contains("user_{") || has_numbered_schema(sql))
        },
        breaches: &[
            (CODE, "select id from user_7.products"),
            (CODE, "select id from user_{id}.products"),
        ],
        fine: &[(CODE, "select user_agent from public.sessions")],
    },
    Rule {
        name: "R13 no question about the path",
        instead: "know the tenant",
        broken_by: |sql| {
            sql.has("current_schema")
                || (sql.with_quotes.contains("current_setting('search_path'")
                    && !sql.is_in(DATABASE))
        },
        breaches: &[
            (CODE, "select current_schema()"),
            (CODE, "select current_setting('search_path')"),
        ],
        fine: &[(CODE, "select id from products")],
    },
    Rule {
        name: "R14 settings are the database room's",
        instead: "nothing: the transaction has its timeouts",
        broken_by: |sql| (sql.begins("set ") || sql.has("set_config(")) && !sql.is_in(DATABASE),
        breaches: &[
            (CODE, "set local lock_timeout = '1s'"),
            (CODE, "select set_config('role', $1, false)"),
        ],
        fine: &[(DATABASE, "select set_config('role', $1, true)")],
    },
    Rule {
        name: "R14 settings of a pooled connection end with the transaction",
        instead: "set_config(…, true)",
        broken_by: |sql| sql.has("set_config(") && sql.has(", false)"),
        breaches: &[(DATABASE, "select set_config('role', $1, false)")],
        fine: &[(DATABASE, "select set_config('role', $1, true)")],
    },
    Rule {
        name: "R15 an advisory lock stands alone, and is not the session's",
        instead: "select pg_advisory_xact_lock($1)",
        broken_by: |sql| {
            sql.has("pg_advisory")
                && (sql.text.split_whitespace().count() > 2
                    || (!sql.has("_xact_lock(")
                        && !sql.is_in("server/domain/src/database/migrations")))
        },
        breaches: &[
            (CODE, "select pg_advisory_xact_lock($1), id from products"),
            (CODE, "select pg_advisory_lock($1)"),
        ],
        fine: &[(CODE, "select pg_advisory_xact_lock($1)")],
    },
];

fn has_numbered_schema(sql: &Sql) -> bool {
    sql.with_quotes
        .match_indices("user_")
        .any(|(at, _)| sql.with_quotes[at + 5..].starts_with(|c: char| c.is_ascii_digit()))
}
