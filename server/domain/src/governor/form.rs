//! The rules as a seller types them. Every field is looked at, so that all that is wrong is told at once.

use stoflow_wire::governor::{DailyCaps, GovernorForm, GovernorRules, QuietHours, Tempo};
use stoflow_wire::problem::{FieldProblem, Problem};

/// A listing is not spared for longer than this.
const MOST_SPARED_DAYS: u32 = 365;

pub(super) fn read(typed: &GovernorForm) -> Result<GovernorRules, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let rules = GovernorRules {
        tempo: Tempo::from_name(&typed.tempo).unwrap_or_else(|| {
            problems.push(FieldProblem::new("tempo", Problem::Unknown));
            Tempo::default()
        }),
        quiet: quiet(typed, &mut problems),
        caps: DailyCaps {
            publications: whole("publications", &typed.publications, CAP, &mut problems),
            changes: whole("changes", &typed.changes, CAP, &mut problems),
            removals: whole("removals", &typed.removals, CAP, &mut problems),
        },
        spared_days: whole(
            "spared_days",
            &typed.spared_days,
            (0, MOST_SPARED_DAYS),
            &mut problems,
        ),
    };
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(problems)
    }
}

const CAP: (u32, u32) = (1, DailyCaps::MOST);

fn whole(
    field: &str,
    typed: &str,
    (least, most): (u32, u32),
    problems: &mut Vec<FieldProblem>,
) -> u32 {
    let typed = typed.trim();
    let problem = match typed.parse::<u32>() {
        _ if typed.is_empty() => Problem::Missing,
        Ok(number) if number < least => Problem::TooSmall {
            min: i64::from(least),
        },
        Ok(number) if number > most => Problem::TooLarge {
            max: i64::from(most),
        },
        Ok(number) => return number,
        Err(_) => Problem::NotANumber,
    };
    problems.push(FieldProblem::new(field, problem));
    least
}

/// Both empty: no quiet hours. Where they end when they begin, the day has no hours left.
fn quiet(typed: &GovernorForm, problems: &mut Vec<FieldProblem>) -> Option<QuietHours> {
    let from = time_of_day("quiet_from", &typed.quiet_from, problems);
    let until = time_of_day("quiet_until", &typed.quiet_until, problems);
    match (from, until) {
        (Ok(None), Ok(None)) | (Err(Told), _) | (_, Err(Told)) => None,
        (Ok(Some(_)), Ok(None)) => {
            problems.push(FieldProblem::new("quiet_until", Problem::Missing));
            None
        }
        (Ok(None), Ok(Some(_))) => {
            problems.push(FieldProblem::new("quiet_from", Problem::Missing));
            None
        }
        (Ok(Some(from)), Ok(Some(until))) if from == until => {
            problems.push(FieldProblem::new("quiet_until", Problem::AsTheOther));
            None
        }
        (Ok(Some(from)), Ok(Some(until))) => Some(QuietHours { from, until }),
    }
}

/// The problem is among the others already.
struct Told;

/// `HH:MM`, with seconds where a browser adds them.
fn time_of_day(
    field: &str,
    typed: &str,
    problems: &mut Vec<FieldProblem>,
) -> Result<Option<u16>, Told> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let mut parts = typed.split(':').map(str::parse::<u16>);
    if let (Some(Ok(hour)), Some(Ok(minute))) = (parts.next(), parts.next())
        && hour < 24
        && minute < 60
    {
        return Ok(Some(hour * 60 + minute));
    }
    problems.push(FieldProblem::new(field, Problem::NotATime));
    Err(Told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> GovernorForm {
        GovernorForm {
            tempo: "careful".to_owned(),
            quiet_from: "23:00".to_owned(),
            quiet_until: "07:30:00".to_owned(),
            publications: "40".to_owned(),
            changes: " 200 ".to_owned(),
            removals: "1000".to_owned(),
            spared_days: "0".to_owned(),
        }
    }

    #[test]
    fn what_can_be_read_is_taken() {
        let rules = read(&form()).unwrap();
        assert_eq!(rules.tempo, Tempo::Careful);
        let quiet = QuietHours {
            from: 1380,
            until: 450,
        };
        assert_eq!(rules.quiet, Some(quiet));
        let caps = (
            rules.caps.publications,
            rules.caps.changes,
            rules.caps.removals,
        );
        assert_eq!(caps, (40, 200, 1000));
        let by_day = GovernorForm {
            quiet_from: String::new(),
            quiet_until: "  ".to_owned(),
            ..form()
        };
        assert_eq!(read(&by_day).unwrap().quiet, None);
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let wrong = GovernorForm {
            tempo: "reckless".to_owned(),
            quiet_from: "24:00".to_owned(),
            quiet_until: "7h".to_owned(),
            publications: "0".to_owned(),
            changes: "-1".to_owned(),
            removals: "10001".to_owned(),
            spared_days: String::new(),
        };
        let told: Vec<_> = read(&wrong)
            .unwrap_err()
            .into_iter()
            .map(|told| (told.field, told.problem))
            .collect();
        let expected = [
            ("tempo", Problem::Unknown),
            ("quiet_from", Problem::NotATime),
            ("quiet_until", Problem::NotATime),
            ("publications", Problem::TooSmall { min: 1 }),
            ("changes", Problem::NotANumber),
            ("removals", Problem::TooLarge { max: 10_000 }),
            ("spared_days", Problem::Missing),
        ];
        assert_eq!(
            told,
            expected.map(|(field, problem)| (field.to_owned(), problem))
        );
    }

    #[test]
    fn half_a_span_is_none() {
        for (from, until, field, problem) in [
            ("22:00", "", "quiet_until", Problem::Missing),
            ("", "07:00", "quiet_from", Problem::Missing),
            ("07:00", "07:00", "quiet_until", Problem::AsTheOther),
        ] {
            let typed = GovernorForm {
                quiet_from: from.to_owned(),
                quiet_until: until.to_owned(),
                ..form()
            };
            let told = read(&typed).unwrap_err();
            assert_eq!(told, [FieldProblem::new(field, problem)]);
        }
    }
}
