//! Holds every SQL statement of the repository to the rules that keep sellers apart and let the same binary run on
//! distributed PostgreSQL (facts: rules R1–R24).
//!
//! Every one of the 24 has a rule here that bears its number. Three are kept by structure before that:
//! - R8: a `TenantTx` is one shop's, and no second one can be had from it;
//! - R16: a migration file is sent statement by statement;
//! - R20: a sign-up takes a shop that was built before, so it does not wait for a node that is down.
//!
//! Of two the lint sees only a part:
//! - R18: no statement narrows an id or counts with it. That ids stay below 2⁵³, so that JavaScript can hold them, is up
//!   to the operator: node groups have numbers below 32.
//! - R22 asks for at most eight roles, which may log in. On one PostgreSQL 64 that may not are the stronger wall. `roles`
//!   and `schema` alone say how many there are and of which kind; whoever puts StoFlow on a cluster of several nodes
//!   changes them before the first seller is there.

mod rules;
mod source;

use rules::rules;
use source::{Sql, statements_of_repository};
use std::collections::BTreeSet;

#[test]
fn no_statement_breaks_a_rule() {
    let statements = statements_of_repository();
    assert!(
        statements.len() > 100,
        "only {} statements were found",
        statements.len()
    );
    let broken = statements
        .iter()
        .flat_map(|sql| {
            let broken = rules().filter(|rule| (rule.broken_by)(sql));
            broken.map(move |rule| {
                format!(
                    "{}: {} — {}\n    {}",
                    sql.place, rule.name, rule.instead, sql.text
                )
            })
        })
        .collect::<Vec<_>>();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn every_number_has_a_rule() {
    let numbered = rules()
        .flat_map(|rule| rule.name.split([' ', ',']))
        .filter_map(|word| word.strip_prefix('R')?.parse().ok())
        .collect::<BTreeSet<u32>>();
    assert_eq!(numbered, (1..=24).collect());
}

#[test]
fn every_rule_knows_a_breach_when_it_sees_one() {
    for rule in rules() {
        for (place, text) in rule.breaches {
            assert!(
                (rule.broken_by)(&Sql::new(place, text)),
                "{} does not mind: {text}",
                rule.name
            );
        }
        for (place, text) in rule.fine {
            assert!(
                !(rule.broken_by)(&Sql::new(place, text)),
                "{} minds: {text}",
                rule.name
            );
        }
    }
}
