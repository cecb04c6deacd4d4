//! Reads what a seller filled in for a change. Pure.

use super::prices::{Repricing, Step};
use crate::error::Error;
use crate::products::form::{self, LOCATION_MAX, numbers};
use stoflow_wire::changes::{ChangeForm, ChangeKind, PriceMove};
use stoflow_wire::pricing::Ending;
use stoflow_wire::problem::Problem;

/// Prices may rise to eleven times what they are, in hundredths of a percent.
const UP_MOST: i64 = 100_000;
/// And fall to a hundredth.
const DOWN_MOST: i64 = 9_900;

/// A wish that can be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Price(Repricing),
    Location(String),
    Duplicate,
    Sell,
    Archive,
    Restore,
}

/// [`Error::Invalid`] at `way`, `price`, `percent`, `ending` or `location`.
pub(super) fn read(kind: ChangeKind, form: &ChangeForm) -> Result<Change, Error> {
    match kind {
        ChangeKind::Price => repricing(form).map(Change::Price),
        ChangeKind::Location => location(&form.location).map(Change::Location),
        ChangeKind::Duplicate => Ok(Change::Duplicate),
        ChangeKind::Sell => Ok(Change::Sell),
        ChangeKind::Archive => Ok(Change::Archive),
        ChangeKind::Restore => Ok(Change::Restore),
    }
}

fn repricing(form: &ChangeForm) -> Result<Repricing, Error> {
    let way = PriceMove::from_name(&form.way).ok_or_else(|| wrong("way", Problem::Unknown))?;
    let step = match way {
        PriceMove::DownBy => Step::Percent(-percent(&form.amount, DOWN_MOST)?),
        PriceMove::UpBy => Step::Percent(percent(&form.amount, UP_MOST)?),
        PriceMove::Down => Step::Add(-amount(&form.amount)?),
        PriceMove::Up => Step::Add(amount(&form.amount)?),
        PriceMove::To => Step::To(amount(&form.amount)?),
    };
    let ending = match form.ending.as_str() {
        "" => Ending::AsItIs,
        name => Ending::from_name(name).ok_or_else(|| wrong("ending", Problem::Unknown))?,
    };
    Ok(Repricing { step, ending })
}

/// In cents.
fn amount(typed: &str) -> Result<i64, Error> {
    numbers::price(typed)
        .and_then(|amount| amount.ok_or(Problem::Missing))
        .map(|amount| amount.minor)
        .map_err(|problem| wrong("price", problem))
}

/// Written like an amount, with a sign of its own: `10`, `12,5 %`. In hundredths.
fn percent(typed: &str, most: i64) -> Result<i64, Error> {
    let number = typed.trim();
    let number = number.strip_suffix('%').unwrap_or(number);
    let problem = match numbers::hundredths(number, 1, most) {
        Ok(Some(hundredths)) => return Ok(hundredths),
        Ok(None) => Problem::Missing,
        Err(Problem::TooLarge { .. }) => Problem::TooLarge { max: most / 100 },
        Err(problem) => problem,
    };
    Err(wrong("percent", problem))
}

fn location(typed: &str) -> Result<String, Error> {
    match form::line(typed, LOCATION_MAX) {
        Ok(text) if text.is_empty() => Err(wrong("location", Problem::Missing)),
        Ok(text) => Ok(text),
        Err(problem) => Err(wrong("location", problem)),
    }
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::field(field, problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::problem::FieldProblem;

    fn price(way: &str, amount: &str, ending: &str) -> Result<Step, Vec<FieldProblem>> {
        let form = ChangeForm {
            way: way.to_owned(),
            amount: amount.to_owned(),
            ending: ending.to_owned(),
            ..ChangeForm::default()
        };
        match read(ChangeKind::Price, &form) {
            Ok(Change::Price(repricing)) => Ok(repricing.step),
            Err(Error::Invalid(problems)) => Err(problems),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn people_write_amounts_and_percentages() {
        assert_eq!(price("down_by", "10", ""), Ok(Step::Percent(-1000)));
        assert_eq!(
            price("up_by", " 12,5 % ", "ninety"),
            Ok(Step::Percent(1250))
        );
        assert_eq!(price("down", "2 €", "whole"), Ok(Step::Add(-200)));
        assert_eq!(price("up", "0,50", ""), Ok(Step::Add(50)));
        assert_eq!(price("to", "15", ""), Ok(Step::To(1500)));
    }

    #[test]
    fn each_field_has_its_own_problem() {
        let cases = [
            (("sideways", "1", ""), "way", Problem::Unknown),
            (("to", "", ""), "price", Problem::Missing),
            (("to", "0", ""), "price", Problem::TooSmall { min: 1 }),
            (("up", "douze", ""), "price", Problem::NotANumber),
            (("down_by", "", ""), "percent", Problem::Missing),
            (("down_by", "10 €", ""), "percent", Problem::NotANumber),
            (
                ("down_by", "0", ""),
                "percent",
                Problem::TooSmall { min: 1 },
            ),
            (
                ("down_by", "100", ""),
                "percent",
                Problem::TooLarge { max: 99 },
            ),
            (
                ("up_by", "1001", ""),
                "percent",
                Problem::TooLarge { max: 1000 },
            ),
            (("up_by", "-5", ""), "percent", Problem::Negative),
            (("to", "1", "odd"), "ending", Problem::Unknown),
        ];
        for ((way, amount, ending), field, problem) in cases {
            let expected = vec![FieldProblem::new(field, problem)];
            assert_eq!(price(way, amount, ending), Err(expected), "{way} {amount}");
        }
    }

    #[test]
    fn a_place_is_one_line_and_is_said() {
        let to = |location: &str| {
            let location = location.to_owned();
            read(
                ChangeKind::Location,
                &ChangeForm {
                    location,
                    ..ChangeForm::default()
                },
            )
        };
        let moved = to(" Carton\t7 ").unwrap();
        assert_eq!(moved, Change::Location("Carton 7".to_owned()));
        for refused in ["", "  ", &"x".repeat(101), "a\0"] {
            assert!(to(refused).is_err(), "{refused:?}");
        }
    }
}
