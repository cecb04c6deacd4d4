//! The rules, each with breaches it must see and statements it must let pass.

mod distribution;
mod habits;
mod walls;

use super::source::Sql;

/// A rule about statements.
pub(super) struct Rule {
    /// Its number in facts/reliability.md, where it has one.
    pub(super) name: &'static str,
    /// What to write instead.
    pub(super) instead: &'static str,
    pub(super) broken_by: fn(&Sql) -> bool,
    /// Place and text.
    pub(super) breaches: &'static [(&'static str, &'static str)],
    pub(super) fine: &'static [(&'static str, &'static str)],
}

const TENANT_DDL: &str = "migrations/tenant";
const DATABASE: &str = "server/domain/src/database";
const MIGRATING: &str = "server/domain/src/database/migrations";
const ROLES: &str = "server/domain/src/database/roles.rs";
const TENANTS: &str = "server/domain/src/tenants";
const HINTS: &str = "server/domain/src/hints.rs";
const CODE: &str = "server/domain/src/products.rs";

pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    [walls::RULES, distribution::RULES, habits::RULES]
        .into_iter()
        .flatten()
}
