//! A seller's own template: what is wrong with it, and what it may hold. Pure.

use super::braces::{self, Piece};
use super::plain;
use super::words;
use stoflow_wire::wording::{Template, TemplateFault, TemplatePart, TemplateProblem};

/// Everything that keeps a template from being taken; empty means fine.
pub fn problems(template: &Template) -> Vec<TemplateProblem> {
    let empty = |text: &str| text.trim().is_empty();
    let mut problems = Vec::new();
    let mut wrong = |part, fault| problems.push(TemplateProblem { part, fault });
    if empty(&template.name) {
        wrong(TemplatePart::Name, TemplateFault::Missing);
    }
    if empty(&template.title) && empty(&template.description) {
        wrong(TemplatePart::Description, TemplateFault::Missing);
    }
    let limits = [
        (TemplatePart::Name, &template.name, Template::LONGEST_NAME),
        (
            TemplatePart::Title,
            &template.title,
            Template::LONGEST_TITLE,
        ),
        (
            TemplatePart::Description,
            &template.description,
            Template::LONGEST_DESCRIPTION,
        ),
    ];
    for (part, text, max) in limits {
        if text.chars().count() > max as usize {
            wrong(part, TemplateFault::TooLong { max });
        }
        if text.contains('\0') {
            wrong(part, TemplateFault::ForbiddenCharacter);
        }
    }
    for (part, text) in [
        (TemplatePart::Title, &template.title),
        (TemplatePart::Description, &template.description),
    ] {
        for fault in unknown(text) {
            wrong(part, fault);
        }
    }
    problems
}

/// Each word in braces that stands for nothing, with its place.
fn unknown(text: &str) -> Vec<TemplateFault> {
    let pieces = braces::pieces(text).into_iter();
    let unknown = pieces.filter_map(|piece| match piece {
        Piece::Braced { name, at, .. } if words::meaning(name).is_none() => {
            let before = text.get(..at).unwrap_or_default();
            Some(TemplateFault::UnknownPlaceholder {
                name: name.to_owned(),
                at: u32::try_from(plain::length(before)).unwrap_or(u32::MAX),
            })
        }
        _ => None,
    });
    unknown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(title: &str, description: &str) -> Template {
        Template {
            name: "Jeans".to_owned(),
            title: title.to_owned(),
            description: description.to_owned(),
            ..Template::default()
        }
    }

    #[test]
    fn a_word_that_stands_for_nothing_is_named_with_its_place() {
        let template = template("👗 {marque} {prix}", "{ } {Matieres} {brand}\n{tall}");
        let unknown = |part, name: &str, at| TemplateProblem {
            part,
            fault: TemplateFault::UnknownPlaceholder {
                name: name.to_owned(),
                at,
            },
        };
        assert_eq!(
            problems(&template),
            [
                unknown(TemplatePart::Title, "prix", 12),
                unknown(TemplatePart::Description, "tall", 23),
            ]
        );
    }

    #[test]
    fn one_part_is_enough_and_none_is_not() {
        assert_eq!(problems(&template("{marque}", "")), []);
        assert_eq!(problems(&template("", "{marque}")), []);
        let missing = |part| TemplateProblem {
            part,
            fault: TemplateFault::Missing,
        };
        assert_eq!(
            problems(&template(" ", "\n")),
            [missing(TemplatePart::Description)]
        );
        assert_eq!(
            problems(&Template::default()),
            [TemplatePart::Name, TemplatePart::Description].map(missing)
        );
    }

    #[test]
    fn what_is_too_long_or_cannot_be_stored_is_told() {
        let faults: Vec<TemplateFault> = problems(&template(&"é".repeat(301), "a\0"))
            .into_iter()
            .map(|problem| problem.fault)
            .collect();
        assert_eq!(
            faults,
            [
                TemplateFault::TooLong { max: 300 },
                TemplateFault::ForbiddenCharacter
            ]
        );
    }
}
