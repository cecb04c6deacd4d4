//! Holds every SQL statement of the repository to the rules that keep sellers apart and let the same binary run on
//! distributed PostgreSQL (facts: rules R1–R24).

mod rules;
mod source;

use rules::rules;
use source::{Sql, statements_of_repository};

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
