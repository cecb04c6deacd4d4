//! How SQL is written here.

use super::{CODE, DATABASE, Rule, TENANT_DDL, TENANTS};
use crate::database::lint::source::Sql;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "columns are listed",
        instead: "each by its name",
        broken_by: |sql| {
            sql.has("select *") || sql.has(".*") || sql.has("returning *") || sql.has(", *")
        },
        breaches: &[
            (CODE, "select * from products"),
            (CODE, "select p.* from products p"),
            (CODE, "delete from products returning *"),
        ],
        fine: &[(CODE, "select count(*) from products")],
    },
    Rule {
        name: "checks have names",
        instead: "constraint … check (…)",
        broken_by: |sql| sql.is_in("migrations") && has_nameless_check(sql),
        breaches: &[(TENANT_DDL, "create table a (b integer check (b > 0))")],
        fine: &[(
            TENANT_DDL,
            "create table a (b integer, constraint a_b_positive check (b > 0))",
        )],
    },
    Rule {
        name: "requests do not read the catalogue",
        instead: "know what there is",
        broken_by: |sql| {
            sql.has("information_schema")
                || ((sql.has("pg_class") || sql.has("pg_catalog."))
                    && !sql.is_in(DATABASE)
                    && !sql.is_in(TENANTS))
        },
        breaches: &[
            (CODE, "select tablename from pg_catalog.pg_tables"),
            (DATABASE, "select a from information_schema.tables"),
        ],
        fine: &[(DATABASE, "select relname from pg_catalog.pg_class")],
    },
    Rule {
        name: "shared tables are written with their schema",
        instead: "public.…",
        broken_by: |sql| {
            sql.is_in("migrations/shared")
                && sql.begins("create table ")
                && !sql.has("create table public.")
                && !sql.has("create table product_attributes.")
        },
        breaches: &[("migrations/shared", "create table accounts (id bigint)")],
        fine: &[(
            "migrations/shared",
            "create table public.accounts (id bigint)",
        )],
    },
    Rule {
        name: "SQL is written in lower case",
        instead: "select … from …",
        broken_by: is_upper_case,
        breaches: &[(CODE, "SELECT id FROM products")],
        fine: &[(CODE, "select id from products where title = 'SELECT'")],
    },
];

/// `check (` of a table, without a name before it.
fn has_nameless_check(sql: &Sql) -> bool {
    let parts = sql.text.split(" check (").collect::<Vec<_>>();
    let before = parts.len().saturating_sub(1);
    parts.into_iter().take(before).any(|part| {
        let mut words = part.split_whitespace().rev();
        words.next();
        words.next() != Some("constraint")
    })
}

fn is_upper_case(sql: &Sql) -> bool {
    sql.text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "SELECT"
                | "INSERT"
                | "UPDATE"
                | "DELETE"
                | "FROM"
                | "WHERE"
                | "CREATE"
                | "TABLE"
                | "JOIN"
                | "RETURNING"
                | "SET"
        )
    })
}
